/* What the writers of graphs share. */
#ifndef HENCE_WRITING_H
#define HENCE_WRITING_H

#include "runtime/draw/graph.h"

/* The letters of a text one by one: a broken byte is U+FFFD.  Gives the number of bytes. */
uint32_t letter_at(Str words, size_t at, size_t *size);
void letter_add(Text *text, uint32_t letter);

/* For XML: the five entities; controls that XML 1.0 has not become blanks, and so do line ends. */
void text_add_xml(Text *text, Str words);
/* The label and the gloss of a rule, or a statement, and its small lines, on lines of their own. */
typedef struct {
    Str heading; /* "r1"; "claim c"; empty: none */
    Str words;
    Str small; /* "refuted, derived [1] [2]" */
} NodeText;
NodeText node_told(const Node *node, Arena *arena);

#endif
