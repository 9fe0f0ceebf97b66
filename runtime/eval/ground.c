/* From instances to a ground program.
 *
 * The rows that the scratch program has found are gone through once, a chunk at a time, so that the waiting for memory
 * when the atoms of their literals are looked up overlaps.  Linear in instances and their literals. */
#include "runtime/eval/ground.h"

enum { COLUMNS_MOST = 64, CHUNK = 1024 };

/* Some instances of a scheme: the atoms of their heads and conditions, and which of them are blocked. */
typedef struct {
    Scratch *scratch;
    const Scheme *scheme;
    const Table *table;
    RowId from;
    uint32_t count;
    Value *columns; /* room for the terms of one literal, CHUNK values each */
    RowId *rows;    /* CHUNK for the head, then for each condition: rows of their spaces */
} Chunk;

/* Values are words, so this is for symbols as for numbers. */
static void find_dense_rows(const Chunk *chunk, Term term, const Space *space, RowId *rows) {
    uint32_t arity = table_arity(chunk->table);
    const Value *first = table_row(chunk->table, chunk->from);
    for (uint32_t i = 0; i < chunk->count; i++) {
        Value v = term.kind == TERM_CONST ? term.id : first[(size_t)i * arity + term.id];
        rows[i] = v - space->low < space->range ? space->row_behind[v - space->low] - 1 : NO_ROW;
    }
}

static void find_rows(Chunk *chunk, const Term *terms, uint32_t term_count, uint32_t space, bool sees_hidden,
                      RowId *rows) {
    const Value *columns[COLUMNS_MOST];
    uint32_t arity = table_arity(chunk->table);
    const Value *first = table_row(chunk->table, chunk->from);
    bool is_dense = chunk->scratch->spaces.items[space].row_behind;
    for (uint32_t c = 0; c < term_count && !is_dense; c++) {
        Value *column = chunk->columns + (size_t)c * CHUNK;
        columns[c] = column;
        for (uint32_t i = 0; i < chunk->count; i++)
            column[i] = terms[c].kind == TERM_CONST ? terms[c].id : first[(size_t)i * arity + terms[c].id];
    }
    const Table *table = store_table(&chunk->scratch->store, chunk->scratch->spaces.items[space].relation);
    if (is_dense)
        find_dense_rows(chunk, terms[0], &chunk->scratch->spaces.items[space], rows);
    else
        table_find_batch(table, columns, chunk->count, rows);
    for (uint32_t i = 0; !sees_hidden && table_hidden_count(table) && i < chunk->count; i++)
        if (rows[i] != NO_ROW && table_is_hidden(table, rows[i])) rows[i] = NO_ROW; /* no rule sees it */
}

/* Whether what an instance says of another component is no more than possible. */
static bool is_undecided(Chunk *chunk, const Condition3 *condition, uint32_t i) {
    const Value *instance = table_row(chunk->table, chunk->from + i);
    const Store *store = &chunk->scratch->store;
    Value key[COLUMNS_MOST];
    uint64_t columns = 0;
    uint32_t n = 0;
    for (uint32_t c = 0; c < condition->term_count; c++) {
        Term term = condition->terms[c];
        if (term.kind == TERM_ANY) continue;
        columns |= UINT64_C(1) << c;
        key[n++] = term.kind == TERM_CONST ? term.id : instance[term.id];
    }
    if (condition->is_denied)
        return table_match(store_possible(store, condition->relation), columns, key, false) != NO_ROW;
    return table_match(store_table(store, condition->relation), columns, key, false) == NO_ROW;
}

/* Of a guard, a row is no instance where an atom it needs is not possible. */
static bool is_instance(const Chunk *chunk, uint32_t i) {
    if (!chunk->scheme->is_guarded) return true;
    for (uint32_t k = 0; k < chunk->scheme->condition_count; k++)
        if (!chunk->scheme->conditions[k].is_denied && chunk->rows[(size_t)(k + 1) * CHUNK + i] == NO_ROW) return false;
    return true;
}

static void add_instance(Chunk *chunk, uint32_t i, InstanceId id, uint32_t *end) {
    Scratch *scratch = chunk->scratch;
    if (chunk->scheme->rule == NO_ID && chunk->rows[CHUNK + i] == NO_ROW) {
        /* a projection of a hidden row: an instance that gives nothing */
        AtomId hidden = scratch->spaces.items[chunk->scheme->conditions[0].space].first + chunk->from + i;
        scratch->heads[id] = hidden;
        scratch->body[(*end)++] = hidden * 2;
        scratch->starts[id + 1] = *end;
        return;
    }
    scratch->heads[id] = scratch->spaces.items[chunk->scheme->head].first + chunk->rows[i];
    for (uint32_t k = 0; k < chunk->scheme->condition_count; k++) {
        const Condition3 *condition = &chunk->scheme->conditions[k];
        RowId row = chunk->rows[(size_t)(k + 1) * CHUNK + i];
        if (!condition->is_inner) {
            scratch->is_blocked[id] = scratch->is_blocked[id] || is_undecided(chunk, condition, i);
        } else if (row != NO_ROW) { /* what is not possible is denied rightly */
            AtomId atom = scratch->spaces.items[condition->space].first + row;
            scratch->body[(*end)++] = atom * 2 + condition->is_denied;
        }
    }
    scratch->starts[id + 1] = *end;
}

static bool add_instances(Scratch *scratch, Scheme *scheme, InstanceId *next, uint32_t *end) {
    Chunk chunk = {.scratch = scratch, .scheme = scheme, .table = store_table(&scratch->store, scheme->instances)};
    bool going_on = true;
    scheme->first = *next;
    chunk.columns = mem_alloc((size_t)COLUMNS_MOST * CHUNK * sizeof *chunk.columns);
    chunk.rows = mem_alloc((size_t)(scheme->condition_count + 1) * CHUNK * sizeof *chunk.rows);
    for (; chunk.from < scheme->count && going_on; chunk.from += CHUNK) {
        chunk.count = scheme->count - chunk.from < CHUNK ? scheme->count - chunk.from : CHUNK;
        find_rows(&chunk, scheme->terms, scheme->term_count, scheme->head, true, chunk.rows);
        for (uint32_t k = 0; k < scheme->condition_count; k++) {
            const Condition3 *condition = &scheme->conditions[k];
            if (condition->is_inner)
                find_rows(&chunk, condition->terms, condition->term_count, condition->space, condition->sees_hidden,
                          chunk.rows + (size_t)(k + 1) * CHUNK);
        }
        for (uint32_t i = 0; i < chunk.count; i++)
            if (is_instance(&chunk, i)) add_instance(&chunk, i, (*next)++, end);
        going_on = chunk.from % (CHUNK * 64) || !work_should_stop(&scratch->work, NO_ID);
    }
    scheme->count = *next - scheme->first;
    mem_free(chunk.columns);
    mem_free(chunk.rows);
    return going_on;
}

/* A space of one column with few gaps between its values is an array. */
static void open_dense(Scratch *scratch, Space *space) {
    const Table *table = store_table(&scratch->store, space->relation);
    Value low = UINT32_MAX, high = 0;
    if (table_arity(table) != 1 || !uses(scratch->store.without, WAY_SETS)) return;
    for (RowId row = 0; row < space->count; row++) {
        Value v = *table_row(table, row);
        if (v < low) low = v;
        if (v > high) high = v;
    }
    if (space->count == 0 || high - low >= 2 * (uint64_t)space->count + 64) return;
    space->low = low;
    space->range = high - low + 1;
    space->row_behind = mem_alloc_zero(space->range * sizeof *space->row_behind);
    for (RowId row = 0; row < space->count; row++) space->row_behind[*table_row(table, row) - low] = row + 1;
}

void scratch_close_dense(Scratch *scratch) {
    for (size_t s = 0; s < scratch->spaces.count; s++) {
        mem_free(scratch->spaces.items[s].row_behind);
        scratch->spaces.items[s].row_behind = NULL;
    }
}

/* Numbers atoms, and counts the instances there may be; false if there are too many. */
static bool number_all(Scratch *scratch, Ground *ground, uint64_t *literals) {
    uint64_t atoms = 0, instances = 0;
    *literals = 0;
    for (size_t s = 0; s < scratch->spaces.count; s++) {
        Space *space = &scratch->spaces.items[s];
        space->first = (AtomId)atoms;
        space->count = table_count(store_table(&scratch->store, space->relation));
        atoms += space->count;
        if (space->real != NO_ID && store_suspended(&scratch->store, space->real))
            instances += table_count(store_suspended(&scratch->store, space->real));
    }
    for (size_t s = 0; s < scratch->schemes.count; s++) {
        Scheme *scheme = &scratch->schemes.items[s];
        scheme->count = table_count(store_table(&scratch->store, scheme->instances));
        instances += scheme->count;
        *literals += (uint64_t)scheme->count * scheme->condition_count;
    }
    ground->atom_count = (uint32_t)atoms;
    ground->instance_count = (uint32_t)instances;
    return atoms < INT32_MAX && instances < INT32_MAX && *literals < UINT32_MAX;
}

/* What is suspended follows from something undecided. */
static void add_suspended(Scratch *scratch, const Space *space, InstanceId *next, uint32_t end) {
    const Table *suspended = space->real == NO_ID ? NULL : store_suspended(&scratch->store, space->real);
    const Table *table = store_table(&scratch->store, space->relation);
    for (RowId row = 0; suspended && row < table_count(suspended); row++) {
        InstanceId id = (*next)++;
        scratch->heads[id] = space->first + table_find(table, table_row(suspended, row));
        scratch->is_blocked[id] = true;
        scratch->starts[id + 1] = end;
    }
}

bool scratch_ground(Scratch *scratch, Ground *ground) {
    uint64_t literals;
    InstanceId next = 0;
    uint32_t end = 0;
    if (!number_all(scratch, ground, &literals)) return work_has_room(&scratch->work, NO_ID, UINT64_MAX / 2);
    uint64_t bytes = (uint64_t)ground->instance_count * 9 + ground->atom_count + literals * 4;
    if (!work_has_room(&scratch->work, NO_ID, bytes * 2)) return false;
    scratch->heads = mem_alloc((size_t)ground->instance_count * sizeof *scratch->heads + 1);
    scratch->starts = mem_alloc_zero(((size_t)ground->instance_count + 1) * sizeof *scratch->starts);
    scratch->body = mem_alloc((size_t)literals * sizeof *scratch->body + 1);
    scratch->is_blocked = mem_alloc_zero((size_t)ground->instance_count + 1);
    scratch->is_given = mem_alloc_zero((size_t)ground->atom_count + 1);
    for (size_t s = 0; s < scratch->spaces.count; s++) open_dense(scratch, &scratch->spaces.items[s]);
    for (size_t s = 0; s < scratch->schemes.count; s++) {
        Scheme *scheme = &scratch->schemes.items[s];
        if (!add_instances(scratch, scheme, &next, &end)) return false;
        if (scheme->rule == NO_ID || scheme->is_guarded) continue;
        table_free(scratch->store.tables.items[scheme->instances]); /* all is said; its memory is needed */
        scratch->store.tables.items[scheme->instances] = table_new(0);
    }
    scratch_close_dense(scratch);
    for (size_t s = 0; s < scratch->spaces.count; s++) add_suspended(scratch, &scratch->spaces.items[s], &next, end);
    for (size_t s = 0; s < scratch->spaces.count; s++) { /* given rows are those that the component has so far */
        const Space *space = &scratch->spaces.items[s];
        if (space->real == NO_ID) continue;
        memset(scratch->is_given + space->first, 1, table_count(store_table(&scratch->store, space->real)));
    }
    ground->instance_count = next;
    ground->heads = scratch->heads;
    ground->starts = scratch->starts;
    ground->body = scratch->body;
    ground->is_blocked = scratch->is_blocked;
    ground->is_given = scratch->is_given;
    return true;
}
