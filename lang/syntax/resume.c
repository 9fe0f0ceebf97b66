/* Statements are told from what continues one by their layout: a statement begins its line, no deeper than the one
 * before did, behind a token that may end one.  A block whose first words have a mistake is passed over up to the brace
 * that closes it; one that is never closed ends before the first word that no block has.
 *
 * Each look ahead for a brace is kept, so that reading stays linear. */
#include "lang/syntax/resume.h"

#include <string.h>

#include "lang/syntax/ends.h"
#include "parser.h"

static bool is_blank(char c) { return c == ' ' || c == '\t'; }

/* ---- lines ---- */

/* How many blanks the line begins with in which the statement does. */
static uint32_t indent(Parser *p) {
    uint32_t line = p->first_begin, at;
    if (p->resume.indent_of == line && line) return p->resume.indent;
    while (line > 0 && p->text.text[line - 1] != '\n') line--;
    for (at = line; at < p->text.length && is_blank(p->text.text[at]);) at++;
    p->resume.indent_of = p->first_begin;
    return p->resume.indent = at - line;
}

bool begins_line(Parser *p, uint32_t begin, uint32_t before_end) {
    uint32_t line = begin;
    while (line > before_end && is_blank(p->text.text[line - 1])) line--;
    if (line <= before_end || p->text.text[line - 1] != '\n') return false;
    return begin - line <= indent(p);
}

/* Between the two is a line with nothing on it. */
static bool has_empty_line(const Parser *p, uint32_t from, uint32_t to) {
    uint32_t lines = 0;
    for (uint32_t at = from; at < to; at++) {
        if (p->text.text[at] == '\n')
            lines++;
        else if (!strchr(" \t\r", p->text.text[at]))
            lines = 0;
        if (lines == 2) return true;
    }
    return false;
}

/* ---- tokens ---- */

bool asks_for_more(int token) {
    switch (token) {
    case HENCE_ASK:
    case HENCE_IF:
    case HENCE_COMMA:
    case HENCE_SEMICOLON:
    case HENCE_COLON:
    case HENCE_NOT:
    case HENCE_IS:
    case HENCE_EQ:
    case HENCE_NE:
    case HENCE_LT:
    case HENCE_LE:
    case HENCE_GT:
    case HENCE_GE:
    case HENCE_PLUS:
    case HENCE_MINUS:
    case HENCE_TIMES:
    case HENCE_SLASH: return true;
    default: return false;
    }
}

/* Nothing but a statement has them where it begins. */
static bool only_begins(int token) { return token == HENCE_ASK || token == HENCE_CLAIM || token == HENCE_RELATION; }

static bool may_begin(int token) {
    return only_begins(token) || token == HENCE_NAME || token == HENCE_QUOTED || token == HENCE_CAPITAL ||
           token == HENCE_MINUS || token == HENCE_INT || token == HENCE_PRESUMABLY || token == HENCE_AGAINST;
}

/* A statement begins with the token, which stands behind another. */
static bool begins_statement(Parser *p, int token, Span span, int before, Span before_span) {
    if (!may_begin(token) || !begins_line(p, span.begin, before_span.end)) return false;
    if (is_word_of_others(span_text(p->sources, span))) return false;
    if (only_begins(token) || has_empty_line(p, before_span.end, span.begin)) return true;
    return !asks_for_more(before) && !is_word_of_others(span_text(p->sources, before_span));
}

/* ---- braces ---- */

/* Behind a text in quotes, a name or a comment that begins there; the next character otherwise. */
static uint32_t pass_over(Str text, uint32_t at) {
    char c = text.text[at];
    if (c == '%')
        while (at < text.length && text.text[at] != '\n') at++;
    else if (c == '/' && at + 1 < text.length && text.text[at + 1] == '*') {
        for (at += 2; at < text.length && !(text.text[at - 1] == '*' && text.text[at] == '/'); at++) {}
    } else if (c == '"' || c == '\'') {
        for (at++; at < text.length && text.text[at] != c && (c == '"' || text.text[at] != '\n'); at++)
            if (text.text[at] == '\\') at++;
    }
    return at + 1;
}

/* The next brace outside of texts and comments. */
static uint32_t brace_at(Parser *p, uint32_t from) {
    if (p->resume.brace_from <= from && from <= p->resume.brace_to && p->resume.brace_to) return p->resume.brace_to;
    uint32_t at = from;
    while (at < p->text.length && p->text.text[at] != '{' && p->text.text[at] != '}') at = pass_over(p->text, at);
    if (at > p->text.length) at = (uint32_t)p->text.length;
    p->resume.brace_from = from;
    p->resume.brace_to = at;
    return at;
}

/* 0 if there is none. */
static char next_brace(Parser *p, uint32_t from) {
    uint32_t at = brace_at(p, from);
    return at < p->text.length ? p->text.text[at] : 0;
}

/* Whether the block that begins before `at` has its closing brace, and no full stop behind it as a statement has. */
static bool is_closed(Parser *p, uint32_t at) {
    if (p->resume.has_open_block) return false;
    for (uint32_t depth = 1; depth; at++) {
        at = brace_at(p, at);
        if (at >= p->text.length) return !(p->resume.has_open_block = true);
        depth += p->text.text[at] == '{' ? 1 : (uint32_t)-1;
    }
    while (at < p->text.length && strchr(" \t\r\n", p->text.text[at])) at++;
    return at >= p->text.length || p->text.text[at] != '.';
}

static bool begins_block(int token) {
    return token == HENCE_TEST || token == HENCE_SCENARIO || token == HENCE_EXERCISE || token == HENCE_SOLUTION ||
           token == HENCE_WRONG;
}

/* Whether a brace at this place opens a block, by what stands before it: `tset "x" {` too. */
static bool opens_block(Parser *p, uint32_t begin, int before, uint32_t before_begin) {
    bool is_header =
        before_begin > p->first_begin && !p->has_arrow &&
        (before == HENCE_NAME || before == HENCE_CAPITAL || before == HENCE_TEXT || before == HENCE_QUOTED);
    return (begins_block(p->first_token) || is_header) && is_closed(p, begin + 1);
}

/* An item or a part has a word of its own. */
static bool begins_item(int token) {
    return token == HENCE_EXPECT || token == HENCE_ASSERT || token == HENCE_RETRACT || token == HENCE_PREFER ||
           token == HENCE_DISTRUST;
}

/* What stands there is no item, and nobody closes the braces it stands in. */
static bool leaves_block(Parser *p, int token) {
    if (!p->at_start || !p->braces.in_items || p->last_token == HENCE_LEFT_BRACE) return false;
    if (token == 0 || token == HENCE_RIGHT_BRACE || token == HENCE_INVALID || begins_item(token)) return false;
    return next_brace(p, p->token_begin) != '}';
}

/* ---- where to go on ---- */

/* Behind what ends at `end`. */
static void insert(Parser *p, int token, uint32_t end, uint32_t before) {
    p->resume.inserted = token;
    p->resume.end = end;
    p->resume.moves = true;
    p->resume.move_to = before;
}

void resume_again(Parser *p, uint32_t end, uint32_t begin) {
    p->braces = p->braces_before;
    insert(p, HENCE_END, end, begin);
}

/* A brace in the middle of a statement closes the block that the statement is in. */
static void end_at_brace(Parser *p, const SyntaxError *error) {
    resume_again(p, error->before_end, error->span.begin);
    /* Among statements the parser ends this one with the brace in hand. */
    if (!p->braces.in_items && !p->braces.in_parts) p->resume.inserted = 0;
}

void resume_before(Parser *p, const SyntaxError *error) {
    if (may_begin(error->found) && begins_line(p, error->span.begin, error->before_end) &&
        !is_word_of_others(span_text(p->sources, error->span)))
        resume_again(p, error->before_end, error->span.begin);
}

void resume_behind(Parser *p) {
    p->resume.inserted = HENCE_END;
    p->resume.end = p->offset;
}

void resume_from(Parser *p, uint32_t begin) {
    if (begin <= p->offset) return;
    p->resume.moves = true;
    p->resume.move_to = begin;
}

void resume_lost(Parser *p, const SyntaxError *error) {
    p->resume.is_lost = true;
    p->resume.open_braces = 0;
    p->resume.depth = p->braces.depth - (error->found == HENCE_LEFT_BRACE);
    if (error->found == HENCE_RIGHT_BRACE && error->first != HENCE_RIGHT_BRACE && p->was_open)
        end_at_brace(p, error);
    else if (error->found == HENCE_LEFT_BRACE)
        p->resume.open_braces = opens_block(p, error->span.begin, error->before, error->before_begin);
    else if (begins_block(p->first_token) && p->braces.depth == 0 && next_brace(p, error->span.end) == '}')
        p->resume.open_braces = 1; /* the one that opens is missing */
}

void resume_found(Parser *p) { p->resume.is_lost = p->has_failed = false; }

static int pass_block(Parser *p, int token) {
    p->resume.open_braces += token == HENCE_LEFT_BRACE;
    p->resume.open_braces -= token == HENCE_RIGHT_BRACE;
    if (p->resume.open_braces == 0) return HENCE_END;
    return token ? HENCE_INVALID : 0;
}

static int pass_lost(Parser *p, int token) {
    Span span = {p->source, p->token_begin, p->offset}, before = {p->source, p->last_begin, p->last_end};
    if (p->resume.open_braces) return pass_block(p, token);
    if (token == HENCE_LEFT_BRACE && opens_block(p, span.begin, p->last_token, p->last_begin)) {
        p->resume.open_braces = 1;
        return HENCE_INVALID;
    }
    if (token == HENCE_RIGHT_BRACE && p->braces.depth > p->resume.depth) return HENCE_INVALID; /* `p :- {q}.` */
    bool ends = token == HENCE_RIGHT_BRACE && p->braces.depth;
    if (ends || begins_statement(p, token, span, p->last_token, before)) insert(p, HENCE_END, before.end, span.begin);
    return token;
}

int resume_pass(Parser *p, int token) {
    if (p->resume.is_lost) return pass_lost(p, token);
    if (leaves_block(p, token)) {
        tell_open_block(p, p->last_end);
        insert(p, HENCE_RIGHT_BRACE, p->last_end, p->token_begin);
    }
    return token;
}
