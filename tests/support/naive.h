/* The oracle: what follows from a program, found in the most obvious way.
 *
 * Component after component, every rule is tried on everything known until nothing is new, for what is true and what is
 * possible in turns.  No index, no delta, no plan, nothing in common with the engine but the functions and comparisons
 * of the language. */
#ifndef HENCE_NAIVE_H
#define HENCE_NAIVE_H

#include "lang/program/program.h"

typedef struct Naive Naive;

/* The program must be ordered; its facts are what is given. */
Naive *naive_run(const Program *program);
void naive_free(Naive *naive);

uint32_t naive_count(const Naive *naive, RelId relation); /* rows that rules may see */
bool naive_holds(const Naive *naive, RelId relation, const Value *row);
uint32_t naive_hidden_count(const Naive *naive, RelId relation);
uint32_t naive_undecided_count(const Naive *naive, RelId relation);
bool naive_is_undecided(const Naive *naive, RelId relation, const Value *row);

#endif
