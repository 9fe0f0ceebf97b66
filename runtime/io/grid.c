/* A table as text.
 *
 * Records with the wrong number of cells, broken quotes or bytes that are no UTF-8 are complained about here and kept in
 * their place in the batch, marked unsound, so that whoever collects rejected rows can show them. */
#include "runtime/io/grid.h"

#include "lang/base/utf8.h"
#include "runtime/io/cells.h"

Str grid_empty_cell(void) {
    static const char BLANK[] = " "; /* csv_is_quoted looks at what stands before a cell */
    return (Str){BLANK + 1, 0};
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
    if (state == CSV_END) {
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

static bool read_header(Grid *grid) {
    CsvState state;
    do { /* blank lines above it */
        grid->header_begin = (size_t)(grid->csv.at - grid->bytes);
        state = csv_next(&grid->csv, grid->names, GRID_WIDEST, 1, &grid->width);
        grid->header_end = (size_t)(grid->csv.at - grid->bytes);
    } while (state == CSV_RECORD && grid->width == 1 && grid->names[0].length == 0);
    return header_is_sound(grid, state);
}

bool grid_open(Grid *grid, Text *bytes, char separator, Complaints *complaints) {
    if (bytes->length == 0) text_add_char(bytes, '\n');
    *grid = (Grid){.complaints = complaints, .bytes = bytes->bytes, .is_utf8 = bytes_are_utf8(bytes)};
    if (is_utf_16(bytes)) {
        Diag *diag = complain(complaints, E0708, 1, "the table is UTF-16");
        complaint_remedy(complaints, diag, "save it as UTF-8");
        return false;
    }
    csv_open(&grid->csv, bytes, separator);
    return read_header(grid);
}

void grid_make_room(Grid *grid, size_t columns) {
    grid->columns = columns;
    grid->cells = mem_alloc(columns * GRID_BATCH * sizeof *grid->cells);
}

void grid_close(Grid *grid) {
    mem_free(grid->cells);
    grid->cells = NULL;
}

/* ---- records ---- */

static bool is_blank_line(const Grid *grid, const Str *cells, size_t count) {
    return count == 1 && cells[0].length == 0 && !csv_is_quoted(cells[0]) && !grid->has_one_row_a_line;
}

static bool record_is_sound(Grid *grid, CsvState state, const Str *cells, size_t count) {
    Complaints *complaints = grid->complaints;
    if (state == CSV_UNCLOSED) {
        Diag *diag = complain(complaints, E0707, grid->csv.line, "a quote is opened in this row and never closed");
        complaint_remedy(complaints, diag, "close it; a quote inside a quoted cell is doubled");
    } else if (state == CSV_STRAY) {
        Diag *diag = complain(complaints, E0707, grid->csv.line, "something stands behind a closing quote");
        complaint_remedy(complaints, diag, "a quoted cell ends with its quote; a quote inside is doubled");
    } else if (count != grid->width) {
        Diag *diag = complain(complaints, E0706, grid->csv.line, "the row has %zu cell%s, the header %zu", count,
                              count == 1 ? "" : "s", grid->width);
        if (count > grid->width)
            complaint_remedy(complaints, diag, "a cell with a %s in it stands in quotes",
                             grid->csv.separator == ',' ? "comma" : "tab");
        else
            complaint_remedy(complaints, diag, "an empty cell needs its separator too");
    } else {
        return grid->is_utf8 || cells_are_utf8(grid, cells, count, GRID_BATCH);
    }
    return false;
}

static void clear_added_columns(Grid *grid) {
    for (size_t c = grid->width; c < grid->columns; c++)
        for (uint32_t i = 0; i < grid->count; i++) grid_column(grid, c)[i] = grid_empty_cell();
}

bool grid_next(Grid *grid) {
    size_t count;
    grid->count = grid->sound_count = 0;
    while (grid->count < GRID_BATCH) {
        uint32_t record = grid->count;
        Str *cells = grid->cells + record;
        grid->begins[record] = (size_t)(grid->csv.at - grid->bytes);
        CsvState state = csv_next(&grid->csv, cells, grid->width, GRID_BATCH, &count);
        if (state == CSV_END) break;
        if (is_blank_line(grid, cells, count)) continue;
        grid->ends[record] = (size_t)(grid->csv.at - grid->bytes);
        grid->lines[record] = grid->csv.line;
        grid->is_sound[record] = record_is_sound(grid, state, cells, count);
        grid->sound_count += grid->is_sound[record];
        grid->count++;
    }
    clear_added_columns(grid);
    return grid->count > 0;
}
