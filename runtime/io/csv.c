/* Reading CSV, TSV and facts.
 *
 * One pass over the bytes, in place: cells are ranges of the window, and only a cell with doubled quotes is moved
 * together.  Where cells may end is found a stretch ahead (marks.c), in quoted cells too, where it is passed over;
 * memchr finds a closing quote.  A line feed is put behind the last byte, so that the inner loops need not ask whether
 * the bytes are at their end, and a missing last line end is no case of its own.
 * A record that reaches the end of a window is left as it was, to be read again when more of it is there; hence quotes
 * are halved only in whole records. */
#include "runtime/io/csv.h"

/* From where the window begins, or goes on. */
static void take_window(CsvReader *csv, char *at) {
    csv->at = csv->stretch = csv->looked_at = at;
    csv->end = csv->window->end;
    csv->mark = csv->mark_count = 0;
    *csv->end = '\n';
}

void csv_open(CsvReader *csv, Window *window, CsvForm form) {
    csv->window = window;
    csv->form = form;
    csv->has_high = false;
    csv->line = 0;
    csv->next_line = 1;
    bool has_order_mark = window->end - window->begin >= 3 && memcmp(window->begin, "\xEF\xBB\xBF", 3) == 0;
    take_window(csv, window->begin + (has_order_mark ? 3 : 0));
}

void csv_refill(CsvReader *csv) { take_window(csv, window_move(csv->window, csv->at)); }

void csv_go_on(CsvReader *csv, Window *window, uint32_t line) {
    csv->window = window;
    csv->next_line = line;
    take_window(csv, window->begin);
}

/* ---- cells ---- */

static void look_ahead(CsvReader *csv) {
    size_t rest = (size_t)(csv->end + 1 - csv->looked_at);
    size_t length = rest < MARKS_STRETCH ? rest : MARKS_STRETCH;
    csv->stretch = csv->looked_at;
    csv->looked_at += length;
    csv->mark_count = marks_find(csv->stretch, length, csv->form.separator, csv->marks, &csv->has_high);
    csv->mark = 0;
}

/* The end of an unquoted cell: the next separator or line end. */
static inline char *end_of_cell(CsvReader *csv, char *at) {
    for (;;) {
        while (csv->mark < csv->mark_count) {
            char *mark = csv->stretch + csv->marks[csv->mark++];
            if (mark >= at) return mark;
        }
        look_ahead(csv);
    }
}

/* How many lines end in a stretch: LF, CR LF or CR each. */
static uint32_t count_line_ends(const char *at, const char *end) {
    uint32_t count = 0;
    for (; at < end; at++)
        count += *at == '\r' || (*at == '\n' && at[-1] != '\r'); /* a quote stands before the first */
    return count;
}

/* The quote that closes the cell which begins at `at`; NULL if there is none.  Says whether doubled ones are inside. */
static char *closing_quote(const CsvReader *csv, char *at, bool *has_doubled) {
    for (;; at += 2) {
        at = at < csv->end ? memchr(at, '"', (size_t)(csv->end - at)) : NULL;
        if (!at || at + 1 >= csv->end || at[1] != '"') return at;
        *has_doubled = true;
    }
}

/* Reads the quoted cell at *at, and what stands behind it up to the end of the cell. */
static CsvState read_quoted(CsvReader *csv, char **at, Str *cell, bool *has_doubled) {
    char *begin = *at + 1;
    char *close = closing_quote(csv, begin, has_doubled);
    if (!close) {
        *cell = str_range(begin, csv->end);
        *at = csv->end;
        return CSV_UNCLOSED;
    }
    csv->next_line += count_line_ends(begin, close);
    *cell = str_range(begin, close);
    *at = end_of_cell(csv, close + 1);
    return *at == close + 1 ? CSV_RECORD : CSV_STRAY;
}

static size_t halve_quotes(char *text, size_t length) {
    size_t kept = 0;
    for (size_t i = 0; i < length; i++) {
        text[kept++] = text[i];
        if (text[i] == '"') i++;
    }
    return kept;
}

/* A quote within a quoted cell is the first of two. */
static void halve_all(Str *cells, size_t count, size_t stride) {
    for (size_t i = 0; i < count; i++) {
        Str *cell = &cells[i * stride];
        if (csv_is_quoted(*cell)) cell->length = halve_quotes((char *)(uintptr_t)cell->text, cell->length);
    }
}

/* ---- records ---- */

/* Whether more bytes could change where the record ends. */
static bool is_cut_off(const CsvReader *csv, const char *end) {
    return !csv->window->is_last && (end >= csv->end || (*end == '\r' && end + 1 == csv->end));
}

CsvState csv_next(CsvReader *csv, Str *cells, size_t width, size_t stride, size_t *count) {
    const char separator = csv->form.separator;
    const bool has_quotes = csv->form.has_quotes;
    bool has_doubled = false;
    CsvState state = CSV_RECORD;
    char *at = csv->at, *end;
    size_t found = 0;
    csv->line = csv->next_line;
    if (at >= csv->end) return csv->window->is_last ? CSV_END : CSV_MORE;
    for (;; at = end + 1) {
        Str cell;
        if (*at == '"' && has_quotes) {
            end = at;
            CsvState of_cell = read_quoted(csv, &end, &cell, &has_doubled);
            if (of_cell != CSV_RECORD) state = of_cell;
        } else {
            end = end_of_cell(csv, at);
            cell = str_range(at, end);
        }
        if (found < width) cells[found * stride] = cell;
        found++;
        if (*end != separator) break;
    }
    if (is_cut_off(csv, end)) {
        take_window(csv, csv->at);
        csv->next_line = csv->line;
        return CSV_MORE;
    }
    if (has_doubled) halve_all(cells, found < width ? found : width, stride);
    csv->at = end + (end[0] == '\r' && end + 1 < csv->end && end[1] == '\n' ? 2 : 1);
    csv->next_line++;
    *count = found;
    return state;
}
