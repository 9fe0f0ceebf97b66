/* The table of codes, from codes.def. */
#include "lang/base/diag.h"

typedef struct {
    const char *name;
    Severity severity;
    const char *title, *page;
} CodeEntry;

static const CodeEntry CODES[CODE_COUNT] = {
#define CODE(code, severity, title, page) {#code, severity, title, page},
#include "lang/base/codes.def"
#undef CODE
};

Str code_name(Code code) { return str_of(CODES[code].name); }
Str code_title(Code code) { return str_of(CODES[code].title); }
Severity code_severity(Code code) { return CODES[code].severity; }

bool code_find(Str name, Code *code) {
    for (unsigned i = 0; i < CODE_COUNT; i++) {
        Str known = str_of(CODES[i].name);
        size_t at = 0;
        if (known.length != name.length) continue;
        while (at < name.length && (name.text[at] == known.text[at] || (name.text[at] >= 'a' && name.text[at] <= 'z' &&
                                                                        name.text[at] - 32 == known.text[at])))
            at++;
        if (at == name.length) return *code = (Code)i, true;
    }
    return false;
}

void code_print_page(Code code, Text *text) {
    const CodeEntry *entry = &CODES[code];
    text_printf(text, "%s (%s): %s\n\n", entry->name, entry->severity == SEVERITY_ERROR ? "error" : "warning",
                entry->title);
    text_add(text, str_of(entry->page));
    size_t length = strlen(entry->page);
    if (length == 0 || entry->page[length - 1] != '\n') text_add_char(text, '\n');
}
