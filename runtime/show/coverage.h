/* What a program has a use for, as tables and as JSON. */
#ifndef HENCE_SHOW_COVERAGE_H
#define HENCE_SHOW_COVERAGE_H

#include "lang/base/source.h"
#include "runtime/judge/coverage.h"

/* The label of the rule, or its head: `r1`, `grandparent/2`, `undercut of r1`. */
void rule_use_name(const Program *program, const RuleUse *use, Text *text);
/* What keeps it from firing, in the words of the rule; nothing where that is not known. */
void rule_use_lacks(const Program *program, const RuleUse *use, const Sources *sources, Text *text);

/* Two tables: the rules with the rows they gave and where they fired, the relations with their facts. */
void coverage_print(const Coverage *coverage, const Program *program, const Sources *sources, Text *text);
/* "rules","relations","scenarios","tests": members of an object that is open, without a leading comma. */
void coverage_json(const Coverage *coverage, const Program *program, const Sources *sources, Text *text);

#endif
