/* A priority of the program, and what comes of taking it back. */
#ifndef HENCE_SHOW_PRIORITY_H
#define HENCE_SHOW_PRIORITY_H

#include "lang/base/source.h"
#include "runtime/judge/levers.h"
#include "runtime/judge/status.h"

/* `prefer r2 over r1.` */
void priority_print(const Program *program, Symbol winner, Symbol loser, Text *text);
/* `  case.hence:8, case.hence:12`: the statements of it that hold in every world; nothing where there is none. */
void priority_places_print(const Program *program, Symbol winner, Symbol loser, const Sources *sources, Text *text);

/* Taken back by itself: what was asked then has another status. */
typedef struct {
    Priority priority;
    Status status;
    Reason reason;
} Unranked;

typedef struct {
    Vec(Unranked) items;
    bool is_left; /* not each was tried */
} Unrankings;

/* Lines, if there is something to say. */
void unrankings_print(const Program *program, const Unrankings *unrankings, const Sources *sources, Text *text);
/* ,"priorities":[{"winner","loser","places":[...],"status","reason"}],"priorities_left":bool */
void unrankings_members(const Program *program, const Unrankings *unrankings, const Sources *sources, Text *text);

#endif
