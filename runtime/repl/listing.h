/* What there is: notes, claims, relations and their rows. */
#ifndef HENCE_REPL_LISTING_H
#define HENCE_REPL_LISTING_H

#include "runtime/repl/notebook.h"

void note_print(const Note *note, const char *what, Text *out); /* what: its text, or the files */
/* The files, then what was entered with the line numbers that messages name. */
void notes_print(const Notebook *notebook, Text *out);
void claims_list(const Session *session, Text *out);    /* name, status, sentence */
void relations_list(const Session *session, Text *out); /* how many rows are stated, and how many follow */
/* The rows of the relations of that name in value order, and where each was stated.
 * False with a complaint: there is none. */
bool facts_list(const Session *session, Str name, Text *out, Text *complaint);

#endif
