/* Whole files, from and to the disk. */
#ifndef HENCE_DISK_H
#define HENCE_DISK_H

#include "lang/base/text.h"

/* Whether both paths lead to one file that is there: links are followed. */
bool path_is_same(const char *path, Str other);

/* A ReadBytes; context is not used. */
bool disk_read(void *context, const char *path, Text *bytes);

/* Writes the file whole or leaves what was there: through a temporary file beside it.
 * A device or a pipe is written as it is.  False with errno. */
bool disk_write(const char *path, Str bytes);

/* The same for a file that is there: it keeps its mode, a link to it stays one,
 * and one that must not be written is not. */
bool disk_rewrite(const char *path, Str bytes);

/* What to do where writing failed with this errno: `make room, or write elsewhere`; or "". */
const char *disk_remedy(int cause);
/* `hence: cannot write 'a.svg': No space left on device; make room, or write elsewhere`, a line.
 * what: "cannot write". */
void disk_complain(const char *what, const char *path, int cause, Text *text);

/* Makes the folder and those above it where they are missing.  False with errno. */
bool disk_make_folder(const char *path);

#endif
