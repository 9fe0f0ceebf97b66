/* `hence trace`: a run, round by round. */
#include "runtime/api/trace.h"
#include "runtime/cli/commands.h"

int command_trace(const Options *options) {
    Desk desk;
    int status = desk_open(&desk, options);
    if (status != EXIT_FINE) return desk_close(&desk, options, status);
    TraceAsk ask = {.relation = options->relation,
                    .rounds = options->rounds,
                    .most = options->most,
                    .is_full = options->is_full,
                    .as_json = options->format == FORMAT_JSON,
                    .form = options->format == FORMAT_MD ? TREE_MD : TREE_TEXT};
    bool is_refused = trace(&desk.session, &desk.run, &ask, &desk.out) == ANSWER_REFUSED;
    return desk_close(&desk, options, is_refused ? EXIT_USAGE : EXIT_FINE);
}
