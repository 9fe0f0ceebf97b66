/* Reading a table.
 *
 * The header is matched once: each column of the table gets a target.  Then records are read some hundred at a time, with
 * the cells of one column side by side, so that a column's type is looked at once for all of them; the values are put back
 * into rows and given to the store together.  Rows with an id or sources are given one by one.
 * Only where a stretch has something wrong is it looked at cell by cell, in order, to say what and where; its good rows
 * are taken all the same, so that one run finds all mistakes. */
#include "runtime/io/sheet.h"

#include <stdio.h>
#include <stdlib.h>

#include "lang/base/utf8.h"
#include "runtime/io/cells.h"
#include "runtime/io/cites.h"
#include "runtime/io/csv.h"

enum { BATCH = 512, WIDEST = 256 /* cells of a header that are looked at; relations have 64 at most */ };
enum { TO_ID = 0x100, TO_SOURCE, TO_HOLDS, TO_NOTHING }; /* targets beside the columns of the relation */

typedef struct {
    const Intake *intake;
    Program *program;
    const Relation *relation;
    RelId id;
    Complaints complaints;
    CsvReader csv;
    bool is_utf8;

    uint32_t target[WIDEST]; /* by column of the table */
    size_t width;            /* columns of the table */
    size_t id_at, source_at; /* the columns with that target, or WIDEST */

    Str *cells;            /* BATCH of each column of the table */
    Value *columns;        /* BATCH of each column of the relation */
    Value *rows;           /* the good ones, one behind the other */
    uint32_t lines[BATCH]; /* of each record; once taken, of each row */

    Symbol *taken; /* ids of rules and claims, sorted */
    size_t taken_count;
    Interner *texts;                   /* cells of citations that were read before ... */
    Vec(Cites) cites;                  /* ... and what they say */
    uint32_t repeated, first_repeated; /* rows that were there under their id; the line of the first */
} Sheet;

static Str text_of(const Sheet *sheet, Symbol symbol) {
    return intern_text(values_symbols(sheet->program->values), symbol);
}

static Str name_of_column(const Sheet *sheet, uint32_t column) {
    Symbol name = sheet->relation->columns[column].name;
    return name == NO_SYMBOL ? STR("") : text_of(sheet, name);
}

/* ---- is it text? ---- */

/* Most tables are plain ASCII: eight bytes at a time as long as that goes well. */
static bool bytes_are_utf8(const Text *bytes) {
    uint64_t word;
    for (size_t at = 0, size; at < bytes->length; at += size) {
        Str rest = {bytes->bytes + at, bytes->length - at};
        size = 1;
        if (rest.length >= sizeof word &&
            (memcpy(&word, rest.text, sizeof word), (word & UINT64_C(0x8080808080808080)) == 0))
            size = sizeof word;
        else if ((unsigned char)*rest.text >= 0x80 && utf8_decode(rest, &size) == UTF8_BROKEN)
            return false;
    }
    return true;
}

static bool is_utf_16(const Text *bytes) {
    return bytes->length >= 2 && (memcmp(bytes->bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes->bytes, "\xFE\xFF", 2) == 0);
}

static bool cells_are_utf8(Sheet *sheet, const Str *cells, size_t width, size_t stride) {
    for (size_t i = 0; i < width; i++) {
        if (str_is_utf8(cells[i * stride], NULL)) continue;
        Diag *diag = complain(&sheet->complaints, E0708, sheet->csv.line, "'%s' is not UTF-8",
                              cell_shown(cells[i * stride]).text);
        complaint_remedy(&sheet->complaints, diag, "save the table as UTF-8");
        return false;
    }
    return true;
}

/* ---- the header ---- */

static uint32_t target_of(const Sheet *sheet, Str name) {
    for (uint32_t c = 0; c < sheet->relation->arity; c++)
        if (str_equal(name_of_column(sheet, c), name) && name.length) return c;
    if (str_equal(name, STR("id"))) return TO_ID;
    if (str_equal(name, STR("source"))) return TO_SOURCE;
    if (sheet->relation->arity == 0 && str_equal(name, STR("holds"))) return TO_HOLDS;
    return TO_NOTHING;
}

static void complain_unknown_column(Sheet *sheet, Str name) {
    Diag *diag = complain(&sheet->complaints, E0703, sheet->csv.line, "'%.*s' has no column '%s'",
                          STR_FMT(text_of(sheet, sheet->relation->name)), cell_shown(name).text);
    Spelling near = spelling_of(name);
    for (uint32_t c = 0; c < sheet->relation->arity; c++) spelling_offer(&near, name_of_column(sheet, c));
    spelling_offer(&near, STR("source"));
    bool is_one_cell = sheet->width == 1 && sheet->relation->arity > 1;
    if (near.best.length)
        complaint_remedy(&sheet->complaints, diag, "did you mean '%.*s'?", STR_FMT(near.best));
    else if (is_one_cell && sheet->csv.separator == ',' && memchr(name.text, ';', name.length))
        complaint_remedy(&sheet->complaints, diag, "cells are separated by commas, not by semicolons");
    else if (is_one_cell && sheet->csv.separator == ',' && memchr(name.text, '\t', name.length))
        complaint_remedy(&sheet->complaints, diag, "cells are separated by commas; a table with tabs is a .tsv file");
    else
        complaint_remedy(&sheet->complaints, diag,
                         "its columns stand in its declaration; 'id' and 'source' may be added");
}

static void match_names(Sheet *sheet, const Str *names) {
    for (size_t i = 0; i < sheet->width; i++) {
        sheet->target[i] = target_of(sheet, names[i]);
        if (sheet->target[i] == TO_NOTHING) complain_unknown_column(sheet, names[i]);
        for (size_t before = 0; before < i; before++)
            if (sheet->target[before] == sheet->target[i] && sheet->target[i] != TO_NOTHING) {
                Diag *diag = complain(&sheet->complaints, E0705, sheet->csv.line,
                                      "column '%s' stands twice in the header", cell_shown(names[i]).text);
                complaint_remedy(&sheet->complaints, diag, "remove one of them");
                break;
            }
    }
}

static bool has_target(const Sheet *sheet, uint32_t target) {
    for (size_t i = 0; i < sheet->width; i++)
        if (sheet->target[i] == target) return true;
    return false;
}

static void find_missing_columns(Sheet *sheet) {
    for (uint32_t c = 0; c < sheet->relation->arity; c++) {
        if (sheet->relation->columns[c].is_optional || has_target(sheet, c)) continue;
        Str name = name_of_column(sheet, c);
        Diag *diag =
            complain(&sheet->complaints, E0704, sheet->csv.line, "the table has no column '%.*s'", STR_FMT(name));
        complaint_remedy(&sheet->complaints, diag, "add it, or declare it '%.*s?'", STR_FMT(name));
    }
}

/* In a relation whose columns have no names: the first column of the table is the first, and so on. */
static void match_positions(Sheet *sheet, const Str *names) {
    size_t extra = 0, column = 0;
    bool looks_like_data = false;
    for (size_t i = 0; i < sheet->width; i++) extra += target_of(sheet, names[i]) != TO_NOTHING;
    bool takes_extra = sheet->width == sheet->relation->arity + extra;
    for (size_t i = 0; i < sheet->width; i++) {
        double real;
        int64_t whole;
        uint32_t target = takes_extra ? target_of(sheet, names[i]) : TO_NOTHING;
        sheet->target[i] = target != TO_NOTHING ? target : (uint32_t)column++;
        looks_like_data =
            looks_like_data || names[i].length == 0 || str_to_int(names[i], &whole) || str_to_float(names[i], &real);
    }
    if (column != sheet->relation->arity) {
        Diag *diag =
            complain(&sheet->complaints, E0704, sheet->csv.line, "the table has %zu column%s, but '%.*s' has %u",
                     sheet->width, sheet->width == 1 ? "" : "s", STR_FMT(text_of(sheet, sheet->relation->name)),
                     (unsigned)sheet->relation->arity);
        complaint_remedy(&sheet->complaints, diag, "declare the relation, so that its columns have names");
    } else if (looks_like_data) {
        Diag *diag = diag_add(sheet->complaints.diags, W0703, line_span(sheet->complaints.source, sheet->csv.line),
                              "the first line is taken for the header, but looks like a fact");
        diag_remedy(sheet->complaints.diags, diag, "put a line with names for the columns above it");
    }
}

/* Reads the header and says whether there is one that fits. */
static bool read_header(Sheet *sheet) {
    Str names[WIDEST];
    CsvState state = csv_next(&sheet->csv, names, WIDEST, 1, &sheet->width);
    while (state == CSV_RECORD && sheet->width == 1 && names[0].length == 0) /* blank lines above it */
        state = csv_next(&sheet->csv, names, WIDEST, 1, &sheet->width);
    if (state == CSV_END) {
        Diag *diag = complain(&sheet->complaints, E0702, 1, "the table is empty");
        complaint_remedy(&sheet->complaints, diag, "its first line names the columns");
        return false;
    }
    if (sheet->width > WIDEST) {
        complain(&sheet->complaints, E0703, sheet->csv.line, "the header names %zu columns; a relation has 64 at most",
                 sheet->width);
        return false;
    }
    if (state == CSV_RECORD && !cells_are_utf8(sheet, names, sheet->width, 1)) return false;
    if (state != CSV_RECORD) {
        Diag *diag =
            complain(&sheet->complaints, E0707, sheet->csv.line, "a quote in the header is not closed as it should be");
        complaint_remedy(&sheet->complaints, diag, "a name in quotes ends with a quote; a quote inside is doubled");
        return false;
    }
    bool has_names = sheet->relation->arity == 0 || name_of_column(sheet, 0).length > 0;
    if (has_names)
        match_names(sheet, names);
    else
        match_positions(sheet, names);
    if (has_names) find_missing_columns(sheet);
    sheet->id_at = sheet->source_at = WIDEST;
    for (size_t i = 0; i < sheet->width; i++) {
        if (sheet->target[i] == TO_ID) sheet->id_at = i;
        if (sheet->target[i] == TO_SOURCE) sheet->source_at = i;
    }
    return sheet->complaints.count == 0;
}

/* ---- records as rows of values ---- */

static Str cell_at(const Sheet *sheet, size_t column, uint32_t record) { return sheet->cells[column * BATCH + record]; }

/* Column by column; false if any cell is wrong. */
static bool read_columns(Sheet *sheet, uint32_t count) {
    bool are_good = true;
    for (size_t i = 0; i < sheet->width && are_good; i++) {
        uint32_t c = sheet->target[i];
        if (c < TO_ID)
            are_good = cells_read(sheet->program, &sheet->relation->columns[c], &sheet->cells[i * BATCH], count,
                                  &sheet->columns[c * BATCH]);
        for (uint32_t k = 0; c == TO_HOLDS && k < count; k++)
            are_good = are_good && str_equal(cell_at(sheet, i, k), STR("yes"));
    }
    return are_good;
}

/* Cell by cell, saying what is wrong. */
static bool read_record(Sheet *sheet, uint32_t record) {
    bool is_good = true;
    for (size_t i = 0; i < sheet->width; i++) {
        uint32_t c = sheet->target[i];
        Str cell = cell_at(sheet, i, record);
        if (c == TO_HOLDS && !str_equal(cell, STR("yes"))) {
            complain(&sheet->complaints, E0711, sheet->lines[record], "'%s' in column 'holds' is not yes",
                     cell_shown(cell).text);
            is_good = false;
        }
        if (c >= TO_ID) continue;
        const Column *column = &sheet->relation->columns[c];
        CellFault fault = cell_read(sheet->program, column, cell, &sheet->columns[c * BATCH + record]);
        if (fault == CELL_GOOD) continue;
        Str name = name_of_column(sheet, c);
        char number[16];
        if (name.length == 0) name = (Str){number, (size_t)snprintf(number, sizeof number, "c%u", (unsigned)c + 1)};
        cell_complain(&sheet->complaints, sheet->program, column, name, cell, sheet->lines[record], fault);
        is_good = false;
    }
    return is_good;
}

static void put_row(Sheet *sheet, uint32_t record, uint32_t row) {
    const uint32_t arity = sheet->relation->arity;
    for (uint32_t c = 0; c < arity; c++)
        sheet->rows[(size_t)row * arity + c] = sheet->columns[(size_t)c * BATCH + record];
}

/* ---- rows with an id or sources ---- */

static int by_number(const void *left, const void *right) {
    Symbol a = *(const Symbol *)left, b = *(const Symbol *)right;
    return (a > b) - (a < b);
}

static void collect_taken_ids(Sheet *sheet) {
    Vec(Symbol) taken = {0};
    for (size_t i = 0; i < sheet->program->rules.count; i++)
        if (sheet->program->rules.items[i].label != NO_SYMBOL) vec_push(&taken, sheet->program->rules.items[i].label);
    for (size_t i = 0; i < sheet->program->agenda->claims.count; i++)
        vec_push(&taken, sheet->program->agenda->claims.items[i].name);
    if (taken.count) qsort(taken.items, taken.count, sizeof *taken.items, by_number);
    sheet->taken = taken.items;
    sheet->taken_count = taken.count;
}

static Cites cites_of(Sheet *sheet, uint32_t record) {
    if (sheet->source_at == WIDEST) return (Cites){NULL, 0};
    Str cell = cell_at(sheet, sheet->source_at, record);
    Symbol known = intern(sheet->texts, cell);
    if (known == sheet->cites.count)
        vec_push(&sheet->cites, cites_read(sheet->program, &sheet->intake->store->arena, &sheet->complaints, cell,
                                           sheet->lines[record], sheet->intake->checks_keys));
    return sheet->cites.items[known];
}

static bool same_cites(Cites a, Cites b) {
    bool same = a.count == b.count;
    for (uint32_t i = 0; same && i < a.count; i++)
        same = a.items[i].key == b.items[i].key && str_equal(a.items[i].locator, b.items[i].locator);
    return same;
}

/* Where the row was stated under this id. */
static Origin origin_of(const Store *store, RelId relation, RowId row, Symbol label) {
    uint32_t i = 0;
    while (i + 1 < store_origin_count(store, relation, row) && store_origin(store, relation, row, i).label != label)
        i++;
    return store_origin(store, relation, row, i);
}

/* The id is free, or names the same row; *is_repeated if that row bears these sources already. */
static bool id_fits(Sheet *sheet, const Value *row, Origin origin, bool *is_repeated) {
    const Store *store = sheet->intake->store;
    RelId relation;
    RowId known;
    Str id = text_of(sheet, origin.label);
    if (sheet->taken_count &&
        bsearch(&origin.label, sheet->taken, sheet->taken_count, sizeof origin.label, by_number)) {
        complain(&sheet->complaints, E0713, origin.span.begin, "id '%s' already names a rule or a claim",
                 cell_shown(id).text);
        return false;
    }
    if (!store_find_label(store, origin.label, &relation, &known)) return true;
    Origin before = origin_of(store, relation, known, origin.label);
    const Value *other = table_row(store_table(store, relation), known);
    if (relation == sheet->id && memcmp(other, row, sheet->relation->arity * sizeof *row) == 0) {
        if (sheet->repeated++ == 0) sheet->first_repeated = origin.span.begin;
        *is_repeated = same_cites(before.cites, origin.cites);
        return true;
    }
    Diag *diag = complain(&sheet->complaints, E0713, origin.span.begin, "id '%s' already names another fact",
                          cell_shown(id).text);
    if (diag) diag_note(sheet->complaints.diags, diag, before.span, "first used here");
    complaint_remedy(&sheet->complaints, diag, "give one of them another id");
    return false;
}

static void give_marked(Sheet *sheet, const Value *row, uint32_t record) {
    Str id = sheet->id_at == WIDEST ? STR("") : cell_at(sheet, sheet->id_at, record);
    Origin origin = {NO_SYMBOL, cites_of(sheet, record), line_span(sheet->complaints.source, sheet->lines[record])};
    bool is_repeated = false;
    if (id.length) {
        origin.label = value_symbol(sheet->program->values, id);
        if (!id_fits(sheet, row, origin, &is_repeated)) return;
    }
    if (!is_repeated) store_give(sheet->intake->store, sheet->id, row, origin, NULL);
}

/* ---- all of it ---- */

static void take_records(Sheet *sheet, uint32_t count) {
    const bool is_marked = sheet->id_at != WIDEST || sheet->source_at != WIDEST, are_good = read_columns(sheet, count);
    uint32_t kept = 0;
    for (uint32_t record = 0; record < count; record++) {
        if (!are_good && !read_record(sheet, record)) continue;
        put_row(sheet, record, kept);
        if (is_marked) {
            give_marked(sheet, sheet->rows, record);
            continue;
        }
        sheet->lines[kept++] = sheet->lines[record];
    }
    store_give_batch(sheet->intake->store, sheet->id, sheet->rows, sheet->lines, kept, sheet->complaints.source);
}

/* A blank line is nothing, unless the table has one column that may be empty. */
static bool is_blank_line(const Sheet *sheet, const Str *cells, size_t count) {
    if (count != 1 || cells[0].length > 0 || csv_is_quoted(cells[0])) return false;
    return sheet->width > 1 || sheet->target[0] >= TO_ID || !sheet->relation->columns[sheet->target[0]].is_optional;
}

static bool record_is_sound(Sheet *sheet, CsvState state, const Str *cells, size_t count) {
    Complaints *complaints = &sheet->complaints;
    if (state == CSV_UNCLOSED) {
        Diag *diag = complain(complaints, E0707, sheet->csv.line, "a quote is opened in this row and never closed");
        complaint_remedy(complaints, diag, "close it; a quote inside a quoted cell is doubled");
    } else if (state == CSV_STRAY) {
        Diag *diag = complain(complaints, E0707, sheet->csv.line, "something stands behind a closing quote");
        complaint_remedy(complaints, diag, "a quoted cell ends with its quote; a quote inside is doubled");
    } else if (count != sheet->width) {
        Diag *diag = complain(complaints, E0706, sheet->csv.line, "the row has %zu cell%s, the header %zu", count,
                              count == 1 ? "" : "s", sheet->width);
        if (count > sheet->width)
            complaint_remedy(complaints, diag, "a cell with a %s in it stands in quotes",
                             sheet->csv.separator == ',' ? "comma" : "tab");
        else
            complaint_remedy(complaints, diag, "an empty cell needs its separator too");
    } else {
        return sheet->is_utf8 || cells_are_utf8(sheet, cells, count, BATCH);
    }
    return false;
}

static void read_rows(Sheet *sheet) {
    CsvState state = CSV_RECORD;
    while (state != CSV_END) {
        uint32_t records = 0;
        size_t count;
        while (records < BATCH) {
            Str *cells = sheet->cells + records;
            state = csv_next(&sheet->csv, cells, sheet->width, BATCH, &count);
            if (state == CSV_END) break;
            if (is_blank_line(sheet, cells, count) || !record_is_sound(sheet, state, cells, count)) continue;
            sheet->lines[records++] = sheet->csv.line;
        }
        take_records(sheet, records);
    }
}

static void make_room(Sheet *sheet) {
    const uint32_t arity = sheet->relation->arity;
    sheet->cells = mem_alloc(sheet->width * BATCH * sizeof *sheet->cells);
    sheet->rows = mem_alloc(((size_t)arity + 1) * BATCH * sizeof *sheet->rows);
    sheet->columns = mem_alloc(((size_t)arity + 1) * BATCH * sizeof *sheet->columns);
    for (size_t i = 0; i < (size_t)arity * BATCH; i++)
        sheet->columns[i] = VALUE_NONE; /* columns the table leaves out */
    sheet->texts = interner_new();
    if (sheet->id_at != WIDEST) collect_taken_ids(sheet);
}

static void say_what_was_repeated(const Sheet *sheet) {
    if (!sheet->repeated) return;
    Span span = line_span(sheet->complaints.source, sheet->first_repeated);
    if (sheet->repeated == 1)
        diag_add(sheet->complaints.diags, W0701, span, "this fact was given before under the same id");
    else
        diag_add(sheet->complaints.diags, W0701, span,
                 "this fact and %u more of the table were given before under the same ids",
                 (unsigned)sheet->repeated - 1);
}

void sheet_load(const Intake *intake, const Load *load, Text *bytes) {
    Sheet *sheet = mem_alloc_zero(sizeof *sheet);
    sheet->intake = intake;
    sheet->program = intake->program;
    sheet->id = program_given(intake->program, load->relation);
    sheet->relation = &intake->program->relations.items[load->relation];
    sheet->complaints = (Complaints){.diags = intake->diags, .source = source_name_only(intake->sources, load->name)};
    if (bytes->length == 0) text_add_char(bytes, '\n');
    sheet->is_utf8 = bytes_are_utf8(bytes);
    if (is_utf_16(bytes)) {
        Diag *diag = complain(&sheet->complaints, E0708, 1, "the table is UTF-16");
        complaint_remedy(&sheet->complaints, diag, "save it as UTF-8");
    } else {
        csv_open(&sheet->csv, bytes, load->format == LOAD_TSV ? '\t' : ',');
        if (read_header(sheet)) {
            make_room(sheet);
            read_rows(sheet);
        }
    }
    say_what_was_repeated(sheet);
    complaints_end(&sheet->complaints);
    interner_free(sheet->texts);
    vec_free(&sheet->cites);
    mem_free(sheet->taken);
    mem_free(sheet->cells);
    mem_free(sheet->columns);
    mem_free(sheet->rows);
    mem_free(sheet);
}
