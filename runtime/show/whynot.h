/* Why something does not follow, for people and for machines:
 * how it stands, what the nearest rules lack, and what would change it. */
#ifndef HENCE_SHOW_WHYNOT_H
#define HENCE_SHOW_WHYNOT_H

#include "lang/base/source.h"
#include "runtime/judge/repair.h"
#include "runtime/judge/unheard.h"

/* All that was found out. */
typedef struct {
    const Store *store;
    const Sources *sources;
    Str asked;             /* as written, or the name of the claim */
    Str files;             /* as words of the shell; empty: they have no names */
    const RunOptions *run; /* of worlds that may be run while it is told */
    Str options;           /* likewise, in tree.h */
    const Goal *goal;
    Judgement judgement;
    const Verdict *verdict;     /* of a claim, explained; else NULL */
    const Shortfall *shortfall; /* items[0] is what is asked */
    const Repairs *repairs;     /* NULL: none were looked for, of a slip or after a run that was stopped */
    const Unheard *unheard;     /* constants that no row has */
    HingeWays ways;       /* of what is asked, by whichever row; none: it is not undecided.  Owned by who fills it in */
    const Value *pattern; /* items[0] is the row of this one that comes furthest; NULL: it is what was asked */
    uint32_t depth;
    bool is_full;     /* as text: what is folded otherwise */
    bool is_dialogue; /* as text: what to ask next is told as it is typed there */
    bool is_partial;  /* the run was stopped */
} WhyNot;

/*     collapses(kz_ru) is unsupported: kz_ru collapses
 *       no rule has its premises; the nearest is rule exit_ends_regime: a regime ends when its smaller side leaves
 *       it lacks: kazakhstan withdrew from something in some Y; see 1
 *     what would establish it, each tried by a run of its own:
 *       - add that kazakhstan withdrew from csto in 2012:  withdrew(kazakhstan, csto, 2012).
 *         2 other claims change: n1 to established, n2 to refuted; 1 more statement follows
 *     1. collapses(kz_ru)
 *       no rule has its premises; the nearest:
 *       - rule exit_ends_regime: a regime ends when its smaller side leaves
 *         - yes   ...
 *         - no    kazakhstan withdrew from something in some Y  no such fact; withdrew holds of georgia, cis, 2009 */
void whynot_print(const WhyNot *whynot, Text *text);
/* What would change it, alone. */
void whynot_repairs_print(const WhyNot *whynot, Text *text);
/* ,"repairs":[..],"tried","partial": members behind others. */
void whynot_repairs_members(const WhyNot *whynot, Text *text);
/* The object of `hence whynot --format json`; see runtime/README.md. */
void whynot_json(const WhyNot *whynot, Text *text);

#endif
