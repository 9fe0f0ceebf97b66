/* Rows passed on.
 *
 * Much of what arguments are translated into are rules of one premise that only give its rows another name.  Of a small
 * relation they are copied in their order, which is what the join would do;
 * to plan and open that costs more than the rows. */
#include "runtime/eval/run_internal.h"

enum { FEW = 1024, ROOM = 1024, COLUMNS = 64 };

static bool stands_before(const Term *terms, uint32_t column) {
    for (uint32_t i = 0; i < column; i++)
        if (terms[i].kind == TERM_VAR && terms[i].id == terms[column].id) return true;
    return false;
}

/* Whether every row of the atom fits. */
static bool takes_all(const Literal *atom, uint32_t arity) {
    for (uint32_t i = 0; i < arity; i++)
        if (atom->terms[i].kind == TERM_CONST || (atom->terms[i].kind == TERM_VAR && stands_before(atom->terms, i)))
            return false;
    return true;
}

bool rule_passes_few(const Work *work, const Rule *rule) {
    const Literal *atom = &rule->body[0];
    if (rule->literal_count != 1 || atom->kind != LIT_ATOM) return false;
    const Table *from = store_table(work->store, atom->relation), *head = store_table(work->store, rule->head);
    return table_count(from) <= FEW && !table_sets(from) && !table_sets(head) && table_arity(from) <= COLUMNS &&
           table_arity(head) <= COLUMNS && takes_all(atom, table_arity(from));
}

/* By column of the head: the column of the atom it comes from, where it is no constant. */
static void find_columns(const Rule *rule, uint32_t arity, uint32_t atom_arity, uint32_t *columns) {
    const Term *terms = rule->body[0].terms;
    for (uint32_t c = 0; c < arity; c++) {
        columns[c] = 0;
        while (rule->terms[c].kind == TERM_VAR && columns[c] < atom_arity &&
               !(terms[columns[c]].kind == TERM_VAR && terms[columns[c]].id == rule->terms[c].id))
            columns[c]++;
    }
}

bool rule_pass_rows(Work *work, RuleId id, RowId from, RowId to) {
    const Rule *rule = &work->store->program->rules.items[id];
    const Literal *atom = &rule->body[0];
    const Table *table = store_table(work->store, atom->relation);
    const uint32_t arity = table_arity(store_table(work->store, rule->head)), room = arity ? ROOM / arity : ROOM;
    Value rows[ROOM];
    uint32_t columns[COLUMNS], count = 0;
    find_columns(rule, arity, table_arity(table), columns);
    for (RowId row = from; row < to; row++) {
        if (!atom->sees_hidden && table_is_hidden(table, row)) continue;
        const Value *values = table_row(table, row);
        for (uint32_t c = 0; c < arity; c++)
            rows[count * arity + c] = rule->terms[c].kind == TERM_CONST ? rule->terms[c].id : values[columns[c]];
        if (++count < room) continue;
        if (!work_add(work, id, rule->head, rows, count)) return false;
        count = 0;
    }
    return work_add(work, id, rule->head, rows, count);
}
