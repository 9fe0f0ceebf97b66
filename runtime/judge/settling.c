/* Settling open facts.
 *
 * One world is run in which p and -p of each open fact are suspended, as if they were stated and nobody knew which.
 * What the claim hangs on there is a ground program (residue.c), and a way to settle them is one solution of it: p is
 * stated, or -p, or neither, and then the open relation leaves it undecided.  Where rows contradict each other however
 * they are settled, or are counted, that is not enough, and each way is run as a world. */
#include "runtime/judge/settling.h"

#include <stdlib.h>

#include "runtime/eval/budget.h"

enum { SPENT_MOST = 60000000, WORLDS_MOST = 400, WORLDS_LEAST = 40, ROWS_MOST = 400000 };
enum { TARGET_ESTABLISHED, TARGET_REFUTED, TARGET_ARGUED };

static const Relation *relation_of(const Settling *s, RelId id) {
    return &s->inquiry->base->program->relations.items[id];
}

/* ---- which there are ---- */

static bool is_stated(const Store *store, RelId relation, const Value *row) {
    RelId given = program_given(store->program, relation);
    return table_find(store_table(store, given), row) != NO_ROW;
}

static RelId domain_of(const Settling *s, RelId id) {
    const Program *program = s->inquiry->base->program;
    for (RelId d = 0; d < program->relations.count; d++)
        if (program->relations.items[d].helper == HELPER_DOMAIN && program->relations.items[d].of == id) return d;
    return NO_ID;
}

static void list_rows(Settling *s, RelId id) {
    const Store *base = s->inquiry->base;
    Table *possible = store_possible(base, id);
    RelId domain = domain_of(s, id), contrary = relation_of(s, id)->contrary;
    if (!possible || domain == NO_ID || contrary == NO_ID) return;
    for (RowId row = 0; row < table_count(possible); row++) {
        const Value *values = table_row(possible, row);
        if (!store_is_undecided(base, id, values) || table_find(store_table(base, domain), values) == NO_ROW) continue;
        if (is_stated(base, id, values) || is_stated(base, contrary, values)) continue;
        vec_push(&s->facts, ((OpenFact){id, values, NO_ID, NO_ID}));
    }
}

typedef struct {
    OpenFact fact;
    const Program *program;
} Entry;

static int by_value(const void *a, const void *b) {
    const Entry *x = a, *y = b;
    const Program *program = x->program;
    const Relation *p = &program->relations.items[x->fact.relation], *q = &program->relations.items[y->fact.relation];
    const Interner *symbols = values_symbols(program->values);
    int order = str_compare(intern_text(symbols, p->name), intern_text(symbols, q->name));
    if (order) return order;
    if (p->arity != q->arity) return p->arity < q->arity ? -1 : 1;
    for (uint32_t c = 0; c < p->arity; c++)
        if ((order = value_compare(program->values, x->fact.row[c], y->fact.row[c])) != 0) return order;
    return 0;
}

static void sort_facts(Settling *s) {
    Vec(Entry) entries = {0};
    for (size_t i = 0; i < s->facts.count; i++)
        vec_push(&entries, ((Entry){s->facts.items[i], s->inquiry->base->program}));
    if (entries.count > 1) qsort(entries.items, entries.count, sizeof *entries.items, by_value);
    for (size_t i = 0; i < entries.count; i++) s->facts.items[i] = entries.items[i].fact;
    vec_free(&entries);
}

static void list_facts(Settling *s) {
    const Program *program = s->inquiry->base->program;
    for (RelId id = 0; id < program->relations.count; id++) {
        const Relation *relation = &program->relations.items[id];
        if (relation->is_open && !relation->is_negative && relation->helper == HELPER_NONE &&
            cone_has(&s->inquiry->cone, id))
            list_rows(s, id);
    }
    sort_facts(s);
}

/* ---- the residue ---- */

/* Both signs of each, where given facts of the relation stand. */
static World *suspend_all(Settling *s) {
    const Program *program = s->inquiry->base->program;
    Vec(GivenRow) rows = {0};
    for (size_t i = 0; i < s->facts.count; i++) {
        const OpenFact *fact = &s->facts.items[i];
        Origin origin = {NO_SYMBOL, {NULL, 0}, NO_SPAN};
        vec_push(&rows, ((GivenRow){program_given(program, fact->relation), fact->row, origin}));
        vec_push(&rows,
                 ((GivenRow){program_given(program, relation_of(s, fact->relation)->contrary), fact->row, origin}));
    }
    inquiry_suppose_all(s->inquiry, GIVEN_KEPT);
    World *world =
        inquiry_run(s->inquiry, &(Changes){.suspended = rows.items, .suspended_count = (uint32_t)rows.count});
    vec_free(&rows);
    return world;
}

/* Whether rows are hidden for contradicting each other:
 * rows that follow, which other worlds need not do, or given ones too. */
static bool is_contradictory(const Settling *s, bool counts_given) {
    const World *world = s->world;
    for (size_t i = 0; i < world->conflicts.count; i++) {
        const Conflict *conflict = &world->conflicts.items[i];
        bool is_given = table_is_sealed(store_table(world->store, conflict->first), conflict->first_row) &&
                        table_is_sealed(store_table(world->store, conflict->second), conflict->second_row);
        if (conflict->key != CLASH_BY_AUDIT && (counts_given || !is_given) &&
            cone_has(&s->inquiry->cone, conflict->first))
            return true;
    }
    return false;
}

/* Whether something that is undecided may be contradicted by what the residue does not weigh. */
static bool may_contradict(const Settling *s) {
    const Program *program = s->inquiry->base->program;
    bool may = false;
    for (RelId id = 0; id < program->relations.count && !may; id++)
        may = cone_has(&s->inquiry->cone, id) && inquiry_may_contradict(s->world->store, id);
    return may;
}

static bool is_constant(const Part *part, uint32_t arity) {
    for (uint32_t i = 0; i < arity; i++)
        if (part->terms[i].kind != TERM_CONST) return false;
    return true;
}

/* A literal that is denied is refuted by its rows, another one by what speaks against its row. */
static void aim_against(Settling *s, uint32_t target, const Part *part) {
    const Program *program = s->inquiry->base->program;
    if (part->is_negated) {
        residue_aim(s->residue, target, part->relation, part->terms, NULL);
        return;
    }
    Value row[64];
    Arena arena;
    arena_init(&arena);
    for (uint32_t i = 0; i < relation_of(s, part->relation)->arity; i++) row[i] = part->terms[i].id;
    Rivals rivals = rivals_of(program, part->relation, row, &arena);
    for (size_t i = 0; i < rivals.count; i++)
        residue_aim(s->residue, target, rivals.items[i].relation, rivals.items[i].terms, rivals.items[i].except);
    vec_free(&rivals);
    arena_clear(&arena);
}

/* Whether the rules for a literal apply, or would but for an exception, tells undecided from unsupported. */
static void reach_argued(Settling *s, uint32_t target, const Part *part) {
    const Relation *relation = relation_of(s, part->relation);
    Value row[64];
    for (uint32_t i = 0; i < relation->arity; i++) row[i] = part->terms[i].id;
    residue_reach(s->residue, target, part->relation, row);
    for (uint32_t c = 0; c < relation->class_count; c++) {
        residue_aim(s->residue, target, relation->classes[c], part->terms, NULL);
        residue_reach(s->residue, target, relation->classes[c], row);
    }
}

static void aim(Settling *s) {
    const Claim *claim = s->inquiry->claim;
    residue_aim(s->residue, residue_target(s->residue), claim->question.answer, NULL, NULL);
    uint32_t target = residue_target(s->residue), argued = residue_target(s->residue);
    s->tells_refuted = claim->part_count > 0;
    for (uint32_t i = 0; i < claim->part_count; i++) {
        const Part *part = &claim->parts[i];
        if (!part->is_atom) continue;
        if (is_constant(part, relation_of(s, part->relation)->arity))
            aim_against(s, target, part), reach_argued(s, argued, part);
        else
            s->tells_refuted = false;
    }
}

static void find_places(Settling *s) {
    const Store *store = s->world->store;
    Table *places = table_new(3);
    table_begin_run(places, NO_ID, 0);
    for (uint32_t i = 0; i < residue_count(s->residue); i++) {
        RowRef ref = residue_row(s->residue, i);
        table_insert(places, (Value[]){ref.relation, ref.row, i}, NULL);
    }
    for (size_t i = 0; i < s->facts.count; i++) {
        OpenFact *fact = &s->facts.items[i];
        RelId sides[] = {program_given(store->program, fact->relation),
                         program_given(store->program, relation_of(s, fact->relation)->contrary)};
        for (int k = 0; k < 2; k++) {
            Value key[] = {sides[k], table_find(store_suspended(store, sides[k]), fact->row)};
            RowId found = table_match(places, 3, key, true);
            *(k ? &fact->fails : &fact->holds) = found == NO_ROW ? NO_ID : table_row(places, found)[2];
        }
    }
    table_free(places);
}

/* Those on which nothing hangs are set apart. */
static void set_idle_apart(Settling *s) {
    size_t kept = 0;
    for (size_t i = 0; i < s->facts.count; i++) {
        OpenFact fact = s->facts.items[i];
        if (fact.holds == NO_ID && fact.fails == NO_ID)
            vec_push(&s->idle, fact);
        else
            s->facts.items[kept++] = fact;
    }
    s->facts.count = kept;
}

static void make_residue(Settling *s) {
    s->world = suspend_all(s);
    if (s->world->outcome.stop != STOP_NONE || !inquiry_is_computed(s->inquiry, s->world)) return;
    if (is_contradictory(s, false) || may_contradict(s)) return;
    s->residue = residue_new(s->world->store, FOR_ONE_WORLD);
    aim(s);
    /* what given rows hide changes what their groups come to, which a residue does not know */
    bool is_told = residue_close(s->residue) && !(residue_reads_within(s->residue) && is_contradictory(s, true));
    if (!is_told) {
        residue_free(s->residue);
        s->residue = NULL;
        return;
    }
    find_places(s);
    s->fates = mem_alloc_zero(residue_count(s->residue) + 1);
}

void settling_init(Settling *s, Inquiry *inquiry) {
    *s = (Settling){.inquiry = inquiry};
    Verdict verdict = judge_claim(inquiry->base, inquiry->claim);
    s->status = verdict.status;
    s->reason = verdict.reason;
    verdict_clear(&verdict);
    list_facts(s);
    if (s->facts.count == 0) return;
    make_residue(s);
    s->tells_refuted = s->tells_refuted || !s->residue;
    if (s->residue) set_idle_apart(s);
}

void settling_clear(Settling *s) {
    residue_free(s->residue);
    world_free(s->world);
    vec_free(&s->facts);
    vec_free(&s->idle);
    mem_free(s->fates);
    *s = (Settling){.inquiry = NULL};
}

/* ---- trying ---- */

Out out_of(Status status) {
    return status == STATUS_ESTABLISHED ? OUT_ESTABLISHED : status == STATUS_REFUTED ? OUT_REFUTED : OUT_NEITHER;
}

/* About as many as a second has time for. */
static uint64_t worlds_most(const Inquiry *q) {
    uint64_t count = ROWS_MOST / (q->facts.count + 1);
    return count < WORLDS_LEAST ? WORLDS_LEAST : count > WORLDS_MOST ? WORLDS_MOST : count;
}

bool settling_may_go_on(const Settling *s) {
    return s->spent < SPENT_MOST && s->inquiry->worlds < worlds_most(s->inquiry) && s->inquiry->stop == STOP_NONE &&
           store_may_search(s->inquiry->base);
}

static World *run_settled(Settling *s, const uint8_t *settled) {
    Vec(GivenRow) rows = {0};
    for (size_t i = 0; i < s->facts.count; i++) {
        const OpenFact *fact = &s->facts.items[i];
        RelId relation = settled[i] == FACT_HOLDS ? fact->relation : relation_of(s, fact->relation)->contrary;
        if (settled[i] != FACT_UNKNOWN)
            vec_push(&rows, ((GivenRow){relation, fact->row, {NO_SYMBOL, {NULL, 0}, NO_SPAN}}));
    }
    inquiry_suppose_all(s->inquiry, GIVEN_KEPT);
    World *world = inquiry_run(s->inquiry, &(Changes){.more = rows.items, .more_count = (uint32_t)rows.count});
    vec_free(&rows);
    return world;
}

bool settling_verify(Settling *s, const uint8_t *settled, Status *status, Reason *reason) {
    World *world = run_settled(s, settled);
    bool is_whole = inquiry_judge(s->inquiry, world, status, reason);
    world_free(world);
    return is_whole;
}

/* Whether it is refuted by what the residue looks at too. */
static bool is_part_refuted(const Settling *s, const World *world) {
    const Claim *claim = s->inquiry->claim;
    bool is_refuted = false;
    for (uint32_t i = 0; i < claim->part_count && !is_refuted; i++) {
        const Part *part = &claim->parts[i];
        if (!part->is_atom || !is_constant(part, relation_of(s, part->relation)->arity)) continue;
        Verdict verdict = judge_part(world->store, part);
        is_refuted = verdict.status == STATUS_REFUTED;
        verdict_clear(&verdict);
    }
    return is_refuted;
}

static Out try_world(Settling *s, const uint8_t *settled) {
    Status status;
    Reason reason;
    World *world = run_settled(s, settled);
    Out out = inquiry_judge(s->inquiry, world, &status, &reason) ? out_of(status) : OUT_NEITHER;
    if (out == OUT_REFUTED && !s->tells_refuted && !is_part_refuted(s, world)) out = OUT_NEITHER;
    world_free(world);
    return out;
}

static void set_fate(Settling *s, uint32_t place, RowFate fate) {
    if (place != NO_ID) s->fates[place] = (uint8_t)fate;
}

/* False if only a world tells. */
static bool solve(Settling *s, Out *out) {
    bool is_told = residue_solve(s->residue, s->fates);
    s->spent = residue_spent(s->residue);
    *out = residue_is_true(s->residue, TARGET_ESTABLISHED) ? OUT_ESTABLISHED
           : residue_is_true(s->residue, TARGET_REFUTED)   ? OUT_REFUTED
                                                           : OUT_NEITHER;
    return is_told;
}

Out settling_try(Settling *s, const uint8_t *settled) {
    Out out;
    s->trials++;
    for (size_t i = 0; i < s->facts.count && s->residue; i++) {
        set_fate(s, s->facts.items[i].holds, settled[i] == FACT_HOLDS ? ROW_TRUE : ROW_FALSE);
        set_fate(s, s->facts.items[i].fails, settled[i] == FACT_FAILS ? ROW_TRUE : ROW_FALSE);
    }
    return s->residue && solve(s, &out) ? out : try_world(s, settled);
}

bool settling_can_be(Settling *s, Out out) {
    if (s->facts.count == 0) return out == out_of(s->status);
    if (!s->residue || (out != OUT_ESTABLISHED && !s->tells_refuted)) return true;
    memset(s->fates, ROW_OPEN, residue_count(s->residue));
    Out certain;
    if (!solve(s, &certain)) return true;
    if (certain != OUT_NEITHER) return out == certain;
    if (out == OUT_ESTABLISHED) return !residue_is_false(s->residue, TARGET_ESTABLISHED);
    return out != OUT_REFUTED || !residue_is_false(s->residue, TARGET_REFUTED);
}

/* ---- all ways ---- */

SettlingWays settling_ways(const Settling *s, uint32_t size, uint32_t except, Arena *arena) {
    SettlingWays ways = {(uint32_t)s->facts.count, size, arena_array(arena, uint32_t, size + 1), except,
                         arena_array(arena, uint8_t, s->facts.count + 1)};
    for (uint32_t i = 0; i <= size; i++) ways.chosen[i] = NO_ID;
    return ways;
}

static uint32_t skip(const SettlingWays *w, uint32_t fact) { return fact == w->except ? fact + 1 : fact; }

/* Those from `from` on are the facts next to `fact`; false if there are not so many. */
static bool choose_from(SettlingWays *w, uint32_t from, uint32_t fact) {
    for (uint32_t i = from; i < w->size; i++, fact++) {
        fact = skip(w, fact);
        if (fact >= w->count) return false;
        w->chosen[i] = fact;
    }
    return true;
}

static bool choose_next(SettlingWays *w) {
    for (uint32_t i = w->size; i-- > 0;)
        if (choose_from(w, i, w->chosen[i] + 1)) return true;
    return false;
}

bool settling_next(SettlingWays *w) {
    if (w->chosen[0] == NO_ID) {
        if (w->size == 0 || !choose_from(w, 0, 0)) return false;
        for (uint32_t i = 0; i < w->size; i++) w->settled[w->chosen[i]] = FACT_HOLDS;
        return true;
    }
    for (uint32_t i = w->size; i-- > 0;) { /* counts in two figures */
        uint8_t *settled = &w->settled[w->chosen[i]];
        *settled = *settled == FACT_HOLDS ? FACT_FAILS : FACT_HOLDS;
        if (*settled == FACT_FAILS) return true;
    }
    for (uint32_t i = 0; i < w->size; i++) w->settled[w->chosen[i]] = FACT_UNKNOWN;
    bool is_there = choose_next(w);
    for (uint32_t i = 0; i < w->size && is_there; i++) w->settled[w->chosen[i]] = FACT_HOLDS;
    return is_there;
}
