/* Arguments as lines.  Helper relations read as what they are about, so that nobody meets the translation. */
#include "runtime/show/quarrel.h"

#include "runtime/show/prose.h"
#include "runtime/show/tree.h"
#include "runtime/show/words.h"
#include "runtime/why/through.h"

static const Relation *relation_of(const Store *store, RelId id) { return &store->program->relations.items[id]; }

/* ---- one argument ---- */

static const Value *row_of(const Store *store, const Argument *argument) {
    const Table *table = store_table(store, argument->applies.relation);
    if (argument->state == APPLIES_PERHAPS && store_possible(store, argument->applies.relation))
        table = store_possible(store, argument->applies.relation);
    return table_row(table, argument->applies.row);
}

static void name_print(const Store *store, const Argument *argument, const Sources *sources, Text *text) {
    if (argument->rule == NO_ID) {
        text_add(text, argument->is_given ? STR("given: ") : STR("reported: "));
        statements_print(store, argument->applies.relation, argument->applies.row, sources, text);
        return;
    }
    const Rule *rule = &store->program->rules.items[argument->rule];
    rule_name_print(store->program, argument->rule, sources, text);
    if (rule->is_transposed) text_lit(text, ", read backwards");
    if (rule->gloss.length) text_printf(text, ": %.*s", STR_FMT(rule->gloss));
    cites_print(store->program, rule->cites, text);
}

void argument_print(const Store *store, const Argument *argument, const Sources *sources, Text *text) {
    if (argument->is_objection) {
        text_lit(text, "an objection");
    } else {
        const Value *row = row_of(store, argument);
        sentence_print(store->program, argument->about, row, text);
    }
    text_lit(text, " (");
    name_print(store, argument, sources, text);
    text_add_char(text, ')');
}

void lost_print(const Store *store, const Argument *argument, const Sources *sources, Text *text) {
    const Program *program = store->program;
    argument_print(store, argument, sources, text);
    switch (argument->lost) {
    case LOST_NOT: break;
    case LOST_TO_GIVEN: text_lit(text, ", but what is given cannot be rebutted"); break;
    case LOST_TO_PREFERENCE:
        text_printf(text, ", but %.*s is preferred over %.*s", STR_FMT(symbol_str(program, argument->preference->winner)),
                    STR_FMT(symbol_str(program, argument->preference->loser)));
        break;
    case LOST_TO_STRICT: text_lit(text, ", but what a strict rule concludes cannot be rebutted"); break;
    case LOST_FOR_WEAKNESS: text_lit(text, ", but it rests on something weaker"); break;
    }
}

static void arguments_print(const Store *store, const char *title, const Arguments *arguments, const Sources *sources,
                            Text *text) {
    if (arguments->count == 0) return;
    text_printf(text, "  %s\n", title);
    for (size_t i = 0; i < arguments->count; i++) {
        text_lit(text, "  - ");
        argument_print(store, &arguments->items[i], sources, text);
        if (arguments->items[i].state == APPLIES_PERHAPS) text_lit(text, ", if it applies");
        text_add_char(text, '\n');
    }
}

/* ---- exceptions ---- */

typedef struct {
    const Store *store;
    const Sources *sources;
    Text *text;
    bool is_written;
} Teller;

/* A literal of a case, with its values and without a `not`. */
static void fired_print(const Teller *t, const Case *found, const Literal *literal) {
    Literal positive = *literal;
    positive.kind = LIT_ATOM;
    literal_instance_print(t->store->program, found->rule, &positive, found->bindings, t->sources, t->text);
}

static bool tell_exception(void *context, const Case *found) {
    Teller *t = context;
    for (uint32_t i = 0; i < found->rule->literal_count; i++)
        if (!found->rule->body[i].is_exception && found->truths[i] != TRUTH_TRUE) return true;
    for (uint32_t i = 0; i < found->rule->literal_count; i++) {
        if (found->truths[i] != TRUTH_FALSE) continue;
        text_lit(t->text, "  - ");
        rule_name_print(t->store->program, found->id, t->sources, t->text);
        text_lit(t->text, " does not apply: ");
        fired_print(t, found, &found->rule->body[i]);
        text_add_char(t->text, '\n');
    }
    return true;
}

static void exceptions_print(const Store *store, RelId id, const Value *row, const Sources *sources, Text *text) {
    Teller t = {store, sources, text, false};
    const Relation *relation = relation_of(store, id);
    text_lit(text, "  its premises hold, but an exception fires\n");
    for (uint32_t c = 0; c <= relation->class_count; c++)
        cases_of_row(store, c < relation->class_count ? relation->classes[c] : id, row, CASES_EXCEPTED, tell_exception, &t);
}

/* ---- what is not decided ---- */

typedef struct {
    RelId relation;
    RowId row; /* of the possible table */
} Atom;

typedef struct {
    const Store *store;
    const Sources *sources;
    Text *text;
    Vec(Atom) open;
    Table *seen;
    Atom at;
} Residual;

static void visit(Residual *r, RelId relation, const Value *row) {
    const Table *possible = store_possible(r->store, relation);
    RowId found = possible ? table_find(possible, row) : NO_ROW;
    Value pair[] = {relation, found};
    if (found != NO_ROW && store_is_undecided(r->store, relation, row) && table_insert(r->seen, pair, NULL))
        vec_push(&r->open, ((Atom){relation, found}));
}

/* The relation somebody wrote, for a helper that is about its rows. */
static RelId written_of(const Store *store, RelId id) {
    const Relation *relation = relation_of(store, id);
    bool is_about = relation->of != NO_ID && relation->arity == relation_of(store, relation->of)->arity;
    return is_about ? relation->of : id;
}

static void visit_literal(Residual *r, const Case *found, uint32_t i) {
    const Literal *literal = &found->rule->body[i];
    Table *possible = store_possible(r->store, literal->relation);
    uint32_t arity = table_arity(possible);
    Value row[64];
    for (uint32_t c = 0; c < arity; c++)
        row[c] = literal->kind == LIT_ATOM ? table_row(possible, found->rows[i])[c]
                                           : literal_value(literal, c, found->bindings);
    visit(r, written_of(r->store, literal->relation), row);
    if (written_of(r->store, literal->relation) != literal->relation) return;
    visit(r, literal->relation, row);
}

static bool tell_case(void *context, const Case *found) {
    Residual *r = context;
    bool is_first = true;
    for (uint32_t i = 0; i < found->rule->literal_count; i++) {
        const Literal *literal = &found->rule->body[i];
        if (found->truths[i] != TRUTH_UNDECIDED) continue;
        text_add(r->text, is_first ? STR("  - ") : STR(", "));
        if (is_first) {
            atom_print(r->store->program, written_of(r->store, r->at.relation),
                       table_row(store_possible(r->store, r->at.relation), r->at.row), r->text);
            text_lit(r->text, " if ");
        }
        is_first = false;
        literal_instance_print(r->store->program, found->rule, literal, found->bindings, r->sources, r->text);
        if (relation_of(r->store, literal->relation)->helper != HELPER_UNDECIDED) visit_literal(r, found, i);
    }
    if (is_first) return true;
    if (found->rule->kind != RULE_MADE) {
        text_lit(r->text, "  (");
        rule_name_print(r->store->program, found->id, r->sources, r->text);
        text_add_char(r->text, ')');
    }
    text_add_char(r->text, '\n');
    return true;
}

static bool has_rule_of_its_own(const Store *store, RelId id) { return relation_of(store, id)->class_count == 0; }

void residual_print(const Store *store, RelId relation, const Value *row, const Sources *sources, Text *text) {
    Residual r = {.store = store, .sources = sources, .text = text, .seen = table_new(2)};
    table_begin_run(r.seen, NO_ID, 0);
    visit(&r, relation, row);
    for (size_t i = 0; i < r.open.count; i++) {
        r.at = r.open.items[i];
        const Relation *at = relation_of(store, r.at.relation);
        const Value *values = table_row(store_possible(store, r.at.relation), r.at.row);
        if (has_rule_of_its_own(store, r.at.relation)) {
            cases_of_row(store, r.at.relation, values, CASES_OPEN, tell_case, &r);
            continue;
        }
        RelId own = r.at.relation;
        for (uint32_t c = 0; c < at->class_count; c++) {
            const Table *possible = store_possible(store, at->classes[c]);
            RowId found = possible ? table_find(possible, values) : NO_ROW;
            if (found == NO_ROW) continue;
            r.at = (Atom){at->classes[c], found};
            cases_of_row(store, at->classes[c], values, CASES_OPEN, tell_case, &r);
        }
        Dispute dispute = dispute_of(store, own, values);
        for (size_t k = 0; k < dispute.contra.count; k++)
            if (!dispute.contra.items[k].is_objection) visit(&r, dispute.contra.items[k].about, row_of(store, &dispute.contra.items[k]));
        dispute_clear(&dispute);
    }
    vec_free(&r.open);
    table_free(r.seen);
}

void quarrel_print(const Store *store, RelId id, const Value *row, Reason reason, const Sources *sources, Text *text) {
    if (reason == REASON_EXCEPTED) {
        exceptions_print(store, id, row, sources, text);
        return;
    }
    Dispute dispute = dispute_of(store, id, row);
    bool is_argued = dispute.contra.count > 0 && relation_of(store, id)->class_count > 0;
    if (is_argued) {
        arguments_print(store, "for it", &dispute.pro, sources, text);
        arguments_print(store, "against it", &dispute.contra, sources, text);
    }
    dispute_clear(&dispute);
    if (reason == REASON_CONTESTED) text_lit(text, "  and neither side is preferred\n");
    if (!store_is_undecided(store, id, row) && reason != REASON_CYCLIC) return;
    text_lit(text, "  what is not decided\n");
    residual_print(store, id, row, sources, text);
}
