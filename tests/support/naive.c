/* The simplest evaluator: lists of rows, nested loops, and patience.
 *
 * Components come in the order of the program.  What is true and what is possible are two lists, made in turns (A. Van
 * Gelder, The alternating fixpoint of logic programs with negation, 1993): what is true denies only what is not possible,
 * what is possible all that is not true, until neither changes.  Speed is of no interest; that it is plainly right is. */
#include "tests/support/naive_internal.h"

/* ---- conflicts ---- */

static void hide(Naive *naive, RelId r, size_t row) {
    naive->sides[0][r].hidden.items[row] = true;
    size_t there = find_in(naive, naive->sides[1], r, naive->sides[0][r].words.items + row * arity_of(naive, r));
    naive->sides[1][r].hidden.items[there] = true;
}

static void hide_contraries(Naive *naive, RelId a, RelId b) {
    for (size_t i = 0; i < rows_of(naive, a); i++) {
        size_t other = find(naive, b, row_of(naive, a, i));
        if (other == SIZE_MAX) continue;
        hide(naive, a, i);
        hide(naive, b, other);
    }
}

static void hide_key(Naive *naive, RelId r, const Key *key) {
    for (size_t i = 0; i < rows_of(naive, r); i++)
        for (size_t j = 0; j < rows_of(naive, r); j++) {
            bool agree = i != j;
            for (uint32_t k = 0; k < key->count && agree; k++)
                agree = row_of(naive, r, i)[key->columns[k]] == row_of(naive, r, j)[key->columns[k]];
            if (agree) hide(naive, r, i);
        }
}

static void hide_conflicts(Naive *naive, const Component *component) {
    naive->relations = naive->sides[0];
    for (uint32_t i = 0; i < component->relation_count; i++) {
        RelId r = component->relations[i];
        const Relation *relation = &naive->program->relations.items[r];
        for (uint32_t k = 0; k < relation->key_count; k++) hide_key(naive, r, &relation->keys[k]);
        if (relation->contrary == NO_ID) continue;
        if (naive->program->relations.items[relation->contrary].component <= relation->component)
            hide_contraries(naive, r, relation->contrary);
    }
}

static bool same_values(const Value *a, const Value *b, uint32_t count) {
    return count == 0 || memcmp(a, b, count * sizeof *a) == 0;
}

/* Whether another given fact contradicts it: no rule ever sees it. */
static bool is_contradicted(const Program *program, const Fact *fact) {
    const Relation *relation = &program->relations.items[fact->relation];
    for (size_t i = 0; i < program->facts.count; i++) {
        const Fact *other = &program->facts.items[i];
        bool is_same = other->relation == fact->relation && same_values(other->values, fact->values, relation->arity);
        if (other->relation == relation->contrary && same_values(other->values, fact->values, relation->arity))
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

Naive *naive_run(const Program *program) {
    Naive *naive = mem_alloc_zero(sizeof *naive);
    naive->program = program;
    for (int side = 0; side < 2; side++)
        naive->sides[side] = mem_alloc_zero((program->relations.count + 1) * sizeof *naive->relations);
    size_t first = 0; /* component of the group at hand */
    bool is_open = false;
    for (size_t c = 0; c < program->components.count; c++) {
        const Component *component = &program->components.items[c];
        size_t is_true = 0, possible = SIZE_MAX;
        bool is_plain = !component->is_alternating && !is_open;
        if (is_plain) {
            make_side(naive, component, 1);
            copy_side(naive, component);
        }
        for (bool any = !is_plain; any;) { /* at first nothing is true, so that nothing is denied in vain */
            size_t more = make_side(naive, component, 1);
            size_t most = make_side(naive, component, 0);
            any = more != most && (more != possible || most != is_true); /* alike: nothing is undecided */
            possible = more;
            is_true = most;
        }
        is_open = is_open || (!is_plain && is_true != possible);
        bool is_last = c + 1 == program->components.count || program->components.items[c + 1].group != component->group;
        if (!is_last) continue;
        while (first <= c) hide_conflicts(naive, &program->components.items[first++]);
    }
    return naive;
}

void naive_free(Naive *naive) {
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
