/* A small theory of arguments: made at random, or read from the notation of the cases; printed as Hence.
 *
 *     Theory *t = theory_read("bird. penguin -> bird. r1: bird => flies. r2: penguin => -flies. r2 > r1.");
 *
 *     f1: p.            p is given                      r1: a, not b => h unless e.   a presumptive rule
 *     => p @ s, t.      p is reported by s and t        a, b -> h.                    a strict one
 *     a against h.      an objection                    a # b.                        contraries
 *     r1 > r2.          a preference, also if a: r1 > r2 if a.
 *     undercut r1 if e. an exception told beside its rule
 *
 * Atoms are propositions there.  A random theory may also have relations of one column, and of two with a key on the
 * first; then a rule may use one variable, X.  Every relation is declared, so that any atom may be asked for. */
#ifndef HENCE_THEORY_H
#define HENCE_THEORY_H

#include "lang/program/program.h"

enum { THEORY_PREMISES = 4, THEORY_EXCEPTIONS = 3, THEORY_NAME = 24 };
#define THEORY_X UINT32_MAX /* the variable */

typedef struct {
    uint32_t relation;
    bool is_negative; /* -p */
    bool is_denied;   /* not p: among premises only */
    uint32_t arguments[2];
} TheoryAtom;

typedef struct {
    char name[THEORY_NAME];
    uint32_t arity; /* 0, 1, or 2 with a key on the first column */
} TheoryRelation;

/* Without premises: a given fact if strict, a reported one if presumptive. */
typedef struct {
    RuleKind kind;
    char label[THEORY_NAME]; /* empty: none */
    uint32_t cites;          /* a bit for each source */
    TheoryAtom head, premises[THEORY_PREMISES], exceptions[THEORY_EXCEPTIONS];
    uint32_t premise_count, exception_count;
    bool is_undercut;  /* its exceptions are told beside it */
    Strength strength; /* of one that has premises and a label; a random theory has none */
} TheoryRule;

typedef struct {
    TheoryAtom first, second;
} TheoryContrary;

typedef struct {
    char winner[THEORY_NAME], loser[THEORY_NAME]; /* labels or sources */
    bool has_condition;
    TheoryAtom condition; /* without X */
} TheoryPreference;

typedef struct {
    char name[THEORY_NAME];
} TheorySource;

typedef struct {
    Vec(TheoryRelation) relations;
    Vec(TheoryRule) rules;
    Vec(TheoryContrary) contraries;
    Vec(TheoryPreference) preferences;
    Vec(TheorySource) sources;
    uint32_t constant_count; /* a, b, c, ...; 0: only propositions */
} Theory;

typedef enum {
    THEORY_PROPOSITIONS, /* 3 to 12 of them */
    THEORY_ROWS          /* few relations over two to four constants */
} TheoryKind;

Theory *theory_random(uint64_t seed, TheoryKind kind);
Theory *theory_read(const char *text); /* ends the process where it cannot be read */
void theory_free(Theory *theory);

/* The same with a prefix to every name. */
Theory *theory_renamed(const Theory *theory, const char *prefix);

/* A theory as small as leaving out statements and parts of rules one by one makes it,
 * of which `fails` is still true. */
typedef bool TheoryFails(void *context, const Theory *theory);
Theory *theory_shrink(const Theory *theory, TheoryFails *fails, void *context);

bool theory_rule_has_variable(const TheoryRule *rule);
bool theory_atom_has_variable(const Theory *theory, TheoryAtom atom);

/* All ground literals by number: those of a relation stand together, p(a) before -p(a). */
uint32_t theory_literal_count(const Theory *theory);
TheoryAtom theory_literal(const Theory *theory, uint32_t literal);
uint32_t theory_literal_of(const Theory *theory, TheoryAtom ground);

/* Hence text, one statement a line. */
void theory_print(const Theory *theory, Text *text);
void theory_print_claims(const Theory *theory, Text *text); /* claim c7: -p(a).  for each literal by number */
Text theory_text(const Theory *theory);                     /* both; the caller's */
void theory_atom_print(const Theory *theory, TheoryAtom atom, Text *text);

#endif
