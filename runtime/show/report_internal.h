/* What the parts of a report share. */
#ifndef HENCE_SHOW_REPORT_INTERNAL_H
#define HENCE_SHOW_REPORT_INTERNAL_H

#include "runtime/show/report.h"

/* `claim-NAME-map`; a claim whose name is no plain word has its number in place of it, behind a second '-'. */
Str claim_id(const Report *report, const Claim *claim, const char *suffix, Arena *arena);
/* `source-KEY` likewise, in place of what the text holds. */
void source_id(const References *references, uint32_t number, Text *text);
/* ` [Young 1989, p. 4; ...]`, each leading to its entry; they are used from now on.  Nothing if there are none. */
void report_cites(Report *report, Cites cites);
void report_cite(Report *report, const Cite *cite); /* one of them, without brackets */
/* A map with its words for those who do not see it. */
void report_map(Report *report, const Graph *map, Str prefix);

/* ---- what an answer was made from ---- */

typedef Vec(Str) Strings;

enum { SIDE_FOR, SIDE_AGAINST };
typedef struct {
    const Store *store;
    const Sources *sources;
    References *references; /* what is told in words is used */
    Arena *arena;
    Vec(RowRef) facts[2]; /* those that decide or speak for it, and those that speak against it */
    Vec(RuleId) rules;    /* that somebody wrote, each once, as they were met */
    Strings exceptions;   /* of these rules, that do not fire */
    Strings denials;      /* what these rules deny, and why that is not accepted */
    Strings rivals;       /* that applied, each with what beat it */
    uint32_t hanging;     /* instances that hang on what is not known, 20 at most */
    uint64_t left_out;    /* rows of aggregates that were too many */
    Table *met[3];        /* facts and rules that are listed */
} ReportGrounds;
void grounds_find(ReportGrounds *grounds, const ReportClaim *told, const Report *report, Arena *arena);
void grounds_clear(ReportGrounds *grounds);

/* What argues against a fact, with what beat it. */
void fact_rivals(const Report *report, RowRef fact, Arena *arena, Strings *rivals);
/* What an argument, or a given row, cites is used from now on. */
void argument_use(References *references, const Store *store, const Argument *argument);
void fact_use(References *references, const Store *store, RowRef fact);

/* How a claim stands, in words for everybody. */
void status_explain(const Report *report, const ReportClaim *told, Text *text);

extern const char REPORT_STYLE[]; /* the style sheet */

#endif
