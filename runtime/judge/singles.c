/* Relations are gone through from the one with the fewest facts to state, so that as many as can be are gone through as
 * a whole. */
#include "runtime/judge/singles.h"

#include "runtime/judge/cone.h"
#include "runtime/judge/grounds.h"
#include "runtime/judge/known_values.h"
#include "runtime/judge/remedies_internal.h"
#include "runtime/judge/slice.h"

/* Of them; work of a world for each, about: rows, and cone_rule_work.  Where that is too much for SINGLES_LEAST none is
 * looked for: facts would have to be sorted for a few. */
enum { SINGLES_MOST = 400, SINGLES_LEAST = 10, SINGLES_WORK = 600000, SINGLES_BESIDE = SINGLES_WORK / 4 };

typedef Vec(RepairStep) Steps;

typedef struct {
    RelId relation;
    uint64_t rows; /* that there could be over known values */
} Statable;

typedef struct {
    const Store *store;
    const Program *program;
    Arena *arena;
    Cone cone;
    Slice slice;
    KnownValues *known;
    uint32_t most;
    Steps changed, stated, vain; /* as in Singles */
    bool is_cut;
} Search;

static const Relation *relation_of(const Search *s, RelId id) { return &s->program->relations.items[id]; }

/* Of a relation that somebody wrote: what is given of it, and what is reported, lie elsewhere. */
static bool is_within(const Search *s, RelId id) {
    const Relation *relation = relation_of(s, id);
    if (relation->helper != HELPER_NONE || relation->is_parameter) return false;
    bool is_met = cone_has(&s->cone, id) || cone_has(&s->cone, program_given(s->program, id));
    for (uint32_t i = 0; i < relation->class_count && !is_met; i++) is_met = cone_has(&s->cone, relation->classes[i]);
    return is_met;
}

/* ---- steps ---- */

static bool is_given_row(const Search *s, RelId id, const Rival *rival) {
    RelId given = program_given(s->program, id);
    RowWalk walk = row_walk(store_table(s->store, given), rival->terms, rival->except);
    for (RowId row; (row = row_walk_on(&walk)) != NO_ROW;)
        if (row < store_given_count(s->store, given)) return true;
    return false;
}

static bool is_contradicted(Search *s, const RepairStep *step) {
    Rivals rivals = rivals_of(s->program, step->relation, step->row, s->arena);
    bool any = false;
    for (size_t i = 0; i < rivals.count && !any; i++) any = is_given_row(s, rivals.items[i].relation, &rivals.items[i]);
    vec_free(&rivals);
    return any;
}

static bool has_room(Search *s) {
    bool has = s->changed.count + s->stated.count + s->vain.count < s->most;
    s->is_cut = s->is_cut || !has;
    return has;
}

static void state(Search *s, RelId id, const Value *row, Steps *steps) {
    const Thinker thinker = {.store = s->store, .arena = s->arena, .values = s->program->values};
    RepairStep step;
    if (!has_room(s) || !remedy_state(&thinker, id, row, false, &step)) return;
    if (is_contradicted(s, &step))
        vec_push(&s->vain, step);
    else
        vec_push(steps, step);
}

/* ---- facts that are there ---- */

/* One that is only reported could be stated for certain. */
static void change_facts(Search *s, RelId said, RelId id) {
    RowIds rows = rows_agreeing(s->store, store_table(s->store, id), NULL, NULL);
    for (size_t i = 0; i < rows.count; i++) {
        const Value *row = table_row(store_table(s->store, id), rows.items[i]);
        RowRef at;
        if (rows.items[i] >= store_given_count(s->store, id) || !slice_has(&s->slice, id, rows.items[i])) continue;
        bool is_report = id != program_given(s->program, said);
        if (is_report && row_is_stated(s->store, said, row, &at)) continue;
        if (is_report && row_is_reported(s->store, said, row, &at) && at.relation != id) continue; /* met already */
        if (is_report) state(s, said, row, &s->changed);
        if (has_room(s)) vec_push(&s->changed, ((RepairStep){.kind = STEP_RETRACT, .relation = said, .row = row}));
    }
    vec_free(&rows);
}

/* ---- facts that are not ---- */

static uint64_t rows_over(const Search *s, RelId id) {
    uint64_t rows = 1;
    for (uint32_t c = 0; c < relation_of(s, id)->arity; c++) {
        uint64_t known = known_values_count(s->known, &relation_of(s, id)->columns[c]);
        rows = known && rows > UINT64_MAX / known ? UINT64_MAX : rows * known;
    }
    return rows;
}

static void state_all(Search *s, RelId id) {
    const Relation *relation = relation_of(s, id);
    uint32_t at[ATOM_COLUMNS] = {0}, c = 0;
    Value row[ATOM_COLUMNS];
    RowRef found;
    do {
        for (c = 0; c < relation->arity; c++) row[c] = known_value(s->known, &relation->columns[c], at[c]);
        if (!row_is_stated(s->store, id, row, &found) && !row_is_reported(s->store, id, row, &found))
            state(s, id, row, &s->stated);
        c = relation->arity;
        while (c > 0 && ++at[c - 1] == known_values_count(s->known, &relation->columns[c - 1])) at[--c] = 0;
    } while (c > 0);
}

/* Those with few rows first; else by name and sign. */
static bool is_before(const Search *s, Statable a, Statable b) {
    const Relation *x = relation_of(s, a.relation), *y = relation_of(s, b.relation);
    if (a.rows != b.rows) return a.rows < b.rows;
    const Interner *symbols = values_symbols(s->program->values);
    int order = str_compare(intern_text(symbols, x->name), intern_text(symbols, y->name));
    return order ? order < 0 : x->arity != y->arity ? x->arity < y->arity : y->is_negative && !x->is_negative;
}

static void go_through_relations(Search *s, void (*look)(Search *search, Statable statable)) {
    Vec(Statable) list = {0};
    for (RelId id = 0; id < s->program->relations.count; id++) {
        if (!is_within(s, id)) continue;
        Statable own = {id, rows_over(s, id)};
        size_t place = list.count;
        vec_push(&list, own);
        for (; place > 0 && is_before(s, own, list.items[place - 1]); place--)
            list.items[place] = list.items[place - 1];
        list.items[place] = own;
    }
    for (size_t i = 0; i < list.count; i++) look(s, list.items[i]);
    vec_free(&list);
}

static void look_at_facts(Search *s, Statable statable) {
    change_facts(s, statable.relation, program_given(s->program, statable.relation));
    for (RelId id = 0; id < s->program->relations.count; id++)
        if (relation_of(s, id)->helper == HELPER_APPLIES && relation_of(s, id)->of == statable.relation)
            change_facts(s, statable.relation, id);
}

static void look_at_others(Search *s, Statable statable) {
    size_t count = s->changed.count + s->stated.count + s->vain.count;
    if (!relation_is_given(s->store, statable.relation) || statable.rows == 0) return;
    if (statable.rows > s->most - (count < s->most ? count : s->most))
        s->is_cut = true;
    else
        state_all(s, statable.relation);
}

/* ---- all of it ---- */

static uint32_t most_of(const Search *s, uint64_t work) {
    uint64_t of_one = store_row_count(s->store) + cone_rule_work(&s->cone) + 1;
    return work / of_one > SINGLES_MOST ? SINGLES_MOST : (uint32_t)(work / of_one);
}

static void append(Singles *singles, Steps *steps) {
    if (steps->count) memcpy(singles->items + singles->count, steps->items, steps->count * sizeof *steps->items);
    singles->count += (uint32_t)steps->count;
    vec_free(steps);
}

static void look_at_all(Search *s, const Claim *claim) {
    slice_init(&s->slice, s->store, &claim, 1);
    s->known = known_values_new(s->store, s->most);
    go_through_relations(s, look_at_facts);
    go_through_relations(s, look_at_others);
    known_values_free(s->known);
    slice_clear(&s->slice);
}

Singles singles_of(const Store *store, const Claim *claim, Arena *arena) {
    Search s = {.store = store, .program = store->program, .arena = arena};
    cone_init(&s.cone, store->program, claim);
    s.most = most_of(&s, SINGLES_WORK);
    if (s.most < SINGLES_LEAST)
        s.is_cut = true;
    else
        look_at_all(&s, claim);
    Singles singles = {.is_cut = s.is_cut, .most_beside = most_of(&s, SINGLES_BESIDE)};
    cone_clear(&s.cone);
    singles.items = arena_array(arena, RepairStep, s.changed.count + s.stated.count + s.vain.count + 1);
    append(&singles, &s.changed);
    singles.changed_end = singles.count;
    append(&singles, &s.stated);
    singles.vain_start = singles.count;
    append(&singles, &s.vain);
    return singles;
}
