/* The files of a session that has been read, to be read once more with other texts:
 * as they were, whatever is on the disk by now.
 *
 *     Revised revised = {session, cut_a_statement, &context};
 *     revised_init(&other, &revised);
 *     session_read(&other, session->paths, session->path_count); */
#ifndef HENCE_REVISED_H
#define HENCE_REVISED_H

#include "runtime/api/session.h"

/* Changes a copy of the text of a source of the session. */
typedef void Revise(void *context, SourceId source, Text *text);

typedef struct {
    const Session *session;
    Revise *revise;
    void *context; /* of revise */
} Revised;

/* A session with the settings of that one, which reads its files so; *revised must outlive it. */
void revised_init(Session *other, const Revised *revised);

#endif
