/* Two steps from what is asked and no further: in the end everything is connected with everything. */
#include "runtime/judge/familiar.h"

#include "runtime/eval/budget.h"
#include "runtime/judge/levers.h"

enum { NEAR_DEPTH = 1 /* entries of a shortfall */ };

struct Familiar {
    const Store *store;
    Table *names;  /* one column */
    Table *places; /* (relation, column, name, whether it is misplaced there): what was looked for */
};

static const Relation *relation_of(const Familiar *f, RelId id) { return &f->store->program->relations.items[id]; }

static bool is_name(const Familiar *f, RelId relation, uint32_t column, Value value) {
    const Program *program = f->store->program;
    if (value == UNBOUND || value == VALUE_NONE || value_kind(program->values, value) != KIND_SYMBOL) return false;
    return program->types.items[relation_of(f, relation)->columns[column].type].member_count == 0;
}

static void note_row(Familiar *f, RelId relation, const Value *row) {
    for (uint32_t c = 0; c < relation_of(f, relation)->arity; c++)
        if (is_name(f, relation, c, row[c])) (void)table_insert(f->names, &row[c], NULL);
}

static void note_premise(Familiar *f, const Premise *premise) {
    RowRef fact = premise->fact;
    if (premise->stand != STAND_HOLDS || fact.row == NO_ROW) return;
    if (relation_of(f, fact.relation)->helper != HELPER_NONE) return;
    note_row(f, fact.relation, table_row(store_table(f->store, fact.relation), fact.row));
}

static void note_entry(Familiar *f, const Short *entry) {
    const Rule *rules = f->store->program->rules.items;
    if (relation_of(f, entry->relation)->helper == HELPER_NONE) note_row(f, entry->relation, entry->row);
    for (uint32_t r = 0; r < entry->route_count; r++) {
        const Attempt *attempt = &entry->routes[r].attempts[0];
        for (uint32_t i = 0; i < rules[entry->routes[r].rule].literal_count; i++)
            note_premise(f, &attempt->premises[i]);
    }
}

/* What denies it is its matter too. */
static void note_denial(Familiar *f, RowRef row) {
    if (row.row == NO_ROW) return;
    Proof *proof = prove(f->store, row.relation, row.row);
    WrittenAtoms facts = facts_below(proof);
    for (size_t i = 0; i < facts.count; i++) note_row(f, facts.items[i].relation, facts.items[i].row);
    vec_free(&facts);
    proof_free(proof);
}

Familiar *familiar_new(const Shortfall *shortfall) {
    Familiar *f = mem_alloc_zero(sizeof *f);
    f->store = shortfall->store;
    f->names = table_new(1);
    table_begin_run(f->names, NO_ID, 0);
    f->places = table_new(4);
    table_begin_run(f->places, NO_ID, 0);
    for (size_t i = 0; i < shortfall->items.count; i++)
        if (shortfall->items.items[i].depth < NEAR_DEPTH) note_entry(f, &shortfall->items.items[i]);
    const Judgement *judgement = &shortfall->items.items[0].judgement;
    if (judgement->status == STATUS_REFUTED) note_denial(f, judgement->row);
    return f;
}

void familiar_free(Familiar *familiar) {
    table_free(familiar->names);
    table_free(familiar->places);
    mem_free(familiar);
}

/* ---- where names stand ---- */

/* Columns that are called the same have names of the same kind; what is reported of a relation stands beside it. */
static bool is_same_kind(const Familiar *f, RelId relation, uint32_t column, RelId other, uint32_t c) {
    if (relation_of(f, other)->helper == HELPER_APPLIES) other = program_said(f->store->program, other);
    if (relation_of(f, other)->helper != HELPER_NONE) return false;
    if (relation == other) return column == c;
    const Column *own = &relation_of(f, relation)->columns[column], *its = &relation_of(f, other)->columns[c];
    return own->name != NO_SYMBOL && own->name == its->name && own->type == its->type;
}

static bool occurs_in(const Familiar *f, RelId relation, uint32_t column, Value value) {
    Term terms[ATOM_COLUMNS];
    for (uint32_t c = 0; c < relation_of(f, relation)->arity; c++)
        terms[c] = c == column ? term_const(value) : term_any();
    RowWalk walk = row_walk(store_table(f->store, relation), terms, NULL);
    return row_walk_on(&walk) != NO_ROW;
}

/* A name where none of its kind does: a state as somebody's spokesman.  Where nobody stands yet, any may.  What is not
 * there until somebody asks for it is not asked for. */
static bool only_others_stand(const Familiar *f, RelId relation, uint32_t column, Value value) {
    bool has_names = false;
    for (RelId other = 0; other < f->store->program->relations.count && store_may_search(f->store); other++) {
        if (store_is_absent(f->store, other) || table_count(store_table(f->store, other)) == 0) continue;
        for (uint32_t c = 0; c < relation_of(f, other)->arity; c++) {
            if (!is_same_kind(f, relation, column, other, c)) continue;
            if (occurs_in(f, other, c, value)) return false;
            has_names = true;
        }
    }
    return has_names;
}

/* Remedies of one row name the same things over and over. */
static bool is_misplaced(const Familiar *f, RelId relation, uint32_t column, Value value) {
    Value key[] = {relation, column, value};
    RowId known = table_match(f->places, 7, key, true);
    if (known != NO_ROW) return table_row(f->places, known)[3];
    bool is_so = only_others_stand(f, relation, column, value);
    table_insert(f->places, (Value[]){relation, column, value, is_so}, NULL);
    return is_so;
}

uint32_t familiar_misplaced(const Familiar *f, RelId relation, const Value *row) {
    uint32_t count = 0;
    for (uint32_t c = 0; c < relation_of(f, relation)->arity; c++)
        count += is_name(f, relation, c, row[c]) && is_misplaced(f, relation, c, row[c]);
    return count;
}

uint32_t familiar_strangers(const Familiar *f, RelId relation, const Value *row) {
    uint32_t count = 0;
    for (uint32_t c = 0; c < relation_of(f, relation)->arity; c++)
        count += is_name(f, relation, c, row[c]) && table_find(f->names, &row[c]) == NO_ROW;
    return count;
}

bool familiar_has_remote(const Familiar *f, RelId relation, const Value *row) {
    for (uint32_t c = 0; c < relation_of(f, relation)->arity; c++)
        if (is_name(f, relation, c, row[c]) && table_find(f->names, &row[c]) == NO_ROW &&
            is_misplaced(f, relation, c, row[c]))
            return true;
    return false;
}
