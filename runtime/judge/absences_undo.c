/* What is absent falls short of something (shortfall.h), and what would give that undoes it.  For aggregates a
 * comparison is turned round: whatever would make `N >= 2` hold undoes `N < 2`. */
#include "runtime/judge/absences_internal.h"
#include "runtime/judge/clash.h"
#include "runtime/judge/kept.h"
#include "runtime/judge/remedies_internal.h"
#include "runtime/judge/repair_internal.h"

/* Rows in all worlds together, about. */
enum { TRIES_EACH = 3, TRIES_MOST = 12, ROWS_RUN = 1000000 };

static const Relation *relation_of(const Program *program, RelId id) { return &program->relations.items[id]; }

static const Literal *absence_literal(const Program *program, const Absent *absence) {
    return &program->rules.items[absence->rule].body[absence->literal];
}

typedef struct {
    Inquiry *inquiry;
    InquiryJudge *judge;
    void *context;      /* of the judge */
    const Proof *proof; /* of what is asked; NULL: not at hand */
    Status was;
    uint32_t tries, most, each; /* worlds in all, and for one of them */
    RepairStep *facts;          /* that were stated alone; NULL: nobody asks */
    uint32_t fact_count;
    bool has_names; /* some fact is named or cites something, and others are the frame in which they are told */
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

/* Found, and not by contradicting something. */
static bool is_undone_well(const Absent *absence) { return absence->added_count && absence->clash.row.row == NO_ROW; }

static void note_undone(Absent *absence, const Remedy *remedy, Status status, Reason reason, Contradicted clash) {
    if (absence->added_count && clash_rank(&absence->clash) <= clash_rank(&clash))
        return; /* no better than the one before */
    memcpy(absence->added, remedy->steps, sizeof absence->added);
    absence->added_count = remedy->count;
    absence->status = status;
    absence->reason = reason;
    absence->clash = clash;
}

static void try_remedy(Undoing *u, const Remedy *remedy, Absent *absence) {
    Inquiry *q = u->inquiry;
    const Program *program = q->base->program;
    Repair repair = {.step_count = remedy->count};
    memcpy(repair.steps, remedy->steps, sizeof repair.steps);
    Changes changes = repair_changes(program, program, &repair, u->arena);
    u->tries++;
    World *world = inquiry_run_changes(q, &changes);
    Status status;
    Reason reason;
    bool is_run = u->judge(u->context, world, &status, &reason);
    absence->tried += is_run;
    if (is_run && u->facts && remedy->count == 1) u->facts[u->fact_count++] = remedy->steps[0];
    if (is_run && status != u->was)
        note_undone(absence, remedy, status, reason, repair_clash(&repair, q->base, world->store, NULL, u->proof));
    world_free(world);
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
    for (uint32_t i = 0; i < remedies->count && absence->tried < u->each && !is_undone_well(absence); i++) {
        const Remedy *remedy = &remedies->items[i];
        if (remedy->count != steps || !is_new_fact(q->base->program, remedy)) continue;
        if (repair_is_far_fetched(kinds, remedy->steps, remedy->count) != far_fetched) continue;
        absences->is_stopped = absences->is_stopped || u->tries >= u->most;
        if (absences->is_stopped || q->stop != STOP_NONE) return;
        try_remedy(u, remedy, absence);
    }
}

static void try_each(Undoing *u, const Thinking *thinking, const Remedies *remedies, Absences *absences,
                     Absent *absence) {
    const Kinds kinds = {u->inquiry->base, &thinking->shortfall->items.items[0], thinking->familiar, u->has_names};
    for (int far_fetched = 0; far_fetched < 2; far_fetched++)
        for (uint32_t steps = 1; steps <= REPAIR_STEPS && !is_undone_well(absence); steps++)
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
        if (turned.kind != LIT_COMPARE || !absence_is_bounded(program, literal, &turned)) continue;
        turned.op = compare_opposite(turned.op);
        remedies_resize_group(t, list, rule, &turned, absence->bindings);
    }
    if (list->count == 0) think_one_more(t, list, rule, literal, absence->bindings);
}

static void counted_begin(const Undoing *u, const Absent *absence, Thinking *thinking) {
    const Program *program = u->inquiry->base->program;
    const Literal *literal = absence_literal(program, absence);
    Value *row = arena_array(u->arena, Value, relation_of(program, literal->relation)->arity + 1);
    (void)literal_row(program, literal, absence->bindings, row);
    thinking_begin(u, literal->relation, row, 0, thinking);
}

static void undo_counted(Undoing *u, Absences *absences, Absent *absence) {
    Thinking thinking;
    counted_begin(u, absence, &thinking);
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

/* ---- one of all ---- */

/* A way to undo an absence, and how near it is: those of less steps come first, the first of each absence before the
 * second of any, and those of rules before those of exceptions. */
typedef struct {
    Absent *absence;
    Remedy remedy;
    bool is_exception;
    uint32_t nth;
} Candidate;
typedef Vec(Candidate) Candidates;
enum { ABSENCES_THOUGHT = 12, CANDIDATES_EACH = 3 };

static bool is_nearer(const Candidate *a, const Candidate *b) {
    if (a->remedy.count != b->remedy.count) return a->remedy.count < b->remedy.count;
    if (a->nth != b->nth) return a->nth < b->nth;
    return !a->is_exception && b->is_exception;
}

static void list_candidate(Candidates *list, Candidate candidate) {
    size_t at = list->count;
    vec_push(list, candidate);
    for (; at > 0 && is_nearer(&candidate, &list->items[at - 1]); at--) list->items[at] = list->items[at - 1];
    list->items[at] = candidate;
}

/* What is far-fetched is none; how many there are. */
static uint32_t list_candidates(const Undoing *u, const Thinking *thinking, const Remedies *remedies, Absent *absence,
                                Candidates *list) {
    const Store *store = u->inquiry->base;
    const Kinds kinds = {store, &thinking->shortfall->items.items[0], thinking->familiar, u->has_names};
    uint32_t count = 0;
    for (uint32_t i = 0; i < remedies->count && count < CANDIDATES_EACH; i++) {
        const Remedy *remedy = &remedies->items[i];
        if (!is_new_fact(store->program, remedy) || repair_is_far_fetched(&kinds, remedy->steps, remedy->count))
            continue;
        list_candidate(list, (Candidate){.absence = absence,
                                         .remedy = *remedy,
                                         .is_exception = absence_literal(store->program, absence)->is_exception,
                                         .nth = count++});
    }
    return count;
}

static void think_of(const Undoing *u, Absent *absence, Candidates *list) {
    Thinking thinking;
    Remedies remedies;
    bool is_counted = absence->relation == NO_ID;
    RemedyList own = {0};
    if (is_counted) {
        counted_begin(u, absence, &thinking);
        think_counted(&thinking.thinker, &own, absence);
        remedies = (Remedies){.items = own.items, .count = (uint32_t)own.count};
    } else {
        thinking_begin(u, absence->relation, absence->row, 1, &thinking);
        remedies = remedies_of_thinker(thinking.thinker);
    }
    if (list_candidates(u, &thinking, &remedies, absence, list) == 0 && !is_counted) {
        think_fresh(&thinking.thinker, &own, absence);
        remedies = (Remedies){.items = own.items, .count = (uint32_t)own.count};
        (void)list_candidates(u, &thinking, &remedies, absence, list);
    }
    vec_free(&own);
    thinking_end(&thinking);
}

static void think_of_all(const Undoing *u, Absences *absences, Candidates *list) {
    uint32_t thought = 0;
    for (int of_exceptions = 0; of_exceptions < 2; of_exceptions++)
        for (uint32_t i = 0; i < absences->count && thought < ABSENCES_THOUGHT; i++) {
            Absent *absence = &absences->items[i];
            if (absence_literal(u->inquiry->base->program, absence)->is_exception != of_exceptions) continue;
            think_of(u, absence, list);
            thought++;
        }
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

const Absent *absences_undo_one(Inquiry *q, const Proof *proof, InquiryJudge *judge, void *context, uint32_t most,
                                Absences *absences, uint32_t *worlds, RepairStep *facts, uint32_t *fact_count,
                                Arena *arena) {
    Undoing u = {.inquiry = q,
                 .judge = judge,
                 .context = context,
                 .proof = proof,
                 .was = STATUS_ESTABLISHED,
                 .arena = arena,
                 .most = most,
                 .has_names = store_has_names(q->base),
                 .facts = facts};
    const Absent *found = NULL;
    Candidates list = {0};
    u.heads = kept_of(q->base)->heads;
    think_of_all(&u, absences, &list);
    for (size_t i = 0; i < list.count && u.tries < most && q->stop == STOP_NONE; i++) {
        try_remedy(&u, &list.items[i].remedy, list.items[i].absence);
        if (!found && list.items[i].absence->added_count) found = list.items[i].absence;
        if (!is_undone_well(list.items[i].absence)) continue;
        found = list.items[i].absence;
        break;
    }
    *worlds = u.tries;
    *fact_count = u.fact_count;
    vec_free(&list);
    return found;
}
