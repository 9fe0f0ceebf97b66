/* The terminal.
 *
 * The flag of Ctrl-C is the one thing a signal handler may touch; it is the only state of this file. */
#include "runtime/cli/terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <unistd.h>

static atomic_bool interrupted;

bool terminal_has_color(int descriptor) {
    const char *no_color = getenv("NO_COLOR");
    return isatty(descriptor) && !(no_color && *no_color);
}

size_t terminal_width(int descriptor) {
    struct winsize size;
    return isatty(descriptor) && ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

static void on_interrupt(int signal_number) {
    (void)signal_number;
    if (atomic_exchange(&interrupted, true)) _exit(130);
}

const atomic_bool *terminal_catch_interrupt(void) {
    struct sigaction action = {.sa_handler = on_interrupt};
    sigaction(SIGINT, &action, NULL);
    return &interrupted;
}

static void note_interrupt(int signal_number) {
    (void)signal_number;
    atomic_store(&interrupted, true);
}

const atomic_bool *terminal_note_interrupts(void) {
    struct sigaction action = {.sa_handler = note_interrupt};
    sigaction(SIGINT, &action, NULL);
    return &interrupted;
}

bool terminal_is_interrupted(void) { return atomic_load(&interrupted); }
void terminal_forget_interrupt(void) { atomic_store(&interrupted, false); }

/* Ctrl-C is let in only while nothing is read:
 * between a look at the flag and a read that waits nobody would notice it. */
ssize_t terminal_read(char *bytes, size_t size) {
    sigset_t held, before;
    ssize_t count = -1;
    sigemptyset(&held);
    sigaddset(&held, SIGINT);
    sigprocmask(SIG_BLOCK, &held, &before);
    for (errno = EINTR; count < 0 && errno == EINTR && !terminal_is_interrupted();) {
        fd_set ready;
        FD_ZERO(&ready);
        FD_SET(STDIN_FILENO, &ready);
        if (pselect(STDIN_FILENO + 1, &ready, NULL, NULL, NULL, &before) >= 0) count = read(STDIN_FILENO, bytes, size);
    }
    int cause = errno;
    sigprocmask(SIG_SETMASK, &before, NULL);
    errno = cause;
    return count;
}

/* Whatever the parent made of it: who reads only the first lines wants no complaint about the others. */
void terminal_obey_pipe(void) {
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    signal(SIGPIPE, SIG_DFL);
    sigprocmask(SIG_UNBLOCK, &pipe, NULL);
#ifdef SIGXFSZ
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow further is told of, and cleared away */
#endif
}

static void show_progress(void *context, Round round, uint64_t rows, double seconds) {
    (void)context;
    if (seconds < 1) return;
    fprintf(stderr, "\r\033[Kround %u, %llu rows, %.0f s", (unsigned)round, (unsigned long long)rows, seconds);
}

OnProgress *terminal_progress(void) { return isatty(STDERR_FILENO) ? show_progress : NULL; }

void terminal_end_progress(void) {
    if (isatty(STDERR_FILENO)) fputs("\r\033[K", stderr);
}

void terminal_hold_streams(void) {
    for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; stream++)
        if (fcntl(stream, F_GETFD) < 0 && open("/dev/null", O_RDONLY) != stream) _exit(EXIT_FAILURE);
}
