/* RFC 8089 for files, RFC 3986 for what is escaped. */
#include "runtime/lsp/paths.h"

#include <ctype.h>
#include <unistd.h>

#include "lang/check/modules.h"

static int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    c = (char)tolower((unsigned char)c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static void unescape(Str piece, Text *text) {
    for (size_t i = 0; i < piece.length; i++) {
        int high = i + 2 < piece.length && piece.text[i] == '%' ? hex(piece.text[i + 1]) : -1;
        int low = high >= 0 ? hex(piece.text[i + 2]) : -1;
        if (low >= 0 && high * 16 + low != 0) {
            text_add_char(text, (char)(high * 16 + low));
            i += 2;
        } else {
            text_add_char(text, piece.text[i] ? piece.text[i] : '?');
        }
    }
}

static Str behind(Str uri, const char *prefix) {
    size_t length = strlen(prefix);
    return str_begins(uri, str_of(prefix)) ? (Str){uri.text + length, uri.length - length} : (Str){NULL, 0};
}

void path_of_uri(Str uri, Text *path) {
    Text plain;
    Arena arena;
    Str rest = behind(uri, "file://");
    text_init(&plain);
    arena_init(&arena);
    while (rest.text && rest.length && *rest.text != '/') rest = (Str){rest.text + 1, rest.length - 1}; /* a host */
    if (rest.length)
        unescape(rest, &plain);
    else
        text_add(&plain, uri);
    text_add(path, module_resolve(&(Module){.folder = STR("")}, text_str(&plain), &arena));
    arena_clear(&arena);
    text_clear(&plain);
}

void uri_of_path(Str path, Text *uri) {
    if (path.length == 0 || path.text[0] != '/') { /* of another scheme */
        text_add(uri, path);
        return;
    }
    text_lit(uri, "file://");
    for (size_t i = 0; i < path.length; i++) {
        unsigned char c = (unsigned char)path.text[i];
        if (isalnum(c) || strchr("/-._~", c))
            text_add_char(uri, (char)c);
        else
            text_printf(uri, "%%%02X", c);
    }
}

Str path_keep(Str path) {
    char *copy = mem_alloc(path.length + 1);
    if (path.length) memcpy(copy, path.text, path.length);
    copy[path.length] = '\0';
    return (Str){copy, path.length};
}

void path_drop(Str *path) {
    mem_free((char *)path->text);
    *path = (Str){NULL, 0};
}
