/* `hence why`: the proof of an atom or of a claim. */
#include "runtime/api/map.h"
#include "runtime/api/why.h"
#include "runtime/cli/commands.h"

static int status_of(Answered answered) {
    static const int STATUSES[] = {[ANSWER_FINE] = EXIT_FINE,
                                   [ANSWER_NEGATIVE] = EXIT_NEGATIVE,
                                   [ANSWER_REFUSED] = EXIT_PROGRAM,
                                   [ANSWER_BUG] = EXIT_BUG};
    return STATUSES[answered];
}

/* The argument about it as a graph. */
static int why_graph(Desk *desk, const Options *options) {
    Text supposed;
    text_init(&supposed);
    supposed_print(&options->supposed, &supposed);
    const MapAsk ask = {.around = str_of(options->subject),
                        .supposed = text_str(&supposed),
                        .format = graph_format(options),
                        .style = {.is_document = true}};
    Answered answered = map_why(&desk->session, &desk->run, &ask, &desk->out);
    text_clear(&supposed);
    return answered == ANSWER_FINE ? EXIT_FINE : answered == ANSWER_NEGATIVE ? EXIT_NEGATIVE : EXIT_PROGRAM;
}

int command_why(const Options *options) {
    Desk desk;
    int status = desk_open(&desk, options);
    if (status != EXIT_FINE) return desk_close(&desk, options, status);
    if (options->format >= FORMAT_SVG) return desk_close(&desk, options, why_graph(&desk, options));
    WhyAsk ask = {.subject = options->subject,
                  .as_json = options->format == FORMAT_JSON,
                  .form = options->format == FORMAT_HTML ? TREE_HTML
                          : options->format == FORMAT_MD ? TREE_MD
                                                         : TREE_TEXT,
                  .depth = options->depth,
                  .is_full = options->is_full,
                  .has_others = options->all,
                  .most = options->most,
                  .supposed = &options->supposed};
    status = status_of(why(&desk.session, &desk.run, &ask, &desk.out));
    return desk_close(&desk, options, status);
}
