/* Text to small stable numbers and back.
 *
 * Each distinct text gets the next number, from 0, and keeps it.  Texts are copied once and never move, so a Str from
 * here lives as long as the interner.  At most 2^31 texts. */
#ifndef HENCE_INTERN_H
#define HENCE_INTERN_H

#include <stdint.h>

#include "lang/base/str.h"

typedef uint32_t Symbol;
#define NO_SYMBOL UINT32_MAX
#define SYMBOL_LIMIT (UINT32_C(1) << 31)

typedef struct Interner Interner;

Interner *interner_new(void);
void interner_free(Interner *interner); /* NULL is fine */

Symbol intern(Interner *interner, Str text); /* the number of text, new if need be */
/* The same for a batch; faster, because the table is fetched ahead.  symbols[i] belongs to texts[i]. */
void intern_many(Interner *interner, const Str *texts, size_t count, Symbol *symbols);
Symbol intern_find(const Interner *interner, Str text); /* NO_SYMBOL if it has none */
Str intern_text(const Interner *interner, Symbol symbol);
/* All texts of another interner, which must outlive this one: they are borrowed, and hashed no more.  numbers[i], by
 * its numbers: what they are here.  Costs a tenth of interning them. */
void intern_all(Interner *interner, const Interner *other, Symbol *numbers);
/* Bytes that so many new texts may need at once, beside their own: where the table has to grow. */
uint64_t interner_growth(const Interner *interner, uint32_t more);
uint32_t intern_count(const Interner *interner);
/* Of texts that are only told apart: true if it was not among them yet; it is then. */
bool intern_is_new(Interner *interner, Str text);

#endif
