/* Where reading goes on after a mistake, so that the next one is told in the same run and no third is made up.
 *
 * The parser passes over what is left of a statement, up to its full stop.  Where that is missing, a line that begins
 * as statements do ends it too: the parser is handed a full stop that the text does not have. */
#ifndef HENCE_RESUME_H
#define HENCE_RESUME_H

#include "lang/syntax/advice.h"

/* Of each token that was read, which stands from p->token_begin to p->offset: what the parser is handed in its place.
 * With p->resume.inserted, that is handed on first and the token read again. */
int resume_pass(Parser *p, int token);

/* Of a mistake that was just told: what follows is passed over. */
void resume_lost(Parser *p, const SyntaxError *error);
void resume_found(Parser *p); /* the end of the statement was found */

/* For who told of it.  The token in hand begins the next statement, or might:
 * it is read again where it stands as one. */
void resume_before(Parser *p, const SyntaxError *error);
/* The statement ends at `end`, the next begins at a token that was read. */
void resume_again(Parser *p, uint32_t end, uint32_t begin);
void resume_behind(Parser *p);               /* the token in hand ends the statement, though not as it should */
void resume_from(Parser *p, uint32_t begin); /* what stands before, still unread, was told as a whole */

/* Whether what stands there begins a line, no deeper than the statement does,
 * and the line before it ends at `before_end`. */
bool begins_line(Parser *p, uint32_t begin, uint32_t before_end);
/* Signs behind which something must come. */
bool asks_for_more(int token);

#endif
