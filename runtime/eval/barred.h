/* Sets of rows by value, of any relations: what rules are not to see. */
#ifndef HENCE_BARRED_H
#define HENCE_BARRED_H

#include "runtime/store/store.h"

typedef struct {
    const Program *program;
    Vec(Table *) tables; /* by relation; NULL where there are none */
    uint32_t count;
} RowSet;

void rows_init(RowSet *set, const Program *program);
void rows_clear(RowSet *set);
bool rows_add(RowSet *set, RelId relation, const Value *row); /* whether it is new */
bool rows_have(const RowSet *set, RelId relation, const Value *row);
void rows_add_all(RowSet *set, const RowSet *other);
bool rows_are_same(const RowSet *a, const RowSet *b);
void rows_swap(RowSet *a, RowSet *b);

/* Tells each of the rows. */
typedef void OnBarred(void *context, RelId relation, const Value *row);
void rows_each(const RowSet *set, OnBarred *tell, void *context);

#endif
