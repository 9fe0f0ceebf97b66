/* How rule files are found: the terminal reads the disk, a browser or a test its own table. */
#ifndef HENCE_READ_FILE_H
#define HENCE_READ_FILE_H

#include "lang/base/source.h"

/* Reads `path` into sources under the name `shown`; NO_SOURCE if it cannot be read (errno says why). */
typedef SourceId ReadFile(void *context, Sources *sources, Str shown, const char *path);

#endif
