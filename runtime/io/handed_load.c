/* Handed tables as rows.
 *
 * The program takes over all values at once, without hashing them again; then words are turned into those of the
 * program a column of some hundred rows at a time.  What does not fit the type of its column is read as the cell of a
 * table that says the same, by the code that reads those. */
#include "runtime/io/handed_load.h"

#include <stdio.h>

#include "lang/base/spelling.h"
#include "runtime/io/cells.h"
#include "runtime/io/rows.h"

enum { BATCH = GRID_BATCH, MOST_COLUMNS = 64 };

typedef struct {
    Rows *rows;
    const HandedTable *table;
    Translation *translation;
    const Relation *relation;
    uint32_t slots[MOST_COLUMNS]; /* by column of the relation: that of the table, or NO_SLOT */
    uint32_t first, count;        /* rows in hand */
    Text cell;
} Reading;

/* ---- values ---- */

void translation_init(Translation *translation, const Handed *handed, Values *values) {
    *translation = (Translation){.handed = handed};
    if (handed && handed->count) translation->map = values_take_over(values, handed->values);
}

void translation_clear(Translation *translation) {
    value_map_clear(&translation->map);
    *translation = (Translation){0};
}

static void translate(const Reading *r, const HandedColumn *column, Value *made) {
    if (column->has_reals) {
        Values *values = r->rows->program->values;
        for (uint32_t k = 0; k < r->count; k++) made[k] = value_float(values, column->reals.items[r->first + k]);
        return;
    }
    const Value *words = column->words.items + r->first;
    for (uint32_t k = 0; k < r->count; k++) made[k] = value_mapped(&r->translation->map, words[k]);
}

/* ---- what fits ---- */

static Str name_of(const Reading *r, uint32_t column) {
    Symbol name = r->relation->columns[column].name;
    return name == NO_SYMBOL ? STR("") : intern_text(values_symbols(r->rows->program->values), name);
}

/* Before the text stands what csv_is_quoted looks for. */
static Str cell_of(Reading *r, Value v) {
    const Values *values = r->rows->program->values;
    text_empty(&r->cell);
    text_add_char(&r->cell, value_is_symbol(v) ? '"' : ',');
    value_print_plain(values, v, &r->cell);
    return (Str){r->cell.bytes + 1, r->cell.length - 1};
}

static void complain_of(Reading *r, uint32_t column, Str cell, uint32_t line, CellFault fault) {
    Complaints *complaints = &r->rows->complaints;
    Str name = name_of(r, column);
    char room[16];
    if (!name.length) name = (Str){room, (size_t)snprintf(room, sizeof room, "c%u", (unsigned)column + 1)};
    if (fault != CELL_EMPTY) {
        cell_complain(complaints, r->rows->program, &r->relation->columns[column], name, cell, line, fault);
        return;
    }
    Diag *diag = complain(complaints, E0712, line, "column '%s' is empty", cell_shown(name).text);
    complaint_remedy(complaints, diag, "if it may be, declare it '%s?'", cell_shown(name).text);
}

/* A value as its column has it: as the same cell of a table would be read. */
static CellFault fit(Reading *r, uint32_t column, Value *v, Str *cell) {
    Program *program = r->rows->program;
    const Column *of = &r->relation->columns[column];
    *cell = STR("");
    if (*v == VALUE_NONE) return of->is_optional ? CELL_GOOD : CELL_EMPTY;
    if (program->types.items[of->type].kind == TYPE_FLOAT && value_kind(program->values, *v) == KIND_INT)
        *v = value_float(program->values, value_to_float(program->values, *v));
    if (type_allows(program, of->type, *v, false)) return CELL_GOOD;
    *cell = cell_of(r, *v);
    return cell_read(program, of, *cell, v);
}

/* Whether all values of a stretch fit as they are, of the two kinds that most columns have. */
static bool all_fit(const Reading *r, uint32_t column, const Value *made) {
    const Type *type = &r->rows->program->types.items[r->relation->columns[column].type];
    bool all = !type->members && !type->has_range;
    if (type->kind == TYPE_SYMBOL)
        for (uint32_t k = 0; k < r->count && all; k++) all = value_is_symbol(made[k]);
    else if (type->kind == TYPE_INT)
        for (uint32_t k = 0; k < r->count && all; k++) all = value_is_small_int(made[k]);
    else
        return false;
    return all;
}

static void read_column(Reading *r, uint32_t column) {
    Value *made = &r->rows->columns[(size_t)column * BATCH];
    Str cell;
    if (r->slots[column] == NO_SLOT)
        for (uint32_t k = 0; k < r->count; k++) made[k] = VALUE_NONE;
    else
        translate(r, &r->table->columns[r->slots[column]], made);
    if (all_fit(r, column, made)) return;
    for (uint32_t k = 0; k < r->count; k++) {
        CellFault fault = fit(r, column, &made[k], &cell);
        if (fault == CELL_GOOD) continue;
        complain_of(r, column, cell, r->first + k + 1, fault);
        r->rows->is_bad[k] = true;
    }
}

/* ---- rows ---- */

/* What stands in a column beside those of the relation, for the id and the sources: its plain text. */
static Str text_at(Reading *r, uint32_t slot, uint32_t row) {
    const HandedColumn *column = &r->table->columns[slot];
    const Values *values = r->translation->handed->values;
    text_empty(&r->cell);
    if (column->has_reals)
        text_add_float(&r->cell, column->reals.items[row]);
    else
        value_print_plain(values, column->words.items[row], &r->cell);
    return text_str(&r->cell);
}

static void give_one(Reading *r, RelId given, const Value *row, uint32_t number) {
    Rows *rows = r->rows;
    Origin origin = {NO_SYMBOL, {NULL, 0}, line_span(rows->complaints.source, number + 1)};
    bool are_good = true;
    if (rows->source_at != NO_SLOT)
        origin.cites = rows_cites(rows, text_at(r, rows->source_at, number), number + 1, &are_good);
    if (rows->id_at != NO_SLOT) {
        Str id = text_at(r, rows->id_at, number);
        if (id.length) origin.label = value_symbol(rows->program->values, id);
    }
    rows_give(rows, given, row, origin);
}

static void take_batch(Reading *r, RelId given) {
    Rows *rows = r->rows;
    const uint32_t arity = r->relation->arity;
    const bool one_by_one = rows->id_at != NO_SLOT || rows->source_at != NO_SLOT;
    uint32_t kept = 0;
    memset(rows->is_bad, 0, sizeof rows->is_bad);
    for (uint32_t c = 0; c < arity; c++) read_column(r, c);
    for (uint32_t k = 0; k < r->count; k++) {
        if (rows->is_bad[k]) continue;
        Value *row = rows->rows + (size_t)kept * arity;
        for (uint32_t c = 0; c < arity; c++) row[c] = rows->columns[(size_t)c * BATCH + k];
        if (one_by_one)
            give_one(r, given, row, r->first + k);
        else
            rows->lines[kept++] = r->first + k + 1;
    }
    if (kept) store_give_batch(rows->intake->store, given, rows->rows, rows->lines, kept, rows->complaints.source);
}

/* ---- columns ---- */

static uint32_t column_named(const Reading *r, Str name) {
    for (uint32_t c = 0; c < r->relation->arity; c++)
        if (str_equal(name_of(r, c), name)) return c;
    return NO_SLOT;
}

static void complain_unknown(Reading *r, Str name, Span span) {
    Diags *diags = r->rows->intake->diags;
    Str relation = intern_text(values_symbols(r->rows->program->values), r->relation->name);
    Diag *diag = diag_add(diags, E0703, span, "'%.*s' has no column '%s'", STR_FMT(relation), cell_shown(name).text);
    Spelling near = spelling_of(name);
    for (uint32_t c = 0; c < r->relation->arity; c++) spelling_offer(&near, name_of(r, c));
    if (near.best.length)
        diag_remedy(diags, diag, "did you mean '%.*s'?", STR_FMT(near.best));
    else
        diag_remedy(diags, diag, "its columns stand in its declaration; 'id' and 'source' may be added");
}

static void match_names(Reading *r, Span span) {
    Diags *diags = r->rows->intake->diags;
    for (uint32_t i = 0; i < r->table->width; i++) {
        Str name = r->table->names[i];
        uint32_t column = column_named(r, name);
        uint32_t *slot = column != NO_SLOT                ? &r->slots[column]
                         : str_equal(name, STR("id"))     ? &r->rows->id_at
                         : str_equal(name, STR("source")) ? &r->rows->source_at
                                                          : NULL;
        if (!slot) {
            complain_unknown(r, name, span);
        } else if (*slot != NO_SLOT) {
            Diag *diag = diag_add(diags, E0705, span, "column '%s' is given twice", cell_shown(name).text);
            diag_remedy(diags, diag, "remove one of them");
        } else {
            *slot = i;
        }
    }
    for (uint32_t c = 0; c < r->relation->arity; c++) {
        if (r->slots[c] != NO_SLOT || r->relation->columns[c].is_optional) continue;
        Str name = name_of(r, c);
        Diag *diag = diag_add(diags, E0704, span, "no column '%s' is given", cell_shown(name).text);
        diag_remedy(diags, diag, "add it, or declare it '%s?'", cell_shown(name).text);
    }
}

static void match_places(Reading *r, Span span) {
    Diags *diags = r->rows->intake->diags;
    const uint32_t width = r->table->width, arity = r->relation->arity;
    Str relation = intern_text(values_symbols(r->rows->program->values), r->relation->name);
    for (uint32_t c = 0; c < arity && c < width; c++) r->slots[c] = c;
    if (width == arity) return;
    Diag *diag = diag_add(diags, E0704, span, "%u column%s given, but '%.*s' has %u", (unsigned)width,
                          width == 1 ? " is" : "s are", STR_FMT(relation), (unsigned)arity);
    diag_remedy(diags, diag, "give them in the order of the declaration, or name them");
}

static void keep_places(const Reading *r, HandedPlaces *places) {
    places->arity = r->relation->arity;
    for (uint32_t c = 0; c < places->arity; c++) places->of[c] = r->slots[c] == NO_SLOT ? NO_ID : r->slots[c];
}

/* False with diags.  Names need columns that have some. */
static bool match(Reading *r, Span span) {
    uint32_t before = diags_error_count(r->rows->intake->diags);
    const bool has_names = r->relation->arity == 0 || name_of(r, 0).length;
    for (uint32_t c = 0; c < MOST_COLUMNS; c++) r->slots[c] = NO_SLOT;
    if (r->table->names && has_names)
        match_names(r, span);
    else
        match_places(r, span);
    if (diags_error_count(r->rows->intake->diags) != before) return false;
    if (r->table->places) keep_places(r, r->table->places);
    return true;
}

void handed_load(const Intake *intake, const Load *load, const HandedTable *table, Translation *translation) {
    Rows *rows = mem_alloc(sizeof *rows);
    rows_begin(rows, intake, table->name);
    Reading reading = {.rows = rows, .table = table, .translation = translation};
    reading.relation = &intake->program->relations.items[load->relation];
    text_init(&reading.cell);
    if (match(&reading, line_span(rows->complaints.source, 1))) {
        RelId given = program_given(intake->program, load->relation);
        rows_make_room(rows, 0);
        uint64_t growth = table_growth(store_table(intake->store, given), table->count);
        if (!intake->budget || !budget_lacks(intake->budget, growth)) store_expect(intake->store, given, table->count);
        for (; reading.first < table->count && intake_goes_on(intake, given); reading.first += BATCH) {
            uint32_t rest = table->count - reading.first;
            reading.count = rest < BATCH ? rest : BATCH;
            take_batch(&reading, given);
        }
    }
    text_clear(&reading.cell);
    rows_close(rows);
    mem_free(rows);
}
