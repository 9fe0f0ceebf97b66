/* Rows that were not given, as a table that can be mended and read again.
 *
 * The bytes of a record are copied as they were, so that nothing is lost that could not be read. */
#include "runtime/io/rejected.h"

#include <errno.h>

#include "runtime/io/csv.h"
#include "runtime/io/disk.h"

/* ---- one record ---- */

static Str without_line_end(Str record) {
    while (record.length && (record.text[record.length - 1] == '\n' || record.text[record.length - 1] == '\r'))
        record.length--;
    return record;
}

/* The bytes as they were: of a record, or of the header. */
static Str original(const FactReport *report, size_t begin, size_t end) {
    if (end > report->bytes.length) end = report->bytes.length;
    if (begin > end) begin = end;
    return without_line_end((Str){report->bytes.bytes + begin, end - begin});
}

/* Without its last cell, the reason it was rejected for the last time. */
static Str without_reason(const Grid *grid, Str record, size_t begin, Str last_cell) {
    size_t at = (size_t)(last_cell.text - grid->window->begin) - begin;
    if (at > 0 && at <= record.length && record.text[at - 1] == '"') at--;
    return at > 0 && at <= record.length ? (Str){record.text, at - 1} : record;
}

static void add_names(FactReport *report, const Grid *grid) {
    Text *out = &report->not_given;
    for (size_t i = 0; i < grid->width; i++) {
        if (grid->names[i].length)
            text_add_csv(out, grid->names[i]);
        else
            text_printf(out, "c%zu", i + 1);
        text_add_char(out, report->form.separator);
    }
    text_lit(out, "reason\n");
}

static void add_header(FactReport *report, const Grid *grid) {
    Text *out = &report->not_given;
    if (!report->form.has_header) {
        add_names(report, grid);
        return;
    }
    Str header = original(report, grid->header_begin, grid->header_end);
    text_add(out, header);
    if (!report->has_reason) text_add_char(out, report->form.separator), text_lit(out, "reason");
    text_add_char(out, '\n');
}

/* Of a file that knows no quotes: the cells one by one, in quotes where the table needs them. */
static void add_cells(Text *out, const Str *cells, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (i) text_add_char(out, '\t');
        text_add_csv(out, cells[i]);
    }
}

/* The record as it was written.  If its quotes do not close it becomes one cell; missing cells are filled in, so that
 * the reason stands in its column. */
static void add_record(FactReport *report, const Grid *grid, uint32_t record) {
    Text *out = &report->not_given;
    Str written = original(report, grid->begins[record], grid->ends[record]);
    size_t width = grid->width - report->has_reason, cells = 1;
    Text copy;
    text_init(&copy);
    text_add(&copy, written);
    text_add_char(&copy, '\n');
    Str room[GRID_WIDEST];
    Window window;
    CsvReader csv;
    window_over(&window, &copy);
    csv_open(&csv, &window, report->form);
    bool has_broken_quotes = csv_next(&csv, room, GRID_WIDEST, 1, &cells) != CSV_RECORD;
    if (has_broken_quotes)
        text_add_csv(out, written), cells = 1;
    else if (!report->form.has_quotes)
        add_cells(out, room, cells < GRID_WIDEST ? cells : GRID_WIDEST);
    else if (report->has_reason && cells == grid->width)
        text_add(out, without_reason(grid, written, grid->begins[record], grid_cell(grid, grid->width - 1, record))),
            cells--;
    else
        text_add(out, written);
    for (; cells < width; cells++) text_add_char(out, report->form.separator);
    text_clear(&copy);
}

void rejected_add(FactReport *report, const Grid *grid, uint32_t record, Str reason) {
    Text *out = &report->not_given;
    if (out->length == 0) add_header(report, grid);
    add_record(report, grid, record);
    text_add_char(out, report->form.separator);
    text_add_csv(out, reason);
    text_add_char(out, '\n');
}

/* ---- out ---- */

/* rejected.csv, rejected.2.csv, ...; tables with tabs keep their ending. */
static void name_file(Str path, uint32_t number, bool has_tabs, Text *name) {
    Str file = path_file(path);
    size_t point = file.length;
    while (point > 0 && file.text[point - 1] != '.') point--;
    Str stem = point > 1 ? (Str){path.text, path.length - (file.length - point) - 1} : path;
    Str end = point > 1 ? (Str){file.text + point - 1, file.length - point + 1} : STR("");
    text_add(name, stem);
    if (number > 1) text_printf(name, ".%u", (unsigned)number);
    text_add(name, has_tabs && str_equal(end, STR(".csv")) ? STR(".tsv") : end);
}

static bool refuse_path(const char *path, Diags *diags) {
    Diag *diag = diag_add(diags, E0718, NO_SPAN, "rejected rows are not written to '%s': that file was read", path);
    diag_remedy(diags, diag, "name another file behind --rejected");
    return false;
}

/* Before anything is written: only the first name may be refused, since the others are ours. */
static bool name_files(FactReport *reports, size_t count, const char *path, const Intake *intake) {
    uint32_t number = 0;
    bool is_named = true;
    for (size_t i = 0; i < count && is_named; i++) {
        FactReport *report = &reports[i];
        if (report->not_given.length == 0) continue;
        Text name;
        text_init(&name);
        do {
            text_clear(&name);
            name_file(str_of(path ? path : REJECTED_FILE), ++number, report->form.separator == '\t', &name);
            if (!exchange_was_read(intake->program, intake->sources, name.bytes)) break;
            is_named = !(path && number == 1) || refuse_path(name.bytes, intake->diags);
        } while (is_named);
        if (is_named) report->written_to = arena_str(&report->arena, text_str(&name));
        text_clear(&name);
    }
    return is_named;
}

bool rejected_write(FactReport *reports, size_t count, const char *path, const Intake *intake) {
    bool is_written = true;
    if (!name_files(reports, count, path, intake)) return false;
    for (size_t i = 0; i < count; i++) {
        FactReport *report = &reports[i];
        if (report->not_given.length == 0) continue;
        Text name;
        text_init(&name);
        text_add(&name, report->written_to);
        if (!disk_write(name.bytes, text_str(&report->not_given))) {
            Diag *diag = diag_add(intake->diags, E0718, NO_SPAN, "cannot write '%s': %s", name.bytes, strerror(errno));
            diag_remedy(intake->diags, diag, "name a file that can be written behind --rejected");
            report->written_to = STR("");
            is_written = false;
        }
        text_clear(&name);
    }
    return is_written;
}
