/* What a change of facts or priorities changes besides what was asked. */
#ifndef HENCE_SHOW_EFFECTS_H
#define HENCE_SHOW_EFFECTS_H

#include "runtime/judge/repair.h"

typedef struct {
    uint64_t least, most;
} CountRange;

/* Of changes that are told together, which differ in nothing but how many statements come and go. */
typedef struct {
    const Repair *repair; /* the first */
    CountRange come, gone;
    uint64_t shifts;
    bool is_of_status; /* claims that are only more certain or less were not looked for */
} Effects;
Effects effects_of(const Repair *repair);
void effects_widen(Effects *effects, const Repair *other);

enum { CLAIMS_SHOWN = 6 /* by name, in a line of text */ };

/* `1 other claim changes: calm to refuted; 2 more statements follow`, at most so many claims by name (0: none).
 * is_claim: what was asked is a claim, which is not among them. */
void effects_print(const Program *program, const Effects *effects, bool is_claim, uint32_t most, Text *text);
/* "claims":[..],"come","gone", without braces. */
void effects_members(const Program *program, const Repair *repair, Text *text);

#endif
