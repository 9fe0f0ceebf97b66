/* Which relation a table of new facts is of: as its word `RELATION=PATH` says, or the name of its file. */
#ifndef HENCE_FACTS_RELATION_H
#define HENCE_FACTS_RELATION_H

#include "runtime/io/rows.h"

/* `member=new.csv`, `-member=new.csv`: the part before the sign names a relation, not a folder.  False, and all of it
 * is the path, where there is no such part; relation then stays as it is.  Both borrow from what. */
bool facts_split(Str what, Str *relation, Str *path);

/* The one of this name, or, where it is empty, the one that the file is called after:
 * member.csv, member.not.csv for -member.
 * NO_ID, with rows->intake->diags, if there is none. */
RelId facts_relation(const Rows *rows, Str relation, Str path);

/* Whether the table is one of a contrary: `member` of member.not.csv or -member=PATH.  Borrows from what. */
bool facts_deny(const char *what, Str *relation);

#endif
