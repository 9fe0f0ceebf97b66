/* Many groups, divided among several tallies by their hash, so that no two threads ever count the same group.
 *
 * Bindings come in waves: workers put what they come upon in boxes, by portion, and at the end of a wave each portion
 * is taken by one of them.  Groups are numbered in the order in which one thread would meet them,
 * however many there are. */
#ifndef HENCE_PORTIONS_H
#define HENCE_PORTIONS_H

#include <stdatomic.h>

#include "runtime/eval/tally.h"
#include "runtime/eval/workers.h"

enum { PORTION_BITS = 4, PORTIONS = 1 << PORTION_BITS };

/* Where a piece begins in the box of the worker who took it, and how many bindings it has. */
typedef struct {
    uint32_t piece, count;
    uint32_t begins[PORTIONS]; /* words */
} BoxNote;

/* What one worker has come upon in a wave: the group's columns, what is folded unless bindings are but counted, and the
 * place in its piece, binding after binding. */
typedef struct {
    Vec(uint32_t) words[PORTIONS];
    Vec(BoxNote) notes; /* of its pieces, in order */
} Box;

typedef struct {
    Tally tally;
    Vec(uint32_t) numbers; /* by group, rising; of those that are new in a wave, until it ends, the place in the wave */
    uint32_t known_count;  /* groups of earlier waves */
} Portion;

/* Who has a piece of the wave, and how many bindings are in pieces before it. */
typedef struct {
    const Box *box;
    const BoxNote *note;
    uint32_t base;
} BoxPiece;

typedef struct Portions {
    Workers *workers;
    uint32_t width; /* words of a binding */
    bool is_counted;
    uint32_t group_count; /* of all portions, at the end of the last wave */
    uint64_t binding_count;
    Portion items[PORTIONS];
    Box *boxes; /* by worker */
    uint32_t box_count;
    BoxPiece *pieces;
    uint32_t piece_count, wave_count; /* pieces and bindings of the wave */
    Values *values;                   /* of results, at the end: */
    Value *rows;
    uint32_t *order; /* by number: the row it comes to; NULL: the same */
    _Atomic uint32_t next;
    uint32_t next_end; /* of what `next` counts */
    uint32_t *bounds;  /* by stretch and portion: the first group whose number lies in it, or behind */
    atomic_bool is_refused, is_incomplete;
} Portions;

Portions *portions_new(Workers *workers);
void portions_free(Portions *portions); /* NULL is fine */
/* Begins an aggregate, with the groups that a tally has so far, and at most so many of its bindings to come; 0: nobody
 * knows.  Room is kept from one to the next: new memory costs much, and more where threads take it side by side. */
void portions_begin(Portions *portions, const Tally *tally, uint64_t most);

/* In the box of a worker: begins a piece, and takes what it comes upon, at most TALLY_BLOCK bindings. */
void box_begin_piece(Box *box, uint32_t piece);
void box_take(const Portions *portions, Box *box, const Value *const *columns, uint32_t count);
uint64_t box_words(const Box *box);

/* Adds what is in the boxes, in the order of pieces, which are numbered from 0 without gaps; and forgets it.
 * False if a tally refuses a binding. */
bool portions_add(Portions *portions);
void portions_forget(Portions *portions);

/* As tally_finish. */
bool portions_finish(Portions *portions, Values *values, Value *rows);

#endif
