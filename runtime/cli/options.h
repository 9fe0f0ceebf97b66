/* The command line: one table of commands and options, from which parsing, help, manual and completions are made. */
#ifndef HENCE_OPTIONS_H
#define HENCE_OPTIONS_H

#include "runtime/api/topics.h"

typedef enum {
    COMMAND_RUN,
    COMMAND_CHECK,
    COMMAND_TEST,
    COMMAND_LINT,
    COMMAND_WHY,
    COMMAND_WHYNOT,
    COMMAND_RESTS,
    COMMAND_NEED,
    COMMAND_STABLE,
    COMMAND_TRACE,
    COMMAND_DIFF,
    COMMAND_COMPARE,
    COMMAND_MAP,
    COMMAND_REPORT,
    COMMAND_REPL,
    COMMAND_FMT,
    COMMAND_NEW,
    COMMAND_GRADE,
    COMMAND_SHEET,
    COMMAND_LSP,
    COMMAND_EXPLAIN,
    COMMAND_HELP,
    COMMAND_MANUAL,
    COMMAND_COMPLETION,
    COMMAND_VERSION
} Command;

/* Exit statuses; where several apply, the first of EXIT_BUG, EXIT_INTERRUPTED, EXIT_LIMIT, EXIT_PROGRAM, EXIT_DATA,
 * EXIT_NEGATIVE counts. */
enum {
    EXIT_FINE = 0,
    EXIT_NEGATIVE = 1, /* a failed test, facts that contradict each other, an atom that does not hold,
                        * a file in another style */
    EXIT_USAGE = 2,
    EXIT_PROGRAM = 3, /* the rules have errors */
    EXIT_DATA = 4,    /* the data has errors, a value could not be computed, or a file could not be written */
    EXIT_LIMIT = 5,
    EXIT_BUG = 70,
    EXIT_INTERRUPTED = 130
};

typedef struct {
    Command command;
    const char **files; /* rule files, in the order given; owned */
    size_t file_count;
    uint64_t seen;       /* options, as bits */
    const char *subject; /* the atom of why, the code of explain, the command of help, a shell; NULL if none */
    Format format;
    bool has_format;     /* it was asked for */
    const char *out;     /* folder of --out; NULL if none */
    const char *file;    /* of -o; NULL: the terminal */
    const char *sandbox; /* a folder; NULL: none */
    const char *around;  /* map: a claim or an atom; NULL: all claims */
    bool claims_only;
    bool checks;          /* fmt: writes nothing */
    bool is_self;         /* grade: the exercise's own answers */
    bool has_key;         /* sheet: with the solution */
    const char *feedback; /* grade: a folder; NULL: none */
    uint64_t seed;
    bool has_seed;
    bool watches;         /* check: goes on */
    Words claims;         /* report: names; owned */
    const char *against;  /* report: the rule file of a rival; NULL: none */
    uint32_t size;        /* of the sets that are told; 0: any */
    Supposed supposed;    /* other facts than those given; owned */
    const char *rejected; /* where rows of new facts go that are not taken; NULL: not named */
    Policy policy;
    Budget budget;
    uint32_t threads;

    Without without; /* ways of computing that are not to be used */
    bool all;        /* other proofs too */
    bool is_full;
    uint32_t depth, most, rounds; /* 0: not said, for depth unless has_depth */
    bool has_depth;
    const char *relation; /* NULL: any */
} Options;

/* Reads the command line.  False after a complaint on stderr: the caller exits with EXIT_USAGE. */
bool options_read(Options *options, int argc, char **argv);
void options_clear(Options *options);

/* Help for all, or for one command (NULL: all).  False if there is no such command. */
bool options_print_help(const char *command, Text *text);

/* The page of the manual on all of it, or on one command (NULL: all), for man.  False if there is no such command. */
bool options_print_manual(const char *command, Text *text);

/* What tells a shell how to complete words behind `hence`.  False, with nothing added, if it is none of SHELLS. */
bool options_print_completion(const char *shell, Text *text);
#define SHELLS "bash, zsh or fish"

#endif
