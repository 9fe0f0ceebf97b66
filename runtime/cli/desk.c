/* What the commands share: read, run, complain, print, free. */
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "runtime/cli/commands.h"
#include "runtime/cli/terminal.h"
#include "runtime/io/disk.h"
#include "runtime/io/rejected.h"
#include "runtime/io/sandbox.h"

int graver(int a, int b) {
    static const int ORDER[] = {EXIT_BUG,  EXIT_INTERRUPTED, EXIT_LIMIT,   EXIT_PROGRAM,
                                EXIT_DATA, EXIT_USAGE,       EXIT_NEGATIVE};
    for (size_t i = 0; i < sizeof ORDER / sizeof *ORDER; i++)
        if (a == ORDER[i] || b == ORDER[i]) return ORDER[i];
    return EXIT_FINE;
}

Settings settings_of(const Options *options) {
    return (Settings){.policy = options->policy,
                      .limits = options->budget,
                      .without = options->without,
                      .threads = options->threads,
                      .progress = terminal_progress()};
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

static int refuse(Desk *desk, const Options *options, int status) {
    print_diags(&desk->session, options->format == FORMAT_JSON);
    desk->has_failed = true;
    return status;
}

static int status_of_reading(SessionState state, Stop stop) {
    if (state == SESSION_STOPPED) return stop == STOP_CANCELLED ? EXIT_INTERRUPTED : EXIT_LIMIT;
    return state == SESSION_PROGRAM_ERRORS ? EXIT_PROGRAM : EXIT_DATA;
}

/* Where rejected rows go: within the sandbox, named or not.  NULL: where they always go. */
static const char *rejected_file(Desk *desk, const Options *options) {
    if (options->rejected || sandbox_lets_write(desk->sandbox, REJECTED_FILE)) return options->rejected;
    text_printf(&desk->rejected, "%.*s/" REJECTED_FILE, STR_FMT(sandbox_name(desk->sandbox)));
    return desk->rejected.bytes;
}

/* The world that is asked about. */
static int run(Desk *desk, const Options *options) {
    Session *session = &desk->session;
    if (options->supposed.facts.count) {
        SessionState state =
            session_receive(session, options->supposed.facts.items, options->supposed.facts.count, NULL);
        Intake intake = {
            session->program, session->given, session->sources, session->diags, true, 1, NULL, NULL, NULL, NULL};
        if (state != SESSION_READ) return refuse(desk, options, status_of_reading(state, diags_stop(session->diags)));
        if (!rejected_write(session->received.reports, session->received.count, rejected_file(desk, options), &intake))
            return refuse(desk, options, EXIT_DATA);
    }
    Text complaint;
    text_init(&complaint);
    WorldState state = suppose_run(session, &options->supposed, &desk->run, &desk->changes, &complaint);
    terminal_write(STDERR_FILENO, text_str(&complaint));
    text_clear(&complaint);
    if (state == WORLD_WRONG) return refuse(desk, options, EXIT_PROGRAM);
    return state == WORLD_RUN ? EXIT_FINE : EXIT_USAGE;
}

static bool write_piece(void *context, Str piece);

/* An atom that stands among the files. */
static void hint_order(const Session *session, const Options *options) {
    for (size_t i = 0; i < options->file_count && options->subject && diags_has(session->diags, E0221); i++) {
        const char *word = options->files[i];
        if (!str_is_atom(str_of(word)) || access(word, F_OK) == 0) continue;
        fprintf(stderr, "hence: '%s' stands among the files; one atom or claim stands behind them, here '%s'\n", word,
                options->subject);
        return;
    }
}

/* A last word that is no file was meant as what `why` would be asked. */
static void hint_question(const Session *session, const Options *options) {
    const char *last = options->file_count > 1 ? options->files[options->file_count - 1] : NULL;
    if (!last || options->subject || !diags_has(session->diags, E0221) || strpbrk(last, "./")) return;
    if (access(last, F_OK) == 0) return;
    const char *part = options->command == COMMAND_TRACE ? "--relation NAME tells of some rows, and "
                       : options->command == COMMAND_MAP ? "--around CLAIM shows what lies near one, and "
                                                         : "";
    fprintf(stderr, "hence: all words here are files; %s'hence why FILE %s' asks about a claim\n", part, last);
}

static bool lets_write(const Desk *desk, const char *path) {
    if (!path || sandbox_lets_write(desk->sandbox, path)) return true;
    fprintf(stderr, "hence: '%s' is not written: it lies outside of the sandbox '%.*s'\n", path,
            STR_FMT(sandbox_name(desk->sandbox)));
    return false;
}

/* Before anything is read or computed. */
static int enter_sandbox(Desk *desk, const Options *options) {
    if (!options->sandbox) return EXIT_FINE;
    desk->sandbox = sandbox_open(options->sandbox);
    desk->session.sandbox = desk->sandbox;
    if (!desk->sandbox) {
        fprintf(stderr, "hence: --sandbox needs a folder: '%s': %s\n", options->sandbox, strerror(errno));
        return EXIT_USAGE;
    }
    bool all = lets_write(desk, options->out);
    all = lets_write(desk, options->file) && all;
    all = lets_write(desk, options->rejected) && all;
    return all ? EXIT_FINE : EXIT_DATA;
}

int desk_open(Desk *desk, const Options *options) {
    *desk = (Desk){0};
    text_init(&desk->out);
    session_init(&desk->session);
    desk->session.policy = options->policy;
    desk->session.threads = options->threads;
    int entered = enter_sandbox(desk, options);
    if (entered != EXIT_FINE) return desk->has_failed = true, entered;
    suppose_denied(&desk->session, &options->supposed, &desk->denied);
    Settings settings = settings_of(options);
    settings.limits.cancel = terminal_catch_interrupt();
    desk->run = settings_run(&settings); /* all reading and all runs of the command share its budget */
    desk->session.budget = &desk->run.budget;
    SessionState state = session_read(&desk->session, options->files, options->file_count);
    if (state != SESSION_READ) {
        hint_question(&desk->session, options);
        hint_order(&desk->session, options);
        return refuse(desk, options, status_of_reading(state, diags_stop(desk->session.diags)));
    }
    int status = run(desk, options);
    if (!options->file) desk->out.sink = write_piece; /* a file is written whole or not at all */
    if (options->format == FORMAT_TEXT) desk->wrap.width = terminal_width(STDOUT_FILENO);
    desk->out.context = desk;
    terminal_end_progress();
    return status;
}

/* Warnings, values that could not be computed, why the run stopped: before the answer, so that it stays in view. */
static void report(Session *session, bool as_json) {
    Text text;
    text_init(&text);
    session_note_faults(session);
    print_diags(session, as_json);
    session_report_run(session, &text);
    terminal_write(STDERR_FILENO, text_str(&text));
    text_clear(&text);
}

/* Commands that do not tell of new facts in their answer. */
static void report_facts(Desk *desk) {
    Text text;
    if (desk->has_told_facts) return;
    text_init(&text);
    received_tell(&desk->session.received, desk->session.sources, &text);
    terminal_write(STDERR_FILENO, text_str(&text));
    text_clear(&text);
}

static int outcome_status(const Outcome *outcome) {
    int status = outcome->fault_count ? EXIT_DATA : EXIT_FINE;
    if (outcome->stop == STOP_CANCELLED) return graver(status, EXIT_INTERRUPTED);
    return outcome->stop == STOP_NONE ? status : graver(status, EXIT_LIMIT);
}

/* Before the first piece of the answer, or in place of it. */
static void report_once(Desk *desk, bool as_json) {
    if (desk->has_reported || !desk->session.world || desk->has_failed) return;
    desk->has_reported = true;
    report_facts(desk);
    report(&desk->session, as_json);
}

/* A piece of the answer, or the last one. */
static bool show(Wrap *wrap, Str piece, bool is_last) {
    Text wrapped;
    if (wrap->width == 0) return terminal_write(STDOUT_FILENO, piece);
    text_init(&wrapped);
    wrap_add(wrap, piece, &wrapped);
    if (is_last) wrap_end(wrap, &wrapped);
    bool is_written = terminal_write(STDOUT_FILENO, text_str(&wrapped));
    text_clear(&wrapped);
    return is_written;
}

bool answer_write(Str answer) {
    Wrap wrap = {.width = terminal_width(STDOUT_FILENO)};
    bool is_written = show(&wrap, answer, true);
    text_clear(&wrap.line);
    return is_written;
}

static bool write_piece(void *context, Str piece) {
    Desk *desk = context;
    report_once(desk, false);
    return show(&desk->wrap, piece, false);
}

/* To the terminal, or into the file of -o unless the command has ended before it came to an answer. */
static int write_answer(Desk *desk, const Options *options) {
    Text complaint;
    text_init(&complaint);
    bool is_written = !desk->out.is_closed;
    if (options->file && desk->out.length) {
        is_written = disk_write(options->file, text_str(&desk->out));
        if (!is_written) disk_complain("cannot write", options->file, errno, &complaint);
    } else if (!options->file) {
        is_written = is_written && show(&desk->wrap, text_str(&desk->out), true);
    }
    terminal_write(STDERR_FILENO, text_str(&complaint));
    text_clear(&complaint);
    return is_written ? EXIT_FINE : EXIT_DATA;
}

/* The process ends next, and its memory with it, in one go and sooner than block by block.  Builds that look for what
 * is lost (TIDY) give back all of it. */
static void give_back(Desk *desk) {
#ifdef TIDY
    text_clear(&desk->out);
    text_clear(&desk->wrap.line);
    text_clear(&desk->rejected);
    session_clear(&desk->session);
    vec_free(&desk->denied);
    sandbox_close(desk->sandbox);
#else
    (void)desk;
#endif
}

int desk_close(Desk *desk, const Options *options, int status) {
    const World *worlds[] = {desk->session.world, desk->session.plain};
    bool is_refused = desk->out.length == 0 && diags_error_count(desk->session.diags) > 0;
    report_once(desk, is_refused && options->format == FORMAT_JSON);
    if (!received_is_whole(&desk->session.received)) status = graver(status, EXIT_DATA);
    for (size_t i = 0; i < sizeof worlds / sizeof *worlds; i++)
        if (worlds[i]) status = graver(status, outcome_status(&worlds[i]->outcome));
    status = graver(status, write_answer(desk, options));
    give_back(desk);
    return status;
}
