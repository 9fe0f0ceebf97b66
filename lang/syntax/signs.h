/* Signs of other notations, of logic and of programming,
 * and those that a word processor puts in place of what was typed.
 * Each has a spelling in Hence, as which reading goes on. */
#ifndef HENCE_SIGNS_H
#define HENCE_SIGNS_H

#include "lang/base/str.h"

typedef struct {
    const char *sign;    /* UTF-8 */
    const char *written; /* in Hence; "": leave it out */
    int token;           /* of the parser; 0: none, as a blank */
} Sign;

/* The one that a text begins with; NULL: none.  */
const Sign *sign_at(Str text);

/* Bytes of a word before the first sign in it: its length if it has none. */
size_t sign_in(Str word);

#endif
