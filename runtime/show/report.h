/* All that is known about the claims of a program, as one page that stands by itself: HTML, or Markdown.
 *
 * Each claim is laid out as S. Toulmin does, The Uses of Argument, 1958: the claim; its grounds, the facts; the
 * warrant, the rules that lead from these to it, and their backing, what they cite; the qualifier, how strongly it
 * holds; the rebuttal, what would defeat it or did not.
 * Behind that a map, the proof, what would change the verdict, and the sources.
 * The page is written from top to bottom, a claim at a time, and has no date: the same input gives the same bytes. */
#ifndef HENCE_SHOW_REPORT_H
#define HENCE_SHOW_REPORT_H

#include "runtime/draw/formats.h"
#include "runtime/judge/compare.h"
#include "runtime/judge/dispute.h"
#include "runtime/judge/need.h"
#include "runtime/judge/stable.h"
#include "runtime/judge/supports.h"
#include "runtime/show/comparison.h"
#include "runtime/show/page.h"
#include "runtime/show/references.h"
#include "runtime/show/whynot.h"

typedef struct {
    Page page;
    const Store *store;
    const Sources *sources;
    References *references;
    const bool *is_shown; /* by claim: it has a section */
    uint32_t shown_count; /* claims that have one */
    uint32_t told_count;  /* of these so far, in JSON */
} Report;

/* ---- from top to bottom ---- */

typedef struct {
    Str title, version;
    const Str *notes; /* what is supposed, how ambiguity is weighed, that the run was stopped */
    uint32_t note_count;
    const Verdict *verdicts;    /* of all claims, explained */
    const Conflicts *conflicts; /* of the world */
    const Graph *map;           /* of the claims; NULL: none */
    bool has_rival;             /* there will be a comparison */
    size_t prediction_count;
} ReportHead;
/* Title, contents, the table of claims, contradictions, the map. */
void report_head(Report *report, const ReportHead *head);

typedef struct {
    const Claim *claim;
    const Verdict *verdict; /* explained */
    const Dispute *dispute; /* about the atom that decided it; NULL: none is told */
    Graph *map;             /* what leads to it */
    const Inquiry *inquiry;
    const Supports *supports;   /* of what is established or refuted; NULL */
    const Settling *settling;   /* of its open facts, with what would settle it, and what could change it; NULL */
    const NeedSets *needs;      /* of what is not decided; NULL */
    const Stability *stability; /* of what is decided; NULL */
    const WhyNot *whynot;       /* with repairs, of what is not established; NULL */
    bool is_brief; /* a limit was reached before: how it stands, and no more; all of the above are NULL then */
} ReportClaim;
enum { REPORT_SETS = 3, REPORT_SIZE = 2 }; /* so many sets of facts are looked for, and open facts settled at once */
void report_claim(Report *report, const ReportClaim *told);

/* Two theories on the same facts; NULL where nobody named a rival. */
void report_comparison(Report *report, const Comparison *comparison, const Theory theories[SIDES],
                       size_t prediction_count);

/* A file that was read: what stood in it, by its SHA-256. */
typedef struct {
    Str name;
    Str digest; /* in hexadecimal digits; empty: it could not be read again */
    enum { PRINT_RULES, PRINT_FACTS, PRINT_BIBLIOGRAPHY, PRINT_KINDS } kind;
} Fingerprint;
typedef struct {
    const Fingerprint *files; /* by kind and name */
    size_t count;
    Str together[PRINT_KINDS]; /* of the lines `DIGEST  NAME` of the kind, as sha256sum writes them; empty: no files */
    Str version;
} Fingerprints;
/* Bibliography, fingerprints, and the end of the page. */
void report_tail(Report *report, const Fingerprints *prints);

/* The same as one object, without maps and proofs; see runtime/README.md. */
void report_json_head(Report *report, const ReportHead *head);
void report_json_claim(Report *report, const ReportClaim *told);
void report_json_tail(Report *report, const Fingerprints *prints, bool is_partial);

#endif
