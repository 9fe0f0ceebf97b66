/* Pieces that the JSON writers share. */
#ifndef HENCE_JSON_INTERNAL_H
#define HENCE_JSON_INTERNAL_H

#include "lang/base/source.h"
#include "lang/program/program.h"
#include "runtime/judge/hinges.h"
#include "runtime/judge/status.h"

void symbol_json(const Program *program, Symbol symbol, Text *text); /* null for NO_SYMBOL */
void string_or_null(Str piece, Text *text);                          /* null where it is empty */
void cites_json(const Program *program, Cites cites, Text *text);    /* [{"key","locator"}] */
void atom_json(const Store *store, RelId relation, const Value *row, Text *text);
void status_json(Status status, Reason reason,
                 Text *text); /* "status":status,"reason":reason or null, without braces */
/* "hinges_on":[atoms], and "hinges_any_of":[[atoms]] where there are several ways, each behind `comma`. */
void hinge_ways_members(const Store *store, const HingeWays *ways, const char *comma, Text *text);
/* "rule":label,"place":place, without braces. */
void rule_json(const Program *program, RuleId id, const Sources *sources, Text *text);

#endif
