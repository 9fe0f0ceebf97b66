/* Reads a text into a syntax tree. */
#ifndef HENCE_PARSE_H
#define HENCE_PARSE_H

#include "lang/base/diag.h"
#include "lang/syntax/ast.h"
#include "lang/syntax/token.h"

/* The tree of all statements that could be read; what could not is in diags (E01..) and left out.  Strings in the tree
 * point into the source or the arena. */
Ast *parse(const Sources *sources, SourceId source, Arena *arena, Diags *diags);
/* The same, and all tokens and comments of the text in order, without its end. */
Ast *parse_tokens(const Sources *sources, SourceId source, Arena *arena, Diags *diags, TokenList *tokens);
/* A body alone, as for a query on the command line: `member(X, csto), not p(X)`.  NULL with diags. */
Ast *parse_body(const Sources *sources, SourceId source, Arena *arena, Diags *diags);

#endif
