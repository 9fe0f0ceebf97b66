/* For tipping.c and tipping_open.c. */
#ifndef HENCE_TIPPING_INTERNAL_H
#define HENCE_TIPPING_INTERNAL_H

#include "runtime/judge/inquiry.h"
#include "runtime/judge/tipping.h"

/* How many worlds may be run to find out what tips an answer, by what each of them costs. */
uint32_t tipping_tries(const Inquiry *inquiry);

#endif
