/* Marks for those who read them: people, spreadsheets, and programs that collect marks. */
#ifndef HENCE_SHOW_MARKS_H
#define HENCE_SHOW_MARKS_H

#include "runtime/judge/marks.h"

/* One line an answer: `ann   5 of 7  partly read`. */
void marks_table_print(const Batch *batch, Text *text);
/* All about one answer, for who handed it in; Markdown that reads well as it is. */
void feedback_print(const Exercise *exercise, const Marks *marks, Text *text);

void marks_csv_print(const Batch *batch, Text *text);
/* {"exercise":{..},"answers":[..]}: tests/schemas/grade.json */
void marks_json_print(const Batch *batch, Text *text);
/* Test Anything Protocol, version 14: an answer is a subtest.
 * https://testanything.org/tap-version-14-specification.html */
void marks_tap_print(const Batch *batch, Text *text);
/* JUnit XML as GitLab and GitHub read it: an answer is a suite.
 * https://docs.gitlab.com/ee/ci/testing/unit_test_reports.html */
void marks_junit_print(const Batch *batch, Text *text);
/* results.json of one answer.  https://gradescope-autograders.readthedocs.io/en/latest/specs/ */
void marks_gradescope_print(const Exercise *exercise, const Marks *marks, Text *text);

/* `5 of 7 points`. */
void points_print(uint32_t points, uint32_t of, Text *text);
/* `hidden 2` or what is demanded; for a format that has names of its own. */
Str demand_name(const Exercise *exercise, uint32_t number, Text *room);

#endif
