/* Rows that fire are worked off a list, each once; their proofs deny things in their turn. */
#include "runtime/judge/keeping.h"

#include "runtime/eval/budget.h"
#include "runtime/judge/finder.h"
#include "runtime/judge/parts.h"
#include "runtime/judge/rivals.h"

enum { STEPS_MOST = 2000 /* of a proof */ };

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

/* Of a team another may defend the row than the one that it is shown by, and the priority may have a condition. */
static void note_defenders(Finder *f, const Step *step, const Dispute *dispute) {
    for (size_t i = 0; i < dispute->contra.count; i++) {
        const Argument *rival = &dispute->contra.items[i];
        if (rival->lost != LOST_TO_PREFERENCE) continue;
        const Argument *defender = dispute_defender(f->store, dispute, rival);
        if (defender) keep_firing(f, preference_condition(f->store, rival->preference, defender));
        if (defender && defender->rule != step->rule && defender->state == APPLIES && !defender->is_possible)
            keep_firing(f, defender->applies);
    }
}

/* Rules for the contrary, and objections, that something stops. */
static void look_at_rivals(Finder *f, const Proof *proof, const Step *step) {
    RelId about = relation_disputed(f->store->program, step->relation);
    const Relation *own_relation = finder_relation(f, step->relation);
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
        const Relation *relation = finder_relation(f, rivals.items[i].relation);
        Value row[ATOM_COLUMNS];
        if (!is_whole(f, rivals.items[i].relation, rivals.items[i].terms)) continue;
        for (uint32_t c = 0; c < relation->arity; c++) row[c] = rivals.items[i].terms[c].id;
        for (uint32_t k = 0; k < relation->class_count; k++)
            if (finder_relation(f, relation->classes[k])->helper == HELPER_APPLIES)
                look_at_class(f, relation->classes[k], row, &dispute);
        RelId given = program_given(f->store->program, rivals.items[i].relation);
        if (given != rivals.items[i].relation || relation->class_count == 0) look_nearby(f, given, row, NULL);
    }
    for (uint32_t k = 0; k < finder_relation(f, about)->class_count; k++)
        if (finder_relation(f, finder_relation(f, about)->classes[k])->helper == HELPER_OBJECTION)
            look_at_class(f, finder_relation(f, about)->classes[k], own, &dispute);
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
    rows_add_once(&f->possible, (RowRef){step->relation, step->row});
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
    while (f->next < f->denied.count && store_may_search(f->store)) denied_look_up(f, f->denied.items[f->next++]);
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

/* ---- what is needed ---- */

/* All that it shows; false if there are rows that are no steps. */
static bool note_shown(const Proof *proof, Table *shown) {
    for (size_t i = 0; i < proof->steps.count; i++) {
        const Step *step = &proof->steps.items[i];
        (void)table_insert(shown, (const Value[]){step->relation, step->row}, NULL);
    }
    return proof->left_out == 0;
}

static bool note_all_shown(const Proof *proof, const Keeping *keeping, Table *shown) {
    bool is_whole = note_shown(proof, shown);
    for (uint32_t i = 0; i < keeping->row_count && is_whole; i++) {
        Proof *fires = prove(proof->store, keeping->rows[i].relation, keeping->rows[i].row);
        is_whole = note_shown(fires, shown);
        proof_free(fires);
    }
    return is_whole;
}

/* The first row of a fact of which no row is shown; NO_ROW where one is. */
static RowRef unshown_row(const Store *store, WrittenAtom fact, const Table *shown) {
    RowRefs rows = rows_stating(store, fact.relation, fact.row);
    RowRef first = rows.count ? rows.items[0] : (RowRef){fact.relation, NO_ROW};
    for (size_t i = 0; i < rows.count; i++)
        if (table_find(shown, (const Value[]){rows.items[i].relation, rows.items[i].row}) != NO_ROW) first.row = NO_ROW;
    vec_free(&rows);
    return first;
}

void keeping_add(const Proof *proof, const WrittenAtom *needed, size_t count, Arena *arena, Keeping *keeping) {
    if (count == 0) return;
    Table *shown = table_new(2);
    bool is_whole = note_all_shown(proof, keeping, shown);
    RowRef *rows = arena_array(arena, RowRef, keeping->row_count + count + 1);
    uint32_t row_count = keeping->row_count;
    if (row_count) memcpy(rows, keeping->rows, row_count * sizeof *rows);
    for (size_t i = 0; i < count && is_whole; i++) {
        rows[row_count] = unshown_row(proof->store, needed[i], shown);
        row_count += rows[row_count].row != NO_ROW;
    }
    table_free(shown);
    if (row_count == keeping->row_count) return;
    keeping->rows = rows;
    keeping->row_count = row_count;
    keeping->facts = facts_beside(proof, rows, row_count, arena);
}
