/* The slice of claims: the given rows that they can depend on, found row by row.
 *
 * The cone (cone.h) goes by relations; the slice also carries along the values that a head has, down through the bodies
 * of its rules, and through rows that are given.  What lies outside changes nothing for the claims, as long as facts
 * are only taken back, suspended or, of open relations, settled.
 *
 * after F. Bancilhon, D. Maier, Y. Sagiv, J. Ullman, Magic sets and other strange ways to implement logic programs,
 * 1986; here nothing is rewritten, and what is found may be too much. */
#ifndef HENCE_SLICE_H
#define HENCE_SLICE_H

#include "lang/program/agenda.h"
#include "runtime/store/store.h"

typedef struct {
    uint32_t *first; /* by relation: where its given rows stand in has */
    bool *has;
    uint32_t count, all; /* rows in it, and given rows */
} Slice;

/* Of `count` claims, in a store with the given facts, whether it has run or not. */
void slice_init(Slice *slice, const Store *store, const Claim *const *claims, size_t count);
void slice_clear(Slice *slice);
/* Of a given row. */
static inline bool slice_has(const Slice *slice, RelId relation, RowId row) {
    return slice->has[slice->first[relation] + row];
}

/* The footprint of a claim: patterns of all rows that its status can depend on, derived ones too, whatever facts come
 * and go.  While no row of them fares otherwise, its status and reason are the same. */
typedef struct {
    RelId relation;
    uint32_t first; /* in values: as many as columns, UNBOUND where any will do */
} FootprintPattern;
typedef struct {
    const Program *program;
    Vec(FootprintPattern) patterns;
    Vec(Value) values;
} Footprint;

/* False, and it is empty, where finding it takes more than about so many steps. */
bool footprint_init(Footprint *footprint, const Store *store, const Claim *claim, uint32_t most);
void footprint_clear(Footprint *footprint);
bool footprint_meets(const Footprint *footprint, RelId relation, const Value *row);

#endif
