/* `hence report`: all that is known about the claims, as one page. */
#ifndef HENCE_API_REPORT_H
#define HENCE_API_REPORT_H

#include "runtime/api/answered.h"
#include "runtime/api/suppose.h"

typedef enum { REPORT_HTML, REPORT_MD, REPORT_JSON } ReportForm;

typedef struct {
    ReportForm form;
    const char *const *claims; /* names; none: all */
    size_t claim_count;
    const Supposed *supposed; /* what the session's world supposes */
    const Session *rival;     /* another theory on the same facts, which has run; NULL: none */
    const char *own_name, *rival_name;
} ReportAsk;

/* Of a session that has run and keeps what is given.  ANSWER_FINE, ANSWER_REFUSED, or ANSWER_BUG where a proof failed
 * its check: then there is no page. */
Answered report(Session *session, const RunOptions *run, const ReportAsk *ask, Text *out);

#endif
