/* What is asked of a program.
 *
 * A question is a rule whose head is a relation made for its answers.  Claims and expectations keep the literals of a
 * plain conjunction too, so that each can be judged by itself.  Nothing is looked up here: that is for the judge. */
#include "lang/compile/ask.h"

#include "lang/compile/phrase.h"

#define ANSWER_LIMIT 64

/* ---- questions ---- */

/* The columns of the answers: variables outside of all scopes.  column_of is by Variable. */
typedef struct {
    Vec(Symbol) names;
    Vec(Term) terms;
    Vec(uint32_t) column_of;
} Columns;

static bool is_marked(const Lower *l, Symbol name) {
    Str text = intern_text(values_symbols(l->program->values), name);
    return text.length > 0 && text.text[0] == '_';
}

static void choose_columns(const Lower *l, bool hides_marked, Columns *columns) {
    for (uint32_t i = 0; i < l->variables.items.count; i++) {
        const VariableInfo *info = &l->variables.items.items[i];
        bool is_shown = info->depth == 0 && info->name != NO_SYMBOL && !(hides_marked && is_marked(l, info->name));
        vec_push(&columns->column_of, is_shown ? (uint32_t)columns->names.count : NO_ID);
        if (!is_shown) continue;
        vec_push(&columns->names, info->name);
        vec_push(&columns->terms, term_var(i));
    }
}

static void columns_clear(Columns *columns) {
    vec_free(&columns->names);
    vec_free(&columns->terms);
    vec_free(&columns->column_of);
}

static bool is_too_wide(Lower *l, const Node *body, const Columns *columns) {
    if (columns->names.count <= ANSWER_LIMIT) return false;
    Diag *diag = diag_add(l->diags, E0504, body->span, "the answers would have %zu columns; %d are possible",
                          columns->names.count, ANSWER_LIMIT);
    diag_remedy(l->diags, diag, "put _ in place of variables nobody asks for");
    return true;
}

static bool ask_columns(Asker *asker, const Node *body, const Columns *columns, Question *question) {
    Lower *l = asker->lower;
    uint32_t count = (uint32_t)columns->names.count;
    *question = (Question){.answer = NO_ID, .rule = NO_ID, .span = body->span};
    if (is_too_wide(l, body, columns)) return false;
    const Term *terms = arena_copy(l->arena, columns->terms.items, count * sizeof(Term));
    LoweredBody lowered = lower_body(l, body, NULL, terms, count);
    if (lowered.count == 0) return false;
    question->names = arena_copy(&l->program->arena, columns->names.items, count * sizeof(Symbol));
    question->name_count = count;
    question->answer = lower_helper(l, HELPER_ANSWER, question->names, count, body->span);
    question->rule = lower_rules(l, &lowered, (Rule){.head = question->answer, .label = NO_SYMBOL, .span = body->span});
    question->text = phrase_written(l->program, asker->sources, body->span);
    lowered_body_clear(&lowered);
    return true;
}

bool ask_question(Asker *asker, const Node *body, bool hides_marked, Question *question) {
    Columns columns = {0};
    lower_begin(asker->lower, NULL, body, STRENGTH_CERTAIN);
    choose_columns(asker->lower, hides_marked, &columns);
    bool fine = ask_columns(asker, body, &columns, question);
    columns_clear(&columns);
    return fine;
}

void ask_query(Asker *asker, const Statement *statement) {
    Question question;
    if (ask_question(asker, statement->body, true, &question))
        vec_push(&asker->lower->program->agenda->queries, question);
}

/* ---- parts ---- */

typedef Vec(Part) Parts;

static Part part_of(Lower *l, const Node *node, const uint32_t *column_of) {
    Part part = {.relation = NO_ID, .span = node->span};
    if (node->kind == NODE_NOT && node_is_atom(l->table, node->children[0])) {
        part.is_negated = true;
        node = node->children[0];
    }
    if (!node_is_atom(l->table, node)) return part;
    part.relation = l->table->relation[node->id];
    part.terms = lower_pattern(l, node, part.relation, column_of);
    part.is_atom = part.terms != NULL;
    return part;
}

static bool collect_parts(Lower *l, const Node *node, const uint32_t *column_of, Parts *parts) {
    if (node->kind == NODE_OR) return false;
    if (node->kind == NODE_AND) {
        for (uint32_t i = 0; i < node->child_count; i++)
            if (!collect_parts(l, node->children[i], column_of, parts)) return false;
        return true;
    }
    vec_push(parts, part_of(l, node, column_of));
    return true;
}

static const Part *parts_of(Lower *l, const Node *body, const uint32_t *column_of, uint32_t *count) {
    Parts parts = {0};
    bool is_plain = collect_parts(l, body, column_of, &parts);
    *count = is_plain ? (uint32_t)parts.count : 0;
    const Part *items = *count ? arena_copy(&l->program->arena, parts.items, parts.count * sizeof(Part)) : NULL;
    vec_free(&parts);
    return items;
}

static bool ask_with_parts(Asker *asker, const Node *body, Strength strength, Question *question, const Part **parts,
                           uint32_t *count) {
    Columns columns = {0};
    lower_begin(asker->lower, NULL, body, strength);
    choose_columns(asker->lower, false, &columns);
    bool fine = ask_columns(asker, body, &columns, question);
    if (fine) *parts = parts_of(asker->lower, body, columns.column_of.items, count);
    columns_clear(&columns);
    return fine;
}

void ask_claim(Asker *asker, const Statement *s) {
    Program *program = asker->lower->program;
    Claim claim = {.name = phrase_symbol(program, s->label),
                   .sentence = phrase_text(program, s->text),
                   .strength = s->strength,
                   .has_strength = s->has_strength,
                   .span = s->span};
    claim.cites = phrase_cites(program, s->cites, s->cite_count);
    if (ask_with_parts(asker, s->body, s->strength, &claim.question, &claim.parts, &claim.part_count))
        vec_push(&program->agenda->claims, claim);
}

/* ---- predictions ---- */

static void ask_alternatives(Asker *asker, const Node *expected, const uint32_t *column_of, Prediction *prediction) {
    Lower *l = asker->lower;
    bool has_choice = expected->kind == NODE_OR;
    prediction->alternative_count = has_choice ? expected->child_count : 1;
    Alternative *alternatives = arena_array(&l->program->arena, Alternative, prediction->alternative_count);
    for (uint32_t i = 0; i < prediction->alternative_count; i++) {
        const Node *node = has_choice ? expected->children[i] : expected;
        alternatives[i] =
            (Alternative){.text = phrase_written(l->program, asker->sources, node->span), .span = node->span};
        alternatives[i].parts = parts_of(l, node, column_of, &alternatives[i].part_count);
    }
    prediction->alternatives = alternatives;
}

/* The expectation is asked together with its premise, so that they share their variables. */
static bool ask_expected(Asker *asker, const Statement *s, Prediction *prediction) {
    Columns columns = {0};
    lower_begin(asker->lower, NULL, s->body, STRENGTH_CERTAIN);
    choose_columns(asker->lower, false, &columns);
    bool fine = ask_columns(asker, s->body, &columns, &prediction->expected);
    if (fine) ask_alternatives(asker, s->node, columns.column_of.items, prediction);
    columns_clear(&columns);
    return fine;
}

void ask_prediction(Asker *asker, const Statement *s) {
    Program *program = asker->lower->program;
    Prediction prediction = {.name = phrase_symbol(program, s->label),
                             .aspect = phrase_symbol(program, s->text_2),
                             .matter = phrase_text(program, s->text),
                             .is_reconstruction = s->is_reconstruction,
                             .is_definite = s->node != NULL,
                             .has_premise = s->premise != NULL,
                             .span = s->span};
    prediction.cites = phrase_cites(program, s->cites, s->cite_count);
    prediction.premise.answer = prediction.expected.answer = NO_ID;
    bool fine = true;
    if (s->premise)
        fine = ask_with_parts(asker, s->premise, STRENGTH_CERTAIN, &prediction.premise, &prediction.premise_parts,
                              &prediction.premise_part_count);
    if (fine && s->node) fine = ask_expected(asker, s, &prediction);
    if (s->premise) prediction.premise_text = phrase_written(program, asker->sources, s->premise->span);
    if (s->node) prediction.expected_text = phrase_written(program, asker->sources, s->node->span);
    if (fine) vec_push(&program->agenda->predictions, prediction);
}

/* ---- scenarios ---- */

static Change blank_change(const Item *item) {
    return (Change){.relation = NO_ID,
                    .label = NO_SYMBOL,
                    .winner = NO_SYMBOL,
                    .loser = NO_SYMBOL,
                    .world = NO_ID,
                    .source = NO_SYMBOL,
                    .span = item->span};
}

/* A preference of the program, under a condition that only this scenario gives. */
static Change preference_of(Lower *l, const Item *item) {
    Change change = blank_change(item);
    change.kind = CHANGE_PREFER;
    change.winner = phrase_symbol(l->program, item->text);
    change.loser = phrase_symbol(l->program, item->word);
    change.world = lower_helper(l, HELPER_PREFERENCE, NULL, 0, item->span);
    uint32_t scenario = (uint32_t)l->program->agenda->scenarios.count; /* the one that is being read */
    vec_push(&l->program->preferences, ((Preference){change.winner, change.loser, change.world, scenario, item->span}));
    return change;
}

static Change distrust_of(Lower *l, const Item *item) {
    Change change = blank_change(item);
    change.kind = CHANGE_DISTRUST;
    change.source = phrase_symbol(l->program, item->text);
    return change;
}

static Change change_of(Lower *l, const Item *item) {
    const Node *node = item->node;
    RelId relation = l->table->relation[node->id];
    Change change = blank_change(item);
    change.relation = relation;
    if (item->kind == ITEM_ASSERT) {
        const Value *row = lower_row(l, node, relation);
        uint32_t arity = l->program->relations.items[relation].arity;
        Term *terms = arena_array(&l->program->arena, Term, arity);
        for (uint32_t i = 0; i < arity; i++) terms[i] = term_const(row[i]);
        change.kind = CHANGE_ASSERT;
        change.is_reported = item->is_presumptive;
        change.terms = terms;
        change.label = phrase_symbol(l->program, item->label);
        change.cites = phrase_cites(l->program, item->cites, item->cite_count);
    } else if (relation == NO_ID) {
        change.kind = CHANGE_RETRACT_FACT;
        change.label = phrase_symbol(l->program, node->text);
    } else {
        change.kind = CHANGE_RETRACT_PATTERN;
        change.terms = lower_pattern(l, node, relation, NULL);
    }
    return change;
}

void ask_scenario(Asker *asker, const Statement *s) {
    Lower *l = asker->lower;
    Vec(Change) changes = {0};
    for (uint32_t i = 0; i < s->item_count; i++) {
        const Item *item = &s->items[i];
        if (item->kind == ITEM_ASSERT || item->kind == ITEM_RETRACT) vec_push(&changes, change_of(l, item));
        if (item->kind == ITEM_PREFER) vec_push(&changes, preference_of(l, item));
        if (item->kind == ITEM_DISTRUST) vec_push(&changes, distrust_of(l, item));
    }
    Scenario scenario = {
        .name = phrase_symbol(l->program, s->label), .sentence = phrase_text(l->program, s->text), .span = s->span};
    scenario.changes = arena_copy(&l->program->arena, changes.items, changes.count * sizeof(Change));
    scenario.change_count = (uint32_t)changes.count;
    vec_free(&changes);
    vec_push(&l->program->agenda->scenarios, scenario);
}

/* ---- tests ---- */

static void read_status(Str word, Status *status, Reason *reason) {
    *reason = REASON_NONE;
    for (Status s = STATUS_ESTABLISHED; s <= STATUS_UNSUPPORTED; s++)
        if (str_equal(word, str_of(status_name(s)))) *status = s;
    for (Reason r = REASON_CONTESTED; r <= REASON_CYCLIC; r++)
        if (str_equal(word, str_of(reason_name(r)))) *status = STATUS_UNDECIDED, *reason = r;
}

/* The values of `(a, b), (c, d)`; a row in brackets may have been read as a call, a conjunction, or a single term. */
static void read_rows(Lower *l, const Item *item, uint32_t width, Expect *expect) {
    Value *rows = arena_array(&l->program->arena, Value, (size_t)width * item->row_count);
    for (uint32_t i = 0; i < item->row_count; i++) {
        const Node *row = item->rows[i];
        bool is_list =
            row->kind == NODE_AND || row->kind == NODE_OR || (row->kind == NODE_CALL && row->text.length == 0);
        for (uint32_t k = 0; k < width; k++) {
            const Node *node = !is_list ? row : k < row->child_count ? row->children[k] : NULL;
            rows[(size_t)i * width + k] = node && lower_is_constant(node) ? lower_value(l, node) : VALUE_NONE;
        }
    }
    expect->rows = rows;
    expect->row_count = item->row_count;
}

/* `expect p(a).` without its first word and its full stop. */
static Str text_of(Asker *asker, const Item *item) {
    Str text = phrase_written(asker->lower->program, asker->sources, item->span);
    Str word = STR("expect");
    if (text.length > word.length && memcmp(text.text, word.text, word.length) == 0)
        text = (Str){text.text + word.length, text.length - word.length};
    while (text.length && text.text[0] == ' ') text = (Str){text.text + 1, text.length - 1};
    while (text.length && (text.text[text.length - 1] == '.' || text.text[text.length - 1] == ' ')) text.length--;
    return text;
}

static bool expect_of(Asker *asker, const Item *item, Expect *expect) {
    Lower *l = asker->lower;
    *expect = (Expect){.claim = NO_SYMBOL, .text = text_of(asker, item), .span = item->span};
    expect->question = (Question){.answer = NO_ID, .rule = NO_ID, .span = item->span};
    switch (item->form) {
    case EXPECT_FORM_BODY: {
        bool is_negated = item->node->kind == NODE_NOT;
        const Node *body = is_negated ? item->node->children[0] : item->node;
        expect->kind = is_negated ? EXPECT_FALSE : EXPECT_TRUE;
        return ask_with_parts(asker, body, STRENGTH_CERTAIN, &expect->question, &expect->parts, &expect->part_count);
    }
    case EXPECT_FORM_STATUS:
        expect->kind = EXPECT_STATUS;
        read_status(item->word, &expect->status, &expect->reason);
        lower_begin(l, NULL, item->node, STRENGTH_CERTAIN);
        expect->parts = parts_of(l, item->node, NULL, &expect->part_count);
        return true;
    case EXPECT_FORM_CLAIM:
        expect->kind = EXPECT_CLAIM;
        expect->claim = phrase_symbol(l->program, item->text);
        read_status(item->word, &expect->status, &expect->reason);
        if (item->reason.length) read_status(item->reason, &expect->status, &expect->reason);
        return true;
    case EXPECT_FORM_ANSWERS:
        expect->kind = EXPECT_ANSWERS;
        if (!ask_question(asker, item->node, false, &expect->question)) return false;
        read_rows(l, item, expect->question.name_count, expect);
        return true;
    }
    return false;
}

void ask_test(Asker *asker, const Statement *s) {
    Program *program = asker->lower->program;
    Vec(Expect) expects = {0};
    for (uint32_t i = 0; i < s->item_count; i++) {
        Expect expect;
        if (s->items[i].kind == ITEM_EXPECT && expect_of(asker, &s->items[i], &expect)) vec_push(&expects, expect);
    }
    Test test = {.name = phrase_text(program, s->label), .scenario = NO_ID, .span = s->span};
    if (s->text_2.length) test.scenario = intern_find(asker->scenarios, s->text_2);
    test.expects = arena_copy(&program->arena, expects.items, expects.count * sizeof(Expect));
    test.expect_count = (uint32_t)expects.count;
    vec_free(&expects);
    vec_push(&program->agenda->tests, test);
}
