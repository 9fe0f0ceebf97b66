/* What follows in one world and not in another: of one program, or of two that say nearly the same. */
#ifndef HENCE_API_NEWS_H
#define HENCE_API_NEWS_H

#include "runtime/api/session.h"

/* Rows that came and went without being stated, relation by relation, and claims that came out otherwise, came or went;
 * nothing where all follows as before:
 *
 *       + grandparent(ann, cleo)
 *       - 12 rows of cousin, such as cousin(ann, dora)
 *       claim ann: unsupported, now established
 *
 * Contradicted and undecided rows are not among them.  Values of `is` may be made on the way.
 * False if there is nothing. */
bool news_print(const World *was, const World *is, Text *out);
bool news_print_rows(const World *was, const World *is, Text *out); /* the rows alone */

/* The contradictions of the second session, where they are others than those of the first. */
bool news_print_conflicts(const Session *was, const Session *is, Text *out);

#endif
