/* The command line.
 *
 * An option may be written `--name VALUE` or `--name=VALUE` and stand anywhere; `--` ends them. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "lang/base/spelling.h"
#include "lang/base/vec.h"
#include "runtime/cli/options_internal.h"
#include "runtime/io/disk.h"

enum { THREADS_MOST = 256 };
#define COUNT_RANGE "a number from 1 to 18446744073709551615" /* UINT64_MAX */

static bool asks(Command command) { return ASKS >> command & 1; }

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

/* No option of the command (NULL: it stands before any): its nearest is offered. */
static bool complain_option(const char *word, const CommandInfo *command) {
    const unsigned commands = command ? 1u << command->command : ~0u;
    Spelling near = spelling_of((Str){word, strcspn(word, "=")});
    for (size_t i = 0; i < OPTIONS_COUNT; i++)
        if (OPTIONS[i].commands & commands) spelling_offer(&near, str_of(OPTIONS[i].name));
    if (near.best.length == 0) return complain("there is no option", word);
    fprintf(stderr, "hence: there is no option '%s'; did you mean '%.*s'?\nTry 'hence %s%s--help'.\n", word,
            STR_FMT(near.best), command ? command->name : "", command ? " " : "");
    return false;
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

/* `least` is 0 or 1. */
static bool read_number(const char *option, const char *word, uint32_t least, uint32_t *number) {
    uint64_t count;
    Text complaint;
    if (least == 0 && strcmp(word, "0") == 0) return *number = 0, true;
    if (read_count(word, false, &count) && count <= INT32_MAX) return *number = (uint32_t)count, true;
    text_init(&complaint);
    text_printf(&complaint, "%s is a number from %u to %d, not", option, (unsigned)least, INT32_MAX);
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

/* `--format is text, json or tap, not 'xml'` */
static bool complain_format(const Options *options, const char *word) {
    Text list;
    size_t count = 0, seen = 0;
    text_init(&list);
    text_lit(&list, "--format is ");
    for (size_t i = 0; i < FORMATS_COUNT; i++) count += format_is_of(&FORMATS[i], options->command);
    for (size_t i = 0; i < FORMATS_COUNT; i++) {
        if (!format_is_of(&FORMATS[i], options->command)) continue;
        if (seen++) text_add(&list, seen == count ? STR(" or ") : STR(", "));
        text_add(&list, str_of(FORMATS[i].name));
    }
    text_lit(&list, ", not");
    text_add_char(&list, '\0');
    bool is_fine = complain(list.bytes, word);
    text_clear(&list);
    return is_fine;
}

static bool read_format(Options *options, const char *word) {
    options->has_format = true;
    for (size_t i = 0; i < FORMATS_COUNT; i++) {
        if (strcmp(word, FORMATS[i].name) != 0 || !format_is_of(&FORMATS[i], options->command)) continue;
        options->format = FORMATS[i].format;
        return true;
    }
    return complain_format(options, word);
}

static unsigned commands_with(Format format) {
    unsigned commands = 0;
    for (size_t i = 0; i < FORMATS_COUNT; i++)
        if (FORMATS[i].format == format) commands |= FORMATS[i].commands;
    return commands;
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
                   {".json", FORMAT_JSON},       {".txt", FORMAT_TEXT},        {".html", FORMAT_HTML},
                   {".htm", FORMAT_HTML},        {".md", FORMAT_MD},           {".csv", FORMAT_CSV},
                   {".xml", FORMAT_JUNIT},       {".tap", FORMAT_TAP}};
    if (!options->file || options->has_format) return true;
    for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++) {
        bool is_had = (commands_with(ENDINGS[i].format) >> options->command) & 1;
        if (!is_had || !ends_in(str_of(options->file), ENDINGS[i].ending)) continue;
        options->format = ENDINGS[i].format;
        return true;
    }
    return complain(
        options->command == COMMAND_GRADE
            ? "-o takes a name that ends in .csv, .json, .tap, .xml or .txt, or a --format "
              "beside it; not"
        : options->command == COMMAND_REPORT
            ? "-o takes a name that ends in .html, .md or .json, or a --format beside it; not"
            : "-o takes a name whose ending is that of a format, such as .svg or .json, or a --format beside it; not",
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

static bool read_closed(Options *options, Closed closed) {
    if (options->policy.closed != CLOSED_WHERE_NEEDED && options->policy.closed != closed)
        return complain("--closed and --no-closed exclude each other", "");
    options->policy.closed = closed;
    return true;
}

/* 0 too where what is asked about can be told without its premises. */
static bool read_depth(Options *options, const char *word) {
    options->has_depth = true;
    return read_number("--depth", word, options->command == COMMAND_WHYNOT ? 0 : 1, &options->depth);
}

static bool read_threads(Options *options, const char *word) {
    uint64_t count;
    if (!read_count(word, false, &count) || count > THREADS_MOST)
        return complain("--threads is a number from 1 to 256, not", word);
    options->threads = (uint32_t)count;
    return true;
}

static bool read_seed(Options *options, const char *word) {
    uint64_t count = 0;
    options->has_seed = true;
    if (strcmp(word, "0") != 0 && !read_count(word, false, &count))
        return complain("--seed is a number from 0 up, not", word);
    options->seed = count;
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

/* Of two, one would be left out without a word.  need: "a name". */
static bool read_once(const char **at, const OptionInfo *option, const char *word, const char *need) {
    const bool is_second = *at != NULL;
    if (!is_second) *at = word;
    if (!is_second && *word) return true;
    Text complaint;
    text_init(&complaint);
    if (is_second)
        text_printf(&complaint, "one %s at a time; here is another", option->name);
    else
        text_printf(&complaint, "%s needs %s", option->name, need);
    (void)complain(complaint.bytes, is_second ? word : "");
    text_clear(&complaint);
    return false;
}

static bool take_option(Options *options, const OptionInfo *option, const char *value) {
    switch (option->id) {
    case OPTION_FORMAT: return read_format(options, value);
    case OPTION_OUT: return read_once(&options->out, option, value, "the name of a folder");
    case OPTION_FILE: return read_once(&options->file, option, value, "the name of a file");
    case OPTION_AROUND: return read_once(&options->around, option, value, "an atom or a claim");
    case OPTION_SANDBOX: return read_once(&options->sandbox, option, value, "the name of a folder");
    case OPTION_CHECK: options->checks = true; return true;
    case OPTION_WATCH: options->watches = true; return true;
    case OPTION_SELF: options->is_self = true; return true;
    case OPTION_KEY: options->has_key = true; return true;
    case OPTION_FEEDBACK: return read_once(&options->feedback, option, value, "the name of a folder");
    case OPTION_SEED: return read_seed(options, value);
    case OPTION_CLAIMS_ONLY: options->claims_only = true; return true;
    case OPTION_CLAIM:
        vec_push(&options->claims, value);
        return *value || complain("--claim needs the name of a claim", "");
    case OPTION_AGAINST: return read_once(&options->against, option, value, "a rule file");
    case OPTION_GIVEN: return read_given(options, value);
    case OPTION_SCENARIO: return read_once(&options->supposed.scenario, option, value, "a name");
    case OPTION_WITHOUT: vec_push(&options->supposed.without, value); return true;
    case OPTION_FACTS:
        vec_push(&options->supposed.facts, value);
        return *value || complain("--facts needs a table", "");
    case OPTION_REJECTED: return read_once(&options->rejected, option, value, "the name of a file");
    case OPTION_MOST: return read_number(option->name, value, 1, &options->most);
    case OPTION_SIZE: return read_number(option->name, value, 1, &options->size);
    case OPTION_AMBIGUITY: return read_ambiguity(options, value);
    case OPTION_CLOSED: return read_closed(options, CLOSED_EVERYWHERE);
    case OPTION_NO_CLOSED: return read_closed(options, CLOSED_NOWHERE);
    case OPTION_ROWS:
        return read_count(value, false, &options->budget.max_rows) ||
               complain("--max-rows is " COUNT_RANGE ", such as 5000 or 10M, not", value);
    case OPTION_ROUNDS:
        return read_count(value, false, &options->budget.max_rounds) ||
               complain("--max-rounds is " COUNT_RANGE ", such as 500 or 10k, not", value);
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
    case OPTION_FIRST_ROUNDS: return read_number(option->name, value, 1, &options->rounds);
    case OPTION_RELATION: return read_once(&options->relation, option, value, "a name");
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

/* What is read from standard input goes to standard output, which tells of files otherwise. */
static bool reads_input_alone(const Options *options) {
    for (size_t i = 0; i < options->file_count; i++)
        if (options->file_count > 1 && strcmp(options->files[i], "-") == 0)
            return complain("standard input stands alone: leave out the files, or", "-");
    return true;
}

static bool read_words(Options *options, int argc, char **argv) {
    Vec(const char *) words = {0};
    bool fine = true, literal = false;
    for (int i = 2; i < argc && fine; i++) {
        const char *word = argv[i];
        bool is_input = options->command == COMMAND_FMT && strcmp(word, "-") == 0;
        if (literal || word[0] != '-' || is_input || asks(options->command)) {
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
            fine = complain_option(word, command_of(options->command));
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

/* `new`, `grade` and `sheet`. */
static bool read_taught(const Options *options) {
    size_t count = options->file_count;
    if (options->command == COMMAND_NEW) {
        bool is_fine = count == 2 && strcmp(options->files[0], "exercise") == 0;
        return is_fine || complain("'new' writes one thing: hence new exercise NAME", "");
    }
    if (count == 0) return complain("name the file of an exercise", "");
    if (options->command == COMMAND_SHEET) return count == 1 || complain("one word too many", options->files[1]);
    if (options->is_self && options->feedback)
        return complain("--self tells who sets the exercise how its own answers fare: there is nobody to write "
                        "--feedback for, leave it out",
                        "");
    if (options->is_self)
        return count == 1 || complain("--self grades the exercise's own answers: leave out", options->files[1]);
    if (count == 1) return complain("name the answers behind the exercise, files or folders, or add --self", "");
    return true;
}

/* In place of a command. */
static bool complain_command(const char *word) {
    if (word[0] != '-') {
        complain("there is no command", word);
        near_command(word);
        return false;
    }
    if (!option_named(word, ~0u)) return complain_option(word, NULL);
    return complain("a command stands before its options; there is none before", word);
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
    if (!command) return complain_command(argv[1]);
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
    if (options->watches && (options->format != FORMAT_TEXT || !supposes_nothing(&options->supposed)))
        return complain("--watch is told as text, of the files as they are: leave out --format and what is supposed",
                        "");
    if (options->command == COMMAND_COMPARE && options->file_count < 2)
        return complain("name the rule files of two theories behind", command->name);
    if (options->command == COMMAND_DIFF && options->file_count != 2)
        return complain("name two versions behind", command->name);
    if (options->command == COMMAND_COMPARE && rejects_into_theory(options))
        return complain("--rejected names a file that is read:", options->rejected);
    if (asks(options->command) && str_is_blank(str_of(options->subject)))
        return complain("name an atom or a claim behind the files", "");
    if (options->command == COMMAND_FMT) return reads_input_alone(options);
    if (options->command == COMMAND_REPL) return true;
    if (IS_TAUGHT >> options->command & 1) return read_taught(options);
    if (!needs_files && options->file_count > 0) return complain("one word too many", options->files[0]);
    return true;
}

void options_clear(Options *options) {
    mem_free(options->files);
    supposed_clear(&options->supposed);
    vec_free(&options->claims);
    *options = (Options){0};
}
