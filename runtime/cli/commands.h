/* The commands of the terminal.  Each gives its exit status. */
#ifndef HENCE_COMMANDS_H
#define HENCE_COMMANDS_H

#include "runtime/api/session.h"
#include "runtime/cli/options.h"
#include "runtime/show/wrap.h"

int command_ask(const Options *options, Topic topic); /* one session, one question */
int command_diff(const Options *options);
int command_compare(const Options *options);
int command_report(const Options *options);
int command_watch(const Options *options); /* `hence check --watch` */
int command_repl(const Options *options);
int command_fmt(const Options *options);
int command_new(const Options *options); /* `hence new exercise NAME` */
int command_grade(const Options *options);
int command_sheet(const Options *options);
int command_explain(const Options *options);
int command_help(const Options *options);
int command_manual(const Options *options);
int command_completion(const Options *options);

/* ---- what they share: a session that has run, and what went wrong ---- */

typedef struct {
    Session session;
    RunOptions run;
    Denied denied;           /* of session.policy */
    struct Sandbox *sandbox; /* of session; NULL: none */
    Changes changes;         /* what is supposed; session.world is the world where it holds */
    Text out;                /* written to stdout by desk_close; what is long before, piece by piece */
    Text rejected;           /* name of the file of rejected rows in a sandbox */
    Wrap wrap;               /* of what people read on a terminal */
    bool has_reported;       /* what is said beside the answer has been said */
    bool has_failed;         /* what is wrong has been said */
    bool has_told_facts;     /* what became of new facts is in the answer */
} Desk;

/* How the options say that runs are made; what cancels them is yet to be set. */
Settings settings_of(const Options *options);
/* Reads the files and runs them, with what is supposed; the plain program too where the command compares.
 * EXIT_FINE, or the status to end with at once; messages are printed either way. */
int desk_open(Desk *desk, const Options *options);
/* Writes what was said and frees all; gives the exit status, `status` or a graver one. */
int desk_close(Desk *desk, const Options *options, int status);
/* Asks one thing of the desk's session, beside a rival theory if one has run (NULL: none); gives the exit status. */
int desk_ask(Desk *desk, const Options *options, Topic topic, const Session *rival);
int graver(int a, int b);      /* the status that counts */
bool answer_write(Str answer); /* whole, to the terminal; false if it could not be written */

#endif
