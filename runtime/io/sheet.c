/* The columns of one relation in a table.
 *
 * The header is matched once: each column of the table gets a target, a column of the relation or one beside them;
 * turned around that is the outlet by which rows.c takes the records. */
#include "runtime/io/sheet.h"

#include "lang/base/spelling.h"
#include "runtime/io/cells.h"
#include "runtime/io/parts.h"
#include "runtime/io/rows.h"
#include "runtime/io/sheet_internal.h"

enum { TO_ID = 0x100, TO_SOURCE, TO_HOLDS, TO_NOTHING }; /* targets beside the columns of the relation */

typedef struct {
    Rows *rows;
    Grid *grid;
    Complaints *complaints;
    const Relation *relation;
    uint32_t target[GRID_WIDEST]; /* by column of the table */
    bool is_offered[64];          /* by column of the relation: one of the table is nearly called so */
} Sheet;

static Str text_of(const Sheet *sheet, Symbol symbol) {
    return intern_text(values_symbols(sheet->rows->program->values), symbol);
}

static Str name_of_column(const Sheet *sheet, uint32_t column) {
    Symbol name = sheet->relation->columns[column].name;
    return name == NO_SYMBOL ? STR("") : text_of(sheet, name);
}

static uint32_t target_of(const Sheet *sheet, Str name) {
    for (uint32_t c = 0; c < sheet->relation->arity; c++)
        if (str_equal(name_of_column(sheet, c), name) && name.length) return c;
    if (str_equal(name, STR("id"))) return TO_ID;
    if (str_equal(name, STR("source"))) return TO_SOURCE;
    if (sheet->relation->arity == 0 && str_equal(name, STR("holds"))) return TO_HOLDS;
    return TO_NOTHING;
}

static void complain_unknown_column(Sheet *sheet, Str name) {
    Diag *diag = complain(sheet->complaints, E0703, sheet->grid->csv.line, "'%.*s' has no column '%s'",
                          STR_FMT(text_of(sheet, sheet->relation->name)), cell_shown(name).text);
    Spelling near = spelling_of(name);
    for (uint32_t c = 0; c < sheet->relation->arity; c++) spelling_offer(&near, name_of_column(sheet, c));
    spelling_offer(&near, STR("id"));
    spelling_offer(&near, STR("source"));
    uint32_t offered = near.best.length ? target_of(sheet, near.best) : TO_NOTHING;
    if (offered < sheet->relation->arity) sheet->is_offered[offered] = true;
    bool is_one_cell = sheet->grid->width == 1 && sheet->relation->arity > 1;
    bool is_divided = is_one_cell && sheet->grid->csv.form.separator == ',' && name.length &&
                      (memchr(name.text, ';', name.length) || memchr(name.text, '\t', name.length));
    for (uint32_t c = 0; is_divided && c < sheet->relation->arity; c++)
        sheet->is_offered[c] = true; /* by other signs */
    if (near.best.length)
        complaint_remedy(sheet->complaints, diag, "did you mean '%.*s'?", STR_FMT(near.best));
    else if (is_one_cell && sheet->grid->csv.form.separator == ',' && memchr(name.text, ';', name.length))
        complaint_remedy(sheet->complaints, diag, "cells are separated by commas, not by semicolons");
    else if (is_one_cell && sheet->grid->csv.form.separator == ',' && memchr(name.text, '\t', name.length))
        complaint_remedy(sheet->complaints, diag, "cells are separated by commas; a table with tabs is a .tsv file");
    else
        complaint_remedy(sheet->complaints, diag,
                         "its columns stand in its declaration; 'id' and 'source' may be added");
}

static void complain_no_name(Sheet *sheet, size_t column) {
    Diag *diag = complain(sheet->complaints, E0703, sheet->grid->csv.line,
                          "column %zu of %zu has no name in the header", column + 1, sheet->grid->width);
    complaint_remedy(sheet->complaints, diag, "name it, or remove it from every row");
}

static void match_names(Sheet *sheet, const Str *names) {
    for (size_t i = 0; i < sheet->grid->width; i++) {
        sheet->target[i] = i == sheet->rows->ignored_at ? TO_NOTHING : target_of(sheet, names[i]);
        if (i != sheet->rows->ignored_at && sheet->target[i] == TO_NOTHING) {
            if (names[i].length)
                complain_unknown_column(sheet, names[i]);
            else
                complain_no_name(sheet, i);
        }
        for (size_t before = 0; before < i; before++)
            if (sheet->target[before] == sheet->target[i] && sheet->target[i] != TO_NOTHING) {
                Diag *diag = complain(sheet->complaints, E0705, sheet->grid->csv.line,
                                      "column '%s' stands twice in the header", cell_shown(names[i]).text);
                complaint_remedy(sheet->complaints, diag, "remove one of them");
                break;
            }
    }
}

static bool has_target(const Sheet *sheet, uint32_t target) {
    for (size_t i = 0; i < sheet->grid->width; i++)
        if (sheet->target[i] == target) return true;
    return false;
}

static void find_missing_columns(Sheet *sheet) {
    for (uint32_t c = 0; c < sheet->relation->arity; c++) {
        if (sheet->relation->columns[c].is_optional || has_target(sheet, c)) continue;
        if (sheet->is_offered[c]) continue; /* one slip, one message */
        Str name = name_of_column(sheet, c);
        Diag *diag =
            complain(sheet->complaints, E0704, sheet->grid->csv.line, "the table has no column '%.*s'", STR_FMT(name));
        complaint_remedy(sheet->complaints, diag, "add it, or declare it '%.*s?'", STR_FMT(name));
    }
}

/* In a relation whose columns have no names: the first column of the table is the first, and so on. */
static void match_positions(Sheet *sheet, const Str *names) {
    size_t extra = 0, column = 0;
    bool looks_like_data = false;
    for (size_t i = 0; i < sheet->grid->width; i++) extra += target_of(sheet, names[i]) != TO_NOTHING;
    bool takes_extra = sheet->grid->width == sheet->relation->arity + extra;
    for (size_t i = 0; i < sheet->grid->width; i++) {
        double real;
        int64_t whole;
        uint32_t target = takes_extra ? target_of(sheet, names[i]) : TO_NOTHING;
        sheet->target[i] = target != TO_NOTHING ? target : (uint32_t)column++;
        looks_like_data =
            looks_like_data || names[i].length == 0 || str_to_int(names[i], &whole) || str_to_float(names[i], &real);
    }
    if (column != sheet->relation->arity) {
        Diag *diag =
            complain(sheet->complaints, E0704, sheet->grid->csv.line, "the table has %zu column%s, but '%.*s' has %u",
                     sheet->grid->width, sheet->grid->width == 1 ? "" : "s",
                     STR_FMT(text_of(sheet, sheet->relation->name)), (unsigned)sheet->relation->arity);
        complaint_remedy(sheet->complaints, diag, "declare the relation, so that its columns have names");
    } else if (looks_like_data) {
        Diag *diag =
            diag_add(sheet->complaints->diags, W0703, line_span(sheet->complaints->source, sheet->grid->csv.line),
                     "the first line is taken for the header, but looks like a fact");
        diag_remedy(sheet->complaints->diags, diag, "put a line with names for the columns above it");
    }
}

/* Without header: the columns of the relation. */
static void name_all(Sheet *sheet) {
    Str names[64] = {{NULL, 0}};
    const uint32_t arity = sheet->relation->arity;
    for (uint32_t c = 0; c < arity; c++) names[c] = name_of_column(sheet, c), sheet->target[c] = c;
    if (arity == 0) sheet->target[0] = TO_HOLDS;
    grid_set_names(sheet->grid, text_of(sheet, sheet->relation->name), names, arity ? arity : 1);
}

static void match_header(Sheet *sheet) {
    if (sheet->relation->arity == 0 || name_of_column(sheet, 0).length > 0) {
        match_names(sheet, sheet->grid->names);
        find_missing_columns(sheet);
    } else {
        match_positions(sheet, sheet->grid->names);
    }
}

bool sheet_match(Rows *rows, RelId relation, Sheeting *sheeting) {
    Sheet sheet = {.rows = rows, .grid = &rows->grid, .complaints = &rows->complaints};
    sheet.relation = &rows->program->relations.items[relation];
    const uint32_t arity = sheet.relation->arity;
    if (rows->grid.csv.form.has_header)
        match_header(&sheet);
    else
        name_all(&sheet);
    sheeting->outlet = (Outlet){.relation = relation, .slots = sheeting->slots, .holds_at = NO_SLOT};
    for (uint32_t c = 0; c < arity; c++) sheeting->slots[c] = NO_SLOT;
    for (uint32_t i = 0; i < rows->grid.width && i < GRID_WIDEST; i++) {
        uint32_t target = sheet.target[i];
        if (target < arity) sheeting->slots[target] = i;
        if (target == TO_ID) rows->id_at = i;
        if (target == TO_SOURCE) rows->source_at = i;
        if (target == TO_HOLDS) sheeting->outlet.holds_at = i;
        if (rows->grid.width == 1 && target < arity)
            rows->grid.has_one_row_a_line = sheet.relation->columns[target].is_optional;
    }
    return rows->complaints.count == 0;
}

uint32_t sound_records(const Grid *grid, uint32_t records[static GRID_BATCH]) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < grid->count; i++)
        if (grid->is_sound[i]) records[count++] = i;
    return count;
}

enum { ROWS_AHEAD = GRID_BATCH * 8 };

Stop intake_stop(const Intake *intake, RelId relation) {
    const Budget *budget = intake->budget;
    if (!budget) return STOP_NONE;
    Stop stop = budget_stop(budget);
    if (stop != STOP_NONE || !budget->max_bytes) return stop;
    uint64_t bytes = values_growth(intake->program->values, ROWS_AHEAD);
    if (relation != NO_ID) bytes += table_growth(store_table(intake->store, relation), ROWS_AHEAD);
    return budget_lacks(budget, bytes) ? STOP_MEMORY : STOP_NONE;
}

bool intake_goes_on(const Intake *intake, RelId relation) {
    if (!intake->budget) return true;
    if (*intake->stop == STOP_NONE) *intake->stop = intake_stop(intake, relation);
    return *intake->stop == STOP_NONE;
}

/* Once some of a large file has been read: how many rows the rest will bring, so that the table grows to its size at
 * once and not by doubling.  A little less than it looks like, since a table twice as large as needed is worse.  False
 * if there is no memory for them. */
static bool expect_rows(const Rows *rows, RelId relation, uint32_t count_before) {
    const Window *window = rows->grid.window;
    RelId given = program_given(rows->program, relation);
    uint32_t found = table_count(store_table(rows->intake->store, given)) - count_before;
    if (window->size <= window->passed) return true;
    double rest = (double)(window->size - window->passed) / (double)window->passed;
    double more = 0.97 * rest * found;
    if (more < 1 || more >= (double)(NO_ROW / 2)) return true;
    const Budget *budget = rows->intake->budget;
    const Table *table = store_table(rows->intake->store, given);
    if (budget && budget_lacks(budget, table_growth(table, (uint32_t)more))) return false;
    store_expect(rows->intake->store, given, (uint32_t)more);
    return true;
}

void sheet_load(const Intake *intake, const Load *load, Window *window) {
    Rows *rows = mem_alloc(sizeof *rows);
    Sheeting sheeting;
    uint32_t records[GRID_BATCH];
    if (rows_open(rows, intake, load->name, window, csv_form(load->format)) &&
        sheet_match(rows, load->relation, &sheeting)) {
        const Table *table = store_table(intake->store, program_given(intake->program, load->relation));
        uint32_t before = table_count(table);
        bool is_expected = false;
        rows_make_room(rows, rows->grid.width);
        const RelId given = program_given(intake->program, load->relation);
        while (intake_goes_on(intake, given) && grid_next(&rows->grid)) {
            bool is_second = !is_expected && window->passed;
            bool has_room = is_second && expect_rows(rows, load->relation, before);
            is_expected = is_expected || is_second;
            rows_take(rows, &sheeting.outlet, records, sound_records(&rows->grid, records));
            if (has_room) parts_take(rows, &sheeting.outlet);
        }
    }
    rows_close(rows);
    mem_free(rows);
}
