/* What a claim rests on, for people and for machines. */
#ifndef HENCE_SHOW_RESTS_H
#define HENCE_SHOW_RESTS_H

#include "runtime/judge/supports.h"
#include "runtime/show/tree.h"

/* Behind the line that tells how the claim stands, its two parts: the facts, and what is not known; the sources without
 * which it would come out otherwise.  sources may be NULL.  Long lists are folded unless is_full.  style: of commands
 * that tell more; NULL: none are named. */
void supports_facts_print(const Inquiry *inquiry, const Supports *supports, const Sources *sources, bool is_full,
                          const TreeStyle *style, Text *text);
void supports_sources_print(const Inquiry *inquiry, const Supports *supports, const Sources *sources, Text *text);
/* Members behind those of the standing, without braces; supports NULL: there are none, since nothing is shown. */
void supports_members(const Inquiry *inquiry, const Supports *supports, const Sources *sources, Text *text);

#endif
