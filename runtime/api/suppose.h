/* What somebody supposes, in the words of a command line, as changes of a program.
 *
 *     Supposed supposed = {.scenario = "exit", .given = {"year=2009"}, ...};
 *     Changes changes;
 *     if (suppose(&session, &supposed, &changes, &complaint)) session_change(&session, &changes, &options); */
#ifndef HENCE_SUPPOSE_H
#define HENCE_SUPPOSE_H

#include "runtime/api/session.h"

typedef Vec(const char *) Words;

typedef struct {
    const char *scenario; /* its name; NULL: none */
    Words without;        /* keys of sources */
    Words given;          /* name=value, of parameters; of the same name the last one counts */
    Words facts;          /* files of new facts, or relation=file */
} Supposed;

typedef Vec(Str) Denied;

bool supposes_nothing(const Supposed *supposed);
void supposed_clear(Supposed *supposed);

/* Looks the words up in a program that has been read, with its new facts if there are any.  What changes points to
 * lives as long as the session.  False with a complaint of one line or more: no such scenario, source or parameter; a
 * value that its type does not have. */
bool suppose(Session *session, const Supposed *supposed, Changes *changes, Text *complaint);

/* Contraries that only new facts speak of, as part of the session's policy: before session_read.  The policy borrows
 * from both. */
void suppose_denied(Session *session, const Supposed *supposed, Denied *denied);

/* `sick, year=2009, without s036`; nothing where nothing is supposed. */
void supposed_print(const Supposed *supposed, Text *text);

/* The same with how arguments are weighed, as one would type it: ` --scenario sick --given year=2009 --closed`. */
void supposed_words_print(const Session *session, const Supposed *supposed, Text *text);

/* Files and options as words of the commands that an answer offers. */
typedef struct {
    Text files, options;
} Typed;
void typed_init(Typed *typed, const Session *session, const Supposed *supposed);
void typed_clear(Typed *typed);

typedef enum { WORLD_RUN, WORLD_UNKNOWN, WORLD_WRONG } WorldState;
/* Runs the world where it holds, or the program as it is if nothing is supposed; new facts have been received.
 * WORLD_UNKNOWN with a complaint: nothing was run.  WORLD_WRONG with diags: a scenario has errors. */
WorldState suppose_run(Session *session, const Supposed *supposed, const RunOptions *run, Changes *changes,
                       Text *complaint);

#endif
