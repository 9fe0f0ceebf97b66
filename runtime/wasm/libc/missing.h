/* What WASI's library lacks and the command uses; read before each file of its build.  realpath.c has the bodies. */
#ifndef HENCE_WASM_MISSING_H
#define HENCE_WASM_MISSING_H

#include <sys/types.h>

/* As POSIX has it, for a `real` of PATH_MOST + 1 bytes; NULL in its place is not taken. */
char *realpath(const char *path, char *real);

int fchmod(int file, mode_t mode); /* files have no modes here: does nothing, and says that it is done */

#endif
