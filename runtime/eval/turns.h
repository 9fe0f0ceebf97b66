/* Pieces of work that pass stages, in the order of their numbers where that matters, whichever worker has them.
 *
 *     Step step = STEP_NONE;
 *     while (turns_next(turns, &step)) ...stage step.stage of the piece at step.place...
 *
 * Every worker has such a loop.  Pieces are numbered from 0; piece n lies at place n % places, so there are never more
 * of them at a time.  A worker goes on with its piece if it can, else with what is furthest on. */
#ifndef HENCE_TURNS_H
#define HENCE_TURNS_H

#include <stdbool.h>
#include <stdint.h>

enum { TURNS_STAGES = 4, TURNS_PLACES = 16 /* at most */ };

typedef struct Turns Turns;
typedef struct {
    uint32_t place, stage;
} Step;
#define STEP_NONE ((Step){UINT32_MAX, 0})

/* A stage whose bit is in `free` takes several pieces at a time, in any order; others one after the other. */
Turns *turns_new(uint32_t stages, uint32_t free, uint32_t places);
void turns_free(Turns *turns); /* NULL is fine */

/* Ends the step and gives another, when there is one.  False at the end, or if it was called off. */
bool turns_next(Turns *turns, Step *step);
void turns_end(Turns *turns);      /* no piece begins any more; others go on */
void turns_call_off(Turns *turns); /* no step begins any more: one cannot be ended */
bool turns_are_off(Turns *turns);

#endif
