/* The rules of a program by their heads.
 *
 *     Heads heads = heads_of(program);
 *     for (uint32_t i = heads.first[relation]; i < heads.first[relation + 1]; i++) use(heads.rules[i]);
 *     heads_clear(&heads);
 *
 * Those of a relation stand in the order of the program.
 * Owns what it points to; good until rules or relations are added. */
#ifndef HENCE_HEADS_H
#define HENCE_HEADS_H

#include "lang/program/program.h"

typedef struct {
    uint32_t *first; /* by relation, and one more */
    RuleId *rules;
} Heads;

Heads heads_of(const Program *program);
void heads_clear(Heads *heads);

#endif
