/* How a claim, or one literal, came out, and what that rests on. */
#ifndef HENCE_VERDICT_H
#define HENCE_VERDICT_H

#include "lang/program/agenda.h"
#include "runtime/judge/status.h"
#include "runtime/why/lowest.h"
#include "runtime/why/proof.h"

typedef struct {
    const Str *items; /* sorted, each once */
    const Str *words; /* the same for people, item by item; NULL: the items */
    uint32_t count;
} Strs;

typedef struct {
    Status status;
    Reason reason;
    RowRef row;        /* established: what to prove; refuted: what stands against it; inconsistent: the hidden row */
    uint32_t part;     /* the literal of the claim that decided it; NO_ID: all of it */
    const Value *atom; /* undecided or inconsistent: the row that decided, once found (verdict_find_atom); else NULL */
    RelId about;       /* its relation */
    bool is_cut;       /* there are more bindings than were looked at: some may say otherwise */
    bool is_unjudged;  /* unsupported, but the run was stopped before its end */
    Strength strength; /* the claim's own, or the weakest step of its proof; of a refuted one the latter */
    RuleId by;         /* refuted: the rule that gives the contrary; NO_ID if that is a given fact */
    Proof *proof;      /* of row; owned, NULL if there is no row */
    const Str *rests_on; /* leaves of the proof: their ids, or file:line; sorted, each once; in arena */
    uint32_t rests_on_count;
    uint64_t left_out;    /* rows of aggregates too large to be gone through: what these rest on is not counted */
    uint32_t fact_count;  /* leaves but settings, each row once however many origins it has */
    uint32_t attested;    /* of these those that cite a source, */
    uint32_t reported;    /* and those that are only reported */
    const Str *hinges_on; /* undecided: the open atoms it depends on; sorted; in arena */
    uint32_t hinges_on_count;
    const Strs *hinge_ways; /* those of them that may settle it together, each way by itself; in arena */
    uint32_t hinge_way_count;
    bool policy_sensitive; /* established, but not if ambiguity propagates */
    Strs policy_without;   /* of a supposed world, where that is otherwise than without it: facts to which it is due, */
    Strs policy_with;      /* gone and come */
    const Symbol *sources; /* keys the leaves cite; sorted by text, each once; in arena */
    uint32_t source_count;
} Verdict;

/* How strong it is where a proof tells that; else STRENGTH_CERTAIN.  Of the store of `lowest`; by relation whether
 * something that its rows can rest on is only likely or possible (NULL: nothing is). */
Strength verdict_find_strength(const Verdict *verdict, const Claim *claim, Lowest *lowest, const bool *is_uncertain);
/* Adds the proof, or that row, and what follows from it. */
void verdict_explain(Verdict *verdict, const Store *store, const Claim *claim, const Sources *sources, Arena *arena);
/* The relation of the literal that decided a refuted claim; NO_ID: it is no atom, or all of it did. */
RelId verdict_denied_in(const Claim *claim, const Verdict *verdict);
void verdict_clear(Verdict *verdict);

/* Label of an origin, or file:line. `sources` may be NULL: then only labels are known. */
void origin_print(const Store *store, const Sources *sources, Origin origin, Text *text);
/* Of a given row that was stated several times the statement with the least id, whichever came first. */
Origin origin_least(const Store *store, RelId relation, RowId row);
const char *strength_name(Strength strength); /* "certain", ... */

#endif
