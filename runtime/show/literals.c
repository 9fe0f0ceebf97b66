/* Literals in words.
 *
 * What was written is quoted as it was written wherever a helper relation stands for it, so that nobody meets the
 * inside of a translation.  Values come from the bindings of the instance. */
#include "runtime/show/literals.h"

#include "runtime/judge/parts.h"
#include "runtime/show/quantified.h"
#include "runtime/show/words.h"

static const Relation *relation_of(const Program *program, RelId id) { return &program->relations.items[id]; }

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
    return !literal->is_exception && span_is_forall(sources, literal->span);
}

bool literal_is_body(const Program *program, const Literal *literal, const Sources *sources) {
    Helper helper = literal->kind == LIT_NOT ? relation_of(program, literal->relation)->helper : HELPER_NONE;
    return (helper == HELPER_BODY || helper == HELPER_EXCEPTION) && !literal_is_forall(literal, sources);
}

bool is_aggregate(const Program *program, const Literal *literal) {
    if (literal->kind != LIT_ATOM && literal->kind != LIT_LOOKUP) return false;
    return relation_of(program, literal->relation)->helper == HELPER_AGGREGATE;
}

static void aggregate_print(const Program *program, const Rule *rule, const Literal *literal, const Value *bindings,
                            const Sources *sources, Text *text) {
    uint32_t last = relation_of(program, literal->relation)->arity - 1;
    Value value = term_value(literal->terms[last], bindings);
    if (span_is_written(sources, literal->span))
        written_print(sources, literal->span, text);
    else
        text_lit(text, "an aggregate");
    if (value != UNBOUND || literal->kind == LIT_LOOKUP) {
        text_lit(text, " = ");
        value_print(program->values, value == UNBOUND ? literal->otherwise : value, text);
    }
    with_print(program, rule, literal, last, bindings, text);
}

void helper_literal_print(const Program *program, const Literal *literal, const Value *bindings, const Sources *sources,
                          Text *text) {
    Value row[ATOM_COLUMNS];
    RelId id = relation_read_as(program, literal->relation);
    uint32_t last = relation_of(program, id)->arity - 1;
    (void)literal_row(program, literal, bindings, row);
    if (literal->kind == LIT_LOOKUP && row[last] == UNBOUND) row[last] = literal->otherwise;
    if (literal->kind == LIT_NOT)
        helper_denied_print(program, id, row, sources, text);
    else
        helper_row_print(program, id, row, sources, text);
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
        Str name = term_name(program, rule, term);
        names[i] = name.length ? name : STR("something");
        is_whole = false;
    }
    return is_whole;
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
            Str words = {rest.text + article.length, rest.length - article.length};
            if (phrase_kind(words) == PHRASE_VALUE) continue;
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

/* An atom as a sentence, if it has one.  One that is denied stands behind `denied`; where that is empty, only if all its
 * columns have values. */
static bool literal_sentence(const Program *program, const Rule *rule, const Literal *literal, const Value *bindings,
                             Str denied, Text *text) {
    Value row[ATOM_COLUMNS];
    Str names[ATOM_COLUMNS];
    if (literal->kind != LIT_NOT && literal->kind != LIT_ATOM) return false;
    if (relation_of(program, literal->relation)->sentence.length == 0) return false;
    bool is_whole = open_row(program, rule, literal, bindings, row, names);
    if (literal->kind == LIT_NOT && !is_whole && denied.length == 0) return false;
    if (literal->kind == LIT_NOT) text_add(text, denied);
    open_sentence_print(program, literal->relation, row, names, text);
    return true;
}

RelId relation_read_as(const Program *program, RelId id) {
    const Relation *relation = relation_of(program, id);
    bool is_about = relation->of != NO_ID && relation->arity == relation_of(program, relation->of)->arity;
    return is_about ? relation->of : id;
}

const char *literal_step_words(const Program *program, const Literal *literal) {
    if (literal->kind != LIT_NOT) return NULL;
    switch (relation_of(program, literal->relation)->helper) {
    case HELPER_REBUTTED: return "nothing unbeaten speaks against it";
    case HELPER_OBJECTION: return "no objection applies";
    case HELPER_STRICT: return "nothing given or strictly shown is contrary to it";
    default: return NULL;
    }
}

/* What a body says, or that there is no such case: in words, where it has short ones. */
static void body_print(const Program *program, const Rule *rule, const Literal *literal, const Value *bindings,
                       const Sources *sources, Text *text) {
    bool is_forall = literal_is_forall(literal, sources);
    if (!is_forall && case_print(program, literal, bindings, sources, text)) return;
    if (literal->kind == LIT_NOT && !is_forall) text_lit(text, "not: ");
    written_print(sources, literal->span, text);
    with_print(program, rule, literal, relation_of(program, literal->relation)->arity, bindings, text);
}

void literal_words_print(const Program *program, const Rule *rule, const Literal *literal, const Value *bindings,
                         const Sources *sources, Text *text) {
    bool is_row = literal_reads(literal);
    Literal about = *literal;
    if (is_row) about.relation = relation_read_as(program, literal->relation);
    Helper helper = is_row ? relation_of(program, about.relation)->helper : HELPER_NONE;
    if (is_aggregate(program, literal))
        aggregate_print(program, rule, literal, bindings, sources, text);
    else if (is_row && literal_step_words(program, literal))
        text_add(text, str_of(literal_step_words(program, literal)));
    else if (helper == HELPER_UNDECIDED)
        text_lit(text, "something says so or denies it");
    else if (helper != HELPER_NONE && span_is_written(sources, literal->span))
        body_print(program, rule, &about, bindings, sources, text);
    else if (!literal_sentence(program, rule, &about, bindings, STR("not: "), text))
        instance_print(program, &about, bindings, text);
}

bool denied_sentence_print(const Program *program, const Rule *rule, const Literal *literal, const Value *bindings,
                           Text *text) {
    if (literal->kind != LIT_NOT || relation_of(program, literal->relation)->helper != HELPER_NONE) return false;
    return literal_sentence(program, rule, literal, bindings, STR(""), text);
}

void literal_told_print(const Program *program, const Rule *rule, const Literal *literal, const Value *bindings,
                        const Sources *sources, Text *text) {
    if (!quantified_print(program, literal, bindings, sources, text))
        literal_words_print(program, rule, literal, bindings, sources, text);
}

void check_print(const Proof *proof, const Step *step, const Literal *literal, const Sources *sources, Text *text) {
    literal_told_print(proof->store->program, step_made_by(proof, step), literal, step->bindings, sources, text);
}

bool check_is_trivial(const Literal *literal) {
    if (literal->kind == LIT_BIND) return literal->left->kind != EXPR_CALL;
    return literal->kind == LIT_COMPARE && literal->op == OP_EQ && literal->left->kind != EXPR_CALL &&
           literal->right->kind != EXPR_CALL;
}
