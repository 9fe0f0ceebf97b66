/* Two versions side by side, as text and as JSON. */
#ifndef HENCE_VERSIONS_H
#define HENCE_VERSIONS_H

#include "runtime/api/mix.h"

/* A claim that came out otherwise, or that one version lacks. */
typedef struct {
    Str name;
    ClaimStand was, is;
    bool is_found;    /* these edits alone bring it about, */
    bool is_minimal;  /* no part of them does, */
    bool is_smallest; /* and no smaller set */
    const uint32_t *cause;
    uint32_t cause_count;
} Changed;

typedef struct {
    const Session *a, *b;
    const Editeds *edits;
    const Changed *changed;
    uint32_t changed_count, same_count, runs;
    bool is_stopped; /* before all causes were found */
    bool is_partial; /* one of the versions was stopped */
    bool is_later;   /* b is a at a later time */
    bool is_cut;     /* what was edited was not found out: a limit was reached */
    Strs weighed[2]; /* established in both, and policy-sensitive (policy.h) in A alone, in B alone */
} TwoVersions;

void versions_print(const TwoVersions *two, Text *text);
void versions_json(const TwoVersions *two, Text *text);

#endif
