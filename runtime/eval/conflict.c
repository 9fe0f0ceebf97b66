/* What cannot both hold: p and -p, two rows that agree on a key, what a `contrary` declares.
 *
 * Given rows are looked at before the run, the others when the group of the last relation concerned is complete, by a
 * look-up for each row; relations without a contrary or key pay nothing.  Both sides are hidden, so that nothing
 * follows from either; where rules of the group itself have read them it is run again (quarantine.c).  Where the
 * argument layer tells what is given from what is accepted, it is the given that is looked at:
 * what is accepted never clashes. */
#include <assert.h>

#include "runtime/eval/run_internal.h"
#include "runtime/eval/stream.h"
#include "runtime/store/aside.h"

/* The search of a run that was stopped goes on for a moment, so that what little there is can be shown; then what was
 * not looked at is hidden whole, since some of it may not hold. */
bool conflicts_may_look(const Store *store, RowId row) {
    enum { ROWS_BETWEEN_CHECKS = 1 << 12 };
    return row % ROWS_BETWEEN_CHECKS || !store_is_overdue(store);
}

/* Whether there is memory for the index; and it is made for few rows only once the run was stopped. */
static bool may_index(const Store *store, Table *table, uint64_t columns) {
    enum { FEW = 1 << 20 };
    Watch *watch = store->watch;
    if (watch && watch->outcome->stop != STOP_NONE && table_count(table) > FEW) return false;
    if (!watch || !table_lacks_index(table, columns)) return true;
    if (watch->outcome->stop == STOP_NONE) watch->outcome->stop = STOP_MEMORY;
    return false;
}

KeyedRows keyed_rows(const Store *store, Table *table, const Key *key) {
    KeyedRows keyed = {.table = table};
    for (uint32_t i = 0; i < key->count; i++) keyed.columns |= UINT64_C(1) << key->columns[i];
    if (conflicts_may_look(store, 0) && may_index(store, table, keyed.columns))
        keyed.index = table_index(table, keyed.columns);
    return keyed;
}

RowId keyed_find(const KeyedRows *keyed, const Value *row) {
    Value values[64];
    uint32_t n = 0;
    for (uint32_t c = 0; c < table_arity(keyed->table); c++)
        if (keyed->columns >> c & 1) values[n++] = row[c];
    return index_first(keyed->index, values, 0);
}

RowId keyed_first(const KeyedRows *keyed, RowId row) { return keyed_find(keyed, table_row(keyed->table, row)); }

static void hide(const Store *store, RelId relation, RowId row);
static void hide_all(const Store *store, RelId relation) {
    if (store_is_shared(store, relation)) return; /* whose it is has looked */
    for (RowId row = 0; row < table_count(store_table(store, relation)); row++)
        if (!table_is_hidden(store_table(store, relation), row)) hide(store, relation, row);
}

static void find_contraries(const Store *store, RelId first, RelId second, Conflicts *conflicts) {
    const Table *a = store_table(store, first), *b = store_table(store, second);
    for (RowId row = 0; row < table_count(a); row++) {
        if (!conflicts_may_look(store, row)) {
            hide_all(store, first);
            hide_all(store, second);
            return;
        }
        RowId other = table_find(b, table_row(a, row));
        if (other != NO_ROW) vec_push(conflicts, ((Conflict){first, second, row, other, NO_ID}));
    }
}

static void find_key(const Store *store, RelId relation, uint32_t which, Conflicts *conflicts) {
    Table *table = store_table(store, relation);
    if (table_count(table) == 0) return;
    KeyedRows keyed = keyed_rows(store, table, &store->program->relations.items[relation].keys[which]);
    for (RowId row = 0; row < table_count(table); row++) {
        if (!keyed.index || !conflicts_may_look(store, row)) {
            hide_all(store, relation);
            return;
        }
        RowId first = keyed_first(&keyed, row);
        if (first != row) vec_push(conflicts, ((Conflict){relation, relation, first, row, which}));
    }
}

/* ---- declared contraries ---- */

/* Tells each pair of rows of the two tables that it speaks of.  False if it must stop. */
typedef void OnDeclared(void *context, RowId row, RowId other);
static bool each_declared(const Store *store, const Contrary *c, const Table *a, Table *b, OnDeclared *found,
                          void *context) {
    uint32_t a_arity = table_arity(a), b_arity = table_arity(b);
    uint64_t columns = 0; /* of the second that are settled by the first */
    for (uint32_t i = 0; i < b_arity; i++) {
        bool is_bound = c->second_terms[i].kind == TERM_CONST;
        for (uint32_t k = 0; k < a_arity && c->second_terms[i].kind == TERM_VAR && !is_bound; k++)
            is_bound = c->first_terms[k].kind == TERM_VAR && c->first_terms[k].id == c->second_terms[i].id;
        if (is_bound) columns |= UINT64_C(1) << i;
    }
    bool is_looked_at = columns && may_index(store, b, columns);
    const Index *index = is_looked_at ? table_index(b, columns) : NULL;
    Value bindings[CONTRARY_VARIABLES], key[64];
    for (RowId row = 0; row < table_count(a); row++) {
        memset(bindings, 0xFF, sizeof bindings);
        if ((columns && !is_looked_at) || !conflicts_may_look(store, row)) return false;
        if (!terms_fit(c->first_terms, a_arity, table_row(a, row), bindings)) continue;
        uint32_t n = 0;
        for (uint32_t i = 0; i < b_arity; i++)
            if (columns >> i & 1)
                key[n++] =
                    c->second_terms[i].kind == TERM_CONST ? c->second_terms[i].id : bindings[c->second_terms[i].id];
        for (RowId other = index ? index_first(index, key, 0) : 0; other < table_count(b);
             other = index ? index_next(index, other) : other + 1) {
            Value more[CONTRARY_VARIABLES];
            memcpy(more, bindings, sizeof more);
            if (terms_fit(c->second_terms, b_arity, table_row(b, other), more)) found(context, row, other);
        }
    }
    return true;
}

typedef struct {
    RelId first, second;
    Conflicts *conflicts;
} Declared;

static void note_declared(void *context, RowId row, RowId other) {
    const Declared *d = context;
    if (d->first != d->second || row != other)
        vec_push(d->conflicts, ((Conflict){d->first, d->second, row, other, NO_ID}));
}

static void find_declared(const Store *store, const Contrary *c, RelId first, RelId second, Conflicts *conflicts) {
    Declared declared = {first, second, conflicts};
    if (each_declared(store, c, store_table(store, first), store_table(store, second), note_declared, &declared))
        return;
    hide_all(store, first);
    hide_all(store, second);
}

/* ---- when ---- */

static uint32_t component_of(const Store *store, RelId relation) {
    return store->program->relations.items[relation].component;
}

/* Whether `relation` is the later of the two, so that both are complete now. */
static bool is_later(const Store *store, RelId relation, RelId other) {
    uint32_t here = component_of(store, relation), there = component_of(store, other);
    return here > there || (here == there && relation >= other);
}

/* `is_first`: before the run.  Later what has no rules need not be looked at again. */
static void find_in(const Store *store, RelId r, bool is_first, Conflicts *conflicts) {
    const Program *program = store->program;
    const Relation *relation = &program->relations.items[r];
    if (relation->strict != NO_ID) return; /* looked at there */
    bool is_new = relation->has_rules || is_first;
    for (uint32_t k = 0; k < relation->key_count && is_new; k++) find_key(store, r, k, conflicts);
    RelId contrary = relation->contrary == NO_ID ? NO_ID : program_given(program, relation->contrary);
    if (contrary == NO_ID || !is_later(store, r, contrary)) return;
    if (!is_new && !program->relations.items[contrary].has_rules) return;
    if (relation->is_negative)
        find_contraries(store, contrary, r, conflicts);
    else
        find_contraries(store, r, contrary, conflicts);
}

static void hide(const Store *store, RelId relation, RowId row) {
    Table *possible = store_possible(store, relation);
    RowId there = possible ? table_find(possible, table_row(store_table(store, relation), row)) : NO_ROW;
    assert(!store_is_shared(store, relation) || table_is_hidden(store_table(store, relation), row));
    table_hide(store_table(store, relation), row);
    if (there != NO_ROW) table_hide(possible, there);
}

/* Aggregates may have seen the rows, which are about to be hidden. */
static void fill_what_saw_them(const Store *store, size_t before, const Conflicts *conflicts) {
    if (conflicts->count == before) return;
    bool *is_read = mem_alloc_zero(store->tables.count + 1);
    for (size_t i = before; i < conflicts->count; i++)
        is_read[conflicts->items[i].first] = is_read[conflicts->items[i].second] = true;
    streamed_fill_readers(store, is_read);
    mem_free(is_read);
}

/* Pairs of given rows that were known keep their first mention; and what does not follow contradicts nothing. */
static void leave_out_known(const Store *store, size_t before, Conflicts *conflicts) {
    size_t kept = before;
    for (size_t i = before; i < conflicts->count; i++) {
        const Conflict conflict = conflicts->items[i];
        bool is_known = table_is_sealed(store_table(store, conflict.first), conflict.first_row) &&
                        table_is_sealed(store_table(store, conflict.second), conflict.second_row);
        bool follows = !store_is_aside(store, conflict.first, conflict.first_row) &&
                       !store_is_aside(store, conflict.second, conflict.second_row);
        if (!is_known && follows) conflicts->items[kept++] = conflict;
    }
    conflicts->count = kept;
}

void conflicts_hide(const Store *store, size_t before, const Conflicts *conflicts) {
    fill_what_saw_them(store, before, conflicts);
    for (size_t i = before; i < conflicts->count; i++) {
        hide(store, conflicts->items[i].first, conflicts->items[i].first_row);
        hide(store, conflicts->items[i].second, conflicts->items[i].second_row);
    }
}

void conflicts_find_given(const Store *store, Conflicts *conflicts) {
    const Program *program = store->program;
    size_t before = conflicts->count;
    uint32_t at = 0;
    for (RelId r; (r = store_next_own(store, &at)) != NO_ID;) find_in(store, r, true, conflicts);
    for (size_t i = 0; i < program->contraries.count; i++) {
        const Contrary *c = &program->contraries.items[i];
        RelId first = program_given(program, c->first), second = program_given(program, c->second);
        if (!store_is_shared(store, first) || !store_is_shared(store, second))
            find_declared(store, c, first, second, conflicts);
    }
    conflicts_hide(store, before, conflicts);
    at = 0;
    for (RelId r; conflicts->count && (r = store_next_own(store, &at)) != NO_ID;)
        table_seal_hidden(store_table(store, r));
}

void conflicts_find(const Store *store, uint32_t first, uint32_t end, Conflicts *conflicts) {
    const Program *program = store->program;
    size_t before = conflicts->count;
    for (uint32_t k = first; k < end; k++) {
        const Component *component = &program->components.items[k];
        for (uint32_t i = 0; i < component->relation_count; i++)
            find_in(store, component->relations[i], false, conflicts);
    }
    for (size_t i = 0; i < program->contraries.count; i++) {
        const Contrary *c = &program->contraries.items[i];
        RelId sides[] = {program_given(program, c->first), program_given(program, c->second)};
        uint32_t later = component_of(store, sides[is_later(store, sides[0], sides[1]) ? 0 : 1]);
        if (first <= later && later < end) find_declared(store, c, sides[0], sides[1], conflicts);
    }
    leave_out_known(store, before, conflicts);
}

/* ---- undecided rows that contradict a true one ---- */

/* Of what is strictly shown alone.  Elsewhere `not` looks at the same rows: p :- not p. would contradict a given -p if
 * nobody saw an undecided p, where by the argument layer it is not possible that p. */

typedef struct {
    const Store *store;
    RelId open, sure;
    Overruled *found;
} Overruling;

static void overrule(const Overruling *o, RowId open, RowId sure, bool is_by_key) {
    const Value *row = table_row(store_possible(o->store, o->open), open),
                *by = table_row(store_table(o->store, o->sure), sure);
    if (table_find(store_table(o->store, o->open), row) == NO_ROW)
        vec_push(o->found, ((OverruledRow){o->open, o->sure, row, by, is_by_key}));
}

static void overrule_by_contrary(const Overruling *o) {
    const Table *open = store_possible(o->store, o->open), *table = store_table(o->store, o->sure);
    for (RowId row = 0; row < table_count(open) && conflicts_may_look(o->store, row); row++) {
        RowId sure = table_find(table, table_row(open, row));
        if (sure != NO_ROW) overrule(o, row, sure, false);
    }
}

static void overrule_by_key(const Overruling *o, const Key *key) {
    const Table *open = store_possible(o->store, o->open);
    KeyedRows keyed = keyed_rows(o->store, store_table(o->store, o->sure), key);
    for (RowId row = 0; row < table_count(open) && keyed.index && conflicts_may_look(o->store, row); row++) {
        RowId sure = keyed_find(&keyed, table_row(open, row));
        if (sure != NO_ROW) overrule(o, row, sure, true);
    }
}

static void note_overruled(void *context, RowId open, RowId sure) { overrule(context, open, sure, false); }

static void overrule_by_declared(Overruling *o, const Contrary *c) {
    (void)each_declared(o->store, c, store_possible(o->store, o->open), store_table(o->store, o->sure), note_overruled,
                        o);
}

static bool is_open_in(const Store *store, RelId r, uint32_t first, uint32_t end) {
    const Relation *relation = &store->program->relations.items[r];
    return relation->helper == HELPER_STRICT && store_possible(store, r) && first <= relation->component &&
           relation->component < end;
}

void conflicts_overrule(const Store *store, uint32_t first, uint32_t end, Overruled *found) {
    const Program *program = store->program;
    Overruling o = {.store = store, .found = found};
    bool is_any = false;
    for (uint32_t k = first; k < end; k++) {
        const Component *component = &program->components.items[k];
        for (uint32_t i = 0; i < component->relation_count; i++) {
            o.open = o.sure = component->relations[i];
            const Relation *relation = &program->relations.items[o.open];
            if (!is_open_in(store, o.open, first, end)) continue;
            is_any = true;
            for (uint32_t key = 0; key < relation->key_count; key++) overrule_by_key(&o, &relation->keys[key]);
            if (relation->contrary == NO_ID) continue;
            o.sure = program_given(program, relation->contrary);
            overrule_by_contrary(&o);
        }
    }
    for (size_t i = 0; i < program->contraries.count && is_any; i++) {
        const Contrary c = program->contraries.items[i];
        const Contrary turned = {
            .first = c.second, .second = c.first, .first_terms = c.second_terms, .second_terms = c.first_terms};
        const Contrary *sides[] = {&c, &turned};
        for (int side = 0; side < 2; side++) {
            o.open = program_given(program, sides[side]->first);
            o.sure = program_given(program, sides[side]->second);
            if (is_open_in(store, o.open, first, end)) overrule_by_declared(&o, sides[side]);
        }
    }
}

/* ---- the audit ---- */

/* Whether given facts and strict rules contradict each other in this row, which is told elsewhere. */
static bool is_contradicted(const Store *store, RelId about, const Value *row) {
    const Table *given = store_table(store, program_given(store->program, about));
    RowId found = table_find(given, row);
    return found != NO_ROW && table_is_hidden(given, found);
}

/* The rows that clash with a row of an audit relation, by one of its rules:
 * closure(l), closure(l'), perhaps a difference. */
static void find_clashes(const Store *store, const Rule *rule, const Value *row, Conflicts *conflicts) {
    const Relation *relations = store->program->relations.items;
    const Literal *own = &rule->body[0], *other = &rule->body[1];
    const Table *table = store_table(store, other->relation);
    Value bindings[CONTRARY_VARIABLES], more[CONTRARY_VARIABLES];
    memset(bindings, 0xFF, sizeof bindings);
    if (!terms_fit(own->terms, relations[own->relation].arity, row, bindings)) return;
    RowId mine = table_find(store_table(store, own->relation), row);
    RelId own_of = relations[own->relation].of, other_of = relations[other->relation].of;
    if (other_of == NO_ID) other_of = other->relation;
    if (is_contradicted(store, own_of, row)) return;
    for (RowId found = 0; found < table_count(table); found++) {
        memcpy(more, bindings, sizeof more);
        if (!terms_fit(other->terms, table_arity(table), table_row(table, found), more)) continue;
        if (rule->literal_count > 2 && more[rule->body[2].left->id] == more[rule->body[2].right->id]) continue;
        if (is_contradicted(store, other_of, table_row(table, found))) continue;
        bool is_twin = own_of > other_of || (own_of == other_of && mine > found); /* told from the other side */
        if (!is_twin) vec_push(conflicts, ((Conflict){own->relation, other->relation, mine, found, CLASH_BY_AUDIT}));
    }
}

void conflicts_audit(const Store *store, Conflicts *conflicts) {
    const Program *program = store->program;
    uint32_t at = 0;
    for (RelId r; (r = store_next_own(store, &at)) != NO_ID;) {
        const Relation *relation = &program->relations.items[r];
        if (relation->helper != HELPER_AUDIT || relation->component == NO_ID) continue;
        const Table *table = store_table(store, r);
        const Component *component = &program->components.items[relation->component];
        for (RowId row = 0; row < table_count(table); row++)
            for (uint32_t i = 0; i < component->rule_count; i++) {
                const Rule *rule = &program->rules.items[component->rules[i]];
                if (rule->head == r) find_clashes(store, rule, table_row(table, row), conflicts);
            }
    }
}
