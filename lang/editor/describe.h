/* What an editor shows of the thing at a place, as Markdown. */
#ifndef HENCE_DESCRIBE_H
#define HENCE_DESCRIBE_H

#include "lang/editor/project.h"

/* Prints a source as a reference; the rooms that know how lie further on. */
typedef void PrintSource(const Program *program, Symbol key, Text *text);

/* The declaration, its sentence and doc comment; of a citation the reference.  Nothing where nothing is known. */
void mark_describe(const Project *project, const Mark *mark, PrintSource *print_source, Text *text);
/* `(who: state, body: symbol)`, or nothing for a proposition. */
void relation_print_columns(const Program *program, const Relation *relation, Text *text);
Str mark_noun(const Mark *mark); /* "relation", "citation key" */

#endif
