/* What was written.
 *
 * A piece of a source is gone through once, character by character: quoted text stays, blanks and comments become one
 * blank, and a word that names a column of the helper gives way to the value there.  The columns of a helper are the
 * variables that its body shares with what is around it, so that those which stay are its own. */
#include "runtime/show/written.h"

#include "runtime/show/cases.h"
#include "runtime/why/instance.h"

/* Values for some of the variables of a piece. */
typedef struct {
    const Program *program;
    const Column *columns;
    const Value *row;
    uint32_t count;
} Given;

bool span_is_written(const Sources *sources, Span span) {
    return sources && span.source != NO_SOURCE && source_has_text(sources, span.source);
}

bool span_is_forall(const Sources *sources, Span span) {
    return span_is_written(sources, span) && str_begins_word(span_text(sources, span), STR("forall"));
}

/* The word, or its value; what is in quotes is none. */
static void word_print(const Given *given, Str word, Text *text) {
    for (uint32_t i = 0; given && i < given->count; i++) {
        Symbol name = given->columns[i].name;
        if (name == NO_SYMBOL || given->row[i] == UNBOUND) continue;
        if (!str_equal(intern_text(values_symbols(given->program->values), name), word)) continue;
        value_print(given->program->values, given->row[i], text);
        return;
    }
    text_add(text, word);
}

static size_t word_end(Str from, size_t at) {
    while (at < from.length && char_is_in_word(from.text[at])) at++;
    return at;
}

/* From one quote to the other. */
static size_t quoted_end(Str from, size_t at) {
    char quote = from.text[at++];
    while (at < from.length && from.text[at] != quote) at += from.text[at] == '\\' ? 2 : 1;
    return at < from.length ? at + 1 : from.length;
}

static void piece_print(const Given *given, Str from, Text *text) {
    bool is_blank = false;
    size_t end;
    for (size_t i = 0; i < from.length; i = end) {
        char c = from.text[i];
        bool is_comment = c == '%';
        end = i + 1;
        while (is_comment && end < from.length && from.text[end - 1] != '\n') end++;
        if (is_comment || char_is_blank(c)) {
            is_blank = true;
            continue;
        }
        if (is_blank) text_add_char(text, ' ');
        is_blank = false;
        if (char_is_in_word(c)) end = word_end(from, i);
        if (c == '"' || c == '\'') end = quoted_end(from, i);
        Str token = {from.text + i, end - i};
        if (char_is_in_word(c))
            word_print(given, token, text);
        else
            text_add(text, token);
    }
}

size_t piece_find(Str from, char wanted) {
    uint32_t depth = 0;
    size_t end;
    for (size_t i = 0; i < from.length; i = end) {
        char c = from.text[i];
        end = c == '"' || c == '\'' ? quoted_end(from, i) : i + 1;
        while (c == '%' && end < from.length && from.text[end - 1] != '\n') end++;
        depth += c == '(';
        depth -= c == ')' && depth;
        if (c == wanted && depth == 1) return i;
    }
    return from.length;
}

uint32_t forall_comma(const Sources *sources, Span span) {
    return span.begin + (uint32_t)piece_find(span_text(sources, span), ',');
}

void written_print(const Sources *sources, Span span, Text *text) {
    Str from = span_text(sources, span);
    if (from.length && from.text[from.length - 1] == '.') from.length--;
    piece_print(NULL, from, text);
}

/* ---- rows of helpers ---- */

void values_print(const Program *program, const Value *row, uint32_t count, Text *text) {
    const char *between = "";
    for (uint32_t i = 0; i < count; i++) {
        if (row[i] == UNBOUND) continue;
        text_add(text, str_of(between));
        value_print(program->values, row[i], text);
        between = ", ";
    }
}

/* What stands behind the colon of `sum(A, X : age(X, A))`. */
static Str counted_body(Str from) {
    size_t colon = piece_find(from, ':');
    if (colon == from.length) return from;
    from = str_trim((Str){from.text + colon + 1, from.length - colon - 1});
    if (from.length && from.text[from.length - 1] == ')') from.length--;
    return from;
}

static void helper_print(const Program *program, RelId id, const Value *row, const Sources *sources, Text *text) {
    const Relation *relation = &program->relations.items[id];
    bool is_aggregate = relation->helper == HELPER_AGGREGATE;
    uint32_t count = relation->arity - is_aggregate;
    const Given given = {program, relation->columns, row, count};
    if (span_is_written(sources, relation->span)) {
        Str from = span_text(sources, relation->span);
        piece_print(&given, relation->helper == HELPER_GROUPED ? counted_body(from) : from, text);
    } else if (is_aggregate) {
        text_lit(text, "an aggregate");
    } else {
        values_print(program, row, count, text);
    }
    if (!is_aggregate || row[count] == UNBOUND) return;
    text_lit(text, " = ");
    value_print(program->values, row[count], text);
}

/* The body of a `forall` is a case for which it is not so; but an exception that is one has it as its body. */
static bool is_forall(const Program *program, RelId id, const Sources *sources) {
    const Relation *relation = &program->relations.items[id];
    if (relation->helper != HELPER_BODY || !span_is_forall(sources, relation->span)) return false;
    const Rule *rule = body_rule(program, id);
    for (uint32_t i = 0; rule && i < rule->literal_count; i++)
        if (rule->body[i].kind == LIT_NOT && rule->body[i].span.begin == relation->span.begin) return false;
    return true;
}

void helper_row_print(const Program *program, RelId id, const Value *row, const Sources *sources, Text *text) {
    if (is_forall(program, id, sources)) text_lit(text, "not ");
    helper_print(program, id, row, sources, text);
}

void helper_denied_print(const Program *program, RelId id, const Value *row, const Sources *sources, Text *text) {
    bool is_body = !is_forall(program, id, sources);
    if (is_body) text_lit(text, "not (");
    helper_print(program, id, row, sources, text);
    if (is_body) text_add_char(text, ')');
}
