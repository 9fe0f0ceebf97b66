/* Who asks for what, and what fired.
 *
 * The translation copies rules, so a written rule is all core rules of one number, and its rows are those of any copy
 * whose head is what somebody wrote: p itself, p as strictly shown, what applies for or against it.  A row counts once
 * for a rule.  Rows bear the rule that was the first to give them;
 * whether another one would have given them too is searched for.
 *
 * That a test asks for what a rule leads to is read off the program:
 * the relations behind an expectation, through all bodies.
 * It says that the rule could matter, not that the test fails without it; `hence diff` tells that. */
#include "runtime/judge/coverage.h"

#include "lang/program/heads.h"
#include "runtime/judge/claims.h"
#include "runtime/why/nearby.h"
#include "runtime/why/residual.h"

typedef struct {
    RuleUse use;
    const RuleId *copies; /* whose heads count, the one to name it by first */
    uint32_t copy_count;
} Written;

typedef struct {
    const Program *program;
    Arena *arena;
    Written *rules;
    uint32_t rule_count;
    bool *fired;        /* by written rule: in the world that is looked at */
    bool *is_reached;   /* by relation: behind the expectations of a test */
    Vec(RelId) waiting; /* reached, and to be looked at */
} Look;

static const Relation *relation_of(const Program *program, RelId id) { return &program->relations.items[id]; }

/* The relation that somebody wrote of which the rows of this one are told; NO_ID. */
static RelId written_relation(const Program *program, RelId id) {
    while (id != NO_ID && relation_of(program, id)->helper != HELPER_NONE) id = relation_of(program, id)->of;
    return id != NO_ID && relation_of(program, id)->name != NO_SYMBOL ? id : NO_ID;
}

/* ---- written rules ---- */

/* The lower, the better a copy serves to name the rule and to look for instances; 0: its head is nobody's. */
static unsigned head_rank(const Look *look, const Rule *rule) {
    if (rule->kind == RULE_MADE || rule->is_transposed || rule->written == NO_ID) return 0;
    switch (relation_of(look->program, rule->head)->helper) {
    case HELPER_NONE: return relation_of(look->program, rule->head)->name == NO_SYMBOL ? 0 : 1;
    case HELPER_APPLIES: return 2;
    case HELPER_OBJECTION: return 3;
    case HELPER_EXCEPTION: return 4;
    case HELPER_STRICT: return 5;
    default: return 0;
    }
}

static void add_copy(Look *look, Written *rule, RuleId id) {
    RuleId *copies = arena_array(look->arena, RuleId, rule->copy_count + 1);
    if (rule->copy_count) memcpy(copies, rule->copies, rule->copy_count * sizeof *copies);
    copies[rule->copy_count++] = id;
    const Rule *rules = look->program->rules.items;
    for (uint32_t i = rule->copy_count - 1;
         i > 0 && head_rank(look, &rules[copies[i]]) < head_rank(look, &rules[copies[i - 1]]); i--) {
        RuleId swap = copies[i];
        copies[i] = copies[i - 1], copies[i - 1] = swap;
    }
    rule->copies = copies;
}

static void find_rules(Look *look) {
    const Program *program = look->program;
    Written *by_number = arena_array(look->arena, Written, program->written_count + 1);
    memset(by_number, 0, (program->written_count + 1) * sizeof *by_number);
    for (RuleId id = 0; id < program->rules.count; id++) {
        const Rule *rule = &program->rules.items[id];
        if (head_rank(look, rule)) add_copy(look, &by_number[rule->written], id);
    }
    look->rules = by_number;
    for (uint32_t i = 0; i < program->written_count; i++)
        if (by_number[i].copy_count) {
            by_number[i].use.rule = by_number[i].copies[0];
            look->rules[look->rule_count++] = by_number[i];
        }
}

/* ---- what fired ---- */

static uint64_t rows_of_copy(const Table *from, RuleId id, Table *to) {
    uint64_t count = 0;
    for (RowId row = 0; row < table_count(from); row++) {
        if (table_rule_of(from, row) != id) continue;
        count++;
        if (to) table_insert(to, table_row(from, row), NULL);
    }
    return count;
}

/* Each row once: copies may give the same ones. */
static uint64_t count_rows(const Look *look, const Store *store, const Written *rule) {
    const Rule *rules = look->program->rules.items;
    if (rule->copy_count == 1)
        return rows_of_copy(store_table(store, rules[rule->copies[0]].head), rule->copies[0], NULL);
    Table *all = table_new(relation_of(look->program, rules[rule->copies[0]].head)->arity);
    table_begin_run(all, NO_ID, 0);
    for (uint32_t i = 0; i < rule->copy_count; i++)
        rows_of_copy(store_table(store, rules[rule->copies[i]].head), rule->copies[i], all);
    uint64_t count = table_count(all);
    table_free(all);
    return count;
}

static bool note_instance(void *context, const Residual *residual) {
    Fired *fired = context;
    *fired = residual->undecided_count ? FIRED_UNDECIDED : FIRED_AGAIN;
    return *fired != FIRED_AGAIN;
}

/* Of a rule without rows. */
static Fired look_for_instance(const Store *store, const Written *rule) {
    Fired most = FIRED_NEVER;
    for (uint32_t i = 0; i < rule->copy_count && most != FIRED_AGAIN; i++) {
        Fired fired = FIRED_NEVER;
        residual_find(store, rule->copies[i], NULL, note_instance, &fired);
        if (fired > most) most = fired;
    }
    return most;
}

static Fired fired_in(const Look *look, const Store *store, const Written *rule, uint64_t *rows) {
    *rows = count_rows(look, store, rule);
    return *rows ? FIRED : look_for_instance(store, rule);
}

/* ---- what keeps a rule from firing ---- */

static const Literal *first_lacking(const Rule *rule, const Nearby *nearby) {
    for (uint32_t i = 0; i < rule->literal_count; i++)
        if (nearby->marks[i] == MARK_FAILS || nearby->marks[i] == MARK_OPEN) return &rule->body[i];
    return NULL;
}

static void find_lacking(const Look *look, const Store *store, Written *written) {
    uint32_t least = UINT32_MAX;
    for (uint32_t i = 0; i < written->copy_count; i++) {
        const Rule *rule = &look->program->rules.items[written->copies[i]];
        uint32_t arity = relation_of(look->program, rule->head)->arity;
        Value *any = arena_array(look->arena, Value, arity + 1);
        for (uint32_t c = 0; c < arity; c++) any[c] = UNBOUND;
        if (head_rank(look, rule) == 5 && written->use.lacks) break; /* the strict level says less */
        NearbyList list = nearby_find(store, written->copies[i], any, 1, look->rule_count, look->arena);
        if (list.count == 0 || list.items[0].lacking >= least) continue;
        least = list.items[0].lacking;
        written->use.lacks = first_lacking(rule, &list.items[0]);
        written->use.lacking_rule = written->copies[i];
        written->use.bindings = list.items[0].bindings;
    }
}

/* ---- what is asked for ---- */

static void reach(Look *look, RelId id) {
    if (id == NO_ID || look->is_reached[id]) return;
    look->is_reached[id] = true;
    vec_push(&look->waiting, id);
}

/* All that these rules look at. */
static void reach_behind(Look *look, const RuleId *rules, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        const Rule *rule = &look->program->rules.items[rules[i]];
        for (uint32_t k = 0; k < rule->literal_count; k++)
            if (rule->body[k].relation != NO_ID && rule->body[k].kind != LIT_COMPARE &&
                rule->body[k].kind != LIT_CONDITION && rule->body[k].kind != LIT_BIND)
                reach(look, rule->body[k].relation);
    }
}

static void reach_parts(Look *look, const Part *parts, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (parts[i].is_atom) reach(look, parts[i].relation);
}

static void reach_test(Look *look, const Test *test, const Heads *heads) {
    memset(look->is_reached, 0, look->program->relations.count * sizeof *look->is_reached);
    for (uint32_t i = 0; i < test->expect_count; i++) {
        const Expect *expect = &test->expects[i];
        const Claim *claim = expect->kind == EXPECT_CLAIM ? claim_find(look->program, expect->claim) : NULL;
        reach_parts(look, expect->parts, expect->part_count);
        if (expect->kind != EXPECT_STATUS && expect->kind != EXPECT_CLAIM) reach(look, expect->question.answer);
        if (claim) reach_parts(look, claim->parts, claim->part_count), reach(look, claim->question.answer);
    }
    while (look->waiting.count) {
        RelId id = look->waiting.items[--look->waiting.count];
        const Relation *relation = relation_of(look->program, id);
        reach_behind(look, heads->rules + heads->first[id], heads->first[id + 1] - heads->first[id]);
        reach(look, relation->contrary);
        for (uint32_t i = 0; i < relation->class_count; i++) reach(look, relation->classes[i]);
    }
}

static void note_tests(Look *look, uint32_t scenario, const Heads *heads) {
    const Agenda *agenda = look->program->agenda;
    for (size_t i = 0; i < agenda->tests.count; i++) {
        if (agenda->tests.items[i].scenario != scenario) continue;
        reach_test(look, &agenda->tests.items[i], heads);
        for (uint32_t k = 0; k < look->rule_count; k++) {
            Written *rule = &look->rules[k];
            bool is_asked = false;
            for (uint32_t c = 0; c < rule->copy_count && !is_asked; c++)
                is_asked = look->is_reached[look->program->rules.items[rule->copies[c]].head];
            if (is_asked && look->fired[k]) rule->use.tests++;
        }
    }
}

/* ---- worlds ---- */

static void note_plain(Look *look, const Store *store) {
    for (uint32_t i = 0; i < look->rule_count; i++) {
        RuleUse *use = &look->rules[i].use;
        use->fired = fired_in(look, store, &look->rules[i], &use->rows);
        look->fired[i] = use->fired >= FIRED_AGAIN;
    }
}

static void note_scenario(Look *look, const Store *store) {
    for (uint32_t i = 0; i < look->rule_count; i++) {
        uint64_t rows;
        look->fired[i] = fired_in(look, store, &look->rules[i], &rows) >= FIRED_AGAIN;
        if (look->fired[i]) look->rules[i].use.scenarios++;
    }
}

/* ---- relations ---- */

static void mark_used(const Program *program, bool *used, RelId id) {
    RelId written = id == NO_ID ? NO_ID : written_relation(program, id);
    if (written == NO_ID) return;
    used[written] = true;
    if (relation_of(program, written)->contrary != NO_ID) used[relation_of(program, written)->contrary] = true;
}

static void mark_body(const Program *program, bool *used, const Rule *rule) {
    RelId head = written_relation(program, rule->head);
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        const Literal *literal = &rule->body[i];
        if (literal->kind == LIT_COMPARE || literal->kind == LIT_CONDITION || literal->kind == LIT_BIND) continue;
        if (head == NO_ID || written_relation(program, literal->relation) != head)
            mark_used(program, used, literal->relation);
    }
}

/* Tests ask for what they expect a status of, which no rule is made for. */
static void mark_expected(const Program *program, bool *used) {
    for (size_t i = 0; i < program->agenda->tests.count; i++) {
        const Test *test = &program->agenda->tests.items[i];
        for (uint32_t k = 0; k < test->expect_count; k++)
            if (test->expects[k].kind == EXPECT_STATUS)
                for (uint32_t p = 0; p < test->expects[k].part_count; p++)
                    mark_used(program, used, test->expects[k].parts[p].relation);
    }
}

static void find_used(const Program *program, bool *used) {
    mark_expected(program, used);
    for (size_t i = 0; i < program->rules.count; i++) {
        const Rule *rule = &program->rules.items[i];
        if (rule->kind != RULE_MADE && !rule->is_transposed) mark_body(program, used, rule);
    }
    for (size_t i = 0; i < program->contraries.count; i++) {
        mark_used(program, used, program->contraries.items[i].first);
        mark_used(program, used, program->contraries.items[i].second);
    }
    for (size_t i = 0; i < program->relations.count; i++) {
        const Relation *relation = &program->relations.items[i];
        for (uint32_t c = 0; relation->domains && c < relation->arity; c++)
            mark_used(program, used, relation->domains[c]);
    }
}

static void count_given(const Store *store, RelId id, RelationUse *use) {
    const Table *table = store_table(store, id);
    for (RowId row = 0; row < store_given_count(store, id); row++) {
        bool is_cited = false;
        uint32_t origins = store_origin_count(store, id, row);
        for (uint32_t i = 0; i < origins; i++) is_cited = is_cited || store_origin(store, id, row, i).cites.count > 0;
        if (origins == 0 || row >= table_count(table)) continue;
        if (!is_cited && use->given == use->cited) use->uncited = store_origin(store, id, row, 0).span;
        use->given++;
        use->cited += is_cited;
    }
}

/* The facts of p stand in p, or in what is strictly shown of it, or in what is reported of it. */
static void count_all_given(const Store *store, RelationUse *uses, const uint32_t *use_of) {
    const Program *program = store->program;
    for (RelId id = 0; id < program->relations.count; id++) {
        RelId said = program_said(program, id);
        if (use_of[said] != NO_ID) count_given(store, id, &uses[use_of[said]]);
    }
}

static void find_relations(Look *look, const Store *store, Coverage *coverage) {
    const Program *program = look->program;
    size_t count = program->relations.count;
    RelationUse *uses = arena_array(look->arena, RelationUse, count + 1);
    uint32_t *use_of = arena_array(look->arena, uint32_t, count + 1);
    bool *used = arena_array(look->arena, bool, count + 1);
    memset(used, 0, (count + 1) * sizeof *used);
    find_used(program, used);
    for (RelId id = 0; id < count; id++) {
        const Relation *relation = relation_of(program, id);
        use_of[id] = NO_ID;
        if (relation->helper != HELPER_NONE || relation->name == NO_SYMBOL || relation->is_parameter) continue;
        use_of[id] = coverage->relation_count++;
        uses[use_of[id]] = (RelationUse){.relation = id, .uncited = NO_SPAN, .is_used = used[id]};
    }
    count_all_given(store, uses, use_of);
    coverage->relations = uses;
}

/* ---- all of it ---- */

static Look look_at(const Program *program, Arena *arena) {
    size_t count = program->relations.count;
    Look look = {.program = program, .arena = arena};
    look.is_reached = arena_array(arena, bool, count + 1);
    find_rules(&look);
    look.fired = arena_array(arena, bool, look.rule_count + 1);
    return look;
}

static bool some_cite(const Look *look, const Coverage *coverage) {
    for (uint32_t i = 0; i < coverage->relation_count; i++)
        if (coverage->relations[i].cited) return true;
    for (uint32_t i = 0; i < look->rule_count; i++)
        if (look->program->rules.items[look->rules[i].use.rule].cites.count) return true;
    for (size_t i = 0; i < look->program->agenda->claims.count; i++)
        if (look->program->agenda->claims.items[i].cites.count) return true;
    return false;
}

static void run_scenarios(Look *look, const Store *given, const Changes *changes, const RunOptions *options,
                          Diags *diags, const Heads *heads, Coverage *coverage) {
    const Agenda *agenda = look->program->agenda;
    for (uint32_t i = 0; i < agenda->scenarios.count && coverage->stop == STOP_NONE; i++) {
        Changes all = changes ? *changes : (Changes){.scenario = NULL};
        all.scenario = &agenda->scenarios.items[i];
        World *world = world_new(given, &all, options, diags);
        note_scenario(look, world->store);
        note_tests(look, i, heads);
        coverage->stop = world->outcome.stop;
        world_free(world);
    }
}

Coverage coverage_of(const World *plain, const Store *given, const Changes *changes, const RunOptions *options,
                     Diags *diags, Arena *arena) {
    const Program *program = plain->store->program;
    Look look = look_at(program, arena);
    Heads heads = heads_of(program);
    Coverage coverage = {.scenario_count = (uint32_t)program->agenda->scenarios.count,
                         .test_count = (uint32_t)program->agenda->tests.count,
                         .stop = plain->outcome.stop};
    note_plain(&look, plain->store);
    note_tests(&look, NO_ID, &heads);
    find_relations(&look, plain->store, &coverage);
    run_scenarios(&look, given ? given : plain->store, changes, options, diags, &heads, &coverage);
    RuleUse *uses = arena_array(arena, RuleUse, look.rule_count + 1);
    for (uint32_t i = 0; i < look.rule_count; i++) {
        bool is_idle = look.rules[i].use.fired < FIRED_AGAIN && look.rules[i].use.scenarios == 0;
        if (is_idle) find_lacking(&look, plain->store, &look.rules[i]);
        uses[i] = look.rules[i].use;
    }
    coverage.rules = uses;
    coverage.rule_count = look.rule_count;
    coverage.cites = some_cite(&look, &coverage);
    if (coverage.stop == STOP_NONE) coverage.stop = plain->outcome.stop; /* the search for what is lacking may end it */
    vec_free(&look.waiting);
    heads_clear(&heads);
    return coverage;
}
