/* What the builder keeps beside a program: tables from names to ids. */
#ifndef HENCE_PROGRAM_INTERNAL_H
#define HENCE_PROGRAM_INTERNAL_H

#include "lang/program/program.h"

typedef struct {
    struct {
        uint32_t hash, id;
    } * slots;
    uint32_t capacity, count;
} Names;

typedef struct {
    Program program; /* first: a Program * is a ProgramBox * */
    Names relations, types, sources;
    Names members; /* of the larger enumerated types: positions in members */
    bool is_copy;
    uint32_t source_count; /* entries of the bibliography that are in `sources` */
} ProgramBox;

void names_add(Names *names, uint32_t hash, uint32_t id);
uint32_t names_next(const Names *names, uint32_t hash, uint32_t *slot); /* *slot NO_ID to begin; NO_ID ends */

#endif
