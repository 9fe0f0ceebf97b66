/* Output, on a terminal or not: built in memory and written in one go,
 * so that what is printed is whole or reported as not written. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "runtime/cli/terminal.h"
#include "runtime/io/disk.h"

static void complain(int cause) {
    const char *remedy = cause == EBADF ? "it is closed" : disk_remedy(cause);
    fprintf(stderr, "hence: the answer could not be written to standard output: %s%s%s\n", strerror(cause),
            *remedy ? "; " : "", remedy);
}

bool terminal_write(int descriptor, Str text) {
    while (text.length > 0) {
        ssize_t written = write(descriptor, text.text, text.length);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0 && descriptor == STDOUT_FILENO) complain(errno);
        if (written < 0) return false;
        text.text += written;
        text.length -= (size_t)written;
    }
    return true;
}
