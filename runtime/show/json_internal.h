/* Pieces that the JSON writers share. */
#ifndef HENCE_JSON_INTERNAL_H
#define HENCE_JSON_INTERNAL_H

#include "lang/base/source.h"
#include "lang/program/program.h"

void symbol_json(const Program *program, Symbol symbol, Text *text); /* null for NO_SYMBOL */
void string_or_null(Str piece, Text *text);                          /* null where it is empty */
void cites_json(const Program *program, Cites cites, Text *text);    /* [{"key","locator"}] */
/* "rule":label,"place":place, without braces. */
void rule_json(const Program *program, RuleId id, const Sources *sources, Text *text);

#endif
