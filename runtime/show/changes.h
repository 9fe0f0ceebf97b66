/* What a changed world changes, as text. */
#ifndef HENCE_SHOW_CHANGES_H
#define HENCE_SHOW_CHANGES_H

#include "runtime/judge/diff.h"
#include "runtime/judge/scenario.h"

/* The given facts that went and came, then the claims that came out otherwise, or that none did:
 *
 *     retracted  f2: member(kazakhstan, csto)
 *     asserted   f9: member(kazakhstan, sco)
 *
 *     claim    before       now          because
 *     friends  established  unsupported  without f2
 *
 * Both lists have as many verdicts as there are claims. */
void changes_print(const World *world, const Verdict *before, const Verdict *after, const Differences *differences,
                   Text *text);

#endif
