/* `hence map`: the argument as a picture, or in the format of another program. */
#include "runtime/api/map.h"
#include "runtime/cli/commands.h"

GraphFormat graph_format(const Options *options) {
    static const GraphFormat FORMATS[] = {
        [FORMAT_TEXT] = GRAPH_OUTLINE,    [FORMAT_JSON] = GRAPH_JSON,       [FORMAT_SVG] = GRAPH_SVG,
        [FORMAT_DOT] = GRAPH_DOT,         [FORMAT_MERMAID] = GRAPH_MERMAID, [FORMAT_GRAPHML] = GRAPH_GRAPHML,
        [FORMAT_ARGDOWN] = GRAPH_ARGDOWN, [FORMAT_AIF] = GRAPH_AIF};
    return FORMATS[options->format];
}

int command_map(const Options *options) {
    Desk desk;
    int status = desk_open(&desk, options);
    if (status != EXIT_FINE) return desk_close(&desk, options, status);
    const MapAsk ask = {.around = str_of(options->around),
                        .depth = options->depth ? options->depth : UINT32_MAX,
                        .claims_only = options->claims_only,
                        .is_full = options->is_full,
                        .format = graph_format(options),
                        .style = {.is_document = true}};
    Answered answered = map(&desk.session, &desk.run, &ask, &desk.out);
    return desk_close(&desk, options, answered == ANSWER_REFUSED ? EXIT_PROGRAM : EXIT_FINE);
}
