/* The inside of a table, for relation.c and index.c. */
#ifndef HENCE_RELATION_INTERNAL_H
#define HENCE_RELATION_INTERNAL_H

#include "runtime/store/relation.h"

typedef struct {
    RowId first; /* of the stretch */
    RuleId rule;
    Round round;
} Run;

struct Table {
    uint32_t arity;
    uint32_t count;
    Value *rows; /* row after row */
    size_t capacity;
    RowId *slots; /* hash of whole rows; a power of two; NO_ROW is free */
    uint32_t slot_count;
    RuleId rule; /* of the run being written */
    Round round;
    bool run_is_open;
    Vec(Run) runs;
    Vec(Index *) indexes;
    uint64_t *hidden; /* bits; NULL while no row is */
    uint32_t hidden_words, hidden_count;
};

/* Multiply and fold: cheap, and good in the high and low bits alike. */
static inline uint64_t hash_step(uint64_t h, uint32_t word) {
    h = (h ^ word) * UINT64_C(0x9E3779B97F4A7C15);
    return h ^ h >> 32;
}

static inline uint32_t row_hash(const Value *row, uint32_t arity) {
    uint64_t h = 0;
    for (uint32_t i = 0; i < arity; i++) h = hash_step(h, row[i]);
    return (uint32_t)h;
}

Index *index_new(const Table *table, uint64_t columns);
void index_free(Index *index);
void index_extend(Index *index);
uint64_t index_columns(const Index *index);
uint64_t index_bytes(const Index *index);

#endif
