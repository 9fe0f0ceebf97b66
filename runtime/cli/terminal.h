/* The terminal: colour, progress, Ctrl-C, and output that reports when it could not be written. */
#ifndef HENCE_TERMINAL_H
#define HENCE_TERMINAL_H

#include <sys/types.h>

#include "lang/base/text.h"
#include "runtime/eval/budget.h"

bool terminal_has_color(int descriptor); /* a terminal, and NO_COLOR is not set */

size_t terminal_width(int descriptor); /* columns; 0 if it is no terminal */

/* Ctrl-C sets the flag; a second one ends the process. */
const atomic_bool *terminal_catch_interrupt(void);

/* The same for who goes on afterwards: however often it comes, it sets the flag, until that is forgotten. */
const atomic_bool *terminal_note_interrupts(void);
bool terminal_is_interrupted(void);
void terminal_forget_interrupt(void);

/* Bytes of stdin, once there are some: how many, 0 at the end, -1 on error;
 * EINTR is Ctrl-C, wherever it came since it was forgotten. */
ssize_t terminal_read(char *bytes, size_t size);

/* A closed pipe ends the process, quietly: `hence trace FILE | head` is not an error. */
void terminal_obey_pipe(void);

/* Rounds and rows on stderr, once a run takes over a second on a terminal. */
OnProgress *terminal_progress(void); /* NULL where stderr is no terminal */
void terminal_end_progress(void);    /* wipes the line */

/* Streams that the parent closed lead to nowhere, so that no file which is opened takes their place. */
void terminal_hold_streams(void);

/* Writes text to stdout or stderr.  False if it could not be written (a full disk), which is said of stdout. */
bool terminal_write(int descriptor, Str text);

#endif
