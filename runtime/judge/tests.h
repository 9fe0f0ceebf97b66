/* The tests of a program: each expectation looked up in its world. */
#ifndef HENCE_TESTS_H
#define HENCE_TESTS_H

#include "runtime/judge/scenario.h"

/* An expectation that was not met. */
typedef struct {
    const Expect *expect;
    Str expected, got; /* "claim friends unsupported", "established" */
} Failure;

typedef struct {
    const Test *test;
    const Failure *failures; /* none: passed */
    uint32_t failure_count;
    Stop stop; /* the world's run did not come to its end: the test has failed */
} TestResult;
bool test_has_passed(const TestResult *result);

typedef struct {
    TestResult *items; /* as many as the program has tests, in the order written */
    uint32_t count, passed, failed;
    bool has_faults; /* some value could not be computed in some world */
    Stop stop;       /* the first reason why a run stopped */
} TestResults;

/* Runs all tests.  `plain` is what they look into that name no scenario: the program as it is or with some changes,
 * already run.  A scenario changes `given` (NULL: the facts of plain) together with what else `changes` says (NULL:
 * nothing); it is run once however many tests use it.  Everything in the result lives in arena. */
TestResults judge_tests(const World *plain, const Store *given, const Changes *changes, const RunOptions *options,
                        Diags *diags, Arena *arena);

#endif
