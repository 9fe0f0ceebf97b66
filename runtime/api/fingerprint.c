/* Files in the order of kinds and names, each once: the order in which they were named does not matter. */
#include "runtime/api/fingerprint.h"

#include <stdlib.h>

#include "lang/base/sha256.h"
#include "runtime/api/version.h"
#include "runtime/io/disk.h"
#include "runtime/io/handed.h"

typedef struct {
    const Session *session;
    Vec(Fingerprint) files;
    Arena *arena;
} Taking;

static bool is_loaded(const Session *session, Str name) {
    const Agenda *agenda = session->program->agenda;
    for (size_t i = 0; i < agenda->loads.count; i++)
        if (str_equal(agenda->loads.items[i].name, name)) return true;
    return false;
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

/* Read once more, where the session has found it. */
static void add_file(Taking *t, Str path, int kind) {
    const Session *session = t->session;
    ReadBytes *read = session->read_data ? session->read_data : disk_read;
    Text bytes;
    text_init(&bytes);
    bool is_read = read(session->read_context, arena_str(t->arena, path).text, &bytes);
    add(t, (Fingerprint){path, is_read ? digest_of(t, text_str(&bytes)) : STR(""), kind});
    text_clear(&bytes);
}

static void add_rules(Taking *t) {
    const Sources *sources = t->session->sources;
    for (SourceId id = 0; id < t->session->file_count; id++) {
        Str name = source_name(sources, id);
        bool is_added = t->session->handed && str_equal(name, STR(HANDED_PATH)); /* its tables are */
        if (source_has_text(sources, id) && !is_added && !is_loaded(t->session, name))
            add(t, (Fingerprint){arena_str(t->arena, name), digest_of(t, source_text(sources, id)), PRINT_RULES});
    }
}

static void add_handed(Taking *t, const HandedTable *table) {
    Text bytes;
    text_init(&bytes);
    handed_print(t->session->handed, table, &bytes);
    add(t, (Fingerprint){table->name, digest_of(t, text_str(&bytes)), PRINT_FACTS});
    text_clear(&bytes);
}

static void add_loads(Taking *t) {
    const Agenda *agenda = t->session->program->agenda;
    for (size_t i = 0; i < agenda->loads.count; i++) {
        const Load *load = &agenda->loads.items[i];
        const HandedTable *table = handed_find(t->session->handed, t->session->sources, load);
        if (table)
            add_handed(t, table);
        else
            add_file(t, load->path, load->format == LOAD_BIBLIOGRAPHY ? PRINT_BIBLIOGRAPHY : PRINT_FACTS);
    }
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
    add_rules(&t);
    add_loads(&t);
    for (size_t i = 0; i < session->received.count; i++) /* as they were read */
        add(&t, (Fingerprint){str_of(supposed->facts.items[i]),
                              digest_of(&t, text_str(&session->received.reports[i].bytes)), PRINT_FACTS});
    if (t.files.count) qsort(t.files.items, t.files.count, sizeof *t.files.items, by_kind);
    for (int kind = 0; kind < PRINT_KINDS; kind++) prints.together[kind] = together(&t, kind);
    Fingerprint *files = arena_array(arena, Fingerprint, t.files.count + 1);
    if (t.files.count) memcpy(files, t.files.items, t.files.count * sizeof *files);
    prints.files = files;
    prints.count = t.files.count;
    vec_free(&t.files);
    return prints;
}
