/* The checks of a proof are gone through; what is denied because it is refuted, contested or excepted rests on what does that,
 * and is no absence.
 *
 * What is absent falls short of something (shortfall.h), and what would give that undoes it.  For aggregates a comparison
 * is turned round: whatever would make `N >= 2` hold undoes `N < 2`. */
#include "runtime/judge/absences.h"

#include "runtime/judge/kept.h"
#include "runtime/judge/remedies_internal.h"
#include "runtime/judge/repair_internal.h"

/* Rows in all worlds together, about. */
enum { TRIES_EACH = 3, TRIES_MOST = 12, ROWS_RUN = 1000000 };

static const Relation *relation_of(const Program *program, RelId id) { return &program->relations.items[id]; }

/* ---- which there are ---- */

typedef struct {
    const Store *store;
    Arena *arena;
    Absences *absences;
} Finding;

static bool is_same(const Program *program, const Absent *a, const Absent *b) {
    if (a->kind != b->kind || a->relation != b->relation) return false;
    if (a->relation == NO_ID) return a->rule == b->rule && a->literal == b->literal && a->bindings == b->bindings;
    uint32_t arity = relation_of(program, a->relation)->arity;
    return arity == 0 || memcmp(a->row, b->row, arity * sizeof *a->row) == 0;
}

static void add(Finding *f, Absent absence) {
    Absences *list = f->absences;
    for (uint32_t i = 0; i < list->count; i++)
        if (is_same(f->store->program, &list->items[i], &absence)) return;
    if (list->count == ABSENCES_KEPT)
        list->is_cut = true;
    else
        list->items[list->count++] = absence;
}

/* Nobody and nothing speaks for it: neither given and contradicted, nor refuted, argued for in vain or excepted. */
static bool is_unknown(const Store *store, const Literal *literal, const Value *bindings, const Value *row) {
    RelId from[] = {literal->relation, program_given(store->program, literal->relation)};
    Term terms[ATOM_COLUMNS];
    bool is_row = literal_terms(store->program, literal, bindings, terms);
    for (int k = 0; k < 2; k++)
        if (row_least(store, store_table(store, from[k]), terms, NULL, true) != NO_ROW) return false;
    if (literal_is_contested(store, literal, bindings)) return false;
    return !is_row || status_at_sight(store, literal->relation, row).status == STATUS_UNSUPPORTED;
}

static void add_denied(Finding *f, const Step *step, uint32_t i) {
    const Program *program = f->store->program;
    const Literal *literal = &program->rules.items[step->rule].body[i];
    Helper helper = relation_of(program, literal->relation)->helper;
    uint32_t arity = relation_of(program, literal->relation)->arity;
    Value *row = arena_array(f->arena, Value, arity + 1);
    (void)literal_row(program, literal, step->bindings, row);
    if (helper != HELPER_NONE && helper != HELPER_BODY && helper != HELPER_EXCEPTION) return;
    if (helper == HELPER_NONE && !is_unknown(f->store, literal, step->bindings, row)) return;
    add(f, (Absent){.kind = helper == HELPER_NONE ? ABSENT_ATOM : ABSENT_CASE,
                    .rule = step->rule,
                    .literal = i,
                    .bindings = step->bindings,
                    .relation = literal->relation,
                    .row = row});
}

static bool is_variable(const Expr *side, const Literal *literal, uint32_t column) {
    return side->kind == EXPR_VAR && literal->terms[column].kind == TERM_VAR && literal->terms[column].id == side->id;
}

/* Whether a comparison may fail where more is counted, or something smaller is the least. */
static bool is_bounded(const Program *program, const Literal *literal, const Literal *comparison) {
    uint32_t last = relation_of(program, literal->relation)->arity - 1;
    bool is_left = is_variable(comparison->left, literal, last),
         is_right = is_variable(comparison->right, literal, last);
    bool is_below = comparison->op == OP_LT || comparison->op == OP_LE,
         is_above = comparison->op == OP_GT || comparison->op == OP_GE;
    if (!is_left && !is_right) return false;
    const Rule *fold = program_fold(program, literal->relation);
    if (!fold) return false;
    if (!is_below && !is_above) return true;
    return (is_left ? is_below : is_above) == (fold->aggregate != AGG_MIN);
}

/* An aggregate over no rows, or one that a comparison keeps from being more. */
static void add_counted(Finding *f, const Step *step, uint32_t i) {
    const Program *program = f->store->program;
    const Rule *rule = &program->rules.items[step->rule];
    const Literal *literal = &rule->body[i];
    bool is_empty = literal->kind == LIT_LOOKUP && step->premises[i] == NO_STEP;
    bool is_fixed = literal->terms[relation_of(program, literal->relation)->arity - 1].kind == TERM_CONST;
    for (uint32_t k = 0; k < rule->literal_count && !is_fixed; k++)
        is_fixed = rule->body[k].kind == LIT_COMPARE && is_bounded(program, literal, &rule->body[k]);
    if (is_empty || is_fixed)
        add(f, (Absent){.kind = is_empty ? ABSENT_ROWS : ABSENT_MORE,
                        .rule = step->rule,
                        .literal = i,
                        .bindings = step->bindings,
                        .relation = NO_ID});
}

static void look_at_step(Finding *f, const Step *step, const Rule *rule) {
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        const Literal *literal = &rule->body[i];
        if (literal->kind == LIT_NOT)
            add_denied(f, step, i);
        else if ((literal->kind == LIT_ATOM || literal->kind == LIT_LOOKUP) &&
                 relation_of(f->store->program, literal->relation)->helper == HELPER_AGGREGATE)
            add_counted(f, step, i);
    }
}

Absences absences_of(const Proof *proof, Arena *arena) {
    Absences absences = {.items = arena_array(arena, Absent, ABSENCES_KEPT)};
    Finding f = {proof->store, arena, &absences};
    bool *is_ground = proof_grounds(proof);
    for (size_t i = 0; i < proof->steps.count && !absences.is_cut; i++) {
        const Step *step = &proof->steps.items[i];
        if (is_ground[i] && step->rule != NO_ID && step->bindings) look_at_step(&f, step, step_rule(proof, step));
    }
    mem_free(is_ground);
    return absences;
}

/* ---- what would undo one ---- */

typedef struct {
    Inquiry *inquiry;
    InquiryJudge *judge;
    void *context; /* of the judge */
    Status was;
    uint32_t tries, most, each; /* worlds in all, and for one of them */
    RepairStep *facts;          /* that were stated alone; NULL: nobody asks */
    uint32_t fact_count;
    bool has_names;   /* some fact is named or cites something, and others are the frame in which they are told */
    bool skips_frame; /* then none of the frame is tried, nor any that is odd (repair.h) */
    Arena *arena;
    Heads heads;
} Undoing;

/* Facts to state, that need nothing compiled anew. */
static bool is_new_fact(const Program *program, const Remedy *remedy) {
    for (uint32_t i = 0; i < remedy->count; i++)
        if (remedy->steps[i].kind != STEP_ADD || remedy->steps[i].is_unusual ||
            remedy->steps[i].relation >= program->compiled)
            return false;
    return remedy->count > 0;
}

static bool is_undone(Undoing *u, const Remedy *remedy, Absent *absence) {
    Inquiry *q = u->inquiry;
    const Program *program = q->base->program;
    Repair repair = {.step_count = remedy->count};
    memcpy(repair.steps, remedy->steps, sizeof repair.steps);
    Changes changes = repair_changes(program, program, &repair, u->arena);
    World *world = inquiry_run_changes(q, &changes);
    bool is_run = u->judge(u->context, world, &absence->status, &absence->reason);
    world_free(world);
    absence->tried += is_run;
    if (is_run && u->facts && remedy->count == 1) u->facts[u->fact_count++] = remedy->steps[0];
    return is_run && absence->status != u->was;
}

/* What is absent, as what falls short of something. */
typedef struct {
    Shortfall *shortfall;
    Familiar *familiar;
    Thinker thinker;
} Thinking;

static void try_of_steps(Undoing *u, const Kinds *kinds, const Remedies *remedies, uint32_t steps, bool far_fetched,
                         Absences *absences, Absent *absence) {
    const Inquiry *q = u->inquiry;
    for (uint32_t i = 0; i < remedies->count && absence->tried < u->each; i++) {
        const Remedy *remedy = &remedies->items[i];
        if (remedy->count != steps || !is_new_fact(q->base->program, remedy)) continue;
        if (repair_is_far_fetched(kinds, remedy->steps, remedy->count) != far_fetched) continue;
        absences->is_stopped = absences->is_stopped || u->tries >= u->most;
        if (absences->is_stopped || q->stop != STOP_NONE) return;
        u->tries++;
        if (!is_undone(u, remedy, absence)) continue;
        memcpy(absence->added, remedy->steps, sizeof absence->added);
        absence->added_count = remedy->count;
        return;
    }
}

static void try_each(Undoing *u, const Thinking *thinking, const Remedies *remedies, Absences *absences,
                     Absent *absence) {
    const Kinds kinds = {u->inquiry->base, &thinking->shortfall->items.items[0], thinking->familiar, u->has_names};
    for (int far_fetched = 0; far_fetched <= !u->skips_frame; far_fetched++)
        for (uint32_t steps = 1; steps <= REPAIR_STEPS && absence->added_count == 0; steps++)
            try_of_steps(u, &kinds, remedies, steps, far_fetched, absences, absence);
}

static void thinking_begin(const Undoing *u, RelId relation, const Value *row, uint32_t depth, Thinking *thinking) {
    const Store *store = u->inquiry->base;
    Judgement judgement = {.status = STATUS_UNSUPPORTED, .row = {relation, NO_ROW}};
    thinking->shortfall = shortfall_of(store, relation, row, NULL, &judgement, depth);
    thinking->familiar = familiar_new(thinking->shortfall);
    thinking->thinker = (Thinker){.shortfall = thinking->shortfall,
                                  .familiar = thinking->familiar,
                                  .store = store,
                                  .arena = u->arena,
                                  .values = store->program->values,
                                  .heads = u->heads};
}

static void thinking_end(Thinking *thinking) {
    familiar_free(thinking->familiar);
    shortfall_free(thinking->shortfall);
}

/* A case that nobody has heard of yet, in each atom of the body: a course that is new. */
static void think_new_case(Thinker *t, RemedyList *list, const Rule *rule, const Value *head) {
    Value *values = arena_array(t->arena, Value, rule->variable_count + 1);
    uint32_t arity = relation_of(t->store->program, rule->head)->arity;
    for (uint32_t v = 0; v < rule->variable_count; v++) values[v] = UNBOUND;
    for (uint32_t c = 0; c < arity; c++)
        if (rule->terms[c].kind == TERM_VAR) values[rule->terms[c].id] = head[c];
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        const Literal *literal = &rule->body[i];
        Value row[ATOM_COLUMNS];
        if (literal->kind != LIT_ATOM || !relation_is_given(t->store, literal->relation)) continue;
        (void)literal_row(t->store->program, literal, values, row);
        remedies_add_known(t, list, literal->relation, row);
        remedies_add_fresh(t, list, literal->relation, row);
    }
}

static void think_fresh(Thinker *t, RemedyList *list, const Absent *absence) {
    if (absence->kind == ABSENT_ATOM && relation_is_given(t->store, absence->relation)) {
        remedies_add_known(t, list, absence->relation, absence->row);
        remedies_add_fresh(t, list, absence->relation, absence->row);
    }
    for (uint32_t i = t->heads.first[absence->relation]; i < t->heads.first[absence->relation + 1]; i++)
        think_new_case(t, list, &t->store->program->rules.items[t->heads.rules[i]], absence->row);
}

/* What would give what is denied; where that is nothing known, something new. */
static void undo_denied(Undoing *u, Absences *absences, Absent *absence) {
    Thinking thinking;
    thinking_begin(u, absence->relation, absence->row, 1, &thinking);
    Remedies remedies = remedies_of_thinker(thinking.thinker);
    RemedyList list = {0};
    try_each(u, &thinking, &remedies, absences, absence);
    if (absence->added_count == 0) think_fresh(&thinking.thinker, &list, absence);
    remedies = (Remedies){.items = list.items, .count = (uint32_t)list.count};
    try_each(u, &thinking, &remedies, absences, absence);
    vec_free(&list);
    thinking_end(&thinking);
}

/* The aggregate asks for one more than it has, where nothing else is known to depend on it. */
static void think_one_more(Thinker *t, RemedyList *list, const Rule *rule, const Literal *literal,
                           const Value *bindings) {
    uint32_t last = relation_of(t->store->program, literal->relation)->arity - 1;
    Value value = term_value(literal->terms[last], bindings);
    Term *terms = arena_array(t->arena, Term, last + 1);
    Literal more = *literal;
    if (value == UNBOUND) value = literal->otherwise;
    if (value_kind(t->values, value) != KIND_INT || value_to_int(t->values, value) >= INT32_MAX) return;
    memcpy(terms, literal->terms, (last + 1) * sizeof *terms);
    terms[last] = term_const(value_int(t->values, value_to_int(t->values, value) + 1));
    more.terms = terms;
    remedies_resize_group(t, list, rule, &more, bindings);
}

static void think_counted(Thinker *t, RemedyList *list, const Absent *absence) {
    const Program *program = t->store->program;
    const Rule *rule = &program->rules.items[absence->rule];
    const Literal *literal = &rule->body[absence->literal];
    for (uint32_t k = 0; k < rule->literal_count; k++) {
        Literal turned = rule->body[k];
        if (turned.kind != LIT_COMPARE || !is_bounded(program, literal, &turned)) continue;
        turned.op = compare_opposite(turned.op);
        remedies_resize_group(t, list, rule, &turned, absence->bindings);
    }
    if (list->count == 0) think_one_more(t, list, rule, literal, absence->bindings);
}

static void undo_counted(Undoing *u, Absences *absences, Absent *absence) {
    const Program *program = u->inquiry->base->program;
    const Literal *literal = &program->rules.items[absence->rule].body[absence->literal];
    uint32_t arity = relation_of(program, literal->relation)->arity;
    Value *row = arena_array(u->arena, Value, arity + 1);
    Thinking thinking;
    (void)literal_row(program, literal, absence->bindings, row);
    thinking_begin(u, literal->relation, row, 0, &thinking);
    RemedyList list = {0};
    think_counted(&thinking.thinker, &list, absence);
    Remedies remedies = {.items = list.items, .count = (uint32_t)list.count};
    try_each(u, &thinking, &remedies, absences, absence);
    vec_free(&list);
    thinking_end(&thinking);
}

static void undo(Undoing *u, Absences *absences, Absent *absence) {
    if (u->tries >= u->most)
        absences->is_stopped = true;
    else if (absence->relation != NO_ID)
        undo_denied(u, absences, absence);
    else
        undo_counted(u, absences, absence);
}

/* Those that a fact was found for; else the order stays. */
static void put_undone_first(Absences *absences, Arena *arena) {
    Absent *all = arena_copy(arena, absences->items, absences->count * sizeof *all);
    uint32_t at = 0;
    for (int is_undone = 1; is_undone >= 0; is_undone--)
        for (uint32_t i = 0; i < absences->count; i++)
            if ((all[i].added_count > 0) == is_undone) absences->items[at++] = all[i];
}

static bool judge_claim_asked(void *context, const World *world, Status *status, Reason *reason) {
    return inquiry_judge(context, world, status, reason);
}

void absences_undo(Inquiry *q, Status was, Absences *absences, Arena *arena) {
    uint64_t runs = ROWS_RUN / (store_row_count(q->base) + 1);
    Undoing u = {
        .inquiry = q, .judge = judge_claim_asked, .context = q, .was = was, .arena = arena, .each = TRIES_EACH};
    u.most = runs < TRIES_MOST ? (uint32_t)runs : TRIES_MOST;
    u.has_names = store_has_names(q->base);
    u.heads = kept_of(q->base)->heads;
    for (uint32_t i = 0; i < absences->count && !absences->is_stopped && q->stop == STOP_NONE; i++)
        undo(&u, absences, &absences->items[i]);
    put_undone_first(absences, arena);
}

const Absent *absences_undo_one(Inquiry *q, InquiryJudge *judge, void *context, uint32_t most, Absences *absences,
                                uint32_t *worlds, RepairStep *facts, uint32_t *fact_count, Arena *arena) {
    Undoing u = {.inquiry = q,
                 .judge = judge,
                 .context = context,
                 .was = STATUS_ESTABLISHED,
                 .arena = arena,
                 .most = most,
                 .each = 1,
                 .has_names = store_has_names(q->base),
                 .skips_frame = true,
                 .facts = facts};
    const Rule *rules = q->base->program->rules.items;
    const Absent *found = NULL;
    u.heads = kept_of(q->base)->heads;
    for (int of_exceptions = 0; of_exceptions < 2; of_exceptions++)
        for (uint32_t i = 0; i < absences->count && !found && u.tries < u.most && q->stop == STOP_NONE; i++) {
            Absent *absence = &absences->items[i];
            if (rules[absence->rule].body[absence->literal].is_exception != of_exceptions) continue;
            undo(&u, absences, absence);
            if (absence->added_count) found = absence;
        }
    *worlds = u.tries;
    *fact_count = u.fact_count;
    return found;
}
