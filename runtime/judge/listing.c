/* Components stand in order, so that one walk tells what is listed; rows are written down only where somebody asks. */
#include "runtime/judge/listing.h"

#include "runtime/judge/kept.h"
#include "runtime/why/instance.h"

enum { ROWS_MOST = 100000 };

static const Program *program_of(const Listing *l) { return l->program; }
static const Relation *relation_of(const Listing *l, RelId id) { return &program_of(l)->relations.items[id]; }

/* ---- which are listed ---- */

static bool gives(const Literal *literal, uint32_t arity, Term term) {
    if (term.kind != TERM_VAR) return true;
    for (uint32_t i = 0; i < arity; i++)
        if (literal->terms[i].kind == TERM_VAR && literal->terms[i].id == term.id) return true;
    return false;
}

/* The literal that gives the whole head; NULL if there is none. */
static const Literal *covering(const Listing *l, const Rule *rule) {
    for (uint32_t k = 0; k < rule->literal_count && !rule->is_fold; k++) {
        const Literal *literal = &rule->body[k];
        bool is_whole = literal->kind == LIT_ATOM && l->is_listed[literal->relation];
        for (uint32_t i = 0; i < relation_of(l, rule->head)->arity && is_whole; i++)
            is_whole = gives(literal, relation_of(l, literal->relation)->arity, rule->terms[i]);
        if (is_whole) return literal;
    }
    return NULL;
}

/* What is settled comes to open relations from outside. */
static bool may_be_listed(const Listing *l, RelId id) {
    return !relation_of(l, program_said(program_of(l), id))->is_open;
}

static bool is_covered(const Listing *l, const Component *component) {
    bool is = !component->is_recursive && may_be_listed(l, component->relations[0]);
    for (uint32_t i = 0; i < component->rule_count && is; i++)
        is = covering(l, &program_of(l)->rules.items[component->rules[i]]) != NULL;
    return is;
}

bool *listing_find(const Program *program) {
    Listing l = {.program = program, .is_listed = mem_alloc_zero(program->relations.count + 1)};
    for (RelId id = 0; id < program->relations.count; id++)
        l.is_listed[id] = program->relations.items[id].component == NO_ID && may_be_listed(&l, id);
    for (size_t c = 0; c < program->components.count; c++) {
        const Component *component = &program->components.items[c];
        if (is_covered(&l, component)) l.is_listed[component->relations[0]] = true;
    }
    return l.is_listed;
}

void listing_init(Listing *l, const Store *store) {
    size_t count = store->program->relations.count;
    *l = (Listing){.store = store, .program = store->program};
    l->is_listed = mem_alloc(count + 1);
    memcpy(l->is_listed, kept_of(store)->is_listed, count);
    l->tables = mem_alloc_zero((count + 1) * sizeof(Table *));
}

void listing_clear(Listing *l) {
    for (RelId id = 0; id < program_of(l)->relations.count; id++) table_free(l->tables[id]);
    mem_free(l->tables);
    mem_free(l->is_listed);
    vec_free(&l->open);
    *l = (Listing){0};
}

/* ---- rows ---- */

static const Component *component_of(const Listing *l, RelId id) {
    uint32_t component = relation_of(l, id)->component;
    return component == NO_ID ? NULL : &program_of(l)->components.items[component];
}

/* Rows of a relation that no rule adds to are where they are; all others are written down. */
static Table *rows_of(const Listing *l, RelId id) {
    const Component *component = component_of(l, id);
    return component && component->rule_count ? l->tables[id] : store_table(l->store, id);
}

static bool add_given(const Listing *l, RelId id) {
    const Table *table = store_table(l->store, id);
    uint32_t count = store_given_count(l->store, id);
    for (RowId row = 0; row < count && count <= ROWS_MOST; row++)
        table_insert(l->tables[id], table_row(table, row), NULL);
    return count <= ROWS_MOST;
}

static bool add_heads(const Listing *l, const Rule *rule) {
    const Literal *literal = covering(l, rule);
    const Table *from = rows_of(l, literal->relation);
    uint32_t arity = relation_of(l, rule->head)->arity;
    Value *values = mem_alloc((rule->variable_count + arity + 1) * sizeof *values),
          *head = values + rule->variable_count;
    bool has_room = from != NULL; /* else it was struck off, and another one covers */
    for (RowId row = 0; has_room && row < table_count(from); row++) {
        for (uint32_t v = 0; v < rule->variable_count; v++) values[v] = UNBOUND;
        if (!terms_fit(literal->terms, table_arity(from), table_row(from, row), values)) continue;
        for (uint32_t i = 0; i < arity; i++) head[i] = term_value(rule->terms[i], values);
        table_insert(l->tables[rule->head], head, NULL);
        has_room = table_count(l->tables[rule->head]) < ROWS_MOST;
    }
    mem_free(values);
    return has_room;
}

/* False where one that it rests on is to be written down first, which is then on the stack. */
static bool may_write(Listing *l, const Component *component) {
    size_t before = l->open.count;
    for (uint32_t i = 0; i < component->rule_count; i++) {
        const Literal *literal = covering(l, &program_of(l)->rules.items[component->rules[i]]);
        if (!literal) return true; /* it has just been struck off */
        if (!rows_of(l, literal->relation)) vec_push(&l->open, literal->relation);
    }
    return l->open.count == before;
}

static void write_down(Listing *l, RelId id, const Component *component) {
    l->tables[id] = table_new(relation_of(l, id)->arity);
    table_begin_run(l->tables[id], NO_ID, 0);
    bool is_whole = add_given(l, id);
    for (uint32_t i = 0; i < component->rule_count && is_whole; i++) {
        const Rule *rule = &program_of(l)->rules.items[component->rules[i]];
        is_whole = covering(l, rule) && add_heads(l, rule);
    }
    l->rows += table_count(l->tables[id]);
    if (is_whole) return;
    table_free(l->tables[id]);
    l->tables[id] = NULL;
    l->is_listed[id] = false;
}

Table *listing_table(Listing *l, RelId relation) {
    if (!l->is_listed[relation]) return NULL;
    vec_empty(&l->open);
    if (!rows_of(l, relation)) vec_push(&l->open, relation);
    while (l->open.count) {
        RelId id = vec_last(&l->open);
        const Component *component = component_of(l, id);
        bool is_done = rows_of(l, id) || !l->is_listed[id];
        if (!is_done && !may_write(l, component)) continue;
        if (!is_done) write_down(l, id, component);
        (void)vec_pop(&l->open);
    }
    return l->is_listed[relation] ? rows_of(l, relation) : NULL;
}
