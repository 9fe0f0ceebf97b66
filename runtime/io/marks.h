/* Where separators and line ends stand in a stretch of text. */
#ifndef HENCE_MARKS_OF_TABLE_H
#define HENCE_MARKS_OF_TABLE_H

#include <stdbool.h>
#include <stdint.h>
#include <stddef.h>

enum { MARKS_STRETCH = 4096, MARKS_ROOM = MARKS_STRETCH + 8 };

/* Offsets of each separator, LF and CR in bytes[0 .. length), at most MARKS_STRETCH bytes; gives how many.
 * *has_high becomes true if a byte is not ASCII; otherwise it stays. */
uint32_t marks_find(const char *bytes, size_t length, char separator, uint16_t marks[static MARKS_ROOM],
                    bool *has_high);

#endif
