/* Worlds.
 *
 * A world costs a copy of the given facts and a run.  Each given row is looked at once, statement by statement where
 * ids or sources matter: it is copied, or dropped; a row that keeps only some of its statements is dropped by the copy
 * and stated again with those.  What is set, asserted and added comes last.
 * Where a relation is argued about, its facts stand in relations made for that (program_given); what is said of the
 * relation is meant of all of them (program_said). */
#include "runtime/judge/scenario.h"

#include "runtime/judge/sharing.h"

typedef struct {
    RelId relation;
    RowId row;
} Partly; /* a row that keeps some of its statements */

typedef struct {
    const Store *base;
    const Changes *changes;
    const Change *items; /* of the scenario */
    uint32_t item_count;
    bool *has_matched;      /* by item */
    bool reads_statements;  /* some id or source is taken back */
    Vec(Symbol) distrusted; /* by the scenario or beside it */
    Vec(Partly) partly;
    Vec(RowRef) suspended;
    Edits gone, come; /* those that go have their values in base */
} Editing;

static const Program *program_of(const Editing *e) { return e->base->program; }

static Str name_of(const Program *program, Symbol symbol) {
    return intern_text(values_symbols(program->values), symbol);
}

const char *edit_name(EditKind kind) {
    static const char *const NAMES[] = {"retracted", "dropped", "replaced", "given", "asserted", "added"};
    return NAMES[kind];
}

static void preference_print(const Program *program, RelId relation, Text *text) {
    for (size_t i = 0; i < program->preferences.count; i++) {
        const Preference *preference = &program->preferences.items[i];
        if (preference->condition != relation) continue;
        text_printf(text, "prefer %.*s over %.*s", STR_FMT(name_of(program, preference->winner)),
                    STR_FMT(name_of(program, preference->loser)));
        return;
    }
}

void given_print(const Program *program, RelId relation, const Value *values, Text *text) {
    if (program->relations.items[relation].helper == HELPER_PREFERENCE)
        preference_print(program, relation, text);
    else
        atom_print(program, program_said(program, relation), values, text);
}

void given_print_saying(const Program *program, RelId relation, const Value *values, Text *text) {
    if (program->relations.items[relation].helper == HELPER_PREFERENCE)
        preference_print(program, relation, text);
    else
        saying_print(program, program_said(program, relation), values, text);
}

/* ---- what goes ---- */

static void note_gone(Editing *e, EditKind kind, RelId relation, RowId row) {
    vec_push(&e->gone,
             ((Edit){kind, relation, table_row(store_table(e->base, relation), row),
                     store_origin(e->base, relation, row, 0).label, store_origin_count(e->base, relation, row)}));
}

static bool matches(const Store *store, const Change *change, RelId relation, RowId row) {
    const Value *values = table_row(store_table(store, relation), row);
    for (uint32_t i = 0; i < store->program->relations.items[relation].arity; i++)
        if (change->terms[i].kind == TERM_CONST && change->terms[i].id != values[i]) return false;
    return true;
}

/* Every pattern that matches is noted, not only the first. */
static bool matches_a_pattern(Editing *e, RelId relation, RowId row) {
    RelId said = program_said(program_of(e), relation);
    bool is_matched = false;
    for (uint32_t i = 0; i < e->item_count; i++) {
        const Change *change = &e->items[i];
        if (change->kind != CHANGE_RETRACT_PATTERN || change->relation != said) continue;
        if (!matches(e->base, change, relation, row)) continue;
        e->has_matched[i] = true;
        is_matched = true;
    }
    return is_matched;
}

static bool is_retracted(Editing *e, Symbol label) {
    bool is_found = false;
    for (uint32_t i = 0; label != NO_SYMBOL && i < e->item_count; i++) {
        if (e->items[i].kind != CHANGE_RETRACT_FACT || e->items[i].label != label) continue;
        e->has_matched[i] = true;
        is_found = true;
    }
    return is_found;
}

/* The scenario's own word against a source has had an effect. */
static void note_distrust(Editing *e, Cites cites) {
    for (uint32_t i = 0; i < e->item_count; i++)
        for (uint32_t k = 0; e->items[i].kind == CHANGE_DISTRUST && k < cites.count; k++)
            if (cites.items[k].key == e->items[i].source) e->has_matched[i] = true;
}

/* Cites something, and nothing that is trusted. */
static bool is_distrusted(const Editing *e, Cites cites) {
    for (uint32_t i = 0; i < cites.count; i++) {
        bool is_found = false;
        for (size_t k = 0; k < e->distrusted.count && !is_found; k++)
            is_found = e->distrusted.items[k] == cites.items[i].key;
        if (!is_found) return false;
    }
    return cites.count > 0;
}

/* A parameter that is set to something else. */
static bool is_replaced(const Editing *e, RelId relation, RowId row) {
    RelId said = program_said(program_of(e), relation);
    for (uint32_t i = 0; i < e->changes->parameter_count; i++)
        if (e->changes->parameters[i].relation == said)
            return table_row(store_table(e->base, relation), row)[0] != e->changes->parameters[i].values[0];
    return false;
}

static bool loses_statements(Editing *e, RelId relation, RowId row) {
    uint32_t count = store_origin_count(e->base, relation, row), retracted = 0, distrusted = 0;
    for (uint32_t i = 0; i < count; i++) {
        Origin origin = store_origin(e->base, relation, row, i);
        bool is_dropped = is_distrusted(e, origin.cites);
        if (is_dropped) note_distrust(e, origin.cites);
        if (is_retracted(e, origin.label))
            retracted++;
        else if (is_dropped)
            distrusted++;
    }
    if (retracted + distrusted == 0) return false;
    if (retracted + distrusted == count)
        note_gone(e, retracted ? EDIT_RETRACTED : EDIT_DROPPED, relation, row);
    else
        vec_push(&e->partly, ((Partly){relation, row}));
    return true;
}

static bool drops(void *context, RelId relation, RowId row) {
    Editing *e = context;
    bool is_matched = matches_a_pattern(e, relation, row);
    if (is_matched || is_replaced(e, relation, row)) {
        note_gone(e, is_matched ? EDIT_RETRACTED : EDIT_REPLACED, relation, row);
        return true;
    }
    if (e->reads_statements && loses_statements(e, relation, row)) return true;
    GivenFate fate = e->changes->fate ? e->changes->fate(e->changes->fate_context, relation, row) : GIVEN_KEPT;
    if (fate == GIVEN_SUSPENDED) vec_push(&e->suspended, ((RowRef){relation, row}));
    return fate != GIVEN_KEPT;
}

static void restate(Editing *e, Partly partly, Store *store) {
    uint32_t count = store_origin_count(e->base, partly.relation, partly.row);
    for (uint32_t i = 0; i < count; i++) {
        Origin origin = store_origin(e->base, partly.relation, partly.row, i);
        if (is_retracted(e, origin.label) || is_distrusted(e, origin.cites)) continue;
        store_give(store, partly.relation, table_row(store_table(e->base, partly.relation), partly.row), origin, NULL);
    }
}

/* ---- what comes ---- */

static bool is_given(const Store *store, RelId relation, const Value *values) {
    RowId row = table_find(store_table(store, relation), values);
    return row != NO_ROW && store_origin_count(store, relation, row) > 0;
}

static void give(Editing *e, EditKind kind, RelId relation, GivenRow row, Store *store) {
    if (is_distrusted(e, row.origin.cites)) {
        note_distrust(e, row.origin.cites);
        return;
    }
    store_give(store, relation, row.values, row.origin, NULL);
    if (is_given(e->base, relation, row.values)) return;
    vec_push(&e->come, ((Edit){kind, relation, row.values, row.origin.label, 1}));
}

static void give_fact(Editing *e, EditKind kind, GivenRow row, Store *store) {
    give(e, kind, program_given(program_of(e), row.relation), row, store);
}

static bool is_parameter_set(const Editing *e, RelId relation) {
    for (uint32_t i = 0; i < e->changes->parameter_count; i++)
        if (e->changes->parameters[i].relation == relation) return true;
    return false;
}

static void assert_fact(Editing *e, const Change *change, Store *store) {
    if (is_parameter_set(e, change->relation)) return;
    uint32_t arity = program_of(e)->relations.items[change->relation].arity;
    Value *values = arena_array(&store->arena, Value, arity + 1);
    for (uint32_t c = 0; c < arity; c++) values[c] = change->terms[c].id;
    GivenRow row = {change->relation, values, {change->label, change->cites, change->span}};
    if (change->is_reported)
        give(e, EDIT_ASSERTED, change->relation, row, store);
    else
        give_fact(e, EDIT_ASSERTED, row, store);
}

/* The proposition under which a preference of this scenario holds. */
static void assert_preference(Editing *e, const Change *change, Store *store) {
    const Value *nothing = arena_array(&store->arena, Value, 1);
    GivenRow row = {change->world, nothing, {NO_SYMBOL, {NULL, 0}, change->span}};
    give(e, EDIT_ASSERTED, change->world, row, store);
}

static void add_given(Editing *e, Store *store) {
    for (uint32_t i = 0; i < e->changes->parameter_count; i++) give_fact(e, EDIT_SET, e->changes->parameters[i], store);
    for (uint32_t i = 0; i < e->item_count; i++) {
        if (e->items[i].kind == CHANGE_ASSERT) assert_fact(e, &e->items[i], store);
        if (e->items[i].kind == CHANGE_PREFER) assert_preference(e, &e->items[i], store);
    }
    for (uint32_t i = 0; i < e->changes->more_count; i++)
        if (!is_parameter_set(e, e->changes->more[i].relation)) give_fact(e, EDIT_ADDED, e->changes->more[i], store);
}

/* What comes in by another door is given all the same. */
static void suspend(const Editing *e, Store *store) {
    for (size_t i = 0; i < e->suspended.count; i++) {
        RowRef ref = e->suspended.items[i];
        const Value *values = table_row(store_table(e->base, ref.relation), ref.row);
        if (!is_given(store, ref.relation, values)) store_suspend(store, ref.relation, values);
    }
    for (uint32_t i = 0; i < e->changes->suspended_count; i++) {
        const GivenRow *row = &e->changes->suspended[i];
        if (!is_given(store, row->relation, row->values)) store_suspend(store, row->relation, row->values);
    }
}

/* What went, unless it has come back by another door; then what came. */
static void list_edits(const Editing *e, Store *store, Edits *edits) {
    for (size_t i = 0; i < e->gone.count; i++) {
        Edit edit = e->gone.items[i];
        uint32_t arity = program_of(e)->relations.items[edit.relation].arity;
        if (is_given(store, edit.relation, edit.values)) continue;
        edit.values = arena_copy(&store->arena, edit.values, arity * sizeof *edit.values);
        vec_push(edits, edit);
    }
    for (size_t i = 0; i < e->come.count; i++) vec_push(edits, e->come.items[i]);
}

/* ---- all of it ---- */

static void report_unmatched(const Editing *e, Diags *diags) {
    const Program *program = e->base->program;
    for (uint32_t i = 0; i < e->item_count; i++) {
        const Change *change = &e->items[i];
        Diag *diag;
        if (e->has_matched[i]) continue;
        if (change->kind == CHANGE_RETRACT_FACT) {
            diag = diag_add(diags, E0217, change->span, "no fact has the id '%.*s'",
                            STR_FMT(name_of(program, change->label)));
            diag_remedy(diags, diag, "neither a rule file nor a table has a fact of that id");
        } else if (change->kind == CHANGE_RETRACT_PATTERN) {
            diag = diag_add(diags, W0601, change->span, "no given fact matches what scenario '%.*s' retracts",
                            STR_FMT(name_of(program, e->changes->scenario->name)));
            diag_remedy(diags, diag, "only given facts can be taken back, not what follows from them");
        } else if (change->kind == CHANGE_DISTRUST) {
            diag = diag_add(diags, W0601, change->span, "no fact rests on source '%.*s' alone",
                            STR_FMT(name_of(program, change->source)));
            diag_remedy(diags, diag, "facts that cite other sources too stay");
        }
    }
}

static void editing_begin(Editing *e, const Store *base, const Changes *changes) {
    *e = (Editing){.base = base, .changes = changes};
    if (changes->scenario) {
        e->items = changes->scenario->changes;
        e->item_count = changes->scenario->change_count;
    }
    e->has_matched = mem_alloc_zero((e->item_count + 1) * sizeof *e->has_matched);
    for (uint32_t i = 0; i < changes->distrusted_count; i++) vec_push(&e->distrusted, changes->distrusted[i]);
    for (uint32_t i = 0; i < e->item_count; i++) {
        if (e->items[i].kind == CHANGE_DISTRUST) vec_push(&e->distrusted, e->items[i].source);
        if (e->items[i].kind == CHANGE_RETRACT_FACT) e->reads_statements = true;
    }
    if (e->distrusted.count) e->reads_statements = true;
}

static void editing_end(Editing *e) {
    vec_free(&e->distrusted);
    vec_free(&e->partly);
    vec_free(&e->suspended);
    vec_free(&e->gone);
    vec_free(&e->come);
    mem_free(e->has_matched);
}

/* sharing: NULL if nothing is.  *edits: what was changed but for fates, with values in the new store; NULL: nobody
 * asks.  At a limit of the budget, which has begun, the store is not whole, and *stop tells the limit. */
static Store *make_given(const Store *base, const Changes *changes, const Sharing *sharing, const Budget *budget,
                         Edits *edits, Diags *diags, Stop *stop) {
    Editing e;
    editing_begin(&e, base, changes);
    Store *store = sharing ? store_fork_beside(base, sharing->own.items, sharing->own.count, drops, &e, budget, stop)
                           : store_fork(base, drops, &e, budget, stop);
    for (size_t i = 0; i < e.partly.count; i++) restate(&e, e.partly.items[i], store);
    add_given(&e, store);
    suspend(&e, store);
    if (edits) list_edits(&e, store, edits);
    if (*stop == STOP_NONE) report_unmatched(&e, diags);
    editing_end(&e);
    return store;
}

Store *changed_given(const Store *base, const Changes *changes, const Budget *budget, Diags *diags, Stop *stop) {
    return make_given(base, changes, NULL, budget, NULL, diags, stop);
}

void world_run(World *world, const RunOptions *options) {
    RunOptions own = *options;
    own.budget = budget_begin(own.budget);
    run_program(world->store, &own, &world->conflicts, &world->outcome);
    world->watch = (Watch){.budget = own.budget, .outcome = &world->outcome};
    world->store->watch = &world->watch;
}

void world_run_cut(World *world, const RunOptions *options, Stop stop) {
    static const atomic_bool is_over = true;
    RunOptions own = *options;
    own.budget.cancel = &is_over;
    world_run(world, &own);
    world->outcome.stop = stop;
    world->watch.budget.cancel = options->budget.cancel;
}

World *world_new(const Store *base, const Changes *changes, const RunOptions *options, Diags *diags) {
    World *world = mem_alloc_zero(sizeof *world);
    RunOptions own = *options;
    Stop stop = STOP_NONE;
    Sharing sharing = {.is_reached = NULL};
    own.budget = budget_begin(own.budget);
    if (changes) {
        bool shares = changes->reach && sharing_init(&sharing, changes->reach, base, changes, own.wanted);
        world->scenario = changes->scenario;
        world->store = make_given(base, changes, shares ? &sharing : NULL, &own.budget, &world->edits, diags, &stop);
        if (shares) own.wanted = sharing.components, own.wanted_from = sharing.from, own.wanted_end = sharing.end;
        if (changes->choose)
            own.wanted = changes->choose(changes->choose_context, world->store, shares ? &sharing : NULL);
    } else {
        world->store = store_fork(base, NULL, NULL, &own.budget, &stop);
    }
    if (stop == STOP_NONE)
        world_run(world, &own);
    else
        world_run_cut(world, &own, stop);
    sharing_clear(&sharing);
    return world;
}

void world_free(World *world) {
    if (!world) return;
    store_free(world->store);
    vec_free(&world->edits);
    vec_free(&world->conflicts);
    outcome_clear(&world->outcome);
    mem_free(world);
}
