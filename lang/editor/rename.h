/* A new name for a thing, in all files of a project. */
#ifndef HENCE_RENAME_H
#define HENCE_RENAME_H

#include "lang/editor/project.h"

/* Whether it can be written without quotes. */
bool name_is_plain(Str name);

/* Whether the thing can have another name at all; if not, says why, as a sentence behind "cannot rename: ". */
bool rename_is_possible(const Project *project, const Mark *mark, Text *why);
/* The places to be changed; false and why if the name is not one, or taken, or would change what the program says: then
 * places is empty.  `name` is what is written there, with quotes if it needs them. */
bool rename_places(const Project *project, const Mark *mark, Str name, MarkList *places, Text *why);

#endif
