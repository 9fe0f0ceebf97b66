/* Rows that a relation has at most, whatever given facts are taken back: where every rule for it takes its whole head
 * from a single literal that is listed itself.  Relations without rules are listed by their given rows. */
#ifndef HENCE_JUDGE_LISTING_H
#define HENCE_JUDGE_LISTING_H

#include "runtime/store/store.h"

typedef struct {
    const Store *store;
    const Program *program;
    bool *is_listed; /* by relation */
    Table **tables;  /* by relation: made when somebody asks; owned */
    uint64_t rows;   /* written down */
    Vec(RelId) open; /* room to work in */
} Listing;

/* By relation of a program, whether it is listed.  The caller frees it. */
bool *listing_find(const Program *program);
/* Borrows a store with the given facts, whether it has run or not. */
void listing_init(Listing *listing, const Store *store);
void listing_clear(Listing *listing);
/* NULL: it is not listed, or there are too many rows to write down.  Good until the end of the listing. */
Table *listing_table(Listing *listing, RelId relation);

#endif
