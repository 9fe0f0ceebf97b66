/* What to ask next, for those who do not know the commands. */
#ifndef HENCE_SHOW_FURTHER_H
#define HENCE_SHOW_FURTHER_H

#include "runtime/show/tree.h"
#include "runtime/why/proof.h"

/*     what would change it: hence rests birds.hence 'flies(tweety)'
 * command: the one that tells.  Nothing unless the style asks for it, nor in a page. */
void further_tell(const TreeStyle *style, const char *command, Str subject, Text *text);
/*     what could be stated against it: hence whynot birds.hence '-flies(tweety)'
 * Of a proof of one atom that denies something, or of which the contrary is argued for: what would except it, and
 * priorities, are no facts that it rests on. */
void further_against_tell(const TreeStyle *style, const Proof *proof, Text *text);
/* `hence rests birds.hence 'flies(tweety)'`, as one would type it. */
void command_words_print(const TreeStyle *style, const char *command, Str subject, Text *text);
/* As a word of the shell, quoted where it has to be. */
void shell_word_print(Str word, Text *text);
/* Names of files as they are typed: `a.hence 'my theory.hence'`. */
void files_words_print(const char *const *paths, size_t count, Text *text);
/* The same of an atom. */
void further_row_tell(const TreeStyle *style, const char *command, const Store *store, RelId relation, const Value *row,
                      Text *text);

#endif
