/* The lines of an answer as paragraphs and nested lists, to stand in a page. */
#ifndef HENCE_SHOW_LINES_H
#define HENCE_SHOW_LINES_H

#include "runtime/show/tree.h"

/* A line that begins with `- ` is an item, as deep as it is indented; one that is indented further belongs to the item
 * above it; all else is a paragraph.  What stands behind two blanks or more is a note on the line.  As text the lines
 * stay as they are.  `are_sentences`: what is not indented begins with a capital letter. */
void lines_tell(TreeForm form, Str lines, bool are_sentences, Text *text);

#endif
