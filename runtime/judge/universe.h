/* The facts that there could be: what two programs over the same relations are tried on.
 *
 * Both have declared the relations, but each has numbers and values of its own: SIDE 0 is the program that is right. */
#ifndef HENCE_UNIVERSE_H
#define HENCE_UNIVERSE_H

#include "runtime/judge/scenario.h"

enum { FACTS_POSSIBLE = 160, FACTS_WIDE = 600, NAMES_FRESH = 3, NAMES_WIDE = 6 }; /* at most */

typedef struct {
    Str name;
    RelId of[2];
} VariedRelation;

typedef struct {
    uint32_t relation;      /* of the universe */
    const Value *values[2]; /* the same row in both programs */
    const uint8_t *fresh;   /* by column: which of the names that no program knows, from 1; 0: another value */
} PossibleFact;

typedef struct {
    const Store *base[2]; /* given facts of each; borrowed */
    bool *is_varied[2];   /* by RelId */
    Vec(VariedRelation) relations;
    Vec(PossibleFact) facts; /* in a fixed order: relations as they are declared, then names and values */
    Vec(uint32_t) given;     /* numbers of those that the program gives: they stand behind all others */
    uint32_t count;          /* of those over few names, of which all small sets are tried; they come first, */
    uint32_t wide;           /* and behind them so many over more names, for sets at random */
    Str names[NAMES_WIDE];
    bool is_cut; /* there are more possible facts of some relation */
    Arena arena;
} Universe;

/* For who looks at `relation`: over the relations named, or, if none is, over all that it hangs on in either program
 * and that no rule and none of `defined` defines. */
typedef struct {
    Str relation;
    const Str *over;
    uint32_t over_count;
    const Str *defined;
    uint32_t defined_count;
} UniverseAsk;
void universe_init(Universe *universe, const Store *reference, const Store *answer, const UniverseAsk *ask);
void universe_clear(Universe *universe);

/* The relation of that name that somebody wrote; NO_ID. */
RelId relation_written(const Program *program, Str name);

/* A world in which these facts are given in place of all that the program gives of those relations.
 * `rows` receives what the changes point to. */
typedef Vec(GivenRow) GivenRows;
void universe_changes(const Universe *universe, uint32_t side, const uint32_t *facts, uint32_t count, GivenRows *rows,
                      Changes *changes);

#endif
