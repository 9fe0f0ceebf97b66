/* How many facts or rules, and on whose word. */
#ifndef HENCE_SHOW_ATTESTED_H
#define HENCE_SHOW_ATTESTED_H

#include "lang/base/source.h"
#include "runtime/judge/grounds.h"

/* `2 facts [The almanac, 1970]`, `11 facts (3 by [Aitiev 2015] and 5 more sources, 8 without a source)`: how many of
 * them on whose word; of facts that are open to attack `1 fact reported by [Letters]`,
 * `5 facts [Letters; The register] (2 only reported)`. */
void attested_print(const Program *program, const Attested *of, const char *one, const char *many, Text *text);
/* In few words, of facts none of which is open to attack: `11 facts, 3 by [Aitiev 2015] and 5 more sources`. */
void attested_short_print(const Program *program, const Attested *of, Text *text);
/* The same of facts, with their ids where they are few: `2 facts [The ledger, 2020]: p1, p2`, `1 fact [The vet, 1999]:
 * tweety is ill, i`. */
void facts_named_print(const Store *store, const Grounds *grounds, const Sources *sources, Text *text);
/* `: ann is in, f1`, where it is one fact; of several of which one has a source `; the one by a source: ann is in,
 * f1`.  False, with nothing, where that makes a long line. */
bool deciding_print(const Proof *proof, const Grounds *grounds, const Sources *sources, Text *text);

#endif
