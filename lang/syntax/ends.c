/* A full stop that is missing shows late: a line begins as statements do, and what stands in it cannot continue the one
 * before.  Where that shows two tokens later only, they are read again. */
#include "lang/syntax/ends.h"

#include <string.h>

#include "lang/syntax/lexer.h"
#include "lang/syntax/resume.h"
#include "lang/syntax/slips_internal.h"

static bool is_line_end(const Parser *p, const SyntaxError *error) {
    uint32_t at = error->span.end;
    while (at < p->text.length && (p->text.text[at] == ' ' || p->text.text[at] == '\t')) at++;
    return at >= p->text.length || strchr("\r\n%", p->text.text[at]) != NULL;
}

static bool tell_missing(Parser *p, uint32_t end) {
    Span gap = {p->source, end, end};
    Diag *diag = diag_add(p->diags, E0101, gap, "the statement is not finished: expected '.'");
    diag_remedy(p->diags, diag, "end it with a full stop");
    diag_repair(p->diags, diag, gap, STR("."));
    return true;
}

/* ---- another sign ---- */

/* `p(a);`, `p(a)..` */
static bool stop_of_others(Parser *p, const SyntaxError *error) {
    if (error->found == HENCE_SEMICOLON && error->wants_end && is_line_end(p, error)) {
        resume_behind(p);
        return replaced(p, E0101, error->span, "a statement ends with a full stop", ".");
    }
    if (error->found == HENCE_RANGE && error->wants_end) {
        resume_behind(p);
        return replaced(p, E0101, error->span, "one full stop is enough", ".");
    }
    if (error->found == HENCE_END && error->before == HENCE_END)
        return replaced(p, E0101, error->span, "one full stop is enough", "");
    return false;
}

static bool begins_with_word(int token) {
    return token == HENCE_ASK || token == HENCE_CLAIM || token == HENCE_RELATION || token == HENCE_PRESUMABLY ||
           token == HENCE_AGAINST;
}

/* `p(a),` and a statement on the next line, which shows here or in its second token. */
static bool comma_for_stop(Parser *p, const SyntaxError *error) {
    uint32_t begin = p->fresh_begin;
    if (begin <= p->first_begin) return false;
    bool is_arrow = error->found == HENCE_IF && p->has_arrow && p->first_token != HENCE_IF,
         is_first = error->span.begin == begin && error->before == HENCE_COMMA && begins_with_word(error->found),
         is_word = error->before_begin == begin && error->before != HENCE_COMMA &&
                   (error->found == HENCE_COLON || lexer_is_soft(span_text(p->sources, before_of(p, error))));
    if (!is_arrow && !is_first && !is_word) return false;
    const uint32_t comma = p->fresh_comma;
    replaced(p, E0101, (Span){p->source, comma, comma + 1}, "a statement ends with a full stop", ".");
    resume_again(p, comma + 1, begin);
    return true;
}

/* `p(a), q(b)`: a comma between two facts. */
static bool comma_between(Parser *p, const SyntaxError *error) {
    if (error->found != HENCE_COMMA || !error->wants_end || !is_line_end(p, error)) return false;
    uint32_t next = error->span.end;
    while (next < p->text.length && strchr(" \t\r\n", p->text.text[next])) next++;
    if (next >= p->text.length || !begins_line(p, next, error->span.end)) return false;
    resume_behind(p);
    return replaced(p, E0101, error->span, "a statement ends with a full stop", ".");
}

bool wrong_end(Parser *p, const SyntaxError *error) {
    return stop_of_others(p, error) || comma_for_stop(p, error) || comma_between(p, error);
}

/* ---- no sign ---- */

/* `p(X) :- q(X),` and nothing more. */
static bool comma_at_end(Parser *p, const SyntaxError *error) {
    if (error->found || error->before != HENCE_COMMA) return false;
    Span comma = before_of(p, error);
    Diag *diag = diag_add(p->diags, E0101, comma, "nothing stands behind this comma");
    diag_remedy(p->diags, diag, "go on behind it, or end the statement with a full stop");
    return true;
}

static bool is_atom(const Node *node) {
    if (node->kind == NODE_MINUS) node = node->children[0];
    return node->kind == NODE_CALL || node->kind == NODE_NAME;
}

/* Nothing is told of who writes whole bodies there, or puts them in parentheses.  Nor is all of it seen: of several
 * lines at the margin the last alone, and only an atom of a rule's own body, not one behind `not`, `;` or `unless`, nor
 * any of a question or claim. */
void warn_of_margin(Parser *p, const Node *body) {
    if (p->fresh_begin <= p->first_begin || body->kind != NODE_AND || body->is_quoted) return;
    if (begins_line(p, body->children[0]->span.begin, p->first_begin)) return;
    for (uint32_t i = 1; i < body->child_count; i++) {
        const Node *literal = body->children[i];
        if (literal->span.begin != p->fresh_begin || !is_atom(literal)) continue;
        Diag *d =
            diag_add(p->diags, W0102, literal->span, "this line begins as a statement does, but belongs to the rule");
        diag_remedy(p->diags, d, "if it is one, end the rule with a full stop; else indent it");
    }
}

/* What follows stands on a line of its own, or there is nothing more. */
static bool missing_full_stop(Parser *p, const SyntaxError *error) {
    bool is_behind = error->found == 0 || error->found == HENCE_RIGHT_BRACE || is_on_later_line(p, error);
    if (!error->wants_end || !is_behind) return false;
    tell_missing(p, error->before_end);
    if (error->found)
        resume_before(p, error);
    else if (p->braces.depth)
        tell_open_block(p, error->before_end);
    return true;
}

/* `source s "..."` and a test on the next line, whose first two words could be a field. */
static bool missing_before_test(Parser *p, const SyntaxError *error) {
    static const char WORD[] = "test";
    const uint32_t length = sizeof WORD - 1, begin = p->earlier_end - length;
    const bool is_header = error->found == HENCE_LEFT_BRACE || str_equal(span_text(p->sources, error->span), STR("in"));
    if (!is_header || error->before != HENCE_TEXT || error->earlier != HENCE_NAME) return false;
    if (p->earlier_end < length || memcmp(p->text.text + begin, WORD, length) != 0) return false;
    uint32_t end = begin;
    while (end > p->first_begin && strchr(" \t\r\n", p->text.text[end - 1])) end--;
    uint32_t line = end;
    while (line > p->first_begin && p->text.text[line - 1] != '\n') line--;
    const bool has_comment = memchr(p->text.text + line, '%', end - line) != NULL;
    if (has_comment || p->text.text[end - 1] != '"' || !begins_line(p, begin, end)) return false;
    tell_missing(p, end);
    resume_again(p, end, begin);
    return true;
}

/* `source s "..."` and a statement on the next line, whose name could be that of a field. */
static bool missing_behind_source(Parser *p, const SyntaxError *error) {
    if (error->first == HENCE_SOURCE && missing_before_test(p, error)) return true;
    if (error->first != HENCE_SOURCE || error->before != HENCE_NAME || error->earlier == HENCE_COMMA) return false;
    if (!begins_line(p, error->before_begin, p->earlier_end)) return false;
    tell_missing(p, p->earlier_end);
    resume_again(p, p->earlier_end, error->before_begin);
    return true;
}

void tell_use_behind_source(Parser *p, Span gloss, const FieldNode *only) {
    const bool is_text = p->text.text[only->span.end - 1] == '"'; /* else it is a number */
    if (!is_text || !str_equal(only->name, STR("use")) || gloss.source == NO_SOURCE) return;
    if (begins_line(p, only->span.begin, gloss.end)) tell_missing(p, gloss.end);
}

void tell_open_block(Parser *p, uint32_t end) {
    const char *name = p->block_token == HENCE_TEST ? "test" : p->block_token == HENCE_SCENARIO ? "scenario" : "block";
    Span gap = {p->source, end, end}, open = {p->source, p->brace_begin, p->brace_begin + 1};
    Diag *diag = diag_add(p->diags, E0101, gap, "this %s is not closed: expected '}'", name);
    diag_remedy(p->diags, diag, "close it here");
    diag_repair(p->diags, diag, gap, STR(" }"));
    diag_note(p->diags, diag, open, "it begins here");
}

/* The text ends within braces. */
static bool open_at_end(Parser *p, const SyntaxError *error) {
    if (error->found || !p->braces.depth) return false;
    bool is_between =
        error->before == HENCE_END || error->before == HENCE_LEFT_BRACE || error->before == HENCE_RIGHT_BRACE;
    if (!is_between) return false;
    tell_open_block(p, error->before_end);
    return true;
}

bool missing_end(Parser *p, const SyntaxError *error) {
    return comma_at_end(p, error) || open_at_end(p, error) || missing_behind_source(p, error) ||
           missing_full_stop(p, error);
}
