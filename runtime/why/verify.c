/* The independent check of a proof.
 *
 * It shares nothing with the search but the store: every literal of a step's rule is looked at under the step's
 * bindings and compared, cell by cell, with what the step claims.  Absence is checked against the whole store by a scan
 * of the rows that agree, aggregates by folding all rows of the group again. */
#include "runtime/why/verify.h"

#include "runtime/eval/stream.h"
#include "runtime/store/seek.h"
#include "runtime/why/instance.h"

typedef struct {
    const Proof *proof;
    const Store *store;
    const Program *program;
} Check;

static bool terms_match(const Term *terms, uint32_t count, const Value *bindings, const Value *row) {
    for (uint32_t i = 0; i < count; i++) {
        Value v = term_value(terms[i], bindings);
        if (v != UNBOUND && v != row[i]) return false;
    }
    return true;
}

/* A row that agrees on the first `count` terms and that rules see; NO_ROW if there is none. */
static RowId find_match(const Check *check, const Literal *literal, uint32_t count, const Value *bindings) {
    Table *table = store_table(check->store, literal->relation);
    Value key[64];
    Seek seek = seek_rows(table, literal_key(literal, count, bindings, key), key, 0, table_count(table));
    for (RowId row; (row = seek_next(&seek)) != NO_ROW;)
        if (literal->sees_hidden || !table_is_hidden(table, row)) return row;
    return NO_ROW;
}

static const char *check_premise(const Check *check, const Step *step, const Literal *literal, StepId id) {
    if (id == NO_STEP || id >= check->proof->steps.count) return "a premise is missing";
    const Step *premise = &check->proof->steps.items[id];
    if (premise->relation != literal->relation) return "a premise is of another relation";
    const Table *table = store_table(check->store, premise->relation);
    if (premise->row >= table_count(table)) return "a premise is not in the store";
    if (!literal->sees_hidden && table_is_hidden(table, premise->row))
        return "a premise is in conflict with its contrary";
    if (!terms_match(literal->terms, table_arity(table), step->bindings, table_row(table, premise->row)))
        return "a premise does not have the values of the rule's variables";
    return NULL;
}

static const char *check_lookup(const Check *check, const Step *step, const Literal *literal, StepId id) {
    uint32_t last = check->program->relations.items[literal->relation].arity - 1;
    if (id != NO_STEP) return check_premise(check, step, literal, id);
    Value value = term_value(literal->terms[last], step->bindings);
    if (find_match(check, literal, last, step->bindings) != NO_ROW) return "a group that is said to be empty has rows";
    return value == UNBOUND || value == literal->otherwise ? NULL : "the value of an empty group is wrong";
}

static const char *check_literal(const Check *check, const Step *step, const Literal *literal, StepId id) {
    switch (literal->kind) {
    case LIT_ATOM: return check_premise(check, step, literal, id);
    case LIT_LOOKUP: return check_lookup(check, step, literal, id);
    case LIT_NOT:
        if (find_match(check, literal, check->program->relations.items[literal->relation].arity, step->bindings) !=
            NO_ROW)
            return "what is said to be absent is there";
        return literal_may_match(check->store, literal, step->bindings) ? "what is said to be absent is undecided"
                                                                        : NULL;
    default: return instance_holds(check->program, literal, step->bindings) ? NULL : "a comparison does not hold";
    }
}

static const char *check_instance(const Check *check, const Step *step, const Rule *rule) {
    if (step->is_lost || !step->bindings) return "no instance of the rule was found";
    if (rule->head != step->relation) return "the rule is one for another relation";
    const Value *row = step_values(check->proof, step);
    uint32_t arity = check->program->relations.items[rule->head].arity;
    for (uint32_t i = 0; i < arity; i++)
        if (term_value(rule->terms[i], step->bindings) != row[i]) return "the head does not have the values of the row";
    if (step->premise_count != rule->literal_count) return "there are more or fewer premises than literals";
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        const char *reason = check_literal(check, step, &rule->body[i], step->premises[i]);
        if (reason) return reason;
    }
    return NULL;
}

/* Counts and sums of integers exactly; extremes by their bound;
 * floats need only be near, whatever the order of adding. */
static const char *check_fold(const Check *check, const Step *step, const Rule *rule) {
    streamed_fill(check->store, rule->body[0].relation);
    const Table *table = store_table(check->store, rule->body[0].relation);
    const Value *head = step_values(check->proof, step);
    uint32_t group = rule->group_count, count = 0;
    Values *values = check->program->values;
    __int128 whole = 0;
    double sum = 0, size = 1;
    bool has_float = rule->aggregate == AGG_AVG, is_met = false;
    for (RowId r = 0; r < table_count(table); r++) {
        const Value *row = table_row(table, r);
        if (memcmp(row, head, group * sizeof *row) != 0) continue;
        count++;
        if (rule->aggregate == AGG_COUNT) continue;
        Value v = row[group];
        int order = value_compare(values, v, head[group]);
        if (rule->aggregate == AGG_MIN || rule->aggregate == AGG_MAX) {
            if (rule->aggregate == AGG_MIN ? order < 0 : order > 0) return "a row of the group lies beyond its extreme";
            is_met = is_met || order == 0;
            continue;
        }
        has_float = has_float || value_kind(values, v) == KIND_FLOAT;
        if (value_kind(values, v) == KIND_INT) whole += value_to_int(values, v);
        double x = value_to_float(values, v);
        sum += x;
        size += x < 0 ? -x : x;
    }
    if (count != step->row_count) return "the group has another number of rows";
    if (rule->aggregate == AGG_COUNT) return value_to_int(values, head[group]) == count ? NULL : "the count is wrong";
    if (rule->aggregate == AGG_MIN || rule->aggregate == AGG_MAX)
        return is_met ? NULL : "no row of the group has the extreme";
    if (!has_float) return value_to_int(values, head[group]) == whole ? NULL : "the sum is wrong";
    double off = value_to_float(values, head[group]) - (rule->aggregate == AGG_AVG ? sum / count : sum);
    return (off < 0 ? -off : off) <= size * 1e-9 ? NULL : "the sum is wrong";
}

static const char *check_step(const Check *check, const Step *step) {
    const Table *table = store_table(check->store, step->relation);
    if (step->row >= table_count(table)) return "the row is not in the store";
    if (step->rule == NO_ID)
        return store_origin_count(check->store, step->relation, step->row) ? NULL : "a leaf is not a given fact";
    const Rule *rule = &check->program->rules.items[step->rule];
    return rule->is_fold ? check_fold(check, step, rule) : check_instance(check, step, rule);
}

/* Premises are mostly older than what they prove, which is enough: then nothing is in a circle. */
static bool rests_on_itself(const Proof *proof) {
    bool are_older = true;
    for (size_t i = 0; i < proof->steps.count && are_older; i++) {
        const Step *step = &proof->steps.items[i];
        Round round = table_round_of(store_table(proof->store, step->relation), step->row);
        for (uint32_t k = 0; k < step->premise_count && are_older; k++) {
            if (step->premises[k] == NO_STEP) continue;
            const Step *premise = &proof->steps.items[step->premises[k]];
            are_older = table_round_of(store_table(proof->store, premise->relation), premise->row) < round;
        }
    }
    if (are_older) return false;
    uint32_t *heights = mem_alloc(proof->steps.count * sizeof *heights);
    bool is_sound = proof_heights(proof, heights);
    mem_free(heights);
    return !is_sound;
}

bool proof_verify(const Proof *proof, Flaw *flaw) {
    Check check = {proof, proof->store, proof->store->program};
    Flaw found = {NO_STEP, NULL};
    for (StepId id = 0; id < proof->steps.count && !found.reason; id++) {
        found.reason = check_step(&check, &proof->steps.items[id]);
        if (found.reason) found.step = id;
    }
    if (!found.reason && rests_on_itself(proof)) found = (Flaw){0, "a step rests on itself"};
    if (flaw) *flaw = found;
    return found.reason == NULL;
}
