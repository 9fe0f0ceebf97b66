/* Rows that fire are worked off a list, each once; their proofs deny things in their turn.  Each denial is looked up once, by the
 * joins that tell how an excepted row stands, so that the cost goes with what is denied, not with what is known. */
#include "runtime/judge/keeping.h"

#include "runtime/eval/budget.h"
#include "runtime/judge/parts.h"
#include "runtime/judge/rivals.h"
#include "runtime/why/nearby.h"

enum { SEARCHES_SHARE = 64 /* the effort of one who asks for what is nearest */, STEPS_MOST = 2000 /* of a proof */ };

typedef struct {
    RelId relation;
    const Value *row;
} Denied;

typedef struct {
    const Store *store;
    Arena *arena;
    Vec(RowRef) firing;
    Vec(Denied) denied; /* each once; those from `next` on are not looked up yet */
    size_t next;
    bool is_cut;
} Finder;

static const Relation *relation_of(const Finder *f, RelId id) { return &f->store->program->relations.items[id]; }

/* ---- lists ---- */

static void add_firing(Finder *f, RowRef row) {
    if (row.row == NO_ROW) return;
    for (size_t i = 0; i < f->firing.count; i++)
        if (f->firing.items[i].relation == row.relation && f->firing.items[i].row == row.row) return;
    vec_push(&f->firing, row);
}

static void deny(Finder *f, RelId relation, const Term *terms) {
    uint32_t arity = relation_of(f, relation)->arity;
    Value row[ATOM_COLUMNS];
    for (uint32_t c = 0; c < arity; c++) row[c] = terms[c].kind == TERM_CONST ? terms[c].id : UNBOUND;
    for (size_t i = 0; i < f->denied.count; i++) {
        const Denied *known = &f->denied.items[i];
        if (known->relation == relation && (arity == 0 || memcmp(known->row, row, arity * sizeof *row) == 0)) return;
    }
    if (f->denied.count >= KEEPING_MOST) {
        f->is_cut = true;
        return;
    }
    vec_push(&f->denied, ((Denied){relation, arena_copy(f->arena, row, (arity + 1) * sizeof *row)}));
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
    return helper == HELPER_NONE || helper == HELPER_BODY || helper == HELPER_EXCEPTION;
}

static void deny_literal(Finder *f, const Literal *literal, const Value *bindings) {
    Term terms[ATOM_COLUMNS];
    literal_terms(f->store->program, literal, bindings, terms);
    deny(f, literal->relation, terms);
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
        add_firing(f, row_of(f, &rule->body[i], residual->bindings));
        return true;
    }
    return true;
}

/* Whether an instance may fail for something that holds, and not only since nothing says so. */
static bool may_be_kept(const Finder *f, const Rule *rule) {
    if (rule->kind == RULE_MADE && relation_of(f, rule->head)->helper != HELPER_BODY) return false;
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        const Literal *literal = &rule->body[i];
        if (literal->kind == LIT_NOT && !literal->is_exception && is_about(f, literal)) return true;
        if (literal->kind == LIT_ATOM && relation_of(f, literal->relation)->class_count) return true;
    }
    return false;
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
        if (rule->head != head || rule->is_transposed || !may_be_kept(f, rule)) continue;
        if (pro && dispute_prefers(f->store, pro, component->rules[i])) continue;
        NearbyList list = nearby_find(f->store, component->rules[i], row, 1, SEARCHES_SHARE, f->arena);
        f->is_cut = f->is_cut || list.is_cut || (list.found > list.count && list.items[0].lacking == 1);
        for (uint32_t k = 0; k < list.count; k++)
            if (list.items[k].lacking == 1) note_nearby(f, rule, &list.items[k]);
    }
}

/* A rule for it applies, but what contradicts it is accepted. */
static void look_at_beaten(Finder *f, Denied denied) {
    const Relation *relation = relation_of(f, denied.relation);
    Term terms[ATOM_COLUMNS];
    if (relation->helper != HELPER_NONE || relation->class_count == 0) return;
    for (uint32_t c = 0; c < relation->arity; c++) {
        if (denied.row[c] == UNBOUND) return;
        terms[c] = term_const(denied.row[c]);
    }
    if (argued_for(f->store, denied.relation, terms, NULL) != APPLIES) return;
    Judgement judgement = status_at_sight(f->store, denied.relation, denied.row);
    if (judgement.status == STATUS_REFUTED) add_firing(f, judgement.row);
}

static void look_up(Finder *f, Denied denied) {
    const Relation *relation = relation_of(f, denied.relation);
    for (uint32_t i = 0; i <= relation->class_count; i++) {
        RelId head = i < relation->class_count ? relation->classes[i] : denied.relation;
        if (relation_of(f, head)->arity != relation->arity || relation_of(f, head)->helper == HELPER_OBJECTION)
            continue;
        residual_past_exceptions(f->store, head, denied.row, note_excepted, f);
        look_nearby(f, head, denied.row, NULL);
    }
    look_at_beaten(f, denied);
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

static bool is_whole(const Finder *f, RelId relation, const Term *terms) {
    for (uint32_t i = 0; i < relation_of(f, relation)->arity; i++)
        if (terms[i].kind != TERM_CONST) return false;
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
    if (about == NO_ID) return;
    const Value *own = step_values(proof, step);
    Dispute dispute = dispute_of_step(proof, step);
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
    for (uint32_t i = 0; rule && step->bindings && i < rule->literal_count; i++)
        if (rule->body[i].kind == LIT_NOT && is_about(f, &rule->body[i]))
            deny_literal(f, &rule->body[i], step->bindings);
}

static void look_at_proof(Finder *f, const Proof *proof) {
    bool *is_ground = proof_grounds(proof);
    for (size_t i = 0; i < proof->steps.count && i < STEPS_MOST; i++)
        if (is_ground[i]) look_at_step(f, proof, &proof->steps.items[i]);
    f->is_cut = f->is_cut || proof->steps.count > STEPS_MOST;
    mem_free(is_ground);
    while (f->next < f->denied.count && store_may_search(f->store)) look_up(f, f->denied.items[f->next++]);
}

Keeping keeping_of(const Proof *proof, Arena *arena) {
    Finder f = {.store = proof->store, .arena = arena};
    look_at_proof(&f, proof);
    for (size_t i = 0; i < f.firing.count && i < KEEPING_MOST; i++) {
        Proof *fires = prove(f.store, f.firing.items[i].relation, f.firing.items[i].row);
        look_at_proof(&f, fires);
        proof_free(fires);
    }
    f.is_cut = f.is_cut || f.firing.count > KEEPING_MOST;
    Keeping keeping = {.is_cut = f.is_cut};
    keeping.facts = facts_beside(proof, f.firing.items, f.firing.count, arena);
    vec_free(&f.firing);
    vec_free(&f.denied);
    return keeping;
}
