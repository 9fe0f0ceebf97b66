/* What is found out about the program of a store once, for all who ask about it again and again:
 * a report asks of each claim. */
#ifndef HENCE_KEPT_H
#define HENCE_KEPT_H

#include "lang/program/heads.h"
#include "runtime/judge/reach.h"
#include "runtime/store/store.h"

typedef struct {
    size_t relations, rules, components; /* of the program, when it was found */
    Heads heads;
    uint32_t literals_most; /* in a rule */
    bool *is_listed;        /* by relation, as a listing begins */
    Reach *reach;           /* NULL before somebody asks */
    bool is_asked, answer;  /* of what is found out once about given facts */
} Lookup;

/* Good until the store ends, or the program has more relations or rules and somebody asks again. */
const Lookup *kept_of(const Store *store);
Reach *kept_reach(const Store *store);
/* What `find` says of the given facts, which do not change any more; there is one such thing. */
bool kept_once(const Store *store, bool (*find)(const Store *store));

#endif
