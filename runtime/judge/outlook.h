/* The store as those who ask see it.
 *
 * Rules take a contested row as not accepted: for them it is false.  Who asks is told that it is undecided, and so is
 * what hangs on it.  An outlook is a store in which that is so, for the relations of one question: it shares all other
 * tables with the store it is made from, and has the answers of the question anew, in three values. */
#ifndef HENCE_OUTLOOK_H
#define HENCE_OUTLOOK_H

#include "lang/program/agenda.h"
#include "runtime/store/store.h"

typedef struct {
    Store view;        /* for looking things up; never run, grown or freed */
    bool is_apart;     /* its arrays of tables are its own; else the store's */
    Vec(RelId) differ; /* relations that have tables of their own in it */
    Vec(Table *) own;
} Outlook;

/* Borrows store, which must not grow before the outlook is cleared. */
void outlook_init(Outlook *outlook, const Store *store, const Question *question);
void outlook_clear(Outlook *outlook);

/* The first undecided row that an undecided answer hinges on, below the helpers of its body.  `row` is of the view;
 * false if the answer is not undecided there. */
typedef struct {
    RelId relation;
    const Value *row;
} Hinged;
bool outlook_hinge(const Outlook *outlook, RelId answer, const Value *row, Hinged *hinged);

#endif
