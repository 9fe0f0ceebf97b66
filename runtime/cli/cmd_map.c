/* `hence map`: the argument as a picture, or in the format of another program. */
#include <errno.h>
#include <unistd.h>

#include "runtime/api/map.h"
#include "runtime/cli/commands.h"
#include "runtime/cli/terminal.h"
#include "runtime/io/disk.h"

static int write_file(const char *path, const Text *text) {
    if (disk_write(path, text_str(text))) return EXIT_FINE;
    Text complaint;
    text_init(&complaint);
    text_printf(&complaint, "hence: cannot write '%s': %s\n", path, strerror(errno));
    terminal_write(STDERR_FILENO, text_str(&complaint));
    text_clear(&complaint);
    return EXIT_DATA;
}

static GraphFormat graph_format(const Options *options) {
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
    if (answered == ANSWER_REFUSED) {
        text_empty(&desk.out);
        return desk_close(&desk, options, EXIT_PROGRAM);
    }
    if (options->file) {
        status = write_file(options->file, &desk.out);
        text_empty(&desk.out);
    }
    return desk_close(&desk, options, status);
}
