/* What a statement lacks shows from the word it begins with and from what would do in its place.
 *
 * What should have been in quotes was read as tokens, and its full stops as ends:
 * it is told as a whole, and passed over. */
#include "lang/syntax/lacking.h"

#include <string.h>

#include "lang/syntax/resume.h"
#include "lang/syntax/slips_internal.h"

static bool is_blank(char c) { return c == ' ' || c == '\t'; }

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           (unsigned char)c >= 0x80;
}

static bool is_name(int token) { return token == HENCE_NAME || token == HENCE_CAPITAL; }

static bool begins_atom(int token) {
    return is_name(token) || token == HENCE_QUOTED || token == HENCE_MINUS || token == HENCE_NOT ||
           token == HENCE_FORALL || token == HENCE_LEFT;
}

static Span gap_before(const Parser *p, const SyntaxError *error) {
    return (Span){p->source, error->before_end, error->span.begin};
}

/* An error with a repair of several pieces: `text`, which is cleared. */
static bool rewritten(Parser *p, Span span, const char *message, Text *text) {
    Diag *diag = diag_add(p->diags, E0101, span, "%s", message);
    diag_remedy(p->diags, diag, "write %.*s", STR_FMT(text_str(text)));
    diag_repair(p->diags, diag, span, text_str(text));
    text_clear(text);
    return true;
}

/* Likewise at the gap before the token in hand. */
static bool inserted(Parser *p, const SyntaxError *error, const char *message, const char *text) {
    Diag *diag = diag_add(p->diags, E0101, error->span, "%s", message);
    diag_remedy(p->diags, diag, "write '%.*s' before it", STR_FMT(str_trim(str_of(text))));
    diag_repair(p->diags, diag, gap_before(p, error), str_of(text));
    return true;
}

/* ---- colons ---- */

static const char *named_by(int first) {
    return first == HENCE_RULE ? "rule" : first == HENCE_CLAIM ? "claim" : "prediction";
}

/* `claim my best claim: p(a)`: words up to a colon, which were meant as one. */
static bool name_of_words(Parser *p, const SyntaxError *error) {
    uint32_t at = error->before_begin;
    Text joined;
    text_init(&joined);
    while (at < p->text.length && is_letter(p->text.text[at])) {
        if (joined.length) text_add_char(&joined, '_');
        while (at < p->text.length && is_letter(p->text.text[at])) text_add_char(&joined, p->text.text[at++]);
        Span span = {p->source, error->before_begin, at};
        while (at < p->text.length && is_blank(p->text.text[at])) at++;
        if (span.end <= error->span.begin || at >= p->text.length || p->text.text[at] != ':') continue;
        if (at + 1 < p->text.length && p->text.text[at + 1] == '-') break;
        Diag *diag = diag_add(p->diags, E0101, span, "the name of a %s is one word", named_by(error->first));
        diag_remedy(p->diags, diag, "write '%.*s'", STR_FMT(text_str(&joined)));
        diag_repair(p->diags, diag, span, text_str(&joined));
        text_clear(&joined);
        return true;
    }
    text_clear(&joined);
    return false;
}

/* `claim c1 p(a).`, `rule r1 "..." p(X) :- q(X).` */
static bool colon_of_name(Parser *p, const SyntaxError *error) {
    const int first = error->first;
    if ((first != HENCE_CLAIM && first != HENCE_RULE && first != HENCE_PREDICTION) || !expects(error, ":"))
        return false;
    if (error->earlier == first && is_name(error->before) && is_name(error->found) && name_of_words(p, error))
        return true;
    if (first == HENCE_CLAIM && (error->found == HENCE_IF || error->found == HENCE_EQ))
        return replaced(p, E0101, error->span, "a colon stands between a claim and its conclusion", ":");
    if (!begins_atom(error->found)) return false;
    Text message;
    text_init(&message);
    text_printf(&message, "a colon stands behind the name of a %s", named_by(first));
    inserted(p, error, text_str(&message).text, ": ");
    text_clear(&message);
    return true;
}

/* `parameter year int = 2015.`, `parameter year = 2015.` */
static bool type_of_parameter(Parser *p, const SyntaxError *error) {
    if (error->first != HENCE_PARAMETER || !expects(error, ":")) return false;
    if (is_name(error->found)) return inserted(p, error, "a colon stands between a parameter and its type", ": ");
    if (error->found != HENCE_EQ) return false;
    char next = byte_behind(p, error);
    bool is_number = next == '-' || (next >= '0' && next <= '9');
    Diag *diag = diag_add(p->diags, E0101, error->span, "a parameter has a type");
    diag_remedy(p->diags, diag, "write  parameter name: %s = value.", is_number ? "int" : "symbol");
    diag_repair(p->diags, diag, gap_before(p, error), is_number ? STR(": int ") : STR(": symbol "));
    return true;
}

/* ---- types ---- */

/* The type that a word means, as other languages call it or with a capital letter; empty: none that is known so far. */
static Str type_meant(const Parser *p, Str word, Text *lower) {
    static const char *const TYPES[][2] = {{"symbol", "symbol"}, {"string", "symbol"}, {"text", "symbol"},
                                           {"str", "symbol"},    {"int", "int"},       {"integer", "int"},
                                           {"number", "int"},    {"float", "float"},   {"real", "float"},
                                           {"double", "float"},  {"date", "date"},     {NULL, NULL}};
    text_empty(lower);
    text_add_uncapital(lower, word);
    for (size_t i = 0; TYPES[i][0]; i++)
        if (str_equal(text_str(lower), str_of(TYPES[i][0]))) return str_of(TYPES[i][1]);
    for (size_t i = 0; i < p->statements.count; i++) {
        const Statement *s = p->statements.items[i];
        if (s->kind == STMT_TYPE && str_equal(s->label, text_str(lower))) return s->label;
    }
    return (Str){NULL, 0};
}

/* `p(a symbol)`, `p(symbol a)`, `p(my column: symbol)`, `p(from to)`. */
static bool column_without_colon(Parser *p, const SyntaxError *error) {
    bool is_column = (error->first == HENCE_RELATION || error->first == HENCE_OPEN) && expects(error, "'from'") &&
                     expects(error, ":");
    if (!is_column || !is_name(error->before) || !is_name(error->found)) return false;
    const Span both = span_join(before_of(p, error), error->span);
    Str left = span_text(p->sources, before_of(p, error)), right = span_text(p->sources, error->span);
    Text lower, text;
    text_init(&lower);
    text_init(&text);
    Str type = type_meant(p, right, &lower), turned = {NULL, 0};
    if (type.length == 0) turned = type_meant(p, left, &lower);
    if (type.length)
        text_printf(&text, "%.*s: %.*s", STR_FMT(left), STR_FMT(type));
    else if (turned.length)
        text_printf(&text, "%.*s: %.*s", STR_FMT(right), STR_FMT(turned));
    else if (byte_behind(p, error) == ':')
        text_printf(&text, "%.*s_%.*s", STR_FMT(left), STR_FMT(right));
    text_clear(&lower);
    if (text.length)
        return rewritten(p, both,
                         type.length     ? "a colon stands between a column and its type"
                         : turned.length ? "the type of a column stands behind it, after a colon"
                                         : "the name of a column is one word",
                         &text);
    text_clear(&text);
    return told(p, error->span, "two words of a column stand side by side",
                "a comma stands between columns, a colon before a type:  relation p(a: symbol, b: int).");
}

/* What the name in hand would be the name of, within a declaration; NULL elsewhere. */
static const char *declared(const SyntaxError *error) {
    const int first = error->first;
    if (first == HENCE_TYPE) return error->before == HENCE_TYPE ? "a type" : "a member of a type";
    if (first != HENCE_RELATION && first != HENCE_OPEN && first != HENCE_PARAMETER && first != HENCE_LOAD) return NULL;
    return error->before == HENCE_COLON  ? "a type"
           : error->before == HENCE_FROM ? "a relation or a type"
                                         : "a relation";
}

/* `p(a: Symbol)`, `relation Parent(a, b)`, `type State = a | b`. */
static bool capital_name(Parser *p, const SyntaxError *error) {
    const char *what = declared(error);
    if (!what || error->found != HENCE_CAPITAL || !expects(error, "a name") || expects(error, "a variable"))
        return false;
    Str word = span_text(p->sources, error->span);
    Text lower;
    text_init(&lower);
    Str type = type_meant(p, word, &lower);
    Str written = error->before == HENCE_COLON && type.length ? type : text_str(&lower);
    Diag *diag = diag_add(p->diags, E0109, error->span, "'%.*s' is a variable: %s begins with a small letter",
                          STR_FMT(word), what);
    if (word.text[0] != '_') {
        diag_remedy(p->diags, diag, "write '%.*s'", STR_FMT(written));
        diag_repair(p->diags, diag, error->span, written);
    }
    text_clear(&lower);
    return true;
}

/* `type t = a, b.`, `type t: a | b.`, `type y = 1..9.` */
static bool type_of_others(Parser *p, const SyntaxError *error) {
    if (error->first != HENCE_TYPE) return false;
    if (error->found == HENCE_COMMA && expects(error, "|"))
        return replaced(p, E0101, error->span, "'|' stands between the members of a type", "|");
    if (error->found == HENCE_COLON && expects(error, "="))
        return replaced(p, E0101, error->span, "'=' stands between a type and its members", "=");
    if ((error->found != HENCE_INT && error->found != HENCE_MINUS) || error->before != HENCE_EQ) return false;
    return inserted(p, error, "a range is one of a type of numbers", " int ");
}

/* ---- quotes ---- */

/* The rest of the line, without what ends the statement; up to the first blank if `is_word`. */
static Span rest_of_line(const Parser *p, uint32_t begin, bool is_word) {
    uint32_t end = begin;
    while (end < p->text.length && !strchr("\r\n%", p->text.text[end]) && !(is_word && is_blank(p->text.text[end])))
        end++;
    while (end > begin && is_blank(p->text.text[end - 1])) end--;
    if (end > begin && p->text.text[end - 1] == '.') end--;
    return (Span){p->source, begin, end};
}

static bool quoted(Parser *p, Span span, const char *message, const char *before) {
    Text text;
    text_init(&text);
    text_add(&text, str_of(before));
    text_add_quoted(&text, span_text(p->sources, span));
    resume_from(p, span.end);
    return rewritten(p, span, message, &text);
}

/* `use graph.hence.`, `load p from facts.csv.`, `load p facts.csv.` */
static bool file_without_quotes(Parser *p, const SyntaxError *error) {
    if (!is_name(error->found) && error->found != HENCE_QUOTED) return false;
    bool lacks_from = error->earlier == HENCE_LOAD && error->before == HENCE_NAME;
    if (error->before != HENCE_USE && error->before != HENCE_FROM && !lacks_from) return false;
    if (error->before != HENCE_USE && error->first != HENCE_LOAD) return false;
    if (error->found == HENCE_QUOTED)
        return told(p, error->span, "the name of a file stands in double quotes", "write  \"file\"");
    return quoted(p, rest_of_line(p, error->span.begin, true), "the name of a file stands in quotes",
                  lacks_from ? "from " : "");
}

/* `load facts.csv.`, `load "facts.csv".` */
static bool file_without_relation(Parser *p, const SyntaxError *error) {
    if (error->first != HENCE_LOAD) return false;
    bool is_path = error->found == HENCE_END && error->earlier == HENCE_LOAD && error->span.end < p->text.length &&
                   is_letter(p->text.text[error->span.end]);
    if (!is_path && (error->found != HENCE_TEXT || error->before != HENCE_LOAD)) return false;
    Span span = is_path ? rest_of_line(p, error->before_begin, true) : error->span;
    if (is_path) resume_from(p, span.end + (span.end < p->text.length && p->text.text[span.end] == '.'));
    return told(p, span, "a table is loaded into a relation", "write  load relation from \"file.csv\".");
}

/* `source s Author, 2001.`, `source s: "Author, 2001".` */
static bool source_without_quotes(Parser *p, const SyntaxError *error) {
    if (error->first != HENCE_SOURCE || error->earlier != HENCE_SOURCE) return false;
    if (error->found == HENCE_COLON) return replaced(p, E0101, error->span, "no colon stands behind a source", "");
    Span span = rest_of_line(p, error->span.begin, false);
    if (error->found != HENCE_CAPITAL || memchr(p->text.text + span.begin, '"', span.end - span.begin)) return false;
    return quoted(p, span, "what a source is stands in quotes", "");
}

/* Where what is cited ends: before the next citation, the colon of a rule, the end of the statement. */
static Span locator_at(const Parser *p, const SyntaxError *error) {
    Span span = rest_of_line(p, error->span.begin, false);
    for (uint32_t at = span.begin; at < span.end; at++) {
        Str left = {p->text.text + at, span.end - at};
        bool is_end =
            (*left.text == ':' && expects(error, ":")) || (left.length > 6 && memcmp(left.text, " cite ", 6) == 0);
        if (is_end) span.end = at;
    }
    return span;
}

/* `p(a) cite s p. 3.` */
static bool locator_without_quotes(Parser *p, const SyntaxError *error) {
    if (error->earlier != HENCE_CITE || !expects(error, "a text")) return false;
    if (!is_name(error->found) && error->found != HENCE_INT && error->found != HENCE_FLOAT) return false;
    const Span span = locator_at(p, error);
    Str text = span_text(p->sources, span);
    bool is_plain = text.length && !is_on_later_line(p, error);
    for (size_t i = 0; i < text.length; i++) is_plain = is_plain && !strchr("\"(){}", text.text[i]);
    if (is_plain) return quoted(p, span, "the place in a source stands in quotes", "");
    return false;
}

/* `test x { ... }` */
static bool test_without_quotes(Parser *p, const SyntaxError *error) {
    if (error->before != HENCE_TEST || (!is_name(error->found) && error->found != HENCE_QUOTED)) return false;
    if (error->found == HENCE_QUOTED)
        return told(p, error->span, "the name of a test stands in double quotes", "write  test \"name\" { ... }");
    Span span = error->span;
    while (span.end < p->text.length && (is_letter(p->text.text[span.end]) || is_blank(p->text.text[span.end])))
        span.end++;
    while (is_blank(p->text.text[span.end - 1])) span.end--;
    return quoted(p, span, "the name of a test stands in quotes", "");
}

/* ---- words and commas ---- */

/* `test "x" { p(a). }`, `scenario s { p(a). }` */
static bool item_without_word(Parser *p, const SyntaxError *error) {
    bool begins = error->before == HENCE_LEFT_BRACE || error->before == HENCE_END;
    if (!begins || !p->braces.in_items || !begins_atom(error->found)) return false;
    if (p->block_token == HENCE_TEST) return inserted(p, error, "a test says what it expects", " expect ");
    if (p->block_token != HENCE_SCENARIO) return false;
    if (error->found == HENCE_NOT)
        return replaced(p, E0101, error->span, "a scenario takes facts back in a word of its own", "retract");
    return inserted(p, error, "a scenario says what it asserts or retracts", " assert ");
}

/* `prefer r1 > r2.`, `prefer r1 < r2.`, `prefer r1 than r2.`, `prefer r1, r2.`, `prefer r1 r2.` */
static bool preference(Parser *p, const SyntaxError *error) {
    static const char *const MESSAGE = "one rule is preferred over another in words";
    if (!expects(error, "'over'")) return false;
    uint32_t begin = error->span.end, end;
    while (begin < p->text.length && is_blank(p->text.text[begin])) begin++;
    for (end = begin; end < p->text.length && is_letter(p->text.text[end]);) end++;
    if (error->found == HENCE_LT && end > begin) {
        Text text;
        text_init(&text);
        text_printf(&text, "%.*s over %.*s", (int)(end - begin), p->text.text + begin,
                    STR_FMT(span_text(p->sources, before_of(p, error))));
        return rewritten(p, (Span){p->source, error->before_begin, end}, MESSAGE, &text);
    }
    if (is_name(error->found) && end == begin) return inserted(p, error, MESSAGE, " over ");
    bool is_sign = error->found == HENCE_GT || error->found == HENCE_GE || error->found == HENCE_COMMA;
    if (!is_sign && !is_name(error->found)) return false;
    Diag *diag = diag_add(p->diags, E0101, error->span, "%s", MESSAGE);
    diag_remedy(p->diags, diag, "write 'over'");
    diag_repair(p->diags, diag, error->span, error->found == HENCE_COMMA ? STR(" over") : STR("over"));
    return true;
}

bool lacking_between(Parser *p, const SyntaxError *error) {
    if (error->before != HENCE_CLOSE || !begins_atom(error->found) || error->found == HENCE_LEFT) return false;
    bool is_later = is_on_later_line(p, error), wants_comma = expects(error, ",");
    bool is_indented = is_later && is_blank(p->text.text[error->span.begin - 1]);
    if (is_later && !(p->has_arrow && wants_comma && error->wants_end && is_indented)) return false;
    Str found = span_text(p->sources, error->span);
    Diag *diag = diag_add(p->diags, E0101, error->span, "'%.*s' follows without anything between", STR_FMT(found));
    Span gap = gap_before(p, error);
    if (is_later) gap.end = gap.begin;
    if (wants_comma && !expects(error, ":-")) {
        diag_remedy(p->diags, diag, "write ',' before it");
        diag_repair(p->diags, diag, gap, is_later ? STR(",") : STR(", "));
    } else if (p->has_variable && expects(error, ":-")) {
        diag_remedy(p->diags, diag, "a condition stands behind ':-'");
        diag_repair(p->diags, diag, gap, STR(" :- "));
    } else {
        diag_remedy(p->diags, diag, "end the statement before it: write '.'");
        diag_repair(p->diags, diag, gap, STR(". "));
    }
    return true;
}

static bool brace_too_many(Parser *p, const SyntaxError *error) {
    if (error->first != HENCE_RIGHT_BRACE) return false;
    return replaced(p, E0101, error->span, "no brace is open here", "");
}

bool lacking(Parser *p, const SyntaxError *error) {
    return brace_too_many(p, error) || locator_without_quotes(p, error) || colon_of_name(p, error) ||
           type_of_parameter(p, error) || column_without_colon(p, error) || capital_name(p, error) ||
           type_of_others(p, error) || file_without_quotes(p, error) || file_without_relation(p, error) ||
           source_without_quotes(p, error) || test_without_quotes(p, error) || item_without_word(p, error) ||
           preference(p, error);
}
