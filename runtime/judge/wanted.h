/* What must be computed to answer some questions: all that the program says, and of what is asked only those. */
#ifndef HENCE_WANTED_H
#define HENCE_WANTED_H

#include "lang/program/program.h"

typedef struct {
    const Program *program;
    bool *components;    /* by component: whether it is wanted */
    Vec(uint32_t) asked; /* those that are wanted for a question alone */
} Wanted;

void wanted_init(Wanted *wanted, const Program *program); /* no question yet */
void wanted_clear(Wanted *wanted);

/* The relation too, such as the answer of a question; NO_ID is fine. */
void wanted_add(Wanted *wanted, RelId relation);
/* As after wanted_init. */
void wanted_forget(Wanted *wanted);

#endif
