/* Names of sources, and citations. */
#ifndef HENCE_SHOW_CITED_H
#define HENCE_SHOW_CITED_H

#include "lang/program/program.h"

/* `Young 1989`; `Young 1989a` where others have that author, or editor, and year; of a source without one the
 * organization or site that stands for it, `The Diplomat 2015`, else its title; the key where nothing is known, and
 * behind what nothing else tells apart. */
void source_name_print(const Program *program, Symbol key, Text *text);
/* ` [Young 1989a, pp. 104-105; Charter 2002]`: those names with locators; nothing if there are none. */
void cites_print(const Program *program, Cites cites, Text *text);
/* Alphabetical order, whatever the case. */
int title_compare(Str a, Str b);
/* `Young, The Politics of International Regime Formation, 1989a`:
 * all of its authors' names, its whole title, the letter. */
void source_print_full(const Program *program, Symbol key, Text *text);

/* Pieces of an entry. */
Str bib_field(const Bibitem *item, const char *name); /* empty if it has none; item may be NULL */
/* Where the first of some names ends: before an `and`, or at their end. */
size_t names_first_length(Str names);
void text_add_without_braces(Text *text, Str words); /* those of BibTeX */

#endif
