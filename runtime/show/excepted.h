/* Exceptions that fire: which they are, and on whose word. */
#ifndef HENCE_EXCEPTED_H
#define HENCE_EXCEPTED_H

#include "lang/base/source.h"
#include "runtime/why/residual.h"

/* Exceptions that fire in rule instances for the row whose premises all hold. */
typedef void OnException(void *context, const Residual *residual, const Literal *exception);
void exceptions_find(const Store *store, RelId relation, const Value *row, OnException *tell, void *context);
/* What is excepted, in words. */
void exception_print(const Store *store, const Residual *residual, const Literal *exception, const Sources *sources,
                     Text *text);
/* `, by f2 [The nurse, 1999]`: the fact, or the rule and what that rests on.  Nothing where no row is the exception. */
void exception_word_print(const Store *store, RowRef firing, bool is_short, const Sources *sources, Text *text);
/* `on 2 facts without a source: f1, f2`.  False, and nothing, where it rests on none. */
bool exception_grounds_print(const Store *store, RowRef firing, bool is_short, const Sources *sources, Text *text);

/* Of a row that is excepted each rule that does not apply, in a line of its own, and what its premises rest on. */
void exceptions_print(const Store *store, RelId relation, const Value *row, const Sources *sources, Text *text);
/* `rule licence [The Code] does not apply: carl was drunk, by f2 [The nurse, 1999]; and 1 more exception fires`: of a
 * row that is excepted.  False if none fires. */
bool excepted_brief_print(const Store *store, RelId relation, const Value *row, const Sources *sources, Text *text);

#endif
