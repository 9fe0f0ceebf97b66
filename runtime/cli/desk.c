/* What the commands share: read, run, complain, print, free. */
#include <unistd.h>

#include "runtime/cli/commands.h"
#include "runtime/cli/terminal.h"

int graver(int a, int b) {
    static const int ORDER[] = {EXIT_BUG,  EXIT_INTERRUPTED, EXIT_LIMIT,   EXIT_PROGRAM,
                                EXIT_DATA, EXIT_USAGE,       EXIT_NEGATIVE};
    for (size_t i = 0; i < sizeof ORDER / sizeof *ORDER; i++)
        if (a == ORDER[i] || b == ORDER[i]) return ORDER[i];
    return EXIT_FINE;
}

/* Diagnostics: records on stdout where the answer is JSON and there is none, else text on stderr. */
static void print_diags(const Session *session, bool as_json) {
    Text text;
    text_init(&text);
    if (as_json) {
        text_lit(&text, "{\"diagnostics\":");
        diags_print_json(session->diags, &text);
        text_lit(&text, "}\n");
        terminal_write(STDOUT_FILENO, text_str(&text));
    } else {
        diags_print(session->diags, &text, terminal_has_color(STDERR_FILENO));
        terminal_write(STDERR_FILENO, text_str(&text));
    }
    text_clear(&text);
}

int desk_open(Desk *desk, const Options *options) {
    *desk = (Desk){0};
    text_init(&desk->out);
    session_init(&desk->session);
    desk->run = (RunOptions){.budget = options->budget, .progress = terminal_progress()};
    desk->run.budget.cancel = terminal_catch_interrupt();
    SessionState state = session_read(&desk->session, options->files, options->file_count);
    if (state != SESSION_READ) {
        print_diags(&desk->session, options->format == FORMAT_JSON);
        return state == SESSION_PROGRAM_ERRORS ? EXIT_PROGRAM : EXIT_DATA;
    }
    session_run(&desk->session, &desk->run);
    terminal_end_progress();
    return EXIT_FINE;
}

/* Warnings, values that could not be computed, why the run stopped: before the answer, so that it stays in view. */
static void report(Session *session) {
    Text text;
    text_init(&text);
    session_note_faults(session);
    print_diags(session, false);
    session_report_run(session, &text);
    terminal_write(STDERR_FILENO, text_str(&text));
    text_clear(&text);
}

static int outcome_status(const Outcome *outcome) {
    int status = outcome->fault_count ? EXIT_DATA : EXIT_FINE;
    if (outcome->stop == STOP_CANCELLED) return graver(status, EXIT_INTERRUPTED);
    return outcome->stop == STOP_NONE ? status : graver(status, EXIT_LIMIT);
}

int desk_close(Desk *desk, const Options *options, int status) {
    (void)options;
    if (desk->session.world) report(&desk->session);
    if (desk->session.world) status = graver(status, outcome_status(&desk->session.world->outcome));
    if (!terminal_write(STDOUT_FILENO, text_str(&desk->out))) {
        terminal_write(STDERR_FILENO, STR("hence: the answer could not be written\n"));
        status = graver(status, EXIT_DATA);
    }
    text_clear(&desk->out);
    session_clear(&desk->session);
    return status;
}
