/* What the files of a dialogue share. */
#ifndef HENCE_REPL_INTERNAL_H
#define HENCE_REPL_INTERNAL_H

#include "runtime/repl/repl.h"

struct Repl {
    Notebook notebook;
    Console console;
    Text pending;   /* lines of what is not finished */
    bool in_braces; /* pending ends within them: most lines need not be looked at together with it */
    Arena offered;  /* names of files, when some were asked for last */
    Text out;       /* what is said when the work at hand is done */
    Text said;      /* messages, which come first */
    Trouble trouble;
    bool is_over;
};

void repl_note(Repl *repl, Trouble trouble);       /* the gravest counts; a script that is interrupted is over */
void repl_tell(Repl *repl);                        /* prints `said`, then `out` */
void repl_revised(Repl *repl, Revision revision);  /* says what came of it */
void repl_answered(Repl *repl, Answered answered); /* notes what went wrong with a question */

/* ---- commands ---- */

bool repl_is_command(Str line); /* :word, but not :- */
/* Tells of a command amid a statement that has not ended; false if it is none. */
bool repl_within_statement(Repl *repl, Str line);
void repl_command(Repl *repl, Str line);
bool repl_lacks_colon(Repl *repl, Str line); /* the bare name of a command, which is told */

typedef struct CommandLine CommandLine;
typedef struct {
    const CommandLine *command;
    Str argument;
    bool is_forced; /* with a `!` behind its name */
} Called;

struct CommandLine {
    const char *name, *arguments, *help; /* arguments: "" none, "[FILE]" one or none, "FILE" one */
    void (*run)(Repl *repl, const Called *called);
    Topic topic; /* of a question; else TOPIC_COUNT */
};
extern const CommandLine REPL_COMMANDS[];
extern const size_t REPL_COMMANDS_COUNT;

#endif
