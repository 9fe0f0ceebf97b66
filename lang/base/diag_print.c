/* Diagnostics as text, and as JSON.
 *
 * The excerpt shows the line as it stands, tabs included; the line below repeats its tabs and fills the rest with
 * blanks, so the caret stands right whatever a tab is worth.  Of a long line a window around the caret is shown:
 * showing costs what is shown, not the length of the line.
 * What a terminal would obey (escape sequences) is shown as U+FFFD. */
#include "lang/base/diag.h"

#include <stdlib.h>

#include "lang/base/diag_internal.h"
#include "lang/base/utf8.h"

/* Nobody reads more, and one slip in a large file may give a message a line. */
enum { PRINTED_MOST = 1000 };
enum { WINDOW = 100, BEFORE_CARET = 60, GUTTER = 5, STRANGE_MOST = 4 };

/* ---- order ---- */

typedef struct {
    Str name;
    const Diag *diag;
} Sorted;

static int compare_u32(uint32_t a, uint32_t b) { return (a > b) - (a < b); }

static int by_place(const void *left, const void *right) {
    const Sorted *a = left, *b = right;
    int order = str_compare(a->name, b->name);
    if (!order) order = compare_u32(a->diag->span.source, b->diag->span.source);
    if (!order) order = compare_u32(a->diag->span.begin, b->diag->span.begin);
    if (!order) order = compare_u32(a->diag->code, b->diag->code);
    return order ? order : compare_u32(a->diag->number, b->diag->number);
}

static Sorted *sort(const Diags *diags) {
    Sorted *sorted = mem_alloc(diags->all.count * sizeof *sorted);
    for (size_t i = 0; i < diags->all.count; i++) {
        const Diag *diag = diags->all.items[i];
        sorted[i].diag = diag;
        sorted[i].name = diag->span.source == NO_SOURCE ? STR("") : source_name(diags->sources, diag->span.source);
    }
    if (diags->all.count) qsort(sorted, diags->all.count, sizeof *sorted, by_place);
    return sorted;
}

/* ---- text: a place, a line, the carets ---- */

/* How many columns the first character of rest takes on the screen, and its bytes; a tab counts as one. */
static unsigned shown_width(Str rest, size_t *size) {
    uint32_t c = utf8_decode(rest, size);
    return c == UTF8_BROKEN || char_is_control(c) ? 1 : char_width(c);
}

/* Shown as U+FFFD. */
static bool is_strange(uint32_t c) { return c == UTF8_BROKEN || (char_is_control(c) && c != '\t'); }

static void print_shown(Str piece, Text *text) {
    for (size_t size; piece.length; piece.text += size, piece.length -= size) {
        uint32_t c = utf8_decode(piece, &size);
        if (is_strange(c))
            text_lit(text, "\xEF\xBF\xBD");
        else
            text_add(text, (Str){piece.text, size});
    }
}

/* "file:17:9: ", or as much of it as is known. */
static void print_place(const Diags *diags, Span span, Text *text) {
    if (span.source == NO_SOURCE) return;
    Place place = source_place(diags->sources, span.source, span.begin);
    print_shown(source_name(diags->sources, span.source), text);
    if (place.line) text_printf(text, ":%u", (unsigned)place.line);
    if (place.column) text_printf(text, ":%u", (unsigned)place.column);
    text_lit(text, ": ");
}

/* The same piece as blanks or carets. */
static size_t print_fill(Str piece, char fill, Text *text) {
    size_t width = 0;
    for (size_t size; piece.length; piece.text += size, piece.length -= size) {
        unsigned columns = shown_width(piece, &size);
        text_add_many(text, fill == ' ' && piece.text[0] == '\t' ? '\t' : fill, columns);
        width += columns;
    }
    return width;
}

/* Moves `at` back by at most `columns` columns. */
static size_t step_back(Str line, size_t at, size_t columns) {
    while (at > 0) {
        size_t before = at - 1, size;
        while (before > 0 && at - before < 4 && ((unsigned char)line.text[before] & 0xC0) == 0x80) before--;
        unsigned width = shown_width((Str){line.text + before, at - before}, &size);
        if (size != at - before) before = at - 1, width = 1; /* broken bytes, one by one */
        if (width > columns) break;
        columns -= width;
        at = before;
    }
    return at;
}

static size_t step_on(Str line, size_t at, size_t columns) {
    size_t most = at + columns * 16; /* marks without width: bounded all the same */
    while (at < line.length && at < most) {
        size_t size;
        unsigned width = shown_width((Str){line.text + at, line.length - at}, &size);
        if (width > columns) break;
        columns -= width;
        at += size;
    }
    return at;
}

/* How many strange characters lie between, and the place behind the first so many of them. */
static size_t strange_count(Str line, size_t from, size_t to, size_t most, size_t *behind) {
    size_t count = 0;
    *behind = to;
    for (size_t at = from, size; at < to; at += size) {
        if (!is_strange(utf8_decode((Str){line.text + at, line.length - at}, &size))) continue;
        if (++count == most) *behind = at + size;
    }
    return count;
}

static unsigned digit_count(uint32_t number) {
    unsigned digits = 1;
    while (number /= 10) digits++;
    return digits;
}

typedef struct {
    Str line;          /* the whole */
    size_t begin, end; /* the part shown */
    size_t from, to;   /* the part underlined */
    uint32_t number;
} Excerpt;

/* Of a file that is no text a few strange characters on both sides are enough. */
static void leave_strange_out(Excerpt *e) {
    size_t at, count = strange_count(e->line, e->begin, e->from, STRANGE_MOST, &at);
    if (count > STRANGE_MOST) {
        (void)strange_count(e->line, e->begin, e->from, count - STRANGE_MOST, &at);
        e->begin = at;
    }
    count = strange_count(e->line, e->from, e->end, STRANGE_MOST, &at);
    if (count > STRANGE_MOST) e->end = at;
    if (e->to > e->end) e->to = e->end;
}

static Excerpt excerpt_of(const Diags *diags, Span span) {
    Str text = source_text(diags->sources, span.source);
    Excerpt e = {.number = source_place(diags->sources, span.source, span.begin).line};
    e.line = source_line(diags->sources, span.source, e.number);
    size_t line_begin = (size_t)(e.line.text - text.text);
    e.from = span.begin > line_begin ? span.begin - line_begin : 0;
    if (e.from > e.line.length) e.from = e.line.length;
    e.to = span.end > line_begin ? span.end - line_begin : 0;
    if (e.to > e.line.length) e.to = e.line.length;
    if (e.to < e.from) e.to = e.from;
    e.end = step_on(e.line, 0, WINDOW);
    if (e.end < e.line.length) {
        e.begin = step_back(e.line, e.from, BEFORE_CARET);
        e.end = step_on(e.line, e.begin, WINDOW);
    }
    leave_strange_out(&e);
    return e;
}

static void print_gutter(uint32_t number, bool shows_number, Text *text) {
    unsigned digits = digit_count(number);
    text_add_many(text, ' ', shows_number && digits < GUTTER ? GUTTER - digits : 0);
    if (shows_number)
        text_printf(text, "%u", (unsigned)number);
    else
        text_add_many(text, ' ', digits > GUTTER ? digits : GUTTER);
    text_lit(text, " |");
}

static void print_excerpt(const Diags *diags, const Diag *diag, Text *text, const char *paint, const char *plain) {
    Excerpt e = excerpt_of(diags, diag->span);
    Str line = e.line;
    print_gutter(e.number, true, text);
    if (e.end > e.begin) text_add_char(text, ' ');
    if (e.begin > 0) text_lit(text, "…");
    print_shown((Str){line.text + e.begin, e.end - e.begin}, text);
    if (e.end < line.length) text_lit(text, "…");
    text_add_char(text, '\n');
    print_gutter(e.number, false, text);
    text_add_many(text, ' ', e.begin > 0 ? 2 : 1);
    print_fill((Str){line.text + e.begin, e.from - e.begin}, ' ', text);
    text_add(text, str_of(paint));
    if (print_fill((Str){line.text + e.from, e.to - e.from}, '^', text) == 0) text_add_char(text, '^');
    char room[48];
    Str remedy = diag_remedy_text(diag, room);
    if (remedy.text) text_add_char(text, ' '), print_shown(remedy, text);
    text_add(text, str_of(plain));
    text_add_char(text, '\n');
}

static void print_diag(const Diags *diags, const Diag *diag, Text *text, bool color) {
    bool is_error = code_severity(diag->code) == SEVERITY_ERROR;
    const char *bold = color ? "\033[1m" : "", *plain = color ? "\033[0m" : "";
    const char *paint = !color ? "" : is_error ? "\033[1;31m" : "\033[1;33m";
    text_add(text, str_of(bold));
    print_place(diags, diag->span, text);
    text_printf(text, "%s%s%s[%s]%s: ", plain, paint, is_error ? "error" : "warning", code_name(diag->code).text,
                plain);
    print_shown(diag->message, text);
    text_add_char(text, '\n');
    bool has_excerpt = diag->span.source != NO_SOURCE && source_has_text(diags->sources, diag->span.source);
    if (has_excerpt) print_excerpt(diags, diag, text, paint, plain);
    char room[48];
    Str remedy = diag_remedy_text(diag, room);
    if (!has_excerpt && remedy.text) {
        text_printf(text, "      = %s", paint);
        print_shown(remedy, text);
        text_printf(text, "%s\n", plain);
    }
    uint32_t line = has_excerpt ? source_place(diags->sources, diag->span.source, diag->span.begin).line : 0;
    unsigned gutter = digit_count(line) > GUTTER ? digit_count(line) : GUTTER;
    for (const DiagNote *note = diag->notes; note; note = note->next) {
        text_add_many(text, ' ', gutter + 1);
        text_lit(text, "= note: ");
        print_place(diags, note->span, text);
        print_shown(note->message, text);
        text_add_char(text, '\n');
    }
}

/* ---- the most of them ---- */

typedef struct {
    size_t count, most, told;
} Share; /* how many there are, how many may be told, and how many are */

typedef struct {
    Share errors, warnings;
    size_t stops; /* why reading ended before all was read: always told, and not counted among the errors */
} Shares;

static bool is_stop(const Sorted *item) { return item->diag->code == E0802; }

static Share *share_of(Shares *shares, const Sorted *item) {
    return code_severity(item->diag->code) == SEVERITY_ERROR ? &shares->errors : &shares->warnings;
}

static bool takes_one(Share *share) { return share->told < share->most && ++share->told; }

static void print_share(const Share *share, const char *kind, Text *text) {
    const char *ending = share->count == 1 ? "" : "s";
    if (share->told < share->count)
        text_printf(text, "%s%zu of %zu %s%s", share->told ? "the first " : "", share->told, share->count, kind,
                    ending);
    else if (share->count == 1)
        text_printf(text, "the one %s", kind);
    else
        text_printf(text, "all %zu %ss", share->count, kind);
}

/* `the first 1000 of 2000 errors and 0 of 3 warnings are told here`, and where all of them are. */
static void print_rest(const Shares *shares, Text *text) {
    const bool has_errors = shares->errors.count > 0, has_warnings = shares->warnings.count > 0;
    if (has_errors) print_share(&shares->errors, shares->stops ? "other error" : "error", text);
    if (has_errors && has_warnings) text_lit(text, " and ");
    if (has_warnings) print_share(&shares->warnings, "warning", text);
    text_lit(text, " are told here\n      = mend these, and the others are told; of files, "
                   "'hence lint FILE... --format json' tells all at once\n");
}

/* In their order; where there are too many, errors rather than warnings. */
static void print_most(const Diags *diags, const Sorted *sorted, size_t count, Text *text, bool color) {
    Shares shares = {0};
    for (size_t i = 0; i < count; i++)
        if (is_stop(&sorted[i]))
            shares.stops++;
        else
            share_of(&shares, &sorted[i])->count++;
    shares.errors.most = shares.errors.count < PRINTED_MOST ? shares.errors.count : PRINTED_MOST;
    shares.warnings.most = PRINTED_MOST - shares.errors.most;
    for (size_t i = 0; i < count; i++)
        if (is_stop(&sorted[i]) || takes_one(share_of(&shares, &sorted[i])))
            print_diag(diags, sorted[i].diag, text, color);
    if (shares.errors.told + shares.warnings.told + shares.stops < count) print_rest(&shares, text);
}

void diags_print(const Diags *diags, Text *text, bool color) {
    Sorted *sorted = sort(diags);
    print_most(diags, sorted, diags->all.count, text, color);
    mem_free(sorted);
}

/* ---- what was not said of an earlier version ---- */

static uint64_t mix(uint64_t hash, Str piece) {
    for (size_t i = 0; i < piece.length; i++) hash = (hash ^ (unsigned char)piece.text[i]) * UINT64_C(0x100000001B3);
    return hash * UINT64_C(0x9E3779B97F4A7C15);
}

/* By its line as it stands: where a text has grown above it, it has another number. */
static uint64_t fingerprint(const Diags *diags, const Diag *diag) {
    uint64_t hash = mix((uint64_t)diag->code + 1, diag->message);
    if (diag->span.source == NO_SOURCE) return hash;
    hash = mix(hash, source_name(diags->sources, diag->span.source));
    uint32_t line = source_place(diags->sources, diag->span.source, diag->span.begin).line;
    if (!source_has_text(diags->sources, diag->span.source)) return hash + line;
    return mix(hash, source_line(diags->sources, diag->span.source, line));
}

static int by_hash(const void *left, const void *right) {
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

uint32_t diags_print_new(const Diags *diags, const Diags *known, Text *text, bool color) {
    size_t count = known ? known->all.count : 0;
    uint64_t *hashes = mem_alloc((count + 1) * sizeof *hashes);
    uint32_t news = 0;
    for (size_t i = 0; i < count; i++) hashes[i] = fingerprint(known, known->all.items[i]);
    if (count) qsort(hashes, count, sizeof *hashes, by_hash);
    Sorted *sorted = sort(diags);
    for (size_t i = 0; i < diags->all.count; i++) {
        uint64_t hash = fingerprint(diags, sorted[i].diag);
        if (count && bsearch(&hash, hashes, count, sizeof *hashes, by_hash)) continue;
        sorted[news++] = sorted[i];
    }
    print_most(diags, sorted, news, text, color);
    mem_free(sorted);
    mem_free(hashes);
    return news;
}

/* ---- JSON ---- */

static void print_json_number(const char *name, uint32_t number, Text *text) {
    if (number)
        text_printf(text, ",\"%s\":%u", name, (unsigned)number);
    else
        text_printf(text, ",\"%s\":null", name);
}

/* ,"file":..,"line":..  What is not known is null. */
static void print_json_span(const Diags *diags, Span span, Text *text) {
    Place begin = {0, 0}, end = {0, 0};
    text_lit(text, ",\"file\":");
    if (span.source == NO_SOURCE) {
        text_lit(text, "null");
    } else {
        text_add_json(text, source_name(diags->sources, span.source));
        begin = source_place(diags->sources, span.source, span.begin);
        bool has_text = source_has_text(diags->sources, span.source);
        end = has_text ? source_place(diags->sources, span.source, span.end) : begin;
    }
    print_json_number("line", begin.line, text);
    print_json_number("column", begin.column, text);
    print_json_number("end_line", end.line, text);
    print_json_number("end_column", end.column, text);
}

static void print_json_diag(const Diags *diags, const Diag *diag, Text *text) {
    const char *severity = code_severity(diag->code) == SEVERITY_ERROR ? "error" : "warning";
    text_printf(text, "{\"code\":\"%s\",\"severity\":\"%s\",\"message\":", code_name(diag->code).text, severity);
    text_add_json(text, diag->message);
    print_json_span(diags, diag->span, text);
    text_lit(text, ",\"remedy\":");
    char room[48];
    Str remedy = diag_remedy_text(diag, room);
    if (remedy.text)
        text_add_json(text, remedy);
    else
        text_lit(text, "null");
    text_lit(text, ",\"repair\":");
    if (diag->has_repair) {
        text_lit(text, "{\"text\":");
        text_add_json(text, diag->repair_text);
        print_json_span(diags, diag->repair_span, text);
        text_add_char(text, '}');
    } else {
        text_lit(text, "null");
    }
    text_lit(text, ",\"notes\":[");
    for (const DiagNote *note = diag->notes; note; note = note->next) {
        text_lit(text, "{\"message\":");
        text_add_json(text, note->message);
        print_json_span(diags, note->span, text);
        text_add(text, note->next ? STR("},") : STR("}"));
    }
    text_lit(text, "]}");
}

void diags_print_json(const Diags *diags, Text *text) {
    Sorted *sorted = sort(diags);
    text_add_char(text, '[');
    for (size_t i = 0; i < diags->all.count; i++) {
        if (i) text_lit(text, ",\n ");
        print_json_diag(diags, sorted[i].diag, text);
    }
    text_lit(text, "]\n");
    mem_free(sorted);
}
