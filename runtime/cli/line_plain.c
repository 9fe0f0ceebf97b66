/* Lines as they come.  Bytes are read as they are there, so that Ctrl-C is noticed while nobody types. */
#include <errno.h>
#include <unistd.h>

#include "runtime/cli/line.h"
#include "runtime/cli/terminal.h"

void plain_init(PlainInput *input, bool has_prompt) {
    *input = (PlainInput){.has_prompt = has_prompt};
    text_init(&input->rest);
}

void plain_clear(PlainInput *input) { text_clear(&input->rest); }

/* Hands out the first line of what was read.  False if its end is yet to come. */
static bool take_line(PlainInput *input, Text *line) {
    Str rest = text_str(&input->rest);
    const char *end = rest.length ? memchr(rest.text, '\n', rest.length) : NULL;
    if (!end && !(input->is_at_end && rest.length)) return false;
    size_t length = end ? (size_t)(end - rest.text) : rest.length, used = length + (end != NULL);
    text_add(line, (Str){rest.text, length});
    memmove(input->rest.bytes, input->rest.bytes + used, rest.length - used);
    text_cut(&input->rest, rest.length - used);
    return true;
}

static LineState interrupted(PlainInput *input) {
    text_empty(&input->rest);
    terminal_forget_interrupt();
    if (input->has_prompt) terminal_write(STDOUT_FILENO, STR("\n"));
    return LINE_INTERRUPTED;
}

LineState plain_read(PlainInput *input, const char *prompt, Text *line) {
    char block[4096];
    if (input->has_prompt && !memchr(input->rest.length ? input->rest.bytes : "", '\n', input->rest.length))
        terminal_write(STDOUT_FILENO, str_of(prompt));
    while (!take_line(input, line)) {
        if (input->is_at_end) return LINE_END;
        ssize_t count = terminal_read(block, sizeof block);
        if (count < 0 && errno == EINTR) return interrupted(input);
        if (count <= 0) input->is_at_end = true;
        if (count > 0) text_add(&input->rest, (Str){block, (size_t)count});
    }
    return LINE_READ;
}
