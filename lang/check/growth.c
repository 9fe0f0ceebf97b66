/* Rules that may create values forever.
 *
 * A rule is suspect if a variable of its head is computed (by + - * /, or concat) from a variable of an atom that
 * depends on the head again, and nothing bounds either: no order comparison mentions them, and no atom outside the
 * circle holds them.  This is a warning and errs on both sides: a bound may be the wrong way round, and a sum may run
 * in a circle.  Circles are the components of the graph from each relation to those its rules read: R. Tarjan,
 * Depth-first search and linear graph algorithms, SIAM J. Computing 1972, with a stack of our own. */
#include "lang/check/lint.h"

#include <assert.h>

#include "lang/check/resolve.h"

typedef struct {
    uint32_t from, to;
} Edge;

typedef struct {
    uint32_t node, edge;
} Visit;

typedef struct {
    Checker *c;
    Vec(Edge) edges;          /* sorted by from */
    Vec(uint32_t) first_edge; /* by relation; one more at the end */
    Vec(uint32_t) component;  /* by relation */
    NodeTable *table;
    Vec(unsigned char) marks; /* by variable of the unit */
} Growth;

enum { MARK_CIRCLE = 1, MARK_BOUNDED = 2, MARK_MADE = 4 };

typedef void ActOnAtom(Growth *g, const Node *atom, RelId relation, void *context);

static void each_atom(Growth *g, const Node *node, ActOnAtom *act, void *context) {
    RelId id = g->table->relation[node->id];
    if (id == BROKEN) return;
    if (id != NO_ID) {
        act(g, literal_atom(node), id, context);
        return;
    }
    for (uint32_t i = 0; i < node->child_count; i++) each_atom(g, node->children[i], act, context);
}

/* ---- components ---- */

static void add_edge(Growth *g, const Node *atom, RelId relation, void *head) {
    (void)atom;
    vec_push(&g->edges, ((Edge){*(const RelId *)head, relation}));
}

/* By counting: the edges of each relation side by side. */
static void sort_edges(Growth *g, uint32_t relations) {
    for (uint32_t r = 0; r <= relations; r++) vec_push(&g->first_edge, 0);
    for (size_t e = 0; e < g->edges.count; e++) g->first_edge.items[g->edges.items[e].from + 1]++;
    for (uint32_t r = 0; r < relations; r++) g->first_edge.items[r + 1] += g->first_edge.items[r];
    Edge *sorted = mem_alloc(g->edges.count * sizeof *sorted);
    uint32_t *next = mem_alloc((relations + 1) * sizeof *next);
    for (uint32_t r = 0; r <= relations; r++) next[r] = g->first_edge.items[r];
    for (size_t e = 0; e < g->edges.count; e++) sorted[next[g->edges.items[e].from]++] = g->edges.items[e];
    mem_free(next);
    mem_free(g->edges.items);
    g->edges.items = sorted;
    g->edges.capacity = g->edges.count;
}

static void find_components(Growth *g, uint32_t relations) {
    Vec(Visit) visits = {0};
    Vec(uint32_t) open = {0};
    uint32_t *order = mem_alloc_zero(relations * sizeof *order), *low = mem_alloc_zero(relations * sizeof *low);
    uint32_t time = 0;
    for (uint32_t r = 0; r < relations; r++) vec_push(&g->component, NO_ID);
    for (uint32_t start = 0; start < relations; start++) {
        if (order[start]) continue;
        vec_push(&visits, ((Visit){start, g->first_edge.items[start]}));
        order[start] = low[start] = ++time;
        vec_push(&open, start);
        while (visits.count > 0) {
            Visit *top = &vec_last(&visits);
            uint32_t node = top->node;
            if (top->edge < g->first_edge.items[node + 1]) {
                uint32_t to = g->edges.items[top->edge++].to;
                if (!order[to]) {
                    order[to] = low[to] = ++time;
                    vec_push(&open, to);
                    vec_push(&visits, ((Visit){to, g->first_edge.items[to]}));
                } else if (g->component.items[to] == NO_ID && order[to] < low[node]) {
                    low[node] = order[to];
                }
                continue;
            }
            (void)vec_pop(&visits);
            if (visits.count > 0 && low[node] < low[vec_last(&visits).node]) low[vec_last(&visits).node] = low[node];
            if (low[node] != order[node]) continue;
            uint32_t member;
            do g->component.items[member = vec_pop(&open)] = node;
            while (member != node);
        }
    }
    mem_free(order);
    mem_free(low);
    vec_free(&visits);
    vec_free(&open);
}

static void connect(Growth *g) {
    uint32_t relations = (uint32_t)g->c->program->relations.count;
    UnitWalk walk = unit_walk_places(g->c->modules, &g->c->places, g->c->diags);
    for (Unit unit; unit_next(&walk, &unit);) {
        if (unit.kind != UNIT_RULE) continue;
        g->table = &g->c->tables[unit.module];
        RelId head = g->table->relation[unit.head->id];
        if (head < BROKEN) each_atom(g, unit.body, add_edge, &head);
    }
    sort_edges(g, relations);
    find_components(g, relations);
}

/* ---- rules ---- */

static bool has_mark(const Growth *g, const Node *node, unsigned char mark) {
    if (node->kind == NODE_VARIABLE) return g->marks.items[g->table->variable[node->id]] & mark;
    for (uint32_t i = 0; i < node->child_count; i++)
        if (has_mark(g, node->children[i], mark)) return true;
    return false;
}

static void set_mark(Growth *g, const Node *node, unsigned char mark) {
    if (node->kind == NODE_VARIABLE) g->marks.items[g->table->variable[node->id]] |= mark;
    for (uint32_t i = 0; i < node->child_count; i++) set_mark(g, node->children[i], mark);
}

static void mark_atom(Growth *g, const Node *atom, RelId relation, void *head) {
    assert(relation < g->component.count);
    bool is_circle = g->component.items[relation] == g->component.items[*(const RelId *)head];
    for (uint32_t i = 0; i < atom->child_count; i++) {
        const Node *node = atom->children[i];
        if (node->kind == NODE_NAMED) node = node->children[0];
        if (node->kind == NODE_VARIABLE) set_mark(g, node, is_circle ? MARK_CIRCLE : MARK_BOUNDED);
    }
}

static void mark_positive(Growth *g, const Node *node, RelId *head) {
    if (node->kind == NODE_NOT || node->kind == NODE_FORALL || node->kind == NODE_AGGREGATE) return;
    RelId id = g->table->relation[node->id];
    if (id < BROKEN) {
        mark_atom(g, literal_atom(node), id, head);
        return;
    }
    bool is_order = node->kind == NODE_COMPARE && node->op >= OP_LT;
    if (is_order) set_mark(g, node, MARK_BOUNDED);
    for (uint32_t i = 0; i < node->child_count; i++) mark_positive(g, node->children[i], head);
}

static bool creates(const Node *node) {
    if (node->kind == NODE_BINARY && node->fn != FN_MOD) return true;
    if (node->kind == NODE_CALL && str_equal(node->text, STR("concat"))) return true;
    if (node->kind == NODE_AGGREGATE) return false;
    for (uint32_t i = 0; i < node->child_count; i++)
        if (creates(node->children[i])) return true;
    return false;
}

/* A new value from one of the circle, with no bound on it. */
static bool grows(const Growth *g, const Node *value) {
    return creates(value) && has_mark(g, value, MARK_CIRCLE | MARK_MADE) && !has_mark(g, value, MARK_BOUNDED);
}

static void mark_made(Growth *g, const Node *target, const Node *value) {
    if (target->kind != NODE_VARIABLE || g->marks.items[g->table->variable[target->id]]) return;
    if (grows(g, value) || (value->kind == NODE_VARIABLE && has_mark(g, value, MARK_MADE)))
        set_mark(g, target, MARK_MADE);
}

static void mark_equations(Growth *g, const Node *node) {
    if (node->kind == NODE_IS || (node->kind == NODE_COMPARE && node->op == OP_EQ)) {
        mark_made(g, node->children[0], node->children[1]);
        if (node->kind == NODE_COMPARE) mark_made(g, node->children[1], node->children[0]);
        return;
    }
    if (node->kind == NODE_AND || node->kind == NODE_OR)
        for (uint32_t i = 0; i < node->child_count; i++) mark_equations(g, node->children[i]);
}

static const Node *growing_argument(Growth *g, const Node *head) {
    for (uint32_t i = 0; i < head->child_count; i++) {
        const Node *node = head->children[i];
        if (node->kind == NODE_NAMED) node = node->children[0];
        bool is_made = node->kind == NODE_VARIABLE && has_mark(g, node, MARK_MADE) && !has_mark(g, node, MARK_BOUNDED);
        if (is_made || grows(g, node)) return node;
    }
    return NULL;
}

static void look_at_rule(Growth *g, const Unit *unit) {
    RelId head = g->table->relation[unit->head->id];
    if (head >= BROKEN) return;
    vec_empty(&g->marks);
    for (uint32_t i = 0; i < unit_variable_count(g->c, unit); i++) vec_push(&g->marks, 0);
    mark_positive(g, unit->body, &head);
    for (int turn = 0; turn < 2; turn++) mark_equations(g, unit->body);
    const Node *growing = growing_argument(g, literal_atom(unit->head));
    if (!growing) return;
    Diag *d = diag_add(g->c->diags, W0302, growing->span, "'%.*s' may create values forever",
                       STR_FMT(literal_atom(unit->head)->text));
    diag_remedy(g->c->diags, d, "bound it by a comparison, such as N < 100");
}

void lint_growth(Checker *c) {
    Growth g = {.c = c};
    connect(&g);
    UnitWalk walk = unit_walk_places(c->modules, &c->places, c->diags);
    for (Unit unit; unit_next(&walk, &unit);) {
        if (unit.kind != UNIT_RULE) continue;
        g.table = &c->tables[unit.module];
        look_at_rule(&g, &unit);
    }
    vec_free(&g.edges);
    vec_free(&g.first_edge);
    vec_free(&g.component);
    vec_free(&g.marks);
}
