/* Semi-naive rounds.
 *
 * A rule with n recursive literals runs as n variants; variant i reads the delta of literal i, old rows before it and
 * old-or-delta rows after it, so each new combination of rows is tried once, in one variant (F. Bancilhon, Naive evaluation
 * of recursively defined relations, 1986).  Rows found in a round are the next delta; a component is done when a round
 * finds none.  What a round finds is invisible until it ends, so a row's premises are of earlier rounds.
 * A round costs the joins it makes, not the size of what is known: variants are planned when they first have a delta,
 * and again when the component has outgrown the plan. */
#include "runtime/eval/run_internal.h"

/* A rule that reads the delta of one of its literals, or for the first round none. */
typedef struct {
    RuleId rule;
    uint32_t delta;       /* literal, or NO_ID */
    RelId delta_relation; /* of that literal */
    uint64_t planned_for; /* rows of the component when it was planned */
    Arena arena;          /* of the plan */
    Plan plan;
    Join *join; /* NULL before it first runs */
} Variant;

static uint64_t component_size(const Work *work) {
    uint64_t rows = 0;
    for (uint32_t i = 0; i < work->component->relation_count; i++)
        rows += table_count(store_table(work->store, work->component->relations[i]));
    return rows;
}

static void close_plan(Variant *variant) {
    join_close(variant->join);
    variant->join = NULL;
    arena_clear(&variant->arena);
}

static bool run_variant(Work *work, Variant *variant) {
    uint64_t rows = component_size(work);
    if (variant->join && rows > variant->planned_for * 4 + 1024) close_plan(variant);
    if (!variant->join) {
        variant->planned_for = rows;
        variant->plan = plan_rule(work->store, work->component, variant->rule, variant->delta, &variant->arena);
        variant->join = join_open(work, &variant->plan);
    }
    return join_run(variant->join);
}

/* The first round: every rule, on all there is. */
static bool run_first_round(Work *work) {
    if (!work_begin_round(work)) return false;
    for (uint32_t i = 0; i < work->component->rule_count; i++) {
        RuleId rule = work->component->rules[i];
        if (work->store->program->rules.items[rule].is_fold) {
            if (!fold_run(work, rule)) return false;
            continue;
        }
        Variant whole = {.rule = rule, .delta = NO_ID};
        arena_init(&whole.arena);
        bool going_on = run_variant(work, &whole);
        close_plan(&whole);
        if (!going_on) return false;
    }
    return true;
}

/* Moves the marks on: what was new is the delta.  False if nothing was new. */
static bool next_delta(Work *work) {
    bool any = false;
    for (uint32_t i = 0; i < work->component->relation_count; i++) {
        RelId r = work->component->relations[i];
        Extent *extent = &work->extents[r];
        extent->old = extent->end;
        extent->end = table_count(store_table(work->store, r));
        any = any || extent->old < extent->end;
    }
    return any;
}

typedef Vec(Variant) Variants;

static void list_variants(const Work *work, Variants *variants) {
    for (uint32_t i = 0; i < work->component->rule_count; i++) {
        RuleId id = work->component->rules[i];
        const Rule *rule = &work->store->program->rules.items[id];
        for (uint32_t k = 0; k < rule->literal_count; k++) {
            if (rule->body[k].kind != LIT_ATOM || !component_has(work->component, rule->body[k].relation)) continue;
            vec_push(variants, ((Variant){.rule = id, .delta = k, .delta_relation = rule->body[k].relation}));
            arena_init(&vec_last(variants).arena);
        }
    }
}

static bool run_later_rounds(Work *work) {
    Variants variants = {0};
    bool going_on = true;
    list_variants(work, &variants);
    while (going_on && next_delta(work)) {
        going_on = work_begin_round(work);
        for (size_t i = 0; i < variants.count && going_on; i++) {
            Extent extent = work->extents[variants.items[i].delta_relation];
            if (extent.old < extent.end) going_on = run_variant(work, &variants.items[i]);
        }
    }
    for (size_t i = 0; i < variants.count; i++) close_plan(&variants.items[i]);
    vec_free(&variants);
    return going_on;
}

static bool run_rounds(Work *work, const Component *component) {
    work->component = component;
    if (component->rule_count == 0) return true;
    bool going_on = run_first_round(work) && (!component->is_recursive || run_later_rounds(work));
    for (uint32_t i = 0; i < component->relation_count; i++) { /* all of it is old to those who come later */
        uint32_t count = table_count(store_table(work->store, component->relations[i]));
        work->extents[component->relations[i]] = (Extent){count, count};
    }
    return going_on;
}

void run_program(Store *store, const RunOptions *options, Conflicts *conflicts, Outcome *outcome) {
    Work work = work_begin(store, options, outcome);
    const Program *program = store->program;
    bool going_on = true;
    for (size_t i = 0; i < program->components.count; i++) {
        going_on = going_on && run_rounds(&work, &program->components.items[i]);
        conflicts_find(store, &program->components.items[i],
                       conflicts); /* of a stopped run too: given facts contradict each other all the same */
    }
    work_end(&work);
}

void run_component(Store *store, const Component *component, const RunOptions *options, Outcome *outcome) {
    Work work = work_begin(store, options, outcome);
    run_rounds(&work, component);
    work_end(&work);
}
