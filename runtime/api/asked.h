/* What somebody asks about: the name of a claim, or a body such as `member(X, csto)`. */
#ifndef HENCE_ASKED_H
#define HENCE_ASKED_H

#include "runtime/api/session.h"
#include "runtime/judge/inquiry.h"

/* A subject, how it stands, and what other worlds are asked with.  It is the claim of that name, or a claim without one
 * that is made of the body, in the program's arena; it is answered in the world of the session, which must have run:
 *
 *     Asked asked;
 *     if (!asked_open(&asked, session, subject, run)) return ANSWER_REFUSED;
 *     ...searches behind asked_inquire, unless asked.is_stopped...
 *     asked_begin(&asked, as_json, out);
 *     ...members of an object, or lines...
 *     asked_end(as_json, out);
 *     asked_close(&asked); */
typedef struct {
    Session *session;
    const Claim *claim;
    Verdict verdict;
    Inquiry inquiry; /* zero before asked_inquire */
    Arena arena;
    bool is_stopped; /* the run of the session was: nothing more is known than the verdict */
} Asked;

bool asked_open(Asked *asked, Session *session, Str subject, const RunOptions *options); /* false with diags */
void asked_inquire(Asked *asked, const RunOptions *options);                             /* runs a world */
/* How it stands; as text, also that the run was stopped. */
void asked_begin(const Asked *asked, bool as_json, Text *out);
void asked_end(bool as_json, Text *out);
/* What was asked of other worlds was stopped: so is the answer. */
void asked_stopped(Session *session, Stop stop);
void asked_close(Asked *asked);

/* Whether it is without `;`. */
bool question_has_one_way(const Program *program, const Question *question);
/* The atom that a question is about, where it is one and nothing else; NULL. */
const Literal *question_atom(const Program *program, const Question *question);

/* A question as a claim without a name, so that it has a status as a claim has; no parts if it has `;`.
 * In the program's arena. */
const Claim *question_claim(Program *program, const Question *question, Str text);

#endif
