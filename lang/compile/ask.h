/* Questions, claims, predictions, expectations, scenarios and loads: statements to the agenda. */
#ifndef HENCE_ASK_H
#define HENCE_ASK_H

#include "lang/compile/lower.h"

typedef struct {
    Lower *lower;
    const Sources *sources;
    const Module *module;
    Interner *scenarios; /* names in the order of the agenda; owned by those who compile */
} Asker;

/* False, with a message, if the body cannot be lowered. */
bool ask_question(Asker *asker, const Node *body, bool hides_marked, Question *question);
void ask_query(Asker *asker, const Statement *statement);
void ask_claim(Asker *asker, const Statement *statement);
void ask_prediction(Asker *asker, const Statement *statement);
void ask_scenario(Asker *asker, const Statement *statement);
void ask_test(Asker *asker, const Statement *statement);
void ask_load(Asker *asker, const Statement *statement, RelId relation);
void ask_map(Asker *asker, const Statement *statement, RelId relation); /* NO_ID: of cells */

#endif
