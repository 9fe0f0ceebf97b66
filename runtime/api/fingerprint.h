/* What was read, by the SHA-256 of its bytes, so that an answer can be reproduced. */
#ifndef HENCE_API_FINGERPRINT_H
#define HENCE_API_FINGERPRINT_H

#include "runtime/api/suppose.h"
#include "runtime/show/report.h"

/* Of all files of a session, and of the new facts that are supposed.  Rule files are as they
 * were read, without a byte order mark; tables and bibliographies are read once more.  In the arena. */
Fingerprints fingerprints_of(const Session *session, const Supposed *supposed, Arena *arena);

#endif
