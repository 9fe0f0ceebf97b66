/* What stands where: each name in the files of a project, and what it names.
 *
 * Marks are in order of module and place and do not overlap.  Two marks name the same thing if mark_same says so; a
 * name that means nothing, as one that was misspelt, has a mark all the same. */
#ifndef HENCE_MARKS_H
#define HENCE_MARKS_H

#include "lang/check/check.h"

typedef enum {
    MARK_RELATION, /* also a parameter; owner: its RelId, NO_ID if it is not known */
    MARK_COLUMN,   /* owner: its relation */
    MARK_TYPE,
    MARK_CONSTANT,
    MARK_VARIABLE, /* owner: number of what it is a variable of; number: of its scope there */
    MARK_LABEL,    /* of a fact, rule, claim or prediction */
    MARK_SCENARIO,
    MARK_SOURCE, /* a citation key */
    MARK_CALL,   /* a function, condition or aggregate */
    MARK_FILE,   /* the path of use and load */
    MARK_KINDS
} MarkKind;

typedef enum {
    ROLE_NAMES,  /* asks for it, cites it, has it as an argument */
    ROLE_GIVES,  /* of a relation: the head of a fact or rule */
    ROLE_DEFINES /* declares it, or is where it is written first */
} MarkRole;

typedef struct {
    MarkKind kind;
    MarkRole role;
    Span span; /* with quotes, if it has some */
    Str name;  /* without */
    uint32_t owner, number;
    uint32_t module;
    const Statement *statement; /* where it stands */
    const Node *node;           /* of a variable or an atom; NULL else */
    Str locator;                /* of a citation */
} Mark;
typedef Vec(Mark) MarkList;

typedef struct {
    MarkList items;
    Vec(uint32_t) begins; /* by module, and one more */
} Marks;

void marks_collect(Marks *marks, const Checked *checked, const Program *program, const Sources *sources);
void marks_clear(Marks *marks);

/* The mark that the place is in, or right behind; NULL if there is none. */
const Mark *marks_at(const Marks *marks, uint32_t module, uint32_t offset);
bool mark_same(const Mark *a, const Mark *b);

#endif
