/* Outlooks.
 *
 * Contested rows are added to the possible tables of the relations that the question names, which have only the rows
 * that the question can come upon: those that agree with one of its literals.  Then the helpers of its body, innermost
 * first, and its answers are found again by the search for instances that are not false.  Where nothing is contested,
 * nothing is searched; elsewhere it costs a join without a plan. */
#include "runtime/judge/outlook.h"

#include "runtime/eval/budget.h"
#include "runtime/eval/recall.h"
#include "runtime/judge/matching.h"
#include "runtime/judge/status.h"
#include "runtime/why/instance.h"
#include "runtime/why/residual.h"

typedef Vec(RelId) RelIds;

static const Relation *relation_of(const Store *store, RelId id) { return &store->program->relations.items[id]; }

static bool has(const RelId *items, size_t count, RelId id) {
    for (size_t i = 0; i < count; i++)
        if (items[i] == id) return true;
    return false;
}

static bool differs(const Outlook *o, RelId id) { return has(o->differ.items, o->differ.count, id); }

/* ---- tables ---- */

static Table *own_table(Outlook *o, RelId id) {
    Table *table = table_new(relation_of(&o->view, id)->arity);
    table_begin_run(table, NO_ID, 0);
    vec_push(&o->own, table);
    return table;
}

/* Those that agree with the terms (NULL: all).  False if it was stopped. */
static bool copy_rows(const Store *store, Table *to, Table *from, const Term *terms) {
    RowWalk walk = row_walk(from, terms, NULL);
    for (RowId row; (row = row_walk_on(&walk)) != NO_ROW;) {
        if (!store_may_search(store)) return false;
        if (!table_is_hidden(from, row)) table_insert(to, table_row(from, row), NULL);
    }
    return true;
}

/* From here on it has tables that the store has not. */
static void part_from_store(Outlook *o) {
    size_t bytes = o->view.tables.count * sizeof(Table *);
    if (o->is_apart) return;
    o->view.tables.items = memcpy(mem_alloc(bytes + 1), o->view.tables.items, bytes);
    o->view.possible.items = memcpy(mem_alloc(bytes + 1), o->view.possible.items, bytes);
    o->is_apart = true;
}

static void use_possible(Outlook *o, RelId id, Table *possible) {
    part_from_store(o);
    o->view.possible.items[id] = possible;
    vec_push(&o->differ, id);
}

/* A possible table of its own, with the rows that are possible without the outlook; NULL if it was stopped. */
static Table *own_possible(Outlook *o, RelId id) {
    Table *known = store_possible(&o->view, id), *possible = own_table(o, id);
    if (!copy_rows(&o->view, possible, known ? known : store_table(&o->view, id), NULL)) return NULL;
    use_possible(o, id, possible);
    return possible;
}

/* ---- the question ---- */

/* Calls with each literal that reads a relation, of the rules for `head`; stops where it says false. */
typedef bool OnLiteral(void *context, const Literal *literal);

static bool each_literal(const Store *store, RelId head, OnLiteral *tell, void *context) {
    const Program *program = store->program;
    if (relation_of(store, head)->component == NO_ID) return true;
    const Component *component = &program->components.items[relation_of(store, head)->component];
    for (uint32_t r = 0; r < component->rule_count; r++) {
        const Rule *rule = &program->rules.items[component->rules[r]];
        if (rule->head != head) continue;
        for (uint32_t i = 0; i < rule->literal_count; i++)
            if ((rule->body[i].kind == LIT_ATOM || rule->body[i].kind == LIT_NOT) && !tell(context, &rule->body[i]))
                return false;
    }
    return true;
}

typedef Vec(const Literal *) Literals;

typedef struct {
    const Store *store;
    RelIds made;   /* the answer and the helpers of its body */
    Literals read; /* of relations that may be contested */
} Gathering;

static bool gather(void *context, const Literal *literal) {
    Gathering *g = context;
    const Relation *relation = relation_of(g->store, literal->relation);
    if (relation->helper == HELPER_BODY) {
        if (!has(g->made.items, g->made.count, literal->relation)) vec_push(&g->made, literal->relation);
    } else if (relation->class_count) {
        vec_push(&g->read, literal);
    }
    return true;
}

/* ---- contested rows ---- */

typedef struct {
    const Store *store;
    RelId relation;
    Table *rows;
} Contested;

static void add_contested(void *context, const Value *row) {
    Contested *contested = context;
    if (!store_is_undecided(contested->store, contested->relation, row)) table_insert(contested->rows, row, NULL);
}

/* Rows of one relation that are possible only here, among those that the literals name; the same, if there are any,
 * with those that are possible anyway. */
static void contest(Outlook *o, const Store *store, const Literals *read, RelId id) {
    Table *rows = table_new(relation_of(store, id)->arity), *known = store_possible(store, id);
    table_begin_run(rows, NO_ID, 0);
    for (size_t i = 0; i < read->count; i++)
        if (read->items[i]->relation == id)
            each_contested(store, id, read->items[i]->terms, add_contested, &(Contested){store, id, rows});
    if (!known) known = store_table(store, id);
    Table *possible = table_count(rows) ? own_table(o, id) : NULL;
    for (size_t i = 0; possible && i < read->count; i++)
        if (read->items[i]->relation == id && !copy_rows(store, possible, known, read->items[i]->terms))
            possible = NULL;
    if (possible && copy_rows(store, possible, rows, NULL)) use_possible(o, id, possible);
    table_free(rows);
}

static void contest_all(Outlook *o, const Store *store, const Literals *read) {
    RelIds seen = {0};
    for (size_t i = 0; i < read->count; i++) {
        RelId id = read->items[i]->relation;
        if (has(seen.items, seen.count, id)) continue;
        vec_push(&seen, id);
        contest(o, store, read, id);
    }
    vec_free(&seen);
}

/* By component, so that each comes behind what it reads. */
static void put_in_order(const Store *store, RelIds *made) {
    for (size_t i = 1; i < made->count; i++) {
        RelId id = made->items[i];
        size_t at = i;
        for (; at > 0 && relation_of(store, made->items[at - 1])->component > relation_of(store, id)->component; at--)
            made->items[at] = made->items[at - 1];
        made->items[at] = id;
    }
}

/* ---- what is made of it ---- */

typedef struct {
    const Store *view;
    Table *certain, *possible; /* certain NULL: what is true is known */
} Restated;

static bool note_head(void *context, const Residual *residual) {
    const Restated *restated = context;
    const Rule *rule = &restated->view->program->rules.items[residual->rule];
    Value row[64];
    for (uint32_t i = 0; i < relation_of(restated->view, rule->head)->arity; i++)
        row[i] = term_value(rule->terms[i], residual->bindings);
    table_insert(restated->possible, row, NULL);
    if (restated->certain && residual->undecided_count == 0) table_insert(restated->certain, row, NULL);
    return store_may_search(restated->view);
}

static bool is_same(void *context, const Literal *literal) { return !differs(context, literal->relation); }

/* A helper is under a `not`, where what is true matters as much as what is possible.
 * An answer that is true stays so. */
static void restate(Outlook *o, RelId id) {
    if (each_literal(&o->view, id, is_same, o)) return;
    bool is_helper = relation_of(&o->view, id)->helper == HELPER_BODY;
    Restated restated = {.view = &o->view, .possible = is_helper ? own_table(o, id) : own_possible(o, id)};
    if (is_helper) restated.certain = own_table(o, id);
    if (!restated.possible) return;
    residual_of_row(&o->view, id, NULL, false, note_head, &restated);
    if (!is_helper) return;
    part_from_store(o);
    o->view.tables.items[id] = restated.certain;
    o->view.possible.items[id] = restated.possible;
    vec_push(&o->differ, id);
}

void outlook_init(Outlook *outlook, const Store *store, const Question *question) {
    *outlook = (Outlook){.view = *store};
    Gathering g = {.store = store};
    vec_push(&g.made, question->answer);
    for (size_t i = 0; i < g.made.count; i++) (void)each_literal(store, g.made.items[i], gather, &g);
    contest_all(outlook, store, &g.read);
    put_in_order(store, &g.made);
    for (size_t i = 0; outlook->differ.count && i < g.made.count; i++)
        rows_recall(store, g.made.items[i]); /* as they were */
    for (size_t i = 0; outlook->differ.count && i < g.made.count; i++) restate(outlook, g.made.items[i]);
    vec_free(&g.made);
    vec_free(&g.read);
}

void outlook_clear(Outlook *outlook) {
    for (size_t i = 0; i < outlook->own.count; i++) table_free(outlook->own.items[i]);
    vec_free(&outlook->own);
    vec_free(&outlook->differ);
    if (outlook->is_apart) {
        mem_free(outlook->view.tables.items);
        mem_free(outlook->view.possible.items);
    }
    *outlook = (Outlook){.view = {.program = NULL}};
}

/* ---- what an answer hinges on ---- */

typedef struct {
    const Store *view;
    Hinged best; /* relation NO_ID: none yet */
} Hinging;

static void keep_lesser(void *context, RelId relation, RowId row) {
    Hinging *h = context;
    const Value *values = table_row(store_possible(h->view, relation), row);
    if (h->best.relation != NO_ID &&
        !row_is_before(h->view->program->values, values, h->best.row, relation_of(h->view, relation)->arity))
        return;
    h->best = (Hinged){relation, values};
}

/* The first undecided literal of the first instance. */
static bool look_at_instance(void *context, const Residual *residual) {
    Hinging *h = context;
    const Rule *rule = &h->view->program->rules.items[residual->rule];
    for (uint32_t i = 0; i < rule->literal_count && h->best.relation == NO_ID; i++)
        if (residual->truth[i] == LITERAL_UNDECIDED)
            residual_rows(h->view, &rule->body[i], residual->bindings, keep_lesser, h);
    return h->best.relation == NO_ID;
}

bool outlook_hinge(const Outlook *outlook, RelId answer, const Value *row, Hinged *hinged) {
    Hinging h = {&outlook->view, {answer, row}};
    do {
        *hinged = h.best;
        h.best.relation = NO_ID;
        residual_of_row(h.view, hinged->relation, hinged->row, false, look_at_instance, &h);
        if (h.best.relation == NO_ID) return false;
        *hinged = h.best;
    } while (relation_of(h.view, hinged->relation)->helper == HELPER_BODY);
    return true;
}
