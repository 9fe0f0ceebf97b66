/* What the files of grading share: an answer while it is marked. */
#ifndef HENCE_GRADE_INTERNAL_H
#define HENCE_GRADE_INTERNAL_H

#include "runtime/api/grade.h"

typedef struct {
    const Grader *grader;
    Marks *marks;
    Beside own; /* what is given, and the answer; has run */
} Marking;

/* Compares a relation with the solution's; what differs is told unless it is hidden. */
void mark_comparison(Marking *marking, uint32_t demand);
/* Why what is expected is not so, or what is not expected is, in the answer. */
void explain_expected(Marking *marking, uint32_t demand);

/* What `hence why` says of the subject in a world of the session, without the commands that it names.
 * changes: NULL for the world that has run. */
void tell_why_in(Session *session, const Changes *changes, const RunOptions *run, Str subject, Text *text);

#endif
