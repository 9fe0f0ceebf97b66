/* A variant of an exercise: the same with other names.
 *
 * Names that `vary` lists are replaced wherever they stand as values, and in texts, as whole words.  The same seed
 * gives the same text, on each machine. */
#ifndef HENCE_VARIANT_H
#define HENCE_VARIANT_H

#include "runtime/judge/exercise.h"

/* The text of the exercise's file with the names of this variant; what varies itself is blanked. */
void variant_print(const Exercise *exercise, const Sources *sources, uint64_t seed, Text *text);

#endif
