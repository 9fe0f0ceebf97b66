/* Remedies of each entry of a shortfall, from those of the premises it lacks.
 *
 * Entries may hang on each other in circles, so that all are gone through as often as premises were followed: then each
 * has what its missing premises can offer, down to facts.  Of each entry only so many are kept. */
#include "runtime/judge/remedies_internal.h"

#include "runtime/judge/kept.h"
#include "runtime/judge/levers.h"

typedef RemedyList List;

static const Relation *relation_of(const Thinker *t, RelId id) { return &t->store->program->relations.items[id]; }

/* ---- what speaks against it ---- */

void remedies_move_argument(Thinker *t, List *list, const Arguments *over, const Argument *moved) {
    Priorities priorities = priorities_over(t->store, over, moved);
    remedies_add_priorities(t, list, &priorities);
    vec_free(&priorities);
    WrittenAtoms exceptions = exceptions_to(t->store, moved, t->arena); /* which its author thought of */
    remedies_add_atoms(t, list, &exceptions);
    vec_free(&exceptions);
    if (moved->state != APPLIES || moved->is_possible) return;
    Proof *proof = argument_prove(t->store, moved);
    remedies_undo_proof(t, list, proof);
    proof_free(proof);
}

/* Priorities of a rule that does not apply yet, over those that speak against it. */
static void think_rank(Thinker *t, const Short *entry, RuleId rule, List *list) {
    Dispute dispute = dispute_of(t->store, entry->relation, entry->row);
    Arguments pro = {0};
    vec_push(&pro, ((Argument){.rule = rule, .state = APPLIES, .about = entry->relation}));
    for (size_t i = 0; i < dispute.contra.count; i++) {
        Priorities priorities = priorities_over(t->store, &pro, &dispute.contra.items[i]);
        remedies_add_priorities(t, list, &priorities);
        vec_free(&priorities);
    }
    vec_free(&pro);
    dispute_clear(&dispute);
}

static void think_dispute(Thinker *t, const Short *entry, List *list) {
    Dispute dispute = dispute_of(t->store, entry->relation, entry->row);
    size_t count = dispute.contra.count;
    List *each = mem_alloc_zero((count + 1) * sizeof *each);
    for (size_t i = 0; i < count; i++) remedies_move_argument(t, &each[i], &dispute.pro, &dispute.contra.items[i]);
    remedies_append_in_turn(t, list, each, count);
    if (count == 2) remedies_multiply(t, &each[0], &each[1], list);
    for (size_t i = 0; i < count; i++) vec_free(&each[i]);
    mem_free(each);
    dispute_clear(&dispute);
}

/* ---- what is asked itself ---- */

static void think_inconsistent(Thinker *t, const Short *entry, List *list) {
    Rivals rivals = rivals_of(t->store->program, entry->relation, entry->row, t->arena);
    for (size_t i = 0; i < rivals.count; i++) {
        const Rival *rival = &rivals.items[i];
        RelId given = program_given(t->store->program, rival->relation);
        RowId row = row_least(t->store, store_table(t->store, given), rival->terms, rival->except, true);
        if (row != NO_ROW) remedies_undo(t, list, (RowRef){given, row});
    }
    vec_free(&rivals);
}

/* ---- all of it ---- */

static bool is_ground(const Thinker *t, const Short *entry) {
    return row_is_ground(entry->row, relation_of(t, entry->relation)->arity);
}

/* What it hinges on may decide one side alone, and a priority the other. */
static void think_unknown(Thinker *t, const Short *entry, List *list) {
    List settled = {0}, ranks = {0};
    if (entry == t->shortfall->items.items && t->shortfall->open.count)
        remedies_settle_each(t, &settled, &t->shortfall->open);
    else
        remedies_settle(t, &settled, entry->relation, entry->row);
    remedies_rank_around(t, &ranks, entry->relation, entry->row);
    remedies_append(t, list, &settled);
    remedies_append(t, list, &ranks);
    remedies_multiply(t, &ranks, &settled, list);
    vec_free(&settled);
    vec_free(&ranks);
}

static void think_standing(Thinker *t, const Short *entry, List *list) {
    if (relation_of(t, entry->relation)->helper != HELPER_NONE || !is_ground(t, entry)) return;
    switch (entry->judgement.status) {
    case STATUS_REFUTED: think_dispute(t, entry, list); break;
    case STATUS_INCONSISTENT: think_inconsistent(t, entry, list); break;
    case STATUS_UNDECIDED:
        if (entry->judgement.reason == REASON_UNKNOWN) think_unknown(t, entry, list);
        if (entry->judgement.reason == REASON_EXCEPTED) remedies_past_exceptions(t, list, entry->relation, entry->row);
        if (entry->judgement.reason == REASON_CONTESTED || entry->judgement.reason == REASON_CYCLIC) {
            think_dispute(t, entry, list);
            remedies_around(t, list, entry->relation, entry->row, true);
        }
        break;
    default: break;
    }
}

static void think(Thinker *t, uint32_t number) {
    const Short *entry = &t->shortfall->items.items[number];
    List list = {0}, against = {0}, routes = {0}, own = {0}, ranked = {0};
    bool is_denied = entry->judgement.status == STATUS_REFUTED && is_ground(t, entry);
    t->is_asked = number == 0;
    think_standing(t, entry, &against);
    for (uint32_t r = 0; r < entry->route_count; r++) {
        List route = {0}, ranks = {0};
        for (uint32_t i = 0; i < entry->routes[r].attempt_count; i++)
            remedies_complete(t, &route, &entry->routes[r].attempts[i]);
        if (is_denied) think_rank(t, entry, entry->routes[r].rule, &ranks);
        remedies_append(t, &routes, &route);
        remedies_multiply(t, &ranks, &route, &ranked);
        vec_free(&route);
        vec_free(&ranks);
    }
    remedies_add_own_fact(t, &own, entry);
    remedies_append(t, &list, &own);
    remedies_append(t, &list, &against);
    remedies_append(t, &list, &routes);
    if (entry->judgement.status == STATUS_REFUTED) {
        remedies_multiply(t, &against, &own, &list);
        remedies_multiply(t, &against, &routes, &list);
    }
    remedies_append(t, &list, &ranked);
    vec_free(&ranked);
    vec_free(&own);
    vec_free(&against);
    vec_free(&routes);
    vec_free(&t->of_entry[number]);
    t->of_entry[number] = list;
}

static uint32_t deepest(const Shortfall *s) {
    uint32_t depth = 0;
    for (size_t i = 0; i < s->items.count; i++)
        if (s->items.items[i].depth > depth) depth = s->items.items[i].depth;
    return depth;
}

/* Those of so many steps, the familiar first: stable insertion, since they are few. */
static void sort_remedies(const Thinker *t, uint32_t steps, Remedies *remedies) {
    uint32_t distances[REMEDIES_KEPT], begin = remedies->count;
    const List *list = &t->of_entry[0];
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].count != steps) continue;
        uint32_t own = remedy_distance(t, &list->items[i]), at = remedies->count++;
        for (; at > begin && own < distances[at - 1 - begin]; at--) {
            remedies->items[at] = remedies->items[at - 1];
            distances[at - begin] = distances[at - 1 - begin];
        }
        remedies->items[at] = list->items[i];
        distances[at - begin] = own;
    }
}

Remedies remedies_of_thinker(Thinker t) {
    size_t count = t.shortfall->items.count;
    t.of_entry = mem_alloc_zero((count + 1) * sizeof *t.of_entry);
    for (uint32_t pass = 0; pass <= deepest(t.shortfall); pass++)
        for (size_t i = count; i-- > 0;) think(&t, (uint32_t)i);
    Remedies remedies = {.items = arena_array(t.arena, Remedy, REMEDIES_KEPT + 1), .is_cut = t.is_cut};
    for (uint32_t steps = 1; steps <= REPAIR_STEPS; steps++) sort_remedies(&t, steps, &remedies);
    for (size_t i = 0; i < count; i++) vec_free(&t.of_entry[i]);
    mem_free(t.of_entry);
    return remedies;
}

Remedies remedies_think(const Shortfall *shortfall, const Familiar *familiar, bool unusual, Arena *arena) {
    Thinker t = {.shortfall = shortfall,
                 .familiar = familiar,
                 .store = shortfall->store,
                 .arena = arena,
                 .unusual = unusual,
                 .values = shortfall->store->program->values,
                 .heads = kept_of(shortfall->store)->heads};
    Remedies remedies = remedies_of_thinker(t);
    return remedies;
}
