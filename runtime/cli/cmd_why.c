/* `hence why`: the proof of an atom or of a claim.
 *
 * A bare name that is a claim's asks for the claim; all else is read as a body, whose first answer in value order is
 * proved.  Each proof that is printed has been checked by the verifier; one that fails is a bug of ours. */

#include "runtime/cli/commands.h"
#include "runtime/cli/judge_all.h"
#include "runtime/judge/outlook.h"
#include "runtime/show/json.h"
#include "runtime/show/prose.h"
#include "runtime/show/table.h"
#include "runtime/show/undecided.h"
#include "runtime/why/residual.h"
#include "runtime/why/verify.h"

static int print_proof(Desk *desk, const Options *options, const Proof *proof) {
    Flaw flaw;
    if (!proof_verify(proof, &flaw)) {
        text_printf(&desk->out, "hence: this proof failed its check: %s\n", flaw.reason);
        return EXIT_BUG;
    }
    if (options->format == FORMAT_JSON)
        proof_json(proof, desk->session.sources, &desk->out);
    else
        proof_print(proof, desk->session.sources, &desk->out);
    return EXIT_FINE;
}

static int why_claim(Desk *desk, const Options *options, const Claim *claim) {
    const Store *store = desk->session.world->store;
    Judged judged;
    judge_desk(desk, options, &judged, NULL);
    const Verdict *verdict = &judged.verdicts[claim - desk->session.program->agenda->claims.items];
    int status = EXIT_FINE;
    if (verdict->proof && !proof_verify(verdict->proof, NULL))
        status = EXIT_BUG;
    else if (options->format == FORMAT_JSON && verdict->proof)
        proof_json(verdict->proof, desk->session.sources, &desk->out);
    else if (options->format == FORMAT_JSON)
        text_lit(&desk->out, "{\"proves\":null,\"steps\":[]}\n");
    else
        verdict_print(verdict, store, claim, desk->session.sources, &desk->out);
    if (status == EXIT_FINE && verdict->status != STATUS_ESTABLISHED) status = EXIT_NEGATIVE;
    judged_clear(&judged);
    return status;
}

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

static int why_undecided(Desk *desk, const Options *options, const Question *question, RowId row) {
    const Store *store = desk->session.world->store;
    Asked asked = {store, {NO_ID, NO_ROW}};
    residual_find(store, question->rule, table_row(store_possible(store, question->answer), row), note_atom, &asked);
    if (asked.ref.row == NO_ROW) asked.ref = (RowRef){question->answer, row};
    if (options->format == FORMAT_JSON) {
        text_lit(&desk->out, "{\"proves\":null,\"steps\":[],\"undecided\":");
        undecided_json(store, asked.ref.relation, asked.ref.row, desk->session.sources, &desk->out);
        text_lit(&desk->out, "}\n");
    } else {
        undecided_print(store, asked.ref.relation, asked.ref.row, desk->session.sources, &desk->out);
    }
    return EXIT_NEGATIVE;
}

/* The row that a question about one atom without variables asks for, in values; false if it asks for more. */
static bool asks_for_row(const Store *store, const Question *question, RelId *relation, Value *values) {
    const Rule *rule = &store->program->rules.items[question->rule];
    if (rule->literal_count != 1 || rule->body[0].kind != LIT_ATOM) return false;
    *relation = rule->body[0].relation;
    for (uint32_t i = 0; i < store->program->relations.items[*relation].arity; i++) {
        if (rule->body[0].terms[i].kind != TERM_CONST) return false;
        values[i] = rule->body[0].terms[i].id;
    }
    return true;
}

/* One atom that is not accepted: how it stands and who argues about it. */
static void tell_standing(Desk *desk, const Options *options, RelId relation, const Value *values) {
    const Store *store = desk->session.world->store;
    Judgement judgement = status_of_row(store, relation, values);
    if (options->format == FORMAT_TEXT) {
        judgement_print(store, relation, values, &judgement, desk->session.sources, &desk->out);
        return;
    }
    Text atom;
    text_init(&atom);
    atom_print(store->program, relation, values, &atom);
    text_lit(&desk->out, "{\"proves\":null,\"steps\":[],\"atom\":");
    text_add_json(&desk->out, text_str(&atom));
    text_printf(&desk->out, ",\"status\":\"%s\"", status_name(judgement.status));
    if (reason_name(judgement.reason)) text_printf(&desk->out, ",\"reason\":\"%s\"", reason_name(judgement.reason));
    text_lit(&desk->out, "}\n");
    text_clear(&atom);
}

/* An answer that hangs on a contested row: the quarrel about the first one. */
static bool why_contested(Desk *desk, const Options *options, const Question *question, const char *body) {
    const Store *store = desk->session.world->store;
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
    if (is_contested && !is_one_atom && options->format == FORMAT_TEXT)
        text_printf(&desk->out, "%s is undecided, since\n", body);
    if (is_contested) tell_standing(desk, options, hinged.relation, hinged.row);
    if (is_contested && rows.count > 1 && options->format == FORMAT_TEXT)
        text_printf(&desk->out, "\nThis is the first of %zu undecided answers; name one to see another.\n", rows.count);
    vec_free(&rows);
    outlook_clear(&outlook);
    return is_contested;
}

static void why_not_accepted(Desk *desk, const Options *options, const Question *question, const char *body) {
    const Store *store = desk->session.world->store;
    RelId relation;
    Value values[64];
    bool is_row = asks_for_row(store, question, &relation, values);
    if (is_row &&
        (options->format == FORMAT_JSON || status_of_row(store, relation, values).status != STATUS_UNSUPPORTED))
        tell_standing(desk, options, relation, values);
    else if (options->format == FORMAT_JSON)
        text_lit(&desk->out, "{\"proves\":null,\"steps\":[]}\n");
    else
        text_printf(&desk->out, "%s does not follow.\n", body);
}

static int why_body(Desk *desk, const Options *options, const char *body) {
    Question question;
    if (!session_ask(&desk->session, str_of(body), &desk->run, &question)) return EXIT_PROGRAM;
    const Store *store = desk->session.world->store;
    RowIds rows = {0};
    sorted_rows(store, question.answer, &rows);
    if (rows.count == 0) {
        undecided_rows(store, question.answer, &rows);
        if (rows.count) {
            int status = why_undecided(desk, options, &question, rows.items[0]);
            vec_free(&rows);
            return status;
        }
        if (!why_contested(desk, options, &question, body)) why_not_accepted(desk, options, &question, body);
        vec_free(&rows);
        return EXIT_NEGATIVE;
    }
    RowRef ref = row_to_prove(store, &question, rows.items[0]);
    Proof *proof = prove(store, ref.relation, ref.row);
    int status = print_proof(desk, options, proof);
    if (rows.count > 1 && options->format == FORMAT_TEXT)
        text_printf(&desk->out, "\nThis is the first of %zu answers; name one to see another.\n", rows.count);
    proof_free(proof);
    vec_free(&rows);
    return status;
}

int command_why(const Options *options) {
    Desk desk;
    int status = desk_open(&desk, options);
    if (status != EXIT_FINE) return desk_close(&desk, options, status);
    Program *program = desk.session.program;
    Symbol name = intern_find(values_symbols(program->values), str_of(options->subject));
    const Claim *claim = name == NO_SYMBOL ? NULL : claim_find(program, name);
    status = claim ? why_claim(&desk, options, claim) : why_body(&desk, options, options->subject);
    return desk_close(&desk, options, status);
}
