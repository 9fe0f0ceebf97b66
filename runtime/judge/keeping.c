/* Rows that fire are worked off a list, each once; their proofs deny things in their turn.  Each denial is looked up once, by the
 * joins that tell how an excepted row stands, so that the cost goes with what is denied, not with what is known. */
#include "runtime/judge/keeping.h"

#include "runtime/eval/budget.h"
#include "runtime/judge/parts.h"
#include "runtime/judge/rivals.h"
#include "runtime/why/nearby.h"
#include "runtime/why/through.h"

enum { SEARCHES_SHARE = 64 /* the effort of one who asks for what is nearest */, STEPS_MOST = 2000 /* of a proof */ };

typedef struct {
    RelId relation;
    const Value *row;
} Denied;

typedef Vec(RowRef) RowRefs;
typedef struct {
    const Store *store;
    Arena *arena;
    RowRefs firing;
    Vec(Denied) denied; /* each once; those from `next` on are not looked up yet */
    size_t next;
    bool is_cut, is_doubtful;
    bool is_own; /* what the proof itself denies is looked at, not what others deny in turn */
    Vec(HeldOff) held;
    RowRefs possible; /* facts below what could be so, of the proof itself */
} Finder;

static const Relation *relation_of(const Finder *f, RelId id) { return &f->store->program->relations.items[id]; }

/* ---- lists ---- */

static void add_once(RowRefs *rows, RowRef row) {
    for (size_t i = 0; i < rows->count; i++)
        if (rows->items[i].relation == row.relation && rows->items[i].row == row.row) return;
    vec_push(rows, row);
}

/* What goes in a circle through something denied may change by more than one turn. */
static void note_cycle(Finder *f, RelId relation) {
    uint32_t component = relation_of(f, relation)->component;
    if (component != NO_ID && f->store->program->components.items[component].is_alternating) f->is_doubtful = true;
}

static void add_firing(Finder *f, RowRef row) {
    if (row.row == NO_ROW) return;
    note_cycle(f, row.relation);
    add_once(&f->firing, row);
}

static bool is_whole(const Finder *f, RelId relation, const Term *terms) {
    for (uint32_t i = 0; i < relation_of(f, relation)->arity; i++)
        if (terms[i].kind != TERM_CONST) return false;
    return true;
}

static const Value *copy_row(const Finder *f, RelId relation, const Value *row) {
    uint32_t arity = relation_of(f, relation)->arity;
    Value *copy = arena_array(f->arena, Value, arity + 1);
    if (arity) memcpy(copy, row, arity * sizeof *row);
    return copy;
}

static void deny_row(Finder *f, RelId relation, const Value *row) {
    uint32_t arity = relation_of(f, relation)->arity;
    for (size_t i = 0; i < f->denied.count; i++) {
        const Denied *known = &f->denied.items[i];
        if (known->relation == relation && (arity == 0 || memcmp(known->row, row, arity * sizeof *row) == 0)) return;
    }
    if (f->denied.count >= KEEPING_MOST) {
        f->is_cut = true;
        return;
    }
    vec_push(&f->denied, ((Denied){relation, copy_row(f, relation, row)}));
}

static void deny(Finder *f, RelId relation, const Term *terms) {
    Value row[ATOM_COLUMNS];
    for (uint32_t c = 0; c < relation_of(f, relation)->arity; c++)
        row[c] = terms[c].kind == TERM_CONST ? terms[c].id : UNBOUND;
    deny_row(f, relation, row);
}

/* The row that a literal is about, where it has but one. */
static RowRef row_of(const Finder *f, const Literal *literal, const Value *bindings) {
    Term terms[ATOM_COLUMNS];
    literal_terms(f->store->program, literal, bindings, terms);
    return (RowRef){literal->relation,
                    row_least(f->store, store_table(f->store, literal->relation), terms, NULL, false)};
}

/* What somebody wrote, or the body that somebody denied; not what the translation asks. */
static bool is_about(const Finder *f, const Literal *literal) {
    Helper helper = relation_of(f, literal->relation)->helper;
    return helper == HELPER_NONE || helper == HELPER_BODY || helper == HELPER_EXCEPTION || helper == HELPER_STRICT;
}

/* `not c` in what is strictly shown: c is not even possible. */
static bool is_possible(const Finder *f, const Literal *literal) {
    return relation_of(f, literal->relation)->helper == HELPER_POSSIBLE;
}

static void deny_literal(Finder *f, const Literal *literal, const Value *bindings) {
    Term terms[ATOM_COLUMNS];
    literal_terms(f->store->program, literal, bindings, terms);
    deny(f, program_said(f->store->program, literal->relation), terms);
}

/* ---- what is held off ---- */

static void add_held(Finder *f, HeldOff held) {
    const Rule *rules = f->store->program->rules.items;
    if (!f->is_own || f->held.count >= HELD_MOST) return;
    for (size_t i = 0; i < f->held.count; i++) {
        const HeldOff *known = &f->held.items[i];
        if ((known->holding == HELD_EXCEPTED) != (held.holding == HELD_EXCEPTED)) continue;
        if (held.holding == HELD_EXCEPTED) {
            if (rules[known->residual.rule].written == rules[held.residual.rule].written) return;
        } else if (known->relation == held.relation &&
                   memcmp(known->row, held.row, relation_of(f, held.relation)->arity * sizeof *held.row) == 0) {
            return;
        }
    }
    vec_push(&f->held, held);
}

static void hold_row(Finder *f, Holding holding, RelId relation, const Value *row, RowRef by) {
    if (by.row == NO_ROW) return;
    add_held(f, (HeldOff){.holding = holding, .relation = relation, .row = copy_row(f, relation, row), .by = by});
}

static void hold_rule(Finder *f, const Residual *residual, uint32_t exception, RowRef by) {
    const Rule *rule = &f->store->program->rules.items[residual->rule];
    Residual kept = *residual;
    if (by.row == NO_ROW || rule->kind == RULE_MADE) return;
    kept.bindings = arena_copy(f->arena, residual->bindings, (rule->variable_count + 1) * sizeof *kept.bindings);
    kept.truth = arena_copy(f->arena, residual->truth, (rule->literal_count + 1) * sizeof *kept.truth);
    add_held(
        f, (HeldOff){.holding = HELD_EXCEPTED, .residual = kept, .exception = exception, .relation = NO_ID, .by = by});
}

/* ---- why what is denied does not follow ---- */

/* An exception stops the one instance. */
static bool note_excepted(void *context, const Residual *residual) {
    Finder *f = context;
    const Rule *rule = &f->store->program->rules.items[residual->rule];
    for (uint32_t i = 0; i < rule->literal_count; i++)
        if (!rule->body[i].is_exception && residual->truth[i] == LITERAL_FALSE) return true;
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        if (residual->truth[i] != LITERAL_FALSE || rule->body[i].kind != LIT_NOT) continue;
        RowRef fires = row_of(f, &rule->body[i], residual->bindings);
        add_firing(f, fires);
        hold_rule(f, residual, i, fires);
        return true;
    }
    return true;
}

/* Whether rows that are given may contradict each other. */
static bool may_be_contradicted(const Finder *f, RelId id) {
    const Relation *relation = relation_of(f, id);
    return relation->helper == HELPER_NONE && (relation->contrary != NO_ID || relation->key_count);
}

/* Whether an instance may fail for something that holds, and not only since nothing says so. */
static bool may_be_kept(const Finder *f, const Rule *rule) {
    Helper helper = relation_of(f, rule->head)->helper;
    if (rule->kind == RULE_MADE && helper != HELPER_BODY && helper != HELPER_EXCEPTION) return false;
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        const Literal *literal = &rule->body[i];
        if (literal->kind == LIT_NOT && !literal->is_exception && (is_about(f, literal) || is_possible(f, literal)))
            return true;
        RelId said = literal->kind == LIT_ATOM ? program_said(f->store->program, literal->relation) : NO_ID;
        const Relation *relation = said == NO_ID ? NULL : relation_of(f, said);
        if (relation && (relation->class_count || relation->is_open || may_be_contradicted(f, said))) return true;
    }
    return false;
}

/* Premises that fail; what is open beside them does not decide. */
static uint32_t count_failing(const Rule *rule, const Nearby *nearby) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < rule->literal_count; i++) count += nearby->marks[i] == MARK_FAILS;
    return count;
}

/* Whether a premise fails for something that holds, as far as one sees at once. */
static bool is_kept(const Finder *f, const Literal *literal, const Value *bindings) {
    Term terms[ATOM_COLUMNS];
    if (literal->kind == LIT_NOT) return true;
    if (literal->kind != LIT_ATOM || !is_about(f, literal)) return false;
    literal_terms(f->store->program, literal, bindings, terms);
    RelId said = program_said(f->store->program, literal->relation), given = program_given(f->store->program, said);
    return argued_for(f->store, said, terms, NULL) != APPLIES_NOT ||
           row_least(f->store, store_table(f->store, given), terms, NULL, true) != NO_ROW;
}

/* Two premises fail, perhaps both for one fact: that is not looked for. */
static void note_twice(Finder *f, const Rule *rule, const Nearby *nearby) {
    for (uint32_t i = 0; i < rule->literal_count; i++)
        if (nearby->marks[i] == MARK_FAILS && !is_kept(f, &rule->body[i], nearby->bindings)) return;
    f->is_doubtful = true;
}

static void note_nearby(Finder *f, const Rule *rule, const Nearby *nearby) {
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        const Literal *literal = &rule->body[i];
        if (nearby->marks[i] != MARK_FAILS) continue;
        if (literal->kind == LIT_NOT && !literal->is_exception) add_firing(f, row_of(f, literal, nearby->bindings));
        if (literal->kind == LIT_ATOM && is_about(f, literal)) deny_literal(f, literal, nearby->bindings);
        return;
    }
}

/* Instances that lack one premise alone; of rules against `pro` (NULL: any) those that would not be beaten. */
static void look_nearby(Finder *f, RelId head, const Value *row, const Arguments *pro) {
    const Program *program = f->store->program;
    if (relation_of(f, head)->component == NO_ID) return;
    const Component *component = &program->components.items[relation_of(f, head)->component];
    for (uint32_t i = 0; i < component->rule_count; i++) {
        const Rule *rule = &program->rules.items[component->rules[i]];
        if (rule->head != head || !may_be_kept(f, rule)) continue;
        if (pro && dispute_prefers(f->store, pro, component->rules[i])) continue;
        NearbyList list = nearby_find(f->store, component->rules[i], row, 1, SEARCHES_SHARE, f->arena);
        f->is_cut = f->is_cut || list.is_cut || (list.found > list.count && list.items[0].lacking == 1);
        for (uint32_t k = 0; k < list.count; k++)
            if (count_failing(rule, &list.items[k]) == 1)
                note_nearby(f, rule, &list.items[k]);
            else
                note_twice(f, rule, &list.items[k]);
    }
}

static bool is_transposed(const Finder *f, RuleId rule) {
    return rule != NO_ID && f->store->program->rules.items[rule].is_transposed;
}

/* The first that is not beaten; rules read backwards, which go by what they attack, come last. */
static void note_unbeaten(Finder *f, const Denied *denied, const Dispute *dispute) {
    for (int backwards = 0; backwards < 2; backwards++)
        for (size_t i = 0; i < dispute->contra.count; i++) {
            const Argument *rival = &dispute->contra.items[i];
            if (is_transposed(f, rival->rule) != (backwards == 1) || rival->state != APPLIES || rival->is_possible)
                continue;
            if (dispute_beats(f->store, dispute, rival)) continue;
            add_firing(f, rival->applies);
            hold_row(f, HELD_CONTESTED, denied->relation, denied->row, rival->applies);
            return;
        }
}

/* By a rule read backwards it goes by what is to be shown: what else speaks for it counts as well. */
static void note_others(Finder *f, RowRef row) {
    if (!is_transposed(f, rule_behind(f->store, row))) return;
    Dispute dispute = dispute_of(f->store, program_said(f->store->program, row.relation),
                                 table_row(store_table(f->store, row.relation), row.row));
    for (size_t i = 0; i < dispute.pro.count; i++) {
        const Argument *other = &dispute.pro.items[i];
        if (other->state == APPLIES && !other->is_possible && !is_transposed(f, other->rule))
            add_firing(f, other->applies);
    }
    dispute_clear(&dispute);
}

/* What speaks against it is accepted, or is not beaten either. */
static void note_opponents(Finder *f, Denied denied) {
    Judgement judgement = status_at_sight(f->store, denied.relation, denied.row);
    if (judgement.status == STATUS_REFUTED) add_firing(f, judgement.row);
    if (judgement.status == STATUS_REFUTED) {
        note_others(f, judgement.row);
        hold_row(f, HELD_REFUTED, denied.relation, denied.row, judgement.row);
    }
    if (judgement.status != STATUS_UNDECIDED) return;
    Dispute dispute = dispute_of(f->store, denied.relation, denied.row);
    note_unbeaten(f, &denied, &dispute);
    dispute_clear(&dispute);
}

/* A rule for it applies, but what contradicts it stands. */
static void look_at_beaten(Finder *f, Denied denied, const Term *terms) {
    const Relation *relation = relation_of(f, denied.relation);
    if (relation->helper != HELPER_NONE || relation->class_count == 0) return;
    if (is_whole(f, denied.relation, terms)) {
        if (argued_for(f->store, denied.relation, terms, NULL) == APPLIES) note_opponents(f, denied);
        return;
    }
    for (uint32_t i = 0; i <= relation->class_count; i++) {
        RelId from =
            i < relation->class_count ? relation->classes[i] : program_given(f->store->program, denied.relation);
        if (relation_of(f, from)->helper == HELPER_OBJECTION || from == denied.relation) continue;
        Table *table = store_table(f->store, from);
        RowWalk walk = row_walk(table, terms, NULL);
        for (RowId row; (row = row_walk_on(&walk)) != NO_ROW;) deny_row(f, denied.relation, table_row(table, row));
    }
}

/* It is given, but so is its contrary: neither counts. */
static void look_at_contradicted(Finder *f, Denied denied, const Term *terms) {
    RelId given = program_given(f->store->program, denied.relation);
    Table *table = store_table(f->store, given);
    RowWalk walk = row_walk(table, terms, NULL);
    for (RowId row; (row = row_walk_on(&walk)) != NO_ROW;) {
        if (!table_is_hidden(table, row)) continue;
        Rivals rivals = rivals_of(f->store->program, denied.relation, table_row(table, row), f->arena);
        for (size_t i = 0; i < rivals.count; i++) {
            RelId other = program_given(f->store->program, rivals.items[i].relation);
            RowId found =
                row_least(f->store, store_table(f->store, other), rivals.items[i].terms, rivals.items[i].except, true);
            add_firing(f, (RowRef){other, found});
            hold_row(f, HELD_CONTRADICTED, denied.relation, table_row(table, row), (RowRef){other, found});
        }
        vec_free(&rivals);
    }
}

/* Whether an open relation speaks about the row. */
static bool is_in_domain(const Finder *f, RelId id, const Value *row) {
    const Program *program = f->store->program;
    for (RelId d = 0; d < program->relations.count; d++)
        if (program->relations.items[d].helper == HELPER_DOMAIN && program->relations.items[d].of == id)
            return table_find(store_table(f->store, d), row) != NO_ROW;
    return true;
}

/* What is open would be unknown, if its contrary were not known. */
static void look_at_open(Finder *f, Denied denied, const Term *terms) {
    const Relation *relation = relation_of(f, denied.relation);
    if (!relation->is_open || relation->contrary == NO_ID) return;
    Table *table = store_table(f->store, relation->contrary);
    RowWalk walk = row_walk(table, terms, NULL);
    for (RowId row; (row = row_walk_on(&walk)) != NO_ROW;)
        if (!table_is_hidden(table, row) && is_in_domain(f, denied.relation, table_row(table, row)))
            add_firing(f, (RowRef){relation->contrary, row});
}

static void look_up(Finder *f, Denied denied) {
    const Relation *relation = relation_of(f, denied.relation);
    Term terms[ATOM_COLUMNS];
    for (uint32_t i = 0; i <= relation->class_count; i++) {
        RelId head = i < relation->class_count ? relation->classes[i] : denied.relation;
        if (relation_of(f, head)->arity != relation->arity || relation_of(f, head)->helper == HELPER_OBJECTION)
            continue;
        residual_past_exceptions(f->store, head, denied.row, note_excepted, f);
        look_nearby(f, head, denied.row, NULL);
    }
    for (uint32_t c = 0; c < relation->arity; c++)
        terms[c] = denied.row[c] == UNBOUND ? term_any() : term_const(denied.row[c]);
    look_at_beaten(f, denied, terms);
    if (relation->helper != HELPER_NONE) return;
    look_at_contradicted(f, denied, terms);
    look_at_open(f, denied, terms);
}

/* ---- what a proof denies ---- */

typedef struct {
    Finder *f;
    const Dispute *dispute;
} Rivalry;

static bool note_rival(void *context, const Residual *residual) {
    const Rivalry *c = context;
    if (!dispute_prefers(c->f->store, &c->dispute->pro, residual->rule)) note_excepted(c->f, residual);
    return true;
}

static void look_at_class(Finder *f, RelId class, const Value *row, const Dispute *dispute) {
    Rivalry rivalry = {f, dispute};
    residual_past_exceptions(f->store, class, row, note_rival, &rivalry);
    look_nearby(f, class, row, &dispute->pro);
}

/* Of a team another may defend the row than the one that it is shown by. */
static void note_defenders(Finder *f, const Step *step, const Dispute *dispute) {
    for (size_t i = 0; i < dispute->contra.count; i++) {
        const Argument *rival = &dispute->contra.items[i];
        if (rival->lost != LOST_TO_PREFERENCE) continue;
        const Argument *defender = dispute_defender(f->store, dispute, rival);
        if (defender && defender->rule != step->rule && defender->state == APPLIES && !defender->is_possible)
            add_firing(f, defender->applies);
    }
}

/* Rules for the contrary, and objections, that something stops. */
static void look_at_rivals(Finder *f, const Proof *proof, const Step *step) {
    RelId about = relation_disputed(f->store->program, step->relation);
    const Relation *own_relation = relation_of(f, step->relation);
    bool is_plain = own_relation->helper == HELPER_NONE && own_relation->class_count == 0;
    if (about == NO_ID && (is_plain || own_relation->helper == HELPER_STRICT))
        about = program_said(f->store->program, step->relation);
    if (about == NO_ID) return;
    const Value *own = step_values(proof, step);
    bool is_told_apart = relation_disputed(f->store->program, step->relation) != NO_ID;
    Dispute dispute = is_told_apart ? dispute_of_step(proof, step) : dispute_of(f->store, about, own);
    note_defenders(f, step, &dispute);
    Rivals rivals = rivals_of(f->store->program, about, own, f->arena);
    for (size_t i = 0; i < rivals.count; i++) {
        const Relation *relation = relation_of(f, rivals.items[i].relation);
        Value row[ATOM_COLUMNS];
        if (!is_whole(f, rivals.items[i].relation, rivals.items[i].terms)) continue;
        for (uint32_t c = 0; c < relation->arity; c++) row[c] = rivals.items[i].terms[c].id;
        for (uint32_t k = 0; k < relation->class_count; k++)
            if (relation_of(f, relation->classes[k])->helper == HELPER_APPLIES)
                look_at_class(f, relation->classes[k], row, &dispute);
        RelId given = program_given(f->store->program, rivals.items[i].relation);
        if (given != rivals.items[i].relation || relation->class_count == 0) look_nearby(f, given, row, NULL);
    }
    for (uint32_t k = 0; k < relation_of(f, about)->class_count; k++)
        if (relation_of(f, relation_of(f, about)->classes[k])->helper == HELPER_OBJECTION)
            look_at_class(f, relation_of(f, about)->classes[k], own, &dispute);
    vec_free(&rivals);
    dispute_clear(&dispute);
}

static void look_at_step(Finder *f, const Proof *proof, const Step *step) {
    const Rule *rule = step_rule(proof, step);
    look_at_rivals(f, proof, step);
    for (uint32_t i = 0; rule && step->bindings && i < rule->literal_count; i++) {
        if (rule->body[i].kind != LIT_NOT) continue;
        if (is_about(f, &rule->body[i]))
            deny_literal(f, &rule->body[i], step->bindings);
        else if (rule->body[i].is_exception) /* where ambiguity propagates */
            f->is_doubtful = true;
    }
}

/* Below what could be so, as a rule that is read backwards asks. */
static void note_possible(Finder *f, const Step *step) {
    if (step->rule != NO_ID || !relation_has_facts(f->store->program, step->relation)) return;
    add_once(&f->possible, (RowRef){step->relation, step->row});
}

static void look_at_proof(Finder *f, const Proof *proof) {
    bool *is_ground = proof_grounds(proof);
    for (size_t i = 0; i < proof->steps.count && i < STEPS_MOST; i++)
        if (is_ground[i])
            look_at_step(f, proof, &proof->steps.items[i]);
        else if (f->is_own)
            note_possible(f, &proof->steps.items[i]);
    f->is_cut = f->is_cut || proof->steps.count > STEPS_MOST;
    mem_free(is_ground);
    while (f->next < f->denied.count && store_may_search(f->store)) look_up(f, f->denied.items[f->next++]);
}

static void leave_out(RowRefs *rows, const RowRefs *others) {
    size_t kept = 0;
    for (size_t i = 0; i < rows->count; i++) {
        size_t k = 0;
        while (k < others->count &&
               (others->items[k].relation != rows->items[i].relation || others->items[k].row != rows->items[i].row))
            k++;
        if (k == others->count) rows->items[kept++] = rows->items[i];
    }
    rows->count = kept;
}

Keeping keeping_of(const Proof *proof, Arena *arena) {
    Finder f = {.store = proof->store, .arena = arena};
    f.is_own = true;
    look_at_proof(&f, proof);
    f.is_own = false;
    for (size_t i = 0; i < f.firing.count && i < KEEPING_MOST; i++) {
        Proof *fires = prove(f.store, f.firing.items[i].relation, f.firing.items[i].row);
        look_at_proof(&f, fires);
        proof_free(fires);
    }
    f.is_cut = f.is_cut || f.firing.count > KEEPING_MOST;
    Keeping keeping = {.is_cut = f.is_cut, .is_doubtful = f.is_doubtful};
    keeping.rows = arena_array(arena, RowRef, f.firing.count + 1);
    for (size_t i = 0; i < f.firing.count; i++) keeping.rows[i] = f.firing.items[i];
    keeping.row_count = (uint32_t)f.firing.count;
    keeping.held = arena_copy(arena, f.held.items, f.held.count * sizeof *f.held.items);
    keeping.held_count = (uint32_t)f.held.count;
    keeping.facts = facts_beside(proof, f.firing.items, f.firing.count, arena);
    leave_out(&f.possible, &f.firing);
    keeping.possible = facts_attested(proof->store, f.possible.items, f.possible.count, arena);
    vec_free(&f.possible);
    vec_free(&f.held);
    vec_free(&f.firing);
    vec_free(&f.denied);
    return keeping;
}
