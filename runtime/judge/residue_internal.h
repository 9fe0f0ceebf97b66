/* A ground program in the making, for residue.c, and solved, for residue_solve.c. */
#ifndef HENCE_RESIDUE_INTERNAL_H
#define HENCE_RESIDUE_INTERNAL_H

#include "runtime/eval/ground.h"
#include "runtime/judge/residue.h"

typedef struct {
    RelId relation;
    RowId row;    /* of the possible table; NO_ROW: an atom that was made */
    bool is_full; /* there, though it may be hidden */
    bool has_rivals;
} Node;

/* A row that may be contradicted: no rule sees it where its bar is given. */
typedef struct {
    AtomId there, bar;
    uint32_t first_rival, rival_count; /* in rivals */
    uint32_t stage;                    /* the last component of the last group in which they contradict each other */
    bool was_barred;                   /* the last time but one */
} Weighed;

struct Residue {
    const Store *store;
    ResidueKind kind;
    Vec(Node) nodes; /* by atom */
    Table *numbers;  /* (relation, row, is_full, atom) of nodes */
    Vec(AtomId) heads;
    Vec(uint32_t) starts, body;
    Vec(bool) is_blocked, is_given, is_open;
    Vec(AtomId) within;   /* rows read in the group in which they may be contradicted */
    Vec(Weighed) weighed; /* FOR_ONE_WORLD */
    Vec(AtomId) rivals;   /* that they are there */
    Vec(bool) has_met;    /* by rival: both were there at once, in a model of this solution */
    Vec(AtomId) targets;
    Vec(RowRef) suspended;
    Vec(AtomId) deciding; /* by suspended row: the atom that it follows from */
    size_t followed;      /* nodes before are done */
    Ground ground;
    Model model;
    uint64_t solved; /* times */
};

#endif
