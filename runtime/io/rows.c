/* Records as rows.
 *
 * A relation's records are taken column by column, so that a column's type is looked at once for all of them; the
 * values are put back into rows and given to the store together.  Rows with an id or sources are given one by one.
 * Only where a stretch has something wrong is it looked at cell by cell, in order, to say what and where; its good rows
 * are taken all the same, so that one run finds all mistakes. */
#include "runtime/io/rows.h"

#include <stdio.h>
#include <stdlib.h>

#include "runtime/io/cells.h"
#include "runtime/io/cites.h"

enum { MOST_COLUMNS = 64 };

static Str text_of(const Rows *rows, Symbol symbol) {
    return intern_text(values_symbols(rows->program->values), symbol);
}

/* ---- cells of one relation ---- */

/* The cells of a column of the grid, or one text again and again; NULL where the records are all there are. */
static const Str *cells_of(Rows *rows, uint32_t slot, Str text, const uint32_t *records, uint32_t count) {
    if (slot != NO_SLOT && count == rows->grid.count) return grid_column(&rows->grid, slot);
    for (uint32_t k = 0; k < count; k++)
        rows->cells[k] = slot == NO_SLOT ? text : grid_cell(&rows->grid, slot, records[k]);
    return rows->cells;
}

static Str text_at(const Outlet *outlet, uint32_t column) {
    return outlet->texts && outlet->texts[column].text ? outlet->texts[column] : grid_empty_cell();
}

static void name_column(const Rows *rows, const Outlet *outlet, uint32_t column, char room[static 16], Str *name) {
    const Column *of = &rows->program->relations.items[outlet->relation].columns[column];
    if (outlet->slots[column] != NO_SLOT && rows->names[outlet->slots[column]].length)
        *name = rows->names[outlet->slots[column]];
    else if (of->name != NO_SYMBOL)
        *name = text_of(rows, of->name);
    else
        *name = (Str){room, (size_t)snprintf(room, 16, "c%u", (unsigned)column + 1)};
}

/* One column, cell by cell, saying what is wrong. */
static void read_with_care(Rows *rows, const Outlet *outlet, uint32_t column, const Str *cells, const uint32_t *records,
                           uint32_t count) {
    const Column *of = &rows->program->relations.items[outlet->relation].columns[column];
    for (uint32_t k = 0; k < count; k++) {
        CellFault fault = cell_read(rows->program, of, cells[k], &rows->columns[column * GRID_BATCH + k]);
        if (fault == CELL_GOOD) continue;
        char room[16];
        Str name;
        name_column(rows, outlet, column, room, &name);
        cell_complain(&rows->complaints, rows->program, of, name, cells[k], rows->grid.lines[records[k]], fault);
        rows->is_bad[k] = true;
    }
}

static void read_holds(Rows *rows, uint32_t slot, const uint32_t *records, uint32_t count) {
    for (uint32_t k = 0; k < count; k++) {
        Str cell = grid_cell(&rows->grid, slot, records[k]);
        if (str_equal(cell, rows->grid.csv.form.has_header ? STR("yes") : STR("()"))) continue;
        complain(&rows->complaints, E0711, rows->grid.lines[records[k]],
                 rows->grid.csv.form.has_header ? "'%s' in column 'holds' is not yes"
                                                : "'%s' is not (), a row without columns",
                 cell_shown(cell).text);
        rows->is_bad[k] = true;
    }
}

/* What these rows do not take must be empty: nothing is lost without a word. */
static void find_others(Rows *rows, const Outlet *outlet, const uint32_t *records, uint32_t count) {
    for (uint32_t i = 0; i < outlet->other_count; i++)
        for (uint32_t k = 0; k < count; k++) {
            Str cell = grid_cell(&rows->grid, outlet->others[i], records[k]);
            if (cell.length == 0) continue;
            const Relation *relation = &rows->program->relations.items[outlet->relation];
            Diag *diag =
                complain(&rows->complaints, E0721, rows->grid.lines[records[k]],
                         "'%s' in column '%s' goes nowhere: rows of '%.*s' do not take it", cell_shown(cell).text,
                         cell_shown(rows->names[outlet->others[i]]).text, STR_FMT(text_of(rows, relation->name)));
            complaint_remedy(&rows->complaints, diag, "empty the cell, or map the column");
            rows->is_bad[k] = true;
        }
}

static void read_columns(Rows *rows, const Outlet *outlet, const uint32_t *records, uint32_t count) {
    const Relation *relation = &rows->program->relations.items[outlet->relation];
    memset(rows->is_bad, 0, count * sizeof *rows->is_bad);
    for (uint32_t c = 0; c < relation->arity; c++) {
        const Str *cells = cells_of(rows, outlet->slots[c], text_at(outlet, c), records, count);
        if (!cells_read(rows->program, &relation->columns[c], cells, count, &rows->columns[c * GRID_BATCH]))
            read_with_care(rows, outlet, c, cells, records, count);
    }
    if (outlet->holds_at != NO_SLOT) read_holds(rows, outlet->holds_at, records, count);
    find_others(rows, outlet, records, count);
}

/* ---- ids and sources ---- */

static int by_number(const void *left, const void *right) {
    Symbol a = *(const Symbol *)left, b = *(const Symbol *)right;
    return (a > b) - (a < b);
}

static void collect_taken_ids(Rows *rows) {
    Vec(Symbol) taken = {0};
    for (size_t i = 0; i < rows->program->rules.count; i++)
        if (rows->program->rules.items[i].label != NO_SYMBOL) vec_push(&taken, rows->program->rules.items[i].label);
    for (size_t i = 0; i < rows->program->agenda->claims.count; i++)
        vec_push(&taken, rows->program->agenda->claims.items[i].name);
    if (taken.count) qsort(taken.items, taken.count, sizeof *taken.items, by_number);
    rows->taken = taken.items;
    rows->taken_count = taken.count;
}

bool rows_id_is_taken(Rows *rows, Symbol id, uint32_t line) {
    if (!rows->taken_count || !bsearch(&id, rows->taken, rows->taken_count, sizeof id, by_number)) return false;
    complain(&rows->complaints, E0713, line, "id '%s' already names a rule or a claim",
             cell_shown(text_of(rows, id)).text);
    return true;
}

/* Cells that were read before are known; one that could not be read is complained about again in each of its rows. */
Cites rows_cites(Rows *rows, Str cell, uint32_t line, bool *are_good) {
    Symbol known = intern(rows->texts, cell);
    if (known < rows->cites.count && rows->cites_are_good.items[known]) return rows->cites.items[known];
    uint32_t before = rows->complaints.count;
    Cites cites = cites_read(rows->program, &rows->intake->store->arena, &rows->complaints, cell, line,
                             rows->intake->checks_keys);
    *are_good = rows->complaints.count == before;
    if (known < rows->cites.count) return cites;
    vec_push(&rows->cites, cites);
    vec_push(&rows->cites_are_good, *are_good);
    return cites;
}

bool cites_are_same(Cites a, Cites b) {
    bool same = a.count == b.count;
    for (uint32_t i = 0; same && i < a.count; i++)
        same = a.items[i].key == b.items[i].key && str_equal(a.items[i].locator, b.items[i].locator);
    return same;
}

Origin rows_origin(const Store *store, RelId relation, RowId row, Symbol label) {
    uint32_t i = 0;
    while (i + 1 < store_origin_count(store, relation, row) && store_origin(store, relation, row, i).label != label)
        i++;
    return store_origin(store, relation, row, i);
}

/* The id is free, or names the same row; *is_repeated if that row bears these sources already. */
static bool id_fits(Rows *rows, RelId relation, const Value *row, Origin origin, bool *is_repeated) {
    const Store *store = rows->intake->store;
    RelId other;
    RowId known;
    if (rows_id_is_taken(rows, origin.label, origin.span.begin)) return false;
    if (!store_find_label(store, origin.label, &other, &known)) return true;
    Origin before = rows_origin(store, other, known, origin.label);
    const Table *table = store_table(store, other);
    if (other == relation && memcmp(table_row(table, known), row, table_arity(table) * sizeof *row) == 0) {
        if (rows->repeated++ == 0) rows->first_repeated = origin.span.begin;
        *is_repeated = cites_are_same(before.cites, origin.cites);
        return true;
    }
    Diag *diag = complain(&rows->complaints, E0713, origin.span.begin, "id '%s' already names another fact",
                          cell_shown(text_of(rows, origin.label)).text);
    if (diag) diag_note(rows->complaints.diags, diag, before.span, "first used here");
    complaint_remedy(&rows->complaints, diag, "give one of them another id");
    return false;
}

void rows_give(Rows *rows, RelId relation, const Value *row, Origin origin) {
    bool is_repeated = false;
    if (origin.label != NO_SYMBOL && !id_fits(rows, relation, row, origin, &is_repeated)) return;
    if (!is_repeated) store_give(rows->intake->store, relation, row, origin, NULL);
}

/* ---- all of it ---- */

static void give_one(Rows *rows, RelId given, const Value *row, uint32_t record) {
    const uint32_t line = rows->grid.lines[record];
    Origin origin = {NO_SYMBOL, {NULL, 0}, line_span(rows->complaints.source, line)};
    bool are_good = true;
    if (rows->source_at != NO_SLOT)
        origin.cites = rows_cites(rows, grid_cell(&rows->grid, rows->source_at, record), line, &are_good);
    Str id = rows->id_at == NO_SLOT ? STR("") : grid_cell(&rows->grid, rows->id_at, record);
    if (id.length) origin.label = value_symbol(rows->program->values, id);
    if (!rows->give)
        rows_give(rows, given, row, origin);
    else if (are_good)
        rows->give(rows, given, row, origin, record);
}

void rows_take(Rows *rows, const Outlet *outlet, const uint32_t *records, uint32_t count) {
    const uint32_t arity = rows->program->relations.items[outlet->relation].arity;
    const bool one_by_one = rows->id_at != NO_SLOT || rows->source_at != NO_SLOT || rows->give;
    const RelId given = program_given(rows->program, outlet->relation);
    uint32_t kept = 0;
    read_columns(rows, outlet, records, count);
    for (uint32_t k = 0; k < count; k++) {
        if (rows->is_bad[k]) continue;
        Value *row = rows->rows + (size_t)kept * arity;
        for (uint32_t c = 0; c < arity; c++) row[c] = rows->columns[(size_t)c * GRID_BATCH + k];
        if (one_by_one)
            give_one(rows, given, row, records[k]);
        else
            rows->lines[kept++] = rows->grid.lines[records[k]];
    }
    if (kept) store_give_batch(rows->intake->store, given, rows->rows, rows->lines, kept, rows->complaints.source);
}

void rows_begin(Rows *rows, const Intake *intake, Str name) {
    *rows = (Rows){
        .intake = intake, .program = intake->program, .id_at = NO_SLOT, .source_at = NO_SLOT, .ignored_at = NO_SLOT};
    rows->complaints = (Complaints){.diags = intake->diags, .source = source_name_only(intake->sources, name)};
    rows->names = rows->grid.names;
}

bool rows_open(Rows *rows, const Intake *intake, Str name, Window *window, CsvForm form) {
    rows_begin(rows, intake, name);
    return grid_open(&rows->grid, window, form, &rows->complaints);
}

void rows_make_room(Rows *rows, size_t columns) {
    grid_make_room(&rows->grid, columns);
    rows->cells = mem_alloc(GRID_BATCH * sizeof *rows->cells);
    rows->columns = mem_alloc((size_t)MOST_COLUMNS * GRID_BATCH * sizeof *rows->columns);
    rows->rows = mem_alloc((size_t)MOST_COLUMNS * GRID_BATCH * sizeof *rows->rows);
    rows->texts = interner_new();
    if (rows->id_at != NO_SLOT) collect_taken_ids(rows);
}

static void say_what_was_repeated(const Rows *rows) {
    if (!rows->repeated) return;
    Span span = line_span(rows->complaints.source, rows->first_repeated);
    if (rows->repeated == 1)
        diag_add(rows->complaints.diags, W0701, span, "this fact was given before under the same id");
    else
        diag_add(rows->complaints.diags, W0701, span,
                 "this fact and %u more of the table were given before under the same ids",
                 (unsigned)rows->repeated - 1);
}

void rows_close(Rows *rows) {
    say_what_was_repeated(rows);
    complaints_end(&rows->complaints);
    grid_close(&rows->grid);
    interner_free(rows->texts);
    vec_free(&rows->cites);
    vec_free(&rows->cites_are_good);
    mem_free(rows->taken);
    mem_free(rows->cells);
    mem_free(rows->columns);
    mem_free(rows->rows);
}
