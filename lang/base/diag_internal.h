/* What diag.c keeps and diag_print.c shows. */
#ifndef HENCE_DIAG_INTERNAL_H
#define HENCE_DIAG_INTERNAL_H

#include "lang/base/arena.h"
#include "lang/base/diag.h"
#include "lang/base/vec.h"

struct Diag {
    Code code;
    Span span;
    Str message, remedy; /* remedy.text NULL: none */
    bool has_repair;
    Span repair_span;
    Str repair_text;
    DiagNote *notes, **last_note;
    bool is_repeated; /* said before: what is added to it goes nowhere */
    uint32_t number;  /* in order of arrival */
    struct Diag *same_hash;
};

struct Diags {
    const Sources *sources;
    Arena arena;
    Vec(Diag *) all;
    Diag **buckets; /* by code, place and text */
    size_t bucket_count;
    Diag repeated;
    const Budget *budget; /* NULL: none */
    Stop stop;
    Span last;      /* where somebody asked */
    uint32_t asked; /* so often since the budget was looked at */
    uint32_t error_count, warning_count, data_error_count;
};

/* The remedy; of an error without one, where to read more (put into room). */
Str diag_remedy_text(const Diag *diag, char room[static 48]);

#endif
