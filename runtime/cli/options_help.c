/* The pages of `hence help`, made from the tables. */
#include <string.h>

#include "runtime/cli/options_internal.h"

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
    for (size_t i = 0; i < FORMATS_COUNT; i++) count += format_is_of(&FORMATS[i], command);
    for (size_t i = 0; i < FORMATS_COUNT; i++) {
        if (!format_is_of(&FORMATS[i], command)) continue;
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

/* `exit status: 0 fine, 1 ...`, in lines of a terminal. */
static void print_exits(Text *text) {
    Text words;
    text_init(&words);
    text_lit(&words, "exit status:");
    for (size_t i = 0; i < EXITS_COUNT; i++)
        text_printf(&words, "%s %d %s", i ? "," : "", EXITS[i].status, EXITS[i].help);
    for (char *rest = words.bytes; *rest;) {
        size_t width = strlen(rest);
        if (width > 100)
            for (width = 100; rest[width] != ' ';) width--;
        text_printf(text, "\n%.*s", (int)width, rest);
        rest += rest[width] ? width + 1 : width;
    }
    text_add_char(text, '\n');
    text_clear(&words);
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
        if (command ? option_is_of(&OPTIONS[i], command->command) : is_of_most(&OPTIONS[i]))
            print_row(text, OPTIONS[i].name, OPTIONS[i].value ? OPTIONS[i].value : "",
                      command && OPTIONS[i].id == OPTION_FORMAT ? formats.bytes : OPTIONS[i].help);
    if (!command) print_exits(text);
    text_clear(&formats);
    return true;
}
