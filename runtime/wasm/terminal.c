/* runtime/cli/terminal.c where there is no terminal: no colour, no width, no signals.
 *
 * Ctrl-C ends the host, and this program with it. */
#include "runtime/cli/terminal.h"

#include <stdlib.h>
#include <unistd.h>

static atomic_bool interrupted; /* never */

bool terminal_has_color(int descriptor) { return (void)descriptor, false; }
size_t terminal_width(int descriptor) { return (void)descriptor, 0; }
const atomic_bool *terminal_catch_interrupt(void) { return &interrupted; }
const atomic_bool *terminal_note_interrupts(void) { return &interrupted; }
bool terminal_is_interrupted(void) { return false; }
void terminal_forget_interrupt(void) {}
ssize_t terminal_read(char *bytes, size_t size) { return read(STDIN_FILENO, bytes, size); }
OnProgress *terminal_progress(void) { return NULL; }
void terminal_end_progress(void) {}
void terminal_hold_streams(void) {}
void terminal_obey_pipe(void) {}

/* A host has no other way to say in which folder the program is. */
__attribute__((constructor)) static void go_where_the_host_is(void) {
    const char *here = getenv("PWD");
    if (here) (void)chdir(here);
}
