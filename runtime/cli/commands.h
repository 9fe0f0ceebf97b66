/* The commands of the terminal.  Each gives its exit status. */
#ifndef HENCE_COMMANDS_H
#define HENCE_COMMANDS_H

#include "runtime/api/session.h"
#include "runtime/cli/options.h"

int command_run(const Options *options);
int command_check(const Options *options);
int command_test(const Options *options);
int command_why(const Options *options);
int command_compare(const Options *options);
int command_explain(const Options *options);
int command_help(const Options *options);

/* ---- what they share: a session that has run, and what went wrong ---- */

typedef struct {
    Session session;
    RunOptions run;
    Text out; /* written to stdout by desk_close */
} Desk;

/* Reads and runs the files.  EXIT_FINE, or the status to end with at once; messages are printed either way. */
int desk_open(Desk *desk, const Options *options);
/* Writes what was said and frees all; gives the exit status, `status` or a graver one. */
int desk_close(Desk *desk, const Options *options, int status);
int graver(int a, int b); /* the status that counts */

#endif
