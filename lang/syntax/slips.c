#include "lang/syntax/slips.h"

#include <string.h>

#include "lang/syntax/resume.h"
#include "lang/syntax/slips_internal.h"

Span before_of(const Parser *p, const SyntaxError *error) {
    return (Span){p->source, error->before_begin, error->before_end};
}

static Str text_before(const Parser *p, const SyntaxError *error) { return span_text(p->sources, before_of(p, error)); }

/* A statement begins behind it. */
static bool is_first(int token) { return token == 0 || token == HENCE_END || token == HENCE_RIGHT_BRACE; }

static bool is_one_of(Str word, const char *const *words) {
    for (; *words; words++)
        if (str_equal(word, str_of(*words))) return true;
    return false;
}

char byte_behind(const Parser *p, const SyntaxError *error) {
    uint32_t at = error->span.end;
    while (at < p->text.length && strchr(" \t\r\n", p->text.text[at])) at++;
    return at < p->text.length ? p->text.text[at] : 0;
}

bool replaced(Parser *p, Code code, Span span, const char *message, const char *written) {
    Diag *diag = diag_add(p->diags, code, span, "%s", message);
    if (*written)
        diag_remedy(p->diags, diag, "write '%s'", written);
    else
        diag_remedy(p->diags, diag, "remove it");
    diag_repair(p->diags, diag, span, str_of(written));
    return true;
}

bool told(Parser *p, Span span, const char *message, const char *remedy) {
    Diag *diag = diag_add(p->diags, E0101, span, "%s", message);
    diag_remedy(p->diags, diag, "%s", remedy);
    return true;
}

/* ---- words ---- */

static const char *const IFS[] = {"if", "when", "wenn", "falls", "если", "si", NULL};
static const char *const USUALLY[] = {"usually", "normally", "typically", "generally", "probably",
                                      "perhaps", "mostly",   "maybe",     "default",   NULL};
static const char *const EXISTS[] = {"exists", "some", "there", "any", NULL};
static const char *const EVERY[] = {"for", "all", "every", "each", "forevery", NULL};
static const char *const FILES[] = {"include", "import", "consult", "require", "using", NULL};

/* A word of speech, with a name or a text behind it, as this language has no word for. */
static bool word_of_speech(Parser *p, const SyntaxError *error) {
    bool is_word = error->found == HENCE_NAME || error->found == HENCE_CAPITAL || error->found == HENCE_TEXT;
    if (error->before != HENCE_NAME || !is_word) return false;
    Str word = text_before(p, error);
    Span span = before_of(p, error);
    bool begins = is_first(error->earlier) || error->earlier == HENCE_COLON;
    if (begins && is_one_of(word, IFS))
        return told(p, span, "the conclusion comes first", "write  conclusion :- condition, condition.");
    if (begins && is_one_of(word, USUALLY))
        return replaced(p, E0110, span, "what holds as a rule has a word of its own", "presumably");
    if (begins && is_one_of(word, FILES) && error->found == HENCE_TEXT)
        return replaced(p, E0110, span, "another file of rules is used", "use");
    if (begins && is_one_of(word, FILES))
        return told(p, span, "another file of rules is used", "write  use \"file.hence\".");
    if (!begins && is_one_of(word, EXISTS) && error->found == HENCE_CAPITAL)
        return told(p, span, "a variable of the body alone already means that there is one",
                    "leave the words before its atom out");
    if (!begins && is_one_of(word, EVERY))
        return told(p, span, "what holds of all is said with forall", "write  forall(condition, conclusion)");
    return false;
}

static bool cite_before(Parser *p, const SyntaxError *error) {
    if (error->found != HENCE_CITE || !is_first(error->before)) return false;
    return told(p, error->span, "'cite' stands behind what it is a source of", "write  p(a) cite source \"p. 1\".");
}

static bool presumption_in_body(Parser *p, const SyntaxError *error) {
    if (error->found != HENCE_PRESUMABLY || (error->before != HENCE_IF && error->before != HENCE_COMMA)) return false;
    return told(p, error->span, "'presumably' stands before the conclusion",
                "write  presumably conclusion :- condition.");
}

static bool exception_in_head(Parser *p, const SyntaxError *error) {
    if (error->found != HENCE_IF || error->before != HENCE_CLOSE || !error->wants_end) return false;
    return told(p, error->span, "a body stands behind ':-' once, and its exceptions at its end",
                "write  conclusion :- condition unless exception.");
}

/* ---- signs ---- */

static bool is_body_sign(const SyntaxError *error) {
    return error->wants_end && (error->before == HENCE_CLOSE || error->before == HENCE_NAME);
}

/* `p(X) : q(X)`, `p(X) : - q(X)` and `p(X) -: q(X)`. */
static bool crooked_arrow(Parser *p, const SyntaxError *error) {
    Span span = error->span;
    if (error->found != HENCE_COLON || (error->before != HENCE_CLOSE && error->before != HENCE_MINUS)) return false;
    if (error->before == HENCE_MINUS) span.begin = error->before_begin;
    if (error->before == HENCE_CLOSE && byte_behind(p, error) == '-') {
        while (p->text.text[span.end] != '-') span.end++;
        span.end++;
    }
    return replaced(p, E0102, span, "this is not an operator of the language", ":-");
}

static bool bar(Parser *p, const SyntaxError *error) {
    if (error->found != HENCE_BAR || !error->wants_end) return false;
    return replaced(p, E0102, error->span, "'|' is no sign of a body", ";");
}

static bool head_of_several(Parser *p, const SyntaxError *error) {
    if (error->found != HENCE_SEMICOLON || !is_body_sign(error) || is_first(error->earlier)) return false;
    return told(p, error->span, "a rule has one conclusion", "which of several holds, only more conditions can tell");
}

static bool question(Parser *p, const SyntaxError *error) {
    if (error->found != HENCE_QUESTION) return false;
    if (is_first(error->before)) {
        Span span = error->span;
        uint32_t at = span.end;
        while (at < p->text.length && p->text.text[at] == ' ') at++;
        if (at < p->text.length && p->text.text[at] == '-') span.end = at + 1;
        return replaced(p, E0102, span, "a question begins with '?-'", "?- ");
    }
    return told(p, error->span, "a question begins with '?-' and ends with a full stop", "write  ?- p(X).");
}

static bool braces(Parser *p, const SyntaxError *error) {
    if (error->found != HENCE_LEFT_BRACE || (error->before != HENCE_IF && error->before != HENCE_COMMA)) return false;
    return told(p, error->span, "a body has no braces", "write  conclusion :- condition, condition.");
}

static bool comma_first(Parser *p, const SyntaxError *error) {
    bool begins = error->before == HENCE_IF || error->before == HENCE_LEFT || error->before == HENCE_ASK;
    if (error->found != HENCE_COMMA || !begins) return false;
    return replaced(p, E0101, error->span, "nothing stands before this comma", "");
}

/* `r1 > r2.` */
static bool preference(Parser *p, const SyntaxError *error) {
    bool compares = error->found == HENCE_GT || error->found == HENCE_LT;
    if (!compares || error->before != HENCE_NAME || !is_first(error->earlier)) return false;
    return told(p, error->span, "one rule is preferred over another in words", "write  prefer one over another.");
}

/* `p(50%).`: the rest of the line is a comment. */
static bool percent(Parser *p, const SyntaxError *error) {
    if (!error->wants_close || error->before_end >= p->text.length || p->text.text[error->before_end] != '%')
        return false;
    Span sign = {p->source, error->before_end, error->before_end + 1};
    resume_before(p, error);
    return told(p, sign, "'%' begins a comment, so that this statement has no end",
                "leave it out, or put the text in quotes");
}

/* ---- words as labels ---- */

/* `claim: p(a).` would state what was to be shown. */
void slip_of_label(Parser *p, Str label, Span span) {
    static const char *const WORDS[][2] = {
        {"claim", "name the claim:  claim name: conclusion."},
        {"rule", "name the rule:  rule name: conclusion :- condition."},
        {"test", "name the test:  test \"name\" { expect conclusion. }"},
        {"source", "name the source:  source name \"author, title, year\"."},
        {"scenario", "name the scenario:  scenario name { assert fact. }"},
        {"parameter", "name the parameter:  parameter name: type = value."},
        {"prediction", "name the prediction:  prediction name: conclusion :- condition."},
        {"presumably", "write it without the colon:  presumably conclusion :- condition."},
        {"exception", "an exception stands behind its rule:  conclusion :- condition unless exception."},
        {"fact", "a fact needs no word before it"},
        {NULL, NULL}};
    if (span.end - span.begin != label.length) return; /* in quotes it is a name */
    for (size_t i = 0; WORDS[i][0]; i++) {
        if (!str_equal(label, str_of(WORDS[i][0]))) continue;
        Diag *diag = diag_add(p->diags, E0101, span, "'%s' says what a statement is, and is no label", WORDS[i][0]);
        diag_remedy(p->diags, diag, "%s", WORDS[i][1]);
    }
}

bool slip(Parser *p, const SyntaxError *error) {
    return word_of_speech(p, error) || cite_before(p, error) || presumption_in_body(p, error) ||
           crooked_arrow(p, error) || bar(p, error) || question(p, error) || braces(p, error) ||
           comma_first(p, error) || preference(p, error) || percent(p, error) || exception_in_head(p, error) ||
           head_of_several(p, error);
}
