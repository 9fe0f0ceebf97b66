/* A table as text.
 *
 * Records with the wrong number of cells, broken quotes or bytes that are no UTF-8 are complained about here and kept
 * in their place in the batch, marked unsound, so that whoever collects rejected rows can show them. */
#include "runtime/io/grid.h"

#include <errno.h>

#include "lang/base/utf8.h"
#include "runtime/io/cells.h"

Str grid_empty_cell(void) {
    static const char BLANK[] = " "; /* csv_is_quoted looks at what stands before a cell */
    return (Str){BLANK + 1, 0};
}

/* ---- is it text? ---- */

static bool is_utf_16(const Window *window) {
    return window->end - window->begin >= 2 &&
           (memcmp(window->begin, "\xFF\xFE", 2) == 0 || memcmp(window->begin, "\xFE\xFF", 2) == 0);
}

static bool cells_are_utf8(Grid *grid, const Str *cells, size_t width, size_t stride) {
    for (size_t i = 0; i < width; i++) {
        if (str_is_utf8(cells[i * stride], NULL)) continue;
        Diag *diag =
            complain(grid->complaints, E0708, grid->csv.line, "'%s' is not UTF-8", cell_shown(cells[i * stride]).text);
        complaint_remedy(grid->complaints, diag, "save the table as UTF-8");
        return false;
    }
    return true;
}

/* ---- the header ---- */

static bool header_is_sound(Grid *grid, CsvState state) {
    if (state == CSV_END && grid->csv.form.has_header) {
        Diag *diag = complain(grid->complaints, E0702, 1, "the table is empty");
        complaint_remedy(grid->complaints, diag, "its first line names the columns");
        return false;
    }
    if (grid->width > GRID_WIDEST) {
        complain(grid->complaints, E0703, grid->csv.line, "the header names %zu columns; a relation has 64 at most",
                 grid->width);
        return false;
    }
    if (state == CSV_RECORD) return cells_are_utf8(grid, grid->names, grid->width, 1);
    Diag *diag =
        complain(grid->complaints, E0707, grid->csv.line, "a quote in the header is not closed as it should be");
    complaint_remedy(grid->complaints, diag, "a name in quotes ends with a quote; a quote inside is doubled");
    return false;
}

/* The window may move on before they are used. */
static void keep_names(Grid *grid) {
    for (size_t i = 0; i < grid->width && i < GRID_WIDEST; i++)
        grid->names[i] = arena_str(&grid->arena, grid->names[i]);
}

/* A line that is longer than the window makes it larger, as far as the limits allow.  False where reading has ended
 * early: what is in hand may be half a record. */
static bool refill(Grid *grid) {
    Diags *diags = grid->complaints->diags;
    const Span at = line_span(grid->complaints->source, grid->csv.next_line);
    size_t before = grid->window->capacity;
    csv_refill(&grid->csv);
    if (grid->window->cause == ENOMEM) diags_lack(diags, at, "this line");
    if (grid->window->capacity != before && !diags_go_on_now(diags, at)) window_end(grid->window, ETIMEDOUT);
    return !grid->window->cause;
}

static bool read_header(Grid *grid) {
    CsvState state;
    do { /* blank lines above it */
        grid->header_begin = (size_t)(grid->csv.at - grid->window->begin);
        while ((state = csv_next(&grid->csv, grid->names, GRID_WIDEST, 1, &grid->width)) == CSV_MORE)
            if (!refill(grid)) return false;
        grid->header_end = (size_t)(grid->csv.at - grid->window->begin);
    } while (state == CSV_RECORD && grid->width == 1 && grid->names[0].length == 0);
    if (state != CSV_END) keep_names(grid);
    return header_is_sound(grid, state);
}

bool grid_open(Grid *grid, Window *window, CsvForm form, Complaints *complaints) {
    *grid = (Grid){.complaints = complaints, .window = window};
    arena_init(&grid->arena);
    complaints->lacks_quotes = !form.has_quotes;
    if (is_utf_16(window)) {
        Diag *diag = complain(complaints, E0708, 1, "the table is UTF-16");
        complaint_remedy(complaints, diag, "save it as UTF-8");
        return false;
    }
    csv_open(&grid->csv, window, form);
    return !form.has_header || read_header(grid);
}

void grid_set_names(Grid *grid, Str owner, const Str *names, size_t width) {
    memcpy(grid->names, names, width * sizeof *names);
    grid->width = width;
    grid->owner = owner;
}

void grid_make_room(Grid *grid, size_t columns) {
    grid->columns = columns;
    grid->cells = mem_alloc(columns * GRID_STRIDE * sizeof *grid->cells);
}

void grid_close(Grid *grid) {
    mem_free(grid->cells);
    arena_clear(&grid->arena);
    grid->cells = NULL;
}

void grid_open_part(Grid *grid, const Grid *whole, Window *part, Complaints *complaints) {
    *complaints = (Complaints){.count = COMPLAINT_LIMIT}; /* all that come are too many to tell */
    *grid = (Grid){.complaints = complaints,
                   .window = part,
                   .has_one_row_a_line = whole->has_one_row_a_line,
                   .width = whole->width,
                   .owner = whole->owner,
                   .columns = whole->width,
                   .lines = {1}, /* not the first of the table, which may be names */
                   .csv = {.form = whole->csv.form}};
    csv_go_on(&grid->csv, part, 1);
}

/* ---- records ---- */

static bool is_blank_line(const Grid *grid, const Str *cells, size_t count) {
    return count == 1 && cells[0].length == 0 && !csv_is_quoted(cells[0]) && !grid->has_one_row_a_line;
}

/* A row of a table without header. */
static void complain_of_width(Grid *grid, size_t count) {
    Diag *diag = complain(grid->complaints, E0706, grid->csv.line, "the row has %zu cell%s, but '%.*s' %zu column%s",
                          count, count == 1 ? "" : "s", STR_FMT(grid->owner), grid->width, grid->width == 1 ? "" : "s");
    if (count > grid->width)
        complaint_remedy(grid->complaints, diag, "a tab ends a cell; a .tsv file can have one in quotes");
    else if (count == 1)
        complaint_remedy(grid->complaints, diag, "cells of a .facts file are separated by tabs");
    else
        complaint_remedy(grid->complaints, diag, "an empty cell needs its separator too");
}

/* Most tables are ASCII, and their records are not looked at again. */
static bool record_is_utf8(Grid *grid, uint32_t record, const Str *cells, size_t count) {
    const char *begin = grid->window->begin + grid->begins[record];
    return !grid->csv.has_high || str_is_utf8(str_range(begin, grid->csv.at), NULL) ||
           cells_are_utf8(grid, cells, count, GRID_STRIDE);
}

static bool record_is_sound(Grid *grid, CsvState state, const Str *cells, size_t count) {
    Complaints *complaints = grid->complaints;
    if (state == CSV_UNCLOSED) {
        Diag *diag = complain(complaints, E0707, grid->csv.line, "a quote is opened in this row and never closed");
        complaint_remedy(complaints, diag, "close it; a quote inside a quoted cell is doubled");
    } else if (state == CSV_STRAY) {
        Diag *diag = complain(complaints, E0707, grid->csv.line, "something stands behind a closing quote");
        complaint_remedy(complaints, diag, "a quoted cell ends with its quote; a quote inside is doubled");
    } else if (count != grid->width && !grid->csv.form.has_header) {
        complain_of_width(grid, count);
    } else if (count != grid->width) {
        Diag *diag = complain(complaints, E0706, grid->csv.line, "the row has %zu cell%s, the header %zu", count,
                              count == 1 ? "" : "s", grid->width);
        if (count > grid->width)
            complaint_remedy(complaints, diag, "a cell with a %s in it stands in quotes",
                             grid->csv.form.separator == ',' ? "comma" : "tab");
        else
            complaint_remedy(complaints, diag, "an empty cell needs its separator too");
    } else {
        return record_is_utf8(grid, grid->count, cells, count);
    }
    return false;
}

static void clear_added_columns(Grid *grid) {
    for (size_t c = grid->width; c < grid->columns; c++)
        for (uint32_t i = 0; i < grid->count; i++) grid_column(grid, c)[i] = grid_empty_cell();
}

/* The next record that is not a blank line.  False at the end,
 * and where the window has to move but cells are in hand. */
static bool next_record(Grid *grid) {
    const uint32_t record = grid->count;
    Str *cells = grid->cells + record;
    size_t count;
    for (;;) {
        char *begin = grid->csv.at;
        CsvState state = csv_next(&grid->csv, cells, grid->width, GRID_STRIDE, &count);
        if (state == CSV_END || (state == CSV_MORE && record > 0)) return false;
        if (state == CSV_MORE) {
            if (!refill(grid)) return false;
            continue;
        }
        if (is_blank_line(grid, cells, count)) continue;
        grid->begins[record] = (size_t)(begin - grid->window->begin);
        grid->ends[record] = (size_t)(grid->csv.at - grid->window->begin);
        grid->lines[record] = grid->csv.line;
        grid->is_sound[record] = record_is_sound(grid, state, cells, count);
        return true;
    }
}

/* The first line names the columns, where none is expected to.  Of new facts each row is told anyway. */
static void warn_of_header(const Grid *grid) {
    bool is_header = grid->is_sound[0] && grid->names[0].length && !grid->complaints->tells_all;
    for (size_t i = 0; i < grid->width && is_header; i++) is_header = str_equal(grid_cell(grid, i, 0), grid->names[i]);
    if (!is_header) return;
    Span span = line_span(grid->complaints->source, grid->lines[0]);
    Diag *diag = diag_add(grid->complaints->diags, W0706, span, "this line is taken for a fact, but names the columns");
    diag_remedy(grid->complaints->diags, diag, "take it out, or call the file .tsv");
}

bool grid_next(Grid *grid) {
    const bool is_first = grid->lines[0] == 0;
    grid->count = grid->sound_count = 0;
    while (grid->count < GRID_BATCH && next_record(grid)) {
        grid->sound_count += grid->is_sound[grid->count];
        grid->count++;
    }
    clear_added_columns(grid);
    if (is_first && grid->count > 0 && !grid->csv.form.has_header) warn_of_header(grid);
    return grid->count > 0;
}
