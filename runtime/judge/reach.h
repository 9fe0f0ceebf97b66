/* The reach of relations: all that may come out otherwise where their rows do.  A relation is in the reach of those
 * that are in its cone (cone.h).
 *
 *     Reach *reach = reach_new(program);
 *     reach_spread(reach, is_in);
 *     ...reach_has_claim(reach, is_in, i)...
 *     reach_free(reach); */
#ifndef HENCE_REACH_H
#define HENCE_REACH_H

#include "runtime/judge/cone.h"

typedef struct Reach Reach;

/* Of the relations and claims that the program has by now.  Borrows it. */
Reach *reach_new(const Program *program);
void reach_free(Reach *reach); /* NULL is fine */
uint32_t reach_relation_count(const Reach *reach);

/* Where given rows of a relation stand beside itself. */
const RelId *reach_places(const Reach *reach, RelId relation, uint32_t *count);

/* Adds to a set, by relation, all that its members reach. */
void reach_spread(Reach *reach, bool *is_in);
/* The same where its members are listed, all of which the reach knows: what is added stands behind them. */
void reach_spread_from(Reach *reach, RelIds *members, bool *is_in);
/* Whether the set has something that the status of the claim is read from. */
bool reach_has_claim(const Reach *reach, const bool *is_in, uint32_t claim);

#endif
