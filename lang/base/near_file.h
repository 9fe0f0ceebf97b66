/* Which file may have been meant, where there is none of a name. */
#ifndef HENCE_NEAR_FILE_H
#define HENCE_NEAR_FILE_H

#include "lang/base/diag.h"
#include "lang/base/text.h"

/* `cannot read 'rules/theory': No such file or directory; did you mean 'rules/theory.hence'?`: the file beside it whose name is
 * nearest, or which only has an ending more, in the folder as it is shown; none where none is near, or its folder cannot be
 * read.  path: on the disk; empty where the file is read otherwise.  cause: an errno; 0: whoever reads has no such file. */
Diag *diag_unread(Diags *diags, Code code, Span span, Str path, Str shown, int cause);

#endif
