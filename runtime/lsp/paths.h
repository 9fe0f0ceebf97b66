/* Addresses of documents, and paths of files. */
#ifndef HENCE_LSP_PATHS_H
#define HENCE_LSP_PATHS_H

#include "lang/base/text.h"

/* `file:///a%20b` as /a b, worked out as modules are (no `.` and `..`); of another scheme, the address itself. */
void path_of_uri(Str uri, Text *path);
void uri_of_path(Str path, Text *uri);

/* A copy with a NUL behind it. */
Str path_keep(Str path);
void path_drop(Str *path); /* one of those, or none; leaves none */

#endif
