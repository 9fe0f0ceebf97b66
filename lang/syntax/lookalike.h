/* Letters of other alphabets that look like Latin ones: a word that mixes them is not the word it looks like. */
#ifndef HENCE_LOOKALIKE_H
#define HENCE_LOOKALIKE_H

#include "lang/base/text.h"

/* Whether the word has Latin letters beside Cyrillic or Greek ones.  UTF-8. */
bool is_mixed(Str word);

/* The word as it was most likely meant: all Latin, or else all Cyrillic; false if it can be neither. */
bool unmixed(Str word, Text *meant);

#endif
