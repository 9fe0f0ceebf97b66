/* The other way round: what is for an undecided row is moved as else what is against it.  One change at a time, for what
 * takes two is no short answer. */
#include "runtime/judge/remedies_internal.h"

typedef RemedyList List;

/* A priority over the argument, what it rests on taken back, an exception to it stated. */
static void think_argument(Thinker *t, const Dispute *dispute, const Argument *pro, List *list) {
    Priorities priorities = priorities_over(t->store, &dispute->contra, pro);
    remedies_add_priorities(t, list, &priorities);
    vec_free(&priorities);
    if (pro->state == APPLIES && !pro->is_possible) {
        Proof *proof = argument_prove(t->store, pro);
        remedies_undo_proof(t, list, proof);
        proof_free(proof);
    }
    WrittenAtoms exceptions = exceptions_to(t->store, pro, t->arena);
    for (size_t i = 0; i < exceptions.count; i++)
        remedies_add_fact(t, list, exceptions.items[i].relation, exceptions.items[i].row, false);
    vec_free(&exceptions);
}

static void think_row(Thinker *t, RelId relation, const Value *row, List *list) {
    RelId contrary = t->store->program->relations.items[relation].contrary;
    Dispute dispute = dispute_of(t->store, relation, row);
    remedies_settle(t, list, relation, row);
    for (size_t i = 0; i < dispute.pro.count; i++) think_argument(t, &dispute, &dispute.pro.items[i], list);
    remedies_around(t, list, relation, row, false);
    if (contrary != NO_ID) remedies_add_fact(t, list, contrary, row, false);
    dispute_clear(&dispute);
}

Remedies remedies_think_against(const Shortfall *shortfall, const Familiar *familiar, RelId relation, const Value *row,
                                Arena *arena) {
    Thinker t = {.shortfall = shortfall,
                 .familiar = familiar,
                 .store = shortfall->store,
                 .arena = arena,
                 .values = shortfall->store->program->values};
    List list = {0};
    t.heads = heads_of(t.store->program);
    think_row(&t, relation, row, &list);
    Remedies remedies = {.items = arena_array(arena, Remedy, REMEDIES_KEPT + 1), .is_cut = t.is_cut};
    for (size_t i = 0; i < list.count; i++)
        if (list.items[i].count == 1) remedies.items[remedies.count++] = list.items[i];
    vec_free(&list);
    heads_clear(&t.heads);
    return remedies;
}
