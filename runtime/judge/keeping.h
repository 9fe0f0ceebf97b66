/* Facts that a proof needs though it does not build on them: they keep what it denies from following, since they make
 * an exception to that fire.  a => c unless e; b => e unless d; a, b, d: c builds on a, and needs d too. */
#ifndef HENCE_KEEPING_H
#define HENCE_KEEPING_H

#include "runtime/eval/rounds.h"
#include "runtime/judge/grounds.h"
#include "runtime/judge/levers.h"

/* What would speak against the proof, or against what it denies, and is only held off. */
typedef enum {
    HELD_EXCEPTED,    /* a rule whose premises hold, by an exception */
    HELD_REFUTED,     /* a row that is argued for, by what is accepted against it */
    HELD_CONTESTED,   /* likewise, by what is as good */
    HELD_CONTRADICTED /* a given row, by another that is given */
} Holding;
typedef struct {
    Holding holding;
    Residual residual;  /* HELD_EXCEPTED: the instance, in the arena */
    uint32_t exception; /* its literal that fires */
    RelId relation;     /* else the row, in the arena */
    const Value *row;
    RowRef by; /* what holds it off */
} HeldOff;

/* Whether what could not be told from the proof was looked for in worlds (keeping_search). */
typedef enum {
    SEARCHED_NOT,
    SEARCHED_ALL,
    SEARCHED_TRIALS,  /* the search ended at its bound, */
    SEARCHED_STOPPED, /* or at a limit of the command */
    SEARCHED_HELD     /* some facts cannot be told apart: aggregates run over them, or they may contradict each other */
} Searched;

typedef struct {
    Attested facts;      /* none of them among the grounds of the proof */
    Attested possible;   /* nor are these: a rule read backwards, or a key, denies only what could be so */
    const HeldOff *held; /* in the order in which they were met, a rule or a row each once */
    uint32_t held_count; /* HELD_MOST at most */
    RowRef *rows;        /* that do so, or are such facts: those below them */
    uint32_t row_count;
    Searched searched;
    /* Something is kept from following by two facts at once, or by one twice: which, nobody looked for. */
    bool is_doubtful;
    bool is_cut; /* KEEPING_MOST denials were looked at, or a search came to its bounds: there may be more */
} Keeping;
enum { KEEPING_MOST = 200, HELD_MOST = 20 };

/* Where ambiguity propagates, rules run in a circle, or two premises of an attacker fail at once, it is only said that
 * there may be more (agree_keeping holds it to that).
 * Of what the steps deny, exceptions, `not`, and rules for the contrary that are not beaten otherwise, and of what
 * those firings deny in turn.  Where one of several would do, the first is taken; no world is run.
 * Lists are in the arena. */
Keeping keeping_of(const Proof *proof, Arena *arena);

/* Where that is not all: the facts beside those of the proof are looked for by a world in which all others are unknown,
 * then it is neither doubtful nor cut.  What is held off stays as it was found. */
void keeping_search(const Proof *proof, const RunOptions *run, Arena *arena, Keeping *keeping);

/* What is known to be needed (critical.h) and was found neither by the proof nor beside it; nothing where these have
 * rows that are no steps, of which it may be one. */
void keeping_add(const Proof *proof, const WrittenAtom *needed, size_t count, Arena *arena, Keeping *keeping);

#endif
