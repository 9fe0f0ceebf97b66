/* Words for the parts of a proof, shared by prose and JSON. */
#ifndef HENCE_WORDS_H
#define HENCE_WORDS_H

#include "runtime/judge/claims.h"
#include "runtime/show/cited.h"
#include "runtime/show/literals.h"
#include "runtime/show/written.h"

/* The atom of a step; for the row of an answer the name of its claim, or what was asked with its values. */
void step_print_atom(const Proof *proof, const Step *step, const Sources *sources, Text *text);
/* The same as a sentence; a row that an aggregate runs over is told by its values. */
void step_print_sentence(const Proof *proof, const Step *step, const Sources *sources, Text *text);

/* The first step on the way down that somebody wrote:
 * a given row, or a row of a rule that is no part of a translation. */
const Step *first_written(const Proof *proof);

/* Whether a step has anything to say below it: a premise, or a check that is not trivial. */
bool step_has_lines(const Proof *proof, const Step *step);
/* Whether a literal of a step is told by a premise, not as a check. */
static inline bool literal_has_row(const Step *step, uint32_t i) { return step->premises[i] != NO_STEP; }

/* `key (state, year) of population`. */
void key_print(const Program *program, RelId relation, const Key *key, Text *text);
/* A strict rule that somebody wrote, and that the theory reads the other way round. */
bool is_read_backwards(const Program *program, const Rule *rule);
/* `family.hence:12`; nothing where the place is not known. */
void place_print(const Sources *sources, Span span, Text *text);
Str symbol_str(const Program *program, Symbol symbol);
/* `open: no source says so here and none denies it`, where the program has sources:
 * of a fact that nobody states and no rule concludes. */
const char *open_words(const Program *program);
/* What a proof that is told is of: what was asked; its contrary, which refutes it; what something rests on, or one of
 * the premises of that. */
typedef enum { PROVEN_ASKED, PROVEN_CONTRARY, PROVEN_BASIS, PROVEN_PREMISE } Proven;
static inline const char *proven_name(Proven proven) {
    static const char *const NAMES[] = {[PROVEN_ASKED] = "it",
                                        [PROVEN_CONTRARY] = "that",
                                        [PROVEN_BASIS] = "what that rests on",
                                        [PROVEN_PREMISE] = "one of its premises"};
    return NAMES[proven];
}
/* `1 fact`, `7 facts`. */
void count_print(uint64_t count, const char *one, const char *many, Text *text);

#endif
