/* A session: rule files from their text to their answers, the stages strung together.
 *
 *     Session session;
 *     session_init(&session);
 *     if (session_read(&session, paths, count) == SESSION_READ) session_run(&session, &options);
 *     ...session.diags tells what was wrong, session.world holds what follows...
 *     session_clear(&session); */
#ifndef HENCE_SESSION_H
#define HENCE_SESSION_H

#include "lang/compile/compile.h"
#include "runtime/judge/scenario.h"

typedef struct {
    Sources *sources;
    Diags *diags;
    Program *program; /* NULL before session_read, and after errors in the rules */
    Store *given;     /* the given facts: what scenarios start from */
    World *world;     /* the program as it is, once it has run */
} Session;

typedef enum { SESSION_READ, SESSION_PROGRAM_ERRORS, SESSION_DATA_ERRORS } SessionState;

void session_init(Session *session);
void session_clear(Session *session);

/* Reads the rule files and the tables and bibliographies they load.  All errors are in diags. */
SessionState session_read(Session *session, const char *const *paths, size_t count);

/* Derives all that follows.  What went wrong is in world->outcome and world->conflicts. */
void session_run(Session *session, const RunOptions *options);

/* Compiles one more question, `member(X, csto)`, and answers it on the world.  False with diags. */
bool session_ask(Session *session, Str text, const RunOptions *options, Question *question);

/* Adds the values that could not be computed to diags. */
void session_note_faults(Session *session);

/* About the run for people: how many more such values there were, why it stopped and what was growing. */
void session_report_run(const Session *session, Text *text);

#endif
