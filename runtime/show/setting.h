/* The parameters that an answer was taken with: those that it can depend on. */
#ifndef HENCE_SETTING_H
#define HENCE_SETTING_H

#include "runtime/judge/claims.h"

/* ` (with year = 2015)`, by their names; nothing where it depends on none. */
void setting_print(const Store *store, const Claim *claim, Text *text);
/* The same of the rows of a relation. */
void setting_print_of(const Store *store, RelId relation, Text *text);
/* `With year = 2015.`, between these words: of any of the claims. */
void setting_all_print(const Store *store, const char *before, const char *behind, Text *text);

/* `,"parameters":[{"name","value"}]`, likewise; of all claims where it is NULL. */
void setting_json(const Store *store, const Claim *claim, Text *text);
void setting_json_of(const Store *store, RelId relation, Text *text);

#endif
