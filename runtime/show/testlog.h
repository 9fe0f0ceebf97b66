/* Results of tests: for people, as TAP 14, and as JSON. */
#ifndef HENCE_TESTLOG_H
#define HENCE_TESTLOG_H

#include "runtime/judge/tests.h"

void testlog_print(const TestResults *results, const Program *program, const Sources *sources, Text *text);
/* Test Anything Protocol, version 14, https://testanything.org */
void testlog_print_tap(const TestResults *results, const Program *program, const Sources *sources, Text *text);
/* {"tests":[{"name","scenario","place","passed","stopped","failures":[{"place","expect","expected","got"}]}],
 *  "passed":n,"failed":n} */
void testlog_print_json(const TestResults *results, const Program *program, const Sources *sources, Text *text);

/* A name as TAP has it: on one line, with `#` escaped. */
void tap_description_print(Str name, Text *text);

#endif
