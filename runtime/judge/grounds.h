/* What a proof rests on, in numbers: facts, rules, and on whose word. */
#ifndef HENCE_GROUNDS_H
#define HENCE_GROUNDS_H

#include "runtime/judge/dispute.h"
#include "runtime/why/proof.h"

typedef struct {
    uint32_t fact_count, rule_count; /* leaves, each row once; written rules, each once */
    uint64_t left_out;               /* rows of aggregates that are no steps: what these rest on is not counted */
    Strength strength;               /* of the weakest step */
    const Symbol *fact_sources;      /* keys that the facts cite; sorted by text, each once; in the arena */
    const Symbol *rule_sources;      /* that the rules cite */
    uint32_t fact_source_count, rule_source_count;
} Grounds;

Grounds grounds_of(const Proof *proof, Arena *arena);
/* Rows that the translation supplies are no facts. */
bool relation_has_facts(const Program *program, RelId relation);

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
