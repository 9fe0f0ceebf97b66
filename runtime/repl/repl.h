/* A dialogue: statements and questions as somebody types them, and commands that begin with a colon.
 *
 *     Repl *repl = repl_new(&settings, &console);
 *     repl_load(repl, files, count);
 *     Trouble trouble = repl_run(repl);       until the input ends, or :quit
 *     repl_free(repl);
 *
 * No mistake ends it.  Where lines come from and where answers go is the console's,
 * so that it can be tested without a terminal. */
#ifndef HENCE_REPL_H
#define HENCE_REPL_H

#include "runtime/repl/notebook.h"

typedef enum { LINE_READ, LINE_END, LINE_INTERRUPTED } LineState;

typedef struct {
    void *context;
    /* One more line, without its end, behind `line`. */
    LineState (*read)(void *context, const char *prompt, Text *line);
    void (*say)(void *context, Str text);      /* answers */
    void (*complain)(void *context, Str text); /* messages */
    void (*begin)(void *context);              /* work begins: what was interrupted before is over */
    void (*end)(void *context);                /* and ends */
    bool is_dialogue;                          /* somebody sits there: greets, and explains */
    bool has_color;                            /* of messages */
} Console;

/* The gravest of what went wrong, in the order of gravity. */
typedef enum {
    TROUBLE_NONE,
    TROUBLE_COMMAND, /* there is no such command, or it cannot do what was asked */
    TROUBLE_DATA,    /* a table has errors, a file could not be written */
    TROUBLE_RULES,   /* what was entered or asked has errors */
    TROUBLE_LIMIT,
    TROUBLE_INTERRUPTED,
    TROUBLE_BUG
} Trouble;

typedef struct Repl Repl;

Repl *repl_new(const Settings *settings, const Console *console); /* copies both */
void repl_free(Repl *repl);
void repl_load(Repl *repl, const char *const *paths, size_t count); /* what it begins with */
Trouble repl_run(Repl *repl);

/* Words that could stand at the end of a line, in place of its last `*length` bytes: commands, relations, constants and
 * all else that has a name, or files where one is named; sorted, each once.
 * Borrowed until something is entered or asked for. */
typedef Vec(Str) Offers;
void repl_complete(Repl *repl, Str line, Offers *offers, size_t *length);

#endif
