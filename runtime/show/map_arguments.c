/* What argues for and against a statement: rules and facts for it, rivals and objections, rules that an exception
 * stops, what it lacks, and which priorities decide. */
#include "runtime/show/map_internal.h"
#include "runtime/show/quarrel.h"
#include "runtime/show/words.h"
#include "runtime/why/through.h"

static const Relation *relation_of(const Map *map, RelId id) { return &map->program->relations.items[id]; }

/* ---- rules for a statement ---- */

/* A rule counts once a statement, however often the translation has it. */
static bool is_told(const Map *map, NodeId statement, RuleId rule) {
    const Rule *own = &map->program->rules.items[rule];
    for (size_t i = map->argued.count; i-- > 0 && map->argued.items[i].statement == statement;) {
        const Rule *other = &map->program->rules.items[map->argued.items[i].rule];
        if (map->argued.items[i].rule == rule ||
            (own->kind != RULE_MADE && other->written == own->written && own->is_transposed == other->is_transposed))
            return true;
    }
    return false;
}

static NodeId add_rule(Map *map, NodeId statement, const Instance *instance, Standing standing, EdgeKind kind) {
    vec_push(&map->argued, ((Argued){statement, NO_NODE, instance->rule}));
    size_t own = map->argued.count - 1;
    NodeId node = map_rule(map, instance, standing);
    map->argued.items[own].node = node;
    graph_connect(map->graph, node, statement, kind);
    return node;
}

/* The first instance of one rule that has no false literal, in value order. */
typedef struct {
    Map *map;
    NodeId statement;
    RuleId rule; /* NO_ID: each */
    EdgeKind kind;
    bool is_found;
    bool is_perhaps; /* what applies is only possible */
} Finding;

static bool find_instance(void *context, const Residual *residual) {
    Finding *f = context;
    const Rule *rule = &f->map->program->rules.items[residual->rule];
    if (f->rule != NO_ID ? residual->rule != f->rule : rule->kind == RULE_MADE) return true;
    if (f->rule == NO_ID && is_told(f->map, f->statement, residual->rule)) return true;
    const Instance instance = {residual->rule, residual->bindings, NULL, residual->truth};
    bool is_perhaps = f->is_perhaps || residual->undecided_count;
    add_rule(f->map, f->statement, &instance, is_perhaps ? STANDING_PERHAPS : STANDING_APPLIES, f->kind);
    f->is_found = true;
    return f->rule == NO_ID;
}

/* The rule that made the row of an argument: as its proof has it. */
static bool add_made(Map *map, NodeId statement, RowRef ref, RuleId rule, EdgeKind kind) {
    const Rule *made = &map->program->rules.items[rule];
    if (table_rule_of(store_table(map->store, ref.relation), ref.row) != rule || made->is_fold) return false;
    Arena arena;
    arena_init(&arena);
    Value *bindings = arena_array(&arena, Value, made->variable_count + 1);
    RowId *rows = arena_array(&arena, RowId, made->literal_count + 1);
    bool is_found = premises_find(map->search, ref, bindings, rows);
    if (is_found) add_rule(map, statement, &(Instance){rule, bindings, rows, NULL}, STANDING_APPLIES, kind);
    arena_clear(&arena);
    return is_found;
}

static void add_argument(Map *map, NodeId statement, const Argument *argument, EdgeKind kind) {
    if (argument->rule == NO_ID) {
        if (!argument->is_objection) map_fact(map, statement, argument->applies, argument->is_given);
        return;
    }
    if (is_told(map, statement, argument->rule)) return;
    RowRef behind = argument->state == APPLIES ? row_behind(map->store, argument->applies) : argument->applies;
    if (argument->state == APPLIES && add_made(map, statement, behind, argument->rule, kind)) return;
    Finding finding = {map, statement, argument->rule, kind, false, argument->state != APPLIES};
    const Value *row = argument_row(map->store, argument);
    residual_find(map->store, argument->rule, row, find_instance, &finding);
}

/* ---- against a statement ---- */

static void note_beaten(Map *map, NodeId winner, NodeId loser, const Argument *argument) {
    if (argument->lost == LOST_NOT) return;
    vec_push(&map->beaten, ((Beaten){winner, loser, argument->rule, argument->lost, argument->preference}));
}

static void add_rival(Map *map, NodeId statement, const Argument *argument) {
    if (argument->is_objection) {
        add_argument(map, statement, argument, EDGE_REBUTS);
        note_beaten(map, statement, statement, argument);
        return;
    }
    NodeId rival = map_statement(map, argument->about, argument_row(map->store, argument), false);
    graph_connect(map->graph, rival, statement, EDGE_REBUTS);
    note_beaten(map, statement, rival, argument);
}

/* Where ambiguity propagates: whether a rule for the row is possible, which is enough to attack. */
static bool is_possible(const Map *map, RelId id, const Value *row) {
    const Relation *relation = relation_of(map, id);
    for (uint32_t c = 0; c < relation->class_count; c++) {
        RelId perhaps = relation_of(map, relation->classes[c])->perhaps;
        if (perhaps == NO_ID || relation_of(map, relation->classes[c])->helper != HELPER_APPLIES) continue;
        if (table_find(store_table(map->store, perhaps), row) != NO_ROW) return true;
        const Table *possible = store_possible(map->store, perhaps);
        if (possible && table_find(possible, row) != NO_ROW) return true;
    }
    return false;
}

/* Rivals that an exception stops, those that are only possible, and those whose arguments are not told apart. */
static void add_quiet_rivals(Map *map, const Pending *at) {
    Arena arena;
    arena_init(&arena);
    Rivals rivals = rivals_of(map->program, at->relation, at->row, &arena);
    for (size_t i = 0; i < rivals.count; i++) {
        const Rival *rival = &rivals.items[i];
        uint32_t arity = relation_of(map, rival->relation)->arity;
        Value *row = arena_array(&arena, Value, arity + 1);
        bool is_whole = true;
        for (uint32_t k = 0; k < arity; k++) {
            is_whole = is_whole && rival->terms[k].kind == TERM_CONST;
            row[k] = rival->terms[k].id;
        }
        Table *table = store_table(map->store, program_given(map->program, rival->relation));
        RowId hidden = row_least(map->store, table, rival->terms, rival->except, true);
        if (hidden != NO_ROW) memcpy(row, table_row(table, hidden), arity * sizeof *row), is_whole = true;
        if (!is_whole || (rival->except && memcmp(row, at->row, arity * sizeof *row) == 0)) continue;
        const Relation *relation = relation_of(map, rival->relation);
        Status status = status_at_sight(map->store, rival->relation, row).status;
        bool is_quiet = status == STATUS_UNSUPPORTED || status == STATUS_REFUTED;
        if (is_quiet && !is_possible(map, rival->relation, row)) continue;
        if (status == STATUS_UNDECIDED && relation->is_open && !relation->class_count) continue; /* nobody says so */
        graph_connect(map->graph, map_statement(map, rival->relation, row, false), at->node, EDGE_REBUTS);
    }
    vec_free(&rivals);
    arena_clear(&arena);
}

/* ---- what stops a rule, and what it lacks ---- */

static bool add_stopped(void *context, const Residual *residual) {
    Finding *f = context;
    const Rule *rule = &f->map->program->rules.items[residual->rule];
    bool fires = false;
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        fires = fires || (rule->body[i].is_exception && residual->truth[i] == LITERAL_FALSE);
        if (!rule->body[i].is_exception && residual->truth[i] != LITERAL_TRUE) return true;
    }
    if (!fires || is_told(f->map, f->statement, residual->rule)) return true;
    add_rule(f->map, f->statement, &(Instance){residual->rule, residual->bindings, NULL, residual->truth},
             STANDING_STOPPED, f->kind);
    return true;
}

/* Whether what is lacking is more than where a rule read backwards may look. */
static bool lacks_premise(const Map *map, const Residual *residual) {
    const Rule *rule = &map->program->rules.items[residual->rule];
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        bool is_row = rule->body[i].terms != NULL;
        bool is_hidden = is_row && relation_of(map, rule->body[i].relation)->helper == HELPER_POSSIBLE;
        if (residual->truth[i] != LITERAL_TRUE && !is_hidden) return true;
    }
    return false;
}

static bool add_lacking(void *context, const Residual *residual) {
    Finding *f = context;
    if (!lacks_premise(f->map, residual)) return true;
    if (is_told(f->map, f->statement, residual->rule)) return true;
    add_rule(f->map, f->statement, &(Instance){residual->rule, residual->bindings, NULL, residual->truth},
             STANDING_LACKING, f->kind);
    return true;
}

static bool is_level(const Map *map, RelId id) {
    Helper helper = relation_of(map, id)->helper;
    return helper == HELPER_NONE || helper == HELPER_APPLIES;
}

/* The nearest instance of each rule that would conclude it. */
static void add_nearest(Map *map, const Pending *at) {
    const Relation relation = *relation_of(map, at->relation);
    Finding finding = {map, at->node, NO_ID, EDGE_SUPPORTS, false, false};
    for (uint32_t c = 0; c <= relation.class_count; c++) {
        RelId head = c < relation.class_count ? relation.classes[c] : at->relation;
        if (!is_level(map, head) || relation_of(map, head)->component == NO_ID) continue;
        const Component *component = &map->program->components.items[relation_of(map, head)->component];
        for (uint32_t i = 0; i < component->rule_count; i++) {
            const Rule *rule = &map->program->rules.items[component->rules[i]];
            if (rule->head == head && rule->kind != RULE_MADE)
                map_nearest(map, component->rules[i], at->row, add_lacking, &finding);
        }
    }
}

/* ---- one statement ---- */

static void look_up_argued(Map *map, const Pending *at) {
    Dispute dispute = dispute_of(map->store, at->relation, at->row);
    for (size_t i = 0; i < dispute.pro.count; i++) add_argument(map, at->node, &dispute.pro.items[i], EDGE_SUPPORTS);
    for (size_t i = 0; i < dispute.contra.count; i++) add_rival(map, at->node, &dispute.contra.items[i]);
    dispute_clear(&dispute);
    const Relation relation = *relation_of(map, at->relation);
    Finding finding = {map, at->node, NO_ID, EDGE_SUPPORTS, false, false};
    for (uint32_t c = 0; c < relation.class_count; c++) {
        bool is_objection = relation_of(map, relation.classes[c])->helper == HELPER_OBJECTION;
        finding.kind = is_objection ? EDGE_REBUTS : EDGE_SUPPORTS;
        residual_of_row(map->store, relation.classes[c], at->row, true, add_stopped, &finding);
    }
    finding.is_perhaps = true;
    for (uint32_t c = 0; c < relation.class_count; c++) {
        RelId perhaps = relation_of(map, relation.classes[c])->perhaps;
        bool is_objection = relation_of(map, relation.classes[c])->helper == HELPER_OBJECTION;
        finding.kind = is_objection ? EDGE_REBUTS : EDGE_SUPPORTS;
        if (perhaps != NO_ID) residual_of_row(map->store, perhaps, at->row, false, find_instance, &finding);
    }
}

static void look_up_plain(Map *map, const Pending *at, const Judgement *judgement) {
    RowId own = table_find(store_table(map->store, at->relation), at->row);
    Finding finding = {map, at->node, NO_ID, EDGE_SUPPORTS, false, false};
    if (own != NO_ROW) {
        RowRef behind = row_behind(map->store, (RowRef){at->relation, own});
        RuleId rule = table_rule_of(store_table(map->store, behind.relation), behind.row);
        if (rule == NO_ID)
            map_fact(map, at->node, behind, true);
        else
            add_made(map, at->node, behind, rule, EDGE_SUPPORTS);
    } else if (judgement->status == STATUS_UNDECIDED && judgement->row.row != NO_ROW) {
        residual_of_row(map->store, at->relation, at->row, false, find_instance, &finding);
    }
    if (judgement->status == STATUS_UNDECIDED)
        residual_of_row(map->store, at->relation, at->row, true, add_stopped, &finding);
}

void map_look_up(Map *map, const Pending *at) {
    Judgement judgement = status_of_row(map->store, at->relation, at->row);
    Node *node = &map->graph->nodes.items[at->node];
    node->standing = map_standing(judgement.status);
    node->remark = str_of(reason_name(judgement.reason));
    if (relation_of(map, at->relation)->class_count)
        look_up_argued(map, at);
    else
        look_up_plain(map, at, &judgement);
    add_quiet_rivals(map, at);
    if (judgement.status == STATUS_REFUTED && judgement.row.row != NO_ROW) {
        RelId said = map_said(map, judgement.row.relation);
        const Value *row = table_row(store_table(map->store, judgement.row.relation), judgement.row.row);
        if (said != NO_ID) graph_connect(map->graph, map_statement(map, said, row, false), at->node, EDGE_REBUTS);
    }
    if (judgement.status == STATUS_UNSUPPORTED && at->is_asked) add_nearest(map, at);
}

/* ---- priorities ---- */

static bool goes_by(const Map *map, RuleId id, Symbol name) {
    const Rule *rule = &map->program->rules.items[id];
    if (rule->label == name) return true;
    for (uint32_t i = 0; i < rule->cites.count; i++)
        if (rule->cites.items[i].key == name) return true;
    return false;
}

/* The rule of a statement by its name; the statement itself where a fact of that name states it. */
static NodeId winner_node(const Map *map, const Beaten *beaten) {
    for (size_t i = 0; i < map->argued.count; i++)
        if (map->argued.items[i].statement == beaten->winner &&
            goes_by(map, map->argued.items[i].rule, beaten->preference->winner))
            return map->argued.items[i].node;
    return beaten->winner;
}

static NodeId loser_node(const Map *map, const Beaten *beaten) {
    for (size_t i = 0; i < map->argued.count && beaten->losing_rule != NO_ID; i++)
        if (map->argued.items[i].statement == beaten->loser && map->argued.items[i].rule == beaten->losing_rule)
            return map->argued.items[i].node;
    return beaten->losing_rule == NO_ID ? beaten->loser : NO_NODE;
}

static Str lost_words(Map *map, const Beaten *beaten) {
    switch (beaten->lost) {
    case LOST_TO_GIVEN: return STR("what is given cannot be rebutted");
    case LOST_TO_PREFERENCE:
        text_printf(&map->words, "%.*s is preferred", STR_FMT(symbol_str(map->program, beaten->preference->winner)));
        return map_keep_words(map);
    case LOST_TO_STRICT: return STR("what a strict rule concludes cannot be rebutted");
    case LOST_TO_RIVAL: return STR("what contradicts it is accepted");
    case LOST_FOR_WEAKNESS: return STR("it rests on something weaker");
    default: return STR("");
    }
}

void map_priorities(Map *map) {
    for (size_t i = 0; i < map->beaten.count; i++) {
        const Beaten *beaten = &map->beaten.items[i];
        NodeId loser = loser_node(map, beaten);
        if (loser == NO_NODE) continue;
        Node *node = &map->graph->nodes.items[loser];
        bool is_rule = node_kind_is_rule(node->kind);
        if (is_rule && node->standing == STANDING_APPLIES) node->standing = STANDING_BEATEN;
        if (is_rule && node->remark.length == 0) {
            Str words = lost_words(map, beaten);
            map->graph->nodes.items[loser].remark = words;
        }
        if (beaten->lost == LOST_TO_PREFERENCE) graph_connect(map->graph, winner_node(map, beaten), loser, EDGE_BEATS);
    }
}
