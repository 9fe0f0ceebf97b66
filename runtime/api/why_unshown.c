/* A body that has no answer: how it stands, who argues about it and what it lacks. */
#include "runtime/api/asked.h"
#include "runtime/api/why_internal.h"
#include "runtime/judge/matching.h"
#include "runtime/judge/outlook.h"
#include "runtime/show/account_json.h"
#include "runtime/show/further.h"
#include "runtime/show/missing.h"
#include "runtime/show/prose.h"
#include "runtime/show/setting.h"
#include "runtime/show/slips.h"
#include "runtime/show/standing.h"
#include "runtime/show/table.h"
#include "runtime/show/undecided.h"
#include "runtime/show/words.h"
#include "runtime/why/residual.h"

/* Undecided rows of the one atom a question is about, where it is one; else of the answer itself. */
static void note_row(void *context, RelId relation, RowId row) {
    RowRef *ref = context;
    if (ref->row == NO_ROW) *ref = (RowRef){relation, row};
}

typedef struct {
    const Store *store;
    RowRef ref;
} AskedAtom;

static bool note_atom(void *context, const Residual *residual) {
    AskedAtom *asked = context;
    const Rule *rule = &asked->store->program->rules.items[residual->rule];
    if (rule->literal_count == 1)
        residual_rows(asked->store, &rule->body[0], residual->bindings, note_row, &asked->ref);
    return false;
}

void why_undecided(Why *w, const Question *question, RowId row) {
    const Store *store = why_store(w);
    AskedAtom asked = {store, {NO_ID, NO_ROW}};
    Text lines;
    residual_find(store, question->rule, table_row(store_possible(store, question->answer), row), note_atom, &asked);
    if (asked.ref.row == NO_ROW) asked.ref = (RowRef){question->answer, row};
    RelId relation = asked.ref.relation;
    if (!IS_JSON(w->ask->as_json)) {
        text_init(&lines);
        undecided_print(store, relation, asked.ref.row, true, w->session->sources, &lines);
        const char *end = memchr(lines.bytes, '\n', lines.length);
        size_t first = end ? (size_t)(end + 1 - lines.bytes) : lines.length;
        block_tell(&w->style, (Str){lines.bytes, first}, w->out);
        further_tell(&w->style, "whynot", str_of(w->ask->subject), w->out);
        block_tell(&w->style, (Str){lines.bytes + first, lines.length - first}, w->out);
        text_clear(&lines);
        return;
    }
    const Value *values = table_row(store_possible(store, relation), asked.ref.row);
    Judgement judgement = {STATUS_UNDECIDED, REASON_NONE, asked.ref};
    status_find_reason(store, &judgement);
    why_begin_json(w, NULL);
    judgement_json(store, relation, values, &judgement, w->session->sources, w->out);
    why_end_json(w);
}

/* The atom that a question is about. */
typedef struct {
    RelId relation;
    Value values[64]; /* UNBOUND where it asks for any */
    Str names[64];    /* what stands there */
    bool is_atom, is_row;
} Subject;

static Subject subject_of(const Store *store, const Question *question) {
    const Program *program = store->program;
    const Rule *rule = &program->rules.items[question->rule];
    const Literal *atom = question_atom(program, question);
    if (!atom) return (Subject){.relation = question->answer};
    Subject subject = {.relation = atom->relation, .is_atom = true, .is_row = true};
    for (uint32_t i = 0; i < program->relations.items[subject.relation].arity; i++) {
        Term term = atom->terms[i];
        subject.values[i] = term.kind == TERM_CONST ? term.id : UNBOUND;
        subject.names[i] = term.kind == TERM_CONST ? STR("")
                           : term.kind == TERM_VAR ? symbol_str(program, rule->variables[term.id])
                                                   : STR("something");
        subject.is_row = subject.is_row && term.kind == TERM_CONST;
    }
    return subject;
}

/* A row that an answer hangs on: how it stands and who argues about it. */
static void tell_standing(Why *w, RelId relation, const Value *values) {
    const Store *store = why_store(w);
    Judgement judgement = status_of_row(store, relation, values);
    if (!IS_JSON(w->ask->as_json)) {
        judgement_tell(store, relation, values, &judgement, w->session->sources, &w->style, w->out);
        return;
    }
    why_begin_json(w, NULL);
    Text atom;
    text_init(&atom);
    atom_print(store->program, relation, values, &atom);
    text_lit(w->out, ",\n\"atom\":");
    text_add_json(w->out, text_str(&atom));
    text_clear(&atom);
    judgement_json(store, relation, values, &judgement, w->session->sources, w->out);
    why_end_json(w);
}

bool why_contested(Why *w, const Question *question) {
    const Store *store = why_store(w);
    RowIds rows = {0};
    Outlook outlook;
    Hinged hinged;
    outlook_init(&outlook, store, question);
    undecided_rows(&outlook.view, question->answer, &rows);
    const Table *possible = store_possible(&outlook.view, question->answer);
    bool is_contested =
        rows.count && outlook_hinge(&outlook, question->answer, table_row(possible, rows.items[0]), &hinged);
    if (is_contested && !question_atom(store->program, question) && !IS_JSON(w->ask->as_json)) {
        Text line;
        text_init(&line);
        text_printf(&line, "%s is undecided: contested", w->ask->subject);
        setting_print_of(store, question->answer, &line);
        text_lit(&line, ", since");
        paragraph_tell(&w->style, text_str(&line), w->out);
        text_clear(&line);
    }
    if (is_contested) tell_standing(w, hinged.relation, hinged.row);
    if (is_contested && rows.count > 1 && !IS_JSON(w->ask->as_json)) {
        if (w->style.form == TREE_TEXT) text_add_char(w->out, '\n');
        why_say(w, "This is the first of %zu undecided answers; name one to see another.", rows.count);
    }
    vec_free(&rows);
    outlook_clear(&outlook);
    return is_contested;
}

static void json_not_accepted(Why *w, const Question *question, const Subject *asked, const Judgement *judgement) {
    const Store *store = why_store(w);
    bool has_proof = judgement->row.row != NO_ROW && judgement->status != STATUS_UNDECIDED;
    Proof *proof = has_proof ? prove(store, judgement->row.relation, judgement->row.row) : NULL;
    why_begin_json(w, proof);
    if (asked->is_atom)
        judgement_json(store, asked->relation, asked->values, judgement, w->session->sources, w->out);
    else
        text_printf(w->out, ",\n\"status\":\"%s\",\"reason\":null", status_name(judgement->status));
    if (!asked->is_atom && judgement->status == STATUS_UNSUPPORTED && !why_is_partial(w))
        missing_answer_members(store, question->answer, w->session->sources, w->out);
    why_end_json(w);
    proof_free(proof);
}

/* Names in what was asked that no fact has. */
static void tell_slips(Why *w, const Subject *asked) {
    Arena arena;
    Text lines;
    arena_init(&arena);
    text_init(&lines);
    Unheard unheard = unheard_find(why_store(w), asked->relation, asked->values, w->first_new, &arena);
    slips_print(why_store(w), asked->relation, &unheard, &lines);
    block_tell(&w->style, text_str(&lines), w->out);
    text_clear(&lines);
    arena_clear(&arena);
}

/* Nothing speaks for it: what its rules lack. */
static void tell_unsupported(Why *w, const Question *question, const Subject *asked) {
    const Store *store = why_store(w);
    const Sources *sources = w->session->sources;
    Text verdict, lines;
    text_init(&verdict);
    text_init(&lines);
    if (why_is_partial(w)) {
        unsettled_print(str_of(w->ask->subject), &verdict);
        text_add_char(&verdict, '.');
    } else if (asked->is_atom) {
        missing_verdict_print(store, str_of(w->ask->subject), asked->relation, asked->values, asked->names, sources,
                              &verdict, &lines);
    } else {
        bool is_one = store->program->rules.items[question->rule].literal_count == 1;
        bool is_several = !question_has_one_way(store->program, question);
        text_printf(&verdict, "%s is unsupported", w->ask->subject);
        setting_print_of(store, question->answer, &verdict);
        text_add(&verdict, is_several ? STR(": none of its alternatives holds")
                           : is_one   ? STR(": it does not hold")
                                      : STR(": not all of it holds"));
        missing_parts_print(store, question->answer, sources, &lines);
    }
    paragraph_tell(&w->style, text_str(&verdict), w->out);
    if (!why_is_partial(w) && asked->is_atom) tell_slips(w, asked);
    if (!why_is_partial(w)) further_tell(&w->style, "whynot", str_of(w->ask->subject), w->out);
    block_tell(&w->style, text_str(&lines), w->out);
    text_clear(&verdict);
    text_clear(&lines);
}

typedef struct {
    const Store *store;
    Subject *subject;
} Excepted;

static void keep_least(void *context, const Value *row) {
    Excepted *e = context;
    uint32_t arity = e->store->program->relations.items[e->subject->relation].arity;
    if (e->subject->is_row && !row_is_before(e->store->program->values, row, e->subject->values, arity)) return;
    memcpy(e->subject->values, row, arity * sizeof *row);
    e->subject->is_row = true;
}

/* Of a pattern the least row that would follow but for an exception, if there is one. */
static void find_excepted(const Store *store, Subject *subject) {
    Term terms[64];
    for (uint32_t i = 0; i < store->program->relations.items[subject->relation].arity; i++)
        terms[i] = subject->values[i] == UNBOUND ? term_any() : term_const(subject->values[i]);
    each_excepted(store, subject->relation, terms, keep_least, &(Excepted){store, subject});
}

/* Else the least that is contradicted, or denied: nobody is to read that nothing says so. */
static void find_denied(const Store *store, const Question *question, Subject *subject) {
    const Relation *relation = &store->program->relations.items[subject->relation];
    const Term *terms = store->program->rules.items[question->rule].body[0].terms;
    Table *table = store_table(store, subject->relation);
    RowId row = row_least(store, table, terms, NULL, true);
    if (row == NO_ROW && relation->contrary != NO_ID) {
        table = store_table(store, relation->contrary);
        row = row_least(store, table, terms, NULL, false);
    }
    if (row == NO_ROW) return;
    const Value *values = table_row(table, row);
    if (status_of_row(store, subject->relation, values).status == STATUS_UNSUPPORTED) return;
    memcpy(subject->values, values, relation->arity * sizeof *values);
    subject->is_row = true;
}

/* A body is refuted if one of its literals is, as a claim would be. */
static Judgement judge_body(Why *w, const Claim *body) {
    Judgement judgement = {.status = STATUS_UNSUPPORTED, .row = {NO_ID, NO_ROW}};
    if (!body->part_count) return judgement;
    Verdict verdict = judge_claim(why_store(w), body);
    if (verdict.status == STATUS_REFUTED) judgement = (Judgement){verdict.status, verdict.reason, verdict.row};
    verdict_clear(&verdict);
    return judgement;
}

static void tell_refuted_body(Why *w, const Claim *body, const Judgement *judgement) {
    Text line;
    Proof *proof = prove(why_store(w), judgement->row.relation, judgement->row.row);
    text_init(&line);
    text_printf(&line, "%s is refuted", w->ask->subject);
    setting_print_of(why_store(w), w->asked_relation, &line);
    paragraph_tell(&w->style, text_str(&line), w->out);
    refuted_tell(proof, NO_ID, body, str_of(w->ask->subject), w->session->sources, &w->style, w->out);
    text_clear(&line);
    proof_free(proof);
}

/* What does not follow: as far as it is one atom, how it stands and who argues about it.  Of a run that was stopped
 * nobody can say that it does not follow. */
void why_not_accepted(Why *w, const Question *question) {
    const Store *store = why_store(w);
    const Sources *sources = w->session->sources;
    Subject asked = subject_of(store, question);
    if (asked.is_atom && !asked.is_row && !why_is_partial(w)) find_excepted(store, &asked);
    if (asked.is_atom && !asked.is_row && !why_is_partial(w)) find_denied(store, question, &asked);
    Judgement judgement = {.status = STATUS_UNSUPPORTED, .row = {NO_ID, NO_ROW}};
    if (asked.is_row) judgement = status_of_row(store, asked.relation, asked.values);
    const Claim *body = asked.is_atom ? NULL : question_claim(w->session->program, question, str_of(w->ask->subject));
    if (body) judgement = judge_body(w, body);
    if (IS_JSON(w->ask->as_json)) {
        json_not_accepted(w, question, &asked, &judgement);
    } else if (judgement.status == STATUS_UNSUPPORTED) {
        tell_unsupported(w, question, &asked);
    } else if (body) {
        tell_refuted_body(w, body, &judgement);
    } else {
        judgement_tell(store, asked.relation, asked.values, &judgement, sources, &w->style, w->out);
    }
}

bool why_is_settled(const Store *store, const Question *question) {
    const Subject asked = subject_of(store, question);
    return asked.is_row && status_of_row(store, asked.relation, asked.values).status != STATUS_UNDECIDED;
}
