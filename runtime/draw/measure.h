/* How wide text is in a sans-serif font, without the font: advance widths of Helvetica (Arial and Liberation Sans have
 * the same), by letter, in thousandths of the size.
 * Fonts that stand in for it may be wider: lines in boxes are told what width to have. */
#ifndef HENCE_MEASURE_H
#define HENCE_MEASURE_H

#include <stdint.h>

#include "lang/base/arena.h"

double text_width(Str words, double size, bool is_bold); /* in the unit of size */
bool text_is_measured(Str words);                        /* all of its letters: none takes the width of one like it */
double text_width_of_longest_word(Str words, double size, bool is_bold);

typedef struct {
    const Str *items; /* pieces of the text, without the blanks between them */
    uint32_t count;
    double width; /* of the longest */
} Lines;

/* Words in lines no wider than `limit` and at most so many of them (0: any number), the last one then ending in "...";
 * a word that is too wide alone is cut behind a joint (`_`, `-`, ...) or between letters,
 * never before a combining one. */
Lines text_wrap(Str words, double size, bool is_bold, double limit, uint32_t most, Arena *arena);

#endif
