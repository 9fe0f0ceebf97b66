/* A change that is offered, written into the theory that it is a change of; to be read and run as any text.
 * For tests that include cmocka.h first. */
#ifndef HENCE_TEST_REPAIRED_H
#define HENCE_TEST_REPAIRED_H

#include "runtime/judge/repair.h"
#include "tests/support/ran.h"
#include "tests/support/theory.h"

/* The theory with what is added and without the priorities that are taken back, its claims, and a scenario that takes
 * back facts. */
void repaired_print(const Theory *theory, Str claims, const Program *program, const Repair *repair, Text *text);
/* Compiled and run; where the text has a scenario, in its world.  policy NULL: the default. */
Ran repaired_run(Str text, const Policy *policy);

#endif
