/* The command line.
 *
 * An option may be written `--name VALUE` or `--name=VALUE` and stand anywhere; `--` ends them. */
#include <stdio.h>

#include "lang/base/spelling.h"
#include "lang/base/vec.h"
#include "runtime/cli/options_internal.h"
#include "runtime/io/disk.h"

static bool asks(Command command) { return ASKS >> command & 1; }

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
    if (near.best.length == 0) return options_complain("there is no option", word);
    fprintf(stderr, "hence: there is no option '%s'; did you mean '%.*s'?\nTry 'hence %s%s--help'.\n", word,
            STR_FMT(near.best), command ? command->name : "", command ? " " : "");
    return false;
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
            return options_complain("standard input stands alone: leave out the files, or", "-");
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
            fine = options_complain("this command has no option", option->name);
        else {
            const char *value = strchr(word, '=');
            if (value && !option->value)
                fine = options_complain("there is no option", word);
            else if (!value && option->value && i + 1 >= argc)
                fine = options_complain("a value is missing behind", word);
            else
                fine = options_take(options, option, value ? value + 1 : option->value ? argv[++i] : "");
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
        return is_fine || options_complain("'new' writes one thing: hence new exercise NAME", "");
    }
    if (count == 0) return options_complain("name the file of an exercise", "");
    if (options->command == COMMAND_SHEET)
        return count == 1 || options_complain("one word too many", options->files[1]);
    if (options->is_self && options->feedback)
        return options_complain("--self tells who sets the exercise how its own answers fare: there is nobody to write "
                                "--feedback for, leave it out",
                                "");
    if (options->is_self)
        return count == 1 || options_complain("--self grades the exercise's own answers: leave out", options->files[1]);
    if (count == 1)
        return options_complain("name the answers behind the exercise, files or folders, or add --self", "");
    return true;
}

/* In place of a command. */
static bool complain_command(const char *word) {
    if (word[0] != '-') {
        options_complain("there is no command", word);
        near_command(word);
        return false;
    }
    if (!option_named(word, ~0u)) return complain_option(word, NULL);
    return options_complain("a command stands before its options; there is none before", word);
}

bool options_read(Options *options, int argc, char **argv) {
    *options = (Options){.command = COMMAND_HELP};
    if (argc < 2) return options_complain("what shall I do? Name a command", "");
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
    if (!options_read_ending(options)) return false;
    if (options->command == COMMAND_MAP && options->depth && !options->around)
        return options_complain("--depth goes with --around", "");
    if (options->claims_only && options->is_full)
        return options_complain("--claims-only and --full exclude each other", "");
    bool needs_files = (RUNS >> options->command) & 1;
    if (command->takes_subject && options->file_count > (asks(options->command) ? 1 : 0))
        options->subject = options->files[--options->file_count];
    if (needs_files && options->file_count == 0) return options_complain("name a rule file behind", command->name);
    if (options->watches && (options->format != FORMAT_TEXT || !supposes_nothing(&options->supposed)))
        return options_complain(
            "--watch is told as text, of the files as they are: leave out --format and what is supposed", "");
    if (options->command == COMMAND_COMPARE && options->file_count < 2)
        return options_complain("name the rule files of two theories behind", command->name);
    if (options->command == COMMAND_DIFF && options->file_count != 2)
        return options_complain("name two versions behind", command->name);
    if (options->command == COMMAND_COMPARE && rejects_into_theory(options))
        return options_complain("--rejected names a file that is read:", options->rejected);
    if (asks(options->command) && str_is_blank(str_of(options->subject)))
        return options_complain("name an atom or a claim behind the files", "");
    if (options->command == COMMAND_FMT) return reads_input_alone(options);
    if (options->command == COMMAND_REPL) return true;
    if (IS_TAUGHT >> options->command & 1) return read_taught(options);
    if (!needs_files && options->file_count > 0) return options_complain("one word too many", options->files[0]);
    return true;
}

void options_clear(Options *options) {
    mem_free(options->files);
    supposed_clear(&options->supposed);
    vec_free(&options->claims);
    *options = (Options){0};
}
