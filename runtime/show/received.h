/* What became of new facts. */
#ifndef HENCE_RECEIVED_H
#define HENCE_RECEIVED_H

#include "runtime/io/facts.h"

/*     new.csv: 12 rows read, 9 new, 1 duplicate, 1 contradicting, 1 rejected
 *       contradicting
 *         line 7: n6 trade_share(..) agrees on a key with F033 trade_share(..), facts/trade_share.csv:2  */
void received_print(const FactReport *report, const Sources *sources, Text *text);
/* {"file","read","new","duplicate","contradicting","rejected","rejected_file",
 *  "rows":[{"line","fate","clash","id","atom","other":{"id","atom","file","line"},"reason"}]} */
void received_json(const FactReport *report, const Sources *sources, Text *text);

#endif
