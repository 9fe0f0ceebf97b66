/* `hence whynot`: what keeps an atom or a claim from following, and what would change that. */
#include "runtime/api/whynot.h"
#include "runtime/cli/commands.h"

int command_whynot(const Options *options) {
    Desk desk;
    int status = desk_open(&desk, options);
    if (status != EXIT_FINE) return desk_close(&desk, options, status);
    WhyNotAsk ask = {.subject = str_of(options->subject),
                     .depth = options->has_depth ? options->depth : WHYNOT_DEPTH,
                     .supposed = &options->supposed,
                     .as_json = options->format == FORMAT_JSON};
    switch (whynot(&desk.session, &desk.run, &ask, &desk.out)) {
    case ANSWER_FINE: break;
    case ANSWER_NEGATIVE: status = EXIT_NEGATIVE; break;
    case ANSWER_REFUSED: status = EXIT_PROGRAM; break;
    case ANSWER_BUG: status = EXIT_BUG; break;
    }
    return desk_close(&desk, options, status);
}
