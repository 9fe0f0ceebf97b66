/* Worlds are compared row by row, relation by relation: what they have in common is not looked at again.
 *
 * What saves most is not to judge: a claim keeps its status and reason where no row that fares otherwise is in its
 * footprint.  That is sound since the footprint has all rows, given and derived, from which those can come whatever
 * facts come and go (slice.h), so it is found once, in the first world, and serves for all; and since a row that fares
 * otherwise in any way counts: there or not, given, hidden, possible or suspended.  How strong a claim is hangs on its
 * proof too, of which rows alone do not tell which it is:
 * such a claim is judged anew wherever something differs that reaches it.
 * A proof is made only where a rule that the claim can rest on is not certain; what lies below a row is looked at once
 * for all proofs of a world, and taken from the other world where that has the same rows (lowest.h). */
#include "runtime/judge/stands.h"

#include <assert.h>

#include "runtime/judge/cone.h"
#include "runtime/judge/slice.h"

/* Steps of the search for one: a claim that takes more depends on so much that few worlds would leave it alone.  Rows
 * that differ: of more, some are likely to meet any footprint. */
enum { FOOTPRINT_MOST = 2048, DIFFERENT_MOST = 64 };

/* What a claim depends on, row by row: found once somebody asks. */
typedef enum { FOOTPRINT_UNKNOWN, FOOTPRINT_TOO_LARGE, FOOTPRINT_FOUND } FootprintState;
typedef struct {
    FootprintState state;
    Footprint found;
} ClaimFootprint;

/* A row that fares otherwise in one of two worlds. */
typedef struct {
    RelId relation;
    const Value *row;
} Different;

struct Stands {
    const Store *store;
    Reach *reach;
    bool *is_uncertain; /* by relation, whether something that its rows can rest on is; NULL: nothing is */
    Lowest *lowest;
    ClaimStand *claims;         /* of the store: judged once somebody asks, nothing until then */
    bool *is_judged;            /* by claim */
    bool *is_same, *is_touched; /* by relation, for one world after the other */
    bool *is_reached;           /* by relation, of a world of which no more is computed */
    Cone wanted;                /* what is computed of it */
    Vec(Different) different;   /* rows of that world or of this one */
    bool is_listed;             /* they are all there */
    ClaimFootprint *footprints; /* by claim */
    uint32_t claim_count;       /* when it was made: questions may come later */
    uint32_t untouched;         /* claims in the last one */
};

/* ---- strengths ---- */

/* By relation. */
static bool *find_uncertain(const Program *program, Reach *reach) {
    bool *is_uncertain = mem_alloc_zero(program->relations.count + 1);
    for (RuleId r = 0; r < program->rules.count; r++)
        if (program->rules.items[r].strength != STRENGTH_CERTAIN) is_uncertain[program->rules.items[r].head] = true;
    reach_spread(reach, is_uncertain);
    return is_uncertain;
}

static ClaimStand judge(const Store *store, const Claim *claim, Lowest *lowest, const bool *is_uncertain) {
    Verdict verdict = judge_claim(store, claim);
    Strength strength = verdict_find_strength(&verdict, claim, lowest, is_uncertain);
    ClaimStand stand = {verdict.status, verdict.reason, strength, true};
    verdict_clear(&verdict);
    return stand;
}

void stands_judge(const Store *store, const Claim *const *claims, size_t count, ClaimStand *stands) {
    Reach *reach = store->program->is_graded ? reach_new(store->program) : NULL;
    bool *is_uncertain = reach ? find_uncertain(store->program, reach) : NULL;
    Lowest *lowest = lowest_new(store, NULL, NULL);
    for (size_t i = 0; i < count; i++)
        stands[i] = claims[i] ? judge(store, claims[i], lowest, is_uncertain)
                              : (ClaimStand){.status = STATUS_UNSUPPORTED, .is_there = false};
    mem_free(is_uncertain);
    lowest_free(lowest);
    reach_free(reach);
}

/* ---- in a world ---- */

Stands *stands_new(const Store *store) {
    const Agenda *agenda = store->program->agenda;
    size_t relations = store->program->relations.count;
    Stands *s = mem_alloc_zero(sizeof *s);
    s->store = store;
    s->reach = reach_new(store->program);
    s->is_uncertain = store->program->is_graded ? find_uncertain(store->program, s->reach) : NULL;
    s->lowest = lowest_new(store, NULL, NULL);
    s->claim_count = (uint32_t)agenda->claims.count;
    s->claims = mem_alloc_zero((s->claim_count + 1) * sizeof *s->claims);
    s->is_judged = mem_alloc_zero(s->claim_count + 1);
    s->footprints = mem_alloc_zero((s->claim_count + 1) * sizeof *s->footprints);
    s->is_same = mem_alloc(relations + 1);
    s->is_touched = mem_alloc(relations + 1);
    s->is_reached = mem_alloc(relations + 1);
    return s;
}

void stands_free(Stands *s) {
    if (!s) return;
    reach_free(s->reach);
    lowest_free(s->lowest);
    mem_free(s->is_uncertain);
    for (uint32_t i = 0; i < s->claim_count; i++) footprint_clear(&s->footprints[i].found);
    mem_free(s->footprints);
    vec_free(&s->different);
    mem_free(s->claims);
    mem_free(s->is_judged);
    mem_free(s->is_same);
    mem_free(s->is_touched);
    mem_free(s->is_reached);
    cone_clear(&s->wanted);
    mem_free(s);
}

ClaimStand stands_claim(Stands *s, uint32_t claim) {
    const Claim *claims = s->store->program->agenda->claims.items;
    if (!s->is_judged[claim]) s->claims[claim] = judge(s->store, &claims[claim], s->lowest, s->is_uncertain);
    s->is_judged[claim] = true;
    return s->claims[claim];
}

uint32_t stands_untouched(const Stands *s) { return s->untouched; }

/* ---- in others ---- */

/* In the same order, the same of them given and hidden. */
static bool has_same_rows(const Table *a, const Table *b) {
    uint32_t count = a ? table_count(a) : 0;
    if (count != (b ? table_count(b) : 0)) return false;
    if (count == 0) return true;
    if (table_hidden_count(a) != table_hidden_count(b)) return false;
    if (table_count_before(a, 1) != table_count_before(b, 1)) return false;
    if (memcmp(table_row(a, 0), table_row(b, 0), (size_t)count * table_arity(a) * sizeof(Value)) != 0) return false;
    for (RowId row = 0; table_hidden_count(a) && row < count; row++)
        if (table_is_hidden(a, row) != table_is_hidden(b, row)) return false;
    return true;
}

/* Rows that are not there until somebody looks for them follow from others;
 * whether those are the same is seen by them. */
static bool is_there(const Store *store, RelId id) {
    return !store_is_absent(store, id) && (id >= store->streamed.count || !store->streamed.items[id]);
}

static bool is_same_in(const Store *before, const Store *after, RelId id) {
    if (!is_there(before, id) || !is_there(after, id)) return false;
    return has_same_rows(before->tables.items[id], after->tables.items[id]) &&
           has_same_rows(store_possible(before, id), store_possible(after, id)) &&
           has_same_rows(store_suspended(before, id), store_suspended(after, id));
}

/* The first rows of a table, which are given. */
static bool has_same_given(const Table *a, const Table *b) {
    uint32_t count = table_count_before(a, 1);
    size_t size = (size_t)count * table_arity(a) * sizeof(Value);
    return count == table_count_before(b, 1) && (size == 0 || memcmp(table_row(a, 0), table_row(b, 0), size) == 0);
}

/* ---- rows that differ ---- */

/* Whether they are given or not, or hidden, in both. */
static bool is_alike(const Table *a, RowId row, const Table *b, RowId other) {
    return table_is_hidden(a, row) == table_is_hidden(b, other) &&
           (table_round_of(a, row) == 0) == (table_round_of(b, other) == 0);
}

static void list_missing(Stands *s, RelId id, const Table *from, RowId first, RowId end, const Table *to) {
    for (RowId row = first; row < end && s->different.count <= DIFFERENT_MOST; row++) {
        RowId other = to ? table_find(to, table_row(from, row)) : NO_ROW;
        if (other == NO_ROW || !is_alike(from, row, to, other))
            vec_push(&s->different, ((Different){id, table_row(from, row)}));
    }
}

/* Worlds have most rows in the same order: what they begin and end with need not be looked for. */
static void list_different(Stands *s, RelId id, const Table *a, const Table *b) {
    RowId first = 0, a_end = a ? table_count(a) : 0, b_end = b ? table_count(b) : 0;
    size_t size = table_arity(a ? a : b) * sizeof(Value);
    while (first < a_end && first < b_end && memcmp(table_row(a, first), table_row(b, first), size) == 0 &&
           is_alike(a, first, b, first))
        first++;
    while (a_end > first && b_end > first && memcmp(table_row(a, a_end - 1), table_row(b, b_end - 1), size) == 0 &&
           is_alike(a, a_end - 1, b, b_end - 1))
        a_end--, b_end--;
    list_missing(s, id, a, first, a_end, b);
    list_missing(s, id, b, first, b_end, a);
}

static void list_all_different(Stands *s, const Store *after) {
    uint32_t count = (uint32_t)s->store->program->relations.count;
    vec_empty(&s->different);
    s->is_listed = true;
    for (RelId id = 0; id < count && s->is_listed; id++) {
        const Store *before = s->store;
        if (s->is_same[id] || (id < reach_relation_count(s->reach) && !s->is_touched[id])) continue;
        s->is_listed = is_there(before, id) && is_there(after, id);
        const Table *tables[][2] = {{before->tables.items[id], after->tables.items[id]},
                                    {store_possible(before, id), store_possible(after, id)},
                                    {store_suspended(before, id), store_suspended(after, id)}};
        for (int i = 0; i < 3 && s->is_listed; i++)
            if (tables[i][0] || tables[i][1]) list_different(s, id, tables[i][0], tables[i][1]);
        s->is_listed = s->is_listed && s->different.count <= DIFFERENT_MOST;
    }
}

/* Whether one of them is among those that the status of the claim can depend on. */
static bool may_differ(Stands *s, uint32_t claim) {
    ClaimFootprint *footprint = &s->footprints[claim];
    if (!s->is_listed || footprint->state == FOOTPRINT_TOO_LARGE) return true;
    if (footprint->state == FOOTPRINT_UNKNOWN)
        footprint->state =
            footprint_init(&footprint->found, s->store, &s->store->program->agenda->claims.items[claim], FOOTPRINT_MOST)
                ? FOOTPRINT_FOUND
                : FOOTPRINT_TOO_LARGE;
    for (size_t i = 0; i < s->different.count && footprint->state == FOOTPRINT_FOUND; i++)
        if (footprint_meets(&footprint->found, s->different.items[i].relation, s->different.items[i].row)) return true;
    return footprint->state != FOOTPRINT_FOUND;
}

/* A proof may be another one though all its rows are there as before:
 * which of several is told goes by what is quickest to find. */
static bool is_touched(Stands *s, uint32_t claim) {
    if (!reach_has_claim(s->reach, s->is_touched, claim)) return false;
    return (s->is_uncertain && stand_has_strength(stands_claim(s, claim))) || may_differ(s, claim);
}

/* ---- what a world has to compute ---- */

/* By relation whether given facts differ; false if they do in one that the reach does not know. */
static bool find_changed(const Stands *s, const Store *given, bool *is_changed) {
    uint32_t known = reach_relation_count(s->reach);
    for (RelId id = 0; id < s->store->program->relations.count; id++) {
        is_changed[id] = !has_same_given(s->store->tables.items[id], given->tables.items[id]) ||
                         !has_same_rows(store_suspended(s->store, id), store_suspended(given, id));
        if (is_changed[id] && id >= known) return false;
    }
    return true;
}

/* Claims are judged by all that their status is read from, reached or not. */
const bool *stands_choose(void *context, const Store *given, const Sharing *sharing) {
    Stands *s = context;
    const Program *program = s->store->program;
    uint32_t count = (uint32_t)program->relations.count;
    RelIds reached = {0};
    s->is_reached = mem_resize(s->is_reached, count + 1);
    if (sharing) {
        bool is_known = program->agenda->claims.count == s->claim_count;
        memcpy(s->is_reached, sharing->is_reached, count);
        if (!is_known) memset(s->is_reached, true, count);
        return sharing->components; /* what is shared must not be computed */
    }
    if (program->agenda->claims.count != s->claim_count || !find_changed(s, given, s->is_reached)) {
        memset(s->is_reached, true, count);
        return NULL;
    }
    reach_spread(s->reach, s->is_reached);
    for (RelId id = 0; id < count; id++)
        if (s->is_reached[id]) vec_push(&reached, id);
    for (uint32_t i = 0; i < s->claim_count; i++)
        if (reach_has_claim(s->reach, s->is_reached, i))
            cone_roots(program, &program->agenda->claims.items[i], &reached);
    cone_clear(&s->wanted);
    cone_init_of(&s->wanted, program, reached.items, reached.count);
    vec_free(&reached);
    return s->wanted.components;
}

Reach *stands_reach(const Stands *s) { return s->reach; }

const bool *stands_reached(const Stands *s) { return s->is_reached; }

/* What differs, and all that it reaches.  False if something differs that the reach does not know:
 * all may come out otherwise. */
static bool find_touched(Stands *s, const Store *after, const bool *is_reached) {
    uint32_t known = reach_relation_count(s->reach), count = (uint32_t)s->store->program->relations.count;
    s->is_same = mem_resize(s->is_same, count + 1);
    for (RelId id = 0; id < count; id++) {
        s->is_same[id] = is_reached && !is_reached[id] ? true : is_same_in(s->store, after, id);
        bool may_follow = !is_there(s->store, id) || !is_there(after, id);
        bool differs =
            may_follow ? !has_same_given(s->store->tables.items[id], after->tables.items[id]) : !s->is_same[id];
        if (differs && id >= known) return false;
        if (id < known) s->is_touched[id] = differs;
    }
    reach_spread(s->reach, s->is_touched);
    return true;
}

/* Those of a store that may stand otherwise than in the first. */
typedef struct {
    ClaimStand *stands;
    bool *is_anew; /* by claim; of the others nothing is known but that they stand as they did */
} Anew;

static void judge_some(const Store *store, Anew anew) {
    const Agenda *agenda = store->program->agenda;
    Vec(const Claim *) claims = {0};
    ClaimStand *found = mem_alloc((agenda->claims.count + 1) * sizeof *found);
    size_t at = 0;
    for (size_t i = 0; i < agenda->claims.count; i++)
        if (anew.is_anew[i]) vec_push(&claims, &agenda->claims.items[i]);
    stands_judge(store, claims.items, claims.count, found);
    for (size_t i = 0; i < agenda->claims.count; i++)
        if (anew.is_anew[i]) anew.stands[i] = found[at++];
    vec_free(&claims);
    mem_free(found);
}

static void judge_touched(Stands *s, const Store *after, Anew anew) {
    const Agenda *agenda = after->program->agenda;
    list_all_different(s, after);
    Lowest *lowest = lowest_new(after, s->lowest, s->is_same);
    for (uint32_t i = 0; i < agenda->claims.count; i++) {
        anew.is_anew[i] = is_touched(s, i);
        if (anew.is_anew[i]) anew.stands[i] = judge(after, &agenda->claims.items[i], lowest, s->is_uncertain);
        s->untouched += !anew.is_anew[i];
    }
    lowest_free(lowest);
}

static Anew judge_anew(Stands *s, const Store *after, const bool *is_reached, Arena *arena) {
    uint32_t count = (uint32_t)after->program->agenda->claims.count;
    Anew anew = {arena_array(arena, ClaimStand, count + 1), arena_array(arena, bool, count + 1)};
    bool is_same_program = after->program == s->store->program;
    s->untouched = 0;
    if (is_same_program && count == s->claim_count && find_touched(s, after, is_reached)) {
        judge_touched(s, after, anew);
        return anew;
    }
    bool is_part = !is_same_program && is_reached;
    for (uint32_t i = 0; i < count; i++)
        anew.is_anew[i] = !is_part || i >= s->claim_count || reach_has_claim(s->reach, is_reached, i);
    judge_some(after, anew);
    return anew;
}

const ClaimStand *stands_in(Stands *s, const Store *after, const bool *is_reached, Arena *arena) {
    Anew anew = judge_anew(s, after, is_reached, arena);
    for (uint32_t i = 0; i < s->claim_count; i++)
        if (!anew.is_anew[i]) anew.stands[i] = stands_claim(s, i);
    return anew.stands;
}

const ClaimChange *stands_changes(Stands *s, const Store *after, const bool *is_reached, const Claim *but,
                                  uint32_t *count, Arena *arena) {
    Anew anew = judge_anew(s, after, is_reached, arena);
    ClaimChange *changes = arena_array(arena, ClaimChange, s->claim_count + 1);
    *count = 0;
    for (uint32_t i = 0; i < s->claim_count; i++) {
        if (!anew.is_anew[i] || but == &s->store->program->agenda->claims.items[i]) continue;
        const ClaimChange change = {i, stands_claim(s, i), anew.stands[i]};
        if (!stand_is_same(change.was, change.is)) changes[(*count)++] = change;
    }
    return changes;
}

/* As it was, without a proof. */
static ClaimStand status_before(const Stands *s, uint32_t claim) {
    if (s->is_judged[claim]) return s->claims[claim];
    Verdict verdict = judge_claim(s->store, &s->store->program->agenda->claims.items[claim]);
    ClaimStand stand = {verdict.status, verdict.reason, STRENGTH_CERTAIN, true};
    verdict_clear(&verdict);
    return stand;
}

/* A proof is made of those alone. */
const ClaimChange *stands_status_changes(Stands *s, const Store *after, const bool *is_reached, const Claim *but,
                                         uint32_t *count, Arena *arena) {
    ClaimChange *changes = arena_array(arena, ClaimChange, s->claim_count + 1);
    bool is_known = find_touched(s, after, is_reached);
    Lowest *lowest = lowest_new(after, is_known ? s->lowest : NULL, is_known ? s->is_same : NULL);
    assert(after->program == s->store->program);
    *count = 0;
    for (uint32_t i = 0; i < s->claim_count; i++) {
        const Claim *claim = &s->store->program->agenda->claims.items[i];
        if (but == claim || (is_known && !reach_has_claim(s->reach, s->is_touched, i))) continue;
        ClaimStand was = status_before(s, i);
        Verdict is = judge_claim(after, claim);
        if (was.status != is.status || was.reason != is.reason) {
            Strength strength = verdict_find_strength(&is, claim, lowest, s->is_uncertain);
            changes[(*count)++] = (ClaimChange){i, was, {is.status, is.reason, strength, true}};
        }
        verdict_clear(&is);
    }
    lowest_free(lowest);
    return changes;
}
