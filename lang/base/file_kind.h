/* What a file is by the ending of its name, where that is something else than rules. */
#ifndef HENCE_FILE_KIND_H
#define HENCE_FILE_KIND_H

#include "lang/base/diag.h"

typedef enum {
    KIND_OPEN,
    KIND_TABLE,
    KIND_BIBLIOGRAPHY,
    KIND_SHEET,
    KIND_DOCUMENT
} FileKind; /* open: it may be rules */

FileKind file_kind(Str path);
bool file_ends(Str path, Str ending);      /* ending: in small letters, with its dot; capitals are the same */
Str file_stem(Str path);                   /* without the ending of its name */
const char *file_kind_name(FileKind kind); /* "a table" */

/* How a file of this kind comes into a program, as the remedy of a message; the path as it is written there.  relation:
 * that of a table; if empty, it is called as the file is. */
void file_kind_remedy(Diags *diags, Diag *diag, FileKind kind, Str path, Str relation);
/* The same as an edit of the statement that stands there, where what to write is known as a whole. */
void file_kind_repair(Diags *diags, Diag *diag, Str path, Span statement);

/* `'x.csv' is a table, not a file of rules`, with its remedy; NULL and no message if it may be one.  The span is that
 * of a path in a rule file, or NO_SPAN. */
Diag *diag_no_rules(Diags *diags, Span span, Str path);

#endif
