/* Causes of a difference.
 *
 * A row that stands higher in one world than in the other (true, undecided, false) has a rule instance there in which
 * nothing is false, and some literal of that instance stands lower in the other world.  So the rows which that literal
 * is about differ too; followed down, breadth first, differences end at given rows that only one of the worlds has.
 * Where a row is contradicted in one world only, the difference is in what contradicts it.
 * The work is bounded; beyond that, what was found is told. */
#include "runtime/judge/cause.h"

#include "runtime/eval/stream.h"
#include "runtime/why/instance.h"
#include "runtime/why/residual.h"

#define NODE_LIMIT 4000      /* no level is begun beyond it */
#define INSTANCE_LIMIT 40000 /* of all rows together */
enum { WAS, IS, BOTH };

/* A row that stands higher on this side than on the other. */
typedef struct {
    RelId relation;
    RowId row; /* of the table, or of the possible table */
    bool is_possible;
    int side;
} Node;

typedef struct {
    const Store *stores[2];
    Vec(Node) nodes; /* those before `next` have been followed */
    size_t next;
    Table *seen;
    int side;         /* whose instances are looked at */
    bool goes_upward; /* also what stands higher on the other side is followed */
    uint32_t instances;
    Causes *causes;
} Trace;

static const Program *program_of(const Trace *t) { return t->stores[WAS]->program; }
static const Relation *relation_of(const Trace *t, RelId id) { return &program_of(t)->relations.items[id]; }

/* ---- rows that differ ---- */

typedef enum { STANDS_NOT, STANDS_HIDDEN, STANDS_PERHAPS, STANDS } Standing;

static Standing standing(const Store *store, RelId relation, const Value *values) {
    const Table *table = store_table(store, relation);
    RowId row = table_find(table, values);
    if (row != NO_ROW) return table_is_hidden(table, row) ? STANDS_HIDDEN : STANDS;
    return store_is_undecided(store, relation, values) ? STANDS_PERHAPS : STANDS_NOT;
}

static void push(Trace *t, Node node) {
    Value key[] = {node.relation, (Value)(node.side * 2 + node.is_possible), node.row};
    if (table_insert(t->seen, key, NULL)) vec_push(&t->nodes, node);
}

/* Rows that agree with the terms, but for `except`, and stand higher on this side; the others too if it is BOTH. */
static void push_rows(Trace *t, RelId relation, const Term *terms, const Value *except, int only) {
    for (int side = WAS; side <= IS; side++) {
        const Store *store = t->stores[side], *other = t->stores[1 - side];
        Table *tables[] = {store_table(store, relation), store_possible(store, relation)};
        for (int k = 0; k < 2 && tables[k] && (only == BOTH || only == side); k++) {
            RowWalk walk = row_walk(tables[k], terms, except);
            for (RowId row; (row = row_walk_on(&walk)) != NO_ROW;) {
                const Value *values = table_row(tables[k], row);
                Standing here = standing(store, relation, values);
                bool is_own = (k == 1) == (here == STANDS_PERHAPS);
                if (is_own && here > standing(other, relation, values)) push(t, (Node){relation, row, k == 1, side});
            }
        }
    }
}

/* ---- from a row to those it is due to ---- */

static void follow_literal(Trace *t, const Literal *literal, const Value *bindings, int side) {
    uint32_t arity = relation_of(t, literal->relation)->arity;
    Term terms[64];
    literal_terms(program_of(t), literal, bindings, terms);
    if (literal->kind == LIT_LOOKUP) {
        terms[arity - 1] = term_any(); /* the result */
        push_rows(t, literal->relation, terms, NULL, BOTH);
    } else {
        push_rows(t, literal->relation, terms, NULL, literal->kind == LIT_NOT ? 1 - side : side);
    }
}

static bool follow_instance(void *context, const Residual *residual) {
    Trace *t = context;
    const Rule *rule = &program_of(t)->rules.items[residual->rule];
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        const Literal *literal = &rule->body[i];
        if (!literal_reads(literal)) continue;
        LiteralTruth there = residual_truth(t->stores[1 - t->side], literal, residual->bindings);
        if (there < residual->truth[i])
            follow_literal(t, literal, residual->bindings, t->side);
        else if (there > residual->truth[i] && t->goes_upward)
            follow_literal(t, literal, residual->bindings, 1 - t->side);
    }
    return ++t->instances < INSTANCE_LIMIT;
}

/* An aggregate: what it runs over. */
static void follow_fold(Trace *t, RelId relation, const Value *values) {
    const Component *component = &program_of(t)->components.items[relation_of(t, relation)->component];
    Term terms[64];
    for (uint32_t i = 0; i < component->rule_count; i++) {
        const Rule *rule = &program_of(t)->rules.items[component->rules[i]];
        if (rule->head != relation || !rule->is_fold) continue;
        RelId grouped = rule->body[0].relation;
        for (int side = WAS; side <= IS; side++) streamed_fill(t->stores[side], grouped);
        for (uint32_t c = 0; c < relation_of(t, grouped)->arity; c++)
            terms[c] = c < rule->group_count ? term_const(values[c]) : term_any();
        push_rows(t, grouped, terms, NULL, BOTH);
    }
}

/* Contradicted on this side. */
static void follow_rivals(Trace *t, RelId relation, const Value *values, int side) {
    Arena arena;
    arena_init(&arena);
    Rivals rivals = rivals_of(program_of(t), program_said(program_of(t), relation), values, &arena);
    for (size_t i = 0; i < rivals.count; i++) {
        const Rival *rival = &rivals.items[i];
        push_rows(t, program_given(program_of(t), rival->relation), rival->terms, rival->except, side);
    }
    vec_free(&rivals);
    arena_clear(&arena);
}

static bool is_given(const Store *store, RelId relation, const Value *values) {
    RowId row = table_find(store_table(store, relation), values);
    return row != NO_ROW && store_origin_count(store, relation, row) > 0;
}

static void follow(Trace *t, Node node) {
    const Store *store = t->stores[node.side], *other = t->stores[1 - node.side];
    const Table *table = node.is_possible ? store_possible(store, node.relation) : store_table(store, node.relation);
    const Value *values = table_row(table, node.row);
    t->side = node.side;
    if (is_given(store, node.relation, values) && !is_given(other, node.relation, values)) {
        vec_push(t->causes, ((Cause){node.relation, node.row, node.side == IS}));
        return;
    }
    if (standing(other, node.relation, values) == STANDS_HIDDEN) follow_rivals(t, node.relation, values, 1 - node.side);
    follow_fold(t, node.relation, values);
    if (t->instances < INSTANCE_LIMIT) residual_of_row(store, node.relation, values, false, follow_instance, t);
}

/* Level by level, so that where it ends does not depend on the order of rows. */
static void follow_all(Trace *t) {
    while (t->next < t->nodes.count && t->nodes.count < NODE_LIMIT)
        for (size_t end = t->nodes.count; t->next < end; t->next++) follow(t, t->nodes.items[t->next]);
}

/* ---- where to begin ---- */

/* What is accepted, given and argued of rows like these. */
static void push_argued(Trace *t, RelId id, const Term *terms, const Value *except) {
    const Relation *relation = relation_of(t, id);
    push_rows(t, id, terms, except, BOTH);
    push_rows(t, program_given(program_of(t), id), terms, except, BOTH);
    for (uint32_t i = 0; i < relation->class_count; i++) push_rows(t, relation->classes[i], terms, except, BOTH);
}

/* The arguments for the row, and those against it. */
static void push_dispute(Trace *t, RelId id, const Value *row) {
    Arena arena;
    arena_init(&arena);
    Rivals rivals = rivals_of(program_of(t), id, row, &arena);
    for (size_t i = 0; i < rivals.count; i++)
        push_argued(t, rivals.items[i].relation, rivals.items[i].terms, rivals.items[i].except);
    vec_free(&rivals);
    arena_clear(&arena);
}

/* No argument differs, but why one of them does not apply: exceptions that fire, or premises. */
static void push_exceptions(Trace *t, RelId id, const Value *row) {
    const Relation *relation = relation_of(t, id);
    t->goes_upward = true;
    for (t->side = WAS; t->side <= IS; t->side++)
        for (uint32_t c = 0; c <= relation->class_count; c++)
            residual_of_row(t->stores[t->side], c < relation->class_count ? relation->classes[c] : id, row, true,
                            follow_instance, t);
    t->goes_upward = false;
}

static void push_part(Trace *t, const Part *part, const Value *atom) {
    Value row[64];
    bool is_ground = true;
    uint32_t arity = relation_of(t, part->relation)->arity;
    for (uint32_t i = 0; i < arity; i++) {
        bool is_known = atom || part->terms[i].kind == TERM_CONST;
        row[i] = atom ? atom[i] : part->terms[i].id;
        is_ground = is_ground && is_known;
    }
    push_argued(t, part->relation, part->terms, NULL);
    if (is_ground) push_dispute(t, part->relation, row);
    if (t->nodes.count == 0 && is_ground) push_exceptions(t, part->relation, row);
}

static void push_claim(Trace *t, const Claim *claim, const Value *atom, uint32_t decisive) {
    if (claim->question.answer != NO_ID) push_rows(t, claim->question.answer, NULL, NULL, BOTH);
    for (uint32_t p = 0; p < claim->part_count && t->nodes.count == 0; p++)
        if (claim->parts[p].is_atom && (decisive == NO_ID || decisive == p))
            push_part(t, &claim->parts[p], decisive == p ? atom : NULL);
}

void causes_find(const Store *was, const Store *is, const Claim *claim, const Value *atom, uint32_t part,
                 Causes *causes) {
    Trace t = {.stores = {was, is}, .seen = table_new(3), .causes = causes};
    table_begin_run(t.seen, NO_ID, 0);
    push_claim(&t, claim, atom, part);
    follow_all(&t);
    vec_free(&t.nodes);
    table_free(t.seen);
}
