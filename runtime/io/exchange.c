/* Loading what the agenda asks for, and writing what there is.
 *
 * Bibliographies come first, so that a table's citations can be checked where they stand.  If one of them cannot be
 * read, keys are not checked at all: they would all be unknown, and the missing file is the one thing to mend. */
#include "runtime/io/exchange.h"

#include <errno.h>

#include "lang/base/near_file.h"
#include "runtime/io/bib.h"
#include "runtime/io/cites.h"
#include "runtime/io/csv.h"
#include "runtime/io/disk.h"
#include "runtime/io/handed_load.h"
#include "runtime/io/mapping.h"
#include "runtime/io/sandbox.h"
#include "runtime/io/sheet.h"

/* ---- in ---- */

/* path: on the disk; NULL where it is read otherwise. */
static void complain_unread(const Load *load, const char *path, Diags *diags, int cause) {
    if (cause == ENOMEM) {
        diags_lack(diags, load->span, "this file");
        return;
    }
    Diag *diag = diag_unread(diags, E0701, load->span, path ? str_of(path) : STR(""), load->name, cause);
    if (cause == EFBIG) diag_remedy(diags, diag, "a bibliography has %d MiB at most", SOURCE_MOST >> 20);
}

/* Otherwise than from the disk: who does asks the sandbox himself. */
static bool read_file(const Load *load, const char *path, ReadBytes *read, void *context, const Intake *intake,
                      Text *bytes) {
    text_init(bytes);
    errno = 0;
    if (read(context, path, bytes)) return true;
    complain_unread(load, NULL, intake->diags, errno);
    text_clear(bytes);
    return false;
}

/* A copy of its text is kept, for places in it. */
static SourceId read_bibliography(const Load *load, const char *path, const Intake *intake, ReadBytes *read,
                                  void *context) {
    Text bytes;
    if (read == disk_read) {
        errno = 0;
        SourceId source =
            sandbox_lets_read(intake->sandbox, path) ? source_read(intake->sources, load->name, path) : NO_SOURCE;
        if (source == NO_SOURCE) complain_unread(load, path, intake->diags, errno);
        return source;
    }
    if (!read_file(load, path, read, context, intake, &bytes)) return NO_SOURCE;
    SourceId source = source_add(intake->sources, load->name, text_str(&bytes));
    text_clear(&bytes);
    if (source == NO_SOURCE) complain_unread(load, NULL, intake->diags, errno);
    return source;
}

static bool load_bibliography(const Load *load, const char *path, const Intake *intake, ReadBytes *read,
                              void *context) {
    SourceId source = read_bibliography(load, path, intake, read, context);
    if (source == NO_SOURCE || !diags_go_on_now(intake->diags, load->span)) return false;
    return bib_read(intake->program, intake->sources, source, intake->diags);
}

static void load_window(const Load *load, const Intake *intake, Window *window) {
    if (load->relation == NO_ID)
        mapping_load(intake, load, window);
    else
        sheet_load(intake, load, window);
    if (window->cause && diags_stop(intake->diags) == STOP_NONE)
        complain_unread(load, NULL, intake->diags, window->cause);
}

/* From the disk through a window, so that its text is never all in memory. */
static void load_table(const Load *load, const char *path, const Intake *intake, ReadBytes *read, void *context) {
    Window window = {.file = -1};
    Text bytes;
    text_init(&bytes);
    errno = 0;
    if (read == disk_read && (!sandbox_lets_read(intake->sandbox, path) || !window_open(&window, path))) {
        complain_unread(load, path, intake->diags, errno);
        window_close(&window);
        return;
    }
    if (read != disk_read) {
        if (!read_file(load, path, read, context, intake, &bytes)) return;
        window_over(&window, &bytes);
    }
    load_window(load, intake, &window);
    window_close(&window);
    text_clear(&bytes);
}

static bool load_one(const Load *load, const Intake *intake, ReadBytes *read, void *context) {
    Text path;
    bool is_read = true;
    text_init(&path);
    text_add(&path, load->path);
    text_add_char(&path, '\0');
    if (load->format == LOAD_BIBLIOGRAPHY)
        is_read = load_bibliography(load, path.bytes, intake, read, context);
    else
        load_table(load, path.bytes, intake, read, context);
    text_clear(&path);
    return is_read;
}

static void load_table_of(const Load *load, const Intake *intake, ReadBytes *read, void *context,
                          Translation *translation) {
    const HandedTable *table = handed_find(intake->handed, intake->sources, load);
    if (table && load->relation != NO_ID)
        handed_load(intake, load, table, translation);
    else
        load_one(load, intake, read, context);
}

bool exchange_load(const Intake *all, ReadBytes *read, void *context) {
    Intake intake = *all;
    Translation translation;
    Program *program = intake.program;
    Diags *diags = intake.diags;
    uint32_t errors_before = diags_error_count(diags);
    for (size_t i = 0; i < program->agenda->loads.count; i++) {
        const Load *load = &program->agenda->loads.items[i];
        if (load->format == LOAD_BIBLIOGRAPHY && !load_one(load, &intake, read, context)) intake.checks_keys = false;
    }
    bib_resolve_crossrefs(program, diags);
    translation_init(&translation, intake.handed, intake.program->values);
    for (size_t i = 0; i < program->agenda->loads.count; i++) {
        const Load *load = &program->agenda->loads.items[i];
        if (load->format != LOAD_BIBLIOGRAPHY) load_table_of(load, &intake, read, context, &translation);
    }
    translation_clear(&translation);
    if (intake.checks_keys) cites_check(program, diags);
    return diags_error_count(diags) == errors_before;
}

bool exchange_load_from(Program *program, Store *store, Sources *sources, Diags *diags, ReadBytes *read,
                        void *context) {
    return exchange_load(&(Intake){program, store, sources, diags, true, 1, NULL, NULL, NULL, NULL}, read, context);
}

/* ---- out ---- */

/* Sources without a text have the path as their name too. */
bool exchange_was_read(const Program *program, const Sources *sources, const char *path) {
    bool is_same = false;
    for (SourceId id = 0; id < source_count(sources) && !is_same; id++)
        is_same = path_is_same(path, source_name(sources, id));
    for (size_t i = 0; i < program->agenda->loads.count && !is_same; i++)
        is_same = path_is_same(path, program->agenda->loads.items[i].path);
    return is_same;
}

static bool is_written_out(const Store *store, RelId id) {
    const Relation *relation = &store->program->relations.items[id];
    if (relation->helper != HELPER_NONE) return false;
    bool is_used = relation->has_facts || relation->has_rules || table_count(store_table(store, id)) > 0;
    return is_used || !relation->is_negative; /* -p is also made where it is only asked for */
}

static bool has_other_width(const Program *program, const Relation *relation) {
    for (size_t i = 0; i < program->relations.count; i++) {
        const Relation *other = &program->relations.items[i];
        if (other->helper == HELPER_NONE && other->name == relation->name && other->arity != relation->arity)
            return true;
    }
    return false;
}

static void add_file_name(const Program *program, const Relation *relation, Text *path) {
    static const char DIGITS[] = "0123456789ABCDEF";
    Str name = intern_text(values_symbols(program->values), relation->name);
    for (size_t i = 0; i < name.length; i++) {
        unsigned char c = (unsigned char)name.text[i];
        bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
                        (c == '-' && i > 0);
        if (!is_plain) text_add_char(path, '%'), text_add_char(path, DIGITS[c >> 4]);
        text_add_char(path, is_plain ? (char)c : DIGITS[c & 15]);
    }
    if (relation->is_negative) text_lit(path, ".not");
    if (has_other_width(program, relation)) text_printf(path, ".%u", (unsigned)relation->arity);
    text_lit(path, ".csv");
}

static void add_path(const Store *store, RelId id, const char *folder, Text *path) {
    text_printf(path, "%s/", folder);
    add_file_name(store->program, &store->program->relations.items[id], path);
}

static bool is_free(const Sources *sources, const Store *store, RelId id, const char *folder, Diags *diags) {
    Text path;
    text_init(&path);
    add_path(store, id, folder, &path);
    bool was_read = exchange_was_read(store->program, sources, path.bytes);
    if (was_read) {
        Diag *diag = diag_add(diags, E0718, NO_SPAN, "nothing is written to '%s': that file was read", path.bytes);
        diag_remedy(diags, diag, "name another folder behind --out");
    }
    text_clear(&path);
    return !was_read;
}

static bool write_relation(const Store *store, RelId id, const char *folder, Diags *diags) {
    Text path, bytes;
    text_init(&path);
    text_init(&bytes);
    add_path(store, id, folder, &path);
    csv_write_relation(store->program, store, id, &bytes);
    bool is_written = disk_write(path.bytes, text_str(&bytes));
    if (!is_written) {
        const int cause = errno;
        Diag *diag = diag_add(diags, E0718, NO_SPAN, "cannot write '%s': %s", path.bytes, strerror(cause));
        if (*disk_remedy(cause)) diag_remedy(diags, diag, "%s", disk_remedy(cause));
    }
    text_clear(&path);
    text_clear(&bytes);
    return is_written;
}

bool exchange_write_folder(const Sources *sources, const Store *store, const char *folder, Diags *diags) {
    if (!disk_make_folder(folder)) {
        Diag *diag = diag_add(diags, E0718, NO_SPAN, "cannot make the folder '%s': %s", folder, strerror(errno));
        diag_remedy(diags, diag, "name a folder that can be written");
        return false;
    }
    bool all_free = true, is_written = true;
    for (RelId id = 0; id < store->tables.count; id++)
        if (is_written_out(store, id)) all_free = is_free(sources, store, id, folder, diags) && all_free;
    if (!all_free) return false;
    for (RelId id = 0; id < store->tables.count; id++)
        if (is_written_out(store, id)) is_written = write_relation(store, id, folder, diags) && is_written;
    return is_written;
}
