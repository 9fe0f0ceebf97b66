/* The parts of a body, one by one and joined: `X is a course and not: ann passed X`. */
#ifndef HENCE_SHOW_BODY_PARTS_H
#define HENCE_SHOW_BODY_PARTS_H

#include "lang/base/source.h"
#include "runtime/why/instance.h"

typedef struct {
    const Program *program;
    const Rule *rule;    /* of the body */
    const Value *values; /* of its variables, UNBOUND where they are its own */
    const Sources *sources;
    Text *text;
} Body;

/* Of the parts that begin in a stretch of the source all, or what a `forall` has on one side of its comma.  What is
 * denied behind it beside something else is a condition as well: `not p or q` is `q, if p`. */
typedef struct {
    uint32_t begin, end;
    uint32_t comma; /* end: there is none */
    bool is_behind, is_moved;
} Stretch;

/* The condition of a `forall` that stands there. */
Stretch forall_condition(const Body *body, Span span);
bool stretch_has(const Body *body, const Stretch *stretch, const Literal *literal);

/* With the word between them; what reaches over others comes last.  is_turned: as what is denied there.  False where
 * there are none, or one has no words: what was printed is then to be cut. */
bool parts_print(const Body *body, Stretch stretch, bool is_turned, const char *word);
/* Whether a verb behind them is heard as that of the whole. */
bool parts_end_in_atom(const Body *body);

/* The name that somebody gave the variable; empty. */
Str part_variable_name(const Body *body, VarId variable);

#endif
