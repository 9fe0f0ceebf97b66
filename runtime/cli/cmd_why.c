/* `hence why`: the proof of an atom or of a claim.
 *
 * A bare name that is a claim's asks for the claim; all else is read as a body, whose first answer in value order is
 * proved.  Each proof that is printed has been checked by the verifier; one that fails is a bug of ours. */

#include "runtime/api/map.h"
#include "runtime/api/misnamed.h"
#include "runtime/cli/commands.h"
#include "runtime/cli/judge_all.h"
#include "runtime/judge/outlook.h"
#include "runtime/show/account_json.h"
#include "runtime/show/json.h"
#include "runtime/show/missing.h"
#include "runtime/show/prose.h"
#include "runtime/show/table.h"
#include "runtime/show/undecided.h"
#include "runtime/show/words.h"
#include "runtime/why/instance.h"
#include "runtime/why/residual.h"
#include "runtime/why/verify.h"

/* The object that all of `why` prints as JSON: a proof, or none; more members may follow. */
static void begin_json(Desk *desk, const Proof *proof) {
    text_add_char(&desk->out, '{');
    if (proof)
        proof_members(proof, desk->session.sources, &desk->out);
    else
        text_lit(&desk->out, "\"proves\":null,\"steps\":[]");
}

static void end_json(Desk *desk) { text_lit(&desk->out, "}\n"); }

static int print_proof(Desk *desk, const Options *options, const Proof *proof) {
    Flaw flaw;
    if (!proof_verify(proof, &flaw)) {
        text_printf(&desk->out, "hence: this proof failed its check: %s\n", flaw.reason);
        return EXIT_BUG;
    }
    if (options->format == FORMAT_JSON) {
        begin_json(desk, proof);
        text_lit(&desk->out, ",\n\"status\":\"established\",\"reason\":null");
        end_json(desk);
    } else {
        proof_print(proof, desk->session.sources, &desk->out);
    }
    return EXIT_FINE;
}

static void print_claim(Desk *desk, const Options *options, const Claim *claim, const Verdict *verdict) {
    const Store *store = desk->session.world->store;
    if (options->format == FORMAT_JSON) {
        begin_json(desk, verdict->proof);
        verdict_json(verdict, store, claim, desk->session.sources, &desk->out);
        end_json(desk);
    } else {
        verdict_print(verdict, store, claim, desk->session.sources, &desk->out);
    }
}

static int why_claim(Desk *desk, const Options *options, const Claim *claim) {
    Judged judged;
    judge_desk(desk, options, &judged, NULL);
    const Verdict *verdict = &judged.verdicts[claim - desk->session.program->agenda->claims.items];
    int status = verdict->status == STATUS_ESTABLISHED ? EXIT_FINE : EXIT_NEGATIVE;
    if (verdict->proof && !proof_verify(verdict->proof, NULL))
        status = EXIT_BUG;
    else
        print_claim(desk, options, claim, verdict);
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
    RelId relation = asked.ref.relation;
    if (options->format != FORMAT_JSON) {
        undecided_print(store, relation, asked.ref.row, desk->session.sources, &desk->out);
        return EXIT_NEGATIVE;
    }
    const Value *values = table_row(store_possible(store, relation), asked.ref.row);
    Judgement judgement = {STATUS_UNDECIDED, REASON_NONE, asked.ref};
    status_find_reason(store, &judgement);
    begin_json(desk, NULL);
    judgement_json(store, relation, values, &judgement, desk->session.sources, &desk->out);
    end_json(desk);
    return EXIT_NEGATIVE;
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
static void tell_standing(Desk *desk, const Options *options, RelId relation, const Value *values) {
    const Store *store = desk->session.world->store;
    Judgement judgement = status_of_row(store, relation, values);
    if (options->format == FORMAT_TEXT) {
        judgement_print(store, relation, values, &judgement, desk->session.sources, &desk->out);
        return;
    }
    begin_json(desk, NULL);
    Text atom;
    text_init(&atom);
    atom_print(store->program, relation, values, &atom);
    text_lit(&desk->out, ",\n\"atom\":");
    text_add_json(&desk->out, text_str(&atom));
    text_clear(&atom);
    judgement_json(store, relation, values, &judgement, desk->session.sources, &desk->out);
    end_json(desk);
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

/* What does not follow: as far as it is one atom, how it stands and who argues about it. */
static void why_not_accepted(Desk *desk, const Options *options, const Question *question, const char *body) {
    const Store *store = desk->session.world->store;
    const Sources *sources = desk->session.sources;
    const Subject asked = subject_of(store, question);
    Judgement judgement = {.status = STATUS_UNSUPPORTED, .row = {NO_ID, NO_ROW}};
    if (asked.is_row) judgement = status_of_row(store, asked.relation, asked.values);
    if (options->format == FORMAT_JSON) {
        Proof *proof = judgement.row.row == NO_ROW || judgement.status == STATUS_UNDECIDED
                           ? NULL
                           : prove(store, judgement.row.relation, judgement.row.row);
        begin_json(desk, proof);
        if (asked.is_atom)
            judgement_json(store, asked.relation, asked.values, &judgement, sources, &desk->out);
        else
            text_lit(&desk->out, ",\n\"status\":\"unsupported\",\"reason\":null");
        end_json(desk);
        proof_free(proof);
    } else if (judgement.status == STATUS_UNSUPPORTED) {
        text_printf(&desk->out, "%s does not follow.\n", body);
        if (asked.is_atom) missing_print(store, asked.relation, asked.values, asked.names, sources, &desk->out);
    } else {
        judgement_print(store, asked.relation, asked.values, &judgement, sources, &desk->out);
    }
}

/* One row that a contrary which is accepted settles, though it is undecided by itself. */
static bool is_settled(const Store *store, const Question *question) {
    const Subject asked = subject_of(store, question);
    return asked.is_row && status_of_row(store, asked.relation, asked.values).status != STATUS_UNDECIDED;
}

static int why_body(Desk *desk, const Options *options, const char *body) {
    Question question;
    if (misnamed_explain(&desk->session, str_of(body))) return EXIT_PROGRAM;
    if (!session_ask(&desk->session, str_of(body), &desk->run, &question)) return EXIT_PROGRAM;
    const Store *store = desk->session.world->store;
    RowIds rows = {0};
    sorted_rows(store, question.answer, &rows);
    if (rows.count == 0) {
        undecided_rows(store, question.answer, &rows);
        if (rows.count && !is_settled(store, &question)) {
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

/* The argument about it as a graph. */
static int why_graph(Desk *desk, const Options *options) {
    Text supposed;
    text_init(&supposed);
    supposed_print(&options->supposed, &supposed);
    const MapAsk ask = {.around = str_of(options->subject),
                        .supposed = text_str(&supposed),
                        .format = graph_format(options),
                        .style = {.is_document = true}};
    Answered answered = map_why(&desk->session, &desk->run, &ask, &desk->out);
    text_clear(&supposed);
    return answered == ANSWER_FINE ? EXIT_FINE : answered == ANSWER_NEGATIVE ? EXIT_NEGATIVE : EXIT_PROGRAM;
}

int command_why(const Options *options) {
    Desk desk;
    int status = desk_open(&desk, options);
    if (status != EXIT_FINE) return desk_close(&desk, options, status);
    if (options->format >= FORMAT_SVG) return desk_close(&desk, options, why_graph(&desk, options));
    Program *program = desk.session.program;
    Symbol name = intern_find(values_symbols(program->values), str_of(options->subject));
    const Claim *claim = name == NO_SYMBOL ? NULL : claim_find(program, name);
    status = claim ? why_claim(&desk, options, claim) : why_body(&desk, options, options->subject);
    return desk_close(&desk, options, status);
}
