/* Which file may have been meant, where there is none of a name. */
#ifndef HENCE_NEAR_FILE_H
#define HENCE_NEAR_FILE_H

#include "lang/base/text.h"

/* `; did you mean 'rules/theory.hence'?`: the file beside it whose name is nearest, or which only has an ending more, in the
 * folder as it is shown; nothing where none is near, or its folder cannot be read. */
void near_file_print(Str path, Str shown, Text *text);

#endif
