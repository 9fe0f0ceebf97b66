/* Smallest sets that suffice, where whatever contains a set that suffices does so too.
 *
 * A set suffices only if it meets every set whose absence breaks things, and the smallest that meets all of those known
 * is tried: it suffices, and is minimal, or something larger that does not suffice tells of another one to be met.  So
 * minimal sets come smallest first.  (R. Reiter, A theory of diagnosis from first principles, AIJ 32, 1987, for the
 * duality; A. Ignatiev, A. Previti, M. Liffiton, J. Marques-Silva, Smallest MUS extraction with minimal hitting set
 * dualization, CP 2015; M. Liffiton, A. Previti, A. Malik, J. Marques-Silva, Fast, flexible MUS enumeration,
 * Constraints 21, 2016.) */
#ifndef HENCE_HITTING_H
#define HENCE_HITTING_H

#include <stdbool.h>
#include <stdint.h>

#include "lang/base/vec.h"

/* A set of members 0, 1, ...: sorted. */
typedef struct {
    uint32_t *items; /* owned */
    uint32_t count;
} Members;
typedef Vec(Members) Families;
void families_clear(Families *families);
bool members_have(const Members *members, uint32_t member);
/* Whether the first is part of the second. */
bool members_within(const Members *part, const Members *whole);

typedef struct {
    uint32_t count;
    /* Whether the members for which has[] is true suffice.  Must be monotone. */
    bool (*suffices)(void *context, const bool *has);
    bool (*may_go_on)(void *context); /* asked before each */
    void *context;
} Property;

/* Takes members away from a set that suffices until none can go, the last ones first.  False if it was stopped: then
 * what is left suffices, but may not be minimal.
 * In few steps where little is left (as U. Junker, QuickXplain, AAAI 2004). */
bool property_shrink(const Property *property, bool *has);

typedef enum {
    SETS_ALL,    /* these are all */
    SETS_CAPPED, /* as many as were asked for; there may be more */
    SETS_STOPPED /* the search ended before */
} SetsEnd;

/* The minimal sets that suffice, smallest first, and those of one size in the order of their members, at most `most`.
 * All members together must suffice.  `first` (NULL: none) is one that is known to be minimal: it saves looking for it.
 * `needed` gets the members that every set has, as far as is known: all of them if the end is SETS_ALL. */
SetsEnd property_sets(const Property *property, const Members *first, uint32_t most, Families *sets, Members *needed);

#endif
