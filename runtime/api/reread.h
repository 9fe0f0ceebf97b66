/* What the files of a session say with what a repair changes, compiled and run once more.
 *
 *     Rereading rereading = {session, supposed, run, repair}; which stays where it is
 *     Session other;
 *     if (reread(&rereading, &other)) ...other.world is what the program says then...
 *     reread_end(&rereading, &other);
 *
 * A priority, or a denial that no file knew of, changes the translation into rules, so it is another program: made of
 * what was kept from before arguments were weighed, or else of the same files, with statements more or fewer.  Where a
 * claim is asked about, its islands and those of the repair are enough. */
#ifndef HENCE_REREAD_H
#define HENCE_REREAD_H

#include "lang/program/islands.h"
#include "runtime/api/revised.h"
#include "runtime/api/suppose.h"
#include "runtime/judge/repair.h"

typedef struct {
    const Session *session;
    const Supposed *supposed; /* what holds in its world */
    const RunOptions *run;
    const Repair *repair;
    const Claim *claim;     /* all that is asked; NULL: something else */
    const Islands *islands; /* of what the files say; NULL: they are not known */
    bool *is_in;            /* by relation of the session what was compiled; NULL: everything.  Owned */
    Text more;              /* what follows is its own: statements, */
    Denied denied;
    Vec(Preference) preferences;
    Revised revised;
} Rereading;

/* False where it could not be read or run; other is to be ended either way.  Facts of the repair are not in it yet. */
bool reread(Rereading *rereading, Session *other);
void reread_end(Rereading *rereading, Session *other);

#endif
