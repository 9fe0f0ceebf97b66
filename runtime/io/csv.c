/* Reading CSV and TSV.
 *
 * One pass over the bytes, in place: cells are ranges of the file, and only a cell with doubled quotes is moved together.
 * A line feed is put behind the last byte, so that the inner loops need not ask whether the file is at its end, and a
 * missing last line end is no case of its own.  Cells are short, so a table look-up for each byte beats wide
 * instructions; inside quotes memchr finds the closing one. */
#include "runtime/io/csv.h"

#include <assert.h>

void csv_open(CsvReader *csv, Text *bytes, char separator) {
    assert(bytes->bytes && bytes->capacity > bytes->length);
    *csv = (CsvReader){.at = bytes->bytes, .end = bytes->bytes + bytes->length, .separator = separator, .next_line = 1};
    if (bytes->length >= 3 && memcmp(csv->at, "\xEF\xBB\xBF", 3) == 0) csv->at += 3;
    *csv->end = '\n';
}

static inline bool is_line_end(char c) { return c == '\n' || c == '\r'; }

/* The end of an unquoted cell: the next separator or line end. */
static inline char *end_of_cell(char *at, char separator) {
    while (*at != separator && !is_line_end(*at)) at++;
    return at;
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
    for (*has_doubled = false;; at += 2) {
        at = at < csv->end ? memchr(at, '"', (size_t)(csv->end - at)) : NULL;
        if (!at || at + 1 >= csv->end || at[1] != '"') return at;
        *has_doubled = true;
    }
}

static size_t halve_quotes(char *text, size_t length) {
    size_t kept = 0;
    for (size_t i = 0; i < length; i++) {
        text[kept++] = text[i];
        if (text[i] == '"') i++;
    }
    return kept;
}

/* Reads the quoted cell at csv->at, and what stands behind it up to the end of the cell. */
static CsvState read_quoted(CsvReader *csv, Str *cell) {
    char *begin = csv->at + 1;
    bool has_doubled;
    char *close = closing_quote(csv, begin, &has_doubled);
    if (!close) {
        *cell = str_range(begin, csv->end);
        csv->at = csv->end;
        return CSV_UNCLOSED;
    }
    csv->next_line += count_line_ends(begin, close);
    *cell = str_range(begin, close);
    if (has_doubled) cell->length = halve_quotes(begin, cell->length);
    csv->at = end_of_cell(close + 1, csv->separator);
    return csv->at == close + 1 ? CSV_RECORD : CSV_STRAY;
}

static void pass_line_end(CsvReader *csv) {
    csv->at += csv->at[0] == '\r' && csv->at + 1 < csv->end && csv->at[1] == '\n' ? 2 : 1;
    csv->next_line++;
}

CsvState csv_next(CsvReader *csv, Str *cells, size_t width, size_t stride, size_t *count) {
    const char separator = csv->separator;
    CsvState state = CSV_RECORD;
    *count = 0;
    csv->line = csv->next_line;
    if (csv->at >= csv->end) return CSV_END;
    for (;;) {
        Str cell;
        if (*csv->at == '"') {
            CsvState of_cell = read_quoted(csv, &cell);
            if (of_cell != CSV_RECORD) state = of_cell;
        } else {
            char *begin = csv->at;
            csv->at = end_of_cell(begin, separator);
            cell = str_range(begin, csv->at);
        }
        if (*count < width) cells[*count * stride] = cell;
        ++*count;
        if (*csv->at != separator || csv->at >= csv->end) break;
        csv->at++;
    }
    pass_line_end(csv);
    return state;
}
