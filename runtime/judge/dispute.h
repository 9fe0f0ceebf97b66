/* Who argues for a row and who against it, and why the one or the other lost. */
#ifndef HENCE_DISPUTE_H
#define HENCE_DISPUTE_H

#include "runtime/judge/rivals.h"
#include "runtime/why/proof.h"

typedef enum {
    LOST_NOT,
    LOST_TO_GIVEN,      /* what is given, or strictly shown, cannot be rebutted */
    LOST_TO_PREFERENCE, /* `preference` */
    LOST_TO_STRICT,     /* nor can what a strict rule concludes, where theories are closed */
    LOST_TO_RIVAL,      /* what a key or a declared contrary sets against it is accepted */
    LOST_FOR_WEAKNESS   /* a strict rule on premises weaker than what it attacks */
} Lost;

/* A rule or a reported fact that applies, or perhaps applies. */
typedef struct {
    RowRef applies; /* its row, of a HELPER_APPLIES or HELPER_OBJECTION relation, of what attacks because it may apply
                     * (Relation.perhaps), or of the strict level */
    RuleId rule;    /* NO_ID: a fact, given or reported */
    RelId about;    /* the relation whose row it is for, or against where it is an objection */
    Applies state;
    bool is_objection, is_given;
    bool is_possible;             /* `applies` is of the possible table */
    bool is_contested;            /* where ambiguity propagates: it attacks though a premise of it is not accepted */
    Lost lost;                    /* against a row that is accepted */
    const Preference *preference; /* LOST_TO_PREFERENCE */
} Argument;
typedef Vec(Argument) Arguments;

typedef struct {
    Arguments pro, contra;
} Dispute;

/* Rules in the order of the program; a rule counts once a row, however many instances it has. */
Dispute dispute_of(const Store *store, RelId relation, const Value *row);
/* About what a step argues for, or states: what lost to its rule is said to have lost to that one.
 * Empty where arguments are not told apart. */
Dispute dispute_of_step(const Proof *proof, const Step *step);
/* Of a dispute that is won: whose preference beats what lost by one.  NULL. */
const Argument *dispute_defender(const Store *store, const Dispute *dispute, const Argument *loser);
/* The least row by which its condition holds for the winner; NO_ROW: it has none, or it does not hold. */
RowRef preference_condition(const Store *store, const Preference *preference, const Argument *winner);
/* Whether an argument for an accepted row would win without the others for it (winner.h), as far as that is known. */
bool argument_wins_alone(const Store *store, const Argument *argument);
void dispute_clear(Dispute *dispute);

/* The row an argument is for, or against where it is an objection: of the relation it is about. */
const Value *argument_row(const Store *store, const Argument *argument);

/* The label and the sources that a priority may name it by, of a fact where it was stated for the nth time: none of a
 * strict rule, which no priority concerns. */
uint32_t argument_origin_count(const Store *store, const Argument *argument);
Origin argument_origin(const Store *store, const Argument *argument, uint32_t n);

/* Why an argument applies that is no possible one: the proof of its row by its own rule, where that shows it without
 * the row itself; else the row's.  To be freed. */
Proof *argument_prove(const Store *store, const Argument *argument);

/* Whether one of the winners is given, or preferred over the rule: then this is beaten if it applies. */
bool dispute_prefers(const Store *store, const Arguments *winners, RuleId loser);
/* The same of an argument against it. */
bool dispute_beats(const Store *store, const Dispute *dispute, const Argument *rival);
/* The relation whose accepted rows are argued for, or stated, in this one; NO_ID if arguments are not told apart. */
RelId relation_disputed(const Program *program, RelId relation);

#endif
