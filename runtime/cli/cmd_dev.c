/* What the command says about itself: `hence explain`, `help`, `manual` and `completion`. */
#include <stdio.h>
#include <unistd.h>

#include "lang/base/diag.h"
#include "runtime/cli/commands.h"
#include "runtime/cli/terminal.h"

static int say(Text *text, int status) {
    if (!terminal_write(STDOUT_FILENO, text_str(text))) status = EXIT_DATA;
    text_clear(text);
    return status;
}

int command_explain(const Options *options) {
    Text text;
    text_init(&text);
    Code code;
    if (!options->subject) {
        for (int i = 0; i < CODE_COUNT; i++) {
            text_add(&text, code_name((Code)i));
            text_lit(&text, "  ");
            text_add(&text, code_title((Code)i));
            text_add_char(&text, '\n');
        }
    } else if (code_find(str_of(options->subject), &code)) {
        code_print_page(code, &text);
    } else {
        text_clear(&text);
        fprintf(stderr, "hence: there is no message '%s'; 'hence explain' lists them all\n", options->subject);
        return EXIT_USAGE;
    }
    return say(&text, EXIT_FINE);
}

/* What `print` makes of the command that is the subject, or of all. */
static int say_page(const Options *options, bool print(const char *, Text *)) {
    Text text;
    text_init(&text);
    if (!print(options->subject, &text)) {
        text_clear(&text);
        fprintf(stderr, "hence: there is no command '%s'\nTry 'hence --help'.\n", options->subject);
        return EXIT_USAGE;
    }
    return say(&text, EXIT_FINE);
}

int command_help(const Options *options) { return say_page(options, options_print_help); }
int command_manual(const Options *options) { return say_page(options, options_print_manual); }

int command_completion(const Options *options) {
    Text text;
    text_init(&text);
    if (!options->subject || !options_print_completion(options->subject, &text)) {
        text_clear(&text);
        fprintf(stderr, "hence: completion takes the name of a shell: " SHELLS "\nTry 'hence --help'.\n");
        return EXIT_USAGE;
    }
    return say(&text, EXIT_FINE);
}
