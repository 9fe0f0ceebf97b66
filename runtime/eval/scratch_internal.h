/* The scratch program in the making, for scratch.c and taking.c. */
#ifndef HENCE_SCRATCH_INTERNAL_H
#define HENCE_SCRATCH_INTERNAL_H

#include "runtime/eval/ground.h"

/* scratch.c: a relation of the component, with a table of its own; a rule of it, made from the real one. */
RelId scratch_add_relation(Scratch *scratch, uint32_t arity);
void scratch_add_rule(Scratch *scratch, RuleId real, RelId head, const Term *terms, const Literal *body,
                      uint32_t literal_count, uint32_t variable_count);
/* The space a literal of the component speaks about; *terms are then those that are not left open. */
uint32_t scratch_space_for(Scratch *scratch, const Literal *literal, RuleId real, const Term **terms, uint32_t *count);
/* The relation whose rows are all that is possible of another component's. */
RelId scratch_possible_relation(Work *work, Scratch *scratch, RelId real);

/* taking.c: takes a rule over; with its instances, or only what is possible.  Every row supports its projection. */
void take_rule(Work *work, Scratch *scratch, RuleId id);
void take_possible_rule(Work *work, Scratch *scratch, RuleId id);
void take_projection(Scratch *scratch, uint32_t of, uint32_t to);

#endif
