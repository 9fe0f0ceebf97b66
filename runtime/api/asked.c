/* A body is compiled as a question; its literals become parts, so that it has a status as a claim has. */
#include "runtime/api/asked.h"

#include "runtime/api/misnamed.h"
#include "runtime/show/standing.h"

/* Variables of the rule as columns of the answer. */
static const Term *to_columns(Program *program, const Rule *rule, const Term *terms, uint32_t arity) {
    Term *made = arena_array(&program->arena, Term, arity + 1);
    for (uint32_t i = 0; i < arity; i++) {
        made[i] = terms[i];
        if (terms[i].kind != TERM_VAR) continue;
        made[i] = term_any();
        for (uint32_t c = 0; c < program->relations.items[rule->head].arity; c++)
            if (rule->terms[c].kind == TERM_VAR && rule->terms[c].id == terms[i].id) made[i] = term_var(c);
    }
    return made;
}

static Part part_of(Program *program, const Rule *rule, const Literal *literal) {
    Part part = {.relation = NO_ID, .span = literal->span};
    if (literal->kind != LIT_ATOM && literal->kind != LIT_NOT) return part;
    const Relation *relation = &program->relations.items[literal->relation];
    if (relation->helper != HELPER_NONE) return part;
    part.is_atom = true;
    part.is_negated = literal->kind == LIT_NOT;
    part.relation = literal->relation;
    part.terms = to_columns(program, rule, literal->terms, relation->arity);
    return part;
}

bool question_has_one_way(const Program *program, const Question *question) {
    const Component *component = program_component(program, question->answer);
    uint32_t alternatives = 0;
    for (uint32_t i = 0; i < component->rule_count; i++)
        alternatives += program->rules.items[component->rules[i]].head == question->answer;
    return alternatives == 1;
}

const Literal *question_atom(const Program *program, const Question *question) {
    const Rule *rule = &program->rules.items[question->rule];
    bool is_atom =
        rule->literal_count == 1 && rule->body[0].kind == LIT_ATOM && question_has_one_way(program, question);
    return is_atom && program->relations.items[rule->body[0].relation].helper == HELPER_NONE ? &rule->body[0] : NULL;
}

/* Of a body with `;` there are none. */
static void make_parts(Program *program, Claim *claim) {
    if (!question_has_one_way(program, &claim->question)) return;
    const Rule rule = program->rules.items[claim->question.rule];
    Part *parts = arena_array(&program->arena, Part, rule.literal_count + 1);
    for (uint32_t i = 0; i < rule.literal_count; i++) parts[i] = part_of(program, &rule, &rule.body[i]);
    claim->parts = parts;
    claim->part_count = rule.literal_count;
}

const Claim *question_claim(Program *program, const Question *question, Str text) {
    Claim *claim = arena_new(&program->arena, Claim);
    *claim = (Claim){.name = NO_SYMBOL, .question = *question};
    claim->question.text = arena_str(&program->arena, text);
    make_parts(program, claim);
    return claim;
}

static const Claim *find_claim(Session *session, Str subject, const RunOptions *options) {
    Program *program = session->program;
    Symbol name = intern_find(values_symbols(program->values), subject);
    const Claim *known = name == NO_SYMBOL ? NULL : claim_find(program, name);
    if (known) return known;
    Question question;
    if (misnamed_explain(session, subject) || !session_ask(session, subject, options, &question)) return NULL;
    return question_claim(program, &question, subject);
}

bool asked_open(Asked *asked, Session *session, Str subject, const RunOptions *options) {
    *asked = (Asked){.session = session, .claim = find_claim(session, subject, options)};
    if (!asked->claim) return false;
    asked->is_stopped = session->world->outcome.stop != STOP_NONE;
    asked->verdict = judge_claim(session->world->store, asked->claim);
    arena_init(&asked->arena);
    return true;
}

void asked_inquire(Asked *asked, const RunOptions *options) {
    inquiry_init(&asked->inquiry, asked->session->world->store, asked->claim, options, asked->session->diags);
}

void asked_begin(const Asked *asked, bool as_json, Text *out) {
    const Verdict *verdict = &asked->verdict;
    if (as_json) {
        text_add_char(out, '{');
        standing_members(asked->session->program, asked->claim, verdict->status, verdict->reason, out);
        return;
    }
    standing_print(asked->session->world->store, asked->claim, verdict, asked->is_stopped, out);
    if (asked->is_stopped) standing_stopped_print(out);
}

void asked_end(bool as_json, Text *out) {
    if (as_json) text_lit(out, "}\n");
}

void asked_stopped(Session *session, Stop stop) {
    if (session->world->outcome.stop == STOP_NONE) session->world->outcome.stop = stop;
}

void asked_close(Asked *asked) {
    asked_stopped(asked->session, asked->inquiry.stop);
    inquiry_clear(&asked->inquiry);
    verdict_clear(&asked->verdict);
    arena_clear(&asked->arena);
}
