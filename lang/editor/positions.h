/* Positions as editors count them: lines, and units within a line.
 *
 * Lines and units are counted from 0.  A line ends with \n, \r\n or \r.  Units are those that client and server agreed
 * on: UTF-16 words, bytes or code points; a broken byte counts as one of each.  Offsets are bytes. */
#ifndef HENCE_POSITIONS_H
#define HENCE_POSITIONS_H

#include "lang/base/str.h"
#include "lang/base/vec.h"

typedef enum { UNITS_UTF16, UNITS_UTF8, UNITS_UTF32 } Units;

typedef struct {
    uint32_t line, unit;
} Position;

typedef struct {
    Str text; /* borrowed */
    Units units;
    Vec(uint32_t) begins; /* of lines; there is at least one */
    /* Where the last look ended: places are mostly asked for in order, and a line may be long. */
    uint32_t last_line, last_offset, last_unit;
} Lines;

void lines_init(Lines *lines, Str text, Units units);
void lines_clear(Lines *lines);

/* Of a place beyond the end: that of the end.  In the middle of a character: before it. */
Position lines_position(Lines *lines, uint32_t offset);
/* Beyond the end of its line: the end of the line, before what ends it; beyond the last line: the end of the text. */
uint32_t lines_offset(Lines *lines, Position position);

uint32_t units_of(Str piece, Units units); /* how many units a piece takes */

#endif
