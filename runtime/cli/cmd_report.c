/* `hence report`: the claims as one page, with a rival theory beside them where one is named.
 *
 * The rival is a program of its own, read with the files behind the first one, as `hence compare` reads both. */
#include "runtime/cli/commands.h"

static Options rival_options(const Options *options) {
    Options own = *options;
    own.file = NULL;
    own.files = mem_alloc(options->file_count * sizeof *own.files);
    own.files[0] = options->against;
    for (size_t i = 1; i < options->file_count; i++) own.files[i] = options->files[i];
    return own;
}

int command_report(const Options *options) {
    Desk desk, other;
    int status = desk_open(&desk, options);
    if (status != EXIT_FINE || !options->against) {
        if (status == EXIT_FINE) status = desk_ask(&desk, options, TOPIC_REPORT, NULL);
        return desk_close(&desk, options, status);
    }
    Options own = rival_options(options);
    own.budget = desk.run.budget;
    int rival = desk_open(&other, &own);
    if (rival == EXIT_FINE) status = desk_ask(&desk, options, TOPIC_REPORT, &other.session);
    rival = desk_close(&other, &own, rival);
    mem_free(own.files);
    return desk_close(&desk, options, graver(status, rival));
}
