/* The bibliography of a page: each source under one name, by author and year, and which of them are used. */
#ifndef HENCE_SHOW_REFERENCES_H
#define HENCE_SHOW_REFERENCES_H

#include "lang/program/program.h"

typedef struct {
    const Program *program;
    uint32_t count;            /* of the bibliography, then keys that are cited and have no entry */
    const Symbol *keys;        /* by number */
    const Str *labels;         /* by number: "Young 1989", unique as far as a letter or the key can make it so */
    const uint32_t *order;     /* numbers, by author, year and title */
    const uint32_t *number_of; /* by symbol; NO_ID: no source */
    uint32_t symbol_count;
    bool *is_used; /* by number */
} References;

/* Of all sources of the program and of what it cites without an entry; in the arena.  Borrows program. */
References references_make(const Program *program, Arena *arena);

/* The number of a source, which is used from now on; NO_ID where the program does not know the key. */
uint32_t references_use(References *references, Symbol key);
void references_use_all(References *references, Cites cites);

/* `Young, O. R. (1989). The Politics of International Regime Formation. International Organization 43(3), 349–375.`:
 * all that the entry says, without markup. */
void reference_print(const References *references, uint32_t number, Text *text);

#endif
