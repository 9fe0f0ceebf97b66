/* Words.
 *
 * What was written is quoted as it was written wherever a helper relation stands for it, so that nobody meets the
 * inside of a translation.  Values come from the bindings of the step. */
#include "runtime/show/words.h"

#include "runtime/judge/parts.h"
#include "runtime/show/prose.h"
#include "runtime/why/instance.h"
#include "runtime/why/through.h"

Str symbol_str(const Program *program, Symbol symbol) { return intern_text(values_symbols(program->values), symbol); }

static const Relation *relation_of(const Program *program, RelId id) { return &program->relations.items[id]; }

/* ---- places and names of rules ---- */

void place_print(const Sources *sources, Span span, Text *text) {
    if (!sources || span.source == NO_SOURCE) return;
    text_add(text, source_name(sources, span.source));
    text_printf(text, ":%u", (unsigned)source_place(sources, span.source, span.begin).line);
}

/* A source without a name is one that who reads has no lines of: what stands in it is quoted. */
static bool has_place(const Sources *sources, Span span) {
    return sources && span.source != NO_SOURCE && source_name(sources, span.source).length > 0;
}

bool is_read_backwards(const Program *program, const Rule *rule) {
    return rule->is_transposed && !rule_denies_rival(program, rule);
}

void key_print(const Program *program, RelId id, const Key *key, Text *text) {
    const Relation *relation = relation_of(program, id);
    text_lit(text, "key (");
    for (uint32_t i = 0; i < key->count; i++) {
        Symbol name = relation->columns[key->columns[i]].name;
        if (i) text_lit(text, ", ");
        if (name == NO_SYMBOL)
            text_printf(text, "c%u", (unsigned)key->columns[i]);
        else
            text_add(text, symbol_str(program, name));
    }
    text_printf(text, ") of %.*s", STR_FMT(symbol_str(program, relation->name)));
}

/* The key whose columns the two rows of such a rule share; NULL if it comes from a declared contrary. */
static const Key *shared_key(const Program *program, const Rule *rule, RelId own) {
    const Relation *relation = relation_of(program, own);
    if (program_said(program, rule->body[0].relation) != own) return NULL;
    for (uint32_t k = 0; k < relation->key_count; k++) {
        const Key *key = &relation->keys[k];
        uint32_t shared = 0;
        for (uint32_t i = 0; i < key->count; i++) {
            Term a = rule->terms[key->columns[i]], b = rule->body[0].terms[key->columns[i]];
            shared += a.kind == b.kind && a.id == b.id;
        }
        if (shared == key->count) return key;
    }
    return NULL;
}

/* `the key (t) of signed, on which two rows agree`, `what is declared contrary at a.hence:3`. */
static void rivalry_print(const Program *program, const Rule *rule, const Sources *sources, Text *text) {
    RelId own = relation_of(program, program_said(program, rule->head))->contrary;
    RelId other = program_said(program, rule->body[0].relation);
    const Key *key = shared_key(program, rule, own);
    if (key) {
        text_lit(text, "the "), key_print(program, own, key, text), text_lit(text, ", on which two rows agree");
        return;
    }
    text_lit(text, "what is declared contrary");
    for (size_t i = 0; i < program->contraries.count; i++) {
        const Contrary *c = &program->contraries.items[i];
        if (!(c->first == own && c->second == other) && !(c->first == other && c->second == own)) continue;
        if (has_place(sources, c->span)) text_lit(text, " at "), place_print(sources, c->span, text);
        return;
    }
}

void rule_name_print(const Program *program, RuleId id, const Sources *sources, Text *text) {
    const Rule *rule = &program->rules.items[id];
    if (rule_denies_rival(program, rule)) {
        rivalry_print(program, rule, sources, text);
    } else if (rule->label != NO_SYMBOL) {
        text_lit(text, "rule ");
        text_add(text, symbol_str(program, rule->label));
    } else if (has_place(sources, rule->span)) {
        text_lit(text, "the rule at ");
        place_print(sources, rule->span, text);
    } else if (sources && rule->span.source != NO_SOURCE) {
        text_lit(text, "the rule '");
        written_print(sources, rule->span, text);
        text_add_char(text, '\'');
    } else {
        text_lit(text, "a rule");
    }
}

/* ---- what was written ---- */

/* A piece of a source on one line: blanks and comments become one blank;
 * quoted text stays, the full stop of a statement does not. */
void written_print(const Sources *sources, Span span, Text *text) {
    Str from = span_text(sources, span);
    if (from.length && from.text[from.length - 1] == '.') from.length--;
    char quote = 0;
    bool blank = false;
    for (size_t i = 0; i < from.length; i++) {
        char c = from.text[i];
        if (!quote && c == '%') {
            while (i + 1 < from.length && from.text[i + 1] != '\n') i++;
            blank = true;
            continue;
        }
        if (!quote && (c == ' ' || c == '\n' || c == '\t' || c == '\r')) {
            blank = true;
            continue;
        }
        if (blank) text_add_char(text, ' ');
        blank = false;
        text_add_char(text, c);
        if (quote && c == '\\' && i + 1 < from.length)
            text_add_char(text, from.text[++i]);
        else if (quote ? c == quote : c == '"' || c == '\'')
            quote = quote ? 0 : c;
    }
}

static bool is_written(const Sources *sources, Span span) {
    return sources && span.source != NO_SOURCE && source_has_text(sources, span.source);
}

/* `, with S = ann, C = logic`: the variables of the literal that have names and values. */
static void with_print(const Program *program, const Rule *rule, const Literal *literal, uint32_t count,
                       const Value *bindings, Text *text) {
    const char *lead = ", with ";
    for (uint32_t i = 0; i < count; i++) {
        Term term = literal->terms[i];
        if (term.kind != TERM_VAR || bindings[term.id] == UNBOUND || !rule->variables) continue;
        Symbol name = rule->variables[term.id];
        Str spelled = name == NO_SYMBOL ? STR("") : symbol_str(program, name);
        if (spelled.length == 0 || spelled.text[0] == ':') continue; /* made by the compiler */
        text_printf(text, "%s%.*s = ", lead, STR_FMT(spelled));
        value_print(program->values, bindings[term.id], text);
        lead = ", ";
    }
}

bool literal_is_forall(const Literal *literal, const Sources *sources) {
    return is_written(sources, literal->span) && str_begins(span_text(sources, literal->span), STR("forall"));
}

bool is_aggregate(const Program *program, const Literal *literal) {
    if (literal->kind != LIT_ATOM && literal->kind != LIT_LOOKUP) return false;
    return relation_of(program, literal->relation)->helper == HELPER_AGGREGATE;
}

static void aggregate_print(const Program *program, const Rule *rule, const Literal *literal, const Value *bindings,
                            const Sources *sources, Text *text) {
    uint32_t last = relation_of(program, literal->relation)->arity - 1;
    Value value = term_value(literal->terms[last], bindings);
    if (is_written(sources, literal->span))
        written_print(sources, literal->span, text);
    else
        text_lit(text, "an aggregate");
    if (value != UNBOUND || literal->kind == LIT_LOOKUP) {
        text_lit(text, " = ");
        value_print(program->values, value == UNBOUND ? literal->otherwise : value, text);
    }
    with_print(program, rule, literal, last, bindings, text);
}

/* Values of a literal's columns, and what stands where there is none; true if each has a value. */
static bool open_row(const Program *program, const Rule *rule, const Literal *literal, const Value *bindings,
                     Value *row, Str *names) {
    bool is_whole = true;
    for (uint32_t i = 0; i < relation_of(program, literal->relation)->arity; i++) {
        Term term = literal->terms[i];
        row[i] = term_value(term, bindings);
        names[i] = STR("");
        if (row[i] != UNBOUND) continue;
        bool is_named = term.kind == TERM_VAR && rule->variables && rule->variables[term.id] != NO_SYMBOL;
        Str spelled = is_named ? symbol_str(program, rule->variables[term.id]) : STR("");
        names[i] = spelled.length && spelled.text[0] != ':' && spelled.text[0] != '_' ? spelled : STR("something");
        is_whole = false;
    }
    return is_whole;
}

/* The words behind an article that stand for a value: no article belongs there. */
static bool stands_for_any(Str words) {
    const Str some = STR("some ");
    if (str_begins(words, STR("something"))) return true;
    return words.length > some.length && str_begins(words, some) && words.text[some.length] >= 'A' &&
           words.text[some.length] <= 'Z';
}

/* `the something is mined`, from "the {place} is mined", reads `something is mined`. */
static void drop_articles(Text *text, size_t begin) {
    static const Str ARTICLES[] = {{"the ", 4}, {"a ", 2}, {"an ", 3}};
    for (size_t at = begin; at < text->length; at++)
        for (size_t k = 0; k < sizeof ARTICLES / sizeof *ARTICLES; k++) {
            Str article = ARTICLES[k], rest = {text->bytes + at, text->length - at};
            bool is_word = at == begin || text->bytes[at - 1] == ' ';
            if (!is_word || rest.length <= article.length || memcmp(rest.text, article.text, article.length) != 0)
                continue;
            if (!stands_for_any((Str){rest.text + article.length, rest.length - article.length})) continue;
            memmove(text->bytes + at, text->bytes + at + article.length, rest.length - article.length);
            text_cut(text, text->length - article.length);
        }
}

void named_sentence_print(const Program *program, RelId id, const Value *row, const Str *phrases, Text *text) {
    size_t begin = text->length;
    sentence_print_open(program, id, row, phrases, text);
    drop_articles(text, begin);
}

/* `some year` of a number whose type is called so. */
static Str anything_of(const Program *program, const Column *column, Arena *arena) {
    const Type *type = &program->types.items[column->type];
    if (type->kind != TYPE_INT || type->name == NO_SYMBOL) return STR("something");
    return arena_printf(arena, "some %.*s", STR_FMT(symbol_str(program, type->name)));
}

void open_sentence_print(const Program *program, RelId id, const Value *row, const Str *names, Text *text) {
    const Relation *relation = relation_of(program, id);
    Str phrases[ATOM_COLUMNS];
    Arena arena;
    if (!names || relation->sentence.length == 0) {
        sentence_print_open(program, id, row, names, text);
        return;
    }
    arena_init(&arena);
    for (uint32_t i = 0; i < relation->arity; i++) {
        bool is_named = names[i].length && names[i].text[0] != '_' && !str_equal(names[i], STR("something"));
        phrases[i] = is_named          ? arena_printf(&arena, "some %.*s", STR_FMT(names[i]))
                     : names[i].length ? anything_of(program, &relation->columns[i], &arena)
                                       : STR("");
    }
    named_sentence_print(program, id, row, phrases, text);
    arena_clear(&arena);
}

/* An atom as a sentence, if it has one; denied only if all its columns have values, and behind what says so. */
static bool literal_sentence(const Program *program, const Rule *rule, const Literal *literal, const Value *bindings,
                             Str denied, Text *text) {
    Value row[64];
    Str names[64];
    if (literal->kind != LIT_NOT && literal->kind != LIT_ATOM) return false;
    if (relation_of(program, literal->relation)->sentence.length == 0) return false;
    bool is_whole = open_row(program, rule, literal, bindings, row, names);
    if (literal->kind == LIT_NOT && !is_whole) return false;
    if (literal->kind == LIT_NOT) text_add(text, denied);
    open_sentence_print(program, literal->relation, row, names, text);
    return true;
}

/* A helper of the argument layer that is about rows of another relation reads as that. */
static bool is_about(const Program *program, RelId id) {
    const Relation *relation = relation_of(program, id);
    return relation->of != NO_ID && relation->arity == relation_of(program, relation->of)->arity;
}

void literal_words_print(const Program *program, const Rule *rule, const Literal *literal, const Value *bindings,
                         const Sources *sources, Text *text) {
    bool is_row = literal_reads(literal);
    Literal about = *literal;
    if (is_row && is_about(program, literal->relation)) about.relation = relation_of(program, literal->relation)->of;
    if (is_aggregate(program, literal)) {
        aggregate_print(program, rule, literal, bindings, sources, text);
    } else if (is_row && relation_of(program, about.relation)->helper == HELPER_UNDECIDED) {
        text_lit(text, "something says so or denies it");
    } else if (is_row && relation_of(program, about.relation)->helper != HELPER_NONE &&
               is_written(sources, literal->span)) {
        written_print(sources, literal->span, text);
        with_print(program, rule, literal, relation_of(program, literal->relation)->arity, bindings, text);
    } else if (!literal_sentence(program, rule, &about, bindings, STR("not: "), text)) {
        instance_print(program, &about, bindings, text);
    }
}

bool denied_sentence_print(const Program *program, const Rule *rule, const Literal *literal, const Value *bindings,
                           Text *text) {
    if (literal->kind != LIT_NOT || relation_of(program, literal->relation)->helper != HELPER_NONE) return false;
    return literal_sentence(program, rule, literal, bindings, STR(""), text);
}

void check_print(const Proof *proof, const Step *step, const Literal *literal, const Sources *sources, Text *text) {
    literal_words_print(proof->store->program, step_made_by(proof, step), literal, step->bindings, sources, text);
}

bool check_is_trivial(const Literal *literal) {
    if (literal->kind == LIT_BIND) return literal->left->kind != EXPR_CALL;
    return literal->kind == LIT_COMPARE && literal->op == OP_EQ && literal->left->kind != EXPR_CALL &&
           literal->right->kind != EXPR_CALL;
}

/* ---- steps ---- */

bool step_has_lines(const Proof *proof, const Step *step) {
    const Rule *rule = step_rule(proof, step);
    for (uint32_t i = 0; rule && i < step->premise_count; i++)
        if (literal_has_row(step, i) || !check_is_trivial(&rule->body[i])) return true;
    return false;
}

static StepId first_premise(const Step *step) {
    for (uint32_t i = 0; i < step->premise_count; i++)
        if (step->premises[i] != NO_STEP) return step->premises[i];
    return NO_STEP;
}

const Step *first_written(const Proof *proof) {
    const Step *step = &proof->steps.items[0];
    for (const Rule *rule = step_rule(proof, step); rule && rule->kind == RULE_MADE; rule = step_rule(proof, step)) {
        StepId below = first_premise(step);
        if (below == NO_STEP) break;
        step = &proof->steps.items[below];
    }
    return step;
}

static const Claim *claim_of(const Program *program, RelId answer) {
    for (size_t i = 0; program->agenda && i < program->agenda->claims.count; i++)
        if (program->agenda->claims.items[i].question.answer == answer) return &program->agenda->claims.items[i];
    return NULL;
}

/* `X = 3`, by the name of the variable. */
static void binding_print(const Program *program, const Rule *rule, const Literal *literal, const Value *bindings,
                          Text *text) {
    if (literal->kind != LIT_BIND || !rule->variables || rule->variables[literal->variable] == NO_SYMBOL) {
        instance_print(program, literal, bindings, text);
        return;
    }
    text_printf(text, "%.*s = ", STR_FMT(symbol_str(program, rule->variables[literal->variable])));
    value_print(program->values, bindings[literal->variable], text);
}

/* The literals of an answer's rule, with their values; those that say nothing only where there are no others. */
static void asked_print(const Proof *proof, const Step *step, Text *text) {
    const Rule *rule = step_rule(proof, step);
    bool is_first = true, all = true;
    if (!rule || !step->bindings) return;
    for (uint32_t i = 0; i < rule->literal_count; i++)
        all = all && !literal_has_row(step, i) && check_is_trivial(&rule->body[i]);
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        if (!all && !literal_has_row(step, i) && check_is_trivial(&rule->body[i])) continue;
        if (!is_first) text_lit(text, ", ");
        is_first = false;
        binding_print(proof->store->program, rule, &rule->body[i], step->bindings, text);
    }
}

void step_print_atom(const Proof *proof, const Step *step, Text *text) {
    const Program *program = proof->store->program;
    const Claim *claim =
        relation_of(program, step->relation)->helper == HELPER_ANSWER ? claim_of(program, step->relation) : NULL;
    if (claim)
        text_add(text, symbol_str(program, claim->name));
    else if (relation_of(program, step->relation)->helper == HELPER_ANSWER)
        asked_print(proof, step, text);
    else
        atom_print(program, step->relation, step_values(proof, step), text);
}

void step_print_sentence(const Proof *proof, const Step *step, Text *text) {
    const Program *program = proof->store->program;
    const Relation *relation = relation_of(program, step->relation);
    const Value *row = step_values(proof, step);
    if (relation->helper == HELPER_ANSWER) {
        const Claim *claim = claim_of(program, step->relation);
        if (claim && claim->sentence.length)
            text_add(text, claim->sentence);
        else
            asked_print(proof, step, text);
    } else if (relation->helper != HELPER_NONE && !is_about(program, step->relation)) {
        for (uint32_t i = 0; i < relation->arity; i++) {
            if (i) text_lit(text, ", ");
            value_print(program->values, row[i], text);
        }
    } else {
        sentence_print(program, step->relation, row, text);
    }
}

const char *open_words(const Program *program) {
    return program->bibliography.count ? "open: no source says so here and none denies it"
                                       : "open: nothing says so and nothing denies it";
}

void count_print(uint64_t count, const char *one, const char *many, Text *text) {
    text_printf(text, "%llu %s", (unsigned long long)count, count == 1 ? one : many);
}
