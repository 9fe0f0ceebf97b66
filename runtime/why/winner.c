/* The rules for what rebuts a row are gone through: each says which class attacks and which defence holds it off, and
 * the rules for that defence say whose it is. */
#include "runtime/why/winner.h"

#include "runtime/store/seek.h"
#include "runtime/why/residual.h"
#include "runtime/why/through.h"

typedef struct {
    const Store *store;
    RowRef row;
    const Value *values;
    RelId class; /* that is looked at */
    bool is_found;
} Look;

static const Relation *relation_of(const Store *store, RelId id) { return &store->program->relations.items[id]; }

static const Component *component_of(const Store *store, RelId id) {
    uint32_t component = relation_of(store, id)->component;
    return component == NO_ID ? NULL : &store->program->components.items[component];
}

/* ---- defences ---- */

/* True, and by the class or by nobody: what attacks is too weak then. */
static bool note_defence(void *context, const Residual *residual) {
    Look *look = context;
    const Rule *rule = &look->store->program->rules.items[residual->rule];
    bool is_own = residual->undecided_count == 0;
    for (uint32_t i = 0; i < rule->literal_count && is_own; i++) {
        const Literal *literal = &rule->body[i];
        if (literal->kind != LIT_ATOM || relation_of(look->store, literal->relation)->helper != HELPER_APPLIES)
            continue;
        is_own = literal->relation == look->class;
    }
    look->is_found = is_own;
    return !is_own;
}

static bool is_held_off(Look *look, RelId defence) {
    look->is_found = false;
    residual_of_row(look->store, defence, look->values, false, note_defence, look);
    return look->is_found;
}

/* ---- attacks ---- */

static const Literal *defence_in(const Store *store, const Rule *rule) {
    for (uint32_t i = 0; i < rule->literal_count; i++)
        if (rule->body[i].kind == LIT_NOT && relation_of(store, rule->body[i].relation)->helper == HELPER_DEFENDED)
            return &rule->body[i];
    return NULL;
}

static bool is_attack(const Store *store, const Literal *literal) {
    Helper helper = relation_of(store, literal->relation)->helper;
    return literal->kind == LIT_ATOM && (helper == HELPER_APPLIES || helper == HELPER_OBJECTION);
}

/* Whether all but the defence may hold. */
static bool may_hold(const Store *store, const Rule *rule, const Literal *defence, const Bindings *b) {
    for (uint32_t i = 0; i < rule->literal_count; i++)
        if (&rule->body[i] != defence && residual_truth(store, &rule->body[i], b->values) == LITERAL_FALSE)
            return false;
    return true;
}

/* Whether somebody attacks the row by this rule, be he held off or not. */
static bool attacks(const Look *look, const Rule *rule, const Literal *defence, Arena *arena) {
    const Store *store = look->store;
    const Literal *attack = NULL;
    Bindings b = bindings_new(arena, rule);
    if (!bindings_fit_head(&b, rule, look->values, relation_of(store, rule->head)->arity)) return false;
    for (uint32_t i = 0; i < rule->literal_count && !attack; i++)
        if (is_attack(store, &rule->body[i])) attack = &rule->body[i];
    if (!attack) return may_hold(store, rule, defence, &b);
    Table *tables[] = {store_table(store, attack->relation), store_possible(store, attack->relation)};
    for (int k = 0; k < 2 && tables[k]; k++) {
        Value key[64];
        uint32_t arity = table_arity(tables[k]), before = b.count;
        Seek seek = seek_rows(tables[k], literal_key(attack, arity, b.values, key), key, 0, table_count(tables[k]));
        for (RowId row; (row = seek_next(&seek)) != NO_ROW; bindings_take_back(&b, before))
            if (!table_is_hidden(tables[k], row) && bindings_fit_row(&b, attack, table_row(tables[k], row), arity) &&
                may_hold(store, rule, defence, &b))
                return true;
    }
    return false;
}

static bool wins(Look *look, RelId rebutted) {
    const Component *component = component_of(look->store, rebutted);
    bool is_beaten = false;
    Arena arena;
    arena_init(&arena);
    for (uint32_t i = 0; component && i < component->rule_count && !is_beaten; i++) {
        const Rule *rule = &look->store->program->rules.items[component->rules[i]];
        const Literal *defence = rule->head == rebutted ? defence_in(look->store, rule) : NULL;
        is_beaten = defence && !is_held_off(look, defence->relation) && attacks(look, rule, defence, &arena);
    }
    arena_clear(&arena);
    return !is_beaten;
}

/* ---- classes ---- */

static RelId rebutted_in(const Store *store, const Rule *rule) {
    for (uint32_t i = 1; i < rule->literal_count; i++) {
        if (rule->body[i].kind != LIT_NOT) return NO_ID;
        if (relation_of(store, rule->body[i].relation)->helper == HELPER_REBUTTED) return rule->body[i].relation;
    }
    return NO_ID;
}

/* When the row of the class was there that the rule passes on; the last round of all if it was not, or too late. */
static Round round_behind(const Look *look, const Rule *rule) {
    const Table *from = store_table(look->store, rule->body[0].relation);
    RowId row = table_find(from, look->values);
    if (row == NO_ROW || table_is_hidden(from, row)) return UINT32_MAX;
    Round round = table_round_of(from, row);
    return round < table_round_of(store_table(look->store, look->row.relation), look->row.row) ? round : UINT32_MAX;
}

static bool is_of_class(const Store *store, const Rule *rule) {
    return rule_passes_on(store->program, rule) && relation_of(store, rule->body[0].relation)->helper == HELPER_APPLIES;
}

RuleId row_winner(const Store *store, RowRef row, RuleId own) {
    const Program *program = store->program;
    const Rule *rules = program->rules.items;
    if (relation_of(store, row.relation)->class_count < 2 || program->preferences.count == 0) return own;
    if (own == NO_ID || !is_of_class(store, &rules[own])) return own;
    RelId rebutted = rebutted_in(store, &rules[own]);
    Look look = {.store = store, .row = row, .values = table_row(store_table(store, row.relation), row.row)};
    look.class = rules[own].body[0].relation;
    if (rebutted == NO_ID || wins(&look, rebutted)) return own;
    const Component *component = component_of(store, row.relation);
    RuleId best = own;
    Round least = UINT32_MAX;
    for (uint32_t i = 0; i < component->rule_count; i++) {
        const Rule *rule = &rules[component->rules[i]];
        if (rule->head != row.relation || component->rules[i] == own || !is_of_class(store, rule)) continue;
        Round round = rebutted_in(store, rule) == rebutted ? round_behind(&look, rule) : UINT32_MAX;
        look.class = rule->body[0].relation;
        if (round >= least || !wins(&look, rebutted)) continue;
        least = round;
        best = component->rules[i];
    }
    return best;
}
