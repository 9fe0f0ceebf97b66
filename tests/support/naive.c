/* The simplest evaluator: lists of rows, nested loops, and patience.
 *
 * Components come in the order of the program.  What is true and what is possible are two lists, made in turns (A. Van
 * Gelder, The alternating fixpoint of logic programs with negation, 1993): what is true denies only what is not
 * possible, what is possible all that is not true, until neither changes.
 * Speed is of no interest; that it is plainly right is. */
#include "tests/support/naive_internal.h"

static bool same_values(const Value *a, const Value *b, uint32_t count) {
    return count == 0 || memcmp(a, b, count * sizeof *a) == 0;
}

static bool are_declared(const Program *program, const Contrary *c, const Fact *first, const Fact *second) {
    Value bindings[CONTRARY_VARIABLES];
    memset(bindings, 0xFF, sizeof bindings);
    return c->first == first->relation && c->second == second->relation &&
           terms_fit(c->first_terms, program->relations.items[c->first].arity, first->values, bindings) &&
           terms_fit(c->second_terms, program->relations.items[c->second].arity, second->values, bindings);
}

/* Whether another given fact contradicts it: no rule ever sees it. */
static bool is_contradicted(const Program *program, const Fact *fact) {
    const Relation *relation = &program->relations.items[fact->relation];
    for (size_t i = 0; i < program->facts.count; i++) {
        const Fact *other = &program->facts.items[i];
        bool is_same = other->relation == fact->relation && same_values(other->values, fact->values, relation->arity);
        if (other->relation == relation->contrary && same_values(other->values, fact->values, relation->arity))
            return true;
        for (size_t c = 0; c < program->contraries.count && !is_same; c++)
            if (are_declared(program, &program->contraries.items[c], fact, other) ||
                are_declared(program, &program->contraries.items[c], other, fact))
                return true;
        for (uint32_t k = 0; k < relation->key_count && other->relation == fact->relation && !is_same; k++) {
            bool agree = true;
            for (uint32_t c = 0; c < relation->keys[k].count; c++) {
                uint32_t column = relation->keys[k].columns[c];
                agree = agree && other->values[column] == fact->values[column];
            }
            if (agree) return true;
        }
    }
    return false;
}

bool naive_is_given_and_contradicted(const Naive *naive, RelId r, const Value *row) {
    const Program *program = naive->program;
    for (size_t i = 0; i < program->facts.count; i++) {
        const Fact *fact = &program->facts.items[i];
        if (fact->relation == r && same_values(fact->values, row, arity_of(naive, r)))
            return is_contradicted(program, fact);
    }
    return false;
}

static void add_facts(Naive *naive, const Component *component) {
    const Program *program = naive->program;
    for (size_t i = 0; i < program->facts.count; i++) {
        const Fact *fact = &program->facts.items[i];
        for (uint32_t k = 0; k < component->relation_count; k++) {
            if (component->relations[k] != fact->relation) continue;
            naive_add(naive, fact->relation, fact->values);
            size_t row = find_in(naive, naive->relations, fact->relation, fact->values);
            if (is_contradicted(program, fact)) naive->relations[fact->relation].hidden.items[row] = true;
        }
    }
}

/* Makes one side of a component anew; gives how many rows it has. */
static size_t make_side(Naive *naive, const Component *component, int side) {
    naive->relations = naive->sides[side];
    naive->denied = naive->sides[1 - side];
    for (uint32_t i = 0; i < component->relation_count; i++) {
        vec_empty(&naive->relations[component->relations[i]].words);
        vec_empty(&naive->relations[component->relations[i]].hidden);
    }
    add_facts(naive, component);
    bool any;
    do {
        any = false;
        for (uint32_t i = 0; i < component->rule_count; i++)
            if (naive_try(naive, &naive->program->rules.items[component->rules[i]])) any = true;
    } while (any);
    size_t count = 0;
    for (uint32_t i = 0; i < component->relation_count; i++) count += rows_of(naive, component->relations[i]);
    return count;
}

/* Both sides are alike where no circle runs through `not` and nothing before is undecided. */
static void copy_side(Naive *naive, const Component *component) {
    for (uint32_t i = 0; i < component->relation_count; i++) {
        const Rows *from = &naive->sides[1][component->relations[i]];
        Rows *to = &naive->sides[0][component->relations[i]];
        for (size_t k = 0; k < from->words.count; k++) vec_push(&to->words, from->words.items[k]);
        for (size_t k = 0; k < from->hidden.count; k++) vec_push(&to->hidden, from->hidden.items[k]);
    }
}

static void run_component_naively(Naive *naive, const Component *component, bool *is_open) {
    size_t is_true = 0, possible = SIZE_MAX;
    bool is_plain = !component->is_alternating && !*is_open;
    if (is_plain) {
        make_side(naive, component, 1);
        for (uint32_t i = 0; i < component->relation_count; i++) {
            vec_empty(&naive->sides[0][component->relations[i]].words);
            vec_empty(&naive->sides[0][component->relations[i]].hidden);
        }
        copy_side(naive, component);
    }
    for (uint32_t i = 0; i < component->relation_count && !is_plain;
         i++) { /* at first nothing is true, so that nothing is
                                                                              * denied in vain */
        vec_empty(&naive->sides[0][component->relations[i]].words);
        vec_empty(&naive->sides[0][component->relations[i]].hidden);
    }
    for (bool any = !is_plain; any;) {
        size_t more = make_side(naive, component, 1);
        size_t most = make_side(naive, component, 0);
        any = more != most && (more != possible || most != is_true); /* alike: nothing is undecided */
        possible = more;
        is_true = most;
    }
    *is_open = *is_open || (!is_plain && is_true != possible);
}

void naive_run_components(Naive *naive, size_t first, size_t end, bool *is_open) {
    for (size_t c = first; c < end; c++) run_component_naively(naive, &naive->program->components.items[c], is_open);
}

Naive *naive_run(const Program *program) {
    Naive *naive = mem_alloc_zero(sizeof *naive);
    naive->program = program;
    for (int side = 0; side < 2; side++)
        naive->sides[side] = mem_alloc_zero((program->relations.count + 1) * sizeof *naive->relations);
    naive->late = mem_alloc_zero((program->relations.count + 1) * sizeof *naive->late);
    bool is_open = false;
    for (size_t first = 0, end; first < program->components.count; first = end) {
        const Component *components = program->components.items;
        for (end = first; end < program->components.count && components[end].group == components[first].group;) end++;
        naive_run_group(naive, first, end, &is_open);
    }
    return naive;
}

void naive_free(Naive *naive) {
    for (size_t i = 0; i < naive->program->relations.count; i++) {
        vec_free(&naive->late[i].words);
        vec_free(&naive->late[i].hidden);
    }
    mem_free(naive->late);
    for (int side = 0; side < 2; side++) {
        for (size_t i = 0; i < naive->program->relations.count; i++) {
            vec_free(&naive->sides[side][i].words);
            vec_free(&naive->sides[side][i].hidden);
        }
        mem_free(naive->sides[side]);
    }
    mem_free(naive);
}

static size_t count_visible(const Rows *rows) {
    size_t count = 0;
    for (size_t i = 0; i < rows->hidden.count; i++) count += !rows->hidden.items[i];
    return count;
}

uint32_t naive_count(const Naive *naive, RelId r) { return (uint32_t)count_visible(&naive->sides[0][r]); }

uint32_t naive_hidden_count(const Naive *naive, RelId r) {
    return (uint32_t)naive->sides[0][r].hidden.count - naive_count(naive, r);
}

uint32_t naive_undecided_count(const Naive *naive, RelId r) {
    return (uint32_t)(naive->sides[1][r].hidden.count - naive->sides[0][r].hidden.count);
}

bool naive_holds(const Naive *naive, RelId r, const Value *row) {
    size_t i = find_in(naive, naive->sides[0], r, row);
    return i != SIZE_MAX && !naive->sides[0][r].hidden.items[i];
}

bool naive_is_undecided(const Naive *naive, RelId r, const Value *row) {
    return find_in(naive, naive->sides[1], r, row) != SIZE_MAX && find_in(naive, naive->sides[0], r, row) == SIZE_MAX;
}
