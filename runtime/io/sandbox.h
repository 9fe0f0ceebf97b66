/* The one folder that a program which nobody trusts may read from and write to.
 *
 * A path is looked at as the system would follow it, links and `..` included, before it is opened; whoever can change
 * links in the folder meanwhile can get around it.
 * Only ordinary files are read: a device or a pipe may have no end. */
#ifndef HENCE_SANDBOX_H
#define HENCE_SANDBOX_H

#include <stdbool.h>

#include "lang/base/str.h"

typedef struct Sandbox Sandbox;

/* NULL, with errno, if there is no such folder. */
Sandbox *sandbox_open(const char *folder);
void sandbox_close(Sandbox *sandbox);     /* NULL is fine */
Str sandbox_name(const Sandbox *sandbox); /* as it was given */

/* False, with errno CAUSE_OUTSIDE or CAUSE_SPECIAL (lang/base/near_file.h), where the file must not be read.  One that
 * is not there, but would be within, may: that is told when it is opened.  Without a sandbox (NULL) all may be. */
bool sandbox_lets_read(const Sandbox *sandbox, const char *path);
/* The same of a file, or a folder, that is to be written or made. */
bool sandbox_lets_write(const Sandbox *sandbox, const char *path);

#endif
