/* A fact to state is often thought of once for each year that facts have: that is one offer.  The lists are short. */
#include "runtime/show/whynot_internal.h"
#include "runtime/show/words.h"

/* The one column in which the steps differ, by numbers; NO_ID if there is no such. */
static uint32_t column_between(const Store *store, const RepairStep *a, const RepairStep *b) {
    const Relation *relation = &store->program->relations.items[a->relation];
    uint32_t column = NO_ID;
    if (a->kind != STEP_ADD && a->kind != STEP_SET) return NO_ID;
    for (uint32_t c = 0; c < relation->arity; c++) {
        if (a->row[c] == b->row[c]) continue;
        bool is_number = value_kind(store->program->values, a->row[c]) == KIND_INT &&
                         value_kind(store->program->values, b->row[c]) == KIND_INT;
        if (column != NO_ID || !is_number) return NO_ID;
        column = c;
    }
    return column;
}

static bool is_same_step(const Store *store, const RepairStep *a, const RepairStep *b) {
    if (step_is_priority(a)) return a->winner == b->winner && a->loser == b->loser;
    uint32_t arity = store->program->relations.items[a->relation].arity;
    return row_is_same(a->row, b->row, arity);
}

static bool has_same_words(const RepairStep *a, const RepairStep *b) {
    return a->kind == b->kind && a->relation == b->relation && a->is_replacing == b->is_replacing &&
           a->is_example == b->is_example && a->is_sized == b->is_sized && a->is_settling == b->is_settling &&
           a->is_unusual == b->is_unusual && a->is_itself == b->is_itself && a->is_odd == b->is_odd;
}

static bool has_same_outcome(const Repair *a, const Repair *b) {
    if (a->status != b->status || a->reason != b->reason || a->change_count != b->change_count) return false;
    if (!clash_is_same(&a->clash, &b->clash)) return false;
    for (uint32_t i = 0; i < a->change_count; i++) {
        const ClaimChange *x = &a->changes[i], *y = &b->changes[i];
        if (x->claim != y->claim || !stand_is_same(x->is, y->is)) return false;
    }
    return true;
}

/* Whether they differ in one number alone, and where. */
static bool is_alike(const Store *store, const Repair *a, const Repair *b, uint32_t *step, uint32_t *column) {
    *step = *column = NO_ID;
    if (a->step_count != b->step_count || !has_same_outcome(a, b)) return false;
    for (uint32_t i = 0; i < a->step_count; i++) {
        if (!has_same_words(&a->steps[i], &b->steps[i])) return false;
        if (is_same_step(store, &a->steps[i], &b->steps[i])) continue;
        if (*step != NO_ID || step_is_priority(&a->steps[i])) return false;
        *step = i;
        *column = column_between(store, &a->steps[i], &b->steps[i]);
        if (*column == NO_ID) return false;
    }
    return *step != NO_ID;
}

RepairFolds repair_folds(const Store *store, const Repair *repairs, uint32_t count) {
    RepairFolds folds = {.count = count};
    for (uint32_t i = 0; i < count; i++) {
        uint32_t step, column;
        folds.first[i] = i;
        folds.step[i] = folds.column[i] = NO_ID;
        for (uint32_t k = 0; k < i && folds.first[i] == i; k++) {
            if (folds.first[k] != k || !is_alike(store, &repairs[k], &repairs[i], &step, &column)) continue;
            if (folds.step[k] != NO_ID && (folds.step[k] != step || folds.column[k] != column)) continue;
            folds.first[i] = k;
            folds.step[k] = step;
            folds.column[k] = column;
        }
        folds.told += folds.first[i] == i;
    }
    return folds;
}

/* Whether the value stands in another column of the row too. */
static bool is_repeated(const Value *row, uint32_t arity, uint32_t column) {
    for (uint32_t c = 0; c < arity; c++)
        if (c != column && row[c] == row[column]) return true;
    return false;
}

void repair_folds_print(const Store *store, const RepairFolds *folds, const Repair *repairs, uint32_t first,
                        uint32_t step, Text *text) {
    uint32_t column = folds->column[first];
    if (folds->step[first] != step || column == NO_ID) return;
    const RepairStep *told = &repairs[first].steps[step];
    const Relation *relation = &store->program->relations.items[told->relation];
    bool is_first = true;
    text_lit(text, "  (");
    for (uint32_t i = first + 1; i < folds->count; i++) {
        if (folds->first[i] != first) continue;
        text_add(text, is_first ? STR("or ") : STR(" or "));
        value_print(store->program->values, repairs[i].steps[step].row[column], text);
        is_first = false;
    }
    text_lit(text, " in place of ");
    bool is_named = relation->columns[column].name != NO_SYMBOL && is_repeated(told->row, relation->arity, column);
    if (is_named) text_printf(text, "the %.*s ", STR_FMT(symbol_str(store->program, relation->columns[column].name)));
    value_print(store->program->values, told->row[column], text);
    text_add_char(text, ')');
}
