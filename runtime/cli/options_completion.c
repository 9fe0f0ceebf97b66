/* What makes shells complete words behind `hence`, from the tables: one script for each shell, which runs nothing.
 *
 * In all of them the first word is a command; behind it stand options of that command, values of an option where it has
 * a list of them, and files where it takes some.  Names of claims are in rule files, which nobody reads for this. */
#include <string.h>

#include "runtime/cli/options_internal.h"

/* The values of an option, by how the tables name them: words with a space between; "" where there is no list. */
static void add_values(Text *text, const OptionInfo *option, Command command) {
#define NAME(way, word) " " word
    static const char *const WAY_NAMES = &WAYS(NAME)[1];
#undef NAME
    if (option->id == OPTION_AMBIGUITY) text_lit(text, "block propagate");
    if (option->id == OPTION_DISABLE) text_add(text, str_of(WAY_NAMES));
    if (option->id != OPTION_FORMAT) return;
    const char *between = "";
    for (size_t i = 0; i < FORMATS_COUNT; i++)
        if (format_is_of(&FORMATS[i], command)) text_printf(text, "%s%s", between, FORMATS[i].name), between = " ";
}

static bool has_list(const OptionInfo *option) {
    return option->id == OPTION_AMBIGUITY || option->id == OPTION_DISABLE || option->id == OPTION_FORMAT;
}
static bool is_folder(const OptionInfo *option) { return option->id == OPTION_OUT; }
static bool is_file(const OptionInfo *option) {
    return option->id == OPTION_FILE || option->id == OPTION_FACTS || option->id == OPTION_REJECTED ||
           option->id == OPTION_AGAINST;
}

static bool takes_files(const CommandInfo *command) { return RUNS >> command->command & 1; }
static bool takes_command(const CommandInfo *command) {
    return command->command == COMMAND_HELP || command->command == COMMAND_MANUAL;
}

static void add_command_names(Text *text) {
    for (size_t i = 0; i < COMMANDS_COUNT; i++) text_printf(text, "%s%s", i ? " " : "", COMMANDS[i].name);
}

/* What words without a dash may be, behind a command that takes no files; "": nothing. */
static void add_words_of(Text *text, const CommandInfo *command) {
    if (takes_command(command)) add_command_names(text);
    if (command->command == COMMAND_COMPLETION) text_lit(text, "bash zsh fish");
}

/* ---- bash ---- */

static void bash_command(Text *text, const CommandInfo *command) {
    text_printf(text, "    %s)\n        options=\"", command->name);
    const char *between = "";
    for (size_t i = 0; i < OPTIONS_COUNT; i++)
        if (option_is_of(&OPTIONS[i], command->command))
            text_printf(text, "%s%s", between, OPTIONS[i].name), between = " ";
    text_lit(text, "\"\n        case $before in\n");
    for (size_t i = 0; i < OPTIONS_COUNT; i++) {
        const OptionInfo *option = &OPTIONS[i];
        if (!option_is_of(option, command->command) || !option->value) continue;
        text_printf(text, "        %s) ", option->name);
        if (is_file(option))
            text_lit(text, "files=any");
        else if (is_folder(option))
            text_lit(text, "files=folders");
        else {
            text_lit(text, "words=\"");
            add_values(text, option, command->command);
            text_lit(text, "\"");
        }
        text_lit(text, " ;;\n");
    }
    text_printf(text, "        *) %s", takes_files(command) ? "files=rules" : "words=\"");
    if (!takes_files(command)) add_words_of(text, command), text_lit(text, "\"");
    text_lit(text, " ;;\n        esac ;;\n");
}

static void print_bash(Text *text) {
    text_lit(text,
             "# Completion of hence for bash, as `hence completion bash` prints it.\n"
             "_hence() {\n"
             "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} options= words= files=\n"
             "    # `--name=VALUE` comes as three words.\n"
             "    if [ \"$word\" = = ]; then word=; fi\n"
             "    if [ \"$before\" = = ]; then before=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
             "    COMPREPLY=()\n"
             "    if [ \"$COMP_CWORD\" = 1 ]; then\n"
             "        COMPREPLY=($(compgen -W \"");
    add_command_names(text);
    text_lit(text, " --help --version\" -- \"$word\"))\n"
                   "        return\n"
                   "    fi\n"
                   "    case ${COMP_WORDS[1]} in\n");
    for (size_t i = 0; i < COMMANDS_COUNT; i++) bash_command(text, &COMMANDS[i]);
    text_lit(text, "    esac\n"
                   "    case $word in -*) words=$options files= ;; esac\n"
                   "    local IFS=$'\\n'\n"
                   "    case $files in\n"
                   "    '') COMPREPLY=($(IFS=' ' && compgen -W \"$words\" -- \"$word\")); return ;;\n"
                   "    any) COMPREPLY=($(compgen -f -- \"$word\")) ;;\n"
                   "    folders) COMPREPLY=($(compgen -d -- \"$word\")) ;;\n"
                   "    rules) COMPREPLY=($(compgen -d -- \"$word\"; compgen -f -X '!*.hence' -- \"$word\")) ;;\n"
                   "    esac\n"
                   "    compopt -o filenames 2>/dev/null\n"
                   "}\n"
                   "complete -F _hence hence\n");
}

/* ---- zsh ---- */

/* In single quotes, with a backslash before each letter of `special`. */
static void add_zsh(Text *text, const char *words, const char *special) {
    for (const char *c = words; *c; c++) {
        if (*c == '\'') {
            text_lit(text, "'\\''");
            continue;
        }
        if (strchr(special, *c)) text_add_char(text, '\\');
        text_add_char(text, *c);
    }
}

static void zsh_option(Text *text, const OptionInfo *option, Command command) {
    bool is_long = option->name[1] == '-';
    text_printf(text, " \\\n            '*%s%s[", option->name, option->value && is_long ? "=" : "");
    add_zsh(text, option->help, "[]:\\");
    text_add_char(text, ']');
    if (option->value) {
        text_printf(text, ":%s:", option->value);
        if (is_file(option)) text_lit(text, "_files");
        if (is_folder(option)) text_lit(text, "_files -/");
        if (has_list(option)) {
            text_add_char(text, '(');
            add_values(text, option, command);
            text_add_char(text, ')');
        }
    }
    text_add_char(text, '\'');
}

static void zsh_command(Text *text, const CommandInfo *command) {
    text_printf(text, "    %s)\n        _arguments -S", command->name);
    for (size_t i = 0; i < OPTIONS_COUNT; i++)
        if (option_is_of(&OPTIONS[i], command->command)) zsh_option(text, &OPTIONS[i], command->command);
    if (takes_files(command))
        text_lit(text, " \\\n            '*:FILE:_files -g \"*.hence(-.)\"'");
    else if (*command->arguments) {
        text_printf(text, " \\\n            '1:%s:(", takes_command(command) ? "COMMAND" : "word");
        add_words_of(text, command);
        text_lit(text, ")'");
    }
    text_lit(text, " ;;\n");
}

static void print_zsh(Text *text) {
    text_lit(text, "#compdef hence\n"
                   "# Completion of hence for zsh, as `hence completion zsh` prints it.\n"
                   "_hence() {\n"
                   "    local -a commands=(\n");
    for (size_t i = 0; i < COMMANDS_COUNT; i++) {
        text_printf(text, "        '%s:", COMMANDS[i].name);
        add_zsh(text, COMMANDS[i].help, "\\");
        text_lit(text, "'\n");
    }
    text_lit(text, "    )\n"
                   "    if (( CURRENT == 2 )); then\n"
                   "        _describe command commands\n"
                   "        return\n"
                   "    fi\n"
                   "    shift words\n"
                   "    (( CURRENT-- ))\n"
                   "    case $words[1] in\n");
    for (size_t i = 0; i < COMMANDS_COUNT; i++) zsh_command(text, &COMMANDS[i]);
    text_lit(text, "    esac\n"
                   "}\n"
                   "if [ \"$funcstack[1]\" = _hence ]; then _hence \"$@\"; else compdef _hence hence; fi\n");
}

/* ---- fish ---- */

static void add_fish(Text *text, const char *words) {
    for (const char *c = words; *c; c++) {
        if (*c == '\'' || *c == '\\') text_add_char(text, '\\');
        text_add_char(text, *c);
    }
}

static void fish_option(Text *text, const CommandInfo *command, const OptionInfo *option) {
    const char *name = option->name + 1;
    bool is_long = *name == '-';
    text_printf(text, "complete -c hence -n '__fish_seen_subcommand_from %s' %s %s", command->name,
                is_long ? "-l" : "-s", name + is_long);
    if (option->value) text_add(text, is_file(option) ? STR(" -r -F") : STR(" -x"));
    if (option->value && (has_list(option) || is_folder(option))) {
        text_lit(text, " -a '");
        add_values(text, option, command->command);
        if (is_folder(option)) text_lit(text, "(__fish_complete_directories)");
        text_add_char(text, '\'');
    }
    text_lit(text, " -d '");
    add_fish(text, option->help);
    text_lit(text, "'\n");
}

static void print_fish(Text *text) {
    text_lit(text, "# Completion of hence for fish, as `hence completion fish` prints it.\n"
                   "complete -c hence -n __fish_use_subcommand -f -l help -d 'this page'\n"
                   "complete -c hence -n __fish_use_subcommand -f -l version -d 'the version'\n");
    for (size_t i = 0; i < COMMANDS_COUNT; i++) {
        const CommandInfo *command = &COMMANDS[i];
        text_printf(text, "complete -c hence -n __fish_use_subcommand -f -a %s -d '", command->name);
        add_fish(text, command->help);
        text_lit(text, "'\n");
        if (!takes_files(command)) {
            text_printf(text, "complete -c hence -n '__fish_seen_subcommand_from %s' -f -a '", command->name);
            add_words_of(text, command);
            text_lit(text, "'\n");
        }
        for (size_t j = 0; j < OPTIONS_COUNT; j++)
            if (option_is_of(&OPTIONS[j], command->command)) fish_option(text, command, &OPTIONS[j]);
    }
}

bool options_print_completion(const char *shell, Text *text) {
    static const struct {
        const char *name;
        void (*print)(Text *text);
    } KNOWN[] = {{"bash", print_bash}, {"zsh", print_zsh}, {"fish", print_fish}}; /* SHELLS */
    for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++) {
        if (strcmp(shell, KNOWN[i].name) != 0) continue;
        KNOWN[i].print(text);
        return true;
    }
    return false;
}
