/* Stages that pieces of work pass in the order of their numbers, whichever worker has the piece.
 *
 *     if (!turns_wait(turns, stage, number)) return;
 *     ...alone at this stage, and the pieces before have been through it...
 *     turns_pass(turns, stage); */
#ifndef HENCE_TURNS_H
#define HENCE_TURNS_H

#include <stdbool.h>
#include <stdint.h>

typedef struct Turns Turns;

Turns *turns_new(uint32_t stages); /* 4 at most; it is the turn of number 0 everywhere */
void turns_free(Turns *turns);     /* NULL is fine */

bool turns_wait(Turns *turns, uint32_t stage, uint32_t number); /* false: called off */
void turns_pass(Turns *turns, uint32_t stage);
void turns_call_off(Turns *turns); /* nobody waits from now on: a piece will not come through */
bool turns_are_off(const Turns *turns);

#endif
