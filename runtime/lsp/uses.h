/* Which rule files use which: of files on the disk, read once until they change. */
#ifndef HENCE_LSP_USES_H
#define HENCE_LSP_USES_H

#include "lang/base/intern.h"
#include "runtime/lsp/projects.h"

typedef struct {
    SeenFile file; /* its path is owned */
    Vec(Str) uses; /* paths, owned */
} UseNote;

typedef struct {
    Interner *paths;      /* made when needed */
    Vec(UseNote *) notes; /* by number of path; NULL: not asked for */
} Uses;

void uses_clear(Uses *uses);
/* What that file uses, as it stands in it: good until the next call.  Nothing where it cannot be read. */
const UseNote *uses_of(Uses *uses, Str path);

#endif
