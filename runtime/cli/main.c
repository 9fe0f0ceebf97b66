/* The command: picks what to do, and turns what happened into an exit status. */
#include <stdio.h>
#include <unistd.h>

#include "runtime/api/version.h"
#include "runtime/cli/commands.h"
#include "runtime/cli/terminal.h"
#include "runtime/lsp/lsp.h"

static int dispatch(const Options *options) {
    switch (options->command) {
    case COMMAND_RUN: return command_ask(options, TOPIC_ANSWERS);
    case COMMAND_CHECK: return options->watches ? command_watch(options) : command_ask(options, TOPIC_CLAIMS);
    case COMMAND_TEST: return command_ask(options, TOPIC_TESTS);
    case COMMAND_LINT: return command_ask(options, TOPIC_LINT);
    case COMMAND_WHY: return command_ask(options, TOPIC_WHY);
    case COMMAND_WHYNOT: return command_ask(options, TOPIC_WHYNOT);
    case COMMAND_RESTS: return command_ask(options, TOPIC_RESTS);
    case COMMAND_NEED: return command_ask(options, TOPIC_NEED);
    case COMMAND_STABLE: return command_ask(options, TOPIC_STABLE);
    case COMMAND_MAP: return command_ask(options, TOPIC_MAP);
    case COMMAND_TRACE: return command_ask(options, TOPIC_TRACE);
    case COMMAND_DIFF: return command_diff(options);
    case COMMAND_COMPARE: return command_compare(options);
    case COMMAND_REPORT: return command_report(options);
    case COMMAND_REPL: return command_repl(options);
    case COMMAND_FMT: return command_fmt(options);
    case COMMAND_NEW: return command_new(options);
    case COMMAND_GRADE: return command_grade(options);
    case COMMAND_SHEET: return command_sheet(options);
    case COMMAND_LSP: return lsp_serve();
    case COMMAND_EXPLAIN: return command_explain(options);
    case COMMAND_HELP: return command_help(options);
    case COMMAND_MANUAL: return command_manual(options);
    case COMMAND_COMPLETION: return command_completion(options);
    case COMMAND_VERSION:
        return terminal_write(STDOUT_FILENO, STR("hence " HENCE_VERSION "\n")) ? EXIT_FINE : EXIT_DATA;
    }
    return EXIT_BUG;
}

static int run(int argc, char **argv) {
    Options options;
    int status = options_read(&options, argc, argv) ? dispatch(&options) : EXIT_USAGE;
    options_clear(&options);
    return status;
}

int main(int argc, char **argv) {
    MemAccount *account = mem_account_new();
    if (!account) return EXIT_LIMIT;
    terminal_hold_streams();
    terminal_obey_pipe();
    mem_enter(account);
    int status;
    if (mem_try(account)) {
        status = run(argc, argv);
        mem_end_try(account);
    } else {
        fputs("hence: out of memory\n", stderr);
        status = EXIT_LIMIT;
    }
    mem_enter(NULL);
#ifdef TIDY /* as desk_close does it */
    mem_account_free(account);
#endif
    return status;
}
