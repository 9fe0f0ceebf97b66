/* Semi-naive rounds.
 *
 * A rule with n recursive literals runs as n variants; variant i reads the delta of literal i, old rows before it and
 * old-or-delta rows after it, so each new combination of rows is tried once, in one variant; again where old rows are
 * read as sets, which know no delta (F. Bancilhon, Naive evaluation of recursively defined relations, 1986).  Rows
 * found in a round are the next delta; a component is done when a round finds none.  What a round finds is invisible
 * until it ends, so a row's premises are of earlier rounds.
 * A round costs the joins it makes, not the size of what is known nor the number of rules: variants are planned when
 * they first have a delta, and again when the component has outgrown the plan. */
#include "runtime/eval/rounds.h"

#include <assert.h>

#include "runtime/eval/alternate.h"
#include "runtime/eval/run_internal.h"

/* A rule that reads the delta of one of its literals, or for the first round none. */
typedef struct {
    RuleId rule;
    uint32_t delta;       /* literal, or NO_ID */
    RelId delta_relation; /* of that literal */
    uint32_t next;        /* another variant that reads the same delta; NO_ID ends */
    uint64_t planned_for; /* rows of the component when it was planned */
    Arena arena;          /* of the plan, where there is one */
    Plan plan;
    Join *join; /* NULL before it first runs */
    Team *team; /* NULL before several threads run it */
} Variant;

static void close_plan(Work *work, Variant *variant) {
    team_close(variant->team);
    variant->team = NULL;
    join_close(variant->join);
    variant->join = NULL;
    work_return_arena(work, &variant->arena);
}

static bool run_ready(Work *work, Variant *variant) {
    if (!team_is_worth(work, &variant->plan, variant->join)) return join_run(variant->join);
    if (!variant->team) variant->team = team_open(work, &variant->plan, variant->join);
    return team_run(variant->team);
}

/* Whether it has few bindings at most: then it does not matter how rows are added,
 * and who reads them is not worth finding out. */
static bool binds_few(const Work *work, const Rule *rule) {
    enum { FEW = 256 };
    uint64_t least = work->readers->settle_from < FEW ? work->readers->settle_from : FEW, bindings = 1;
    for (uint32_t i = 0; i < rule->literal_count && bindings < least; i++)
        if (rule->body[i].kind == LIT_ATOM) bindings *= work->extents[rule->body[i].relation].end;
    return bindings < least;
}

/* Whether the head is this rule's alone, which gives no row twice, and no rule to come looks for a whole one. */
static bool fills_alone(Work *work, const Variant *variant, const Table *head) {
    const Program *program = work->store->program;
    const Component *component = work->component;
    RelId r = program->rules.items[variant->rule].head;
    if (component->rule_count > 1 || component->is_recursive || table_arity(head) == 0 || table_count(head) > 0 ||
        variant->plan.head_has_sets || !work->readers || binds_few(work, &program->rules.items[variant->rule]) ||
        readers_last_whole(work->readers, r) != NO_ID || !uses(work->store->without, WAY_DISTINCT))
        return false;
    Arena arena = work_take_arena(work);
    bool is_distinct = plan_is_distinct(program, &variant->plan, &arena);
    work_return_arena(work, &arena);
    return is_distinct;
}

static bool pass_rows(Work *work, const Variant *variant, Table *head) {
    const Rule *rule = &work->store->program->rules.items[variant->rule];
    Extent extent = work->extents[rule->body[0].relation];
    RowId first = table_count(head), from = variant->delta == NO_ID ? 0 : extent.old;
    work->outcome->steps += STEPS_OF_PLAN + (extent.end - from);
    if (work_should_stop(work, variant->rule)) return false;
    bool going_on = rule_pass_rows(work, variant->rule, from, extent.end);
    table_end_run(head, first);
    return going_on;
}

static bool run_variant(Work *work, Variant *variant) {
    uint64_t rows = work->row_count;
    const Rule *rule = &work->store->program->rules.items[variant->rule];
    Table *head = store_table(work->store, rule->head);
    if (!variant->join && rule_passes_few(work, rule)) return pass_rows(work, variant, head);
    if (variant->join && (rows > variant->planned_for * 4 + 1024 ||
                          variant->plan.head_has_sets != (table_sets(head) != NULL) || !join_is_ready(variant->join)))
        close_plan(work, variant);
    while (!variant->join) {
        work->outcome->steps += STEPS_OF_PLAN;
        if (work_should_stop(work, variant->rule)) return false; /* a plan of a long body is work too */
        variant->planned_for = rows;
        variant->arena = work_take_arena(work);
        variant->plan = plan_rule(work->store, work->component, variant->rule, variant->delta, &variant->arena);
        if (!work_has_room(work, variant->rule, plan_bytes(work, &variant->plan))) return false;
        variant->join = join_open(work, &variant->plan);
        if (!join_is_ready(variant->join)) close_plan(work, variant);
    }
    RowId first = table_count(head);
    if (fills_alone(work, variant, head)) table_begin_distinct(head);
    bool going_on = run_ready(work, variant);
    table_end_run(head, first);
    return going_on;
}

/* A rule that needs a row of a relation that has none yet, an old one before its delta, and computes nothing that might
 * fail before: it is not even planned.  Of a rule of many premises that all come in one round one variant is. */
static bool reads_nothing(const Work *work, const Rule *rule, uint32_t delta) {
    bool is_empty = false;
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        LiteralKind kind = rule->body[i].kind;
        if (kind == LIT_LOOKUP || kind == LIT_CONDITION) return false;
        if (kind != LIT_ATOM) continue;
        const Extent *extent = &work->extents[rule->body[i].relation];
        is_empty = is_empty || (delta != NO_ID && i < delta ? extent->old : extent->end) == 0;
    }
    return is_empty && !rule_may_fault(work->store->program, rule);
}

static void allow_sets(const Work *work) {
    uint32_t from = work->options->sets_from ? work->options->sets_from : DEFAULT_SETS_FROM;
    if (!uses(work->store->without, WAY_SETS) || work->names_rows) return;
    for (uint32_t i = 0; i < work->component->relation_count; i++)
        table_allow_sets(store_table(work->store, work->component->relations[i]), from);
}

/* The first round: every rule, on all there is. */
static bool run_first_round(Work *work) {
    if (!work_begin_round(work)) return false;
    Streaming streaming = stream_run(work);
    if (streaming != STREAM_NOT) return streaming == STREAM_DONE;
    allow_sets(work);
    for (uint32_t i = 0; i < work->component->rule_count; i++) {
        RuleId rule = work->component->rules[i];
        if (work->store->program->rules.items[rule].is_fold) {
            if (!fold_run(work, rule)) return false;
            continue;
        }
        if (reads_nothing(work, &work->store->program->rules.items[rule], NO_ID)) continue;
        Variant whole = {.rule = rule, .delta = NO_ID};
        bool going_on = run_variant(work, &whole);
        close_plan(work, &whole);
        if (!going_on) return false;
    }
    return true;
}

/* Moves the marks on: what was new is the delta.  False if nothing was new. */
static bool next_delta(Work *work) {
    for (size_t i = 0; i < work->delta.count; i++) {
        Extent *extent = &work->extents[work->delta.items[i]];
        extent->old = extent->end;
    }
    vec_empty(&work->delta);
    for (size_t i = 0; i < work->grown.count; i++) {
        RelId r = work->grown.items[i];
        Extent *extent = &work->extents[r];
        work_keep_out(work, r, extent->end);
        extent->old = extent->end;
        extent->end = table_count(store_table(work->store, r));
        vec_push(&work->delta, r);
    }
    vec_empty(&work->grown);
    return work->delta.count > 0;
}

typedef Vec(Variant) Variants;
typedef Vec(uint32_t) Due; /* numbers of variants */

static void list_variants(const Work *work, Variants *variants) {
    const Program *program = work->store->program;
    for (uint32_t i = 0; i < work->component->rule_count; i++) {
        RuleId id = work->component->rules[i];
        const Rule *rule = &program->rules.items[id];
        for (uint32_t k = 0; k < rule->literal_count; k++) {
            RelId r = rule->body[k].relation;
            if (rule->body[k].kind != LIT_ATOM || !component_has(program, work->component, r)) continue;
            Variant variant = {.rule = id, .delta = k, .delta_relation = r, .next = work->extents[r].variants};
            arena_init(&variant.arena);
            work->extents[r].variants = (uint32_t)variants->count;
            vec_push(variants, variant);
        }
    }
}

/* Those that have a delta to read, in the order of their rules and literals.  A round looks at no others. */
static void find_due(const Work *work, const Variants *variants, Due *due) {
    vec_empty(due);
    for (size_t i = 0; i < work->delta.count; i++)
        for (uint32_t v = work->extents[work->delta.items[i]].variants; v != NO_ID; v = variants->items[v].next) {
            assert(v < variants->count);
            vec_push(due, v);
        }
    sort_numbers(due->items, due->count);
}

/* Plans of longer bodies are made anew when they are due: a rule of n premises has n variants of n steps. */
enum { KEPT_LENGTH_MOST = 64 };

static bool run_later_rounds(Work *work) {
    Variants variants = {0};
    Due due = {0};
    bool going_on = true;
    list_variants(work, &variants);
    while (going_on && next_delta(work)) {
        going_on = work_begin_round(work);
        if (going_on) work_make_ready(work);
        find_due(work, &variants, &due);
        for (size_t i = 0; i < due.count && going_on; i++) {
            assert(due.items[i] < variants.count);
            Variant *variant = &variants.items[due.items[i]];
            const Rule *rule = &work->store->program->rules.items[variant->rule];
            if (!variant->join && reads_nothing(work, rule, variant->delta)) continue;
            going_on = run_variant(work, variant);
            if (rule->literal_count > KEPT_LENGTH_MOST) close_plan(work, variant);
        }
    }
    for (size_t i = 0; i < variants.count; i++) {
        work->extents[variants.items[i].delta_relation].variants = NO_ID;
        close_plan(work, &variants.items[i]);
    }
    vec_free(&variants);
    vec_free(&due);
    return going_on;
}

bool work_run_rounds(Work *work, const Component *component) {
    work->component = component;
    work->row_count = 0;
    vec_empty(&work->delta);
    vec_empty(&work->grown);
    if (component->rule_count == 0) return true;
    for (uint32_t i = 0; i < component->relation_count; i++)
        work->row_count += table_count(store_table_as_is(work->store, component->relations[i]));
    return run_first_round(work) && (!component->is_recursive || run_later_rounds(work));
}

/* What it reads is made if it is absent, but for what it folds without looking at it. */
static void recall_sources(Work *work, const Component *component) {
    RelId passed = stream_source(work->store, component);
    for (uint32_t i = 0; i < component->rule_count; i++) {
        const Rule *rule = &work->store->program->rules.items[component->rules[i]];
        for (uint32_t k = 0; k < rule->literal_count; k++) {
            RelId r = rule->body[k].relation;
            if (!rule->body[k].terms || r == passed || component_has(work->store->program, component, r)) continue;
            work->extents[r].old = work->extents[r].end = table_count(store_table(work->store, r));
        }
    }
}

static bool run_component_rounds(Work *work, const Component *component) {
    recall_sources(work, component);
    bool going_on = component_needs_three_values(work->store, component) ? run_alternating(work, component)
                                                                         : work_run_rounds(work, component);
    for (uint32_t i = 0; i < component->relation_count; i++) { /* all of it is old to those who come later */
        Extent *extent = &work->extents[component->relations[i]];
        extent->old = extent->end = table_count(store_table_as_is(work->store, component->relations[i]));
        work_keep_out(work, component->relations[i], 0);
    }
    return going_on;
}

/* What no rule speaks about stays undecided; of other relations their component says it. */
static void suspend_given(Store *store) {
    const Program *program = store->program;
    uint32_t at = 0;
    for (RelId r; (r = store_next_own(store, &at)) != NO_ID;) {
        const Table *suspended = store_suspended(store, r);
        uint32_t component = program->relations.items[r].component;
        if (!suspended || (component != NO_ID && program->components.items[component].rule_count)) continue;
        table_insert_batch(store_make_possible(store, r), table_row(suspended, 0), table_count(suspended));
    }
}

bool work_run_components(Work *work, uint32_t first, uint32_t end) {
    bool going_on = true;
    for (uint32_t i = first; i < end && going_on; i++) {
        if (!work->options->wanted || work->options->wanted[i])
            going_on = run_component_rounds(work, &work->store->program->components.items[i]);
        if (going_on && work->readers) settle_component(work->store, work->readers, i);
    }
    return going_on;
}

static uint32_t end_of_group(const Program *program, uint32_t first) {
    const Component *components = program->components.items;
    uint32_t end = first + 1;
    while (end < program->components.count && components[end].group == components[first].group) end++;
    return end;
}

static bool wants_any(const bool *wanted, uint32_t first, uint32_t end) {
    while (first < end && !wanted[first]) first++;
    return first < end;
}

static void note_whole(Store *store, const RunOptions *options, const Outcome *outcome) {
    store->is_whole = !options->wanted && outcome->stop == STOP_NONE && outcome->fault_count == 0;
    vec_empty(&store->unmade);
    for (RelId r = 0; store->is_whole && r < store->tables.count; r++)
        if (store->streamed.items[r] || store_is_absent(store, r)) vec_push(&store->unmade, r);
}

void run_program(Store *store, const RunOptions *options, Conflicts *conflicts, Outcome *outcome) {
    Work work = work_begin(store, options, outcome);
    const Program *program = store->program;
    bool going_on = true;
    conflicts_find_given(store, conflicts);
    suspend_given(store);
    Readers readers = readers_of(program, options);
    work.readers = &readers;
    const uint32_t behind = options->wanted_end ? options->wanted_end : (uint32_t)program->components.count;
    for (uint32_t first = options->wanted_from, end; first < behind; first = end) {
        end = end_of_group(program, first);
        if (options->wanted && !wants_any(options->wanted, first, end)) continue;
        GroupBegin begin = {outcome->rows_derived, outcome->rounds, outcome->fault_count, store->round};
        going_on = going_on && work_run_components(&work, first, end);
        /* of a stopped run too: given facts contradict each other all the same */
        going_on = group_quarantine(&work, &begin, first, end, going_on, conflicts);
    }
    readers_clear(&readers);
    if (going_on) conflicts_audit(store, conflicts);
    work_end(&work);
    note_whole(store, options, outcome);
}

void run_component(Store *store, const Component *component, const RunOptions *options, Outcome *outcome) {
    Work work = work_begin(store, options, outcome);
    run_component_rounds(&work, component);
    work_end(&work);
}
