/* Why.
 *
 * A bare name that is a claim's asks for the claim; all else is read as a body, whose first answer in value order is
 * proved.  Each proof that is printed has been checked by the verifier; one that fails is a bug of ours. */
#include "runtime/api/why.h"

#include "runtime/api/judged.h"
#include "runtime/api/misnamed.h"
#include "runtime/api/others.h"
#include "runtime/judge/outlook.h"
#include "runtime/show/account_json.h"
#include "runtime/show/further.h"
#include "runtime/show/json.h"
#include "runtime/show/missing.h"
#include "runtime/show/prose.h"
#include "runtime/show/slips.h"
#include "runtime/show/standing.h"
#include "runtime/show/table.h"
#include "runtime/show/undecided.h"
#include "runtime/show/words.h"
#include "runtime/why/instance.h"
#include "runtime/why/residual.h"
#include "runtime/why/verify.h"

typedef struct {
    Session *session;
    const RunOptions *run;
    const WhyAsk *ask;
    TreeStyle style;
    Text *out;
    Symbol first_new; /* symbols from here on are the question's */
} Why;

static const Store *store_of(const Why *w) { return w->session->world->store; }
static bool is_partial(const Why *w) { return w->session->world->outcome.stop != STOP_NONE; }

/* ---- pieces ---- */

/* The object that all of `why` prints as JSON: a proof, or none; more members may follow. */
static void begin_json(Why *w, const Proof *proof) {
    text_add_char(w->out, '{');
    if (proof)
        proof_members(proof, w->session->sources, w->out);
    else
        text_lit(w->out, "\"proves\":null,\"steps\":[],\n\"lowest\":true");
}

static void end_json(Why *w) { text_printf(w->out, ",\n\"partial\":%s}\n", is_partial(w) ? "true" : "false"); }

static void say(Why *w, const char *format, size_t count) {
    Text line;
    text_init(&line);
    text_printf(&line, format, count);
    paragraph_tell(&w->style, text_str(&line), w->out);
    text_clear(&line);
}

static void note_lower(Why *w, const Proof *proof) {
    if (!proof || !proof->may_be_lower || w->ask->as_json) return;
    if (w->style.form == TREE_TEXT) text_add_char(w->out, '\n');
    say(w, "There may be a lower proof: over %zu rows lie below, too many to compare all ways.", LOWEST_TRIES);
}

static void note_partial(Why *w) {
    if (!is_partial(w) || w->ask->as_json) return;
    if (w->style.form == TREE_TEXT) text_add_char(w->out, '\n');
    say(w, "This is partial: the run was stopped before all was derived; what is missing here may still follow.", 0);
}

/* The other proofs of the row at the root, if they are asked for. */
static void tell_others(Why *w, const Proof *proof) {
    if (!w->ask->has_others) return;
    uint32_t most = w->ask->most ? w->ask->most : WHY_MOST;
    if (w->ask->as_json)
        others_json(proof, most, w->session->sources, w->out);
    else
        others_tell(proof, most, w->session->sources, &w->style, w->out);
}

static Answered refuse_flaw(Why *w, const Flaw *flaw) {
    text_printf(w->out, "hence: this proof failed its check: %s\n", flaw->reason);
    return ANSWER_BUG;
}

static Answered tell_proof(Why *w, const Proof *proof) {
    Flaw flaw;
    if (!proof_verify(proof, &flaw)) return refuse_flaw(w, &flaw);
    if (w->ask->as_json) {
        begin_json(w, proof);
        text_lit(w->out, ",\n\"status\":\"established\",\"reason\":null");
        tell_others(w, proof);
        end_json(w);
    } else {
        proof_tell(proof, w->session->sources, &w->style, w->out);
        tell_others(w, proof);
    }
    note_lower(w, proof);
    return ANSWER_FINE;
}

/* ---- claims ---- */

static void tell_claim(Why *w, const Claim *claim, const Verdict *verdict) {
    if (w->ask->as_json) {
        begin_json(w, verdict->proof);
        verdict_json(verdict, store_of(w), claim, w->session->sources, w->out);
        if (verdict->proof) tell_others(w, verdict->proof);
        end_json(w);
    } else if (is_partial(w) && verdict->status == STATUS_UNSUPPORTED) {
        Text line;
        text_init(&line);
        unsettled_print(str_of(w->ask->subject), &line);
        text_add_char(&line, '.');
        paragraph_tell(&w->style, text_str(&line), w->out);
        text_clear(&line);
    } else {
        verdict_tell(verdict, store_of(w), claim, w->session->sources, &w->style, w->out);
        if (verdict->proof) tell_others(w, verdict->proof);
    }
    note_lower(w, verdict->proof);
    note_partial(w);
}

static Answered why_claim(Why *w, const Claim *claim) {
    Arena arena;
    Flaw flaw;
    arena_init(&arena);
    Verdict *verdict = judge_only(w->session, claim, w->ask->supposed, w->run, &arena);
    Answered answered = verdict->status == STATUS_ESTABLISHED ? ANSWER_FINE : ANSWER_NEGATIVE;
    if (verdict->proof && !proof_verify(verdict->proof, &flaw))
        answered = refuse_flaw(w, &flaw);
    else
        tell_claim(w, claim, verdict);
    verdict_clear(verdict);
    arena_clear(&arena);
    return answered;
}

/* ---- a body that has answers ---- */

/* The row that answers: of the one relation the question is about, where it is a single atom; else the answer itself. */
static RowRef row_to_prove(const Store *store, const Question *question, RowId answer) {
    Proof *proof = prove(store, question->answer, answer);
    const Step *root = &proof->steps.items[0];
    RowRef ref = {question->answer, answer};
    if (root->premise_count == 1 && root->premises[0] != NO_STEP) {
        const Step *premise = &proof->steps.items[root->premises[0]];
        ref = (RowRef){premise->relation, premise->row};
    }
    proof_free(proof);
    return ref;
}

static Answered why_answer(Why *w, const Question *question, const RowIds *rows) {
    RowRef ref = row_to_prove(store_of(w), question, rows->items[0]);
    Proof *proof = prove(store_of(w), ref.relation, ref.row);
    Answered answered = tell_proof(w, proof);
    if (rows->count > 1 && !w->ask->as_json) {
        if (w->style.form == TREE_TEXT) text_add_char(w->out, '\n');
        say(w, "This is the first of %zu answers; name one to see another.", rows->count);
    }
    note_partial(w);
    proof_free(proof);
    return answered;
}

/* ---- a body that has none ---- */

/* Undecided rows of the one atom a question is about, where it is one; else of the answer itself. */
static void note_row(void *context, RelId relation, RowId row) {
    RowRef *ref = context;
    if (ref->row == NO_ROW) *ref = (RowRef){relation, row};
}

typedef struct {
    const Store *store;
    RowRef ref;
} Asked;

static bool note_atom(void *context, const Residual *residual) {
    Asked *asked = context;
    const Rule *rule = &asked->store->program->rules.items[residual->rule];
    if (rule->literal_count == 1)
        residual_rows(asked->store, &rule->body[0], residual->bindings, note_row, &asked->ref);
    return false;
}

static void why_undecided(Why *w, const Question *question, RowId row) {
    const Store *store = store_of(w);
    Asked asked = {store, {NO_ID, NO_ROW}};
    Text lines;
    residual_find(store, question->rule, table_row(store_possible(store, question->answer), row), note_atom, &asked);
    if (asked.ref.row == NO_ROW) asked.ref = (RowRef){question->answer, row};
    RelId relation = asked.ref.relation;
    if (!w->ask->as_json) {
        text_init(&lines);
        undecided_print(store, relation, asked.ref.row, w->session->sources, &lines);
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
    begin_json(w, NULL);
    judgement_json(store, relation, values, &judgement, w->session->sources, w->out);
    end_json(w);
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
    Subject subject = {.relation = question->answer};
    if (rule->literal_count != 1 || rule->body[0].kind != LIT_ATOM) return subject;
    subject = (Subject){.relation = rule->body[0].relation, .is_atom = true, .is_row = true};
    for (uint32_t i = 0; i < program->relations.items[subject.relation].arity; i++) {
        Term term = rule->body[0].terms[i];
        subject.values[i] = term.kind == TERM_CONST ? term.id : UNBOUND;
        subject.names[i] = term.kind == TERM_CONST ? STR("")
                           : term.kind == TERM_VAR ? symbol_str(program, rule->variables[term.id])
                                                   : STR("something");
        subject.is_row = subject.is_row && term.kind == TERM_CONST;
    }
    subject.is_atom = program->relations.items[subject.relation].helper == HELPER_NONE;
    subject.is_row = subject.is_row && subject.is_atom;
    return subject;
}

/* A row that an answer hangs on: how it stands and who argues about it. */
static void tell_standing(Why *w, RelId relation, const Value *values) {
    const Store *store = store_of(w);
    Judgement judgement = status_of_row(store, relation, values);
    if (!w->ask->as_json) {
        judgement_tell(store, relation, values, &judgement, w->session->sources, &w->style, w->out);
        return;
    }
    begin_json(w, NULL);
    Text atom;
    text_init(&atom);
    atom_print(store->program, relation, values, &atom);
    text_lit(w->out, ",\n\"atom\":");
    text_add_json(w->out, text_str(&atom));
    text_clear(&atom);
    judgement_json(store, relation, values, &judgement, w->session->sources, w->out);
    end_json(w);
}

/* An answer that hangs on a contested row: the quarrel about the first one. */
static bool why_contested(Why *w, const Question *question) {
    const Store *store = store_of(w);
    RowIds rows = {0};
    Outlook outlook;
    Hinged hinged;
    outlook_init(&outlook, store, question);
    undecided_rows(&outlook.view, question->answer, &rows);
    const Table *possible = store_possible(&outlook.view, question->answer);
    bool is_contested =
        rows.count && outlook_hinge(&outlook, question->answer, table_row(possible, rows.items[0]), &hinged);
    const Rule *rule = &store->program->rules.items[question->rule];
    bool is_one_atom = rule->literal_count == 1 && rule->body[0].kind == LIT_ATOM;
    if (is_contested && !is_one_atom && !w->ask->as_json) {
        Text line;
        text_init(&line);
        text_printf(&line, "%s is undecided: contested, since", w->ask->subject);
        paragraph_tell(&w->style, text_str(&line), w->out);
        text_clear(&line);
    }
    if (is_contested) tell_standing(w, hinged.relation, hinged.row);
    if (is_contested && rows.count > 1 && !w->ask->as_json) {
        if (w->style.form == TREE_TEXT) text_add_char(w->out, '\n');
        say(w, "This is the first of %zu undecided answers; name one to see another.", rows.count);
    }
    vec_free(&rows);
    outlook_clear(&outlook);
    return is_contested;
}

static void json_not_accepted(Why *w, const Subject *asked, const Judgement *judgement) {
    const Store *store = store_of(w);
    bool has_proof = judgement->row.row != NO_ROW && judgement->status != STATUS_UNDECIDED;
    Proof *proof = has_proof ? prove(store, judgement->row.relation, judgement->row.row) : NULL;
    begin_json(w, proof);
    if (asked->is_atom)
        judgement_json(store, asked->relation, asked->values, judgement, w->session->sources, w->out);
    else
        text_lit(w->out, ",\n\"status\":\"unsupported\",\"reason\":null");
    end_json(w);
    proof_free(proof);
}

/* Names in what was asked that no fact has. */
static void tell_slips(Why *w, const Subject *asked) {
    Arena arena;
    Text lines;
    arena_init(&arena);
    text_init(&lines);
    Unheard unheard = unheard_find(store_of(w), asked->relation, asked->values, w->first_new, &arena);
    slips_print(store_of(w), asked->relation, &unheard, &lines);
    block_tell(&w->style, text_str(&lines), w->out);
    text_clear(&lines);
    arena_clear(&arena);
}

/* Nothing speaks for it: what its rules lack. */
static void tell_unsupported(Why *w, const Question *question, const Subject *asked) {
    const Store *store = store_of(w);
    const Sources *sources = w->session->sources;
    Text verdict, lines;
    text_init(&verdict);
    text_init(&lines);
    if (is_partial(w)) {
        unsettled_print(str_of(w->ask->subject), &verdict);
        text_add_char(&verdict, '.');
    } else if (asked->is_atom) {
        missing_verdict_print(store, str_of(w->ask->subject), asked->relation, asked->values, asked->names, sources,
                              &verdict, &lines);
    } else {
        bool is_one = store->program->rules.items[question->rule].literal_count == 1;
        text_printf(&verdict, "%s is unsupported: %s", w->ask->subject,
                    is_one ? "it does not hold" : "not all of it holds");
        missing_parts_print(store, question->answer, sources, &lines);
    }
    paragraph_tell(&w->style, text_str(&verdict), w->out);
    if (!is_partial(w) && asked->is_atom) tell_slips(w, asked);
    if (!is_partial(w)) further_tell(&w->style, "whynot", str_of(w->ask->subject), w->out);
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

/* What does not follow: as far as it is one atom, how it stands and who argues about it.  Of a run that was stopped nobody
 * can say that it does not follow. */
static void why_not_accepted(Why *w, const Question *question) {
    const Store *store = store_of(w);
    const Sources *sources = w->session->sources;
    Subject asked = subject_of(store, question);
    if (asked.is_atom && !asked.is_row && !is_partial(w)) find_excepted(store, &asked);
    Judgement judgement = {.status = STATUS_UNSUPPORTED, .row = {NO_ID, NO_ROW}};
    if (asked.is_row) judgement = status_of_row(store, asked.relation, asked.values);
    if (w->ask->as_json) {
        json_not_accepted(w, &asked, &judgement);
    } else if (judgement.status == STATUS_UNSUPPORTED) {
        tell_unsupported(w, question, &asked);
    } else {
        judgement_tell(store, asked.relation, asked.values, &judgement, sources, &w->style, w->out);
    }
}

/* One row that a contrary which is accepted settles, though it is undecided by itself. */
static bool is_settled(const Store *store, const Question *question) {
    const Subject asked = subject_of(store, question);
    return asked.is_row && status_of_row(store, asked.relation, asked.values).status != STATUS_UNDECIDED;
}

/* ---- all of it ---- */

static Answered why_body(Why *w) {
    Question question;
    RowIds rows = {0};
    Str body = str_of(w->ask->subject);
    if (misnamed_explain(w->session, body)) return ANSWER_REFUSED;
    if (!session_ask(w->session, body, w->run, &question)) return ANSWER_REFUSED;
    const Store *store = store_of(w);
    Answered answered = ANSWER_NEGATIVE;
    sorted_rows(store, question.answer, &rows);
    if (rows.count) {
        answered = why_answer(w, &question, &rows);
    } else {
        undecided_rows(store, question.answer, &rows);
        if (rows.count && !is_settled(store, &question))
            why_undecided(w, &question, rows.items[0]);
        else if (!why_contested(w, &question))
            why_not_accepted(w, &question);
        note_partial(w);
    }
    vec_free(&rows);
    return answered;
}

Answered why(Session *session, const RunOptions *run, const WhyAsk *ask, Text *out) {
    Why w = {session,
             run,
             ask,
             {.form = ask->form,
              .depth = ask->depth,
              .is_full = ask->is_full,
              .tells_change = true,
              .is_dialogue = ask->is_dialogue},
             out,
             intern_count(values_symbols(session->program->values))};
    Program *program = session->program;
    Symbol name = intern_find(values_symbols(program->values), str_of(ask->subject));
    const Claim *claim = name == NO_SYMBOL ? NULL : claim_find(program, name);
    Text files;
    text_init(&files);
    files_words_print(session->paths, session->path_count, &files);
    w.style.files = text_str(&files);
    Answered answered = claim ? why_claim(&w, claim) : why_body(&w);
    text_clear(&files);
    return answered;
}

/* ---- for who tells it otherwise ---- */

static Proof *proof_of_claim(const Session *session, const Claim *claim) {
    Arena arena;
    arena_init(&arena);
    Verdict verdict = judge_claim(session->world->store, claim);
    Proof *proof = NULL;
    if (verdict.status == STATUS_ESTABLISHED) {
        verdict_explain(&verdict, session->world->store, claim, session->sources, &arena);
        proof = verdict.proof;
        verdict.proof = NULL;
    }
    verdict_clear(&verdict);
    arena_clear(&arena);
    return proof;
}

static Proof *proof_of_body(Session *session, const RunOptions *run, Str body, Answered *answered) {
    Question question;
    RowIds rows = {0};
    *answered = ANSWER_REFUSED;
    if (misnamed_explain(session, body) || !session_ask(session, body, run, &question)) return NULL;
    const Store *store = session->world->store;
    Proof *proof = NULL;
    *answered = ANSWER_NEGATIVE;
    sorted_rows(store, question.answer, &rows);
    if (rows.count) {
        RowRef ref = row_to_prove(store, &question, rows.items[0]);
        proof = prove(store, ref.relation, ref.row);
    }
    vec_free(&rows);
    return proof;
}

Proof *why_proof(Session *session, const RunOptions *run, const char *subject, Answered *answered) {
    const Program *program = session->program;
    Flaw flaw;
    Symbol name = intern_find(values_symbols(program->values), str_of(subject));
    const Claim *claim = name == NO_SYMBOL ? NULL : claim_find(program, name);
    *answered = ANSWER_NEGATIVE;
    Proof *proof = claim ? proof_of_claim(session, claim) : proof_of_body(session, run, str_of(subject), answered);
    if (!proof) return NULL;
    bool is_sound = proof_verify(proof, &flaw);
    *answered = is_sound ? ANSWER_FINE : ANSWER_BUG;
    if (!is_sound) proof_free(proof);
    return is_sound ? proof : NULL;
}
