/* The other proofs of a row, beside the one that is shown first. */
#ifndef HENCE_OTHERS_H
#define HENCE_OTHERS_H

#include "runtime/show/tree.h"

/* Every instance of every rule that gives the row a proof is about, in the order of rules and values, but for the one
 * it uses; each with proofs of the least height below it, and checked.  Of the answer of a claim or question that is
 * one atom they are those of the atom.  At most so many; what is left out is said. */
void others_tell(const Proof *proof, uint32_t most, const Sources *sources, TreeStyle *style, Text *text);
/* ,"others":[{"proves","steps","lowest"}],"others_circular":n,"others_more":bool */
void others_json(const Proof *proof, uint32_t most, const Sources *sources, Text *text);

#endif
