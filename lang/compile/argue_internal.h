/* What the files of the translation share. */
#ifndef HENCE_ARGUE_INTERNAL_H
#define HENCE_ARGUE_INTERNAL_H

#include "lang/compile/argue.h"
#include "lang/compile/ranking.h"
#include "lang/program/heads.h"

/* Rules and reported facts for one relation that preferences treat alike. */
typedef struct {
    RelId about;
    RelId applies;  /* A: HELPER_APPLIES or HELPER_OBJECTION */
    RelId reported; /* where its reported facts are; `applies` itself, or a relation that feeds it; NO_ID: none */
    RelId perhaps;  /* C, where ambiguity propagates; NO_ID */
    Symbol label;   /* that preferences name; NO_SYMBOL */
    const Symbol *sources; /* cited ones that preferences name, in the order of their numbers */
    uint32_t source_count;
    bool is_objection, is_strict; /* strict rules have a class of their own where the theory is closed */
    bool is_soft;  /* strict, but they deny something that is possible, or are too long: can be rebutted */
    RuleId rule;   /* one of its rules; NO_ID */
    uint32_t next; /* class of the same relation; NO_ID */
} Class;

/* What is known of a relation. */
typedef struct {
    bool is_presumed; /* something presumptive can be behind it, or behind what it denies */
    bool is_reached;  /* that, or it hangs on what is objected to */
    bool is_split;    /* S, A and D are told apart */
    bool is_rivalled; /* something may speak against it */
    bool is_closed;   /* its part of the theory is closed under its strict rules */
    bool has_objections, has_reported;
    bool needs_strict, needs_possible;
    RelId strict, possible;   /* S, and what follows if exceptions and rivals are ignored; NO_ID */
    RelId rebutted, strictly; /* B, and its part that strict contraries make; NO_ID */
    RelId perhaps;            /* P, where ambiguity propagates; NO_ID */
    RelId domain;             /* what attacks range over where P may be undecided; NO_ID: P */
    RelId winners;            /* A of the classes that win over something; NO_ID */
    uint32_t first_class, last_class;
    uint32_t last_compared; /* the last of `strengths` that compares it; NO_ID */
    uint32_t mark;          /* for worklists */
} Note;

typedef Vec(RelId) Open; /* relations that are to be looked at yet */

/* A way in which rows of `other` contradict rows of `own`: where both match their terms and the conditions hold. */
typedef struct {
    RelId own, other;
    const Term *own_terms, *other_terms;
    const Literal *condition; /* NULL, or one */
    uint32_t variable_count;
    bool needs_domain; /* not all variables of own stand in other */
} Rival;
typedef Vec(Rival) Rivals;

/* A rule read backwards, and the rows that it may deny: those of `about` that are possible. */
typedef struct {
    RuleId rule;
    RelId about;
    const Term *terms;
} Guard;

/* Whether a literal is as strong as what defends a row of `own`: rows of both, one behind the other. */
typedef struct {
    RelId literal, own;
    RelId asked, is_strong;
} Compared;

typedef struct {
    Program *program;
    Arena *arena;
    Diags *diags;
    Policy policy;
    Vec(Note) notes; /* by RelId */
    Vec(Class) classes;
    uint32_t rule_count; /* rules that were there, or are transposed: those behind them are made */
    uint32_t *class_of;  /* by rule; NO_ID: it stays as it is */
    Heads heads;         /* of rules and relations that were there then */
    uint32_t head_count; /* those relations */
    uint32_t symbol_count;
    uint32_t *class_of_label; /* by symbol */
    uint32_t *first_beaten;   /* by symbol: the preferences that beat it, chained through next_beaten; NO_ID */
    uint32_t *next_beaten;
    bool *is_named, *is_winner; /* by symbol: some preference speaks of it, prefers it */
    Vec(Guard) guards;
    Vec(Compared) strengths;
    Ranks ranks;     /* the A of a class over that of another */
    RelId undecided; /* the proposition; NO_ID */
} Argue;

static inline Note *note_of(const Argue *a, RelId relation) { return &a->notes.items[relation]; }
static inline const Relation *relation_of(const Argue *a, RelId id) { return &a->program->relations.items[id]; }
static inline Rule *rule_of(const Argue *a, RuleId id) { return &a->program->rules.items[id]; }
static inline bool is_reached(const Argue *a, RelId id) { return a->notes.items[id].is_reached; }
static inline bool is_presumed(const Argue *a, RelId id) { return a->notes.items[id].is_presumed; }
/* Asked where `id` is looked at: false once a limit is passed, and the program then of no use. */
static inline bool goes_on(const Argue *a, RelId id) { return diags_go_on(a->diags, relation_of(a, id)->span); }
#define EACH_CLASS(a, relation, c)                                                                                     \
    uint32_t c = note_of(a, relation)->first_class;                                                                    \
    c != NO_ID;                                                                                                        \
    c = (a)->classes.items[c].next

/* argue_rules.c: parts of rules. */
void argue_note(Argue *a);                                               /* for the next relation */
RelId argue_helper(Argue *a, Helper helper, RelId of);                   /* with the columns of `of` */
RelId argue_relation(Argue *a, Helper helper, RelId of, uint32_t arity); /* columns without names */
const Term *argue_columns(Argue *a, RelId relation, VarId first);        /* first, first + 1, ... */
Literal argue_atom(RelId relation, const Term *terms);
Literal argue_not(RelId relation, const Term *terms);
Literal argue_differ(Argue *a, VarId left, VarId right);
void argue_rule(Argue *a, RelId head, const Term *terms, const Literal *body, uint32_t count, uint32_t variable_count);
RuleId argue_copy(Argue *a, const Rule *rule, RelId head, const Literal *body, uint32_t count);
Literal *argue_body(Argue *a, const Rule *rule, uint32_t more);            /* a copy with room for more */
Literal argue_possible(const Argue *a, RelId relation, const Term *terms); /* over what attacks on it range */
void argue_index_rules(Argue *a);
Rivals argue_rivals(Argue *a, RelId own);

/* argue.c: from what is presumed or reached to all that reads it. */
void argue_reach(Argue *a);
/* Marks the heads of rules that read what is marked, through literals that pass, and so on.
 * is_marked is by relation. */
typedef bool Passes(const Argue *a, const Rule *rule, const Literal *literal);
void argue_spread(const Argue *a, size_t rule_count, Passes *passes, bool *is_marked);
/* argue_closed.c: which parts are closed under their strict rules; adds transposed rules. */
void argue_close(Argue *a);
bool argue_is_too_long(const Argue *a, const Rule *rule); /* it would be read backwards, but for its length */
/* argue_merge.c: a rule, and what it says where other premises are the row of its premise `out`, which they follow.
 * False if there are too many ways. */
typedef void OnMerged(void *context, const Rule *rule);
bool argue_merged(Argue *a, const Rule *rule, uint32_t out, OnMerged *found, void *context);
/* Whatever row `by` is, the other may be that. */
bool argue_covered(const Argue *a, const Literal *other, const Literal *by);
/* argue_strict.c */
void argue_strict_level(Argue *a);
bool argue_needs_domain(Argue *a, RelId id);
/* argue_domain.c: what attacks range over where a circle leaves P open */
void argue_domains(Argue *a);
/* argue_audit.c */
void argue_audit(Argue *a);
/* argue_attack.c */
void argue_attacks(Argue *a);
void argue_attack(Argue *a, RelId head, const Rival *rival, Literal attacker, RelId defended);
RelId argue_rebutted(Argue *a, RelId own);
Literal argue_strictly(Argue *a, RelId other, const Term *terms); /* S of a rival, in conflict or not */
bool argue_wins(const Argue *a, const Class *class);              /* some preference prefers it */
RelId argue_defence(Argue *a, const Class *rival, RelId own);
Literal argue_preferred(Argue *a, const Preference *preference, const Class *winner, const Term *terms,
                        bool *is_needed);
typedef void OnWinner(void *context, const Class *winner, const Preference *const *preferences, uint32_t count);
void argue_each_winner(Argue *a, const Class *loser, RelId own, OnWinner *found, void *context);
/* argue_strong.c: a strict attacker on what preferences defend */
void argue_strong_attack(Argue *a, const Rival *rival, const Class *attacker);
/* argue_perhaps.c: where ambiguity propagates */
void argue_perhaps_relations(Argue *a);
void argue_perhaps(Argue *a);
Literal argue_perhaps_literal(const Argue *a, Literal literal);
/* argue_open.c */
void argue_open(Argue *a);

#endif
