/* What the parts of one claim of a report share. */
#ifndef HENCE_SHOW_REPORT_CLAIM_INTERNAL_H
#define HENCE_SHOW_REPORT_CLAIM_INTERNAL_H

#include "runtime/show/report_internal.h"

enum { LINES_SHOWN = 50 };

typedef struct {
    Report *report;
    Page *page;
    const ReportClaim *told;
    ReportGrounds grounds;
    Text words; /* of one piece at a time */
    Arena arena;
} ClaimTelling;

static inline const Program *program_of(const ClaimTelling *t) { return t->report->store->program; }
static inline bool is_decided(const ClaimTelling *t) {
    Status status = t->told->verdict->status;
    return status == STATUS_ESTABLISHED || status == STATUS_REFUTED;
}

void part_heading(ClaimTelling *t, const char *words);
/* What stands in t->words, which is empty then. */
void part_paragraph(ClaimTelling *t);
void part_lines(ClaimTelling *t);
/* What it hinges on, and its facts as tables: report_facts.c. */
void part_grounds(ClaimTelling *t);

#endif
