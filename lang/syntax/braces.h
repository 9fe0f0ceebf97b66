/* Among which braces a reader of tokens stands:
 * those of an exercise hold its parts, and in their braces again statements. */
#ifndef HENCE_BRACES_H
#define HENCE_BRACES_H

#include <stdbool.h>
#include <stdint.h>

typedef struct {
    uint32_t depth;   /* of braces that are open */
    bool in_exercise; /* from its first word to its last brace */
    bool in_parts;    /* among its parts, not within an answer */
    bool in_items;    /* among the items of a scenario or test */
} Braces;

/* Of each token of the text. */
void braces_pass(Braces *braces, int token);

#endif
