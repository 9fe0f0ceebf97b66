/* Remedies are tried one after the other, each in a world of its own, those of one step before those of two.  How many are
 * tried goes by the rows a world has, so that it does not depend on the speed of the machine. */
#include "runtime/judge/repair.h"

#include "runtime/judge/remedies.h"

enum { TRIED_MOST = 40, TRIED_LEAST = 4, ROWS_RUN = 3000000 /* in all worlds together, about */ };

static const Relation *relation_of(const Program *program, RelId id) { return &program->relations.items[id]; }

/* ---- how what is asked stands ---- */

static bool has_answer(const Store *store, const Goal *goal) {
    return row_least(store, store_table(store, goal->question->answer), NULL, NULL, false) != NO_ROW;
}

Judgement goal_judge(const Store *store, const Goal *goal) {
    Judgement judgement = {.status = STATUS_UNSUPPORTED, .row = {NO_ID, NO_ROW}};
    if (goal->claim) {
        Verdict verdict = judge_claim(store, goal->claim);
        judgement = (Judgement){verdict.status, verdict.reason, verdict.row};
        verdict_clear(&verdict);
        return judgement;
    }
    if (has_answer(store, goal)) {
        judgement.status = STATUS_ESTABLISHED;
    } else if (goal->part) {
        Verdict verdict = judge_part(store, goal->part);
        judgement = (Judgement){verdict.status, verdict.reason, verdict.row};
        verdict_clear(&verdict);
    } else if (row_least_undecided(store, goal->question->answer, NULL, NULL) != NO_ROW) {
        judgement.status = STATUS_UNDECIDED;
    }
    return judgement;
}

const Judgement *repairs_claims(const Store *store, Arena *arena) {
    const Agenda *agenda = store->program->agenda;
    Judgement *claims = arena_array(arena, Judgement, agenda->claims.count + 1);
    for (size_t i = 0; i < agenda->claims.count; i++)
        claims[i] = goal_judge(store, &(Goal){.claim = &agenda->claims.items[i]});
    return claims;
}

/* ---- side effects ---- */

/* The same value of another program, which read the same files; false if it has no such value. */
static bool translate(const Program *from, const Program *to, Value v, Value *other) {
    *other = v;
    if (from == to || value_is_small_int(v) || v == VALUE_NONE) return true;
    switch (value_kind(from->values, v)) {
    case KIND_SYMBOL: {
        Symbol symbol = intern_find(values_symbols(to->values), value_text(from->values, v));
        *other = symbol;
        return symbol != NO_SYMBOL;
    }
    case KIND_INT: *other = value_int(to->values, value_to_int(from->values, v)); return true;
    case KIND_FLOAT: *other = value_float(to->values, value_to_float(from->values, v)); return true;
    case KIND_DATE: *other = value_date(to->values, value_to_date(from->values, v)); return true;
    case KIND_NONE: break;
    }
    return true;
}

static bool is_visible(const Store *from, RelId id, RowId row, const Store *to, RelId other) {
    Value values[ATOM_COLUMNS];
    uint32_t arity = relation_of(from->program, id)->arity;
    for (uint32_t c = 0; c < arity; c++)
        if (!translate(from->program, to->program, table_row(store_table(from, id), row)[c], &values[c])) return false;
    RowId found = table_find(store_table(to, other), values);
    return found != NO_ROW && !table_is_hidden(store_table(to, other), found);
}

/* What the repair itself states or takes back. */
static bool is_of_repair(const Repair *repair, RelId id, const Value *row, uint32_t arity) {
    for (uint32_t i = 0; i < repair->step_count; i++) {
        const RepairStep *step = &repair->steps[i];
        if (step->kind == STEP_PREFER || step->relation != id) continue;
        if (step->kind == STEP_SET) return true; /* the value it had, too */
        if (arity == 0 || memcmp(step->row, row, arity * sizeof *row) == 0) return true;
    }
    return false;
}

/* The same of a row of any of the two programs. */
static bool is_stated_by(const Repair *repair, const Program *own, const Program *program, RelId id, RelId other,
                         const Value *row) {
    Value values[ATOM_COLUMNS];
    uint32_t arity = relation_of(program, id)->arity;
    if (own == program) return is_of_repair(repair, id, row, arity);
    for (uint32_t c = 0; c < arity; c++)
        if (!translate(program, own, row[c], &values[c])) return false;
    return is_of_repair(repair, other, values, arity);
}

/* Rows of the one world that the other lacks; the repair is of the program `own`. */
static uint64_t count_missing(const Repair *repair, const Program *own, const Store *from, const Store *to) {
    uint64_t count = 0;
    for (RelId id = 0; id < from->program->relations.count; id++) {
        const Relation *relation = relation_of(from->program, id);
        if (relation->helper != HELPER_NONE || relation->name == NO_SYMBOL) continue;
        Value name = relation->name, other_name;
        if (!translate(from->program, to->program, name, &other_name)) continue;
        RelId other = program_find_relation(to->program, other_name, relation->arity, relation->is_negative);
        const Table *table = store_table(from, id);
        for (RowId row = 0; other != NO_ID && row < table_count(table); row++)
            count += !table_is_hidden(table, row) && !is_visible(from, id, row, to, other) &&
                     !is_stated_by(repair, own, from->program, id, other, table_row(table, row));
    }
    return count;
}

void repair_compare(Repair *repair, const Goal *goal, const Store *before, const Judgement *claims, const Store *after,
                    Arena *arena) {
    const Agenda *agenda = before->program->agenda;
    ClaimChange *changes = arena_array(arena, ClaimChange, agenda->claims.count + 1);
    repair->change_count = 0;
    for (uint32_t i = 0; i < agenda->claims.count; i++) {
        if (goal->claim == &agenda->claims.items[i]) continue;
        Judgement is = goal_judge(after, &(Goal){.claim = &after->program->agenda->claims.items[i]});
        if (is.status != claims[i].status || is.reason != claims[i].reason)
            changes[repair->change_count++] = (ClaimChange){i, is.status, is.reason};
    }
    repair->changes = changes;
    repair->come = count_missing(repair, before->program, after, before);
    repair->gone = count_missing(repair, before->program, before, after);
}

/* ---- a try ---- */

static bool needs_compiling(const Repair *repair) {
    for (uint32_t i = 0; i < repair->step_count; i++)
        if (repair->steps[i].kind == STEP_PREFER) return true;
    return false;
}

/* Of a program, as another one has it; what nobody has said there yet is made. */
static Value carry(const Program *own, const Program *program, Value v) {
    Value other = v;
    if (!translate(own, program, v, &other)) other = value_symbol(program->values, value_text(own->values, v));
    return other;
}

static RelId carry_relation(const Program *own, const Program *program, RelId id) {
    const Relation *relation = relation_of(own, id);
    if (own == program) return id;
    return program_find_relation(program, carry(own, program, relation->name), relation->arity, relation->is_negative);
}

const Preference *preference_reversed(const Program *program, Symbol winner, Symbol loser) {
    for (size_t i = 0; i < program->preferences.count; i++) {
        const Preference *preference = &program->preferences.items[i];
        if (preference->scenario == NO_ID && preference->winner == loser && preference->loser == winner)
            return preference;
    }
    return NULL;
}

static Change change_of(const RepairStep *step, RelId relation, const Term *terms) {
    return (Change){.kind = step->kind == STEP_ADD ? CHANGE_ASSERT : CHANGE_RETRACT_PATTERN,
                    .relation = relation,
                    .terms = terms,
                    .label = NO_SYMBOL,
                    .winner = NO_SYMBOL,
                    .loser = NO_SYMBOL,
                    .world = NO_ID,
                    .source = NO_SYMBOL,
                    .span = NO_SPAN};
}

Changes repair_changes(const Program *own, const Program *program, const Repair *repair, Arena *arena) {
    Change *facts = arena_array(arena, Change, REPAIR_STEPS);
    GivenRow *set = arena_array(arena, GivenRow, REPAIR_STEPS);
    Scenario *scenario = arena_new(arena, Scenario);
    Changes changes = {.scenario = scenario, .parameters = set};
    *scenario = (Scenario){.name = NO_SYMBOL, .changes = facts, .span = NO_SPAN};
    for (uint32_t i = 0; i < repair->step_count; i++) {
        const RepairStep *step = &repair->steps[i];
        if (step->kind == STEP_PREFER) continue;
        uint32_t arity = relation_of(own, step->relation)->arity;
        RelId relation = carry_relation(own, program, step->relation);
        Value *row = arena_array(arena, Value, arity + 1);
        Term *terms = arena_array(arena, Term, arity + 1);
        for (uint32_t c = 0; c < arity; c++) terms[c] = term_const(row[c] = carry(own, program, step->row[c]));
        if (relation == NO_ID) continue;
        if (step->kind == STEP_SET)
            set[changes.parameter_count++] = (GivenRow){relation, row, {NO_SYMBOL, {NULL, 0}, NO_SPAN}};
        else
            facts[scenario->change_count++] = change_of(step, relation, terms);
    }
    return changes;
}

typedef struct {
    Repair *items; /* room for all that are tried */
    uint32_t count;
} Kept;

typedef struct {
    const RepairAsk *ask;
    const Judgement *claims;
    Judgement was;
    uint32_t spent; /* runs */
    Arena *arena;
    Repairs *repairs;
    Kept establishing, lifting;
} Trial;

/* What is better than it was: established, or else free of what denies it. */
static bool helps(const Trial *trial, Status status) {
    if (status == STATUS_ESTABLISHED) return true;
    bool was_denied = trial->was.status == STATUS_REFUTED || trial->was.status == STATUS_INCONSISTENT;
    return was_denied && status != STATUS_REFUTED && status != STATUS_INCONSISTENT;
}

static bool run_world(Trial *trial, Repair *repair) {
    const RepairAsk *ask = trial->ask;
    const Program *program = ask->world->store->program;
    Changes changes = repair_changes(program, program, repair, trial->arena);
    Sources *sources = sources_new();
    Diags *diags = diags_new(sources);
    World *world = world_new(ask->world->store, &changes, ask->run, diags);
    bool is_run = world->outcome.stop == STOP_NONE;
    if (is_run) {
        Judgement judgement = goal_judge(world->store, ask->goal);
        repair->status = judgement.status;
        repair->reason = judgement.reason;
        if (helps(trial, judgement.status))
            repair_compare(repair, ask->goal, ask->world->store, trial->claims, world->store, trial->arena);
    } else {
        trial->repairs->stop = world->outcome.stop;
    }
    world_free(world);
    diags_free(diags);
    sources_free(sources);
    return is_run;
}

static bool try_compiled(Trial *trial, Repair *repair) {
    const RepairAsk *ask = trial->ask;
    return ask->compiled && ask->compiled(ask->context, repair, trial->claims, &trial->repairs->stop, trial->arena);
}

/* ---- which come first ---- */

static int compare_names(const Program *program, Symbol a, Symbol b) {
    const Interner *symbols = values_symbols(program->values);
    return str_compare(intern_text(symbols, a), intern_text(symbols, b));
}

static int compare_steps(const Program *program, const RepairStep *a, const RepairStep *b) {
    if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
    if (a->kind == STEP_PREFER) {
        int order = compare_names(program, a->winner, b->winner);
        return order ? order : compare_names(program, a->loser, b->loser);
    }
    const Relation *x = relation_of(program, a->relation), *y = relation_of(program, b->relation);
    int order = compare_names(program, x->name, y->name);
    if (order) return order;
    if (x->arity != y->arity) return x->arity < y->arity ? -1 : 1;
    if (x->is_negative != y->is_negative) return x->is_negative ? 1 : -1;
    if (row_is_before(program->values, a->row, b->row, x->arity)) return -1;
    return row_is_before(program->values, b->row, a->row, x->arity);
}

static uint32_t unusual_steps(const Repair *repair) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < repair->step_count; i++) count += repair->steps[i].is_unusual;
    return count;
}

static uint32_t frame_steps(const Repair *repair) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < repair->step_count; i++) count += repair->steps[i].is_frame;
    return count;
}

static bool is_odd(const Repair *repair) {
    for (uint32_t i = 0; i < repair->step_count; i++)
        if (repair->steps[i].is_odd) return true;
    return false;
}

/* What it is made of: odd, larger, unusual ones and those of the frame come last. */
static int compare_makes(const Repair *a, const Repair *b) {
    if (is_odd(a) != is_odd(b)) return is_odd(b) ? -1 : 1;
    if (a->step_count != b->step_count) return a->step_count < b->step_count ? -1 : 1;
    uint32_t x = unusual_steps(a), y = unusual_steps(b);
    if (x != y) return x < y ? -1 : 1;
    x = frame_steps(a), y = frame_steps(b);
    return x == y ? 0 : x < y ? -1 : 1;
}

static int compare_repairs(const Program *program, const Repair *a, const Repair *b) {
    int makes = compare_makes(a, b);
    if (makes) return makes;
    if (a->change_count != b->change_count) return a->change_count < b->change_count ? -1 : 1;
    uint64_t p = a->come + a->gone, q = b->come + b->gone;
    if (p != q) return p < q ? -1 : 1;
    for (uint32_t i = 0; i < a->step_count; i++) {
        int order = compare_steps(program, &a->steps[i], &b->steps[i]);
        if (order) return order;
    }
    return 0;
}

static void keep(Trial *trial, Kept *kept, const Repair *repair) {
    const Program *program = trial->ask->world->store->program;
    uint32_t at = kept->count;
    while (at > 0 && compare_repairs(program, repair, &kept->items[at - 1]) < 0) at--;
    kept->count++;
    memmove(kept->items + at + 1, kept->items + at, (kept->count - 1 - at) * sizeof *kept->items);
    kept->items[at] = *repair;
}

/* The same changes of facts of the same relations. */
static bool has_same_shape(const Repair *a, const Repair *b) {
    if (a->step_count != b->step_count) return false;
    for (uint32_t i = 0; i < a->step_count; i++)
        if (a->steps[i].kind != b->steps[i].kind || a->steps[i].relation != b->steps[i].relation) return false;
    return true;
}

/* One of each shape comes before the second of one: ten dates of one event are but one way.  Then the first are left. */
static void spread(Kept *kept, Repairs *repairs, Arena *arena) {
    uint32_t *again = arena_array(arena, uint32_t, kept->count + 1);
    for (uint32_t i = 0; i < kept->count; i++) {
        Repair own = kept->items[i];
        uint32_t count = 0, at = i;
        for (uint32_t k = 0; k < i; k++) count += has_same_shape(&kept->items[k], &own);
        for (; at > 0 && compare_makes(&own, &kept->items[at - 1]) == 0 && count < again[at - 1]; at--) {
            kept->items[at] = kept->items[at - 1];
            again[at] = again[at - 1];
        }
        kept->items[at] = own;
        again[at] = count;
    }
    if (kept->count <= REPAIRS_KEPT) return;
    repairs->left_out += kept->count - REPAIRS_KEPT;
    kept->count = REPAIRS_KEPT;
}

/* ---- all of it ---- */

static uint32_t tries(const Store *store) {
    uint64_t rows = store_row_count(store) + 1, count = ROWS_RUN / rows;
    return count > TRIED_MOST ? TRIED_MOST : count < TRIED_LEAST ? TRIED_LEAST : (uint32_t)count;
}

static void settle_order(const Program *program, Repair *repair) {
    if (repair->step_count < 2 || compare_steps(program, &repair->steps[0], &repair->steps[1]) <= 0) return;
    RepairStep step = repair->steps[0];
    repair->steps[0] = repair->steps[1];
    repair->steps[1] = step;
}

/* Whether it was tried before unusual facts were thought of. */
static bool is_known(const Remedy *remedy, bool unusual) {
    if (!unusual) return false;
    for (uint32_t i = 0; i < remedy->count; i++)
        if (remedy->steps[i].is_unusual) return false;
    return true;
}

static bool has_pair(const Store *store, RelId id, uint32_t first, uint32_t second) {
    const Table *table = store_table(store, id);
    for (RowId row = 0; row < table_count(table); row++) {
        const Value *values = table_row(table, row);
        if (values[first] == values[second] && !table_is_hidden(table, row)) return true;
    }
    return false;
}

/* Where there are rows, and none has the same name in these columns. */
static bool is_odd_step(const Store *store, const RepairStep *step) {
    if (step->kind != STEP_ADD || table_count(store_table(store, step->relation)) == 0) return false;
    uint32_t arity = relation_of(store->program, step->relation)->arity;
    for (uint32_t i = 0; i < arity; i++) {
        bool is_name = step->row[i] != VALUE_NONE && value_kind(store->program->values, step->row[i]) == KIND_SYMBOL;
        for (uint32_t k = i + 1; is_name && k < arity; k++)
            if (step->row[i] == step->row[k] && !has_pair(store, step->relation, i, k)) return true;
    }
    return false;
}

static bool is_named(const Store *store, RelId id, RowId row) {
    for (uint32_t i = 0; i < store_origin_count(store, id, row); i++) {
        Origin origin = store_origin(store, id, row, i);
        if (origin.label != NO_SYMBOL || origin.cites.count) return true;
    }
    return false;
}

/* The given fact itself, or all that its relation has. */
static bool is_frame_step(const Store *store, const RepairStep *step) {
    if (step->kind != STEP_ADD && step->kind != STEP_RETRACT) return false;
    RelId given = program_given(store->program, step->relation);
    const Table *table = store_table(store, given);
    bool has_given = false;
    if (step->kind == STEP_RETRACT) {
        RowId row = table_find(table, step->row);
        return row != NO_ROW && store_origin_count(store, given, row) && !is_named(store, given, row);
    }
    for (RowId row = 0; row < table_count(table); row++) {
        if (store_origin_count(store, given, row) == 0) continue;
        if (is_named(store, given, row)) return false;
        has_given = true;
    }
    return has_given;
}

static void note_kinds(const Store *store, Repair *repair) {
    for (uint32_t i = 0; i < repair->step_count; i++) {
        repair->steps[i].is_odd = is_odd_step(store, &repair->steps[i]);
        repair->steps[i].is_frame = is_frame_step(store, &repair->steps[i]);
    }
}

/* In runs: a priority has the files read again, and facts beside it run twice. */
static uint32_t cost_of(const Repair *repair) {
    uint32_t priorities = 0;
    for (uint32_t i = 0; i < repair->step_count; i++) priorities += repair->steps[i].kind == STEP_PREFER;
    return priorities == 0 ? 1 : priorities == repair->step_count ? 2 : 3;
}

/* Those of so many steps.  What lifts in two steps is kept only where nothing does in one. */
static void try_all(Trial *trial, const Remedies *remedies, uint32_t steps, bool unusual) {
    const RepairAsk *ask = trial->ask;
    uint32_t most = tries(ask->world->store) + (unusual ? TRIED_LEAST : 0);
    bool may_lift = trial->lifting.count == 0;
    for (uint32_t i = 0; i < remedies->count; i++) {
        Repair repair = {.step_count = remedies->items[i].count};
        if (repair.step_count != steps || is_known(&remedies->items[i], unusual)) continue;
        if (trial->spent >= most || trial->repairs->stop != STOP_NONE) {
            trial->repairs->left_out++;
            continue;
        }
        memcpy(repair.steps, remedies->items[i].steps, sizeof repair.steps);
        settle_order(ask->world->store->program, &repair);
        trial->repairs->tried++;
        trial->spent += cost_of(&repair);
        bool is_run = needs_compiling(&repair) ? try_compiled(trial, &repair) : run_world(trial, &repair);
        if (!is_run || !helps(trial, repair.status)) continue;
        note_kinds(ask->world->store, &repair);
        if (repair.status == STATUS_ESTABLISHED)
            keep(trial, &trial->establishing, &repair);
        else if (may_lift && !unusual)
            keep(trial, &trial->lifting, &repair);
    }
}

/* States what is asked, though only rules conclude it: that tells nobody anything. */
static bool states_itself(const Repair *repair, const Short *asked, uint32_t arity) {
    for (uint32_t i = 0; i < repair->step_count; i++) {
        const RepairStep *step = &repair->steps[i];
        if (step->kind == STEP_ADD && step->is_unusual && step->relation == asked->relation &&
            (arity == 0 || memcmp(step->row, asked->row, arity * sizeof(Value)) == 0))
            return true;
    }
    return false;
}

/* Only where nothing else was found. */
static void drop_itself(const RepairAsk *ask, Kept *kept) {
    const Short *asked = &ask->shortfall->items.items[0];
    uint32_t arity = relation_of(ask->world->store->program, asked->relation)->arity, count = 0;
    for (uint32_t i = 0; i < kept->count; i++)
        if (!states_itself(&kept->items[i], asked, arity)) kept->items[count++] = kept->items[i];
    if (count) kept->count = count;
}

static bool has_sensible(const Kept *kept) { return kept->count && !is_odd(&kept->items[0]); }

/* They come last. */
static void drop_odd(Repairs *repairs, Kept *kept) {
    while (has_sensible(kept) && is_odd(&kept->items[kept->count - 1])) kept->count--, repairs->odd++;
}

Repairs repairs_find(const RepairAsk *ask, Arena *arena) {
    Repairs repairs = {0};
    Trial trial = {.ask = ask, .arena = arena, .repairs = &repairs};
    trial.establishing.items = arena_array(arena, Repair, TRIED_MOST + TRIED_LEAST + 1);
    trial.lifting.items = arena_array(arena, Repair, TRIED_MOST + TRIED_LEAST + 1);
    trial.claims = repairs_claims(ask->world->store, arena);
    trial.was = goal_judge(ask->world->store, ask->goal);
    for (int unusual = 0; unusual < 2 && trial.establishing.count == 0; unusual++) {
        Remedies remedies = remedies_think(ask->shortfall, unusual, arena);
        for (uint32_t steps = 1; steps <= REPAIR_STEPS && !has_sensible(&trial.establishing); steps++)
            try_all(&trial, &remedies, steps, unusual);
        repairs.left_out += remedies.is_cut;
    }
    drop_itself(ask, &trial.establishing);
    drop_odd(&repairs, &trial.establishing);
    drop_odd(&repairs, &trial.lifting);
    spread(&trial.establishing, &repairs, arena);
    spread(&trial.lifting, &repairs, arena);
    repairs.items = trial.establishing.items;
    repairs.count = trial.establishing.count;
    repairs.lifting = trial.lifting.items;
    repairs.lifting_count = trial.lifting.count;
    return repairs;
}
