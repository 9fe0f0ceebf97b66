/* The other way round: what is for an undecided row is moved as else what is against it.  One change at a time, for
 * what takes two is no short answer. */
#include "runtime/judge/remedies_internal.h"

#include "runtime/judge/kept.h"

typedef RemedyList List;

static void think_row(Thinker *t, RelId relation, const Value *row, List *list) {
    Dispute dispute = dispute_of(t->store, relation, row);
    remedies_settle(t, list, relation, row);
    for (size_t i = 0; i < dispute.pro.count; i++)
        remedies_move_argument(t, list, &dispute.contra, &dispute.pro.items[i]);
    remedies_around(t, list, relation, row, false);
    remedies_deny_outright(t, list, relation, row);
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
    t.heads = kept_of(t.store)->heads;
    think_row(&t, relation, row, &list);
    Remedies remedies = {.items = arena_array(arena, Remedy, REMEDIES_KEPT + 1), .is_cut = t.is_cut};
    for (size_t i = 0; i < list.count; i++)
        if (list.items[i].count == 1) remedies.items[remedies.count++] = list.items[i];
    vec_free(&list);
    return remedies;
}
