/* Statement by statement: first the parser, which goes on behind each full stop; then the exercise's own rules of what
 * may be stated; then the compiler, on what is given and what is left of the answer, until it has no complaint. */
#include "runtime/api/submission_internal.h"

#include <stdlib.h>

/* ---- remarks ---- */

static void add_remark(Reader *r, bool is_warning, Span span, Str message, Str remedy) {
    Submission *out = r->out;
    Remark made = {
        .is_warning = is_warning, .message = arena_str(&out->arena, message), .remedy = arena_str(&out->arena, remedy)};
    if (span.source != NO_SOURCE) {
        Place place = source_place(r->sources, r->reading.handed_in, reading_offset(&r->reading, span.begin));
        made.line = place.line;
        made.column = place.column;
        made.text = arena_str(&out->arena, source_line(r->sources, r->reading.handed_in, place.line));
    }
    for (size_t i = 0; i < out->remarks.count; i++)
        if (out->remarks.items[i].line == made.line && str_equal(out->remarks.items[i].message, made.message)) return;
    vec_push(&out->remarks, made);
}

void reader_remark(Reader *r, Span span, Str message, Str remedy) { add_remark(r, false, span, message, remedy); }

/* About all of it, in front of everything else. */
static void tell_first(Reader *r, bool is_warning, Str message, Str remedy) {
    add_remark(r, is_warning, NO_SPAN, message, remedy);
    r->out->remarks.items[r->out->remarks.count - 1].is_first = true;
}

static int by_place(const void *a, const void *b) {
    const Remark *x = a, *y = b;
    if (x->line != y->line) return x->line < y->line ? -1 : 1;
    if (x->column != y->column) return x->column < y->column ? -1 : 1;
    return str_compare(x->message, y->message);
}

/* What it says of a letter that stands for something else is of no use. */
static bool stands_in_odd_line(const Reader *r, Span span) {
    Str text = source_text(r->sources, r->source);
    uint32_t begin = span.begin, end = begin;
    while (begin > 0 && text.text[begin - 1] != '\n') begin--;
    while (end < text.length && text.text[end] != '\n') end++;
    return reading_is_odd(&r->reading, begin, end);
}

/* Its remedies name words of the language and of the answer; notes lead elsewhere. */
void reader_remark_errors(Reader *r, const Diags *diags, SourceId source) {
    char room[48];
    for (size_t i = 0; i < diags_count(diags); i++) {
        DiagRecord record = diags_record(diags, i, room);
        if (code_severity(record.code) != SEVERITY_ERROR || record.span.source != source) continue;
        bool is_odd = diags == r->reading.diags && stands_in_odd_line(r, record.span);
        if (!is_odd) reader_remark(r, record.span, record.message, record.remedy);
    }
}

/* What the compiler warns of in what counts: it may be the very mistake, as `p(x) :- q(x).` is.
 * It saw what is given and the answer alone. */
void reader_remark_warnings(Reader *r, const Beside *b) {
    char room[48];
    for (size_t i = 0; i < diags_count(b->session.diags); i++) {
        DiagRecord record = diags_record(b->session.diags, i, room);
        if (code_severity(record.code) != SEVERITY_WARNING || record.span.source != b->answer) continue;
        add_remark(r, true, record.span, record.message, record.remedy);
    }
}

/* ---- what becomes of statements ---- */

void entry_refuse(Reader *r, Entry *entry, const char *what, Str name, const char *remedy) {
    Text text;
    text_init(&text);
    text_lit(&text, "this is not counted: ");
    text_printf(&text, what, STR_FMT(name));
    reader_remark(r, entry->statement->span, text_str(&text), str_of(remedy));
    text_clear(&text);
    entry->fate = FATE_REFUSED;
}

void reader_keep_counting(Reader *r) {
    Text *kept = &r->out->kept;
    Str text = source_text(r->sources, r->source);
    text_empty(kept);
    text_add(kept, text);
    blank_out(kept->bytes, 0, kept->length);
    r->out->counting = 0;
    for (uint32_t i = 0; i < r->ast->statement_count; i++) {
        Span span = statement_whole(text, r->ast->statements[i]);
        if (r->entries[i].fate != FATE_COUNTS) continue;
        memcpy(kept->bytes + span.begin, text.text + span.begin, span.end - span.begin);
        r->out->counting++;
    }
}

/* ---- all of it ---- */

/* What lacks its full stop does not count; what stands behind it does. */
static void refuse_without_stop(Reader *r) {
    Str text = source_text(r->sources, r->source);
    for (size_t k = 0; k < r->reading.stops.count; k++) {
        uint32_t at = r->reading.stops.items[k];
        for (uint32_t i = 0; i < r->ast->statement_count; i++) {
            Span all = statement_whole(text, r->ast->statements[i]);
            if (at >= all.begin && at <= all.end && all.begin < all.end) r->entries[i].fate = FATE_REFUSED;
        }
        Span span = {r->source, at, at};
        bool is_last = text_skip_blanks(text, at + 1) >= text.length;
        reader_remark(
            r, span, STR("the full stop is missing at the end of this statement"),
            is_last
                ? STR("end each statement with a full stop")
                : STR("it is not counted, and what follows is read by itself: end each statement with a full stop"));
    }
}

/* Bytes that are no UTF-8 cost the statement that they stand in, and in a comment nothing. */
static void refuse_odd(Reader *r) {
    const TextRead *reading = &r->reading;
    Str text = source_text(r->sources, r->source);
    if (reading->odd_lines == 0) return;
    for (uint32_t i = 0; i < r->ast->statement_count; i++) {
        Span all = statement_whole(text, r->ast->statements[i]);
        if (reading_is_odd(reading, all.begin, all.end)) r->entries[i].fate = FATE_REFUSED;
    }
    bool is_harmless = !reading_is_odd(reading, 0, (uint32_t)text.length);
    Text words;
    text_init(&words);
    text_printf(&words, "line %u", (unsigned)reading->odd_line);
    if (reading->odd_lines > 1) text_printf(&words, " and %u more", (unsigned)reading->odd_lines - 1);
    text_printf(&words, " %s not UTF-8", reading->odd_lines > 1 ? "are" : "is");
    if (!is_harmless) text_lit(&words, ", and what is stated with such bytes is not counted");
    tell_first(r, is_harmless, text_str(&words), STR("save the file as UTF-8"));
    text_clear(&words);
}

static void parse_answer(Reader *r, Str bytes) {
    reading_open(&r->reading, r->sources, r->out->name, bytes);
    r->source = r->reading.source;
    r->ast = r->reading.ast;
    reader_remark_errors(r, r->reading.diags, r->source);
    r->entries = arena_array(&r->arena, Entry, r->ast->statement_count + 1);
    for (uint32_t i = 0; i < r->ast->statement_count; i++) r->entries[i].statement = r->ast->statements[i];
    refuse_odd(r);
    refuse_without_stop(r);
}

static void read_statements(Reader *r) {
    submission_permit(r);
    submission_compile(r);
    reader_keep_counting(r);
    r->out->statements = r->ast->statement_count;
}

void submission_read(Submission *out, const Bench *bench, Str name, Str bytes) {
    *out = (Submission){0};
    arena_init(&out->arena);
    text_init(&out->kept);
    out->name = arena_str(&out->arena, name);
    Reader r = {.out = out, .bench = bench, .sources = sources_new()};
    Str why, remedy;
    arena_init(&r.arena);
    if (bytes_are_no_text(bytes, &why, &remedy)) {
        tell_first(&r, false, why, remedy);
        out->is_unreadable = true;
    } else if (bytes.length > ANSWER_BYTES) {
        tell_first(&r, false, STR("the file has more than 64 KiB: nothing of it was read"), STR(""));
        out->is_unreadable = true;
    } else {
        bool is_fine = beside_open(&r.given, bench, VIEW_GIVEN, STR("nothing"), STR(""));
        parse_answer(&r, bytes);
        if (is_fine) read_statements(&r);
        beside_close(&r.given);
    }
    if (out->remarks.count) qsort(out->remarks.items, out->remarks.count, sizeof *out->remarks.items, by_place);
    reading_close(&r.reading);
    arena_clear(&r.arena);
    sources_free(r.sources);
}

void submission_clear(Submission *submission) {
    vec_free(&submission->remarks);
    text_clear(&submission->kept);
    arena_clear(&submission->arena);
}
