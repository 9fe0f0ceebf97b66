/* The words of the language, each with a line about it: for completion and for who points at one. */
#ifndef HENCE_WORDS_OF_EDITOR_H
#define HENCE_WORDS_OF_EDITOR_H

#include "lang/program/builtin.h"

typedef enum {
    WORD_BEGINS, /* a statement */
    WORD_ITEM,   /* a line of a scenario or test */
    WORD_TEACH,  /* a part of an exercise */
    WORD_BODY,   /* in a body */
    WORD_PART,   /* further on in a statement */
    WORD_STATUS  /* what `expect` says of a claim */
} WordPlace;

typedef struct {
    const char *word, *about;
    WordPlace place;
} KnownWord;

extern const KnownWord KNOWN_WORDS[];
extern const size_t KNOWN_WORD_COUNT;

const KnownWord *word_known(Str word); /* NULL */
/* `year(date)`, `count(X : body)`, `contains(Text, Part)`, with a line about it.
 * False if there is none of that name. */
bool call_print(Str name, Text *text);

#endif
