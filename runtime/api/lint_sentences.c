/* Sentences that leave out what tells two facts apart.
 *
 * Two rows read the same where they agree on all columns that their sentence names; so the rows are put in the order of
 * these columns, and neighbours are compared.  A column of a key is asked for even where no two rows show it: rows that
 * differ in nothing else may stand side by side. */
#include "runtime/api/lint_sentences.h"

#include <stdlib.h>

typedef struct {
    const Values *values;
    const uint32_t *order; /* the columns: those that the sentence names, then the others */
    uint32_t named, arity;
} Shape;

typedef struct {
    const Shape *shape;
    const Value *row;
} Read;

static int by_columns(const Read *a, const Read *b, uint32_t from, uint32_t to) {
    for (uint32_t i = from; i < to; i++) {
        uint32_t column = a->shape->order[i];
        if (a->row[column] == b->row[column]) continue;
        return value_compare(a->shape->values, a->row[column], b->row[column]);
    }
    return 0;
}

static int by_reading(const void *a, const void *b) { return by_columns(a, b, 0, ((const Read *)a)->shape->arity); }

/* All rows of a relation, wherever they are kept; some of them twice. */
static uint32_t rows_of(const Session *session, RelId relation, const Shape *shape, Read **reads, Arena *arena) {
    const Program *program = session->program;
    const Store *store = session->world->store;
    uint32_t count = 0;
    for (int filling = 0; filling < 2; filling++) {
        if (filling) *reads = arena_array(arena, Read, count);
        count = 0;
        for (RelId id = 0; id < program->relations.count; id++) {
            if (id != relation && program_said(program, id) != relation) continue;
            uint32_t rows = id == relation ? table_count(store_table(store, id)) : store_given_count(store, id);
            for (RowId row = 0; row < rows; row++, count++)
                if (filling) (*reads)[count] = (Read){shape, table_row(store_table(store, id), row)};
        }
    }
    return count;
}

static Shape shape_of(const Program *program, RelId relation, Arena *arena) {
    uint32_t arity = program->relations.items[relation].arity, *order = arena_array(arena, uint32_t, arity), count = 0;
    Shape shape = {program->values, order, 0, arity};
    for (uint32_t pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < arity; i++)
            if (sentence_names(program, relation, i) == (pass == 0)) order[count++] = i;
        if (pass == 0) shape.named = count;
    }
    return shape;
}

static Str column_name(const Program *program, const Relation *relation, uint32_t column) {
    return intern_text(values_symbols(program->values), relation->columns[column].name);
}

static void remedy(Session *session, Diag *diag, const Relation *relation, uint32_t column) {
    Str name = column_name(session->program, relation, column);
    if (relation->columns[column].is_optional)
        diag_remedy(session->diags, diag, "name it, where there is one:  \"... [, %.*s {%.*s}]\"", STR_FMT(name),
                    STR_FMT(name));
    else
        diag_remedy(session->diags, diag, "name it:  \"... {%.*s} ...\"", STR_FMT(name));
}

static uint32_t key_column_unsaid(const Program *program, RelId id) {
    const Relation *relation = &program->relations.items[id];
    for (uint32_t k = 0; k < relation->key_count; k++)
        for (uint32_t i = 0; i < relation->keys[k].count; i++)
            if (!sentence_names(program, id, relation->keys[k].columns[i])) return relation->keys[k].columns[i];
    return NO_ID;
}

/* Which rows read as the one before them though they are others; the first of them to *first. */
static uint32_t count_alike(const Read *reads, uint32_t count, const Shape *shape, uint32_t *first) {
    uint32_t alike = 0;
    for (uint32_t i = 1; i < count; i++) {
        if (by_columns(&reads[i - 1], &reads[i], 0, shape->named) != 0) continue;
        if (by_columns(&reads[i - 1], &reads[i], shape->named, shape->arity) == 0) continue;
        if (alike++ == 0) *first = i;
    }
    return alike;
}

/* True if it warned. */
static bool warn_alike(Session *session, RelId id, Arena *arena) {
    const Program *program = session->program;
    const Relation *relation = &program->relations.items[id];
    const Shape shape = shape_of(program, id, arena);
    Read *reads;
    uint32_t first = 0, i = shape.named, count = rows_of(session, id, &shape, &reads, arena);
    if (shape.named == shape.arity) return false;
    if (count > 1) qsort(reads, count, sizeof *reads, by_reading);
    uint32_t alike = count_alike(reads, count, &shape, &first);
    if (alike == 0) return false;
    while (by_columns(&reads[first - 1], &reads[first], i, i + 1) == 0) i++;
    Text words;
    text_init(&words);
    sentence_print(program, id, reads[first].row, &words);
    Diag *diag = diag_add(session->diags, W0208, relation->span,
                          "%u fact%s read%s as another does, \"%s\"%s: they differ in '%.*s'", (unsigned)alike,
                          alike == 1 ? "" : "s", alike == 1 ? "s" : "", words.bytes, alike == 1 ? "" : " is one",
                          STR_FMT(column_name(program, relation, shape.order[i])));
    remedy(session, diag, relation, shape.order[i]);
    text_clear(&words);
    return true;
}

void warn_sentences(Session *session) {
    const Program *program = session->program;
    for (RelId id = 0; id < program->relations.count; id++) {
        const Relation *relation = &program->relations.items[id];
        if (relation->sentence.length == 0 || relation->helper != HELPER_NONE || relation->span.source == NO_SOURCE)
            continue;
        Arena arena;
        arena_init(&arena);
        bool is_told = warn_alike(session, id, &arena);
        uint32_t column = is_told || relation->is_negative ? NO_ID : key_column_unsaid(program, id);
        if (column != NO_ID) {
            Diag *diag = diag_add(session->diags, W0208, relation->span,
                                  "the sentence leaves out '%.*s', which belongs to a key",
                                  STR_FMT(column_name(program, relation, column)));
            remedy(session, diag, relation, column);
        }
        arena_clear(&arena);
    }
}
