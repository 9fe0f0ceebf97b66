/* What is said beside the logic: labels, glosses, citations, the text as written; copied to live with the program. */
#ifndef HENCE_PHRASE_H
#define HENCE_PHRASE_H

#include "lang/program/agenda.h"
#include "lang/syntax/ast.h"

Symbol phrase_symbol(Program *program, Str text); /* NO_SYMBOL for none */
Str phrase_text(Program *program, Str text);
Cites phrase_cites(Program *program, const CiteNode *cites, uint32_t count);
/* A piece of a source on one line: comments dropped, blanks collapsed, quoted text untouched. */
Str phrase_written(Program *program, const Sources *sources, Span span);

#endif
