/* A proof in a line or two: what it rests on, on whose word, how strong that is, and what speaks against it. */
#ifndef HENCE_SHOW_SUMMARY_H
#define HENCE_SHOW_SUMMARY_H

#include "runtime/judge/grounds.h"
#include "runtime/show/tree.h"

/* `2 facts [The almanac, 1970]`, `11 facts (3 by [Aitiev 2015] and 5 more sources, 8 without a source)`: how many of
 * them on whose word; of facts that are open to attack `1 fact reported by [Letters]`,
 * `5 facts [Letters; The register] (2 only reported)`. */
void attested_print(const Program *program, const Attested *of, const char *one, const char *many, Text *text);
/* In few words, of facts none of which is open to attack: `11 facts, 3 by [Aitiev 2015] and 5 more sources`. */
void attested_short_print(const Program *program, const Attested *of, Text *text);
/* The same of facts, with their ids where they are few: `2 facts [The ledger, 2020]: p1, p2`, `1 fact [The vet, 1999]:
 * tweety is ill, i`. */
void facts_named_print(const Store *store, const Grounds *grounds, const Sources *sources, Text *text);
/* `on 2 facts [The almanac, 1970]`; nothing where there are none. */
void summary_facts_print(const Proof *proof, Text *text);
/* `against it: rule r1 ..., but ...`, `something that it denies is contested`.
 * False with nothing where nothing speaks against it. */
bool against_print(const Proof *proof, const char *it, const Sources *sources, Text *text);
/*     likely, on 15 facts [Aitiev 2015; Young 1989] and 7 rules [Young 2004]
 *       against it: rule r1 (birds fly), but r2 is preferred over r1
 * `it` is what is proved: "it", or "that" where it is the contrary of what was asked.
 * `grounds` NULL: those of the proof.
 * Nothing of a row that is simply given. */
void summary_tell(const Proof *proof, const Grounds *grounds, const char *it, const Sources *sources,
                  const TreeStyle *style, Text *text);

#endif
