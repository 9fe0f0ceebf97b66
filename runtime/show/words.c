/* Words: names of rules, and what a step says.  What it needs is worded in literals.c. */
#include "runtime/show/words.h"

#include "runtime/judge/parts.h"
#include "runtime/show/prose.h"
#include "runtime/show/quantified.h"
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
static void asked_literal_print(const Program *program, const Rule *rule, const Literal *literal, const Value *bindings,
                                const Sources *sources, Text *text) {
    if (literal_reads(literal) && relation_of(program, literal->relation)->name == NO_SYMBOL) {
        helper_literal_print(program, literal, bindings, sources, text);
        return;
    }
    if (literal->kind != LIT_BIND || !rule->variables || rule->variables[literal->variable] == NO_SYMBOL) {
        instance_print(program, literal, bindings, text);
        return;
    }
    text_printf(text, "%.*s = ", STR_FMT(symbol_str(program, rule->variables[literal->variable])));
    value_print(program->values, bindings[literal->variable], text);
}

/* The literals of an answer's rule, with their values; those that say nothing only where there are no others. */
static void asked_print(const Proof *proof, const Step *step, const Sources *sources, Text *text) {
    const Rule *rule = step_rule(proof, step);
    bool is_first = true, all = true;
    if (!rule || !step->bindings) return;
    for (uint32_t i = 0; i < rule->literal_count; i++)
        all = all && !literal_has_row(step, i) && check_is_trivial(&rule->body[i]);
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        if (!all && !literal_has_row(step, i) && check_is_trivial(&rule->body[i])) continue;
        if (!is_first) text_lit(text, ", ");
        is_first = false;
        asked_literal_print(proof->store->program, rule, &rule->body[i], step->bindings, sources, text);
    }
}

void step_print_atom(const Proof *proof, const Step *step, const Sources *sources, Text *text) {
    const Program *program = proof->store->program;
    const Claim *claim =
        relation_of(program, step->relation)->helper == HELPER_ANSWER ? claim_of(program, step->relation) : NULL;
    if (claim)
        text_add(text, symbol_str(program, claim->name));
    else if (relation_of(program, step->relation)->helper == HELPER_ANSWER)
        asked_print(proof, step, sources, text);
    else if (relation_of(program, relation_read_as(program, step->relation))->name == NO_SYMBOL)
        helper_row_print(program, step->relation, step_values(proof, step), sources, text);
    else
        atom_print(program, step->relation, step_values(proof, step), text);
}

/* `the number of C for which ann has a grade in C is 3`; its value where there are no short words. */
static void aggregate_sentence_print(const Program *program, const Step *step, const Value *row, const Sources *sources,
                                     Text *text) {
    Term terms[ATOM_COLUMNS];
    uint32_t arity = relation_of(program, step->relation)->arity;
    for (uint32_t i = 0; i < arity; i++) terms[i] = term_const(row[i]);
    const Literal literal = {.kind = LIT_ATOM, .relation = step->relation, .terms = terms};
    if (!quantified_print(program, &literal, NULL, sources, text)) values_print(program, row, arity, text);
}

void step_print_sentence(const Proof *proof, const Step *step, const Sources *sources, Text *text) {
    const Program *program = proof->store->program;
    const Relation *relation = relation_of(program, step->relation);
    const Value *row = step_values(proof, step);
    if (relation->helper == HELPER_ANSWER) {
        const Claim *claim = claim_of(program, step->relation);
        if (claim && claim->sentence.length)
            text_add(text, claim->sentence);
        else
            asked_print(proof, step, sources, text);
    } else if (relation->helper == HELPER_AGGREGATE) {
        aggregate_sentence_print(program, step, row, sources, text);
    } else if (relation->helper != HELPER_NONE && relation_read_as(program, step->relation) == step->relation) {
        values_print(program, row, relation->arity, text);
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
