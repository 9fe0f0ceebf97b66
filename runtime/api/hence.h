/* Hence as a library: facts go in, rules say what follows, and every conclusion can be asked why.
 *
 *     hence_engine *engine = hence_new();
 *     hence_text answer;
 *     hence_add_file(engine, "family.hence");
 *     if (hence_run(engine) == HENCE_OK) {
 *         hence_ask(engine, HENCE_WHY, "grandparent(ann, cleo)", NULL, &answer);
 *         fwrite(answer.bytes, 1, answer.length, stdout);
 *     }
 *     hence_free(engine);
 *
 * Nothing here prints, ends the process or keeps state outside its engine.  Engines are independent of each other: each
 * may be at work in a thread of its own.  One engine is used by one thread at a time, but for hence_cancel.
 * Texts are UTF-8.  Structures are to be zeroed first:
 * zero means the default, also in what is reserved for later versions. */
#ifndef HENCE_H
#define HENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif
#ifdef __GNUC__ /* what stands here is what the library shows; all else is hidden */
#pragma GCC visibility push(default)
#endif

typedef struct hence_engine hence_engine;

/* How a call came out; of several the gravest, which is the largest. */
typedef enum {
    HENCE_OK = 0,
    HENCE_NEGATIVE = 1, /* what was asked does not hold or there is none, a test failed, facts contradict each other */
    HENCE_BAD_QUESTION = 2, /* the question has errors; what is supposed names something that is not there */
    HENCE_BAD_DATA = 3,     /* a table has errors, rows of new facts were not taken, a value could not be computed */
    HENCE_BAD_RULES = 4,    /* the rules have errors, or cannot be read */
    HENCE_STOPPED = 5,      /* by a limit: what there is, is partial; before all rules were read there is nothing */
    HENCE_CANCELLED = 6,    /* likewise, by hence_cancel */
    HENCE_NO_MEMORY = 7,    /* the engine is good for hence_free only, which gives back what it took */
    HENCE_MISUSE = 8,       /* called in the wrong order, or with what the call does not take; nothing was done */
    HENCE_BUG = 9           /* what was found failed its own check: a bug of ours */
} hence_status;

/* Bytes with a NUL behind them that is not counted. */
typedef struct {
    const char *bytes; /* never NULL */
    size_t length;
} hence_text;

/* ---- an engine ---- */

hence_engine *hence_new(void);         /* NULL if there is no memory for it */
void hence_free(hence_engine *engine); /* and all texts it gave; NULL is fine */

/* ---- what it reads ----
 * What is added or supposed after a run ends it: nothing can be asked before the next one. */

hence_status hence_add_file(hence_engine *engine, const char *path); /* of rules */
/* Rules from memory, copied.  `use` finds them by that name, and messages show it; a text of the same name is replaced,
 * in its place. */
hence_status hence_add_text(hence_engine *engine, const char *name, const char *bytes, size_t length);
/* A file that is not read by itself: a rule file may `use` it, or `load` it as a table or a bibliography. */
hence_status hence_offer_text(hence_engine *engine, const char *name, const char *bytes, size_t length);

/* ---- facts of one's own ----
 * They are given beside those of the rules, as if the rules loaded them as a table: the relation is one that the rules
 * know, and each value becomes what the same cell of a table would (a whole number will do for a float, a text for a
 * date or a number that it spells).  Whether it fits the relation is looked at by hence_run, which names row and column
 * of what does not, all of them, and then takes none.
 * A relation "-edge" has the facts that deny one of edge.  All is copied. */

typedef enum {
    HENCE_NONE = 0, /* nothing, where the column may be empty */
    HENCE_SYMBOL = 1,
    HENCE_INT = 2,
    HENCE_FLOAT = 3,
    HENCE_DATE = 4,
    HENCE_ANY = 5 /* of a pattern: whatever stands there; of a hence_column: see there */
} hence_kind;

typedef struct {
    int32_t year;       /* 0..9999 */
    uint8_t month, day; /* from 1; day 0: the whole month, both 0: the whole year */
    uint16_t zero;
} hence_date;

typedef struct {
    hence_kind kind; /* which of these counts */
    uint32_t zero;
    union {
        hence_text symbol;
        int64_t integer;
        double real; /* finite */
        hence_date date;
    } as;
} hence_value;

/* One fact, its values in the order of the relation's columns.  HENCE_BAD_DATA, with messages, for a text that is not
 * UTF-8, a number that is not finite, or a day that is not in the calendar. */
hence_status hence_add_fact(hence_engine *engine, const char *relation, const hence_value *values, size_t count);

/* One column of many facts: an array of what its kind says. */
typedef struct {
    /* Of the relation's column, of all columns or of none: then they stand in its order.  `id` and `source` are meant
     * as in a table: the id of the fact, and its citations. */
    const char *name;
    hence_kind kind;
    uint32_t zero;
    union {
        const char *const *symbols; /* NULL: nothing stands there */
        const int64_t *integers;
        const double *reals;
        const hence_date *dates;
        const hence_value *values; /* HENCE_ANY: each of a kind of its own */
    } as;
    const size_t *lengths; /* of symbols; NULL: each ends with a NUL */
    const uint8_t *absent; /* by row, not 0: nothing stands there, whatever the array has; NULL: nowhere */
    uint64_t reserved[2];
} hence_column;

/* As many facts as there are rows, at most 2^31 - 1 in all.
 * HENCE_BAD_DATA, with messages, as above: then none was added. */
hence_status hence_add_columns(hence_engine *engine, const char *relation, const hence_column *columns,
                               size_t column_count, size_t row_count);

/* Takes back what was added that has these values, in the order of the relation's columns, and tells how many facts
 * that were (`taken` may be NULL); count 0: all of the relation.  Goes through all that was added to it.
 * HENCE_BAD_DATA, with a message, where nothing was ever added to such a relation, or not with so many values.
 * HENCE_MISUSE for facts whose columns were named and that have not run yet: which is which is not known.  Facts of
 * files stay; they are supposed away by a scenario, or without their source. */
hence_status hence_take_back(hence_engine *engine, const char *relation, const hence_value *values, size_t count,
                             size_t *taken);

/* ---- where other files are ---- */

/* Files that are in no text are read from the disk, or by a reader of one's own: it gives the bytes of a file, in one
 * piece or several, and true; or false if there is no such file.  It may use other engines, but not this one. */
typedef struct hence_sink hence_sink;
typedef bool hence_reader(void *context, const char *path, hence_sink *sink);
bool hence_give(hence_sink *sink, const char *bytes, size_t length); /* copies; false: no memory, so give up */
hence_status hence_set_reader(hence_engine *engine, hence_reader *reader, void *context); /* NULL: the disk */

/* What rules `use` and `load` from the disk is read from this folder alone, and only if it is an ordinary file; links
 * out of it are not followed.  Files named by hence_add_file and hence_suppose_facts may lie elsewhere, texts and what
 * a reader gives are not looked at.  NULL: from everywhere.
 * HENCE_MISUSE, with a message, where there is no such folder. */
hence_status hence_set_sandbox(hence_engine *engine, const char *folder);

typedef enum { HENCE_BLOCK = 0, HENCE_PROPAGATE = 1 } hence_ambiguity; /* of what is contested */
typedef enum { HENCE_CLOSED_WHERE_NEEDED = 0, HENCE_CLOSED_EVERYWHERE = 1, HENCE_CLOSED_NOWHERE = 2 } hence_closed;
typedef struct {
    hence_ambiguity ambiguity;
    hence_closed closed; /* which strict rules are read backwards */
    uint64_t reserved[4];
} hence_policy;
hence_status hence_set_policy(hence_engine *engine, const hence_policy *policy); /* NULL: the default */

/* ---- what is supposed: other facts than those given ---- */

hence_status hence_suppose_parameter(hence_engine *engine, const char *name, const char *value);
hence_status hence_suppose_scenario(hence_engine *engine, const char *name); /* in place of the one before */
hence_status hence_suppose_without_source(hence_engine *engine, const char *key);
hence_status hence_suppose_facts(hence_engine *engine, const char *table); /* FILE, or RELATION=FILE */
hence_status hence_suppose_nothing(hence_engine *engine);                  /* takes all of it back */

/* ---- running ---- */

/* 0: none.  They hold for the run, and again for each question, each with its time from its own beginning. */
typedef struct {
    uint64_t rows, rounds; /* that are derived */
    uint64_t bytes;        /* of all that the engine holds */
    double seconds;
    uint32_t threads; /* at work; 0: one, and at most 256 */
    uint32_t zero;
    uint64_t reserved[4];
} hence_limits;
hence_status hence_set_limits(hence_engine *engine, const hence_limits *limits); /* NULL: none.  Does not end a run */

/* Reads everything, anew at each call, and derives what follows.  HENCE_OK; HENCE_STOPPED and HENCE_CANCELLED where
 * what follows is partial; HENCE_BAD_DATA where some of it is missing, or where there is none: hence_has_run tells. */
hence_status hence_run(hence_engine *engine);
bool hence_has_run(const hence_engine *engine); /* it can be asked */

/* Safe from any thread: what the engine runs, or the next it runs, stops soon with HENCE_CANCELLED,
 * which takes it back. */
void hence_cancel(hence_engine *engine);

/* ---- asking ---- */

typedef enum {
    HENCE_CLAIMS = 0,  /* of all claims the status, and what it rests on; what changes, where something is supposed */
    HENCE_ANSWERS = 1, /* to the queries; and the claims */
    HENCE_TESTS = 2,
    HENCE_WHY = 3,    /* and those below: about a subject, the name of a claim, an atom or a body */
    HENCE_WHYNOT = 4, /* HENCE_NEGATIVE where it holds */
    HENCE_RESTS = 5,
    HENCE_NEED = 6,
    HENCE_STABLE = 7,
    HENCE_MAP = 8,    /* around the subject; without one, of all claims */
    HENCE_TRACE = 9,  /* round by round what was derived, of the relation that is the subject or of all */
    HENCE_REPORT = 10 /* all about the claims as one page: HENCE_HTML, HENCE_MD or HENCE_JSON */
} hence_question;

typedef enum {
    HENCE_TEXT = 0,
    HENCE_JSON = 1,
    HENCE_TAP = 2,  /* tests */
    HENCE_HTML = 3, /* why, report */
    HENCE_MD = 4,   /* why, trace, report */
    HENCE_SVG = 5,  /* why and map, and also HENCE_DOT and HENCE_MERMAID */
    HENCE_DOT = 6,
    HENCE_MERMAID = 7,
    HENCE_GRAPHML = 8, /* map, and those below */
    HENCE_ARGDOWN = 9,
    HENCE_AIF = 10
} hence_format;

#define HENCE_NO_DEPTH UINT32_MAX

/* A question takes what it has a use for. */
typedef struct {
    hence_format format;
    uint32_t depth;  /* why: levels of a proof; whynot: of premises; map: away from the subject; HENCE_NO_DEPTH: none */
    uint32_t most;   /* why: other proofs; rests, need: sets; trace: rows of a round */
    uint32_t size;   /* need, stable: open facts together */
    uint32_t rounds; /* trace: so many that have new rows; 0: all */
    uint32_t zero;
    bool all;         /* why: other proofs too */
    bool full;        /* why, whynot, rests, trace, map: all of it */
    bool claims_only; /* map */
    uint64_t reserved[8];
} hence_options;

/* The answer is what the command of that name prints, byte for byte:
 * text for people, or JSON as runtime/README.md has it.
 * It is the engine's, until it is asked, run or changed again; empty where there is none.  `subject` may be NULL where
 * the question needs none, `options` where all are the default.  HENCE_STOPPED and HENCE_CANCELLED come with what was
 * found by then; the next question then costs a run. */
hence_status hence_ask(hence_engine *engine, hence_question question, const char *subject, const hence_options *options,
                       hence_text *answer);

/* What the engine has beside another version: rule files at these paths, or texts that were offered under these names.
 * Which claims come out otherwise, because of which facts and rules, as `hence diff` prints it: HENCE_TEXT or
 * HENCE_JSON.  Both are read and run for it, with the facts that were added and without what is supposed.
 * HENCE_BAD_RULES or HENCE_BAD_DATA where the other version has errors, which hence_messages tells.  Of the options,
 * `most` is how many mixtures of the two are run to find causes; 0: 500. */
hence_status hence_diff(hence_engine *engine, const char *const *paths, size_t count, const hence_options *options,
                        hence_text *answer);

/* ---- answers as rows ---- */

/* The rows of a relation, by its name, or the answers to a body such as "path(X, Y), not blocked(Y)": those that hold,
 * or those that are undecided, each once, in the order in which they are printed.  Of the engine: closed by it when it
 * is run, changed or freed, and then still to be given to hence_rows_close if that is to give its memory back before
 * the engine does.  Several may be open.  NULL in *rows unless the status is HENCE_OK, HENCE_STOPPED or
 * HENCE_CANCELLED: of a run or question that was stopped they are some of the rows. */
typedef struct hence_rows hence_rows;
typedef enum { HENCE_HOLDS = 0, HENCE_UNDECIDED = 1 } hence_standing;
hence_status hence_rows_open(hence_engine *engine, const char *query, hence_standing standing, hence_rows **rows);
size_t hence_rows_count(const hence_rows *rows); /* of a query without variables: 1 if it is so, else 0 */
size_t hence_rows_width(const hence_rows *rows); /* columns, or variables of the query */
hence_text hence_rows_name(const hence_rows *rows, size_t column); /* empty if it has none */
/* The next rows, `most` at most, one behind the other in values, which has room for as many times the width.  Gives how
 * many; 0 at the end, or where they are closed.  Symbols live as long as the rows. */
size_t hence_rows_next(hence_rows *rows, hence_value *values, size_t most);
void hence_rows_close(hence_rows *rows); /* NULL is fine */

/* ---- reasons as a tree ---- */

/* Why something holds, statement by statement: what HENCE_WHY tells.  Step 0 is what was asked about, the claim by its
 * name; what several steps need is one step, so this is a tree with shared branches.  Lives as rows do.
 * HENCE_NEGATIVE, and NULL, where it does not hold: HENCE_WHYNOT tells more. */
typedef struct hence_reasons hence_reasons;
typedef struct {
    hence_text atom;     /* parent(ann, bob) */
    hence_text sentence; /* ann is a parent of bob; the atom, where the relation has no sentence */
    hence_text id;       /* of a fact; or the label of the rule by which it follows; empty if there is none */
    hence_text place;    /* of the fact or the rule, "family.hence:7" */
    hence_text gloss;    /* of the rule: what it says */
    hence_text cites;    /* of the fact, or of the rule: "Parish register, 1901, p. 3"; several are separated by "; " */
    bool is_given;       /* a fact; else by a rule */
    const uint32_t *premises; /* steps it needs, in the order of the rule; of an aggregate some of its rows */
    size_t premise_count;
} hence_reason;
hence_status hence_reasons_open(hence_engine *engine, const char *subject, hence_reasons **reasons);
size_t hence_reasons_count(const hence_reasons *reasons);
/* HENCE_MISUSE if there is no such step, or the engine was changed.  The texts live until the next call with these
 * reasons, the premises as long as they. */
hence_status hence_reasons_step(hence_reasons *reasons, size_t step, hence_reason *reason);
void hence_reasons_close(hence_reasons *reasons); /* NULL is fine */

/* ---- what is lacking as a tree ---- */

/* Why something does not hold, piece by piece: what HENCE_WHYNOT tells, without what would change it.  Node 0 is what
 * was asked about.  Below an atom stand the rules that come nearest to it, each with values; below a rule all its
 * premises, in its order; below a premise that is missing, the atom that goes on, to some depth (0: as the command
 * does).  An atom is one node, whoever lacks it.  Hangs on nothing: it stays as it is until it is closed or the engine
 * is freed.  HENCE_NEGATIVE, and NULL, where it holds: hence_reasons_open tells more. */
typedef struct hence_lacks hence_lacks;
typedef enum { HENCE_LACK_ATOM = 0, HENCE_LACK_RULE = 1, HENCE_LACK_PREMISE = 2 } hence_lack_kind;
typedef struct {
    hence_lack_kind kind;
    bool is_lacking;      /* of a premise: it does not hold */
    hence_text words;     /* win(a); rule play: ...; not draw(a) */
    hence_text sentence;  /* of an atom: a wins */
    hence_text standing;  /* of an atom its status, "unsupported"; of a premise "holds", "missing", "in the way" ... */
    hence_text reason;    /* "contested"; "no such fact; win holds of b" */
    hence_text id, place; /* of a rule, as in hence_reason */
    hence_text gloss, cites;
    const uint32_t *parts; /* the nodes below it */
    size_t part_count;
} hence_lack;
hence_status hence_lacks_open(hence_engine *engine, const char *subject, uint32_t depth, hence_lacks **lacks);
size_t hence_lacks_count(const hence_lacks *lacks);
hence_status hence_lacks_node(const hence_lacks *lacks, size_t node,
                              hence_lack *lack); /* HENCE_MISUSE: there is none */
void hence_lacks_close(hence_lacks *lacks);      /* NULL is fine */

/* ---- what went wrong ---- */

/* What the last run or question has to complain about, warnings too: HENCE_TEXT, or as HENCE_JSON
 * {"diagnostics":[{"code","severity","message","file","line",...}],"notes":["..."]},
 * where notes have no place in a file.
 * HENCE_TEXT has the first thousand and says how many there are; HENCE_JSON has all.
 * The engine's, until the next call. */
hence_status hence_messages(hence_engine *engine, hence_format format, hence_text *messages);
const char *hence_stop_reason(const hence_engine *engine); /* of the last run or question: "the limit of rows"; or "" */
const char *hence_status_name(hence_status status);        /* "HENCE_OK" */

#ifdef __GNUC__
#pragma GCC visibility pop
#endif
#ifdef __cplusplus
}
#endif

#endif
