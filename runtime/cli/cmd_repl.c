/* `hence repl`: the dialogue at a terminal, or a script from a pipe. */
#include <unistd.h>

#include "runtime/cli/commands.h"
#include "runtime/cli/line.h"
#include "runtime/cli/terminal.h"

typedef struct {
    PlainInput plain;
    LineEditor *editor; /* NULL: plain */
    bool is_lost;       /* an answer could not be written */
} Talk;

/* What was interrupted before is over, but where nobody sits there: then all is. */
static void begin(void *context) {
    const Talk *talk = context;
    if (talk->plain.has_prompt) terminal_forget_interrupt();
}

static LineState read_line(void *context, const char *prompt, Text *line) {
    Talk *talk = context;
    begin(context);
    return talk->editor ? editor_read(talk->editor, prompt, line) : plain_read(&talk->plain, prompt, line);
}

static void say(void *context, Str text) {
    Talk *talk = context;
    talk->is_lost = !answer_write(text) || talk->is_lost;
}

static void complain(void *context, Str text) {
    (void)context;
    terminal_write(STDERR_FILENO, text);
}

static void end(void *context) {
    (void)context;
    terminal_end_progress();
}

static void complete(void *context, Str line, Offers *offers, size_t *length) {
    repl_complete(context, line, offers, length);
}

/* At a terminal whatever went wrong was seen, and the dialogue went on; a script is told. */
static int status_of(Trouble trouble, bool is_dialogue) {
    static const int STATUSES[] = {
        [TROUBLE_NONE] = EXIT_FINE,     [TROUBLE_COMMAND] = EXIT_USAGE, [TROUBLE_DATA] = EXIT_DATA,
        [TROUBLE_RULES] = EXIT_PROGRAM, [TROUBLE_LIMIT] = EXIT_LIMIT,   [TROUBLE_INTERRUPTED] = EXIT_INTERRUPTED,
        [TROUBLE_BUG] = EXIT_BUG,
    };
    return is_dialogue ? EXIT_FINE : STATUSES[trouble];
}

int command_repl(const Options *options) {
    Talk talk = {0};
    bool is_dialogue = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
    Console console = {.context = &talk,
                       .read = read_line,
                       .say = say,
                       .complain = complain,
                       .begin = begin,
                       .end = end,
                       .is_dialogue = is_dialogue,
                       .has_color = terminal_has_color(STDERR_FILENO)};
    Settings settings = settings_of(options);
    settings.limits.cancel = terminal_note_interrupts();
    plain_init(&talk.plain, is_dialogue);
    Repl *repl = repl_new(&settings, &console);
    if (is_dialogue) talk.editor = editor_new(complete, repl);
    repl_load(repl, options->files, options->file_count);
    Trouble trouble = repl_run(repl);
    editor_free(talk.editor);
    repl_free(repl);
    plain_clear(&talk.plain);
    if (talk.is_lost) terminal_write(STDERR_FILENO, STR("hence: some answer could not be written\n"));
    return graver(status_of(trouble, is_dialogue), talk.is_lost ? EXIT_DATA : EXIT_FINE);
}
