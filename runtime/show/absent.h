/* What an answer stands on that is not known, for people and for machines. */
#ifndef HENCE_SHOW_ABSENT_H
#define HENCE_SHOW_ABSENT_H

#include "runtime/judge/absences.h"
#include "runtime/show/tree.h"

/*     In this way it holds because nothing says otherwise:
 *       - not met(bob)  nothing says so; add  met(bob).  and it is unsupported
 * Of what no fact was found that undoes it the command that tells, if style has one (NULL: none).  Long lists are
 * folded unless is_full.  Nothing where there are none.  sources may be NULL. */
void absences_print(const Store *store, const Absences *absences, bool is_full, const Sources *sources,
                    const TreeStyle *style, Text *text);
/* `in this way it holds because nothing says that bob was met, nor that came(_, tuesday); and 2 more such`;
 * nothing where there are none. */
void absences_line_print(const Store *store, const Absences *absences, const char *it, const Sources *sources,
                         Text *text);
/* ,"absences":[...],"absences_left":bool, without braces. */
void absences_members(const Store *store, const Absences *absences, const Sources *sources, Text *text);

#endif
