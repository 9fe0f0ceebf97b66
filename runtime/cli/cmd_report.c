/* `hence report`: the claims as one page, with a rival theory beside them where one is named.
 *
 * The rival is a program of its own, read with the files behind the first one, as `hence compare` reads both. */
#include "runtime/api/report.h"
#include "runtime/cli/commands.h"

static int status_of(Answered answered) {
    static const int STATUSES[] = {[ANSWER_FINE] = EXIT_FINE,
                                   [ANSWER_NEGATIVE] = EXIT_NEGATIVE,
                                   [ANSWER_REFUSED] = EXIT_PROGRAM,
                                   [ANSWER_BUG] = EXIT_BUG};
    return STATUSES[answered];
}

static ReportForm form_of(const Options *options) {
    return options->format == FORMAT_JSON ? REPORT_JSON : options->format == FORMAT_MD ? REPORT_MD : REPORT_HTML;
}

static Options rival_options(const Options *options) {
    Options own = *options;
    own.file = NULL;
    own.files = mem_alloc(options->file_count * sizeof *own.files);
    own.files[0] = options->against;
    for (size_t i = 1; i < options->file_count; i++) own.files[i] = options->files[i];
    return own;
}

static int write_report(Desk *desk, const Options *options, const Session *rival) {
    const ReportAsk ask = {.form = form_of(options),
                           .claims = options->claims.items,
                           .claim_count = options->claims.count,
                           .supposed = &options->supposed,
                           .rival = rival,
                           .rival_name = options->against};
    Answered answered = report(&desk->session, &desk->run, &ask, &desk->out);
    if (answered == ANSWER_BUG) text_lit(&desk->out, "hence: a proof failed its check, so there is no report\n");
    return status_of(answered);
}

int command_report(const Options *options) {
    Desk desk, other;
    int status = desk_open(&desk, options);
    if (status != EXIT_FINE || !options->against) {
        if (status == EXIT_FINE) status = write_report(&desk, options, NULL);
        return desk_close(&desk, options, status);
    }
    Options own = rival_options(options);
    own.budget = desk.run.budget;
    int rival = desk_open(&other, &own);
    if (rival == EXIT_FINE) status = write_report(&desk, options, &other.session);
    rival = desk_close(&other, &own, rival);
    mem_free(own.files);
    return desk_close(&desk, options, graver(status, rival));
}
