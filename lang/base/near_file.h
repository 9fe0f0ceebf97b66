/* Which file may have been meant, where there is none of a name. */
#ifndef HENCE_NEAR_FILE_H
#define HENCE_NEAR_FILE_H

#include <errno.h>

#include "lang/base/diag.h"
#include "lang/base/text.h"

/* Causes beside those of the system, of files that are kept from a program (runtime/io/sandbox.h): it lies elsewhere
 * than in the folder of sources_confine; it is a device or a pipe. */
#define CAUSE_OUTSIDE EXDEV
#define CAUSE_SPECIAL ENOTSOCK /* which no file gives */
#define CAUSE_IS_KEPT(cause) ((cause) == CAUSE_OUTSIDE || (cause) == CAUSE_SPECIAL)

/* `cannot read 'rules/theory': No such file or directory; did you mean 'rules/theory.hence'?`: the file beside it whose
 * name is nearest, or which only has an ending more, in the folder as it is shown; none where none is near, or its
 * folder cannot be read.  It has the remedy that the cause asks for, if that does.
 * path: on the disk; empty where the file is read otherwise.
 * cause: an errno; 0: whoever reads has no such file. */
Diag *diag_unread(Diags *diags, Code code, Span span, Str path, Str shown, int cause);

#endif
