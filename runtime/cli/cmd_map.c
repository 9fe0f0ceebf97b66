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

static void add_supposed(Text *text, const char *lead, const char *word) {
    text_printf(text, "%s%s%s", text->length ? ", " : "", lead, word);
}

void supposed_print(const Supposed *supposed, Text *text) {
    if (supposed->scenario) add_supposed(text, "", supposed->scenario);
    for (size_t i = 0; i < supposed->given.count; i++) add_supposed(text, "", supposed->given.items[i]);
    for (size_t i = 0; i < supposed->without.count; i++) add_supposed(text, "without ", supposed->without.items[i]);
    for (size_t i = 0; i < supposed->facts.count; i++) add_supposed(text, "the facts of ", supposed->facts.items[i]);
}

int command_map(const Options *options) {
    Desk desk;
    int status = desk_open(&desk, options);
    if (status != EXIT_FINE) return desk_close(&desk, options, status);
    Text supposed;
    text_init(&supposed);
    supposed_print(&options->supposed, &supposed);
    const MapAsk ask = {.around = str_of(options->around),
                        .supposed = text_str(&supposed),
                        .depth = options->depth ? options->depth : UINT32_MAX,
                        .claims_only = options->claims_only,
                        .is_full = options->is_full,
                        .format = graph_format(options),
                        .style = {.is_document = true}};
    Answered answered = map(&desk.session, &desk.run, &ask, &desk.out);
    text_clear(&supposed);
    return desk_close(&desk, options, answered == ANSWER_REFUSED ? EXIT_PROGRAM : EXIT_FINE);
}
