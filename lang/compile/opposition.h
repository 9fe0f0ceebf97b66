/* Statements that say what speaks against what: contrary, prefer, undercut. */
#ifndef HENCE_OPPOSITION_H
#define HENCE_OPPOSITION_H

#include "lang/compile/lower.h"

void opposition_contrary(Lower *lower, const Statement *statement);
/* `rule`: the rule that wins, to whose head the condition may refer; NULL if a fact or source wins. */
void opposition_prefer(Lower *lower, const Statement *statement, const Statement *rule);
void opposition_undercut(Lower *lower, const Statement *statement, const Statement *rule);

#endif
