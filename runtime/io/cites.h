/* Citation keys: in the cells of a table, and everywhere in a program. */
#ifndef HENCE_CITES_H
#define HENCE_CITES_H

#include "lang/base/spelling.h"
#include "lang/program/program.h"
#include "runtime/io/complaints.h"

/* Reads `key`, `key "locator"`, or several separated by `;`.  The result lives in the arena. */
Cites cites_read(Program *program, Arena *arena, Complaints *complaints, Str cell, uint32_t line, bool checks_keys);

/* Every key that facts, rules, claims and scenarios cite must be in the bibliography. */
void cites_check(const Program *program, Diags *diags);

Spelling cites_near(const Program *program, Str key);

#endif
