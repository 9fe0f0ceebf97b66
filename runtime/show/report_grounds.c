/* Facts, rules, exceptions and rivals of what decided a claim.
 *
 * Of what is established or refuted they are those of its proof.  Of what is undecided they are those of the arguments
 * for and against the atom that is not decided, and of a rule that is stopped by an exception those of its premises and
 * of the exception; to these come the parts of the claim that hold. */
#include "runtime/judge/parts.h"
#include "runtime/show/checks.h"
#include "runtime/show/excepted.h"
#include "runtime/show/prose.h"
#include "runtime/show/quarrel.h"
#include "runtime/show/report_internal.h"
#include "runtime/show/words.h"
#include "runtime/why/instance.h"
#include "runtime/why/residual.h"

enum { PROOF_STEPS = 20000, HANGING_MOST = 20, MET_RULES = 2 };

static bool is_new(ReportGrounds *g, int kind, Value a, Value b) {
    RowId at;
    if (!g->met[kind]) g->met[kind] = table_new(2);
    return table_insert(g->met[kind], (Value[]){a, b}, &at);
}

/* ---- rules ---- */

static bool is_written(const Program *program, const Rule *rule) {
    if (rule->kind == RULE_MADE || rule->is_fold) return false;
    switch (program->relations.items[rule->head].helper) {
    case HELPER_NONE:
    case HELPER_EXCEPTION:
    case HELPER_PREFERENCE:
    case HELPER_STRICT:
    case HELPER_APPLIES:
    case HELPER_OBJECTION: return true;
    default: return false;
    }
}

static void add_rule(ReportGrounds *g, RuleId id) {
    const Rule *rule = &g->store->program->rules.items[id];
    if (is_written(g->store->program, rule) && is_new(g, MET_RULES, rule->written, 0)) vec_push(&g->rules, id);
}

static void keep_words(ReportGrounds *g, Strings *list, Text *words) {
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i], text_str(words))) return;
    vec_push(list, arena_str(g->arena, text_str(words)));
}

static void add_exceptions(ReportGrounds *g, const Proof *proof, const Step *step) {
    const Rule *rule = step_rule(proof, step);
    Text words;
    text_init(&words);
    for (uint32_t i = 0; i < rule->literal_count && !rule->is_fold; i++) {
        if (!rule->body[i].is_exception) continue;
        Literal exception = rule->body[i];
        exception.kind = LIT_ATOM;
        text_empty(&words);
        rule_name_print(g->store->program, step->rule, g->sources, &words);
        text_lit(&words, " would not apply if: ");
        literal_words_print(g->store->program, rule, &exception, step->bindings, g->sources, &words);
        keep_words(g, &g->exceptions, &words);
    }
    text_clear(&words);
}

/* What somebody wrote with `not`, or as `forall`. */
static bool denies(const Program *program, const Literal *literal) {
    if (literal->kind != LIT_NOT || literal->is_exception) return false;
    Helper helper = program->relations.items[literal->relation].helper;
    return helper == HELPER_NONE || helper == HELPER_BODY;
}

static void add_denials(ReportGrounds *g, const Proof *proof, const Step *step) {
    const Rule *rule = step_rule(proof, step);
    Text words;
    text_init(&words);
    for (uint32_t i = 0; i < rule->literal_count && step->bindings; i++) {
        if (!denies(g->store->program, &rule->body[i])) continue;
        text_empty(&words);
        check_print(proof, step, &rule->body[i], g->sources, &words);
        text_lit(&words, " - ");
        check_reason_print(proof, step, &rule->body[i], g->sources, &words);
        keep_words(g, &g->denials, &words);
    }
    text_clear(&words);
}

static void add_rivals(ReportGrounds *g, RelId about, const Value *row) {
    Dispute dispute = dispute_of(g->store, about, row);
    Text words;
    text_init(&words);
    for (size_t i = 0; i < dispute.contra.count; i++) {
        if (dispute.contra.items[i].lost == LOST_NOT) continue;
        text_empty(&words);
        lost_print(g->store, &dispute.contra.items[i], g->sources, &words);
        argument_use(g->references, g->store, &dispute.contra.items[i]);
        keep_words(g, &g->rivals, &words);
    }
    text_clear(&words);
    dispute_clear(&dispute);
}

/* ---- proofs ---- */

static void add_fact(ReportGrounds *g, int side, RowRef fact) {
    if (store_origin_count(g->store, fact.relation, fact.row) == 0) return;
    if (is_new(g, side, fact.relation, fact.row)) vec_push(&g->facts[side], fact);
}

static void add_steps(ReportGrounds *g, int side, const Proof *proof) {
    bool *is_ground = proof_grounds(proof);
    for (size_t i = 0; i < proof->steps.count; i++) {
        const Step *step = &proof->steps.items[i];
        if (!is_ground[i]) continue;
        RelId about = relation_disputed(g->store->program, step->relation);
        if (step->rule == NO_ID) {
            add_fact(g, side, (RowRef){step->relation, step->row});
        } else {
            add_rule(g, step->rule);
            add_exceptions(g, proof, step);
            add_denials(g, proof, step);
        }
        if (about != NO_ID) add_rivals(g, about, step_values(proof, step));
    }
    mem_free(is_ground);
    g->left_out += proof->left_out;
}

static void add_proof(ReportGrounds *g, int side, RowRef row) {
    Proof *proof = prove_whole(g->store, row.relation, row.row, PROOF_STEPS);
    add_steps(g, side, proof);
    proof_free(proof);
}

/* By its own rule, but where that leaves rows of groups out. */
static void add_argument(ReportGrounds *g, int side, const Argument *argument) {
    Proof *proof = argument_prove(g->store, argument);
    if (proof->left_out)
        add_proof(g, side, argument->applies);
    else
        add_steps(g, side, proof);
    proof_free(proof);
}

/* ---- what is not decided ---- */

static void add_arguments(ReportGrounds *g, int side, const Arguments *arguments) {
    for (size_t i = 0; i < arguments->count; i++) {
        const Argument *argument = &arguments->items[i];
        if (argument->state == APPLIES)
            add_argument(g, side, argument);
        else if (argument->rule != NO_ID)
            add_rule(g, argument->rule);
    }
}

/* The rows of literals that hold. */
static void add_literal(ReportGrounds *g, int side, const Literal *literal, const Value *bindings) {
    RowRef row = literal_least(g->store, literal, bindings);
    if (row.row != NO_ROW) add_proof(g, side, row);
}

static void add_excepted(void *context, const Residual *residual, const Literal *exception) {
    ReportGrounds *g = context;
    const Rule *rule = &g->store->program->rules.items[residual->rule];
    add_rule(g, residual->rule);
    for (uint32_t i = 0; i < rule->literal_count; i++)
        if (rule->body[i].kind == LIT_ATOM) add_literal(g, SIDE_FOR, &rule->body[i], residual->bindings);
    add_literal(g, SIDE_AGAINST, exception, residual->bindings);
}

/* An instance that hangs on what is not known. */
static bool add_hanging(void *context, const Residual *residual) {
    ReportGrounds *g = context;
    const Rule *rule = &g->store->program->rules.items[residual->rule];
    add_rule(g, residual->rule);
    for (uint32_t i = 0; i < rule->literal_count; i++)
        if (rule->body[i].kind == LIT_ATOM && residual->truth[i] == LITERAL_TRUE)
            add_literal(g, SIDE_FOR, &rule->body[i], residual->bindings);
    return ++g->hanging < HANGING_MOST;
}

static void add_undecided(ReportGrounds *g, RelId id, const Value *row) {
    const Relation *relation = &g->store->program->relations.items[id];
    for (uint32_t c = 0; c <= relation->class_count; c++)
        residual_of_row(g->store, c < relation->class_count ? relation->classes[c] : id, row, false, add_hanging, g);
}

static void add_parts(ReportGrounds *g, const Claim *claim) {
    for (uint32_t i = 0; i < claim->part_count; i++) {
        const Part *part = &claim->parts[i];
        if (!part->is_atom || part->is_negated) continue;
        Verdict verdict = judge_part(g->store, part);
        if (verdict.status == STATUS_ESTABLISHED && verdict.row.row != NO_ROW) add_proof(g, SIDE_FOR, verdict.row);
        verdict_clear(&verdict);
    }
}

void grounds_find(ReportGrounds *g, const ReportClaim *told, const Report *report, Arena *arena) {
    const Verdict *verdict = told->verdict;
    *g = (ReportGrounds){
        .store = report->store, .sources = report->sources, .references = report->references, .arena = arena};
    if (verdict->status == STATUS_ESTABLISHED || verdict->status == STATUS_REFUTED) {
        if (verdict->row.row != NO_ROW) add_proof(g, SIDE_FOR, verdict->row);
        return;
    }
    add_parts(g, told->claim);
    if (verdict->reason == REASON_EXCEPTED && verdict->atom)
        exceptions_find(report->store, verdict->about, verdict->atom, add_excepted, g);
    bool is_open = verdict->status == STATUS_UNDECIDED && verdict->reason != REASON_CONTESTED && verdict->atom;
    if (is_open && verdict->reason != REASON_EXCEPTED) add_undecided(g, verdict->about, verdict->atom);
    if (!told->dispute) return;
    add_arguments(g, SIDE_FOR, &told->dispute->pro);
    add_arguments(g, SIDE_AGAINST, &told->dispute->contra);
}

void grounds_clear(ReportGrounds *g) {
    for (int i = 0; i < 3; i++) table_free(g->met[i]);
    vec_free(&g->facts[SIDE_FOR]);
    vec_free(&g->facts[SIDE_AGAINST]);
    vec_free(&g->rules);
    vec_free(&g->exceptions);
    vec_free(&g->denials);
    vec_free(&g->rivals);
}

/* ---- what is used ---- */

void fact_use(References *references, const Store *store, RowRef fact) {
    for (uint32_t i = 0; i < store_origin_count(store, fact.relation, fact.row); i++)
        references_use_all(references, store_origin(store, fact.relation, fact.row, i).cites);
}

void argument_use(References *references, const Store *store, const Argument *argument) {
    if (argument->rule != NO_ID)
        references_use_all(references, store->program->rules.items[argument->rule].cites);
    else if (argument->state == APPLIES)
        fact_use(references, store, argument->applies);
}

void fact_rivals(const Report *report, RowRef fact, Arena *arena, Strings *rivals) {
    const Store *store = report->store;
    RelId about = relation_disputed(store->program, fact.relation);
    vec_empty(rivals);
    if (about == NO_ID) return;
    Dispute dispute = dispute_of(store, about, table_row(store_table(store, fact.relation), fact.row));
    Text words;
    text_init(&words);
    for (size_t i = 0; i < dispute.contra.count; i++) {
        text_empty(&words);
        lost_print(store, &dispute.contra.items[i], report->sources, &words);
        argument_use(report->references, store, &dispute.contra.items[i]);
        vec_push(rivals, arena_str(arena, text_str(&words)));
    }
    text_clear(&words);
    dispute_clear(&dispute);
}
