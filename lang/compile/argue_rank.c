/* Who beats whom, class by class: what names stand for must not go in a circle either.
 *
 *     f: presumably p cite s.   g: presumably -p.   prefer f over g.   prefer g over s.
 *
 * No name wins over itself here, yet f and g would beat each other, and both contraries be accepted.  Classes that lose
 * to nobody are taken away until none is left; what stays goes in a circle. */
#include "lang/compile/argue_internal.h"

#define STEPS_TOLD 8

void argue_note_rank(Argue *a, const Class *winner, const Class *loser, const Preference *preference) {
    vec_push(&a->ranks, ((Rank){winner->applies, loser->applies, preference}));
}

/* Drops ranks whose winner loses to nobody who is left, and what follows; gives the rest, which goes in circles. */
static size_t drop_free_winners(const Argue *a, Rank *ranks, size_t count) {
    uint32_t relations = (uint32_t)a->program->relations.count;
    uint32_t *losses = mem_alloc_zero((relations + 1) * sizeof *losses),
             *first = mem_alloc_zero((relations + 2) * sizeof *first);
    uint32_t *by_winner = mem_alloc((count + 1) * sizeof *by_winner);
    Vec(RelId) open = {0};
    for (size_t i = 0; i < count; i++) losses[ranks[i].loser]++, first[ranks[i].winner + 2]++;
    for (uint32_t i = 1; i <= relations; i++) first[i + 1] += first[i];
    for (size_t i = 0; i < count; i++) by_winner[first[ranks[i].winner + 1]++] = (uint32_t)i;
    for (RelId id = 0; id < relations; id++)
        if (losses[id] == 0 && first[id] < first[id + 1]) vec_push(&open, id);
    while (open.count) {
        RelId id = vec_pop(&open);
        for (uint32_t k = first[id]; k < first[id + 1]; k++)
            if (--losses[ranks[by_winner[k]].loser] == 0) vec_push(&open, ranks[by_winner[k]].loser);
    }
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (losses[ranks[i].winner] > 0 && losses[ranks[i].loser] > 0) ranks[kept++] = ranks[i];
    vec_free(&open);
    mem_free(losses);
    mem_free(first);
    mem_free(by_winner);
    return kept;
}

static void report(const Argue *a, const Rank *ranks, size_t count, Diags *diags) {
    const Interner *symbols = values_symbols(a->program->values);
    const Preference *main = ranks[0].preference;
    Diag *diag = diag_add(diags, E0506, main->span, "%.*s over %.*s, and what these names stand for, go in a circle",
                          STR_FMT(intern_text(symbols, main->winner)), STR_FMT(intern_text(symbols, main->loser)));
    diag_remedy(diags, diag, "leave one of them out: what wins cannot lose to the same");
    for (size_t i = 1; i < count && i < STEPS_TOLD; i++)
        if (ranks[i].preference != main)
            diag_note(diags, diag, ranks[i].preference->span, "%.*s over %.*s",
                      STR_FMT(intern_text(symbols, ranks[i].preference->winner)),
                      STR_FMT(intern_text(symbols, ranks[i].preference->loser)));
}

void argue_check_ranks(Argue *a, Diags *diags) {
    size_t count = drop_free_winners(a, a->ranks.items, a->ranks.count);
    if (count) report(a, a->ranks.items, count, diags);
}
