/* Lines that somebody types: with a line editor where there is one, else as the terminal hands them over. */
#ifndef HENCE_LINE_H
#define HENCE_LINE_H

#include "runtime/repl/repl.h"

/* ---- as they come: from a pipe, a file, or a terminal without an editor ---- */

typedef struct {
    bool has_prompt;
    Text rest; /* read and not yet handed out */
    bool is_at_end;
} PlainInput;

void plain_init(PlainInput *input, bool has_prompt);
void plain_clear(PlainInput *input);
LineState plain_read(PlainInput *input, const char *prompt, Text *line);

/* ---- with history, and completion by the tabulator ---- */

typedef struct LineEditor LineEditor;
typedef void Completer(void *context, Str line, Offers *offers, size_t *length); /* as repl_complete */

/* NULL where the build has none, or the terminal cannot move its cursor. */
LineEditor *editor_new(Completer *complete, void *context);
void editor_free(LineEditor *editor); /* writes the history; NULL is fine */
LineState editor_read(LineEditor *editor, const char *prompt, Text *line);

#endif
