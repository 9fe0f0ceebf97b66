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

#define SEARCHES (1u << COMMAND_RESTS | 1u << COMMAND_NEED | 1u << COMMAND_STABLE)
#define ASKS (1u << COMMAND_WHY | 1u << COMMAND_WHYNOT | SEARCHES) /* about the subject behind the files */
#define WORLDS                                                                                                         \
    (1u << COMMAND_RUN | 1u << COMMAND_CHECK | 1u << COMMAND_COMPARE | 1u << COMMAND_MAP | 1u << COMMAND_TRACE |       \
     ASKS) /* tests name their own scenarios */
#define SUPPOSES (WORLDS | 1u << COMMAND_TEST)
#define RUNS (SUPPOSES | 1u << COMMAND_DIFF)

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
    {COMMAND_WHYNOT, "whynot", "FILE... 'ATOM'",
     "what keeps an atom or a claim from following, and what would change it", true},
    {COMMAND_RESTS, "rests", "FILE... 'ATOM'", "the sets of facts an atom or a claim rests on, and its sources", true},
    {COMMAND_NEED, "need", "FILE... 'ATOM'", "the open facts that would settle an atom or a claim", true},
    {COMMAND_STABLE, "stable", "FILE... 'ATOM'", "which open facts could still change an atom or a claim", true},
    {COMMAND_TRACE, "trace", "FILE...", "round by round: which rule made which rows", false},
    {COMMAND_DIFF, "diff", "A B", "two versions, FILE or FILE,FILE each: which claims changed, and why", false},
    {COMMAND_COMPARE, "compare", "A B [FACTS...]", "two theories on the same facts: what each expects, and what came",
     false},
    {COMMAND_MAP, "map", "FILE...", "the argument as a picture: claims, rules, facts, and what attacks what", false},
    {COMMAND_EXPLAIN, "explain", "[CODE]", "what a message means, with an example; without CODE, all codes", true},
    {COMMAND_HELP, "help", "[COMMAND]", "this page, or the page of one command", true},
    {COMMAND_VERSION, "version", "", "the version", false},
};
#define COMMANDS_COUNT (sizeof COMMANDS / sizeof *COMMANDS)

typedef enum {
    OPTION_FORMAT,
    OPTION_OUT,
    OPTION_FILE,
    OPTION_AROUND,
    OPTION_DEPTH,
    OPTION_CLAIMS_ONLY,
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
    OPTION_HELP,
    OPTION_VERSION
} OptionId;
typedef struct {
    OptionId id;
    const char *name, *value, *help;
    unsigned commands; /* bits: where it has a meaning */
} OptionInfo;

static const OptionInfo OPTIONS[] = {
    {OPTION_FORMAT, "--format", "FORMAT", "text (the default), json, or another that the command has", RUNS},
    {OPTION_OUT, "--out", "DIR", "write one CSV for each relation into DIR", 1u << COMMAND_RUN},
    {OPTION_FILE, "-o", "FILE", "write it into FILE, in the format of its ending unless --format says so",
     1u << COMMAND_MAP | 1u << COMMAND_WHY},
    {OPTION_AROUND, "--around", "ATOM", "only what leads to an atom or a claim, and what it leads to",
     1u << COMMAND_MAP},
    {OPTION_DEPTH, "--depth", "N", "with --around: so many statements away at most", 1u << COMMAND_MAP},
    {OPTION_CLAIMS_ONLY, "--claims-only", NULL, "only claims, and how they support and attack each other",
     1u << COMMAND_MAP},
    {OPTION_FULL, "--full", NULL, "all of it, however large", 1u << COMMAND_MAP},
    {OPTION_DEPTH, "--depth", "N", "how many premises deep the explanation goes (3)", 1u << COMMAND_WHYNOT},
    {OPTION_GIVEN, "--given", "NAME=VALUE", "give a parameter another value", SUPPOSES},
    {OPTION_SCENARIO, "--scenario", "NAME", "suppose a scenario; check prints what changes", WORLDS},
    {OPTION_WITHOUT, "--without-source", "KEY", "drop the facts that cite this source alone", SUPPOSES},
    {OPTION_FACTS, "--facts", "FILE", "add the facts of a table: FILE, or RELATION=FILE; may be repeated", SUPPOSES},
    {OPTION_REJECTED, "--rejected", "FILE", "where rows of --facts go that are not taken (rejected.csv)", SUPPOSES},
    {OPTION_MOST, "--most", "N", "tell N sets at most (10)", 1u << COMMAND_RESTS | 1u << COMMAND_NEED},
    {OPTION_SIZE, "--size", "N", "look at N open facts together at most (3)",
     1u << COMMAND_NEED | 1u << COMMAND_STABLE},
    {OPTION_AMBIGUITY, "--ambiguity", "POLICY", "block (the default) or propagate what is contested", RUNS},
    {OPTION_CLOSED, "--closed", NULL, "read strict rules backwards in all that is argued about", RUNS},
    {OPTION_NO_CLOSED, "--no-closed", NULL, "read no strict rule backwards", RUNS},
    {OPTION_ROWS, "--max-rows", "N", "stop when N rows have been derived", RUNS},
    {OPTION_ROUNDS, "--max-rounds", "N", "stop after N rounds", RUNS},
    {OPTION_MEMORY, "--max-memory", "SIZE", "stop at this much memory: 500M, 2G", RUNS},
    {OPTION_TIMEOUT, "--timeout", "SECONDS", "stop after this time", RUNS},
    {OPTION_THREADS, "--threads", "N", "compute with N threads: the same answers in less time", RUNS},
    {OPTION_DISABLE, "--disable", "WAY", "compute without one of the ways that make it fast; may be repeated", RUNS},
    {OPTION_ALL, "--all", NULL, "the other proofs too, one after the other", 1u << COMMAND_WHY},
    {OPTION_MOST, "--most", "N", "with --all: at most N of them (20)", 1u << COMMAND_WHY},
    {OPTION_MOST, "--most", "N", "tell N rows of a round at most (20)", 1u << COMMAND_TRACE},
    {OPTION_MOST, "--most", "N", "run N mixtures of the two at most (500)", 1u << COMMAND_DIFF},
    {OPTION_DEPTH, "--depth", "N", "fold the steps of a proof below level N", 1u << COMMAND_WHY},
    {OPTION_FULL, "--full", NULL, "long lists of facts to their end", 1u << COMMAND_RESTS},
    {OPTION_FULL, "--full", NULL, "each exception, check and step of the translation",
     1u << COMMAND_WHY | 1u << COMMAND_TRACE},
    {OPTION_FIRST_ROUNDS, "--rounds", "N", "the first N rounds that have new rows", 1u << COMMAND_TRACE},
    {OPTION_RELATION, "--relation", "NAME", "rows of this relation only", 1u << COMMAND_TRACE},
    {OPTION_HELP, "--help", NULL, "this page", ~0u},
    {OPTION_VERSION, "--version", NULL, "the version", ~0u},
};
#define OPTIONS_COUNT (sizeof OPTIONS / sizeof *OPTIONS)

static bool asks(Command command) { return ASKS >> command & 1; }

static const CommandInfo *command_named(const char *name) {
    for (size_t i = 0; i < COMMANDS_COUNT; i++)
        if (strcmp(COMMANDS[i].name, name) == 0) return &COMMANDS[i];
    return NULL;
}

/* The option that `word` names, up to a `=`: of the command if it has one of that name. */
static const OptionInfo *option_named(const char *word, unsigned commands) {
    size_t length = strcspn(word, "=");
    const OptionInfo *found = NULL;
    if (strcmp(word, "-h") == 0) word = "--help", length = strlen(word);
    for (size_t i = 0; i < OPTIONS_COUNT; i++) {
        bool is_named = strlen(OPTIONS[i].name) == length && strncmp(OPTIONS[i].name, word, length) == 0;
        if (is_named && (!found || OPTIONS[i].commands & commands)) found = &OPTIONS[i];
    }
    return found;
}

/* Whose last word is an atom. */

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

static bool read_number(const char *option, const char *word, uint32_t *number) {
    uint64_t count;
    Text complaint;
    if (read_count(word, false, &count) && count <= INT32_MAX) return *number = (uint32_t)count, true;
    text_init(&complaint);
    text_printf(&complaint, "%s is a number above 0, not", option);
    (void)complain(complaint.bytes, word);
    text_clear(&complaint);
    return false;
}

static bool read_seconds(const char *word, double *seconds) {
    char *end;
    if ((*word < '0' || *word > '9') && *word != '.') return false;
    *seconds = strtod(word, &end);
    return *end == 0 && *seconds > 0 && *seconds < 1e9;
}

/* The formats there are, for the commands that have them. */
static const struct {
    const char *name;
    Format format;
    unsigned commands;
} FORMATS[] = {
    {"text", FORMAT_TEXT, ~0u},
    {"json", FORMAT_JSON, ~0u},
    {"tap", FORMAT_TAP, 1u << COMMAND_TEST},
    {"html", FORMAT_HTML, 1u << COMMAND_WHY},
    {"md", FORMAT_MD, 1u << COMMAND_WHY | 1u << COMMAND_TRACE},
    {"svg", FORMAT_SVG, 1u << COMMAND_MAP | 1u << COMMAND_WHY},
    {"dot", FORMAT_DOT, 1u << COMMAND_MAP | 1u << COMMAND_WHY},
    {"mermaid", FORMAT_MERMAID, 1u << COMMAND_MAP | 1u << COMMAND_WHY},
    {"graphml", FORMAT_GRAPHML, 1u << COMMAND_MAP},
    {"argdown", FORMAT_ARGDOWN, 1u << COMMAND_MAP},
    {"aif", FORMAT_AIF, 1u << COMMAND_MAP},
};
#define FORMATS_COUNT (sizeof FORMATS / sizeof *FORMATS)

/* `--format is text, json or tap, not 'xml'` */
static bool complain_format(const Options *options, const char *word) {
    char list[128] = "--format is ";
    size_t count = 0, seen = 0;
    for (size_t i = 0; i < FORMATS_COUNT; i++) count += (FORMATS[i].commands >> options->command) & 1;
    for (size_t i = 0; i < FORMATS_COUNT; i++) {
        if (!((FORMATS[i].commands >> options->command) & 1)) continue;
        if (seen++) strcat(list, seen == count ? " or " : ", ");
        strcat(list, FORMATS[i].name);
    }
    strcat(list, ", not");
    return complain(list, word);
}

static bool read_format(Options *options, const char *word) {
    options->has_format = true;
    for (size_t i = 0; i < FORMATS_COUNT; i++) {
        if (strcmp(word, FORMATS[i].name) != 0 || !((FORMATS[i].commands >> options->command) & 1)) continue;
        options->format = FORMATS[i].format;
        return true;
    }
    return complain_format(options, word);
}

static unsigned commands_with(Format format) {
    for (size_t i = 0; i < FORMATS_COUNT; i++)
        if (FORMATS[i].format == format) return FORMATS[i].commands;
    return 0;
}

static bool ends_in(Str name, const char *ending) {
    Str end = str_of(ending);
    return name.length > end.length && memcmp(name.text + name.length - end.length, end.text, end.length) == 0;
}

/* The format that the ending of -o FILE stands for, unless one was asked for. */
static bool read_ending(Options *options) {
    static const struct {
        const char *ending;
        Format format;
    } ENDINGS[] = {{".svg", FORMAT_SVG},         {".dot", FORMAT_DOT},         {".gv", FORMAT_DOT},
                   {".mmd", FORMAT_MERMAID},     {".mermaid", FORMAT_MERMAID}, {".graphml", FORMAT_GRAPHML},
                   {".argdown", FORMAT_ARGDOWN}, {".aif", FORMAT_AIF},         {".aif.json", FORMAT_AIF},
                   {".json", FORMAT_JSON},       {".txt", FORMAT_TEXT}};
    if (!options->file || options->has_format) return true;
    for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++) {
        bool is_had = (commands_with(ENDINGS[i].format) >> options->command) & 1;
        if (!is_had || !ends_in(str_of(options->file), ENDINGS[i].ending)) continue;
        options->format = ENDINGS[i].format;
        return true;
    }
    return complain(
        "-o takes a name whose ending is that of a format, such as .svg or .json, or a --format beside it; not",
        options->file);
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

/* 0 too where only what is asked about can be told. */
static bool read_depth(Options *options, const char *word) {
    bool may_be_none = options->command == COMMAND_WHYNOT;
    options->has_depth = true;
    if (may_be_none && strcmp(word, "0") == 0) return true;
    return read_number("--depth", word, &options->depth);
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
    case OPTION_FILE: options->file = value; return *value || complain("-o needs the name of a file", "");
    case OPTION_AROUND: options->around = value; return *value || complain("--around needs an atom or a claim", "");
    case OPTION_CLAIMS_ONLY: options->claims_only = true; return true;
    case OPTION_GIVEN: return read_given(options, value);
    case OPTION_SCENARIO: return read_scenario(options, value);
    case OPTION_WITHOUT: vec_push(&options->supposed.without, value); return true;
    case OPTION_FACTS:
        vec_push(&options->supposed.facts, value);
        return *value || complain("--facts needs a table", "");
    case OPTION_REJECTED:
        options->rejected = value;
        return *value || complain("--rejected needs the name of a file", "");
    case OPTION_MOST: return read_number(option->name, value, &options->most);
    case OPTION_SIZE: return read_number(option->name, value, &options->size);
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
    case OPTION_ALL: options->all = true; return true;
    case OPTION_FULL: options->is_full = true; return true;
    case OPTION_DEPTH: return read_depth(options, value);
    case OPTION_FIRST_ROUNDS: return read_number(option->name, value, &options->rounds);
    case OPTION_RELATION: options->relation = value; return *value || complain("--relation needs a name", "");
    case OPTION_HELP:
    case OPTION_VERSION: break;
    }
    return true;
}

/* `hence --help`, `hence check --help`, `hence --version`: asked for in any place, they win. */
static bool is_asked(int argc, char **argv, OptionId id) {
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        const OptionInfo *option = argv[i][0] == '-' ? option_named(argv[i], ~0u) : NULL;
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
        if (literal || word[0] != '-' || asks(options->command)) {
            const OptionInfo *known = literal || word[0] != '-' ? NULL : option_named(word, 1u << options->command);
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
        const OptionInfo *option = option_named(word, 1u << options->command);
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
    if (!read_ending(options)) return false;
    if (options->command == COMMAND_MAP && options->depth && !options->around)
        return complain("--depth goes with --around", "");
    if (options->claims_only && options->is_full) return complain("--claims-only and --full exclude each other", "");
    bool needs_files = (RUNS >> options->command) & 1;
    if (command->takes_subject && options->file_count > (asks(options->command) ? 1 : 0))
        options->subject = options->files[--options->file_count];
    if (needs_files && options->file_count == 0) return complain("name a rule file behind", command->name);
    if (options->command == COMMAND_COMPARE && options->file_count < 2)
        return complain("name the rule files of two theories behind", command->name);
    if (options->command == COMMAND_DIFF && options->file_count != 2)
        return complain("name two versions behind", command->name);
    if (options->command == COMMAND_COMPARE && rejects_into_theory(options))
        return complain("--rejected names a file that is read:", options->rejected);
    if (asks(options->command) && (!options->subject || !options->subject[strspn(options->subject, " \t\r\n")]))
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

/* `text (the default), json or tap`: of one command. */
static void print_formats(Command command, Text *text) {
    size_t count = 0, seen = 0;
    for (size_t i = 0; i < FORMATS_COUNT; i++) count += (FORMATS[i].commands >> command) & 1;
    for (size_t i = 0; i < FORMATS_COUNT; i++) {
        if (!((FORMATS[i].commands >> command) & 1)) continue;
        text_printf(text, "%s%s%s",
                    seen == 0           ? ""
                    : seen + 1 == count ? " or "
                                        : ", ",
                    FORMATS[i].name, seen == 0 ? " (the default)" : "");
        seen++;
    }
}

/* Whether it has a place on the page of all commands. */
static bool is_of_most(const OptionInfo *option) {
    unsigned count = 0;
    for (unsigned bits = option->commands; bits; bits &= bits - 1) count++;
    return count > 3;
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
    Text formats;
    text_init(&formats);
    if (command) print_formats(command->command, &formats);
    text_add(text,
             command ? STR("\noptions\n") : STR("\noptions of most commands; hence help COMMAND has all of one\n"));
    for (size_t i = 0; i < OPTIONS_COUNT; i++)
        if (command ? OPTIONS[i].commands & 1u << command->command : is_of_most(&OPTIONS[i]))
            print_row(text, OPTIONS[i].name, OPTIONS[i].value ? OPTIONS[i].value : "",
                      command && OPTIONS[i].id == OPTION_FORMAT ? formats.bytes : OPTIONS[i].help);
    if (!command)
        text_lit(
            text,
            "\nexit status: 0 fine, 1 a negative finding, 2 usage, 3 the rules have errors, 4 the data has errors,\n"
            "5 a limit was reached, 70 a bug of ours, 130 interrupted\n");
    text_clear(&formats);
    return true;
}
