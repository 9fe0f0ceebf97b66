/* A column is looked up by an index; only where a value is not in it are its values spelled. */
#include "runtime/judge/unheard.h"

#include "lang/base/spelling.h"

typedef struct {
    const Store *store;
    uint32_t column;
    Value value;
    bool is_heard;
    Spelling spelling;
} Listener;

static void listen(void *context, Table *table) {
    Listener *l = context;
    l->is_heard = l->is_heard || table_match(table, UINT64_C(1) << l->column, &l->value, true) != NO_ROW;
}

static void offer(Listener *l, Value v) {
    if (value_is_symbol(v)) spelling_offer(&l->spelling, value_text(l->store->program->values, v));
}

static void offer_column(void *context, Table *table) {
    Listener *l = context;
    Value last = VALUE_NONE;
    for (RowId row = 0; row < table_count(table); row++) {
        Value v = table_row(table, row)[l->column];
        if (v != last) offer(l, v);
        last = v;
    }
}

/* Whether a rule, or the type, speaks of the value in this column: then it is no slip. */
static bool is_spoken_of(const Store *store, RelId id, uint32_t column, Value value) {
    const Program *program = store->program;
    const Type *type = &program->types.items[program->relations.items[id].columns[column].type];
    for (uint32_t i = 0; i < type->member_count; i++)
        if (type->members[i] == value) return true;
    for (size_t r = 0; r < program->rules.count; r++) {
        const Rule *rule = &program->rules.items[r];
        Helper helper = program->relations.items[rule->head].helper;
        Term term = program_said(program, rule->head) == id ? rule->terms[column] : term_any();
        if (helper != HELPER_ANSWER && term.kind == TERM_CONST && term.id == value) return true;
    }
    return false;
}

/* Where the column has nothing like it: any given symbol of a column of the same type. */
static void offer_type(Listener *l, RelId id) {
    const Program *program = l->store->program;
    TypeId type = program->relations.items[id].columns[l->column].type;
    for (RelId r = 0; r < program->relations.count; r++) {
        const Relation *relation = &program->relations.items[r];
        const Table *table = l->store->tables.items[r];
        if (relation->helper != HELPER_NONE || r == id) continue;
        for (uint32_t c = 0; c < relation->arity; c++)
            for (RowId row = 0; relation->columns[c].type == type && row < table_count_before(table, 1); row++)
                offer(l, table_row(table, row)[c]);
    }
}

static bool look_at(const Store *store, RelId id, uint32_t column, Value value, UnheardValue *found) {
    if (!value_is_symbol(value) || is_spoken_of(store, id, column, value)) return false;
    Listener l = {store, column, value, false, spelling_of(value_text(store->program->values, value))};
    each_status_table(store, id, listen, &l);
    if (l.is_heard) return false;
    each_status_table(store, id, offer_column, &l);
    if (l.spelling.best.length == 0) offer_type(&l, id);
    *found = (UnheardValue){column, value, l.spelling.best, value, false};
    if (found->near.length) found->meant = value_symbol(store->program->values, found->near);
    return true;
}

/* A value that other columns of the program have is known, only not here; without a near spelling it is no slip. */
Unheard unheard_find(const Store *store, RelId id, const Value *row, Symbol first_new, Arena *arena) {
    Unheard unheard = {0};
    uint32_t arity = store->program->relations.items[id].arity;
    Value *meant = arena_array(arena, Value, arity + 1);
    bool has_near = false;
    for (uint32_t c = 0; c < arity; c++) {
        UnheardValue found;
        meant[c] = row[c];
        if (row[c] == UNBOUND || !look_at(store, id, c, row[c], &found)) continue;
        found.is_new = row[c] >= first_new;
        unheard.values[unheard.count++] = found;
        meant[c] = found.meant;
        unheard.is_slip = unheard.is_slip || (found.is_new && found.near.length > 0);
        has_near = has_near || found.near.length > 0;
    }
    if (!row_is_ground(row, arity) || !has_near) return unheard;
    unheard.row = meant;
    unheard.judgement = status_of_row(store, id, meant);
    return unheard;
}
