/* What an argument could be moved by: the facts it rests on, what would except it, priorities over it. */
#ifndef HENCE_LEVERS_H
#define HENCE_LEVERS_H

#include "runtime/judge/dispute.h"
#include "runtime/why/proof.h"

typedef struct {
    RelId relation; /* as it is written */
    const Value *row;
} WrittenAtom;
typedef Vec(WrittenAtom) WrittenAtoms;

static inline bool written_atom_is_same(const Program *program, WrittenAtom a, WrittenAtom b) {
    return a.relation == b.relation && row_is_same(a.row, b.row, program->relations.items[a.relation].arity);
}

/* The given facts below a row that holds, at most LEVERS_KEPT: those with an id or a source first, then in the order of
 * its proof.  Parameters are none.  Rows are of the store. */
WrittenAtoms facts_below(const Proof *proof);
/* All of those that have an id or a source, or have none. */
WrittenAtoms facts_below_alone(const Proof *proof, bool is_named);

/* Atoms that a step of its proof denies, ground and as they are written: were one accepted, the row might not hold.  At
 * most LEVERS_KEPT, in the order of the proof; rows live in the arena. */
WrittenAtoms denials_below(const Proof *proof, Arena *arena);

/* Atoms that would keep the rule of an argument from applying, were they accepted: its exceptions, those that other
 * files add, and what it denies.  Rows live in the arena. */
WrittenAtoms exceptions_to(const Store *store, const Argument *argument, Arena *arena);

typedef struct {
    Symbol winner, loser;
} Priority;
typedef Vec(Priority) Priorities;

/* Of an argument for it over the one against it, by the names that the program can rank: labels, else sources. */
Priorities priorities_over(const Store *store, const Arguments *pro, const Argument *against);
/* Statements of the program by which steps of a proof win over what applies against them: in the order of the proof, at
 * most LEVERS_KEPT; is_cut tells of others. */
Priorities priorities_below(const Proof *proof, bool *is_cut);

enum { LEVERS_KEPT = 8 };

#endif
