/* Why.
 *
 * A bare name that is a claim's asks for the claim; all else is read as a body, whose first answer in value order is
 * proved.  Each proof that is printed has been checked by the verifier; one that fails is a bug of ours. */
#include "runtime/api/why_internal.h"

#include "runtime/api/judged.h"
#include "runtime/api/misnamed.h"
#include "runtime/api/others.h"
#include "runtime/show/account_json.h"
#include "runtime/show/json.h"
#include "runtime/show/prose.h"
#include "runtime/show/setting.h"
#include "runtime/show/standing.h"
#include "runtime/show/table.h"
#include "runtime/show/tipped.h"
#include "runtime/why/verify.h"

/* ---- pieces ---- */

void why_begin_json(Why *w, const Proof *proof) {
    text_add_char(w->out, '{');
    if (proof)
        proof_members(proof, w->session->sources, w->out);
    else
        text_lit(w->out, "\"proves\":null,\"steps\":[],\n\"lowest\":true");
}

void why_end_json(Why *w) {
    if (w->claim)
        setting_json(why_store(w), w->claim, w->out);
    else
        setting_json_of(why_store(w), w->asked_relation, w->out);
    text_printf(w->out, ",\n\"partial\":%s}\n", why_is_partial(w) ? "true" : "false");
}

void why_say(Why *w, const char *format, size_t count) {
    Text line;
    text_init(&line);
    text_printf(&line, format, count);
    paragraph_tell(&w->style, text_str(&line), w->out);
    text_clear(&line);
}

static void note_lower(Why *w, const Proof *proof) {
    if (!proof || !proof->may_be_lower || IS_JSON(w->ask->as_json)) return;
    if (w->style.form == TREE_TEXT) text_add_char(w->out, '\n');
    why_say(w, "There may be a lower proof: over %zu rows lie below, too many to compare all ways.", LOWEST_TRIES);
}

static void note_partial(Why *w) {
    if (!why_is_partial(w) || IS_JSON(w->ask->as_json)) return;
    if (w->style.form == TREE_TEXT) text_add_char(w->out, '\n');
    why_say(w, "This is partial: the run was stopped before all was derived; what is missing here may still follow.",
            0);
}

/* The other proofs of the row at the root, if they are asked for. */
static void tell_others(Why *w, const Proof *proof) {
    if (!w->ask->has_others) return;
    uint32_t most = w->ask->most ? w->ask->most : WHY_MOST;
    if (IS_JSON(w->ask->as_json))
        others_json(proof, most, w->session->sources, w->out);
    else
        others_tell(proof, most, w->session->sources, &w->style, w->out);
}

/* Of what is proved; what contradicts itself is not, and its proof is of another run (store/aside.h). */
static void tips_json(Why *w, const Proof *proof, Status status) {
    Arena arena;
    if (!HAS_SEARCHES || !w->ask->tips || (status != STATUS_ESTABLISHED && status != STATUS_REFUTED)) {
        text_lit(w->out, ",\n\"tips\":null");
        return;
    }
    arena_init(&arena);
    Absences absences = absences_of(proof, &arena);
    Tipping tipping = tipping_of(proof, w->run, true, &absences, &arena);
    tipping_members(proof->store, &tipping, w->out);
    arena_clear(&arena);
}

static Answered refuse_flaw(Why *w, const Flaw *flaw) {
    text_printf(w->out, "hence: this proof failed its check: %s\n", flaw->reason);
    return ANSWER_BUG;
}

static Answered tell_proof(Why *w, const Proof *proof) {
    Flaw flaw;
    if (!proof_verify(proof, &flaw)) return refuse_flaw(w, &flaw);
    if (IS_JSON(w->ask->as_json)) {
        why_begin_json(w, proof);
        text_lit(w->out, ",\n\"status\":\"established\",\"reason\":null");
        tips_json(w, proof, STATUS_ESTABLISHED);
        tell_others(w, proof);
        why_end_json(w);
    } else {
        proof_tell(proof, w->session->sources, &w->style, w->out);
        tell_others(w, proof);
    }
    note_lower(w, proof);
    return ANSWER_FINE;
}

/* ---- claims ---- */

static void tell_claim(Why *w, const Claim *claim, const Verdict *verdict) {
    if (IS_JSON(w->ask->as_json)) {
        why_begin_json(w, verdict->proof);
        verdict_json(verdict, why_store(w), claim, w->session->sources, w->out);
        if (verdict->proof) {
            tips_json(w, verdict->proof, verdict->status);
            tell_others(w, verdict->proof);
        }
        why_end_json(w);
    } else if (why_is_partial(w) && verdict->status == STATUS_UNSUPPORTED) {
        Text line;
        text_init(&line);
        unsettled_print(str_of(w->ask->subject), &line);
        text_add_char(&line, '.');
        paragraph_tell(&w->style, text_str(&line), w->out);
        text_clear(&line);
    } else {
        verdict_tell(verdict, why_store(w), claim, w->session->sources, &w->style, w->out);
        if (verdict->proof) tell_others(w, verdict->proof);
    }
    note_lower(w, verdict->proof);
    note_partial(w);
}

static Answered why_claim(Why *w, const Claim *claim) {
    Arena arena;
    Flaw flaw;
    arena_init(&arena);
    w->claim = claim;
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

/* The row that answers: of the one relation the question is about, where it is a single atom that somebody could state;
 * else the answer itself. */
static RowRef row_to_prove(const Store *store, const Question *question, RowId answer) {
    Proof *proof = prove(store, question->answer, answer);
    const Step *root = &proof->steps.items[0];
    RowRef ref = {question->answer, answer};
    const Step *premise =
        root->premise_count == 1 && root->premises[0] != NO_STEP ? &proof->steps.items[root->premises[0]] : NULL;
    if (premise && store->program->relations.items[program_said(store->program, premise->relation)].name != NO_SYMBOL)
        ref = (RowRef){premise->relation, premise->row};
    proof_free(proof);
    return ref;
}

static Answered why_answer(Why *w, const Question *question, const RowIds *rows) {
    RowRef ref = row_to_prove(why_store(w), question, rows->items[0]);
    Proof *proof = prove(why_store(w), ref.relation, ref.row);
    Answered answered = tell_proof(w, proof);
    if (rows->count > 1 && !IS_JSON(w->ask->as_json)) {
        if (w->style.form == TREE_TEXT) text_add_char(w->out, '\n');
        why_say(w, "This is the first of %zu answers; name one to see another.", rows->count);
    }
    note_partial(w);
    proof_free(proof);
    return answered;
}

/* ---- all of it ---- */

static Answered why_body(Why *w) {
    Question question;
    RowIds rows = {0};
    Str body = str_of(w->ask->subject);
    if (misnamed_explain(w->session, body)) return ANSWER_REFUSED;
    if (!session_ask(w->session, body, w->run, &question)) return ANSWER_REFUSED;
    const Store *store = why_store(w);
    w->asked_relation = question.answer;
    Answered answered = ANSWER_NEGATIVE;
    sorted_rows(store, question.answer, &rows);
    if (rows.count) {
        answered = why_answer(w, &question, &rows);
    } else {
        undecided_rows(store, question.answer, &rows);
        if (rows.count && !why_is_settled(store, &question))
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
              .is_dialogue = ask->is_dialogue,
              .run = run,
              .tips = ask->tips},
             out,
             intern_count(values_symbols(session->program->values)),
             NULL,
             NO_ID};
    Program *program = session->program;
    Symbol name = intern_find(values_symbols(program->values), str_of(ask->subject));
    const Claim *claim = name == NO_SYMBOL ? NULL : claim_find(program, name);
    Typed typed;
    typed_init(&typed, session, ask->supposed);
    w.style.files = text_str(&typed.files);
    w.style.options = text_str(&typed.options);
    Answered answered = claim ? why_claim(&w, claim) : why_body(&w);
    typed_clear(&typed);
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
