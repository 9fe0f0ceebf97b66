/* What stores are made of, and where given rows were stated, for store.c and fork.c. */
#ifndef HENCE_STORE_INTERNAL_H
#define HENCE_STORE_INTERNAL_H

#include "runtime/store/store.h"

typedef struct {
    Origin origin;
    uint32_t next; /* further statement of the same row; NO_ID ends */
} Statement;

typedef struct {
    RowId first;
    SourceId source; /* words are lines of it; NO_SOURCE: words are statements */
    uint32_t base;   /* where the words of its rows begin; or the line of the first, if the lines count up from there */
    bool counts_up;
} Stretch;

typedef struct {
    RowId row;            /* NO_ROW: free */
    uint32_t first, last; /* statements */
} Again;

typedef struct {
    RelId relation;
    RowId row;
    Symbol label; /* NO_SYMBOL: free */
} Labelled;

typedef struct {
    uint32_t count; /* given rows */
    Vec(uint32_t) words;
    Vec(Stretch) stretches;
    Vec(Statement) statements;
    Again *again; /* open addressing by row */
    uint32_t again_capacity, again_count;
} Stated;

typedef struct Givens {
    Vec(Stated *) relations; /* NULL: nothing of it is given */
    Labelled *labels;        /* open addressing by symbol */
    uint32_t capacity, count;
    const struct Store *beside; /* of whose labels those of shared relations are good; NULL */
} Givens;

Store *store_bare(const Program *program);                      /* without a place for any relation yet */
void store_add_table(Store *store, Table *table);               /* the place of the next relation */
const Stated *store_stated(const Store *store, RelId relation); /* NULL: nothing of it is given */
Stated *store_stated_for(const Store *store, RelId relation);   /* made on first use */
/* Of a given row: its further statements, NULL where it has none; its stretch;
 * its word there, a line or a statement. */
const Again *stated_again(const Stated *stated, RowId row);
const Stretch *stated_stretch(const Stated *stated, RowId row);
uint32_t stated_word(const Stated *stated, const Stretch *stretch, RowId row);

#endif
