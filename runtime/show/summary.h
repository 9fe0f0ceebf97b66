/* A proof in a line or two: what it rests on, on whose word, how strong that is, and what speaks against it. */
#ifndef HENCE_SHOW_SUMMARY_H
#define HENCE_SHOW_SUMMARY_H

#include "runtime/show/attested.h"
#include "runtime/show/tree.h"
#include "runtime/show/words.h"

/* `on 2 facts [The almanac, 1970]`; nothing where there are none. */
void summary_facts_print(const Proof *proof, Text *text);
/* `against it: rule r1 ..., but ...`, `something that it denies is contested`.
 * False with nothing where nothing speaks against it. */
bool against_print(const Proof *proof, Proven proven, const Sources *sources, Text *text);
/*     held as likely, on 9 facts [Aitiev 2015; Young 1989] and 7 rules [Young 2004]
 *       against it: rule r1 (birds fly), but r2 is preferred over r1, by this theory (birds.hence:9)
 * `grounds` NULL: those of the proof.
 * Nothing of a row that is simply given. */
void summary_tell(const Proof *proof, const Grounds *grounds, Proven proven, const Sources *sources,
                  const TreeStyle *style, Text *text);

#endif
