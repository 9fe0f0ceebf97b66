/* The tables of the command line, which parsing, help, manual and completions share. */
#ifndef HENCE_OPTIONS_INTERNAL_H
#define HENCE_OPTIONS_INTERNAL_H

#include "runtime/cli/options.h"

/* Sets of commands, as bits. */
#define SEARCHES (1u << COMMAND_RESTS | 1u << COMMAND_NEED | 1u << COMMAND_STABLE)
#define ASKS (1u << COMMAND_WHY | 1u << COMMAND_WHYNOT | SEARCHES) /* about the subject behind the files */
#define WORLDS                                                                                                         \
    (1u << COMMAND_RUN | 1u << COMMAND_CHECK | 1u << COMMAND_COMPARE | 1u << COMMAND_MAP | 1u << COMMAND_TRACE |       \
     1u << COMMAND_REPORT | ASKS) /* tests name their own scenarios */
#define SUPPOSES (WORLDS | 1u << COMMAND_TEST | 1u << COMMAND_LINT)
#define RUNS (SUPPOSES | 1u << COMMAND_DIFF)
#define IS_TAUGHT (1u << COMMAND_NEW | 1u << COMMAND_GRADE | 1u << COMMAND_SHEET) /* have words of their own */
#define DERIVES (RUNS | 1u << COMMAND_REPL)

typedef struct {
    Command command;
    const char *name, *arguments, *help;
    bool takes_subject; /* the last word is not a rule file */
} CommandInfo;

typedef enum {
    OPTION_FORMAT,
    OPTION_OUT,
    OPTION_FILE,
    OPTION_AROUND,
    OPTION_DEPTH,
    OPTION_CLAIMS_ONLY,
    OPTION_CLAIM,
    OPTION_AGAINST,
    OPTION_FULL,
    OPTION_GIVEN,
    OPTION_SCENARIO,
    OPTION_WITHOUT,
    OPTION_FACTS,
    OPTION_REJECTED,
    OPTION_MOST,
    OPTION_SIZE,
    OPTION_AMBIGUITY,
    OPTION_CLOSED,
    OPTION_NO_CLOSED,
    OPTION_ROWS,
    OPTION_ROUNDS,
    OPTION_MEMORY,
    OPTION_TIMEOUT,
    OPTION_THREADS,
    OPTION_DISABLE,
    OPTION_ALL,
    OPTION_FIRST_ROUNDS,
    OPTION_RELATION,
    OPTION_CHECK,
    OPTION_WATCH,
    OPTION_FEEDBACK,
    OPTION_SELF,
    OPTION_SEED,
    OPTION_KEY,
    OPTION_SANDBOX,
    OPTION_HELP,
    OPTION_VERSION
} OptionId;
_Static_assert(OPTION_VERSION < 64, "a set of options fits in 64 bits");

typedef struct {
    OptionId id;
    const char *name, *value, *help;
    unsigned commands; /* bits: where it has a meaning */
} OptionInfo;

/* What the manual says of a command beside that. */
typedef struct {
    Command command;
    const char *is_so, *is_not; /* what exit statuses 0 and 1 tell; is_not is NULL where it never ends with 1 */
    const char *about;          /* paragraphs, with an empty line between them */
    const char *examples;       /* lines for a shell; family.hence is the program of the manual */
} PageInfo;

typedef struct {
    int status;
    const char *help;
} ExitInfo;

typedef struct {
    const char *name;
    Format format;
    unsigned commands;
} FormatInfo;

extern const CommandInfo COMMANDS[];
extern const OptionInfo OPTIONS[];
extern const FormatInfo FORMATS[];
extern const ExitInfo EXITS[];
extern const PageInfo PAGES[];    /* as many as commands */
extern const char *const PROGRAM; /* family.hence */
extern const size_t COMMANDS_COUNT, OPTIONS_COUNT, FORMATS_COUNT, EXITS_COUNT;

const CommandInfo *command_named(const char *name); /* NULL if there is none */
const CommandInfo *command_of(Command command);
/* The option that `word` names, up to a `=`: of those commands if they have one of that name; NULL if none has. */
const OptionInfo *option_named(const char *word, unsigned commands);
bool format_is_of(const FormatInfo *format, Command command);
bool option_is_of(const OptionInfo *option, Command command);

/* To standard error, with the word unless it is empty; false. */
bool options_complain(const char *what, const char *word);
/* options_values.c: both complain where they give false. */
bool options_take(Options *options, const OptionInfo *option, const char *value);
/* The format that the ending of -o FILE stands for, unless one was asked for. */
bool options_read_ending(Options *options);

#endif
