/* Verdicts on claims as JSON.  Members stand in the order given here; what is not known is null. */
#ifndef HENCE_SHOW_CLAIMS_JSON_H
#define HENCE_SHOW_CLAIMS_JSON_H

#include "runtime/judge/diff.h"
#include "runtime/judge/scenario.h"

/* {"claims":[{"name","status","reason","text","rests_on":[ids],"sources":[keys],"hinges_on":[atoms],"by":label|null,
 *   "strength","policy_sensitive":bool}],
 *  "violations":[{"kind":"contrary"|"key","atoms":[a,b],"proofs":[proof,proof]}],"partial":false} */
void claims_json(const Verdict *verdicts, const Store *store, const Conflicts *conflicts, const Sources *sources,
                 bool is_partial, Text *text); /* as many verdicts as the agenda has claims */

/* ,"hinges_any_of":[[atoms]] behind "hinges_on", where there are several ways to settle it. */
void hinge_ways_json(const Verdict *verdict, Text *text);

/* All claims of a changed world, each with how it was before:
 *   "was":{"status","reason","strength","policy_sensitive"},
 *   "because":{"without":[facts],"with":[facts],"now":[atoms],"no_longer":[atoms],"contradicted":[atoms],
 *              "other_value":bool}     null where nothing changed
 * and behind the claims
 * "facts":[{"change":"retracted"|"dropped"|"replaced"|"given"|"asserted"|"added","id","atom"}]. */
void claims_json_beside(const Verdict *verdicts, const Verdict *before, const Differences *differences,
                        const World *world, const Sources *sources, bool is_partial, Text *text);

#endif
