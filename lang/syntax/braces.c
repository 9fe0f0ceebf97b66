/* What the words at the beginning of a statement mean follows from it:
 * the lexer, completion and the splitting of statements pass their tokens. */
#include "lang/syntax/braces.h"

#include "lang/syntax/ast_build.h"
#include "parser.h"

void braces_pass(Braces *braces, int token) {
    if (token == HENCE_EXERCISE) braces->in_exercise = true;
    if (token != HENCE_LEFT_BRACE && token != HENCE_RIGHT_BRACE) return;
    if (token == HENCE_LEFT_BRACE) braces->depth++;
    if (token == HENCE_RIGHT_BRACE && braces->depth) braces->depth--;
    if (braces->depth == 0) braces->in_exercise = false;
    braces->in_parts = braces->in_exercise && braces->depth == 1;
    braces->in_items = braces->depth > (braces->in_exercise ? 2u : 0u);
}
