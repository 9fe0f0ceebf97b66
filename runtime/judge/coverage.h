/* What a program has a use for: which rules had something to say, in the world as it is, in its scenarios and in what
 * its tests ask about; and which relations somebody asks for. */
#ifndef HENCE_COVERAGE_H
#define HENCE_COVERAGE_H

#include "runtime/judge/scenario.h"

typedef enum {
    FIRED_NEVER,     /* no instance holds */
    FIRED_UNDECIDED, /* some instance may hold */
    FIRED_AGAIN,     /* some hold, but other rules or facts gave their rows before */
    FIRED            /* it gave rows */
} Fired;

/* A rule that somebody wrote, with all core rules that come from it. */
typedef struct {
    RuleId rule;        /* the one to name it by */
    uint64_t rows;      /* that it was the first to give, in the world as it is */
    Fired fired;        /* in that world */
    uint32_t scenarios; /* in which it fired */
    uint32_t tests;     /* that ask for what it leads to, in a world where it fired */
    /* Where it fired nowhere: the first premise that keeps the nearest instance from holding,
     * NULL if that is not known. */
    RuleId lacking_rule;
    const Literal *lacks;
    const Value *bindings; /* by variable of that rule; UNBOUND where it has none */
} RuleUse;

typedef struct {
    RelId relation;
    uint32_t given, cited; /* rows that are stated somewhere, and those that cite a source */
    Span uncited;          /* where the first one stands that cites none */
    bool is_used;          /* a rule, query, claim, test, contrary or other declaration speaks of its rows */
} RelationUse;

typedef struct {
    const RuleUse *rules; /* in the order written */
    uint32_t rule_count;
    const RelationUse *relations; /* that somebody wrote, in the order of the program */
    uint32_t relation_count;
    uint32_t scenario_count, test_count;
    bool cites; /* some rule, claim or fact of the program cites a source, so that one may expect it of others */
    Stop stop;  /* why the run of a world stopped: what is said is partial */
} Coverage;

/* `plain` has run; each scenario is run in a world of its own, as judge_tests does it.
 * All in arena.  What is wrong with scenarios goes to diags. */
Coverage coverage_of(const World *plain, const Store *given, const Changes *changes, const RunOptions *options,
                     Diags *diags, Arena *arena);

#endif
