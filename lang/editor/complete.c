/* The tokens before the place say what may stand there; the text as a whole need not read.
 *
 * First the words that are answered by one kind of name (cite, prefer, in ...), then declarations, the beginning of a
 * statement, the arguments of an atom, and the rest of a body. */
#include "lang/editor/complete.h"

#include "lang/editor/complete_internal.h"
#include "lang/editor/describe.h"
#include "parser.h"

/* The kind of the n-th token before the place, from 1; 0: none in the statement. */
static int back(const Writer *w, size_t n) {
    return n <= w->tokens.count ? w->tokens.items[w->tokens.count - n].kind : 0;
}
static int first(const Writer *w) { return w->tokens.count ? w->tokens.items[0].kind : 0; }
static Str token_text(const Writer *w, size_t i) {
    const Token *token = &w->tokens.items[i];
    return (Str){w->text.text + token->span.begin, token->span.end - token->span.begin};
}

/* ---- arguments ---- */

/* The argument the place is in, of the innermost parenthesis that is open. */
typedef struct {
    size_t open; /* the parenthesis, among the tokens */
    uint32_t comma_count;
    size_t begin; /* of the argument at hand, among the tokens */
} Argument;

static bool find_argument(const Writer *w, Argument *argument) {
    uint32_t depth = 0, commas = 0;
    size_t begin = w->tokens.count;
    bool has_begin = false;
    for (size_t i = w->tokens.count; i-- > 0;) {
        int kind = w->tokens.items[i].kind;
        if (kind == HENCE_CLOSE) depth++;
        if (kind == HENCE_COMMA && depth == 0) {
            if (!has_begin) begin = i + 1, has_begin = true;
            commas++;
        }
        if (kind != HENCE_LEFT || depth-- > 0) continue;
        *argument = (Argument){i, commas, has_begin ? begin : i + 1};
        return true;
    }
    return false;
}

static const Relation *relation_called(const Writer *w, const Argument *argument) {
    if (argument->open == 0) return NULL;
    int kind = w->tokens.items[argument->open - 1].kind;
    if (kind != HENCE_NAME && kind != HENCE_QUOTED) return NULL;
    Str name = token_text(w, argument->open - 1);
    if (kind == HENCE_QUOTED && name.length > 1) name = (Str){name.text + 1, name.length - 2};
    const Program *program = w->project->program;
    Symbol symbol = intern_find(values_symbols(program->values), name);
    const Relation *found = NULL;
    for (RelId id = 0; symbol != NO_SYMBOL && id < program->relations.count; id++) {
        const Relation *relation = &program->relations.items[id];
        bool is_it = relation->name == symbol && relation->helper == HELPER_NONE && !relation->is_negative;
        if (is_it && (!found || relation->arity > found->arity)) found = relation;
    }
    return found;
}

static uint32_t column_named(const Program *program, const Relation *relation, Str name) {
    for (uint32_t i = 0; i < relation->arity; i++)
        if (relation->columns[i].name != NO_SYMBOL && str_equal(name_text(program, relation->columns[i].name), name))
            return i;
    return NO_ID;
}

/* Whether an argument of the atom names this column already. */
static bool is_named(const Writer *w, const Argument *argument, Str column) {
    for (size_t i = argument->open + 1; i + 1 < w->tokens.count; i++)
        if (w->tokens.items[i + 1].kind == HENCE_COLON && str_equal(token_text(w, i), column)) return true;
    return false;
}

static void offer_columns(Writer *w, const Relation *relation, const Argument *argument) {
    const Program *program = w->project->program;
    for (uint32_t i = 0; i < relation->arity; i++) {
        if (relation->columns[i].name == NO_SYMBOL) continue;
        Str name = name_text(program, relation->columns[i].name);
        if (is_named(w, argument, name)) continue;
        Completion *c = offer(w, COMPLETION_COLUMN, name, 1);
        c->insert = arena_printf(&w->out->arena, "%.*s: ", STR_FMT(c->insert));
        Text detail;
        text_init(&detail);
        if (relation->columns[i].type != TYPE_ID_ANY) type_print(program, relation->columns[i].type, &detail);
        if (relation->columns[i].is_optional) text_lit(&detail, "?");
        c->detail = arena_str(&w->out->arena, text_str(&detail));
        text_clear(&detail);
    }
}

/* Names of columns where arguments are named, or none is there yet; values of the column. */
static void offer_argument(Writer *w, const Relation *relation, const Argument *argument) {
    bool has_colon = argument->begin + 1 < w->tokens.count && w->tokens.items[argument->begin + 1].kind == HENCE_COLON;
    bool is_first = argument->comma_count == 0;
    bool names = argument->open + 2 < w->tokens.count && w->tokens.items[argument->open + 2].kind == HENCE_COLON;
    uint32_t column = argument->comma_count;
    if (has_colon) column = column_named(w->project->program, relation, token_text(w, argument->begin));
    if (column < relation->arity && (has_colon || !names || is_first)) offer_members(w, relation->columns[column].type);
    if (!has_colon && argument->begin == w->tokens.count && (is_first || names)) offer_columns(w, relation, argument);
    if (has_colon || !names) offer_values(w);
}

/* ---- the place ---- */

/* True: the word before the place says which names may follow. */
static bool answer_word(Writer *w) {
    switch (back(w, 1)) {
    case HENCE_CITE:
    case HENCE_DISTRUST: offer_sources(w); return true;
    case HENCE_PREFER:
    case HENCE_OVER:
        offer_labels(w, LABELS_RULES | LABELS_FACTS, true);
        offer_sources(w);
        return true;
    case HENCE_UNDERCUT: offer_labels(w, LABELS_RULES, true); return true;
    case HENCE_RETRACT:
        offer_labels(w, LABELS_FACTS, false);
        offer_relations(w, true, 1);
        return true;
    case HENCE_IN: offer_scenarios(w); return true;
    case HENCE_FROM:
    case HENCE_TO: offer_relations(w, false, 0); return true;
    case HENCE_LOAD:
        offer_relations(w, false, 0);
        offer(w, COMPLETION_WORD, STR("bibliography"), 0);
        offer(w, COMPLETION_WORD, STR("table"), 0);
        return true;
    case HENCE_EXPECT:
        offer_words(w, WORD_STATUS, 2);
        offer_word(w, "not", 1);
        offer_word(w, "claim", 1);
        offer_word(w, "answers", 1);
        offer_relations(w, true, 0);
        return true;
    case HENCE_CLAIM:
        if (back(w, 2) != HENCE_EXPECT) return false;
        offer_labels(w, LABELS_CLAIMS, false);
        return true;
    default: break;
    }
    bool is_claim = back(w, 2) == HENCE_CLAIM && back(w, 3) == HENCE_EXPECT;
    if (is_claim) offer_words(w, WORD_STATUS, 0);
    return is_claim;
}

/* True: in the middle of a declaration. */
static bool answer_declaration(Writer *w) {
    switch (first(w)) {
    case HENCE_RELATION:
    case HENCE_OPEN:
        if (back(w, 1) == HENCE_COLON) offer_types(w);
        if (back(w, 1) == HENCE_CLOSE || back(w, 1) == HENCE_TEXT) offer_word(w, "key", 0);
        return true;
    case HENCE_PARAMETER:
        if (back(w, 1) == HENCE_COLON) offer_types(w);
        return true;
    case HENCE_TYPE:
        if (back(w, 1) == HENCE_EQ) offer_types(w);
        return true;
    case HENCE_USE:
    case HENCE_LOAD:
    case HENCE_SOURCE:
    case HENCE_MAP: return true;
    default: return false;
    }
}

/* The header of a rule or claim, before its colon; or what is a name of somebody's own. */
static bool answer_header(Writer *w) {
    int kind = first(w);
    bool is_header = kind == HENCE_RULE || kind == HENCE_CLAIM || kind == HENCE_PREDICTION;
    for (size_t i = 0; i < w->tokens.count && is_header; i++) is_header = w->tokens.items[i].kind != HENCE_COLON;
    if (is_header && w->tokens.count > 1) {
        offer_word(w, "cite", 0);
        offer_word(w, "likely", 1);
        offer_word(w, "possible", 1);
    }
    return is_header || kind == HENCE_SCENARIO || kind == HENCE_TEST;
}

static bool is_label(const Writer *w) {
    int kind = first(w);
    return w->tokens.count == 2 && back(w, 1) == HENCE_COLON &&
           (kind == HENCE_NAME || kind == HENCE_CAPITAL || kind == HENCE_QUOTED);
}

static void answer(Writer *w) {
    Argument argument;
    if (answer_word(w)) return;
    if (w->tokens.count == 0) {
        offer_words(w, w->braces.in_parts ? WORD_TEACH : w->braces.in_items ? WORD_ITEM : WORD_BEGINS, 1);
        if (w->braces.in_parts) offer_word(w, "expect", 1);
        if (w->braces.in_items) offer_word(w, "prefer", 1);
        if (!w->braces.in_items && !w->braces.in_parts) offer_relations(w, true, 0);
        return;
    }
    if (answer_declaration(w) || answer_header(w)) return;
    if (find_argument(w, &argument)) {
        const Relation *relation = relation_called(w, &argument);
        if (relation) {
            offer_argument(w, relation, &argument);
            return;
        }
    }
    if (is_label(w) || back(w, 1) == HENCE_ASSERT) {
        offer_word(w, "presumably", 1);
        if (is_label(w)) offer_word(w, "against", 1);
    }
    switch (back(w, 1)) {
    case HENCE_EQ:
    case HENCE_NE:
    case HENCE_LT:
    case HENCE_LE:
    case HENCE_GT:
    case HENCE_GE:
    case HENCE_IS: offer_values(w); return;
    case HENCE_CLOSE:
    case HENCE_NAME:
    case HENCE_CAPITAL:
    case HENCE_INT:
    case HENCE_TEXT:
        offer_word(w, "cite", 0);
        offer_word(w, "unless", 0);
        offer_word(w, "is", 1);
        offer_word(w, "mod", 1);
        return;
    default: offer_body(w); return;
    }
}

static bool is_word(int kind, char begin) {
    return kind == HENCE_NAME || kind == HENCE_CAPITAL || kind == HENCE_ANY || (begin >= 'a' && begin <= 'z');
}

static void note_variable(Writer *w, Str name) {
    for (size_t i = 0; i < w->variables.count; i++)
        if (str_equal(w->variables.items[i], name)) return;
    vec_push(&w->variables, name);
}

/* A word of the language is one by what follows it: at the end of a text nothing does yet. */
static int meant_kind(const Writer *w, const Token *token) {
    static const struct {
        const char *word;
        int kind, first; /* first: of the statement; 0: it is the first */
    } MEANT[] = {{"prefer", HENCE_PREFER, 0},         {"undercut", HENCE_UNDERCUT, 0},  {"load", HENCE_LOAD, 0},
                 {"retract", HENCE_RETRACT, 0},       {"expect", HENCE_EXPECT, 0},      {"distrust", HENCE_DISTRUST, 0},
                 {"over", HENCE_OVER, HENCE_PREFER},  {"from", HENCE_FROM, HENCE_LOAD}, {"in", HENCE_IN, HENCE_TEST},
                 {"claim", HENCE_CLAIM, HENCE_EXPECT}};
    Str text = {w->text.text + token->span.begin, token->span.end - token->span.begin};
    for (size_t i = 0; i < sizeof MEANT / sizeof *MEANT && token->kind == HENCE_NAME; i++)
        if (first(w) == MEANT[i].first && str_equal(text, str_of(MEANT[i].word))) return MEANT[i].kind;
    return token->kind;
}

/* Takes the tokens of the statement before the place, and its variables, up to its end.
 * False: in a comment or text. */
static bool take_tokens(Writer *w, const TokenList *tokens, uint32_t offset) {
    Completions *out = w->out;
    out->begin = out->end = offset;
    size_t i = 0;
    for (; i < tokens->count && tokens->items[i].span.begin < offset; i++) {
        const Token *token = &tokens->items[i];
        char begin = w->text.text[token->span.begin];
        bool is_open = token->kind == TOKEN_LINE ? offset <= token->span.end : offset < token->span.end;
        if (is_open && (token->kind < 0 || token->kind == HENCE_TEXT || token->kind == HENCE_QUOTED)) return false;
        if (offset <= token->span.end && is_word(token->kind, begin)) {
            out->begin = token->span.begin;
            out->end = token->span.end;
            continue;
        }
        if (token->kind < 0) continue;
        Token meant = {meant_kind(w, token), token->span};
        vec_push(&w->tokens, meant);
        if (token->kind == HENCE_CAPITAL) note_variable(w, token_text(w, w->tokens.count - 1));
        bool is_brace = token->kind == HENCE_LEFT_BRACE || token->kind == HENCE_RIGHT_BRACE;
        braces_pass(&w->braces, token->kind);
        if (is_brace || token->kind == HENCE_END) vec_empty(&w->tokens), vec_empty(&w->variables);
    }
    for (; i < tokens->count && tokens->items[i].kind != HENCE_END && tokens->items[i].kind != HENCE_RIGHT_BRACE; i++) {
        Span span = tokens->items[i].span;
        if (tokens->items[i].kind == HENCE_CAPITAL)
            note_variable(w, (Str){w->text.text + span.begin, span.end - span.begin});
    }
    return true;
}

void complete(const Project *project, Str text, const TokenList *tokens, uint32_t offset, Completions *completions) {
    *completions = (Completions){0};
    arena_init(&completions->arena);
    Writer w = {.project = project, .text = text, .out = completions};
    if (take_tokens(&w, tokens, offset)) answer(&w);
    vec_free(&w.tokens);
    vec_free(&w.variables);
}

void completions_clear(Completions *completions) {
    vec_free(&completions->items);
    arena_clear(&completions->arena);
}
