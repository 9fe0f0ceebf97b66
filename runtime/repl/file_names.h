/* Names of files that begin as what is typed of one. */
#ifndef HENCE_FILE_NAMES_H
#define HENCE_FILE_NAMES_H

#include "lang/base/arena.h"
#include "runtime/repl/repl.h"

/* What is typed of a path at the end of a line, where a command or a statement takes one: `:load ru`, `use "ru`,
 * `load p from "da`.  False if none is typed there.  is_rules: of a file of rules. */
bool path_typed(Str line, Str *path, bool *is_rules);

/* Offers the files and folders of its folder that begin as the last part of the path does, a `/` behind a folder; only
 * folders and rule files if is_rules.  Hidden ones are offered to those who type their point.
 * Texts are put into the arena. */
void file_names_offer(Str path, bool is_rules, Arena *arena, Offers *offers);

#endif
