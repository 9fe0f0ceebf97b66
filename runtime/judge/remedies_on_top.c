/* A change may bring an argument about and its rival too: then what settles it is a priority, and which there are shows
 * only in the world of the change. */
#include "runtime/judge/remedies_internal.h"

/* What is asked, or of a claim of several literals the one that is contested there. */
static bool find_contested(const Store *after, const Goal *goal, const Short *asked, Atom *atom) {
    const Relation *relation = &after->program->relations.items[asked->relation];
    const Claim *claim = goal->claim ? goal->claim : goal->body;
    Value bindings[ANSWER_COLUMNS];
    if (relation->helper == HELPER_NONE && row_is_ground(asked->row, relation->arity)) {
        atom->relation = asked->relation;
        memcpy(atom->row, asked->row, relation->arity * sizeof *atom->row);
        return true;
    }
    if (!claim || claim_deciding(after, claim, bindings) != STATUS_UNDECIDED) return false;
    for (uint32_t i = 0; i < claim->part_count; i++) {
        if (!claim->parts[i].is_atom || claim->parts[i].is_negated) continue;
        (void)part_judge(after, &claim->parts[i], bindings, atom);
        if (atom->relation != NO_ID && status_of_row(after, atom->relation, atom->row).reason == REASON_CONTESTED)
            return true;
    }
    return false;
}

static void rank(Thinker *t, RemedyList *list, const Atom *atom) {
    Dispute dispute = dispute_of(t->store, atom->relation, atom->row);
    for (size_t i = 0; i < dispute.contra.count; i++) {
        Priorities priorities = priorities_over(t->store, &dispute.pro, &dispute.contra.items[i]);
        remedies_add_priorities(t, list, &priorities);
        vec_free(&priorities);
    }
    dispute_clear(&dispute);
    remedies_rank_around(t, list, atom->relation, atom->row);
}

Remedies remedies_think_on_top(const Store *after, const Goal *goal, const Shortfall *shortfall, const RepairStep *step,
                               Arena *arena) {
    Thinker t = {.shortfall = shortfall, .store = after, .arena = arena, .values = after->program->values};
    Remedies remedies = {.items = arena_array(arena, Remedy, REMEDIES_KEPT + 1)};
    RemedyList list = {0};
    Atom atom;
    if (find_contested(after, goal, &shortfall->items.items[0], &atom)) rank(&t, &list, &atom);
    for (size_t i = 0; i < list.count; i++)
        remedies.items[remedies.count++] = (Remedy){{*step, list.items[i].steps[0]}, 2};
    remedies.is_cut = t.is_cut;
    vec_free(&list);
    return remedies;
}
