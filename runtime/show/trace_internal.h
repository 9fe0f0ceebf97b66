/* What traces as text and as JSON share: the words of rows, rules and premises, and where relations were computed. */
#ifndef HENCE_TRACE_INTERNAL_H
#define HENCE_TRACE_INTERNAL_H

#include "runtime/show/table.h"
#include "runtime/show/trace.h"
#include "runtime/why/premises.h"

typedef struct {
    const Firings *firings;
    const Store *store;
    const Program *program;
    const TraceStyle *style;
    const Sources *sources;
    PremiseSearch *search;
    Text *text;
    Grid grid;
    uint32_t lines;
    Text cell;
    bool is_first;
    uint32_t left;     /* premises that have no room in the cell */
    size_t line_begin; /* in text, of the list of what is undecided */
    bool has_cut;      /* something was cut */
} Trace;

void trace_open(Trace *t, const Firings *firings, const TraceStyle *style, const Sources *sources, Text *text);
void trace_close(Trace *t);

void trace_row(const Trace *t, RowRef ref, Text *text);
void trace_rule(const Trace *t, const Rule *rule, Text *text); /* its name, or what stands for it */
/* Tells each premise in turn, as text that is good until it returns. */
typedef void OnPremise(Trace *t, Str words);
void trace_premises(Trace *t, RowRef ref, OnPremise *tell);

/* Relations that somebody wrote and that are told; where they came out. */
bool trace_tells(const Trace *t, RelId id);
void trace_relation(const Trace *t, RelId id, Text *text);
typedef struct {
    Round first, last; /* 0: nothing was found */
    bool is_told;
    bool is_argued; /* some rule applies, where nothing was found */
} Stage;
Stage trace_stage(const Trace *t, const Component *component);
uint32_t trace_given(const Trace *t, RelId id); /* how many facts */

typedef void OnUndecidedRow(Trace *t, RelId relation, const Value *row);
uint64_t trace_undecided(Trace *t, OnUndecidedRow *tell); /* gives how many were not told */

#endif
