/* New facts beside those that are given: what a changed world has more. */
#ifndef HENCE_API_RECEIVED_H
#define HENCE_API_RECEIVED_H

#include "runtime/io/facts.h"
#include "runtime/judge/scenario.h"

typedef struct {
    FactReport *reports; /* one a file, in their order */
    size_t count;
    Store *store;       /* what is given and what is new; rows borrow from it */
    Vec(GivenRow) rows; /* statements that are new; a known fact with another id or source counts */
} Received;

typedef struct {
    ReadBytes *read; /* NULL: from the disk */
    void *context;
    const Received *known; /* files that it has read are taken from there; NULL: none */
    const Budget *budget;  /* of the reading; NULL: none */
} Reading;

/* Reads the files into a copy of what is given.
 * False, with diags, if a file or a header cannot be read, or a limit is reached (diags_stop). */
bool received_read(Received *received, const Store *given, Program *program, Sources *sources, Diags *diags,
                   const char *const *files, size_t count, const Reading *reading);
/* What became of them: for people, or as a member `"received":[..],` of an object. */
void received_tell(const Received *received, const Sources *sources, Text *out);
void received_tell_json(const Received *received, const Sources *sources, Text *out);
/* Whether all rows of them were taken. */
bool received_is_whole(const Received *received);
void received_clear(Received *received);

#endif
