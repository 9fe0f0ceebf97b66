/* A version of a theory with some of the edits that lead to another. */
#ifndef HENCE_MIX_H
#define HENCE_MIX_H

#include "runtime/api/edits.h"
#include "runtime/judge/claim_stand.h"

/* Reads a's files with the chosen edits made in them, runs that, and says how each claim comes out, by names.  False if
 * that cannot be read or was stopped: *stop tells (STOP_NONE: it has errors). */
bool mix_run(const Session *a, const Session *b, const Editeds *edits, const bool *is_chosen, const RunOptions *run,
             const Str *claims, uint32_t claim_count, ClaimStand *stands, Stop *stop);

/* How the claims of a session that has run come out. */
void stands_of(const World *world, const Str *claims, uint32_t claim_count, ClaimStand *stands);

#endif
