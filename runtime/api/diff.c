/* Diff.
 *
 * What was run with some of the edits is kept, since claims that changed ask for the same mixes.  Declarations of what
 * the first version does not know are part of every mix,
 * so that a rule about a new relation need not drag them along. */
#include "runtime/api/diff.h"

#include <stdlib.h>

#include "runtime/api/mix.h"
#include "runtime/api/policy.h"
#include "runtime/api/versions.h"
#include "runtime/judge/narrow.h"
#include "runtime/show/words.h"

typedef struct {
    bool *is_chosen;
    ClaimStand *stands; /* NULL: it has errors */
} Tried;

typedef struct {
    const Session *a, *b;
    const RunOptions *run;
    Editeds edits;
    Str *claims; /* that came out otherwise, or are in one version only */
    ClaimStand *was, *is;
    uint32_t claim_count, claim; /* the claim at hand */
    Vec(Tried) tried;
    uint32_t most_runs, runs;
    bool has_new_names, is_stopped;
    Arena arena;
} Diff;

/* ---- mixes ---- */

static const ClaimStand *stands_with(Diff *d, const uint32_t *chosen, uint32_t count) {
    bool *is_chosen = arena_array(&d->arena, bool, d->edits.count + 1);
    for (size_t i = 0; i < d->edits.count; i++) is_chosen[i] = d->has_new_names && d->edits.items[i].is_new_name;
    for (uint32_t i = 0; i < count; i++) is_chosen[chosen[i]] = true;
    for (size_t i = 0; i < d->tried.count; i++)
        if (memcmp(d->tried.items[i].is_chosen, is_chosen, d->edits.count) == 0) return d->tried.items[i].stands;
    Stop stop;
    if (d->runs == d->most_runs) {
        d->is_stopped = true;
        return NULL;
    }
    d->runs++;
    ClaimStand *stands = arena_array(&d->arena, ClaimStand, d->claim_count + 1);
    bool fine = mix_run(d->a, d->b, &d->edits, is_chosen, d->run, d->claims, d->claim_count, stands, &stop);
    d->is_stopped = d->is_stopped || stop != STOP_NONE;
    vec_push(&d->tried, ((Tried){is_chosen, fine ? stands : NULL}));
    return fine ? stands : NULL;
}

static bool brings_about(void *context, const uint32_t *changes, uint32_t count, bool *is_enough) {
    Diff *d = context;
    const ClaimStand *stands = stands_with(d, changes, count);
    *is_enough = d->is_stopped;
    return stands && stand_is_same(stands[d->claim], d->is[d->claim]);
}

/* Whether declarations that are new alone leave all as it was. */
static void try_new_names(Diff *d) {
    bool has_any = false;
    for (size_t i = 0; i < d->edits.count; i++) has_any = has_any || d->edits.items[i].is_new_name;
    d->has_new_names = has_any;
    const ClaimStand *stands = has_any ? stands_with(d, NULL, 0) : NULL;
    for (uint32_t i = 0; i < d->claim_count && stands; i++)
        if (!stand_is_same(stands[i], d->was[i])) stands = NULL;
    d->has_new_names = stands != NULL;
}

/* ---- causes ---- */

typedef enum { ONLY_FACTS, ONLY_OTHERS, ALL_EDITS, SELECTIONS } Selection;

static void select_edits(const Diff *d, Selection selection, Numbers *numbers) {
    vec_empty(numbers);
    for (uint32_t i = 0; i < d->edits.count; i++) {
        bool is_fact = d->edits.items[i].kind == EDITED_FACT;
        bool is_background = d->has_new_names && d->edits.items[i].is_new_name;
        if (is_background || (selection == ONLY_FACTS && !is_fact) || (selection == ONLY_OTHERS && is_fact)) continue;
        vec_push(numbers, i);
    }
}

static void find_cause(Diff *d, Changed *changed) {
    Numbers numbers = {0};
    bool is_enough = false, is_found = false;
    for (Selection s = ONLY_FACTS; s < SELECTIONS && !is_found && !d->is_stopped; s++) {
        select_edits(d, s, &numbers);
        is_found = numbers.count && brings_about(d, numbers.items, (uint32_t)numbers.count, &is_enough);
    }
    changed->is_found = is_found;
    if (is_found) {
        Narrowness narrowness = narrow(&numbers, brings_about, d);
        changed->is_minimal = narrowness != NARROW_STOPPED;
        changed->is_smallest = narrowness == NARROW_SMALLEST;
        changed->cause = arena_copy(&d->arena, numbers.items, numbers.count * sizeof *numbers.items);
        changed->cause_count = (uint32_t)numbers.count;
    }
    vec_free(&numbers);
}

/* ---- claims ---- */

static int str_order(const void *a, const void *b) { return str_compare(*(const Str *)a, *(const Str *)b); }

static void list_claims(Diff *d) {
    const Session *sessions[] = {d->a, d->b};
    size_t most = d->a->program->agenda->claims.count + d->b->program->agenda->claims.count;
    Str *names = arena_array(&d->arena, Str, most + 1);
    uint32_t count = 0;
    for (int side = 0; side < 2; side++) {
        const Program *program = sessions[side]->program;
        for (size_t i = 0; i < program->agenda->claims.count; i++)
            names[count++] = symbol_str(program, program->agenda->claims.items[i].name);
    }
    qsort(names, count, sizeof *names, str_order);
    for (uint32_t i = 0; i < count; i++)
        if (i == 0 || !str_equal(names[i], names[i - 1])) names[d->claim_count++] = names[i];
    d->claims = names;
    d->was = arena_array(&d->arena, ClaimStand, d->claim_count + 1);
    d->is = arena_array(&d->arena, ClaimStand, d->claim_count + 1);
    stands_of(d->a->world, d->claims, d->claim_count, d->was);
    stands_of(d->b->world, d->claims, d->claim_count, d->is);
}

/* ---- how ambiguity is weighed ---- */

/* By claim; NULL if a limit ended the search. */
static bool *mark_sensitive(Diff *d, const Session *session, const ClaimStand *stands) {
    const Agenda *agenda = session->program->agenda;
    Verdict *verdicts = arena_array(&d->arena, Verdict, agenda->claims.count + 1);
    bool *marks = arena_array(&d->arena, bool, d->claim_count + 1);
    uint32_t *places = arena_array(&d->arena, uint32_t, agenda->claims.count + 1);
    for (size_t i = 0; i < agenda->claims.count; i++) {
        Str name = symbol_str(session->program, agenda->claims.items[i].name);
        places[i] =
            (uint32_t)((const Str *)bsearch(&name, d->claims, d->claim_count, sizeof name, str_order) - d->claims);
        verdicts[i] = (Verdict){.status = stands[places[i]].status};
    }
    if (!policy_mark(session, NULL, d->run, verdicts, NULL, &d->arena)) return NULL;
    for (uint32_t i = 0; i < d->claim_count; i++) marks[i] = false;
    for (size_t i = 0; i < agenda->claims.count; i++) marks[places[i]] = verdicts[i].policy_sensitive;
    return marks;
}

/* Claims that are established in both, and hang on it in one alone: where either was stopped, nobody knows. */
static void find_weighed(Diff *d, Strs weighed[2]) {
    const bool *marks[] = {mark_sensitive(d, d->a, d->was), mark_sensitive(d, d->b, d->is)};
    for (int side = 0; side < 2 && marks[0] && marks[1]; side++) {
        Str *names = arena_array(&d->arena, Str, d->claim_count + 1);
        weighed[side] = (Strs){.items = names};
        for (uint32_t i = 0; i < d->claim_count; i++)
            if (d->was[i].status == STATUS_ESTABLISHED && d->is[i].status == STATUS_ESTABLISHED && marks[side][i] &&
                !marks[1 - side][i])
                names[weighed[side].count++] = d->claims[i];
    }
}

static uint32_t keep_changed(Diff *d) {
    uint32_t kept = 0, same = 0;
    for (uint32_t i = 0; i < d->claim_count; i++) {
        if (stand_is_same(d->was[i], d->is[i])) {
            same++;
            continue;
        }
        d->claims[kept] = d->claims[i];
        d->was[kept] = d->was[i];
        d->is[kept++] = d->is[i];
    }
    d->claim_count = kept;
    return same;
}

Answered diff(const Session *a, const Session *b, const RunOptions *run, const DiffAsk *ask, Text *out) {
    Diff d = {.a = a, .b = b, .run = run, .most_runs = ask->most_runs ? ask->most_runs : DIFF_RUNS};
    arena_init(&d.arena);
    const Budget budget = budget_begin(run->budget);
    Stop stop = edits_find(a, b, &budget, &d.arena, &d.edits);
    if (stop != STOP_NONE && b->world->outcome.stop == STOP_NONE) b->world->outcome.stop = stop;
    list_claims(&d);
    Strs weighed[2] = {{.count = 0}, {.count = 0}};
    if (!ask->is_later) find_weighed(&d, weighed);
    uint32_t same = keep_changed(&d);
    bool is_partial = a->world->outcome.stop != STOP_NONE || b->world->outcome.stop != STOP_NONE;
    Changed *changed = arena_array(&d.arena, Changed, d.claim_count + 1);
    if (!is_partial) try_new_names(&d);
    for (d.claim = 0; d.claim < d.claim_count; d.claim++) {
        changed[d.claim] = (Changed){.name = d.claims[d.claim], .was = d.was[d.claim], .is = d.is[d.claim]};
        bool is_in_both = d.was[d.claim].is_there && d.is[d.claim].is_there;
        if (is_in_both && !is_partial) find_cause(&d, &changed[d.claim]);
    }
    TwoVersions two = {a,
                       b,
                       &d.edits,
                       changed,
                       d.claim_count,
                       same,
                       d.runs,
                       d.is_stopped,
                       is_partial,
                       ask->is_later,
                       stop != STOP_NONE,
                       {weighed[0], weighed[1]}};
    if (ask->as_json)
        versions_json(&two, out);
    else
        versions_print(&two, out);
    vec_free(&d.edits);
    vec_free(&d.tried);
    arena_clear(&d.arena);
    return ANSWER_FINE;
}
