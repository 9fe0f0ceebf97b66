/* Rule instances as nodes.
 *
 * Premises that are steps of a translation are passed over: what a helper row needed stands in its place.  An aggregate
 * is a node of its own with the rows it ran over behind it.  What needs no row is told by the rule as a check.
 * Passing over helpers goes as deep as bodies are nested in the text of a rule, which the parser bounds. */
#include "runtime/show/map_internal.h"

#include "runtime/eval/budget.h"
#include "runtime/io/disk.h"
#include "runtime/show/prose.h"
#include "runtime/show/words.h"
#include "runtime/why/nearby.h"
#include "runtime/why/instance.h"
#include "runtime/why/through.h"

#define ROWS_OF_TOTAL 8    /* of an aggregate; the others are counted */
#define EXCEPTIONS_SHOWN 8 /* rows of one exception */

static const Relation *relation_of(const Map *map, RelId id) { return &map->program->relations.items[id]; }
static const Rule *rule_of(const Map *map, RuleId id) { return &map->program->rules.items[id]; }

typedef Vec(Str) Checks;

static void keep_checks(Map *map, NodeId node, Checks *checks) {
    Node *n = &map->graph->nodes.items[node];
    Str *all = arena_array(&map->graph->arena, Str, n->check_count + checks->count + 1);
    for (uint32_t i = 0; i < n->check_count; i++) all[i] = n->checks[i];
    for (size_t i = 0; i < checks->count; i++) all[n->check_count + i] = checks->items[i];
    n->checks = all;
    n->check_count += (uint32_t)checks->count;
    vec_free(checks);
}

static LiteralTruth truth_of(const Instance *instance, uint32_t literal) {
    return instance->truth ? instance->truth[literal] : LITERAL_TRUE;
}

/* A comparison some of whose variables have no value says nothing. */
static bool is_bound(const Literal *literal, const Value *bindings) {
    bool is_compared = literal->kind == LIT_COMPARE || literal->kind == LIT_CONDITION;
    if (!is_compared && literal->kind != LIT_BIND) return true;
    if (literal->kind == LIT_BIND && bindings[literal->variable] == UNBOUND) return false;
    return instance_is_bound(literal->left, bindings) && (!is_compared || instance_is_bound(literal->right, bindings));
}

static Str words_of(Map *map, const Instance *of, const Literal *literal) {
    literal_told_print(map->program, rule_of(map, of->rule), literal, of->bindings, map->sources, &map->words);
    return map_keep_words(map);
}

static void add_check(Map *map, const Instance *instance, uint32_t number, Checks *checks) {
    Literal literal = rule_of(map, instance->rule)->body[number];
    if (check_is_trivial(&literal) || !is_bound(&literal, instance->bindings)) return;
    LiteralTruth truth = truth_of(instance, number);
    bool is_case = truth == LITERAL_FALSE && literal_is_body(map->program, &literal, map->sources);
    if (truth == LITERAL_FALSE) text_add(&map->words, is_case ? STR("there is: ") : STR("not so: "));
    if (truth == LITERAL_UNDECIDED) text_lit(&map->words, "undecided: ");
    if (is_case) literal.kind = LIT_ATOM;
    vec_push(checks, words_of(map, instance, &literal));
}

/* ---- rows of literals ---- */

/* Values of a literal's columns; true if each has one. */
static bool values_of_literal(const Map *map, const Instance *instance, const Literal *literal, Value *row,
                              Term *terms) {
    literal_row(map->program, literal, instance->bindings, row);
    return literal_terms(map->program, literal, instance->bindings, terms);
}

/* The row that a literal is about: the one it matched, the only one it can mean, or the least that agrees. */
static bool find_row(const Map *map, const Instance *instance, uint32_t number, Value *row) {
    const Literal *literal = &rule_of(map, instance->rule)->body[number];
    const Store *store = map->store;
    uint32_t arity = relation_of(map, literal->relation)->arity;
    Term terms[64];
    if (instance->rows && instance->rows[number] != NO_ROW) {
        memcpy(row, table_row(store_table(store, literal->relation), instance->rows[number]), arity * sizeof *row);
        return true;
    }
    if (values_of_literal(map, instance, literal, row, terms)) return true;
    const Table *table = store_table(store, literal->relation);
    RowId found = row_least(store, store_table(store, literal->relation), terms, NULL, false);
    if (found == NO_ROW) {
        table = store_possible(store, literal->relation);
        found = row_least_undecided(store, literal->relation, terms, NULL);
    }
    if (found == NO_ROW) return false;
    memcpy(row, table_row(table, found), arity * sizeof *row);
    return true;
}

/* ---- premises ---- */

static void connect_total(Map *map, NodeId node, const Instance *instance, const Literal *literal, const Value *row);

/* A literal of a relation that nobody wrote: what its row came from, else its words. */
static void connect_helper(Map *map, NodeId node, const Instance *instance, uint32_t number, Checks *checks) {
    const Literal *literal = &rule_of(map, instance->rule)->body[number];
    Helper helper = relation_of(map, literal->relation)->helper;
    Value row[64];
    if (helper == HELPER_POSSIBLE || helper == HELPER_UNDECIDED || helper == HELPER_DOMAIN) return;
    bool is_true = truth_of(instance, number) == LITERAL_TRUE && find_row(map, instance, number, row);
    if (is_true && helper == HELPER_AGGREGATE) {
        connect_total(map, node, instance, literal, row);
        return;
    }
    RowId found = is_true ? table_find(store_table(map->store, literal->relation), row) : NO_ROW;
    bool is_connected = found != NO_ROW && map_connect_made(map, node, (RowRef){literal->relation, found});
    if (!is_connected) add_check(map, instance, number, checks);
}

/* A premise that does not hold whatever the missing values are: in words with names for them. */
static void connect_open(Map *map, NodeId node, const Instance *instance, const Literal *literal) {
    Str words = words_of(map, instance, literal);
    NodeId missing = graph_add(map->graph, (Node){.kind = NODE_DERIVED, .standing = STANDING_UNSUPPORTED});
    map->graph->nodes.items[missing].words = words;
    map->graph->nodes.items[missing].remark = STR("nothing fits");
    graph_connect(map->graph, missing, node, EDGE_SUPPORTS);
}

static void connect_atom(Map *map, NodeId node, const Instance *instance, uint32_t number, Checks *checks) {
    const Literal *literal = &rule_of(map, instance->rule)->body[number];
    RelId said = map_said(map, literal->relation);
    Value row[64];
    if (said == NO_ID)
        connect_helper(map, node, instance, number, checks);
    else if (find_row(map, instance, number, row))
        graph_connect(map->graph, map_statement(map, said, row, false), node, EDGE_SUPPORTS);
    else
        connect_open(map, node, instance, literal);
}

/* `not p`: a statement that stands in the way, or would if it were accepted; a check where nobody speaks for p. */
static void connect_denied(Map *map, NodeId node, const Instance *instance, uint32_t number, Checks *checks) {
    const Literal *literal = &rule_of(map, instance->rule)->body[number];
    RelId said = map_said(map, literal->relation);
    Value row[64];
    Term terms[64];
    bool is_row = said != NO_ID && values_of_literal(map, instance, literal, row, terms);
    bool is_true = truth_of(instance, number) == LITERAL_TRUE;
    if (said != NO_ID && !is_row && !is_true) is_row = find_row(map, instance, number, row);
    if (is_row && (!is_true || status_at_sight(map->store, said, row).status != STATUS_UNSUPPORTED))
        graph_connect(map->graph, map_statement(map, said, row, false), node, EDGE_BLOCKS);
    else
        add_check(map, instance, number, checks);
}

void map_premises(Map *map, NodeId node, const Instance *instance, Span own) {
    const Rule *rule = rule_of(map, instance->rule);
    Checks checks = {0};
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        const Literal *literal = &rule->body[i];
        if (literal->is_exception) continue;
        if (own.source != NO_SOURCE && (literal->span.begin < own.begin || literal->span.begin >= own.end)) continue;
        bool is_lookup = literal->kind == LIT_LOOKUP && instance->rows && instance->rows[i] == NO_ROW;
        if ((literal->kind == LIT_ATOM || literal->kind == LIT_LOOKUP) && !is_lookup)
            connect_atom(map, node, instance, i, &checks);
        else if (literal->kind == LIT_NOT)
            connect_denied(map, node, instance, i, &checks);
        else
            add_check(map, instance, i, &checks);
    }
    keep_checks(map, node, &checks);
}

bool map_connect_made(Map *map, NodeId node, RowRef ref) {
    RuleId id = table_rule_of(store_table(map->store, ref.relation), ref.row);
    if (id == NO_ID || rule_of(map, id)->is_fold) return false;
    const Rule *rule = rule_of(map, id);
    Arena *arena = &map->graph->arena;
    Value *bindings = arena_array(arena, Value, rule->variable_count + 1);
    RowId *rows = arena_array(arena, RowId, rule->literal_count + 1);
    if (!premises_find(map->search, ref, bindings, rows)) return false;
    map_premises(map, node, &(Instance){id, bindings, rows, NULL}, NO_SPAN);
    return true;
}

/* ---- aggregates ---- */

/* Told by its words and value; behind it the rows it ran over, those with the result first. */
static void connect_total(Map *map, NodeId node, const Instance *instance, const Literal *literal, const Value *row) {
    RowId found = table_find(store_table(map->store, literal->relation), row);
    if (found == NO_ROW) return;
    Str words = words_of(map, instance, literal);
    NodeId total = graph_add(map->graph, (Node){.kind = NODE_TOTAL, .standing = STANDING_APPLIES});
    map->graph->nodes.items[total].words = words;
    graph_connect(map->graph, total, node, EDGE_SUPPORTS);
    Proof *proof = prove(map->store, literal->relation, found);
    const Step *fold = &proof->steps.items[0];
    for (uint32_t i = 0; i < fold->premise_count && i < ROWS_OF_TOTAL; i++) {
        const Step *step = &proof->steps.items[fold->premises[i]];
        map_connect_made(map, total, (RowRef){step->relation, step->row});
    }
    if (fold->row_count > ROWS_OF_TOTAL) {
        text_printf(&map->words, "%u of %u rows are shown", (unsigned)ROWS_OF_TOTAL, (unsigned)fold->row_count);
        Str remark = map_keep_words(map);
        map->graph->nodes.items[total].remark = remark;
    }
    proof_free(proof);
}

/* ---- exceptions ---- */

typedef struct {
    Map *map;
    NodeId rule;
    RelId relation; /* that somebody wrote */
    const Term *terms;
    uint32_t shown, left;
} Excepting;

/* A row that somebody argues for, whether it is accepted or not. */
static void tell_excepting(void *context, Table *table) {
    Excepting *e = context;
    RowWalk walk = row_walk(table, e->terms, NULL);
    for (RowId r; (r = row_walk_on(&walk)) != NO_ROW && store_may_search(e->map->store);) {
        if (e->shown >= EXCEPTIONS_SHOWN) {
            e->left++;
            continue;
        }
        e->shown++;
        graph_connect(e->map->graph, map_statement(e->map, e->relation, table_row(table, r), false), e->rule,
                      EDGE_UNDERCUTS);
    }
}

/* An exception that is an atom; one that fires may be merely possible, where ambiguity propagates.
 * True if somebody argues for it. */
static bool except_by_atom(Map *map, NodeId node, RelId said, const Value *row, const Term *terms, bool is_row,
                           bool fires) {
    if (is_row) {
        if (!fires && status_at_sight(map->store, said, row).status == STATUS_UNSUPPORTED) return false;
        graph_connect(map->graph, map_statement(map, said, row, false), node, EDGE_UNDERCUTS);
        return true;
    }
    Excepting e = {map, node, said, terms, 0, 0};
    Table *tables[] = {store_table(map->store, said), store_possible(map->store, said)};
    for (int i = 0; i < 2 && (i == 0 || !e.shown); i++)
        if (tables[i]) tell_excepting(&e, tables[i]);
    if (e.left) {
        text_printf(&map->words, "and %u more exceptions like these", (unsigned)e.left);
        Checks checks = {0};
        vec_push(&checks, map_keep_words(map));
        keep_checks(map, node, &checks);
    }
    return e.shown > 0;
}

/* The instance of a rule for an exception in words of their own that lacks least. */
typedef struct {
    Map *map;
    NodeId rule;
    const Instance *instance;
    const Literal *literal;
    bool is_shown;
} Nearest;

/* Whether each premise holds or is argued for. */
static bool is_argued(const Map *map, const Instance *nearest) {
    const Rule *rule = rule_of(map, nearest->rule);
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        Value row[64];
        Term terms[64];
        if (nearest->truth[i] != LITERAL_FALSE) continue;
        RelId said = rule->body[i].kind == LIT_ATOM ? map_said(map, rule->body[i].relation) : NO_ID;
        if (said == NO_ID || !values_of_literal(map, nearest, &rule->body[i], row, terms)) return false;
        if (status_at_sight(map->store, said, row).status == STATUS_UNSUPPORTED) return false;
    }
    return true;
}

static bool tell_nearest(void *context, const Residual *residual) {
    Nearest *n = context;
    Map *map = n->map;
    const Instance nearest = {residual->rule, residual->bindings, NULL, residual->truth};
    const Rule *rule = rule_of(map, residual->rule);
    if (n->is_shown || !is_argued(map, &nearest)) return true;
    n->is_shown = true;
    Value row[64];
    Term terms[64];
    RelId said =
        rule->literal_count == 1 && rule->body[0].kind == LIT_ATOM ? map_said(map, rule->body[0].relation) : NO_ID;
    if (said != NO_ID && values_of_literal(map, &nearest, &rule->body[0], row, terms)) {
        graph_connect(map->graph, map_statement(map, said, row, false), n->rule, EDGE_UNDERCUTS);
        return true;
    }
    LiteralTruth least = LITERAL_TRUE;
    for (uint32_t i = 0; i < rule->literal_count; i++)
        if (residual->truth[i] < least) least = residual->truth[i];
    Str words = words_of(map, n->instance, n->literal);
    Standing standing = least == LITERAL_TRUE        ? STANDING_APPLIES
                        : least == LITERAL_UNDECIDED ? STANDING_PERHAPS
                                                     : STANDING_LACKING;
    NodeId node = graph_add(map->graph, (Node){.kind = NODE_EXCEPTION, .standing = standing, .words = words});
    bool is_inside = relation_of(map, rule->head)->helper == HELPER_BODY; /* it repeats some of the rule around it */
    map_premises(map, node, &nearest, is_inside ? n->literal->span : NO_SPAN);
    graph_connect(map->graph, node, n->rule, EDGE_UNDERCUTS);
    return true;
}

void map_nearest(const Map *map, RuleId rule, const Value *head, OnResidual *tell, void *context) {
    static const LiteralTruth TRUTHS[] = {[MARK_HOLDS] = LITERAL_TRUE,
                                          [MARK_OPEN] = LITERAL_UNDECIDED,
                                          [MARK_FAILS] = LITERAL_FALSE,
                                          [MARK_PENDING] = LITERAL_TRUE};
    Arena arena;
    arena_init(&arena);
    NearbyList list = nearby_find(map->store, rule, head, 0, 1, &arena);
    if (list.count) {
        const Nearby *nearest = &list.items[0];
        uint32_t count = rule_of(map, rule)->literal_count;
        LiteralTruth *truth = arena_array(&arena, LiteralTruth, count + 1);
        Residual residual = {rule, nearest->bindings, truth, 0};
        for (uint32_t i = 0; i < count; i++) {
            truth[i] = TRUTHS[nearest->marks[i]];
            residual.undecided_count += truth[i] == LITERAL_UNDECIDED;
        }
        tell(context, &residual);
    }
    arena_clear(&arena);
}

/* An exception with a body of its own, or one told beside the rule. */
static bool except_by_rules(Map *map, NodeId node, const Instance *instance, const Literal *literal, const Value *row) {
    RelId relation = literal->relation;
    Literal positive = *literal;
    positive.kind = LIT_ATOM;
    Nearest nearest = {map, node, instance, &positive, false};
    if (relation_of(map, relation)->component == NO_ID) return false;
    const Component *component = &map->program->components.items[relation_of(map, relation)->component];
    for (uint32_t i = 0; i < component->rule_count; i++) {
        if (rule_of(map, component->rules[i])->head != relation) continue;
        nearest.is_shown = false;
        map_nearest(map, component->rules[i], row, tell_nearest, &nearest);
    }
    return nearest.is_shown;
}

static void connect_exceptions(Map *map, NodeId node, const Instance *instance) {
    const Rule *rule = rule_of(map, instance->rule);
    uint32_t checked = 0, before = 0;
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        const Literal *literal = &rule->body[i];
        if (!literal->is_exception) continue;
        Value row[64];
        Term terms[64];
        bool is_row = values_of_literal(map, instance, literal, row, terms);
        RelId said = map_said(map, literal->relation);
        bool fires = truth_of(instance, i) == LITERAL_FALSE;
        before = (uint32_t)map->graph->edges.count;
        bool is_shown = said != NO_ID ? except_by_atom(map, node, said, row, terms, is_row, fires)
                                      : except_by_rules(map, node, instance, literal, row);
        if (!is_shown && map->graph->edges.count == before) checked++;
    }
    if (checked == 0) return;
    text_printf(&map->words,
                checked == 1 ? "1 exception checked, nobody argues for it"
                             : "%u exceptions checked, nobody argues for one",
                (unsigned)checked);
    Checks checks = {0};
    vec_push(&checks, map_keep_words(map));
    keep_checks(map, node, &checks);
}

/* ---- the node ---- */

static NodeKind kind_of(const Rule *rule) {
    switch (rule->kind) {
    case RULE_PRESUMPTIVE: return NODE_PRESUMPTIVE;
    case RULE_OBJECTION: return NODE_OBJECTION;
    default: return NODE_STRICT;
    }
}

/* Of a rule without label and gloss. */
static Str name_by_place(Map *map, RuleId id, Str place) {
    if (rule_denies_rival(map->program, rule_of(map, id)) || place.length == 0)
        rule_name_print(map->program, id, map->sources, &map->words);
    else
        text_printf(&map->words, "the rule at %.*s", STR_FMT(path_file(place)));
    return map_keep_words(map);
}

NodeId map_rule(Map *map, const Instance *instance, Standing standing) {
    const Rule *rule = rule_of(map, instance->rule);
    Node node = {.kind = kind_of(rule), .standing = standing, .words = rule->gloss};
    if (rule->label != NO_SYMBOL && !rule_denies_rival(map->program, rule))
        node.name = symbol_str(map->program, rule->label);
    if (is_read_backwards(map->program, rule)) node.remark = STR("read backwards");
    if (rule->strength != STRENGTH_CERTAIN && !node.remark.length) node.remark = str_of(strength_name(rule->strength));
    place_print(map->sources, rule->span, &map->words);
    node.ids = map_keep_words(map);
    if (node.name.length == 0 && node.words.length == 0) node.words = name_by_place(map, instance->rule, node.ids);
    node.cites = map_cites(map, &rule->cites, 1, &node.cite_count);
    NodeId id = graph_add(map->graph, node);
    map_premises(map, id, instance, NO_SPAN);
    connect_exceptions(map, id, instance);
    return id;
}
