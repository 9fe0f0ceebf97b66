/* From rules to a program that finds their instances.
 *
 * For a component the rules are run once in two values, without what they deny of the component itself: that gives the
 * rows that are possible, and on the way the instances, of which each rule keeps the variables that matter:
 *
 *     win(X) :- move(X, Y), not win(Y).      :instance(X, Y) :- move(X, Y).      :possible(X) :- :instance(X, Y).
 *
 * Atoms are rows of :possible relations, so they are numbered by row.  Where a literal leaves columns open, its atom is
 * that of a projection, a relation more that has a row for what is not left open.  Of other components with undecided
 * rows, atoms read all that is possible, `not` what is true, and each instance is then looked at once.
 * The scratch program is made once in a run and has the whole program's relations and rules under their own numbers;
 * what is made for one component is behind them and taken away afterwards. */
#include "runtime/eval/scratch_internal.h"

enum { SCRATCH_COMPONENT = NO_ID - 1, MADE_AT_ONCE = 256 };

/* ---- the scratch program ---- */

/* Real relations and rules keep their numbers.  Most are never spoken of, so there is room for them, and no more. */
static Scratch *scratch_new(Work *work) {
    const Program *whole = work->store->program;
    size_t relations = whole->relations.count, rules = whole->rules.count;
    Scratch *scratch = mem_alloc_zero(sizeof *scratch);
    scratch->program = *whole;
    scratch->program.relations.items = NULL;
    scratch->program.relations.count = scratch->program.relations.capacity = 0;
    scratch->program.rules.items = NULL;
    scratch->program.rules.count = scratch->program.rules.capacity = 0;
    vec_reserve(&scratch->program.relations, relations + MADE_AT_ONCE);
    vec_reserve(&scratch->program.rules, rules + MADE_AT_ONCE);
    vec_reserve(&scratch->store.tables, relations + MADE_AT_ONCE);
    scratch->program.relations.count = scratch->store.tables.count = relations;
    scratch->program.rules.count = rules;
    scratch->relation_base = (uint32_t)relations;
    scratch->rule_base = (uint32_t)rules;
    scratch->space_of = mem_alloc((relations + 1) * sizeof *scratch->space_of);
    scratch->possible_of = mem_alloc((relations + 1) * sizeof *scratch->possible_of);
    memset(scratch->space_of, 0xFF, (relations + 1) * sizeof *scratch->space_of);
    memset(scratch->possible_of, 0xFF, (relations + 1) * sizeof *scratch->possible_of);
    scratch->store.program = &scratch->program;
    scratch->work = (Work){.store = &scratch->store, .options = work->options, .outcome = work->outcome};
    scratch->work.begun = work->begun;
    scratch->work.names_rows = true; /* ground.c asks for their numbers */
    scratch->extent_capacity = relations + MADE_AT_ONCE;
    scratch->work.extents = mem_alloc_zero(scratch->extent_capacity * sizeof *scratch->work.extents);
    arena_init(&scratch->arena);
    return scratch;
}

static void know(const Work *work, Scratch *scratch, RelId relation) {
    scratch->program.relations.items[relation] = work->store->program->relations.items[relation];
    scratch->store.tables.items[relation] = store_table_as_is(work->store, relation);
}

/* What a look-up counts is found by the rule that folds it. */
static void know_fold(const Work *work, Scratch *scratch, RelId aggregate) {
    const Program *program = work->store->program;
    uint32_t at = program->relations.items[aggregate].component;
    for (uint32_t i = 0; at != NO_ID && i < program->components.items[at].rule_count; i++) {
        RuleId id = program->components.items[at].rules[i];
        scratch->program.rules.items[id] = program->rules.items[id];
        if (program->rules.items[id].is_fold) know(work, scratch, program->rules.items[id].body[0].relation);
    }
}

/* What its rules speak of. */
static void know_component(const Work *work, Scratch *scratch, const Component *component) {
    for (uint32_t i = 0; i < component->relation_count; i++) know(work, scratch, component->relations[i]);
    for (uint32_t i = 0; i < component->rule_count; i++) {
        const Rule *rule = &work->store->program->rules.items[component->rules[i]];
        for (uint32_t k = 0; k < rule->literal_count; k++) {
            if (literal_reads(&rule->body[k])) know(work, scratch, rule->body[k].relation);
            if (rule->body[k].kind == LIT_LOOKUP) know_fold(work, scratch, rule->body[k].relation);
        }
    }
}

void scratch_clear(Scratch *scratch) {
    for (size_t r = scratch->relation_base; r < scratch->store.tables.count; r++)
        if (scratch->program.relations.items[r].component == SCRATCH_COMPONENT)
            table_free(scratch->store.tables.items[r]);
    for (size_t i = 0; i < scratch->touched.count; i++) {
        scratch->space_of[scratch->touched.items[i]] = NO_ID;
        scratch->possible_of[scratch->touched.items[i]] = NO_ID;
    }
    scratch_close_dense(scratch);
    scratch->store.tables.count = scratch->program.relations.count = scratch->relation_base;
    scratch->program.rules.count = scratch->rule_base;
    vec_empty(&scratch->touched);
    vec_empty(&scratch->real_rules);
    vec_empty(&scratch->relations);
    vec_empty(&scratch->rules);
    vec_empty(&scratch->spaces);
    vec_empty(&scratch->schemes);
    vec_empty(&scratch->work.barred);
    arena_clear(&scratch->arena);
    mem_free(scratch->starts);
    mem_free(scratch->body);
    mem_free(scratch->heads);
    mem_free(scratch->is_blocked);
    mem_free(scratch->is_given);
    scratch->starts = scratch->body = scratch->heads = NULL;
    scratch->is_blocked = scratch->is_given = NULL;
}

void scratch_free(Scratch *scratch) {
    if (!scratch) return;
    scratch_clear(scratch);
    vec_free(&scratch->program.relations);
    vec_free(&scratch->program.rules);
    vec_free(&scratch->store.tables);
    vec_free(&scratch->touched);
    vec_free(&scratch->real_rules);
    vec_free(&scratch->relations);
    vec_free(&scratch->rules);
    vec_free(&scratch->spaces);
    vec_free(&scratch->schemes);
    vec_free(&scratch->work.delta);
    vec_free(&scratch->work.grown);
    vec_free(&scratch->work.barred);
    work_clear_spare(&scratch->work);
    work_dismiss(&scratch->work);
    mem_free(scratch->work.extents);
    mem_free(scratch->space_of);
    mem_free(scratch->possible_of);
    mem_free(scratch);
}

/* A relation of the component, or under a component's number of its own one that is read with another table. */
static RelId add_relation(Scratch *scratch, uint32_t arity, uint32_t component, Table *table) {
    RelId id = (RelId)scratch->program.relations.count;
    vec_push(&scratch->program.relations,
             ((Relation){.name = NO_SYMBOL, .arity = arity, .contrary = NO_ID, .component = component}));
    vec_push(&scratch->store.tables, table);
    if (id >= scratch->extent_capacity) {
        scratch->extent_capacity = (size_t)id * 2 + 16;
        scratch->work.extents =
            mem_resize(scratch->work.extents, scratch->extent_capacity * sizeof *scratch->work.extents);
    }
    scratch->work.extents[id] = (Extent){table_count(table), table_count(table), NO_ID};
    return id;
}

RelId scratch_add_relation(Scratch *scratch, uint32_t arity) {
    RelId id = add_relation(scratch, arity, SCRATCH_COMPONENT, table_new(arity));
    vec_push(&scratch->relations, id);
    return id;
}

void scratch_add_rule(Scratch *scratch, RuleId real, RelId head, const Term *terms, const Literal *body,
                      uint32_t literal_count, uint32_t variable_count) {
    vec_push(&scratch->rules, (RuleId)scratch->program.rules.count);
    vec_push(&scratch->real_rules, real);
    vec_push(&scratch->program.rules, ((Rule){.head = head,
                                              .terms = terms,
                                              .body = body,
                                              .literal_count = literal_count,
                                              .variable_count = variable_count,
                                              .label = NO_SYMBOL}));
}

/* ---- spaces of atoms ---- */

static uint32_t add_space(Scratch *scratch, RelId relation, RelId real, uint64_t columns) {
    vec_push(&scratch->spaces, ((Space){.relation = relation, .real = real, .columns = columns, .next = NO_ID}));
    return (uint32_t)scratch->spaces.count - 1;
}

/* What no rule is to see of the real relation, none sees here. */
static void bar_as(const Work *work, RelId real, Scratch *scratch, RelId relation) {
    if (real >= work->barred.count || !work->barred.items[real]) return;
    while (scratch->work.barred.count <= relation) vec_push(&scratch->work.barred, NULL);
    scratch->work.barred.items[relation] = work->barred.items[real];
    work_keep_out(&scratch->work, relation, 0);
}

static void add_possible(Work *work, Scratch *scratch, RelId real) {
    const Table *given = store_table(work->store, real);
    RelId relation = scratch_add_relation(scratch, table_arity(given));
    Table *table = store_table(&scratch->store, relation);
    table_begin_run(table, NO_ID, 0);
    table_insert_batch(table, table_row(given, 0), table_count(given));
    for (RowId row = 0; row < table_count(given) && table_hidden_count(given); row++)
        if (table_is_hidden(given, row)) table_hide(table, row); /* contradicted by another given row */
    const Table *suspended = store_suspended(work->store, real);
    if (suspended) table_insert_batch(table, table_row(suspended, 0), table_count(suspended));
    bar_as(work, real, scratch, relation);
    scratch->work.extents[relation] = (Extent){table_count(table), table_count(table), NO_ID};
    scratch->space_of[real] = add_space(scratch, relation, real, 0);
    vec_push(&scratch->touched, real);
}

/* The projection of a space to some columns: a relation with a rule and a scheme.  The schemes of projections wait in
 * `spaces` until those of rules are all there. */
static uint32_t projection(Scratch *scratch, uint32_t of, uint64_t columns, RuleId real) {
    uint32_t last = of;
    for (uint32_t p = scratch->spaces.items[of].next; p != NO_ID; p = scratch->spaces.items[p].next) {
        if (scratch->spaces.items[p].columns == columns) return p;
        last = p;
    }
    RelId from = scratch->spaces.items[of].relation;
    uint32_t arity = scratch->program.relations.items[from].arity, width = 0;
    Term *terms = arena_array(&scratch->arena, Term, arity + 1), *head = arena_array(&scratch->arena, Term, arity + 1);
    for (uint32_t c = 0; c < arity; c++) {
        terms[c] = columns >> c & 1 ? term_var(width) : term_any();
        if (columns >> c & 1) head[width] = term_var(width), width++;
    }
    Literal *literal = arena_new(&scratch->arena, Literal);
    *literal = (Literal){.kind = LIT_ATOM, .relation = from, .terms = terms};
    RelId relation = scratch_add_relation(scratch, width);
    scratch_add_rule(scratch, real, relation, head, literal, 1, width);
    uint32_t made = add_space(scratch, relation, NO_ID, columns);
    scratch->spaces.items[last].next = made;
    return made;
}

static uint64_t kept_columns(const Term *terms, uint32_t arity) {
    uint64_t columns = 0;
    for (uint32_t c = 0; c < arity; c++)
        if (terms[c].kind != TERM_ANY) columns |= UINT64_C(1) << c;
    return columns;
}

/* The space a literal of the component speaks about; *terms are then those that are not left open. */
uint32_t scratch_space_for(Scratch *scratch, const Literal *literal, RuleId real, const Term **terms, uint32_t *count) {
    uint32_t space = scratch->space_of[literal->relation], arity;
    arity = scratch->program.relations.items[literal->relation].arity;
    uint64_t columns = kept_columns(literal->terms, arity);
    Term *kept = arena_array(&scratch->arena, Term, arity + 1);
    *count = 0;
    for (uint32_t c = 0; c < arity; c++)
        if (columns >> c & 1) kept[(*count)++] = literal->terms[c];
    *terms = kept;
    return *count == arity ? space : projection(scratch, space, columns, real);
}

/* The relation whose rows are all that is possible of another component's. */
RelId scratch_possible_relation(Work *work, Scratch *scratch, RelId real) {
    if (scratch->possible_of[real] == NO_ID) {
        const Relation *relation = &scratch->program.relations.items[real];
        scratch->possible_of[real] =
            add_relation(scratch, relation->arity, relation->component, store_possible(work->store, real));
        vec_push(&scratch->touched, real);
    }
    return scratch->possible_of[real];
}

/* ---- a component ---- */

static Scratch *begin_component(Work *work, const Component *component) {
    if (!work->scratch) work->scratch = scratch_new(work);
    Scratch *scratch = work->scratch;
    scratch->store.possible.items = work->store->possible.items; /* borrowed */
    scratch->store.possible.count = work->store->possible.count;
    scratch->store.suspended.items = work->store->suspended.items;
    scratch->store.suspended.count = work->store->suspended.count;
    scratch->store.round = 0;
    scratch->store.without = work->store->without;
    know_component(work, scratch, component);
    for (uint32_t i = 0; i < component->relation_count; i++) add_possible(work, scratch, component->relations[i]);
    return scratch;
}

static void end_component(Scratch *scratch) {
    scratch->component = (Component){.relations = scratch->relations.items,
                                     .relation_count = (uint32_t)scratch->relations.count,
                                     .rules = scratch->rules.items,
                                     .rule_count = (uint32_t)scratch->rules.count,
                                     .is_recursive = true};
}

void scratch_prepare(Work *work, const Component *component) {
    Scratch *scratch = begin_component(work, component);
    for (uint32_t i = 0; i < component->rule_count; i++) take_rule(work, scratch, component->rules[i]);
    for (uint32_t s = 0; s < scratch->spaces.count; s++)
        if (scratch->spaces.items[s].real != NO_ID)
            for (uint32_t p = scratch->spaces.items[s].next; p != NO_ID; p = scratch->spaces.items[p].next)
                take_projection(scratch, s, p);
    end_component(scratch);
}

void scratch_prepare_possible(Work *work, const Component *component) {
    Scratch *scratch = begin_component(work, component);
    for (uint32_t i = 0; i < component->rule_count; i++) take_possible_rule(work, scratch, component->rules[i]);
    end_component(scratch);
}
