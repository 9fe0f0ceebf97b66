/* The syntax tree: what was written, as it was written.
 *
 * It is made by the parser, lives in one arena and is never changed.  Nodes are numbered from 0 in a module, so that
 * later passes can keep what they learn in tables beside the tree.  Lists are flat and `depth` is bounded by the parser
 * (NODE_DEPTH_LIMIT), so passes may recurse over nodes. */
#ifndef HENCE_AST_H
#define HENCE_AST_H

#include "lang/base/arena.h"
#include "lang/base/source.h"
#include "lang/base/vec.h"
#include "lang/program/builtin.h"

#define NODE_DEPTH_LIMIT 500

/* Atoms, bodies and arithmetic share one kind of node: which it is shows only where it stands. */
typedef enum {
    NODE_NAME,      /* kazakhstan, 'two words', or a proposition; text */
    NODE_TEXT,      /* "kazakhstan": the same value, but not a proposition; text, unescaped */
    NODE_INT,       /* number */
    NODE_FLOAT,     /* real */
    NODE_DATE,      /* date */
    NODE_VARIABLE,  /* X, _X; text */
    NODE_ANY,       /* _ */
    NODE_CALL,      /* text(children...): an atom or a function; children may be NODE_NAMED.  () is allowed */
    NODE_NAMED,     /* text: children[0] */
    NODE_MINUS,     /* -children[0]: minus, or strong negation of an atom */
    NODE_BINARY,    /* children[0] fn children[1]; fn is FN_ADD .. FN_MOD */
    NODE_COMPARE,   /* children[0] op children[1] */
    NODE_IS,        /* children[0] is children[1] */
    NODE_NOT,       /* not children[0] */
    NODE_AND,       /* children: two or more */
    NODE_OR,        /* children: two or more */
    NODE_FORALL,    /* forall(children[0], children[1]) */
    NODE_AGGREGATE, /* aggregate(terms : body): the terms, then the body as the last child */
    NODE_TRUE       /* `true` as a body, or an empty one */
} NodeKind;

typedef struct Node {
    NodeKind kind;
    uint32_t id;
    uint32_t depth; /* 0 for leaves */
    Span span;      /* all of it */
    Span name_span; /* of text, where it has children */
    uint32_t child_count;
    struct Node **children;
    Str text; /* names, without quotes and escapes */
    union {   /* the kind of the node says which */
        int64_t number;
        double real;
        Date date;
        Builtin fn;
        CompareOp op;
        Aggregate aggregate;
    };
    bool is_quoted;
    bool is_exception; /* of a NODE_NOT: it was written `unless` */
} Node;

typedef struct {
    Str key;
    Str locator;
    bool has_locator;
    Span span;
} CiteNode;

typedef struct {
    Str name;
    Str type; /* empty: any */
    Span span, type_span;
    bool is_optional; /* name? or type? */
    Str domain;       /* `symbol from r`; empty: none */
    Span domain_span;
} ColumnNode;

typedef enum {
    STMT_CLAUSE, /* head :- body.  or a fact; label before, cites behind; also `rule label ...: ` */
    STMT_RELATION,
    STMT_TYPE,
    STMT_PARAMETER, /* parameter name: type = value */
    STMT_QUERY,
    STMT_CLAIM,
    STMT_SCENARIO,
    STMT_TEST,
    STMT_USE,
    STMT_LOAD,
    STMT_MAP, /* label to text_2(pairs_2), or pairs to pairs_2; text_2 then empty or `nothing` */
    STMT_SOURCE,
    STMT_DIRECTIVE,  /* :- dynamic p/1.  and the like of Prolog: node */
    STMT_CONTRARY,   /* node: the atoms, as one NODE_AND */
    STMT_PREFER,     /* text over text_2 :- node */
    STMT_AGAINST,    /* head, body; label before, cites behind, like a clause */
    STMT_UNDERCUT,   /* text :- node */
    STMT_PREDICTION, /* label(text_2) text: node :- premise; body is both together */
    STMT_EXERCISE /* label text { parts }.  Each of its expectations is a STMT_TEST behind it, and the statements of its
                      * solution stand among those of the file; wrong answers are in no program */
} StatementKind;

typedef enum {
    ITEM_ASSERT,
    ITEM_RETRACT,
    ITEM_PREFER,
    ITEM_DISTRUST,
    ITEM_EXPECT,
    /* of an exercise alone */
    ITEM_TASK,     /* text */
    ITEM_HINT,     /* text */
    ITEM_DEFINE,   /* number word: names.  number 0: any; word empty: whatever is about these relations */
    ITEM_COMPARE,  /* text over names */
    ITEM_VARY,     /* names from pool */
    ITEM_SOLUTION, /* answer: between its braces */
    ITEM_WRONG     /* text, answer */
} ItemKind;
typedef enum {
    EXPECT_FORM_BODY,   /* expect [not] atom */
    EXPECT_FORM_STATUS, /* expect undecided atom: word, node */
    EXPECT_FORM_CLAIM,  /* expect claim name STATUS [: REASON]: text, word, reason */
    EXPECT_FORM_ANSWERS /* expect answers p(X, Y): (a, b), (c, d): node, rows */
} ExpectForm;

/* A line inside a scenario, a test or an exercise. */
typedef struct {
    ItemKind kind;
    ExpectForm form;
    Node *node;     /* the atom or body; NULL if there is none */
    Str text, word; /* label, claim name, source key; status word (reasons are status words too) */
    Span text_span, word_span;
    Str reason; /* expect claim c undecided: reason; empty if none */
    Span reason_span;
    bool is_presumptive; /* assert presumably */
    Str label;           /* assert label: fact; empty if none */
    CiteNode *cites;
    uint32_t cite_count;
    Node **rows; /* EXPECT_FORM_ANSWERS: NODE_CALL with empty text, one a row */
    uint32_t row_count;
    Span span;
    /* of an exercise */
    bool is_hidden;
    uint64_t number; /* of a define; points of an expectation or comparison, 1 if none are stated */
    Str world;       /* expect ... in scenario; empty: the facts as they are */
    Span world_span;
    const Str *names, *pool;
    uint32_t name_count, pool_count;
    Span answer;
} Item;

typedef struct {
    Str name, text; /* field of an inline source */
    Span span;
} FieldNode;

/* column: other, or column: "text", in a map. */
typedef struct {
    Str column, text;
    bool is_text; /* in quotes */
    Span column_span, text_span;
} PairNode;

/* Splits "before {hole} behind"; false, and nothing set, if there is no hole.  text: all of it, then what is before. */
bool pair_hole(const PairNode *pair, Str *text, Str *hole, Str *behind);

typedef struct Statement {
    StatementKind kind;
    Span span;          /* to the full stop */
    Str doc;            /* its %% comment lines joined by newlines; empty if none */
    Str label;          /* of a clause, the name of a relation, type, claim, scenario, test, source, parameter */
    Span label_span;    /* NO_SPAN if it has none */
    bool has_rule_word; /* `rule label ...:` */
    bool is_presumptive;
    bool is_open; /* open relation */
    Strength strength;
    bool has_strength;
    /* Gloss of a rule, template of a relation, sentence of a claim or scenario,
     * path of use and load, plain text of a source. */
    Str text;
    Span text_span;
    /* Relation of a load, or `bibliography` or `table`; scenario of a test; loser of prefer; relation of a map. */
    Str text_2;
    Span text_2_span;
    bool is_table;    /* load table "...": rows of several relations */
    bool is_negative; /* map ... to -relation(...) */
    PairNode *pairs, *pairs_2;
    uint32_t pair_count, pair_2_count;
    Node *head, *body; /* body NULL for a fact */
    Node *exception;   /* unless: what the last literal of the body denies (Node.is_exception); only for the layout */
    Node *node;        /* value of a parameter, directive, condition of prefer and undercut, contraries; what a
                        * prediction expects, NULL for nothing definite */
    Node **nodes;      /* members of an enumerated type */
    Node *premise;     /* of a prediction; NULL if it has none */
    bool is_reconstruction; /* a prediction that its theory does not make in so many words */
    uint32_t node_count;
    ColumnNode *columns;
    uint32_t column_count;
    Str **keys; /* key(state, year) key(...): names, by key */
    Span *key_spans;
    uint32_t *key_sizes;
    uint32_t key_count;
    Str base_type; /* of a range type: int; of a parameter its type */
    Span base_type_span;
    bool has_range;
    int64_t low, high;
    CiteNode *cites;
    uint32_t cite_count;
    FieldNode *fields;
    uint32_t field_count;
    Item *items;
    uint32_t item_count;
    Item *parts; /* of an exercise */
    uint32_t part_count;
} Statement;

/* One file. */
typedef struct {
    SourceId source;
    Statement **statements;
    uint32_t statement_count;
    uint32_t node_count;
} Ast;

#endif
