/* The commands that ask one thing of one session: `run`, `check`, `test`, `why`, `map` and their like. */
#include "runtime/cli/commands.h"
#include "runtime/io/exchange.h"

static int status_of(Answered answered) {
    static const int STATUSES[] = {
        [ANSWER_FINE] = EXIT_FINE,     [ANSWER_NEGATIVE] = EXIT_NEGATIVE,     [ANSWER_REFUSED] = EXIT_PROGRAM,
        [ANSWER_BUG] = EXIT_BUG,       [ANSWER_BAD_RULES] = EXIT_PROGRAM,     [ANSWER_FAULTS] = EXIT_DATA,
        [ANSWER_STOPPED] = EXIT_LIMIT, [ANSWER_CANCELLED] = EXIT_INTERRUPTED,
    };
    return STATUSES[answered];
}

static int write_folder(Desk *desk, const char *folder) {
    const Session *session = &desk->session;
    bool is_written = exchange_write_folder(session->sources, session->world->store, folder, session->diags);
    return is_written ? EXIT_FINE : EXIT_DATA;
}

int desk_ask(Desk *desk, const Options *options, Topic topic, const Session *rival) {
    const Ask ask = {.subject = topic == TOPIC_MAP     ? options->around
                                : topic == TOPIC_TRACE ? options->relation
                                                       : options->subject,
                     .rounds = options->rounds,
                     .format = options->format,
                     .depth = options->depth,
                     .most = options->most,
                     .size = options->size,
                     .has_depth = options->has_depth,
                     .has_others = options->all,
                     .is_full = options->is_full,
                     .claims_only = options->claims_only,
                     .claims = options->claims.items,
                     .claim_count = options->claims.count,
                     .rival = rival,
                     .own_name = options->files[0],
                     .rival_name = options->against,
                     .supposed = &options->supposed,
                     .changes = &desk->changes};
    desk->has_told_facts = topic == TOPIC_CLAIMS;
    Answered answered = topic_answer(topic, &desk->session, &desk->run, &ask, &desk->out);
    if (topic == TOPIC_TRACE && answered == ANSWER_REFUSED) return EXIT_USAGE; /* it is an option that is wrong */
    return status_of(answered);
}

int command_ask(const Options *options, Topic topic) {
    Desk desk;
    int status = desk_open(&desk, options);
    if (status != EXIT_FINE) return desk_close(&desk, options, status);
    status = desk_ask(&desk, options, topic, NULL);
    if (options->out) status = graver(status, write_folder(&desk, options->out));
    return desk_close(&desk, options, status);
}
