/* What keeping.c, denied.c and finder.c share: the search for what keeps denied things from following. */
#ifndef HENCE_FINDER_H
#define HENCE_FINDER_H

#include "runtime/judge/dispute.h"
#include "runtime/judge/keeping.h"

typedef struct {
    RelId relation;
    const Value *row;
} Denied;

typedef struct {
    const Store *store;
    Arena *arena;
    RowRefs firing;
    Vec(Denied) denied; /* each once; those from `next` on are not looked up yet */
    size_t next;
    bool is_cut, is_doubtful;
    bool is_own; /* what the proof itself denies is looked at, not what others deny in turn */
    Vec(HeldOff) held;
    RowRefs possible; /* facts below what could be so, of the proof itself */
} Finder;

/* finder.c: what is found, each once. */
const Relation *finder_relation(const Finder *f, RelId id);
void rows_add_once(RowRefs *rows, RowRef row);
void keep_firing(Finder *f, RowRef row); /* NO_ROW is none */
/* Denied from then on; a row may have UNBOUND columns. */
void deny_row(Finder *f, RelId relation, const Value *row);
void deny_literal(Finder *f, const Literal *literal, const Value *bindings);
/* What is held off by a row; NO_ROW: by nothing. */
void hold_row(Finder *f, Holding holding, RelId relation, const Value *row, RowRef by);
void hold_rule(Finder *f, const Residual *residual, uint32_t exception, RowRef by);
bool is_whole(const Finder *f, RelId relation, const Term *terms); /* no column is open */
/* What somebody wrote or denied, not what the translation asks. */
bool is_about(const Finder *f, const Literal *literal);

/* denied.c: why something denied does not follow. */
void denied_look_up(Finder *f, Denied denied);
bool note_excepted(void *context, const Residual *residual); /* of a Finder: an exception stops the one instance */
void look_nearby(Finder *f, RelId head, const Value *row, const Arguments *pro); /* pro: what would win; NULL */

#endif
