/* The pages of the manual, made from the tables: `hence.1` of all, and `hence-why.1` of one command.
 *
 * Only macros of man(7) that groff and mandoc both have are used.  Whatever comes from a table is escaped, so that no
 * word of it is taken for a request. */
#include <string.h>

#include "runtime/api/version.h"
#include "runtime/cli/options_internal.h"

/* What is written as people type it: hyphens are minus signs, quotes are straight. */
static void add_typed(Text *text, const char *words) {
    for (const char *c = words; *c; c++) switch (*c) {
        case '\\': text_lit(text, "\\e"); break;
        case '-': text_lit(text, "\\-"); break;
        case '\'': text_lit(text, "\\(aq"); break;
        case '"': text_lit(text, "\\(dq"); break;
        case '`': text_lit(text, "\\(ga"); break;
        case '^': text_lit(text, "\\(ha"); break;
        case '~': text_lit(text, "\\(ti"); break;
        default: text_add_char(text, *c);
        }
}

/* Prose: each sentence on a line of its own, so that two spaces end none; empty lines between paragraphs. */
static void add_prose(Text *text, const char *words) {
    for (const char *c = words; *c; c++) {
        if (c[0] == '\n')
            text_lit(text, "\n.PP");
        else if (c[0] == '-' && c[1] == '-')
            text_lit(text, "\\-\\-"), c++;
        else if (c[0] == ' ' && c[1] == ' ')
            text_add_char(text, '\n'), c++;
        else if (c[0] == '\\')
            text_lit(text, "\\e");
        else if (c == words && (c[0] == '.' || c[0] == '\''))
            text_printf(text, "\\&%c", *c);
        else
            text_add_char(text, *c);
        if (c[0] == '\n' && c[1] == '\n') c++, text_add_char(text, '\n');
    }
    text_add_char(text, '\n');
}

static void add_sentence(Text *text, const char *words) {
    add_prose(text, words);
    text_cut(text, text->length - 1);
    text_lit(text, ".\n");
}

static void add_lines(Text *text, const char *lines) {
    text_lit(text, ".PP\n.EX\n");
    add_typed(text, lines);
    text_lit(text, ".EE\n");
}

static void add_tagged(Text *text, const char *bold, const char *italic) {
    text_lit(text, ".TP\n\\fB");
    add_typed(text, bold);
    text_lit(text, "\\fR");
    if (*italic) {
        text_lit(text, " \\fI");
        add_typed(text, italic);
        text_lit(text, "\\fR");
    }
    text_add_char(text, '\n');
}

static void add_page_name(Text *text, const char *command) { text_printf(text, ".BR hence\\-%s (1)", command); }

/* `text (the default), json`: of one command. */
static void add_formats(Text *text, Command command) {
    size_t seen = 0;
    for (size_t i = 0; i < FORMATS_COUNT; i++) {
        if (!format_is_of(&FORMATS[i], command)) continue;
        text_printf(text, "%s\\fB%s\\fR%s", seen ? ", " : "", FORMATS[i].name, seen ? "" : " (the default)");
        seen++;
    }
    text_add_char(text, '\n');
}

static void add_names(Text *text, unsigned commands) {
    const char *between = "";
    for (size_t i = 0; i < COMMANDS_COUNT; i++) {
        if (!(commands >> COMMANDS[i].command & 1)) continue;
        text_printf(text, "%s\\fB%s\\fR", between, COMMANDS[i].name);
        between = ", ";
    }
    text_lit(text, ".\n");
}

/* Which have it: those commands, or all that run rules but some. */
static void add_commands(Text *text, unsigned commands) {
    unsigned others = RUNS & ~commands;
    if (others == 0) {
        text_lit(text, "Of all commands that run rules.\n");
        return;
    }
    bool is_most = (others & (others - 1)) == 0 || others == (1u << COMMAND_DIFF | 1u << COMMAND_TEST);
    text_add(text, is_most ? STR("Of all commands that run rules but ") : STR("Of "));
    add_names(text, is_most ? others : commands);
}

static void add_options(Text *text, const CommandInfo *command) {
    text_lit(text, ".SH OPTIONS\nAn option may be written \\fB\\-\\-name\\fR \\fIVALUE\\fR or "
                   "\\fB\\-\\-name=\\fR\\fIVALUE\\fR and stand anywhere; \\fB\\-\\-\\fR ends them.\n");
    for (size_t i = 0; i < OPTIONS_COUNT; i++) {
        const OptionInfo *option = &OPTIONS[i];
        if (command && !option_is_of(option, command->command)) continue;
        add_tagged(text, option->name, option->value ? option->value : "");
        if (command && option->id == OPTION_FORMAT) {
            add_formats(text, command->command);
            continue;
        }
        add_sentence(text, option->help);
        if (!command && option->commands != ~0u) add_commands(text, option->commands);
    }
}

/* Each once, with all commands that have it. */
static void add_all_formats(Text *text) {
    text_lit(text, ".SH FORMATS\n");
    for (size_t i = 0; i < FORMATS_COUNT; i++) {
        unsigned commands = 0;
        size_t first = i;
        for (size_t j = FORMATS_COUNT; j-- > 0;)
            if (FORMATS[j].format == FORMATS[i].format) commands |= FORMATS[j].commands, first = j;
        if (first != i) continue;
        add_tagged(text, FORMATS[i].name, "");
        add_commands(text, commands & RUNS);
    }
    text_lit(text, ".PP\nThe first that a command has is its default.\n"
                   "The shapes of JSON are told in runtime/README.md of the sources.\n");
}

/* Whether a command may end so that runs no rules. */
static bool is_of_any(int status) {
    return status != EXIT_PROGRAM && status != EXIT_LIMIT && status != EXIT_INTERRUPTED;
}

static void add_exits(Text *text, const PageInfo *page) {
    text_lit(text, ".SH EXIT STATUS\n");
    for (size_t i = 0; i < EXITS_COUNT; i++) {
        const char *help = EXITS[i].help;
        if (page && EXITS[i].status == EXIT_FINE) help = page->is_so;
        if (page && EXITS[i].status == EXIT_NEGATIVE) help = page->is_not;
        if (!help || (page && !(RUNS >> page->command & 1) && !is_of_any(EXITS[i].status))) continue;
        text_printf(text, ".TP\n\\fB%d\\fR\n", EXITS[i].status);
        add_prose(text, help);
    }
}

static void add_files(Text *text, bool is_of_all) {
    text_lit(text,
             ".SH FILES\n.TP\n\\fI*.hence\\fR\nrules, facts and claims\n"
             ".TP\n\\fI*.csv\\fR, \\fI*.tsv\\fR, \\fI*.facts\\fR\ntables that rules load or \\fB\\-\\-facts\\fR adds\n"
             ".TP\n\\fI*.bib\\fR\nbibliographies that rules load\n"
             ".TP\n\\fIrejected.csv\\fR\nrows of new facts that were not taken, with the reason\n");
    if (is_of_all)
        text_lit(text,
                 ".TP\n\\fIshare/hence/rules\\fR\ntheories and small programs, below the prefix of the installation\n");
}

static void add_see_also(Text *text, const CommandInfo *except) {
    text_lit(text, ".SH SEE ALSO\n");
    if (except) text_lit(text, ".BR hence (1),\n");
    for (size_t i = 0, last = COMMANDS_COUNT - 1 - (except == &COMMANDS[COMMANDS_COUNT - 1]); i < COMMANDS_COUNT; i++) {
        if (&COMMANDS[i] == except) continue;
        add_page_name(text, COMMANDS[i].name);
        text_add(text, i == last ? STR("\n") : STR(",\n"));
    }
}

static void add_head(Text *text, const char *page, const char *name, const char *help) {
    text_printf(text, ".TH %s 1 %s \"hence %s\" \"Hence\"\n.SH NAME\n%s \\- ", page, HENCE_DATE, HENCE_VERSION, name);
    add_prose(text, help);
    text_lit(text, ".SH SYNOPSIS\n");
}

static void print_page_of_all(Text *text) {
    add_head(text, "HENCE", "hence", "facts go in, rules say what follows, and every conclusion can be asked why");
    text_lit(text, "\\fBhence\\fR \\fICOMMAND\\fR [\\fIOPTION\\fR]... [\\fIFILE\\fR]...\n.SH DESCRIPTION\n");
    add_prose(
        text,
        "Hence is a small declarative language for arguments, and the engine that runs it.  Facts go in, rules say "
        "what follows, and every conclusion comes out with its proof, its sources and its status.  Rule files "
        "named together are a set, whatever their order.");
    text_lit(text, ".SH COMMANDS\n");
    for (size_t i = 0; i < COMMANDS_COUNT; i++) {
        add_tagged(text, COMMANDS[i].name, COMMANDS[i].arguments);
        add_sentence(text, COMMANDS[i].help);
        text_lit(text, "See\n");
        add_page_name(text, COMMANDS[i].name);
        text_lit(text, ".\n");
    }
    add_options(text, NULL);
    add_all_formats(text);
    add_exits(text, NULL);
    text_lit(text, ".SH ENVIRONMENT\n.TP\n\\fBNO_COLOR\\fR\nif it is set and not empty, messages have no colour\n");
    add_files(text, true);
    text_lit(text, ".SH EXAMPLES\nThis is \\fIfamily.hence\\fR:\n");
    add_lines(text, PROGRAM);
    text_lit(text, ".PP\nThe claims, and the reasons for one of them:\n");
    add_lines(text, "hence check family.hence\nhence why family.hence ann\n");
    add_see_also(text, NULL);
}

static void print_page_of(const CommandInfo *command, Text *text) {
    const PageInfo *page = PAGES;
    while (page->command != command->command) page++;
    Text name;
    text_init(&name);
    text_printf(&name, "HENCE\\-%s", command->name);
    for (char *c = name.bytes; *c; c++)
        if (*c >= 'a' && *c <= 'z') *c = (char)(*c - 'a' + 'A');
    Text line;
    text_init(&line);
    text_printf(&line, "hence\\-%s", command->name);
    add_head(text, name.bytes, line.bytes, command->help);
    text_clear(&line);
    text_clear(&name);
    text_printf(text, "\\fBhence %s\\fR [\\fIOPTION\\fR]... \\fI", command->name);
    add_typed(text, command->arguments);
    text_lit(text, "\\fR\n.SH DESCRIPTION\n");
    add_prose(text, page->about);
    add_options(text, command);
    if (RUNS >> command->command & 1) {
        text_lit(text, ".SH FORMATS\n");
        add_formats(text, command->command);
    }
    add_exits(text, page);
    add_files(text, false);
    text_lit(text, ".SH EXAMPLES\nThe program \\fIfamily.hence\\fR stands in\n.BR hence (1).\n");
    add_lines(text, page->examples);
    add_see_also(text, command);
}

bool options_print_manual(const char *name, Text *text) {
    const CommandInfo *command = name ? command_named(name) : NULL;
    if (name && !command) return false;
    if (command)
        print_page_of(command, text);
    else
        print_page_of_all(text);
    return true;
}
