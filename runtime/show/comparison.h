/* Two theories side by side, as text and as JSON. */
#ifndef HENCE_COMPARISON_H
#define HENCE_COMPARISON_H

#include "runtime/judge/compare.h"

/* The two theories as they are to be named: by the rule file each begins with. */
typedef struct {
    Str name;
    const Store *store;
    const Sources *sources;
    bool is_partial; /* its run was stopped */
} Theory;

/* For each matter what the theories expect, what the facts say and what follows; then the table of verdicts with the
 * facts that separate the theories, the tally, and the claims that both make:
 *
 *     r2  Uzbekistan misbehaving in CSTO
 *       A expects   it is not so that kazakhstan joins ... - fits
 *       B expects   kazakhstan joins the criticism of uzbekistan - misfits
 *       facts       it is not so that kazakhstan joins the criticism of uzbekistan
 *                     F118 [Lukashenko 2011]
 *       verdict     A confirmed, B disconfirmed                                     */
void comparison_print(const Comparison *comparison, const Theory theories[SIDES], Text *text);

/* {"theories":[{"side":"A","file":...}],
 *  "predictions":[{"id","matter","verdict":{"A","B"},
 *    "aspects":[{"aspect":null,"verdict":{"A","B"},
 *      "theories":[{"side":"A","expects","sentence","premise","reconstruction","cites":[{"key","locator"}],"fit",
 *                   "shown":[{"atom","sentence"}]}],
 *      "facts":[{"id","sentence","sources":[keys]}]}],
 *    "separated_by":[ids]}],
 *  "tally":{"A":{"confirmed":2,...},"B":{...}},
 *  "claims":[{"name","A":"established","B":"refuted"}],           claims that both theories make
 *  "partial":false}
 * A theory that is silent has null for what it expects.  `id` of a fact is its id or file:line. */
void comparison_json(const Comparison *comparison, const Theory theories[SIDES], Text *text);

#endif
