/* The command line.
 *
 * Commands and options are two lists; help is printed from them, and so is the complaint about a word that is in
 * neither.  An option may be written `--name VALUE` or `--name=VALUE` and stand anywhere; `--` ends them. */
#include "runtime/cli/options.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "lang/base/vec.h"
#include "runtime/io/disk.h"

#define WORLDS                                                                                                         \
    (1u << COMMAND_RUN | 1u << COMMAND_CHECK | 1u << COMMAND_WHY |                                                     \
     1u << COMMAND_COMPARE) /* tests name their own scenarios */
#define RUNS (WORLDS | 1u << COMMAND_TEST)

enum { THREADS_MOST = 256 };

typedef struct {
    Command command;
    const char *name, *arguments, *help;
    bool takes_subject; /* the last word is not a rule file */
} CommandInfo;

static const CommandInfo COMMANDS[] = {
    {COMMAND_RUN, "run", "FILE...", "derive what follows; answer the queries, print the claims", false},
    {COMMAND_CHECK, "check", "FILE...", "status of every claim, and what it rests on", false},
    {COMMAND_TEST, "test", "FILE...", "run the tests written in the files", false},
    {COMMAND_WHY, "why", "FILE... 'ATOM'", "why an atom or a claim holds: its proof, with sources", true},
    {COMMAND_COMPARE, "compare", "A B [FACTS...]", "two theories on the same facts: what each expects, and what came",
     false},
    {COMMAND_EXPLAIN, "explain", "[CODE]", "what a message means, with an example; without CODE, all codes", true},
    {COMMAND_HELP, "help", "[COMMAND]", "this page, or the page of one command", true},
    {COMMAND_VERSION, "version", "", "the version", false},
};
#define COMMANDS_COUNT (sizeof COMMANDS / sizeof *COMMANDS)

typedef enum {
    OPTION_FORMAT,
    OPTION_OUT,
    OPTION_GIVEN,
    OPTION_SCENARIO,
    OPTION_WITHOUT,
    OPTION_FACTS,
    OPTION_REJECTED,
    OPTION_AMBIGUITY,
    OPTION_CLOSED,
    OPTION_NO_CLOSED,
    OPTION_ROWS,
    OPTION_ROUNDS,
    OPTION_MEMORY,
    OPTION_TIMEOUT,
    OPTION_THREADS,
    OPTION_DISABLE,
    OPTION_HELP,
    OPTION_VERSION
} OptionId;
typedef struct {
    OptionId id;
    const char *name, *value, *help;
    unsigned commands; /* bits: where it has a meaning */
} OptionInfo;

static const OptionInfo OPTIONS[] = {
    {OPTION_FORMAT, "--format", "FORMAT", "text (the default) or json; test also prints tap", RUNS},
    {OPTION_OUT, "--out", "DIR", "write one CSV for each relation into DIR", 1u << COMMAND_RUN},
    {OPTION_GIVEN, "--given", "NAME=VALUE", "give a parameter another value", RUNS},
    {OPTION_SCENARIO, "--scenario", "NAME", "suppose a scenario; check prints what changes", WORLDS},
    {OPTION_WITHOUT, "--without-source", "KEY", "drop the facts that cite this source alone", RUNS},
    {OPTION_FACTS, "--facts", "FILE", "add the facts of a table: FILE, or RELATION=FILE; may be repeated", RUNS},
    {OPTION_REJECTED, "--rejected", "FILE", "where rows of --facts go that are not taken (rejected.csv)", RUNS},
    {OPTION_AMBIGUITY, "--ambiguity", "POLICY", "block (the default) or propagate what is contested", RUNS},
    {OPTION_CLOSED, "--closed", NULL, "read strict rules backwards in all that is argued about", RUNS},
    {OPTION_NO_CLOSED, "--no-closed", NULL, "read no strict rule backwards", RUNS},
    {OPTION_ROWS, "--max-rows", "N", "stop when N rows have been derived", RUNS},
    {OPTION_ROUNDS, "--max-rounds", "N", "stop after N rounds", RUNS},
    {OPTION_MEMORY, "--max-memory", "SIZE", "stop at this much memory: 500M, 2G", RUNS},
    {OPTION_TIMEOUT, "--timeout", "SECONDS", "stop after this time", RUNS},
    {OPTION_THREADS, "--threads", "N", "compute with N threads: the same answers in less time", RUNS},
    {OPTION_DISABLE, "--disable", "WAY", "compute without one of the ways that make it fast; may be repeated", RUNS},
    {OPTION_HELP, "--help", NULL, "this page", ~0u},
    {OPTION_VERSION, "--version", NULL, "the version", ~0u},
};
#define OPTIONS_COUNT (sizeof OPTIONS / sizeof *OPTIONS)

static const CommandInfo *command_named(const char *name) {
    for (size_t i = 0; i < COMMANDS_COUNT; i++)
        if (strcmp(COMMANDS[i].name, name) == 0) return &COMMANDS[i];
    return NULL;
}

static const CommandInfo *command_info(Command command) {
    for (size_t i = 0; i < COMMANDS_COUNT; i++)
        if (COMMANDS[i].command == command) return &COMMANDS[i];
    return NULL;
}

/* The option that `word` names, up to a `=`. */
static const OptionInfo *option_named(const char *word) {
    size_t length = strcspn(word, "=");
    if (strcmp(word, "-h") == 0) word = "--help", length = strlen(word);
    for (size_t i = 0; i < OPTIONS_COUNT; i++)
        if (strlen(OPTIONS[i].name) == length && strncmp(OPTIONS[i].name, word, length) == 0) return &OPTIONS[i];
    return NULL;
}

static bool complain(const char *what, const char *word) {
    fprintf(stderr, "hence: %s%s%s%s\nTry 'hence --help'.\n", what, *word ? " '" : "", word, *word ? "'" : "");
    return false;
}

static void near_command(const char *word) {
    const CommandInfo *best = NULL;
    size_t distance = 3;
    for (size_t i = 0; i < COMMANDS_COUNT; i++) {
        size_t d = str_distance(str_of(word), str_of(COMMANDS[i].name), 2);
        if (d < distance) best = &COMMANDS[i], distance = d;
    }
    if (best) fprintf(stderr, "hence: did you mean 'hence %s'?\n", best->name);
}

/* What K, M, G and T behind a number stand for: powers of `thousand`; 0 where it is none of them. */
static uint64_t unit_of(char letter, uint64_t thousand) {
    switch (letter) {
    case 'K':
    case 'k': return thousand;
    case 'M':
    case 'm': return thousand * thousand;
    case 'G':
    case 'g': return thousand * thousand * thousand;
    case 'T':
    case 't': return thousand * thousand * thousand * thousand;
    default: return 0;
    }
}

/* A whole number above zero, with K, M, G or T behind it, and B where sizes are meant. */
static bool read_count(const char *word, bool is_size, uint64_t *count) {
    char *end;
    if (*word < '0' || *word > '9') return false;
    errno = 0;
    unsigned long long number = strtoull(word, &end, 10), unit = 1;
    if (*end) {
        unit = unit_of(*end++, is_size ? 1024 : 1000);
        if (is_size && (*end == 'B' || *end == 'b')) end++;
    }
    if (errno || *end || number == 0 || unit == 0 || number > UINT64_MAX / unit) return false;
    *count = number * unit;
    return true;
}

static bool read_seconds(const char *word, double *seconds) {
    char *end;
    if ((*word < '0' || *word > '9') && *word != '.') return false;
    *seconds = strtod(word, &end);
    return *end == 0 && *seconds > 0 && *seconds < 1e9;
}

static bool read_format(Options *options, const char *word) {
    if (strcmp(word, "text") == 0)
        options->format = FORMAT_TEXT;
    else if (strcmp(word, "json") == 0)
        options->format = FORMAT_JSON;
    else if (strcmp(word, "tap") == 0 && options->command == COMMAND_TEST)
        options->format = FORMAT_TAP;
    else
        return complain(options->command == COMMAND_TEST ? "--format is text, json or tap, not"
                                                         : "--format is text or json, not",
                        word);
    return true;
}

static bool read_ambiguity(Options *options, const char *word) {
    if (strcmp(word, "block") == 0)
        options->policy.ambiguity = AMBIGUITY_BLOCK;
    else if (strcmp(word, "propagate") == 0)
        options->policy.ambiguity = AMBIGUITY_PROPAGATE;
    else
        return complain("--ambiguity is block or propagate, not", word);
    return true;
}

static bool read_given(Options *options, const char *word) {
    const char *sign = strchr(word, '=');
    if (!sign || sign == word) return complain("--given is written name=value, not", word);
    vec_push(&options->supposed.given, word);
    return true;
}

static bool read_scenario(Options *options, const char *word) {
    if (options->supposed.scenario) return complain("one --scenario at a time; here is another", word);
    options->supposed.scenario = word;
    return *word || complain("--scenario needs a name", "");
}

static bool read_closed(Options *options, Closed closed) {
    if (options->policy.closed != CLOSED_WHERE_NEEDED && options->policy.closed != closed)
        return complain("--closed and --no-closed exclude each other", "");
    options->policy.closed = closed;
    return true;
}

static bool read_threads(Options *options, const char *word) {
    uint64_t count;
    if (!read_count(word, false, &count) || count > THREADS_MOST)
        return complain("--threads is a number from 1 to 256, not", word);
    options->threads = (uint32_t)count;
    return true;
}

static bool read_way(Options *options, const char *word) {
#define NAME(way, word) " " word
    static const char *const COMPLAINT = "--disable is one of" WAYS(NAME) ", not";
#undef NAME
    Way way = way_named(str_of(word));
    if (way == WAY_COUNT) return complain(COMPLAINT, word);
    options->without |= 1u << way;
    return true;
}

static bool take_option(Options *options, const OptionInfo *option, const char *value) {
    switch (option->id) {
    case OPTION_FORMAT: return read_format(options, value);
    case OPTION_OUT: options->out = value; return *value || complain("--out needs the name of a folder", "");
    case OPTION_GIVEN: return read_given(options, value);
    case OPTION_SCENARIO: return read_scenario(options, value);
    case OPTION_WITHOUT: vec_push(&options->supposed.without, value); return true;
    case OPTION_FACTS:
        vec_push(&options->supposed.facts, value);
        return *value || complain("--facts needs a table", "");
    case OPTION_REJECTED:
        options->rejected = value;
        return *value || complain("--rejected needs the name of a file", "");
    case OPTION_AMBIGUITY: return read_ambiguity(options, value);
    case OPTION_CLOSED: return read_closed(options, CLOSED_EVERYWHERE);
    case OPTION_NO_CLOSED: return read_closed(options, CLOSED_NOWHERE);
    case OPTION_ROWS:
        return read_count(value, false, &options->budget.max_rows) ||
               complain("--max-rows is a number above 0, such as 5000 or 10M, not", value);
    case OPTION_ROUNDS:
        return read_count(value, false, &options->budget.max_rounds) ||
               complain("--max-rounds is a number above 0, such as 500 or 10k, not", value);
    case OPTION_MEMORY:
        return read_count(value, true, &options->budget.max_bytes) ||
               complain("--max-memory is a size such as 500M, 2G or 1T, not", value);
    case OPTION_TIMEOUT:
        return read_seconds(value, &options->budget.max_seconds) ||
               complain("--timeout is a number of seconds above 0, not", value);
    case OPTION_THREADS: return read_threads(options, value);
    case OPTION_DISABLE: return read_way(options, value);
    case OPTION_HELP:
    case OPTION_VERSION: break;
    }
    return true;
}

/* `hence --help`, `hence check --help`, `hence --version`: asked for in any place, they win. */
static bool is_asked(int argc, char **argv, OptionId id) {
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        const OptionInfo *option = argv[i][0] == '-' ? option_named(argv[i]) : NULL;
        if (option && option->id == id) return true;
    }
    return false;
}

/* Neither theory is read when the other one is run. */
static bool rejects_into_theory(const Options *options) {
    bool is_same = false;
    for (size_t i = 0; options->rejected && i < options->file_count && !is_same; i++)
        is_same = path_is_same(options->rejected, str_of(options->files[i]));
    return is_same;
}

static bool read_words(Options *options, int argc, char **argv) {
    Vec(const char *) words = {0};
    bool fine = true, literal = false;
    for (int i = 2; i < argc && fine; i++) {
        const char *word = argv[i];
        if (literal || word[0] != '-' || options->command == COMMAND_WHY) {
            const OptionInfo *known = literal || word[0] != '-' ? NULL : option_named(word);
            /* `-p(a)` is an atom, not an option */
            if (!known && (literal || word[0] != '-' || word[1] != '-')) {
                vec_push(&words, word);
                continue;
            }
        }
        if (strcmp(word, "--") == 0) {
            literal = true;
            continue;
        }
        const OptionInfo *option = option_named(word);
        if (!option)
            fine = complain("there is no option", word);
        else if (!(option->commands & 1u << options->command))
            fine = complain("this command has no option", option->name);
        else {
            const char *value = strchr(word, '=');
            if (value && !option->value)
                fine = complain("there is no option", word);
            else if (!value && option->value && i + 1 >= argc)
                fine = complain("a value is missing behind", word);
            else
                fine = take_option(options, option, value ? value + 1 : option->value ? argv[++i] : "");
        }
    }
    options->files = words.items;
    options->file_count = words.count;
    return fine;
}

bool options_read(Options *options, int argc, char **argv) {
    *options = (Options){.command = COMMAND_HELP};
    if (argc < 2) return complain("what shall I do? Name a command", "");
    if (is_asked(argc, argv, OPTION_VERSION)) {
        options->command = COMMAND_VERSION;
        return true;
    }
    const CommandInfo *command = command_named(argv[1]);
    if (is_asked(argc, argv, OPTION_HELP)) {
        options->subject = command ? command->name : NULL;
        return true;
    }
    if (!command) {
        complain(argv[1][0] == '-' ? "there is no option" : "there is no command", argv[1]);
        near_command(argv[1]);
        return false;
    }
    options->command = command->command;
    if (!read_words(options, argc, argv)) return false;
    bool needs_files = (RUNS >> options->command) & 1;
    if (command->takes_subject && options->file_count > (options->command == COMMAND_WHY ? 1 : 0))
        options->subject = options->files[--options->file_count];
    if (needs_files && options->file_count == 0) return complain("name a rule file behind", command->name);
    if (options->command == COMMAND_COMPARE && options->file_count < 2)
        return complain("name the rule files of two theories behind", command->name);
    if (options->command == COMMAND_COMPARE && rejects_into_theory(options))
        return complain("--rejected names a file that is read:", options->rejected);
    if (options->command == COMMAND_WHY &&
        (!options->subject || !options->subject[strspn(options->subject, " \t\r\n")]))
        return complain("name an atom or a claim behind the files", "");
    if (!needs_files && options->file_count > 0) return complain("one word too many", options->files[0]);
    return true;
}

void options_clear(Options *options) {
    mem_free(options->files);
    supposed_clear(&options->supposed);
    *options = (Options){0};
}

static void print_row(Text *text, const char *left, const char *right, const char *help) {
    size_t begin = text->length;
    text_printf(text, "  %s%s%s", left, *right ? " " : "", right);
    size_t width = text->length - begin;
    text_add_many(text, ' ', width < 28 ? 28 - width : 1);
    text_printf(text, "%s\n", help);
}

bool options_print_help(const char *name, Text *text) {
    const CommandInfo *command = name ? command_named(name) : NULL;
    if (name && !command) return false;
    if (command) {
        text_printf(text, "hence %s%s%s: %s\n", command->name, *command->arguments ? " " : "", command->arguments,
                    command->help);
    } else {
        text_lit(text, "Hence: facts go in, rules say what follows, and every conclusion can be asked why.\n\n");
        for (size_t i = 0; i < COMMANDS_COUNT; i++)
            print_row(text, COMMANDS[i].name, COMMANDS[i].arguments, COMMANDS[i].help);
    }
    text_lit(text, "\noptions\n");
    for (size_t i = 0; i < OPTIONS_COUNT; i++)
        if (!command || OPTIONS[i].commands & 1u << command_info(command->command)->command)
            print_row(text, OPTIONS[i].name, OPTIONS[i].value ? OPTIONS[i].value : "", OPTIONS[i].help);
    if (!command)
        text_lit(
            text,
            "\nexit status: 0 fine, 1 a negative finding, 2 usage, 3 the rules have errors, 4 the data has errors,\n"
            "5 a limit was reached, 70 a bug of ours, 130 interrupted\n");
    return true;
}
