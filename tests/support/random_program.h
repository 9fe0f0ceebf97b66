/* Random programs: small, full of corners, the same for the same seed. */
#ifndef HENCE_RANDOM_PROGRAM_H
#define HENCE_RANDOM_PROGRAM_H

#include "lang/program/program.h"

typedef enum {
    RANDOM_SMALL,    /* few rows of many kinds: negation, comparisons, functions, aggregates, contraries, keys */
    RANDOM_CIRCULAR, /* and negation that runs in circles, so that rows are undecided */
    RANDOM_LARGE,    /* joins and recursion over some thousand rows */
    RANDOM_STRATA,   /* the same, with aggregates over relations that nobody else reads, and few contraries */
    RANDOM_CONTRARY, /* much that contradicts something: contraries, keys, and rules that lead from one to the other */
    RANDOM_PAIRS /* one or two columns: paths and triangles over values of every kind, tested and denied on the way */
} RandomSize;

/* Ordered, ready to run.  Its facts are program->facts. */
Program *random_program(uint64_t seed, RandomSize size);

#endif
