/* An edition: the files as they were when they were read, and what came of them; to be set beside a later one. */
#ifndef HENCE_EDITION_H
#define HENCE_EDITION_H

#include "runtime/api/session.h"
#include "runtime/judge/tests.h"

typedef struct Edition Edition;

/* Reads and runs the rule files, and their tests.
 * Borrows the names; keeps what it read, so that it can be mixed with a later edition. */
Edition *edition_read(const char *const *paths, size_t count, const Settings *settings);
void edition_free(Edition *edition); /* NULL is fine */
/* What is asked of it from now on has limits of its own: whatever called off the run calls off nothing more. */
void edition_keep_to(Edition *edition, const Settings *settings);

bool edition_has_run(const Edition *edition); /* else it has errors, or was stopped before its end */
const char *const *edition_files(const Edition *edition, size_t *count); /* all that were asked for, also in vain */

/* The claims as `hence check` prints them, and which tests failed. */
void edition_print(Edition *edition, Text *out);
/* Its messages, but for those that `known` has as well (NULL: all); gives how many. */
uint32_t edition_messages_print(const Edition *edition, const Edition *known, Text *out, bool color);
/* Of two that have run: claims that came out otherwise, with the edits that this is due to; contradictions;
 * tests.  Nothing if all is as before. */
void edition_changes_print(Edition *was, Edition *is, const Settings *settings, Text *out);

#endif
