/* New facts.
 *
 * Each file is read into a copy of what is given, so that a later file sees what an earlier one brought.  Given rows
 * keep their numbers in the copy; so what is new are the rows behind them,
 * and further statements of rows that were there. */
#include "runtime/api/received.h"

#include "runtime/io/disk.h"
#include "runtime/show/received.h"

/* A ReadBytes: from what was read before, else from where files are. */
static bool read_known(void *context, const char *path, Text *bytes) {
    const Reading *reading = context;
    const Received *known = reading->known;
    for (size_t i = 0; known && i < known->count; i++)
        if (str_equal(known->reports[i].name, str_of(path))) {
            text_add(bytes, text_str(&known->reports[i].bytes));
            return true;
        }
    return reading->read ? reading->read(reading->context, path, bytes) : disk_read(NULL, path, bytes);
}

static void list_row(Received *received, const Store *given, RelId relation, RowId row, bool was_given) {
    uint32_t before = was_given ? store_origin_count(given, relation, row) : 0;
    uint32_t count = store_origin_count(received->store, relation, row);
    const Value *values = table_row(store_table(received->store, relation), row);
    RelId said = program_said(given->program, relation);
    for (uint32_t i = before; i < count; i++)
        vec_push(&received->rows, ((GivenRow){said, values, store_origin(received->store, relation, row, i)}));
}

static Span place_of(const Store *store, RelId relation, RowId row) {
    return store_origin_count(store, relation, row) ? store_origin(store, relation, row, 0).span : NO_SPAN;
}

/* False where a limit is reached. */
static bool list_rows(Received *received, const Store *given, Diags *diags) {
    enum { ROWS_BETWEEN_CHECKS = 1024 };
    for (RelId r = 0; r < received->store->tables.count; r++) {
        uint32_t before = table_count(store_table(given, r)), count = table_count(store_table(received->store, r));
        for (RowId row = 0; row < count; row++) {
            if (row % ROWS_BETWEEN_CHECKS == 0 && !diags_go_on_now(diags, place_of(received->store, r, row)))
                return false;
            list_row(received, given, r, row, row < before);
        }
    }
    return true;
}

/* "No fact, rule or table gives" it: now one does. */
static void drop_warnings_about(const Program *program, Diags *diags, RelId id) {
    const Relation *relation = &program->relations.items[id];
    if (relation->is_negative && relation->contrary != NO_ID) relation = &program->relations.items[relation->contrary];
    diags_drop_about(diags, W0201, relation->span);
    diags_drop_about(diags, W0503, relation->span);
}

static void drop_warnings(const Received *received, const Program *program, Diags *diags) {
    bool *is_given = mem_alloc_zero(program->relations.count);
    for (size_t i = 0; i < received->count; i++)
        if (received->reports[i].about != NO_ID) is_given[received->reports[i].about] = true;
    for (size_t i = 0; i < received->rows.count; i++) is_given[received->rows.items[i].relation] = true;
    for (RelId id = 0; id < program->relations.count; id++)
        if (is_given[id]) drop_warnings_about(program, diags, id);
    mem_free(is_given);
}

static bool tell_stop(Diags *diags, Stop stop) {
    if (stop == STOP_MEMORY)
        diags_lack(diags, NO_SPAN, "a copy of what is given, to add new facts to,");
    else
        (void)diags_go_on_now(diags, NO_SPAN);
    return false;
}

bool received_read(Received *received, const Store *given, Program *program, Sources *sources, Diags *diags,
                   const char *const *files, size_t count, const Reading *reading) {
    Stop stop = STOP_NONE;
    received->store = store_fork(given, NULL, NULL, reading->budget, &stop);
    received->reports = mem_alloc_zero((count + 1) * sizeof *received->reports);
    if (stop != STOP_NONE) return tell_stop(diags, stop);
    bool is_read = true;
    Intake intake = {program, received->store, sources, diags, true, 1, NULL, NULL, reading->budget, &stop};
    for (; received->count < count; received->count++) {
        FactReport *report = &received->reports[received->count];
        is_read =
            facts_read(&intake, files[received->count], read_known, (void *)(uintptr_t)reading, report) && is_read;
    }
    is_read = is_read && list_rows(received, given, diags);
    if (is_read) drop_warnings(received, program, diags);
    return is_read;
}

void received_tell(const Received *received, const Sources *sources, Text *out) {
    for (size_t i = 0; i < received->count; i++) received_print(&received->reports[i], sources, out);
}

void received_tell_json(const Received *received, const Sources *sources, Text *out) {
    text_lit(out, "\"received\":[");
    for (size_t i = 0; i < received->count; i++) {
        if (i) text_lit(out, ",\n");
        received_json(&received->reports[i], sources, out);
    }
    text_lit(out, "],\n");
}

bool received_is_whole(const Received *received) {
    for (size_t i = 0; i < received->count; i++)
        if (received->reports[i].not_given.length) return false;
    return true;
}

void received_clear(Received *received) {
    for (size_t i = 0; i < received->count; i++) fact_report_clear(&received->reports[i]);
    mem_free(received->reports);
    vec_free(&received->rows);
    store_free(received->store);
    *received = (Received){0};
}
