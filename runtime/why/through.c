/* Passing on keeps the values of a row, so the row behind is the one with the same values. */
#include "runtime/why/through.h"

#include "runtime/why/winner.h"

bool rule_passes_on(const Program *program, const Rule *rule) {
    if (rule->kind != RULE_MADE || rule->literal_count == 0 || rule->body[0].kind != LIT_ATOM) return false;
    const Relation *from = &program->relations.items[rule->body[0].relation];
    if (from->helper != HELPER_STRICT && from->helper != HELPER_APPLIES) return false;
    for (uint32_t i = 0; i < from->arity; i++)
        if (rule->terms[i].kind != TERM_VAR || rule->body[0].terms[i].kind != TERM_VAR ||
            rule->terms[i].id != rule->body[0].terms[i].id)
            return false;
    return true;
}

/* Such a rule is read off the declaration of the relation, and has its place. */
bool rule_denies_rival(const Program *program, const Rule *rule) {
    if (!rule->is_transposed || rule->label != NO_SYMBOL) return false;
    const Relation *head = &program->relations.items[program_said(program, rule->head)];
    if (head->contrary == NO_ID) return false;
    Span own = program->relations.items[head->contrary].span;
    return own.source == rule->span.source && own.begin == rule->span.begin && own.end == rule->span.end;
}

RowRef row_behind(const Store *store, RowRef ref) {
    while (ref.row != NO_ROW) {
        const Table *table = store_table(store, ref.relation);
        RuleId id = row_winner(store, ref, table_rule_of(table, ref.row));
        if (id == NO_ID || !rule_passes_on(store->program, &store->program->rules.items[id])) return ref;
        RelId from = store->program->rules.items[id].body[0].relation;
        RowId row = table_find(store_table(store, from), table_row(table, ref.row));
        if (row == NO_ROW) return ref;
        ref = (RowRef){from, row};
    }
    return ref;
}

RuleId rule_behind(const Store *store, RowRef ref) {
    ref = row_behind(store, ref);
    return table_rule_of(store_table(store, ref.relation), ref.row);
}
