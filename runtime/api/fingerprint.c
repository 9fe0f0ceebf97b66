/* Files in the order of kinds and names, each once: the order in which they were named does not matter. */
#include "runtime/api/fingerprint.h"

#include <stdlib.h>

#include "lang/base/sha256.h"
#include "runtime/api/version.h"
#include "runtime/io/disk.h"

typedef struct {
    const Session *session;
    Vec(Fingerprint) files;
    Arena *arena;
} Taking;

static const Load *load_named(const Session *session, Str name) {
    const Agenda *agenda = session->program->agenda;
    for (size_t i = 0; i < agenda->loads.count; i++)
        if (str_equal(agenda->loads.items[i].name, name)) return &agenda->loads.items[i];
    return NULL;
}

static Str digest_of(Taking *t, Str bytes) {
    char digest[SHA256_HEX + 1];
    sha256(bytes, digest);
    return arena_str(t->arena, (Str){digest, SHA256_HEX});
}

static void add(Taking *t, Fingerprint file) {
    for (size_t i = 0; i < t->files.count; i++)
        if (str_equal(t->files.items[i].name, file.name) && t->files.items[i].kind == file.kind) return;
    vec_push(&t->files, file);
}

static void add_table(Taking *t, Str name, const char *path) {
    Text bytes;
    text_init(&bytes);
    bool is_read = disk_read(NULL, path, &bytes);
    add(t, (Fingerprint){arena_str(t->arena, name), is_read ? digest_of(t, text_str(&bytes)) : STR(""), PRINT_FACTS});
    text_clear(&bytes);
}

static void add_source(Taking *t, SourceId id) {
    const Session *session = t->session;
    Str name = source_name(session->sources, id);
    const Load *load = load_named(session, name);
    if (!source_has_text(session->sources, id)) {
        if (load) add_table(t, name, arena_str(t->arena, load->path).text);
        return;
    }
    bool is_bibliography = load && load->format == LOAD_BIBLIOGRAPHY;
    add(t, (Fingerprint){arena_str(t->arena, name), digest_of(t, source_text(session->sources, id)),
                         is_bibliography ? PRINT_BIBLIOGRAPHY : PRINT_RULES});
}

static int by_kind(const void *a, const void *b) {
    const Fingerprint *x = a, *y = b;
    return x->kind != y->kind ? (x->kind < y->kind ? -1 : 1) : str_compare(x->name, y->name);
}

/* Of the lines that sha256sum would write. */
static Str together(Taking *t, int kind) {
    Text lines;
    text_init(&lines);
    for (size_t i = 0; i < t->files.count; i++)
        if ((int)t->files.items[i].kind == kind)
            text_printf(&lines, "%.*s  %.*s\n", STR_FMT(t->files.items[i].digest), STR_FMT(t->files.items[i].name));
    Str digest = lines.length ? digest_of(t, text_str(&lines)) : STR("");
    text_clear(&lines);
    return digest;
}

Fingerprints fingerprints_of(const Session *session, const Supposed *supposed, Arena *arena) {
    Taking t = {.session = session, .arena = arena};
    Fingerprints prints = {.version = STR(HENCE_VERSION)};
    for (SourceId id = 0; id < session->file_count; id++) add_source(&t, id);
    for (size_t i = 0; supposed && i < supposed->facts.count; i++) {
        const char *word = supposed->facts.items[i], *sign = strchr(word, '=');
        add_table(&t, str_of(word), sign ? sign + 1 : word);
    }
    if (t.files.count) qsort(t.files.items, t.files.count, sizeof *t.files.items, by_kind);
    for (int kind = 0; kind < PRINT_KINDS; kind++) prints.together[kind] = together(&t, kind);
    prints.files = arena_copy(arena, t.files.items, t.files.count * sizeof *t.files.items + 1);
    prints.count = t.files.count;
    vec_free(&t.files);
    return prints;
}
