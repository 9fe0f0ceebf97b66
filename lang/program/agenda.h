/* The agenda: what is asked of a program, beside what it says. */
#ifndef HENCE_AGENDA_H
#define HENCE_AGENDA_H

#include "lang/program/program.h"

typedef enum { STATUS_ESTABLISHED, STATUS_REFUTED, STATUS_INCONSISTENT, STATUS_UNDECIDED, STATUS_UNSUPPORTED } Status;
typedef enum { REASON_NONE, REASON_CONTESTED, REASON_EXCEPTED, REASON_UNKNOWN, REASON_CYCLIC } Reason;
const char *status_name(Status status);
const char *reason_name(Reason reason); /* NULL for REASON_NONE */

/* A body that is asked for: its bindings become the rows of a HELPER_ANSWER relation, one column for each named
 * variable in the order they are first written. */
typedef struct {
    RelId answer;
    RuleId rule;         /* the first rule with that head; alternatives follow it */
    const Symbol *names; /* of the columns */
    uint32_t name_count;
    Str text; /* as written */
    Span span;
} Question;

/* One literal of a claim or expectation, kept so that its parts can be judged one by one. */
typedef struct {
    bool is_atom;    /* relation(terms), else a comparison or the like, judged only as part of the whole */
    bool is_negated; /* not p */
    RelId relation;
    const Term *terms; /* TERM_VAR ids are columns of the question's answer */
    Span span;
} Part;

typedef struct {
    Symbol name;
    Str sentence;
    Cites cites;
    Strength strength;
    bool has_strength; /* stated by the claim itself */
    Question question;
    const Part *parts; /* of a plain conjunction; with `;` there are none */
    uint32_t part_count;
    Span span;
} Claim;

/* One way in which an expectation can come true; where there are several, `;` stands between them. */
typedef struct {
    const Part *parts; /* terms are constants, or columns of the answer of `expected` */
    uint32_t part_count;
    Str text; /* as written */
    Span span;
} Alternative;

/* What a theory expects of the facts.  Predictions of the same name speak of one matter, each of another aspect. */
typedef struct {
    Symbol name, aspect; /* aspect NO_SYMBOL: the matter as a whole */
    Str matter;          /* its sentence; may be empty */
    Cites cites;
    bool is_reconstruction; /* drawn from the premises of the theory by somebody else */
    bool is_definite;       /* else the theory says that it expects nothing definite */
    bool has_premise;       /* expected only for its bindings */
    Question premise;       /* answer NO_ID if there is none */
    const Part *premise_parts;
    uint32_t premise_part_count;
    Question expected;               /* premise and expectation together; answer NO_ID if nothing is expected */
    const Alternative *alternatives; /* of the expectation alone */
    uint32_t alternative_count;
    Str expected_text, premise_text; /* as written */
    Span span;
} Prediction;

typedef enum { CHANGE_ASSERT, CHANGE_RETRACT_PATTERN, CHANGE_RETRACT_FACT, CHANGE_PREFER, CHANGE_DISTRUST } ChangeKind;
typedef struct {
    ChangeKind kind;
    RelId relation;
    const Term *terms;    /* constants, or TERM_ANY in a pattern */
    bool is_reported;     /* of an asserted fact alone: open to attack */
    Symbol label;         /* CHANGE_RETRACT_FACT; of an asserted fact NO_SYMBOL or its label */
    Symbol winner, loser; /* CHANGE_PREFER */
    RelId world;   /* CHANGE_PREFER: the proposition that holds in this scenario alone; a preference of the program
                           * has it as its condition */
    Symbol source; /* CHANGE_DISTRUST: its key */
    Cites cites;
    Span span;
} Change;

typedef struct {
    Symbol name;
    Str sentence;
    const Change *changes;
    uint32_t change_count;
    Span span;
} Scenario;

typedef enum { EXPECT_TRUE, EXPECT_FALSE, EXPECT_STATUS, EXPECT_CLAIM, EXPECT_ANSWERS } ExpectKind;
typedef struct {
    ExpectKind kind;
    Question question; /* EXPECT_TRUE, _FALSE, _ANSWERS */
    const Part *parts; /* EXPECT_STATUS: one part */
    uint32_t part_count;
    Symbol claim; /* EXPECT_CLAIM: its name */
    Status status;
    Reason reason;     /* REASON_NONE: any */
    const Value *rows; /* EXPECT_ANSWERS: name_count values a row */
    uint32_t row_count;
    Str text; /* as written */
    Span span;
} Expect;

typedef struct {
    Str name;
    uint32_t scenario; /* index, or NO_ID for the program as it is */
    const Expect *expects;
    uint32_t expect_count;
    Span span;
} Test;

typedef enum { LOAD_CSV, LOAD_TSV, LOAD_FACTS /* as .tsv, without header and quotes */, LOAD_BIBLIOGRAPHY } LoadFormat;
typedef struct {
    LoadFormat format;
    RelId relation; /* not for a bibliography, nor for a table of rows of several relations (NO_ID) */
    Str name;       /* as shown: the path as written, below the folder of the rule file */
    Str path;       /* to open */
    Span span;
} Load;

/* How the rows of one kind in a table of several relations become facts. */
typedef struct {
    Str column; /* of the table; empty: there is none */
    Str text;   /* then this is the cell, if it is not empty */
} CellSource;
typedef struct {
    Symbol name; /* what stands in the column `relation` */
    RelId relation;
    const CellSource *cells; /* by column of the relation */
    Span span;
} RowMap;

/* How cells of such a table are read before its rows become facts: `value: ">{n}"` as
 * `number: "{n}", bound: more_than`. */
typedef struct {
    Str column;
    Str text;    /* all of it, or what stands before the hole */
    Str behind;  /* what stands behind the hole */
    Symbol hole; /* its name; NO_SYMBOL: none.  On the right side a hole is all there is */
} CellForm;
typedef struct {
    const CellForm *from, *to;
    uint32_t from_count, to_count;
    Span span;
} CellMap;

struct Agenda {
    Vec(Question) queries;
    Vec(Claim) claims;
    Vec(Prediction) predictions;
    Vec(Scenario) scenarios;
    Vec(Test) tests;
    Vec(Load) loads;
    Vec(RowMap) row_maps;   /* one a name */
    Vec(CellMap) cell_maps; /* in the order written: each is tried once */
};

void agenda_free(Agenda *agenda);
/* What scenarios change is copied to the arena; all else that items point to is shared. */
Agenda *agenda_copy(const Agenda *agenda, Arena *arena);

#endif
