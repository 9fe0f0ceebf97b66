/* Islands: relations that have to do with each other.  No rule, contrary, exception or priority of the program goes
 * from one to another, so what is so in one does not hang on what is said in others.
 *
 *     Islands *islands = islands_new(program);
 *     islands_add(islands, claim->question.answer, is_in);
 *     ...program_copy_part(program, is_in)...
 *     islands_free(islands); */
#ifndef HENCE_ISLANDS_H
#define HENCE_ISLANDS_H

#include "lang/program/program.h"

typedef struct Islands Islands;

/* Of a program in which arguments have not been weighed.  Borrows it. */
Islands *islands_new(const Program *program);
void islands_free(Islands *islands); /* NULL is fine */
uint32_t islands_relation_count(const Islands *islands);

/* Adds the island of a relation to a set, by relation. */
void islands_add(const Islands *islands, RelId relation, bool *is_in);
/* Those of all rules and facts that have this label or cite this source. */
void islands_add_called(const Islands *islands, Symbol name, bool *is_in);

#endif
