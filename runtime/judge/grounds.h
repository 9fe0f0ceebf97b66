/* What a proof rests on, in numbers: facts, rules, and on whose word. */
#ifndef HENCE_GROUNDS_H
#define HENCE_GROUNDS_H

#include "runtime/judge/dispute.h"
#include "runtime/why/proof.h"
#include "runtime/why/residual.h"

/* So many facts or rules, and how many of them cite what. */
typedef struct {
    uint32_t count, attested; /* each once; those that cite a source */
    uint32_t reported;        /* facts that are open to attack, since nobody states them for certain */
    const Symbol *sources;    /* keys that they cite; sorted by text, each once; in the arena */
    uint32_t source_count;
} Attested;

enum { GROUNDS_NAMED = 3 };
typedef struct {
    Attested facts, rules;      /* leaves; written rules */
    uint64_t left_out;          /* rows of aggregates that are no steps: what these rest on is not counted */
    Strength strength;          /* of the weakest step */
    RowRef some[GROUNDS_NAMED]; /* all facts where they are no more than that, in the order in which they were met */
} Grounds;

Grounds grounds_of(const Proof *proof, Arena *arena);
/* Of several rows together, each fact once. */
Grounds grounds_of_rows(const Store *store, const RowRef *rows, size_t count, Arena *arena);
/* Given rows themselves. */
Attested facts_attested(const Store *store, const RowRef *facts, size_t count, Arena *arena);
/* Of facts, each by a row of its own, all that states them. */
Attested facts_stated(const Store *store, const RowRef *facts, size_t count, Arena *arena);
/* The facts below several rows that are no grounds of the proof. */
Attested facts_beside(const Proof *proof, const RowRef *rows, size_t count, Arena *arena);
/* Of the rows that positive literals of an instance hold by; of which literals truth[i] is LITERAL_TRUE. */
Grounds grounds_of_premises(const Store *store, const Residual *residual, Arena *arena);
/* Whether a statement of the given row cites a source. */
bool fact_is_attested(const Store *store, RelId relation, RowId row);
/* Whether it is stated by `presumably` alone. */
bool fact_is_reported(const Store *store, RelId relation, RowId row);
/* Rows that the translation supplies are no facts. */
bool relation_has_facts(const Program *program, RelId relation);
/* Nor are settings, `parameter year: int = 2015`, facts that somebody vouches for. */
bool relation_is_counted(const Program *program, RelId relation);

/* What applied against a step all the same. */
typedef struct {
    const Step *step;
    Argument argument;
} Attack;
typedef struct {
    Vec(Attack) items;        /* each written rule once, in the order of the proof */
    const Step *other;        /* what would speak against it, but rests on something given that contradicts itself: */
    const Step *contradicted; /* that; NULL: there is none.  Both borrowed from the proof */
    bool is_doubtful;         /* something that the proof denies is argued for */
    bool is_cut;              /* only ATTACK_STEPS of the proof were looked at */
} Attacks;
enum { ATTACK_STEPS = 20000 };

void attacks_find(const Proof *proof, Attacks *attacks);
void attacks_clear(Attacks *attacks);

#endif
