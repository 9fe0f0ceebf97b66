/* New facts.
 *
 * The rows are read by the same code as those of a loaded table; only what becomes of them differs.  Complaints go to
 * a list of their own, emptied after each batch, from where they become the reasons of rejected rows.  A row that was
 * read is looked up once by its id, once by its values, and once for its contrary and each key: the cost of a file is
 * that of its rows. */
#include "runtime/io/facts.h"

#include <errno.h>
#include <stdlib.h>

#include "lang/base/file_kind.h"
#include "lang/base/near_file.h"
#include "runtime/io/disk.h"
#include "runtime/io/facts_relation.h"
#include "runtime/io/mapping.h"
#include "runtime/io/rejected.h"
#include "runtime/io/sheet_internal.h"

typedef struct {
    Rows *rows;
    FactReport *report;
    Mapping mapping;
    Sheeting sheeting;
    bool is_generic;
    Diags *complaints;          /* of the batch in hand */
    bool is_known[GRID_BATCH];  /* counted already: new, duplicate or contradicting */
    bool is_faulty[GRID_BATCH]; /* written with its reasons */
    Text reasons[GRID_BATCH];
    uint32_t listed[FACT_FATES];
} Reader;

/* ---- notes ---- */

static Str kept_atom(Reader *r, RelId relation, const Value *row) {
    Text text;
    text_init(&text);
    const Program *program = r->rows->program;
    atom_print(program, program_said(program, relation), row, &text);
    Str kept = arena_str(&r->report->arena, text_str(&text));
    text_clear(&text);
    return kept;
}

static Str kept_id(Reader *r, Symbol id) {
    if (id == NO_SYMBOL) return STR("");
    return arena_str(&r->report->arena, intern_text(values_symbols(r->rows->program->values), id));
}

/* NULL if enough of them are listed. */
static FactNote *add_note(Reader *r, FactFate fate, uint32_t line) {
    if (r->listed[fate] == FACTS_LISTED) return NULL;
    r->listed[fate]++;
    vec_push(&r->report->notes, ((FactNote){.fate = fate, .line = line, .other_span = NO_SPAN}));
    return &vec_last(&r->report->notes);
}

/* Against which given row, and why; `id` is preferred where that row has several. */
static void note_row(Reader *r, FactFate fate, Clash clash, RelId relation, const Value *row, Origin origin,
                     RelId other, RowId other_row, Symbol id) {
    const Store *store = r->rows->intake->store;
    FactNote *note = add_note(r, fate, origin.span.begin);
    if (!note) return;
    Origin before = rows_origin(store, other, other_row, id);
    if (before.label != id) before = store_origin(store, other, other_row, 0);
    note->clash = clash;
    note->id = kept_id(r, origin.label);
    note->atom = kept_atom(r, relation, row);
    note->other_id = kept_id(r, before.label);
    note->other = kept_atom(r, other, table_row(store_table(store, other), other_row));
    note->other_span = before.span;
}

/* ---- one row that was read ---- */

/* True if the id names a fact already: another one, or this one, which then gets the sources it lacked.
 * A reported fact stays reported. */
static bool settle_by_id(Reader *r, RelId relation, const Value *row, Origin origin, uint32_t record) {
    Store *store = r->rows->intake->store;
    RelId other;
    RowId known;
    if (rows_id_is_taken(r->rows, origin.label, origin.span.begin)) return true;
    if (!store_find_label(store, origin.label, &other, &known)) return false;
    const Table *table = store_table(store, other);
    r->is_known[record] = true;
    const Program *program = r->rows->program;
    if (program_said(program, other) == program_said(program, relation) &&
        memcmp(table_row(table, known), row, table_arity(table) * sizeof *row) == 0) {
        r->report->duplicate++;
        note_row(r, FACT_DUPLICATE, CLASH_NONE, relation, row, origin, other, known, origin.label);
        if (other == relation && !cites_are_same(rows_origin(store, other, known, origin.label).cites, origin.cites))
            store_give(store, relation, row, origin, NULL);
        return true;
    }
    r->report->contradicting++;
    note_row(r, FACT_CONTRADICTING, CLASH_ID, relation, row, origin, other, known, origin.label);
    Str id = intern_text(values_symbols(r->rows->program->values), origin.label);
    complain(&r->rows->complaints, E0713, origin.span.begin, "id '%.*s' already names another fact", STR_FMT(id));
    return true;
}

static void give_row(Rows *rows, RelId relation, const Value *row, Origin origin, uint32_t record) {
    Reader *r = rows->context;
    Store *store = rows->intake->store;
    const bool is_marked = origin.label != NO_SYMBOL || origin.cites.count > 0;
    RowRef other;
    if (origin.label != NO_SYMBOL && settle_by_id(r, relation, row, origin, record)) return;
    r->is_known[record] = true;
    RowId known = table_find(store_table(store, relation), row);
    if (known != NO_ROW) {
        r->report->duplicate++;
        note_row(r, FACT_DUPLICATE, CLASH_NONE, relation, row, origin, relation, known, NO_SYMBOL);
        if (is_marked) store_give(store, relation, row, origin, NULL);
        return;
    }
    Clash clash = clash_find(rows->program, store, relation, row, &other);
    if (clash == CLASH_NONE)
        r->report->fresh++;
    else
        r->report->contradicting++,
            note_row(r, FACT_CONTRADICTING, clash, relation, row, origin, other.relation, other.row, NO_SYMBOL);
    if (is_marked)
        store_give(store, relation, row, origin, NULL);
    else
        store_give_batch(store, relation, row, &origin.span.begin, 1, origin.span.source);
}

/* ---- what could not be given ---- */

static uint32_t record_of_line(const Grid *grid, uint32_t line) {
    uint32_t low = 0, high = grid->count;
    while (high - low > 1) {
        uint32_t middle = (low + high) / 2;
        if (grid->lines[middle] <= line)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static void add_reason(void *context, Code code, Span span, Str message, Str remedy) {
    Reader *r = context;
    uint32_t record = record_of_line(&r->rows->grid, span.begin);
    Text *reason = &r->reasons[record];
    (void)code;
    if (!r->is_faulty[record]) text_init(reason);
    if (r->is_faulty[record]) text_lit(reason, "; ");
    r->is_faulty[record] = true;
    text_add(reason, message);
    if (remedy.length) text_lit(reason, " ("), text_add(reason, remedy), text_add_char(reason, ')');
}

static void reject(Reader *r, uint32_t record) {
    Str reason = text_str(&r->reasons[record]);
    rejected_add(r->report, &r->rows->grid, record, reason);
    if (!r->is_known[record]) {
        r->report->rejected++;
        FactNote *note = add_note(r, FACT_REJECTED, r->rows->grid.lines[record]);
        if (note) note->reason = arena_str(&r->report->arena, reason);
    }
}

static void settle_batch(Reader *r) {
    const Grid *grid = &r->rows->grid;
    r->report->read += grid->count;
    if (diags_error_count(r->complaints) == 0) return;
    memset(r->is_faulty, 0, sizeof r->is_faulty);
    diags_each(r->complaints, add_reason, r);
    for (uint32_t record = 0; record < grid->count; record++) {
        if (!r->is_faulty[record]) continue;
        reject(r, record);
        text_clear(&r->reasons[record]);
    }
    diags_free(r->complaints);
    r->complaints = diags_new(r->rows->intake->sources);
    r->rows->complaints.diags = r->complaints;
}

/* ---- the file ---- */

static bool has_column(const Grid *grid, Str name) {
    for (size_t i = 0; i < grid->width; i++)
        if (str_equal(grid->names[i], name)) return true;
    return false;
}

static bool maps_read(const Agenda *agenda, const Program *program, Str column) {
    for (size_t i = 0; i < agenda->row_maps.count; i++)
        for (uint32_t c = 0; c < program->relations.items[agenda->row_maps.items[i].relation].arity; c++)
            if (str_equal(agenda->row_maps.items[i].cells[c].column, column)) return true;
    for (size_t i = 0; i < agenda->cell_maps.count; i++)
        for (uint32_t k = 0; k < agenda->cell_maps.items[i].from_count; k++)
            if (str_equal(agenda->cell_maps.items[i].from[k].column, column)) return true;
    return false;
}

static bool relation_has(const Program *program, RelId id, Str column) {
    const Relation *relation = &program->relations.items[id];
    for (uint32_t c = 0; c < relation->arity; c++) {
        Symbol name = relation->columns[c].name;
        if (name == NO_SYMBOL || str_equal(intern_text(values_symbols(program->values), name), column)) return true;
    }
    return false;
}

/* A last column `reason` that nobody asks for: the file is one of rejected rows that somebody has mended. */
static void set_reason_aside(Reader *r, RelId relation) {
    const Program *program = r->rows->program;
    const Grid *grid = &r->rows->grid;
    if (!grid->csv.form.has_header) return;
    if (!str_equal(grid->names[grid->width - 1], STR("reason"))) return;
    r->report->has_reason = relation == NO_ID ? !maps_read(program->agenda, program, STR("reason"))
                                              : !relation_has(program, relation, STR("reason"));
    if (r->report->has_reason) r->rows->ignored_at = (uint32_t)grid->width - 1;
}

static Str kept_relation(Reader *r, RelId id) {
    if (id == NO_ID) return STR("");
    const Relation *relation = &r->rows->program->relations.items[id];
    Text text;
    text_init(&text);
    if (relation->is_negative) text_add_char(&text, '-');
    text_add(&text, intern_text(values_symbols(r->rows->program->values), relation->name));
    Str kept = arena_str(&r->report->arena, text_str(&text));
    text_clear(&text);
    return kept;
}

static bool match(Reader *r, Str relation_name, Str path) {
    const Grid *grid = &r->rows->grid;
    r->is_generic = !relation_name.length && has_column(grid, STR("relation"));
    RelId relation = NO_ID;
    if (!r->is_generic) {
        relation = facts_relation(r->rows, relation_name, path);
        if (relation == NO_ID) return false;
    }
    set_reason_aside(r, relation);
    r->report->about = relation;
    r->report->relation = kept_relation(r, relation);
    if (r->is_generic) return mapping_open(&r->mapping, r->rows);
    if (!sheet_match(r->rows, relation, &r->sheeting)) return false;
    rows_make_room(r->rows, grid->width);
    return true;
}

/* Why reading has ended early, at the line that was reached.  False if it has not. */
static bool tell_stop(const Reader *r) {
    const Intake *intake = r->rows->intake;
    const Span at = line_span(r->rows->complaints.source, r->rows->grid.csv.next_line);
    if (!intake->stop || *intake->stop == STOP_NONE) return false;
    if (*intake->stop == STOP_MEMORY)
        diags_lack(intake->diags, at, NULL);
    else
        (void)diags_go_on_now(intake->diags, at);
    return true;
}

/* False if it was stopped. */
static bool take_all(Reader *r) {
    uint32_t records[GRID_BATCH];
    Rows *rows = r->rows;
    const RelId given = r->is_generic ? NO_ID : program_given(rows->program, r->sheeting.outlet.relation);
    r->complaints = diags_new(rows->intake->sources);
    rows->complaints.diags = r->complaints;
    rows->complaints.tells_all = true;
    while (intake_goes_on(rows->intake, given) && grid_next(&rows->grid)) {
        memset(r->is_known, 0, sizeof r->is_known);
        if (r->is_generic)
            mapping_take(&r->mapping);
        else
            rows_take(rows, &r->sheeting.outlet, records, sound_records(&rows->grid, records));
        settle_batch(r);
    }
    diags_free(r->complaints);
    rows->complaints.diags = rows->intake->diags;
    rows->complaints.count = 0; /* told by the report */
    return !tell_stop(r);
}

static int by_fate_and_line(const void *left, const void *right) {
    const FactNote *a = left, *b = right;
    if (a->fate != b->fate) return (a->fate > b->fate) - (a->fate < b->fate);
    return (a->line > b->line) - (a->line < b->line);
}

static bool lacks_room(const Intake *intake, Str path) {
    Text words;
    text_init(&words);
    text_printf(&words, "'%.*s'", STR_FMT(path));
    diags_lack(intake->diags, NO_SPAN, words.bytes);
    text_clear(&words);
    return false;
}

#define NO_TABLE "name a table of facts behind --facts"

static bool read_bytes(const Intake *intake, Str path, ReadBytes *read, void *context, Text *bytes) {
    Text name;
    text_init(&name);
    text_add(&name, path);
    text_add_char(&name, '\0');
    errno = 0;
    bool is_read = read(context, name.bytes, bytes);
    int cause = errno;
    text_clear(&name);
    if (is_read) return true;
    if (cause == ENOMEM) return lacks_room(intake, path);
    Diag *diag = diag_unread(intake->diags, E0701, NO_SPAN, path, path, cause);
    if (cause == 0 || cause == ENOENT || cause == EISDIR) diag_remedy(intake->diags, diag, NO_TABLE);
    return false;
}

static void read_file(Reader *r, const Intake *intake, Str relation, Str path, Text *bytes) {
    Window window;
    r->report->form = file_ends(path, STR(".facts")) ? CSV_FACTS : file_ends(path, STR(".tsv")) ? CSV_TABS : CSV_COMMAS;
    text_add(&r->report->bytes, text_str(bytes));
    window_over(&window, bytes);
    if (rows_open(r->rows, intake, r->report->name, &window, r->report->form)) {
        r->rows->give = give_row;
        r->rows->context = r;
        r->report->is_read = match(r, relation, path) && take_all(r);
        if (r->is_generic) mapping_close(&r->mapping);
    }
    rows_close(r->rows);
}

/* By its ending; false if it may be one.  relation: empty if none is named. */
static bool refuse_no_table(const Intake *intake, Str relation, Str path) {
    const FileKind kind = file_kind(path);
    if (kind == KIND_OPEN || kind == KIND_TABLE) return false;
    Diag *diag = diag_add(intake->diags, E0722, NO_SPAN, "'%.*s' is %s, not a table of facts", STR_FMT(path),
                          file_kind_name(kind));
    if (kind == KIND_SHEET)
        diag_remedy(intake->diags, diag, "save it as CSV; then write: --facts %.*s%s%.*s.csv", STR_FMT(relation),
                    relation.length ? "=" : "", STR_FMT(file_stem(path)));
    else if (kind == KIND_BIBLIOGRAPHY)
        file_kind_remedy(intake->diags, diag, kind, path, STR(""));
    else
        diag_remedy(intake->diags, diag, NO_TABLE);
    return true;
}

bool facts_read(const Intake *intake, const char *what, ReadBytes *read, void *context, FactReport *report) {
    Str relation = {NULL, 0}, path;
    *report = (FactReport){.form = CSV_COMMAS, .about = NO_ID};
    arena_init(&report->arena);
    text_init(&report->bytes);
    text_init(&report->not_given);
    facts_split(str_of(what), &relation, &path);
    report->name = arena_str(&report->arena, path);
    Reader *r = mem_alloc_zero(sizeof *r);
    Rows *rows = mem_alloc_zero(sizeof *rows);
    Text bytes;
    text_init(&bytes);
    r->rows = rows;
    r->report = report;
    if (!refuse_no_table(intake, relation, path) && read_bytes(intake, path, read, context, &bytes) &&
        (!mem_lacks(bytes.length) || lacks_room(intake, path)))
        read_file(r, intake, relation, path, &bytes);
    if (report->notes.count)
        qsort(report->notes.items, report->notes.count, sizeof *report->notes.items, by_fate_and_line);
    text_clear(&bytes);
    mem_free(rows);
    mem_free(r);
    return report->is_read;
}

void fact_report_clear(FactReport *report) {
    vec_free(&report->notes);
    text_clear(&report->bytes);
    text_clear(&report->not_given);
    arena_clear(&report->arena);
}
