/* Bibliographies in BibTeX. */
#ifndef HENCE_BIB_H
#define HENCE_BIB_H

#include "lang/base/diag.h"
#include "lang/program/program.h"

/* Adds the entries of a source to the program's bibliography.
 * False if some could not be read; the others are there. */
bool bib_read(Program *program, const Sources *sources, SourceId source, Diags *diags);

/* Gives entries with a `crossref` the fields they lack of the entry it names.
 * After all bibliographies have been read. */
void bib_resolve_crossrefs(Program *program, Diags *diags);

/* LaTeX in a field as plain text: {\'e} is é, -- is –, braces and other commands vanish.  Whitespace is folded. */
void bib_plain_text(Str latex, Text *text);
/* The same for addresses, in which ~ and -- mean themselves. */
void bib_plain_address(Str latex, Text *text);

#endif
