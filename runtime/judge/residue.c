/* Residues.
 *
 * Atoms are the undecided rows that are met on the way down from the targets, breadth first, each once.  An instance
 * has as its body the undecided literals of a rule's instance; what matches several rows goes through an atom of its
 * own, or is denied row by row.  A suspended row follows from an atom of its own, and deciding it is giving that,
 * leaving it open, or neither: so all that is known of the instances is known of each solution. */
#include "runtime/eval/budget.h"
#include "runtime/judge/residue_internal.h"
#include "runtime/judge/rivals.h"
#include "runtime/why/residual.h"

enum { ATOM_YES, ATOM_NO, ATOM_FIRST }; /* constants: true, false */

/* ---- sight ---- */

/* The last component of the group that completes both relations: what contradicts itself in them is hidden then. */
static uint32_t hidden_after(const Program *program, RelId first, RelId second) {
    uint32_t own = program->relations.items[first].component, other = program->relations.items[second].component;
    uint32_t last = own == NO_ID || (other != NO_ID && other > own) ? other : own;
    while (last != NO_ID && last + 1 < program->components.count &&
           program->components.items[last + 1].group == program->components.items[last].group)
        last++;
    return last;
}

static bool is_within(const Program *program, RelId first, RelId second, uint32_t reader) {
    uint32_t last = hidden_after(program, first, second);
    return last != NO_ID && reader <= last;
}

Sight residue_sight(const Program *program, RelId head, const Literal *literal) {
    RelId id = literal->relation;
    const Relation *relation = &program->relations.items[id];
    uint32_t reader = program->relations.items[head].component;
    bool is_early = false;
    if (literal->sees_hidden) return SIGHT_FULL;
    if (reader == NO_ID || relation->strict != NO_ID) return SIGHT_VISIBLE;
    if (relation->contrary != NO_ID)
        is_early = is_within(program, id, program_given(program, relation->contrary), reader);
    is_early = is_early || (relation->key_count && is_within(program, id, id, reader));
    for (size_t i = 0; i < program->contraries.count; i++) {
        RelId first = program_given(program, program->contraries.items[i].first),
              second = program_given(program, program->contraries.items[i].second);
        if (first == id || second == id) is_early = is_early || is_within(program, first, second, reader);
    }
    return is_early ? SIGHT_WITHIN : SIGHT_VISIBLE;
}

static AtomId add_atom(Residue *r, RelId relation, RowId row, bool is_full) {
    vec_push(&r->nodes, ((Node){relation, row, is_full, false}));
    vec_push(&r->is_given, false);
    vec_push(&r->is_open, false);
    return (AtomId)r->nodes.count - 1;
}

static void begin_instance(Residue *r, AtomId head, bool is_blocked) {
    vec_push(&r->heads, head);
    vec_push(&r->is_blocked, is_blocked);
    vec_push(&r->starts, (uint32_t)r->body.count);
}

static void add_literal(Residue *r, AtomId atom, bool is_denied) { vec_push(&r->body, atom * 2 + is_denied); }

static void add_fact_from(Residue *r, AtomId head, AtomId from) {
    begin_instance(r, head, false);
    add_literal(r, from, false);
}

/* Whether rows of the relation are looked at for contradictions; else there is nothing to tell apart. */
static bool is_weighed(const Residue *r, RelId id) {
    const Program *program = r->store->program;
    const Relation *relation = &program->relations.items[id];
    return relation->strict == NO_ID && (relation->helper == HELPER_NONE || relation->helper == HELPER_STRICT) &&
           (relation->contrary != NO_ID || relation->key_count || program->contraries.count);
}

/* The atom of an undecided row. */
static AtomId atom_of(Residue *r, RelId relation, RowId row, bool is_full) {
    is_full = is_full || !is_weighed(r, relation);
    Value key[] = {relation, row, is_full};
    RowId known = table_match(r->numbers, 7, key, true);
    if (known != NO_ROW) return table_row(r->numbers, known)[3];
    AtomId atom = add_atom(r, relation, row, is_full);
    table_insert(r->numbers, (Value[]){relation, row, is_full, atom}, NULL);
    return atom;
}

Residue *residue_new(const Store *store, ResidueKind kind) {
    Residue *r = mem_alloc_zero(sizeof *r);
    r->store = store;
    r->kind = kind;
    r->numbers = table_new(4);
    table_begin_run(r->numbers, NO_ID, 0);
    for (AtomId a = 0; a < ATOM_FIRST; a++) add_atom(r, NO_ID, NO_ROW, true);
    r->is_given.items[ATOM_YES] = true;
    r->followed = ATOM_FIRST;
    return r;
}

void residue_free(Residue *r) {
    if (!r) return;
    model_clear(&r->model);
    vec_free(&r->nodes);
    table_free(r->numbers);
    vec_free(&r->heads);
    vec_free(&r->starts);
    vec_free(&r->body);
    vec_free(&r->is_blocked);
    vec_free(&r->is_given);
    vec_free(&r->is_open);
    vec_free(&r->within);
    vec_free(&r->weighed);
    vec_free(&r->rivals);
    vec_free(&r->has_met);
    vec_free(&r->targets);
    vec_free(&r->suspended);
    vec_free(&r->deciding);
    mem_free(r);
}

uint32_t residue_target(Residue *r) {
    vec_push(&r->targets, add_atom(r, NO_ID, NO_ROW, true));
    return (uint32_t)r->targets.count - 1;
}

void residue_aim(Residue *r, uint32_t target, RelId relation, const Term *terms, const Value *except) {
    AtomId aim = r->targets.items[target];
    if (row_least(r->store, store_table(r->store, relation), terms, except, false) != NO_ROW)
        add_fact_from(r, aim, ATOM_YES);
    Table *possible = store_possible(r->store, relation);
    if (!possible) return;
    RowWalk walk = row_walk(possible, terms, except);
    for (RowId row; (row = row_walk_on(&walk)) != NO_ROW;)
        if (!table_is_hidden(possible, row) && store_is_undecided(r->store, relation, table_row(possible, row)))
            add_fact_from(r, aim, atom_of(r, relation, row, false));
}

/* ---- rule instances ---- */

typedef struct {
    Residue *residue;
    AtomId head;
    bool is_void;     /* the instances are to be false */
    Vec(RowRef) rows; /* that a literal matches */
} Following;

static void note_row(void *context, RelId relation, RowId row) {
    Following *f = context;
    vec_push(&f->rows, ((RowRef){relation, row}));
}

static AtomId atom_seen(Residue *r, RowRef ref, Sight sight) {
    AtomId atom = atom_of(r, ref.relation, ref.row, sight == SIGHT_FULL);
    if (sight == SIGHT_WITHIN && !r->nodes.items[atom].is_full) vec_push(&r->within, atom);
    return atom;
}

/* One of several rows is enough: an atom that each of them supports. */
static AtomId any_of(Residue *r, const RowRef *rows, size_t count, Sight sight) {
    if (count == 1) return atom_seen(r, rows[0], sight);
    AtomId any = add_atom(r, NO_ID, NO_ROW, true);
    for (size_t i = 0; i < count; i++) add_fact_from(r, any, atom_seen(r, rows[i], sight));
    return any;
}

static bool add_residual(void *context, const Residual *residual) {
    Following *f = context;
    Residue *r = f->residue;
    const Rule *rule = &r->store->program->rules.items[residual->rule];
    Vec(uint32_t) body = {0};
    if (f->is_void) vec_push(&body, ATOM_NO * 2);
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        if (residual->truth[i] != LITERAL_UNDECIDED) continue;
        vec_empty(&f->rows);
        residual_rows(r->store, &rule->body[i], residual->bindings, note_row, f);
        bool is_denied = rule->body[i].kind == LIT_NOT;
        Sight sight = residue_sight(r->store->program, rule->head, &rule->body[i]);
        if (!is_denied) vec_push(&body, any_of(r, f->rows.items, f->rows.count, sight) * 2);
        for (size_t k = 0; k < f->rows.count && is_denied; k++)
            vec_push(&body, atom_seen(r, f->rows.items[k], sight) * 2 + 1);
    }
    begin_instance(r, f->head, false);
    for (size_t i = 0; i < body.count; i++) vec_push(&r->body, body.items[i]);
    vec_free(&body);
    return store_may_search(r->store);
}

/* A row that is suspended follows from its own atom, whatever else it may follow from. */
static void follow_suspended(Residue *r, AtomId atom, RelId relation, const Value *values) {
    const Table *suspended = store_suspended(r->store, relation);
    RowId row = suspended ? table_find(suspended, values) : NO_ROW;
    if (row == NO_ROW) return;
    AtomId deciding = add_atom(r, NO_ID, NO_ROW, true);
    vec_push(&r->suspended, ((RowRef){relation, row}));
    vec_push(&r->deciding, deciding);
    add_fact_from(r, atom, deciding);
}

void residue_reach(Residue *r, uint32_t target, RelId relation, const Value *row) {
    Following f = {.residue = r, .head = r->targets.items[target], .is_void = true};
    residual_of_row(r->store, relation, row, true, add_residual, &f);
    vec_free(&f.rows);
}

/* ---- what may be contradicted ---- */

/* The atoms of the undecided rows that contradict it, behind those of other rows.  Who reads the row waits for all of
 * them, so its group is that of the last. */
static void add_rivals(Residue *r, RelId relation, const Value *values, uint32_t *stage) {
    const Program *program = r->store->program;
    const Relation *about = &program->relations.items[relation];
    Arena arena;
    arena_init(&arena);
    Rivals rivals = rivals_of(program, about->helper == HELPER_STRICT ? about->of : relation, values, &arena);
    for (size_t i = 0; i < rivals.count; i++) {
        RelId other = program_given(program, rivals.items[i].relation);
        Table *possible = store_possible(r->store, other);
        if (!possible) continue;
        RowWalk walk = row_walk(possible, rivals.items[i].terms, rivals.items[i].except);
        for (RowId found; (found = row_walk_on(&walk)) != NO_ROW;) {
            if (!store_is_undecided(r->store, other, table_row(possible, found))) continue;
            vec_push(&r->rivals, atom_of(r, other, found, true));
            vec_push(&r->has_met, false);
            uint32_t last = hidden_after(program, relation, other); /* NO_ID: neither follows from anything */
            if (last != NO_ID && last > *stage) *stage = last;
        }
    }
    vec_free(&rivals);
    arena_clear(&arena);
}

/* In any world a row is seen if it is there and none is that contradicts it;
 * in one world, if it is there and not barred. */
static void follow_visible(Residue *r, AtomId atom, RelId relation, const Value *values, RowId row) {
    Weighed weighed = {.there = atom_of(r, relation, row, true), .first_rival = (uint32_t)r->rivals.count};
    add_rivals(r, relation, values, &weighed.stage);
    weighed.rival_count = (uint32_t)r->rivals.count - weighed.first_rival;
    r->nodes.items[atom].has_rivals = weighed.rival_count > 0;
    bool is_barred = r->kind == FOR_ONE_WORLD && weighed.rival_count > 0;
    if (is_barred) {
        weighed.bar = add_atom(r, NO_ID, NO_ROW, true);
        vec_push(&r->weighed, weighed);
    }
    begin_instance(r, atom, false);
    add_literal(r, weighed.there, false);
    if (is_barred) add_literal(r, weighed.bar, true);
    for (uint32_t i = 0; i < weighed.rival_count && !is_barred; i++)
        add_literal(r, r->rivals.items[weighed.first_rival + i], true);
}

/* Whether a row that is read in the group in which it is contradicted hangs on itself.  What a residue then says is not
 * what the rounds of the group come to (eval/quarantine.c). */
static bool leads_round(const Residue *r) {
    if (r->within.count == 0) return false;
    AtomId *loop = mem_alloc((size_t)r->ground.atom_count * sizeof *loop + 1);
    bool leads_round = false;
    (void)ground_loops(&r->ground, true, loop);
    for (size_t i = 0; i < r->within.count; i++)
        leads_round =
            leads_round || (r->nodes.items[r->within.items[i]].has_rivals && loop[r->within.items[i]] != NO_ID);
    mem_free(loop);
    return leads_round;
}

bool residue_close(Residue *r) {
    Following f = {.residue = r};
    for (; r->followed < r->nodes.count && store_may_search(r->store); r->followed++) {
        const Node node = r->nodes.items[r->followed];
        if (node.row == NO_ROW) continue;
        const Value *values = table_row(store_possible(r->store, node.relation), node.row);
        f.head = (AtomId)r->followed;
        if (!node.is_full) {
            follow_visible(r, f.head, node.relation, values, node.row);
            continue;
        }
        follow_suspended(r, f.head, node.relation, values);
        residual_of_row(r->store, node.relation, values, false, add_residual, &f);
    }
    vec_free(&f.rows);
    bool is_whole = r->followed == r->nodes.count && store_may_search(r->store);
    vec_push(&r->starts, (uint32_t)r->body.count);
    r->ground = (Ground){.atom_count = (uint32_t)r->nodes.count,
                         .instance_count = (uint32_t)r->heads.count,
                         .heads = r->heads.items,
                         .starts = r->starts.items,
                         .body = r->body.items,
                         .is_blocked = r->is_blocked.items,
                         .is_given = r->is_given.items,
                         .is_open = r->is_open.items};
    return is_whole && (r->kind == FOR_ONE_WORLD || !leads_round(r));
}

bool residue_reads_within(const Residue *r) {
    bool is_read = false;
    for (size_t i = 0; i < r->within.count; i++) is_read = is_read || r->nodes.items[r->within.items[i]].has_rivals;
    return is_read;
}

uint32_t residue_count(const Residue *r) { return (uint32_t)r->suspended.count; }
RowRef residue_row(const Residue *r, uint32_t i) { return r->suspended.items[i]; }
uint64_t residue_size(const Residue *r) { return r->nodes.count - r->suspended.count + r->heads.count + r->body.count; }
