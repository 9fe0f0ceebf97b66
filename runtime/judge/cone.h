/* The cone of a claim: all that its status can depend on.  What lies outside changes nothing. */
#ifndef HENCE_CONE_H
#define HENCE_CONE_H

#include "lang/program/agenda.h"

typedef struct {
    const Program *program;
    bool *relations;  /* by relation */
    bool *components; /* by component: what a world has to compute for the claim (RunOptions.wanted) */
} Cone;

/* The relations that the status of the claim is read from; the cone is theirs.  Some may come twice. */
typedef Vec(RelId) RelIds;
void cone_roots(const Program *program, const Claim *claim, RelIds *roots);

void cone_init(Cone *cone, const Program *program, const Claim *claim);
/* The cone of some relations: with the rows of others that can hide theirs,
 * but not what else is said about a literal. */
void cone_init_of(Cone *cone, const Program *program, const RelId *relations, size_t count);
void cone_clear(Cone *cone);
/* Work of making the rules ready and running them, about, as if so many rows were gone through: RULE_WORK for each. */
enum { RULE_WORK = 32 };
uint64_t cone_rule_work(const Cone *cone);
static inline bool cone_has(const Cone *cone, RelId relation) { return cone->relations[relation]; }

#endif
