/* A list of atoms that is worked off: each is looked at once, and what it lacks goes to its end.
 *
 * Rules stand in the order of what they lack, then of their labels, so that the order of files does not matter. */
#include "runtime/judge/shortfall.h"

#include <stdlib.h>

#include "lang/program/agenda.h"
#include "runtime/eval/budget.h"

static const Relation *relation_of(const Store *store, RelId id) { return &store->program->relations.items[id]; }

const char *stand_name(Stand stand) {
    static const char *const NAMES[] = {[STAND_HOLDS] = "holds",
                                        [STAND_MISSING] = "missing",
                                        [STAND_OPEN] = "open",
                                        [STAND_UNDECIDED] = "undecided",
                                        [STAND_CONTESTED] = "contested",
                                        [STAND_EXCEPTED] = "excepted",
                                        [STAND_REFUTED] = "refuted",
                                        [STAND_CONTRADICTED] = "contradicted",
                                        [STAND_IN_THE_WAY] = "in the way",
                                        [STAND_NOT_SO] = "not so",
                                        [STAND_PENDING] = "pending"};
    return NAMES[stand];
}

bool stand_is_lacking(Stand stand) { return stand != STAND_HOLDS && stand != STAND_PENDING; }

/* ---- relations and rows ---- */

static bool has_given_rows(const Store *store, RelId id) {
    const Relation *relation = relation_of(store, id);
    if (table_count_before(store_table(store, program_given(store->program, id)), 1) > 0) return true;
    for (RelId r = 0; r < store->program->relations.count; r++) {
        bool is_level = relation_of(store, r)->helper == HELPER_APPLIES && relation_of(store, r)->of == id;
        if (is_level && table_count_before(store_table(store, r), 1) > 0) return true;
    }
    return relation->is_open;
}

/* By somebody, though it be taken back in the world that is asked about. */
static bool is_stated_of(const Program *program, RelId id) {
    for (size_t i = 0; i < program->facts.count; i++)
        if (program_said(program, program->facts.items[i].relation) == id) return true;
    for (size_t i = 0; program->agenda && i < program->agenda->loads.count; i++) {
        RelId loaded = program->agenda->loads.items[i].relation;
        if (loaded != NO_ID && program_said(program, loaded) == id) return true;
    }
    return false;
}

bool relation_is_given(const Store *store, RelId id) {
    const Relation *relation = relation_of(store, id);
    if (relation->helper != HELPER_NONE) return false;
    if (!relation->has_rules || has_given_rows(store, id)) return true;
    if (relation->has_facts && is_stated_of(store->program, id)) return true;
    return relation->is_negative && relation->contrary != NO_ID && relation_of(store, relation->contrary)->is_open;
}

RowRef row_nearest(const Store *store, RelId id, const Value *row) {
    const Table *table = store_table(store, id);
    uint32_t arity = table_arity(table), most = 0;
    RowRef best = {id, NO_ROW};
    for (RowId r = 0; r < table_count(table) && store_may_search(store); r++) {
        const Value *values = table_row(table, r);
        uint32_t agree = 0;
        if (table_is_hidden(table, r)) continue;
        for (uint32_t c = 0; c < arity; c++) agree += row[c] != UNBOUND && row[c] == values[c];
        if (best.row != NO_ROW && agree < most) continue;
        if (best.row != NO_ROW && agree == most &&
            !row_is_before(store->program->values, values, table_row(table, best.row), arity))
            continue;
        best.row = r;
        most = agree;
    }
    return best;
}

/* ---- how a premise stands ---- */

/* A row that is argued for, of those that agree; false if there is none. */
static bool find_argued(const Store *store, RelId id, const Term *terms, Value *row) {
    const Relation *relation = relation_of(store, id);
    for (uint32_t i = 0; i < relation->class_count; i++) {
        RelId class = relation->classes[i];
        if (relation_of(store, class)->helper != HELPER_APPLIES) continue;
        const Table *table = store_table(store, class);
        RowId found = row_least(store, store_table(store, class), terms, NULL, false);
        if (found == NO_ROW)
            table = store_possible(store, class), found = row_least_undecided(store, class, terms, NULL);
        if (found == NO_ROW) continue;
        memcpy(row, table_row(table, found), relation->arity * sizeof *row);
        return true;
    }
    return false;
}

/* Gives the columns that are open the values of a row that was given and contradicted, that is argued for, or that is
 * undecided: then that is what is told. */
static bool find_disputed(const Store *store, RelId id, const Term *terms, Value *row) {
    uint32_t arity = relation_of(store, id)->arity;
    RelId given = program_given(store->program, id);
    RowId hidden = row_least(store, store_table(store, given), terms, NULL, true);
    RowId open = row_least_undecided(store, id, terms, NULL);
    if (hidden != NO_ROW)
        memcpy(row, table_row(store_table(store, given), hidden), arity * sizeof *row);
    else if (open != NO_ROW)
        memcpy(row, table_row(store_possible(store, id), open), arity * sizeof *row);
    else
        return find_argued(store, id, terms, row);
    return true;
}

static Stand stand_of(Judgement judgement) {
    switch (judgement.status) {
    case STATUS_ESTABLISHED: return STAND_HOLDS;
    case STATUS_REFUTED: return STAND_REFUTED;
    case STATUS_INCONSISTENT: return STAND_CONTRADICTED;
    case STATUS_UNSUPPORTED: return STAND_MISSING;
    case STATUS_UNDECIDED: break;
    }
    return judgement.reason == REASON_CONTESTED  ? STAND_CONTESTED
           : judgement.reason == REASON_UNKNOWN  ? STAND_OPEN
           : judgement.reason == REASON_EXCEPTED ? STAND_EXCEPTED
                                                 : STAND_UNDECIDED;
}

/* An atom that somebody wrote and that is not accepted. */
static void judge_atom(Shortfall *s, const Literal *literal, const Value *bindings, Premise *premise,
                       Judgement *judgement) {
    const Store *store = s->store;
    uint32_t arity = relation_of(store, literal->relation)->arity;
    Value *row = arena_array(&s->arena, Value, arity + 1);
    Term terms[ATOM_COLUMNS];
    literal_terms(store->program, literal, bindings, terms);
    for (uint32_t i = 0; i < arity; i++) row[i] = terms[i].kind == TERM_CONST ? terms[i].id : UNBOUND;
    *judgement = (Judgement){.status = STATUS_UNSUPPORTED, .row = {literal->relation, NO_ROW}};
    if (row_is_ground(row, arity) || find_disputed(store, literal->relation, terms, row))
        *judgement = status_of_row(store, literal->relation, row);
    premise->relation = literal->relation;
    premise->row = row;
    premise->stand = stand_of(*judgement);
    if (premise->stand == STAND_HOLDS) premise->stand = STAND_MISSING; /* no row that agrees fits the others */
    if (premise->stand == STAND_MISSING) premise->near = row_nearest(store, literal->relation, row);
}

/* The row that a literal which holds matches, or that stands in its way. */
static RowRef row_matched(const Store *store, const Literal *literal, const Value *bindings) {
    bool is_over_rows = literal->kind == LIT_ATOM || literal->kind == LIT_NOT;
    return is_over_rows ? literal_least(store, literal, bindings) : (RowRef){NO_ID, NO_ROW};
}

static Premise judge_premise(Shortfall *s, const Literal *literal, Mark mark, const Value *bindings,
                             Judgement *judgement) {
    Premise premise = {
        .relation = NO_ID, .fact = {NO_ID, NO_ROW}, .near = {NO_ID, NO_ROW}, .below = NO_ID, .stand = STAND_PENDING};
    bool is_atom = literal->kind == LIT_ATOM || literal->kind == LIT_NOT;
    bool is_plain = is_atom && relation_of(s->store, literal->relation)->helper == HELPER_NONE;
    *judgement = (Judgement){.status = STATUS_ESTABLISHED};
    if (mark == MARK_PENDING) return premise;
    if (mark == MARK_HOLDS) {
        premise.stand = STAND_HOLDS;
        if (literal->kind == LIT_ATOM) premise.fact = row_matched(s->store, literal, bindings);
    } else if (literal->kind == LIT_ATOM && is_plain) {
        judge_atom(s, literal, bindings, &premise, judgement);
    } else if (mark == MARK_OPEN) {
        premise.stand = STAND_UNDECIDED;
    } else {
        bool is_denied = literal->kind == LIT_NOT && (is_plain || literal->is_exception);
        premise.stand = is_denied ? STAND_IN_THE_WAY : STAND_NOT_SO;
        if (literal->kind == LIT_NOT) premise.fact = row_matched(s->store, literal, bindings);
    }
    return premise;
}

/* ---- entries ---- */

static bool is_same_row(const Short *entry, RelId relation, const Value *row, uint32_t arity) {
    return entry->relation == relation && row_is_same(entry->row, row, arity);
}

static const Str *names_of(Shortfall *s, const Rule *rule, const Literal *literal, const Value *row, uint32_t arity) {
    const Program *program = s->store->program;
    Str *names = arena_array(&s->arena, Str, arity + 1);
    for (uint32_t i = 0; i < arity; i++) {
        names[i] = STR("");
        if (row[i] != UNBOUND) continue;
        Str name = term_name(program, rule, literal->terms[i]);
        names[i] = name.length ? name : STR("_");
    }
    return names;
}

static void conclude(const Store *store, RelId head, uint32_t *count) {
    const Program *program = store->program;
    if (relation_of(store, head)->component == NO_ID) return;
    const Component *component = &program->components.items[relation_of(store, head)->component];
    for (uint32_t i = 0; i < component->rule_count; i++) {
        const Rule *rule = &program->rules.items[component->rules[i]];
        *count += rule->head == head && rule->kind != RULE_MADE && !rule->is_transposed;
    }
}

/* Rules that somebody wrote and that conclude the relation. */
static uint32_t rules_for(const Store *store, RelId id) {
    const Relation *relation = relation_of(store, id);
    uint32_t count = 0;
    conclude(store, id, &count);
    for (uint32_t i = 0; i < relation->class_count; i++)
        if (relation_of(store, relation->classes[i])->helper == HELPER_APPLIES)
            conclude(store, relation->classes[i], &count);
    return count;
}

/* The entry of a premise that is lacking, made if there is none; NO_ID where there is nothing more to say of it. */
static uint32_t entry_for(Shortfall *s, const Rule *rule, const Literal *literal, const Premise *premise,
                          Judgement judgement, uint32_t depth) {
    uint32_t arity = relation_of(s->store, premise->relation)->arity;
    for (uint32_t i = 0; i < s->items.count; i++)
        if (is_same_row(&s->items.items[i], premise->relation, premise->row, arity)) return i;
    uint32_t rules = rules_for(s->store, premise->relation);
    if (premise->stand == STAND_MISSING && rules == 0) return NO_ID;
    if (s->items.count == SHORTS_KEPT) {
        s->is_cut = true;
        return NO_ID;
    }
    Short entry = {.relation = premise->relation,
                   .row = premise->row,
                   .names = names_of(s, rule, literal, premise->row, arity),
                   .judgement = judgement,
                   .depth = depth,
                   .rule_count = rules,
                   .is_given = relation_is_given(s->store, premise->relation)};
    vec_push(&s->items, entry);
    return (uint32_t)s->items.count - 1;
}

/* ---- rules ---- */

static Attempt attempt_of(Shortfall *s, const Nearby *nearby, bool is_followed, uint32_t depth) {
    const Rule *rule = &s->store->program->rules.items[nearby->rule];
    Premise *premises = arena_array(&s->arena, Premise, rule->literal_count + 1);
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        Judgement judgement;
        premises[i] = judge_premise(s, &rule->body[i], nearby->marks[i], nearby->bindings, &judgement);
        if (is_followed && premises[i].relation != NO_ID && stand_is_lacking(premises[i].stand))
            premises[i].below = entry_for(s, rule, &rule->body[i], &premises[i], judgement, depth + 1);
    }
    return (Attempt){nearby, premises};
}

/* Instances with looser premises tell nothing that the others do not, unless there are none. */
static Route route_of(Shortfall *s, const NearbyList *list, uint32_t depth) {
    Route route = {.rule = list->items[0].rule, .found = list->found, .is_cut = list->is_cut, .is_far = list->is_far};
    Attempt *attempts = arena_array(&s->arena, Attempt, ATTEMPTS_KEPT);
    uint32_t loose = 0, room = ATTEMPTS_KEPT;
    for (uint32_t i = 0; i < list->count; i++) loose += list->items[i].is_loose;
    room -= loose < LOOSE_ATTEMPTS ? loose : LOOSE_ATTEMPTS;
    for (uint32_t i = 0; i < list->count && route.attempt_count < ATTEMPTS_KEPT; i++) {
        if (!list->items[i].is_loose && route.attempt_count == room) continue;
        bool is_followed = route.attempt_count < ATTEMPTS_FOLLOWED && (i == 0 || !list->items[i].is_loose);
        attempts[route.attempt_count++] = attempt_of(s, &list->items[i], is_followed, depth);
    }
    route.attempts = attempts;
    return route;
}

static Str label_of(const Program *program, RuleId rule) {
    Symbol label = program->rules.items[rule].label;
    return label == NO_SYMBOL ? STR("") : intern_text(values_symbols(program->values), label);
}

/* By what they lack; then rules with labels, by these; then as written. */
static bool is_before(const Program *program, const NearbyList *a, const NearbyList *b) {
    const Nearby *x = &a->items[0], *y = &b->items[0];
    if (x->lacking != y->lacking) return x->lacking < y->lacking;
    Str p = label_of(program, x->rule), q = label_of(program, y->rule);
    if ((p.length == 0) != (q.length == 0)) return q.length == 0;
    int order = str_compare(p, q);
    return order ? order < 0 : x->rule < y->rule;
}

typedef Vec(NearbyList) Lists;

static void insert_list(const Program *program, Lists *lists, NearbyList list) {
    size_t at = lists->count;
    vec_push(lists, list);
    for (; at > 0 && is_before(program, &list, &lists->items[at - 1]); at--) lists->items[at] = lists->items[at - 1];
    lists->items[at] = list;
}

/* A copy that the translation made of a rule, for what is beyond rebuttal. */
static bool is_copy(const Program *program, const Rule *rule) {
    for (uint32_t i = 0; i < rule->literal_count; i++)
        if (rule->body[i].kind == LIT_NOT && program->relations.items[rule->body[i].relation].helper == HELPER_POSSIBLE)
            return true;
    return false;
}

/* What is asked may take more effort than what is met on the way, and few rules more than many. */
static uint32_t share_of(const Short *entry) {
    uint32_t share = entry->rule_count / 5 + 1;
    return entry->depth ? 8 * share : share;
}

static void try_rules(Shortfall *s, const Short *entry, RelId head, Lists *lists) {
    const Program *program = s->store->program;
    if (relation_of(s->store, head)->component == NO_ID) return;
    const Component *component = &program->components.items[relation_of(s->store, head)->component];
    for (uint32_t i = 0; i < component->rule_count; i++) {
        const Rule *rule = &program->rules.items[component->rules[i]];
        if (rule->head != head || rule->kind == RULE_MADE || rule->is_transposed || is_copy(program, rule)) continue;
        NearbyList list = nearby_find(s->store, component->rules[i], entry->row, 0, share_of(entry), &s->arena);
        if (list.count && list.items[0].lacking > 0) insert_list(program, lists, list);
    }
}

static void expand(Shortfall *s, uint32_t number) {
    Short entry = s->items.items[number];
    const Relation *relation = relation_of(s->store, entry.relation);
    Lists lists = {0};
    try_rules(s, &entry, entry.relation, &lists);
    for (uint32_t i = 0; i < relation->class_count; i++)
        if (relation_of(s->store, relation->classes[i])->helper == HELPER_APPLIES)
            try_rules(s, &entry, relation->classes[i], &lists);
    Route *routes = arena_array(&s->arena, Route, ROUTES_KEPT);
    for (size_t i = 0; i < lists.count && i < ROUTES_KEPT; i++)
        routes[entry.route_count++] = route_of(s, &lists.items[i], entry.depth);
    entry.left_out = (uint32_t)lists.count - entry.route_count;
    entry.routes = routes;
    vec_free(&lists);
    s->items.items[number] = entry;
}

/* Where arguments are exchanged, or a row stands by itself, rules that lack something are beside the point. */
static bool is_about_rules(const Short *entry) {
    return entry->judgement.status == STATUS_UNSUPPORTED || entry->judgement.status == STATUS_REFUTED ||
           entry->depth == 0;
}

Shortfall *shortfall_of(const Store *store, RelId relation, const Value *row, const Str *names,
                        const Judgement *judgement, uint32_t depth) {
    Shortfall *s = mem_alloc_zero(sizeof *s);
    s->store = store;
    arena_init(&s->arena);
    Short asked = {.relation = relation,
                   .row = row,
                   .names = names,
                   .judgement = *judgement,
                   .rule_count = rules_for(store, relation),
                   .is_given = relation_is_given(store, relation)};
    vec_push(&s->items, asked);
    for (uint32_t i = 0; i < s->items.count; i++) {
        if (!is_about_rules(&s->items.items[i])) continue;
        if (s->items.items[i].depth > depth)
            s->items.items[i].is_too_deep = true;
        else
            expand(s, i);
    }
    return s;
}

void shortfall_free(Shortfall *s) {
    if (!s) return;
    vec_free(&s->items);
    vec_free(&s->open);
    arena_clear(&s->arena);
    mem_free(s);
}
