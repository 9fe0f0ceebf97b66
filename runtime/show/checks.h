/* Why a check of a proof comes out as it does. */
#ifndef HENCE_SHOW_CHECKS_H
#define HENCE_SHOW_CHECKS_H

#include "runtime/show/words.h"

/* `nothing says so`, `refuted by rule r2`, `checked for 2: algebra, logic`, ...; nothing where it speaks for itself. */
void check_reason_print(const Proof *proof, const Step *step, const Literal *literal, const Sources *sources,
                        Text *text);

#endif
