/* A rule's bindings being folded, for stream.c, streamable.c and tallies.c. */
#ifndef HENCE_STREAM_INTERNAL_H
#define HENCE_STREAM_INTERNAL_H

#include "runtime/eval/join_internal.h"
#include "runtime/eval/portions.h"

enum { BOX_WORDS_MOST = 1 << 24 }; /* in a wave: by pieces that give very much; then only one thread goes on */

typedef struct {
    Work *work;
    const Rule *fold;
    const Component *component; /* whose rules give the bindings: that of :rows, or of the relation that is passed on */
    bool is_passed;
    uint32_t column_of[TALLY_COLUMNS]; /* by column of :rows: the one of the rules' heads */
    RuleId rule;                       /* at work */
    Tally tally;
    Portions *portions; /* instead of the tally, once several threads have met many groups; NULL */
    Box *box;           /* then: where bindings wait until they are added */
    bool is_refused;
    bool is_unusual; /* among several: only one may do what was to be done */
    Deal *deal;      /* several are at the rule, each with a stream of its own; NULL: one */
    uint64_t taken;  /* bindings that are not counted yet, then */
} Stream;

/* streamable.c */
/* The aggregate over its rows; NULL if there is none. */
const Rule *stream_fold(Work *work, const Component *component);
/* No matter whether rows come again, and are counted again. */
bool stream_takes_repeats(const Work *work, const Rule *fold);
/* No two of its rules give the same row. */
bool stream_rules_apart(const Program *program, const Component *component);
/* By some columns of the head, the column of the one atom that the body is; false if it is more than that. */
bool stream_columns(const Program *program, const Rule *rule, const uint32_t *heads, uint32_t count, uint32_t *columns);
/* Whether nobody needs the component's rows but the rows of an aggregate, which come next.  Those of one or two columns
 * may become sets, and lie in an order of their own. */
bool stream_may_pass(Work *work);

/* A sink for head rows; the context is the stream. */
bool stream_take(void *stream, const Value *const *columns, uint32_t count);
/* Whether so many bindings more are within the limit of memory, if need be without room ahead. */
bool stream_has_room(Stream *stream, uint32_t count);
/* The rows [from, to) of the one atom that the body is, whose columns are those of the head.
 * False if the run must stop, or this is refused. */
bool stream_scan(Stream *stream, const Literal *literal, const uint32_t *columns, RowId from, RowId to);

/* The same, or a rule's join, by several threads; where `first`, the join, is NULL it is a scan.  Sets is_unusual if
 * the rows from *from on are to be done by one. */
bool tallies_run(Stream *stream, Join *first, const Plan *plan, const uint32_t *columns, RowId *from, RowId to);
/* By one, where there are portions: begins a rule, and ends it; false if some binding was refused. */
void tallies_begin_alone(Stream *stream);
bool tallies_end_alone(Stream *stream);
bool tallies_make_room(Stream *stream); /* in the box, if need be; false as above */

#endif
