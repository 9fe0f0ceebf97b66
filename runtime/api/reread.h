/* The files of a session, read and run once more with what a repair changes.
 *
 *     Rereading rereading = {session, supposed, run, repair}; which stays where it is
 *     Session other;
 *     if (reread(&rereading, &other)) ...other.world is what the program says then...
 *     reread_end(&rereading, &other);
 *
 * A priority, or a denial that no file knew of, changes the translation into rules, so it is another program: the same files,
 * with statements more or fewer. */
#ifndef HENCE_REREAD_H
#define HENCE_REREAD_H

#include "runtime/api/revised.h"
#include "runtime/api/suppose.h"
#include "runtime/judge/repair.h"

typedef struct {
    const Session *session;
    const Supposed *supposed; /* what holds in its world */
    const RunOptions *run;
    const Repair *repair;
    Text more; /* what follows is its own: statements, */
    Denied denied;
    Revised revised;
} Rereading;

/* False where it could not be read or run; other is to be ended either way.  Facts of the repair are not in it yet. */
bool reread(Rereading *rereading, Session *other);
void reread_end(Rereading *rereading, Session *other);

#endif
