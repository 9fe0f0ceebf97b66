/* What repairs are made of, and which of them come first.  Insertion, since they are few. */
#include "runtime/judge/repair_internal.h"

#include "runtime/judge/kept.h"

static const Relation *relation_of(const Program *program, RelId id) { return &program->relations.items[id]; }

/* ---- what they are made of ---- */

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
bool step_is_frame(const Store *store, const RepairStep *step) {
    if (step->kind == STEP_SET) return true;
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

static bool is_reported(const Store *store, const RepairStep *step) {
    RowRef at;
    return row_is_reported(store, step->relation, step->row, &at);
}

/* Whether the step states what is asked. */
static bool is_asked(const Kinds *kinds, const RepairStep *step) {
    const Short *asked = kinds->asked;
    const Relation *relation = relation_of(kinds->store->program, asked->relation);
    if (step->kind != STEP_ADD || step->relation != asked->relation) return false;
    for (uint32_t c = 0; c < relation->arity; c++)
        if (asked->row[c] != UNBOUND && asked->row[c] != step->row[c]) return false;
    return !is_reported(kinds->store, step);
}

/* Whether it states the contrary of that. */
static bool is_denial(const Kinds *kinds, const RepairStep *step) {
    const Short *asked = kinds->asked;
    const Relation *relation = relation_of(kinds->store->program, asked->relation);
    if (step->kind != STEP_ADD || step->relation != relation->contrary) return false;
    return row_is_same(asked->row, step->row, relation->arity) && !is_reported(kinds->store, step);
}

static bool find_names(const Store *store) {
    for (RelId id = 0; id < store->program->relations.count; id++) {
        const Table *table = store_table(store, id);
        for (RowId row = 0; row < table_count_before(table, 1); row++)
            if (is_named(store, id, row)) return true;
    }
    return false;
}

bool store_has_names(const Store *store) { return kept_once(store, find_names); }

Kinds kinds_of(const Shortfall *shortfall, const Familiar *familiar) {
    return (Kinds){shortfall->store, &shortfall->items.items[0], familiar, store_has_names(shortfall->store)};
}

void repair_note_kinds(const Kinds *kinds, Repair *repair) {
    for (uint32_t i = 0; i < repair->step_count; i++) {
        RepairStep *step = &repair->steps[i];
        step->is_odd = is_odd_step(kinds->store, step);
        step->is_frame = step_is_frame(kinds->store, step);
        step->is_asked = is_asked(kinds, step);
        step->is_itself = step->is_asked && kinds->asked->rule_count > 0; /* that tells nobody anything */
        step->is_denial = is_denial(kinds, step);
        bool is_outright = step->is_outright && !is_reported(kinds->store, step);
        step->is_outright = is_outright || (step->is_denial && !step->is_settling);
        bool is_fact = step->kind == STEP_ADD || step->kind == STEP_RETRACT;
        step->strangers = is_fact ? familiar_strangers(kinds->familiar, step->relation, step->row) : 0;
        bool may_be_misplaced = step->kind == STEP_ADD && !step->is_settling; /* what is open is asked for there */
        step->misplaced = may_be_misplaced ? familiar_misplaced(kinds->familiar, step->relation, step->row) : 0;
    }
}

/* ---- which come first ---- */

static int compare_names(const Program *program, Symbol a, Symbol b) {
    const Interner *symbols = values_symbols(program->values);
    return str_compare(intern_text(symbols, a), intern_text(symbols, b));
}

static int compare_steps(const Program *program, const RepairStep *a, const RepairStep *b) {
    if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
    if (step_is_priority(a)) {
        int order = compare_names(program, a->winner, b->winner);
        return order ? order : compare_names(program, a->loser, b->loser);
    }
    return atoms_compare(program, a->relation, a->row, b->relation, b->row);
}

void repair_settle_order(const Program *program, Repair *repair) {
    if (repair->step_count < 2 || compare_steps(program, &repair->steps[0], &repair->steps[1]) <= 0) return;
    RepairStep step = repair->steps[0];
    repair->steps[0] = repair->steps[1];
    repair->steps[1] = step;
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

/* A setting, or what is taken back of the frame: what everything else is told in. */
static uint32_t settings_in(const Repair *repair) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < repair->step_count; i++)
        count += repair->steps[i].is_frame && repair->steps[i].kind != STEP_ADD;
    return count;
}

/* Whether it only finds out what is open. */
static bool settles(const Repair *repair) {
    for (uint32_t i = 0; i < repair->step_count; i++)
        if (!repair->steps[i].is_settling) return false;
    return true;
}

static uint32_t strangers_in(const Repair *repair) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < repair->step_count; i++) count += repair->steps[i].strangers;
    return count;
}

static uint32_t misplaced_in(const Repair *repair) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < repair->step_count; i++) count += repair->steps[i].misplaced;
    return count;
}

static bool has_itself(const Repair *repair) {
    for (uint32_t i = 0; i < repair->step_count; i++)
        if (repair->steps[i].is_itself && !repair->steps[i].is_settling)
            return true; /* what is open has to be stated */
    return false;
}

bool repair_is_odd(const Repair *repair) {
    for (uint32_t i = 0; i < repair->step_count; i++)
        if (repair->steps[i].is_odd) return true;
    return false;
}

bool repair_is_far_fetched(const Kinds *kinds, const RepairStep *steps, uint32_t count) {
    Repair repair = {.step_count = count};
    memcpy(repair.steps, steps, count * sizeof *steps);
    repair_note_kinds(kinds, &repair);
    for (uint32_t i = 0; i < count; i++)
        if (kinds->has_names && repair.steps[i].is_frame) return true;
    return repair_is_odd(&repair);
}

static bool is_outright(const Repair *repair) {
    for (uint32_t i = 0; i < repair->step_count; i++)
        if (repair->steps[i].is_outright) return true;
    return false;
}

/* What rules conclude may come about by them too, also where it is open. */
static bool states_itself(const Repair *repair) {
    for (uint32_t i = 0; i < repair->step_count; i++)
        if (repair->steps[i].is_itself) return true;
    return false;
}

bool repair_is_sensible(const Kinds *kinds, const Repair *repair) {
    return !is_outright(repair) && !repair_is_odd(repair) && !states_itself(repair) &&
           (settings_in(repair) == 0 || !kinds->has_names);
}

static int compare_counts(uint32_t a, uint32_t b) { return a == b ? 0 : a < b ? -1 : 1; }

/* How many other claims it changes, about: none, one, two or three, up to seven, and so on. */
static uint32_t reach(const Repair *repair) {
    uint32_t classes = 0;
    for (uint32_t count = repair->change_count; count; count >>= 1) classes++;
    return classes;
}

static uint32_t levers_in(const Repair *repair) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < repair->step_count; i++) count += repair->steps[i].is_lever;
    return count;
}

/* What it is made of, and how far it reaches. */
static int compare_makes(const Repair *a, const Repair *b) {
    int order = compare_counts(repair_is_odd(a), repair_is_odd(b));
    if (!order) order = compare_counts(has_itself(a), has_itself(b));
    if (!order) order = compare_counts(settings_in(a), settings_in(b));
    if (!order) order = compare_counts(is_outright(a), is_outright(b));
    if (!order) order = compare_counts(clash_rank(&a->clash), clash_rank(&b->clash));
    if (!order) order = compare_counts(a->step_count, b->step_count);
    if (!order) order = compare_counts(unusual_steps(a), unusual_steps(b));
    if (!order) order = compare_counts(misplaced_in(a), misplaced_in(b));
    if (!order) order = compare_counts(frame_steps(a), frame_steps(b));
    if (!order) order = compare_counts(!settles(a), !settles(b));
    if (!order) order = compare_counts(reach(a), reach(b));
    if (!order) order = compare_counts(strangers_in(a), strangers_in(b));
    if (!order) order = compare_counts(levers_in(b), levers_in(a));
    return order;
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

static bool has_step(const Program *program, const Repair *repair, const RepairStep *step) {
    for (uint32_t i = 0; i < repair->step_count; i++)
        if (compare_steps(program, &repair->steps[i], step) == 0) return true;
    return false;
}

static bool is_within(const Program *program, const Repair *part, const Repair *repair) {
    for (uint32_t i = 0; i < part->step_count; i++)
        if (!has_step(program, repair, &part->steps[i])) return false;
    return true;
}

bool kept_covers(const Program *program, const Kept *kept, const Repair *repair) {
    for (uint32_t i = 0; i < kept->count; i++)
        if (kept->items[i].step_count < repair->step_count && is_within(program, &kept->items[i], repair)) return true;
    return false;
}

bool kept_has(const Program *program, const Kept *kept, const Repair *repair) {
    for (uint32_t i = 0; i < kept->count; i++)
        if (kept->items[i].step_count == repair->step_count && is_within(program, &kept->items[i], repair)) return true;
    return false;
}

const Repair *kept_of_step(const Program *program, const Kept *kept, const RepairStep *step) {
    for (uint32_t i = 0; i < kept->count; i++)
        if (kept->items[i].step_count == 1 && compare_steps(program, &kept->items[i].steps[0], step) == 0)
            return &kept->items[i];
    return NULL;
}

void kept_add(const Program *program, Kept *kept, const Repair *repair) {
    uint32_t at = kept->count;
    while (at > 0 && compare_repairs(program, repair, &kept->items[at - 1]) < 0) at--;
    kept->count++;
    memmove(kept->items + at + 1, kept->items + at, (kept->count - 1 - at) * sizeof *kept->items);
    kept->items[at] = *repair;
}

bool repair_has_same_shape(const Repair *a, const Repair *b) {
    if (a->step_count != b->step_count) return false;
    for (uint32_t i = 0; i < a->step_count; i++)
        if (a->steps[i].kind != b->steps[i].kind || a->steps[i].relation != b->steps[i].relation) return false;
    return true;
}

static bool is_example(const Repair *repair) {
    for (uint32_t i = 0; i < repair->step_count; i++)
        if (repair->steps[i].is_example) return true;
    return false;
}

/* What nobody has reported, of names that are known. */
static bool is_new(const Kinds *kinds, const Repair *repair) {
    for (uint32_t i = 0; i < repair->step_count; i++)
        if (repair->steps[i].kind == STEP_ADD && is_reported(kinds->store, &repair->steps[i])) return false;
    return !is_example(repair);
}

void kept_drop_examples(const Kinds *kinds, Kept *kept) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < kept->count; i++) {
        bool is_idle = false;
        for (uint32_t k = 0; k < kept->count && is_example(&kept->items[i]); k++)
            is_idle =
                is_idle || (is_new(kinds, &kept->items[k]) && repair_has_same_shape(&kept->items[k], &kept->items[i]));
        if (!is_idle) kept->items[count++] = kept->items[i];
    }
    kept->count = count;
}

void kept_spread(Kept *kept, Arena *arena) {
    uint32_t *again = arena_array(arena, uint32_t, kept->count + 1);
    for (uint32_t i = 0; i < kept->count; i++) {
        Repair own = kept->items[i];
        uint32_t count = 0, at = i;
        for (uint32_t k = 0; k < i; k++) count += repair_has_same_shape(&kept->items[k], &own);
        for (; at > 0 && compare_makes(&own, &kept->items[at - 1]) == 0 && count < again[at - 1]; at--) {
            kept->items[at] = kept->items[at - 1];
            again[at] = again[at - 1];
        }
        kept->items[at] = own;
        again[at] = count;
    }
}
