/* Advice on syntax errors.
 *
 * The parser knows what it could take; people make the same few slips, which show from the token in hand and the one
 * before.  Each has words of its own; the rest is told as what was found and, where the list is short, expected. */
#include "lang/syntax/advice.h"

#include "lang/syntax/ends.h"
#include "lang/syntax/lacking.h"
#include "lang/syntax/lexer.h"
#include "lang/syntax/resume.h"
#include "lang/syntax/slips_internal.h"

#define EXPECTED_MOST 5

static Str found_text(const Parser *p, const SyntaxError *error) { return span_text(p->sources, error->span); }

static Span gap_behind(const Parser *p, const SyntaxError *error) {
    return (Span){p->source, error->before_end, error->before_end};
}

bool is_on_later_line(const Parser *p, const SyntaxError *error) {
    return error->before_end < error->span.begin &&
           memchr(p->text.text + error->before_end, '\n', error->span.begin - error->before_end) != NULL;
}

static bool is_word(int token) {
    return token == HENCE_NAME || token == HENCE_CAPITAL || token == HENCE_TEXT || token == HENCE_QUOTED ||
           token == HENCE_NOT || token == HENCE_PRESUMABLY || token == HENCE_AGAINST || token == HENCE_AGGREGATE;
}

/* Whether the word, behind the token `before`, is nearly one of the language. */
static bool is_misspelt(Parser *p, Span span, int before) {
    Str word = span_text(p->sources, span);
    Spelling near = spelling_of(word);
    lexer_offer_words(p, before, &near);
    if (near.best.length == 0) return false;
    Diag *diag = diag_add(p->diags, E0101, span, "'%.*s' is no word of the language", STR_FMT(word));
    return diag_suggest(p->diags, diag, span, near.best);
}

/* A statement that begins with a word of the language fails behind it, where that is misspelt: no other name has a word
 * behind it.  In braces nothing else may begin. */
static bool misspelt_word(Parser *p, const SyntaxError *error) {
    bool is_behind = error->before == HENCE_NAME && is_word(error->found) && !is_on_later_line(p, error);
    bool is_item = (p->braces.in_items || p->braces.in_parts) && error->found == HENCE_NAME &&
                   (error->before == HENCE_END || error->before == HENCE_LEFT_BRACE);
    if (is_behind && is_misspelt(p, before_of(p, error), error->earlier)) return true;
    return is_item && is_misspelt(p, error->span, error->before);
}

bool expects(const SyntaxError *error, const char *name) {
    for (uint32_t i = 0; i < error->expected_count; i++)
        if (strcmp(error->expected[i], name) == 0) return true;
    return false;
}

/* `relation p(x: symbol) key(x) "..."`: words that are right, in an order that is not. */
static bool sentence_behind_key(Parser *p, const SyntaxError *error) {
    if (error->found != HENCE_TEXT || error->before != HENCE_CLOSE || !expects(error, "'key'")) return false;
    Diag *diag = diag_add(p->diags, E0101, error->span, "the sentence stands before 'key'");
    diag_remedy(p->diags, diag, "write  relation name(columns) \"sentence\" key(columns).");
    return true;
}

/* `rule r likely "..." cite s: ...`. */
static bool part_behind_strength(Parser *p, const SyntaxError *error) {
    bool is_part = error->found == HENCE_TEXT || error->found == HENCE_CITE;
    if (!is_part || (error->before != HENCE_LIKELY && error->before != HENCE_POSSIBLE)) return false;
    Str word = span_text(p->sources, before_of(p, error));
    Diag *diag = diag_add(p->diags, E0101, error->span, "%s stands before '%.*s'",
                          error->found == HENCE_TEXT ? "the sentence" : "'cite'", STR_FMT(word));
    diag_remedy(p->diags, diag, "write  \"sentence\" cite source %.*s: ...", STR_FMT(word));
    return true;
}

/* `likely presumably p(X) :- ...`. */
static bool strength_in_clause(Parser *p, const SyntaxError *error) {
    Str word = span_text(p->sources, before_of(p, error));
    if (error->before != HENCE_NAME || !is_word(error->found) || is_on_later_line(p, error)) return false;
    if (!str_equal(word, STR("likely")) && !str_equal(word, STR("possible"))) return false;
    bool is_presumptive = error->found == HENCE_PRESUMABLY || error->earlier == HENCE_PRESUMABLY;
    Diag *diag =
        diag_add(p->diags, E0101, before_of(p, error), "'%.*s' stands before the colon of a rule", STR_FMT(word));
    diag_remedy(p->diags, diag, "write  rule name \"sentence\" %.*s: %s...", STR_FMT(word),
                is_presumptive ? "presumably " : "");
    return true;
}

static bool wrong_order(Parser *p, const SyntaxError *error) {
    return sentence_behind_key(p, error) || part_behind_strength(p, error) || strength_in_clause(p, error);
}

static bool missing_parenthesis(Parser *p, const SyntaxError *error) {
    bool is_end = error->found == HENCE_END || error->found == 0 || error->found == HENCE_IF ||
                  error->found == HENCE_RIGHT_BRACE || is_on_later_line(p, error);
    if (!error->wants_close || !is_end) return false;
    Diag *diag = diag_add(p->diags, E0101, gap_behind(p, error), "a parenthesis is not closed: expected ')'");
    diag_remedy(p->diags, diag, "close it here");
    diag_repair(p->diags, diag, gap_behind(p, error), STR(")"));
    bool is_name = error->found == HENCE_NAME && !lexer_is_soft(found_text(p, error));
    if (!is_name || byte_behind(p, error) == '(') resume_before(p, error);
    return true;
}

static bool capital_relation(Parser *p, const SyntaxError *error) {
    if (error->before != HENCE_CAPITAL || error->found != HENCE_LEFT || error->before_end != error->span.begin)
        return false;
    Span span = {p->source, error->before_begin, error->before_end};
    Str name = span_text(p->sources, span);
    Text lower;
    text_init(&lower);
    text_add_uncapital(&lower, name);
    Diag *diag =
        diag_add(p->diags, E0109, span, "'%.*s' is a variable: a relation begins with a small letter", STR_FMT(name));
    diag_remedy(p->diags, diag, "write '%.*s'", STR_FMT(text_str(&lower)));
    diag_repair(p->diags, diag, span, text_str(&lower));
    text_clear(&lower);
    return true;
}

/* Words and signs of other languages, and what is written for them. */
static const struct {
    const char *found, *written;
} OTHERS[] = {{"and", ","}, {"but", ","},  {"or", ";"},    {"if", ":-"}, {"und", ","}, {"oder", ";"}, {"wenn", ":-"},
              {"=", ":-"},  {"then", ","}, {"where", ","}, {"и", ","},   {"или", ";"}, {"если", ":-"}};

static const char *written_for(Str found) {
    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++)
        if (str_equal(found, str_of(OTHERS[i].found))) return OTHERS[i].written;
    return NULL;
}

bool is_word_of_others(Str word) { return written_for(word) != NULL; }

static bool foreign_word(Parser *p, const SyntaxError *error) {
    Str found = found_text(p, error);
    const char *written = written_for(found);
    if (!written) return false;
    if (error->found == HENCE_EQ && error->before == HENCE_CAPITAL) return false; /* X = 1 as a head */
    Diag *diag = diag_add(p->diags, E0110, error->span, "'%.*s' does not stand here", STR_FMT(found));
    diag_remedy(p->diags, diag, "write '%s'", written);
    diag_repair(p->diags, diag, error->span, str_of(written));
    return true;
}

static bool comma_before_end(Parser *p, const SyntaxError *error) {
    bool is_end = error->found == HENCE_END || error->found == HENCE_CLOSE || error->found == HENCE_IF ||
                  error->found == HENCE_COMMA || error->found == HENCE_RIGHT_BRACE;
    if (error->before != HENCE_COMMA || !is_end) return false;
    Span comma = {p->source, error->before_begin, error->before_end};
    Diag *diag = diag_add(p->diags, E0101, comma, "nothing stands behind this comma");
    diag_remedy(p->diags, diag, "remove it");
    diag_repair(p->diags, diag, comma, STR(""));
    return true;
}

static bool surplus_parenthesis(Parser *p, const SyntaxError *error) {
    if (error->found != HENCE_CLOSE || error->before == HENCE_COMMA) return false;
    Diag *diag = diag_add(p->diags, E0101, error->span, "no parenthesis is open here");
    diag_remedy(p->diags, diag, "remove it, or open one before");
    return true;
}

static bool empty_body(Parser *p, const SyntaxError *error) {
    if (error->before != HENCE_IF || error->found != HENCE_END) return false;
    Span arrow = {p->source, error->before_begin, error->before_end};
    Diag *diag = diag_add(p->diags, E0101, arrow, "nothing stands behind ':-'");
    diag_remedy(p->diags, diag, "remove it to state a fact, or say when the rule holds");
    diag_repair(p->diags, diag, arrow, STR(""));
    return true;
}

/* Two words side by side: most likely a comma or an underscore is missing. */
static bool word_after_word(Parser *p, const SyntaxError *error) {
    bool is_word = error->found == HENCE_NAME || error->found == HENCE_CAPITAL;
    bool after_word = error->before == HENCE_NAME || error->before == HENCE_CAPITAL || error->before == HENCE_CLOSE;
    if (!is_word || !after_word) return false;
    Str found = found_text(p, error);
    Diag *diag = diag_add(p->diags, E0101, error->span, "'%.*s' follows without anything between", STR_FMT(found));
    if (error->before == HENCE_NAME)
        diag_remedy(p->diags, diag, "join a name of several words with '_', or quote it; separate two with ','");
    else
        diag_remedy(p->diags, diag, "is a comma missing before it?");
    return true;
}

/* `not p(X) :- q(X).`: what holds is said, and the contrary of p has a sign. */
static bool denied_head(Parser *p, const SyntaxError *error) {
    if (error->found != HENCE_NOT || (error->before != HENCE_END && error->before != 0)) return false;
    Diag *diag = diag_add(p->diags, E0223, error->span, "a fact or rule begins with an atom, found '%.*s'",
                          STR_FMT(found_text(p, error)));
    diag_remedy(p->diags, diag, "the contrary of p(X) is written -p(X)");
    return true;
}

static void say_expected(const Parser *p, const SyntaxError *error) {
    Text text;
    text_init(&text);
    for (uint32_t i = 0; error->expected_count <= EXPECTED_MOST && i < error->expected_count; i++) {
        const char *name = error->expected[i];
        const char *quote = strchr("'a_", name[0]) || strncmp(name, "an ", 3) == 0 ? "" : "'";
        text_printf(&text, "%s%s%s%s",
                    i == 0                           ? "expected "
                    : i + 1 == error->expected_count ? " or "
                                                     : ", ",
                    quote, name, quote);
    }
    text_add(&text, text.length ? STR(", found ") : STR("did not expect "));
    Str found = span_text(p->sources, error->span);
    if (found.length == 0)
        text_lit(&text, "the end of the file");
    else
        text_printf(&text, "'%.*s'", (int)(found.length > 40 ? 40 : found.length), found.text);
    Diag *diag = diag_add(p->diags, E0101, error->span, "%.*s", STR_FMT(text_str(&text)));
    if (error->wants_end && error->found == HENCE_COMMA)
        diag_remedy(p->diags, diag, "each statement says one thing: end it with '.', and begin another");
    else if (error->wants_end)
        diag_remedy(p->diags, diag, "is the full stop of the statement before missing?");
    else if (error->before == HENCE_END || error->before == 0)
        diag_remedy(p->diags, diag, "a statement begins with a fact, a rule or '?-'");
    else
        diag_remedy(p->diags, diag, "something is missing before it, or it is one too many");
    text_clear(&text);
}

/* The brace that closes a block whose beginning had an error. */
static bool told_before(const Parser *p, const SyntaxError *error) {
    return error->first == HENCE_RIGHT_BRACE && p->was_open;
}

void advise(Parser *p, const SyntaxError *error) {
    if (told_before(p, error)) return;
    if (wrong_end(p, error) || slip(p, error) || wrong_order(p, error) || misspelt_word(p, error) || lacking(p, error))
        return;
    if (comma_before_end(p, error) || capital_relation(p, error) || foreign_word(p, error)) return;
    if (lacking_between(p, error) || missing_parenthesis(p, error) || missing_end(p, error)) return;
    if (denied_head(p, error) || empty_body(p, error) || surplus_parenthesis(p, error) || word_after_word(p, error))
        return;
    say_expected(p, error);
}
