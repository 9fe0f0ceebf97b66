/* One character at a time: code points, their bytes, their case and their width. */
#ifndef HENCE_UTF8_H
#define HENCE_UTF8_H

#include <stddef.h>
#include <stdint.h>

#include "lang/base/str.h"

#define UTF8_BROKEN UINT32_MAX

/* The first code point of `rest`, which is not empty, and its size in bytes; UTF8_BROKEN and 1 for a wrong byte. */
uint32_t utf8_decode(Str rest, size_t *size);
#define utf8_encode char_encode                         /* for the linker: the archive of jansson has that name too */
size_t utf8_encode(uint32_t code_point, char bytes[4]); /* gives the size */

static inline bool char_is_control(uint32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0); } /* C0, DEL and C1 */
unsigned char_width(uint32_t code_point); /* 0, 1 or 2; controls are 0 */

/* The single letter of the other case in Latin (with Latin-1 and Extended-A), Greek and Cyrillic; else the same. */
uint32_t char_upper(uint32_t code_point);
uint32_t char_lower(uint32_t code_point);

#endif
