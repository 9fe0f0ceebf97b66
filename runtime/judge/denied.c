/* Each denial is looked up once, by the joins that tell how an excepted row stands, so that the cost goes with what is
 * denied, not with what is known. */
#include "runtime/eval/budget.h"
#include "runtime/judge/finder.h"
#include "runtime/judge/parts.h"
#include "runtime/judge/rivals.h"
#include "runtime/why/nearby.h"
#include "runtime/why/through.h"

enum { SEARCHES_SHARE = 64 /* the effort of one who asks for what is nearest */ };

/* An exception stops the one instance. */
bool note_excepted(void *context, const Residual *residual) {
    Finder *f = context;
    const Rule *rule = &f->store->program->rules.items[residual->rule];
    for (uint32_t i = 0; i < rule->literal_count; i++)
        if (!rule->body[i].is_exception && residual->truth[i] == LITERAL_FALSE) return true;
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        if (residual->truth[i] != LITERAL_FALSE || rule->body[i].kind != LIT_NOT) continue;
        RowRef fires = literal_least(f->store, &rule->body[i], residual->bindings);
        keep_firing(f, fires);
        hold_rule(f, residual, i, fires);
        return true;
    }
    return true;
}

/* Whether rows that are given may contradict each other. */
static bool may_be_contradicted(const Finder *f, RelId id) {
    const Relation *relation = finder_relation(f, id);
    return relation->helper == HELPER_NONE && (relation->contrary != NO_ID || relation->key_count);
}

/* `not c` in what is strictly shown: c is not even possible. */
static bool is_possible(const Finder *f, const Literal *literal) {
    return finder_relation(f, literal->relation)->helper == HELPER_POSSIBLE;
}

/* Whether an instance may fail for something that holds, and not only since nothing says so. */
static bool may_be_kept(const Finder *f, const Rule *rule) {
    Helper helper = finder_relation(f, rule->head)->helper;
    if (rule->kind == RULE_MADE && helper != HELPER_BODY && helper != HELPER_EXCEPTION) return false;
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        const Literal *literal = &rule->body[i];
        if (literal->kind == LIT_NOT && !literal->is_exception && (is_about(f, literal) || is_possible(f, literal)))
            return true;
        RelId said = literal->kind == LIT_ATOM ? program_said(f->store->program, literal->relation) : NO_ID;
        const Relation *relation = said == NO_ID ? NULL : finder_relation(f, said);
        if (relation && (relation->class_count || relation->is_open || may_be_contradicted(f, said))) return true;
    }
    return false;
}

/* Premises that fail; what is open beside them does not decide. */
static uint32_t count_failing(const Rule *rule, const Nearby *nearby) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < rule->literal_count; i++) count += nearby->marks[i] == MARK_FAILS;
    return count;
}

/* Whether a premise fails for something that holds, as far as one sees at once. */
static bool is_kept(const Finder *f, const Literal *literal, const Value *bindings) {
    Term terms[ATOM_COLUMNS];
    if (literal->kind == LIT_NOT) return true;
    if (literal->kind != LIT_ATOM || !is_about(f, literal)) return false;
    literal_terms(f->store->program, literal, bindings, terms);
    RelId said = program_said(f->store->program, literal->relation), given = program_given(f->store->program, said);
    return argued_for(f->store, said, terms, NULL) != APPLIES_NOT ||
           row_least(f->store, store_table(f->store, given), terms, NULL, true) != NO_ROW;
}

/* Two premises fail, perhaps both for one fact: that is not looked for. */
static void note_twice(Finder *f, const Rule *rule, const Nearby *nearby) {
    for (uint32_t i = 0; i < rule->literal_count; i++)
        if (nearby->marks[i] == MARK_FAILS && !is_kept(f, &rule->body[i], nearby->bindings)) return;
    f->is_doubtful = true;
}

/* A rule that lacks nothing but that something did not hold. */
static void hold_nearby(Finder *f, const Rule *rule, const Nearby *nearby, uint32_t literal, RowRef by) {
    LiteralTruth *truth = arena_array(f->arena, LiteralTruth, rule->literal_count + 1);
    if (finder_relation(f, rule->head)->helper == HELPER_BODY) return; /* a part of the rule that denies it */
    if (nearby->lacking > 1 || nearby->pending || !is_about(f, &rule->body[literal])) return;
    for (uint32_t i = 0; i < rule->literal_count; i++) truth[i] = i == literal ? LITERAL_FALSE : LITERAL_TRUE;
    hold_rule(f, &(Residual){.rule = nearby->rule, .bindings = nearby->bindings, .truth = truth}, literal, by);
}

static void note_nearby(Finder *f, const Rule *rule, const Nearby *nearby) {
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        const Literal *literal = &rule->body[i];
        if (nearby->marks[i] != MARK_FAILS) continue;
        if (literal->kind == LIT_NOT && !literal->is_exception) {
            RowRef fires = literal_least(f->store, literal, nearby->bindings);
            keep_firing(f, fires);
            hold_nearby(f, rule, nearby, i, fires);
        }
        if (literal->kind == LIT_ATOM && is_about(f, literal)) deny_literal(f, literal, nearby->bindings);
        return;
    }
}

/* Instances that lack one premise alone; of rules against `pro` (NULL: any) those that would not be beaten. */
void look_nearby(Finder *f, RelId head, const Value *row, const Arguments *pro) {
    const Program *program = f->store->program;
    if (finder_relation(f, head)->component == NO_ID) return;
    const Component *component = &program->components.items[finder_relation(f, head)->component];
    for (uint32_t i = 0; i < component->rule_count; i++) {
        const Rule *rule = &program->rules.items[component->rules[i]];
        if (rule->head != head || !may_be_kept(f, rule)) continue;
        if (pro && dispute_prefers(f->store, pro, component->rules[i])) continue;
        NearbyList list = nearby_find(f->store, component->rules[i], row, 1, SEARCHES_SHARE, f->arena);
        f->is_cut = f->is_cut || list.is_cut || (list.found > list.count && list.items[0].lacking == 1);
        for (uint32_t k = 0; k < list.count; k++)
            if (count_failing(rule, &list.items[k]) == 1)
                note_nearby(f, rule, &list.items[k]);
            else
                note_twice(f, rule, &list.items[k]);
    }
}

static bool is_transposed(const Finder *f, RuleId rule) {
    return rule != NO_ID && f->store->program->rules.items[rule].is_transposed;
}

/* The first that is not beaten; rules read backwards, which go by what they attack, come last. */
static void note_unbeaten(Finder *f, const Denied *denied, const Dispute *dispute) {
    for (int backwards = 0; backwards < 2; backwards++)
        for (size_t i = 0; i < dispute->contra.count; i++) {
            const Argument *rival = &dispute->contra.items[i];
            if (is_transposed(f, rival->rule) != (backwards == 1) || rival->state != APPLIES || rival->is_possible)
                continue;
            if (dispute_beats(f->store, dispute, rival)) continue;
            keep_firing(f, rival->applies);
            hold_row(f, HELD_CONTESTED, denied->relation, denied->row, rival->applies);
            return;
        }
}

/* By a rule read backwards it goes by what is to be shown: what else speaks for it counts as well. */
static void note_others(Finder *f, RowRef row) {
    if (!is_transposed(f, rule_behind(f->store, row))) return;
    Dispute dispute = dispute_of(f->store, program_said(f->store->program, row.relation),
                                 table_row(store_table(f->store, row.relation), row.row));
    for (size_t i = 0; i < dispute.pro.count; i++) {
        const Argument *other = &dispute.pro.items[i];
        if (other->state == APPLIES && !other->is_possible && !is_transposed(f, other->rule))
            keep_firing(f, other->applies);
    }
    dispute_clear(&dispute);
}

/* What speaks against it is accepted, or is not beaten either. */
static void note_opponents(Finder *f, Denied denied) {
    Judgement judgement = status_at_sight(f->store, denied.relation, denied.row);
    if (judgement.status == STATUS_REFUTED) keep_firing(f, judgement.row);
    if (judgement.status == STATUS_REFUTED) {
        note_others(f, judgement.row);
        hold_row(f, HELD_REFUTED, denied.relation, denied.row, judgement.row);
    }
    if (judgement.status != STATUS_UNDECIDED) return;
    Dispute dispute = dispute_of(f->store, denied.relation, denied.row);
    note_unbeaten(f, &denied, &dispute);
    dispute_clear(&dispute);
}

/* A rule for it applies, but what contradicts it stands. */
static void look_at_beaten(Finder *f, Denied denied, const Term *terms) {
    const Relation *relation = finder_relation(f, denied.relation);
    if (relation->helper != HELPER_NONE || relation->class_count == 0) return;
    if (is_whole(f, denied.relation, terms)) {
        if (argued_for(f->store, denied.relation, terms, NULL) == APPLIES) note_opponents(f, denied);
        return;
    }
    for (uint32_t i = 0; i <= relation->class_count; i++) {
        RelId from =
            i < relation->class_count ? relation->classes[i] : program_given(f->store->program, denied.relation);
        if (finder_relation(f, from)->helper == HELPER_OBJECTION || from == denied.relation) continue;
        Table *table = store_table(f->store, from);
        RowWalk walk = row_walk(table, terms, NULL);
        for (RowId row; (row = row_walk_on(&walk)) != NO_ROW;) deny_row(f, denied.relation, table_row(table, row));
    }
}

/* It is given, but so is its contrary: neither counts. */
static void look_at_contradicted(Finder *f, Denied denied, const Term *terms) {
    RelId given = program_given(f->store->program, denied.relation);
    Table *table = store_table(f->store, given);
    RowWalk walk = row_walk(table, terms, NULL);
    for (RowId row; (row = row_walk_on(&walk)) != NO_ROW;) {
        if (!table_is_hidden(table, row)) continue;
        Rivals rivals = rivals_of(f->store->program, denied.relation, table_row(table, row), f->arena);
        for (size_t i = 0; i < rivals.count; i++) {
            RelId other = program_given(f->store->program, rivals.items[i].relation);
            RowId found =
                row_least(f->store, store_table(f->store, other), rivals.items[i].terms, rivals.items[i].except, true);
            keep_firing(f, (RowRef){other, found});
            hold_row(f, HELD_CONTRADICTED, denied.relation, table_row(table, row), (RowRef){other, found});
        }
        vec_free(&rivals);
    }
}

/* Whether an open relation speaks about the row. */
static bool is_in_domain(const Finder *f, RelId id, const Value *row) {
    const Program *program = f->store->program;
    for (RelId d = 0; d < program->relations.count; d++)
        if (program->relations.items[d].helper == HELPER_DOMAIN && program->relations.items[d].of == id)
            return table_find(store_table(f->store, d), row) != NO_ROW;
    return true;
}

/* What is open would be unknown, if its contrary were not known. */
static void look_at_open(Finder *f, Denied denied, const Term *terms) {
    const Relation *relation = finder_relation(f, denied.relation);
    if (!relation->is_open || relation->contrary == NO_ID) return;
    Table *table = store_table(f->store, relation->contrary);
    RowWalk walk = row_walk(table, terms, NULL);
    for (RowId row; (row = row_walk_on(&walk)) != NO_ROW;)
        if (!table_is_hidden(table, row) && is_in_domain(f, denied.relation, table_row(table, row)))
            keep_firing(f, (RowRef){relation->contrary, row});
}

void denied_look_up(Finder *f, Denied denied) {
    const Relation *relation = finder_relation(f, denied.relation);
    Term terms[ATOM_COLUMNS];
    for (uint32_t i = 0; i <= relation->class_count; i++) {
        RelId head = i < relation->class_count ? relation->classes[i] : denied.relation;
        if (finder_relation(f, head)->arity != relation->arity || finder_relation(f, head)->helper == HELPER_OBJECTION)
            continue;
        residual_past_exceptions(f->store, head, denied.row, note_excepted, f);
        look_nearby(f, head, denied.row, NULL);
    }
    for (uint32_t c = 0; c < relation->arity; c++)
        terms[c] = denied.row[c] == UNBOUND ? term_any() : term_const(denied.row[c]);
    look_at_beaten(f, denied, terms);
    if (relation->helper != HELPER_NONE) return;
    look_at_contradicted(f, denied, terms);
    look_at_open(f, denied, terms);
}
