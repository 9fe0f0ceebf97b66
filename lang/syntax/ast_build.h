/* How the grammar makes a tree: the state of one parse, and a function for each node. */
#ifndef HENCE_AST_BUILD_H
#define HENCE_AST_BUILD_H

#include "lang/base/diag.h"
#include "lang/syntax/ast.h"
#include "lang/syntax/braces.h"
#include "lang/syntax/token.h"

typedef struct {
    Node **items; /* in the parser's arena, for good */
    size_t count, capacity;
} NodeList;
typedef Vec(CiteNode) CiteList;
typedef Vec(ColumnNode) ColumnList;
typedef Vec(Str) NameList;
typedef Vec(FieldNode) FieldList;
typedef Vec(Item) ItemList;
typedef Vec(PairNode) PairList;

/* How reading goes on after a mistake: see resume.h. */
typedef struct {
    bool is_lost;         /* what follows is passed over */
    uint32_t depth;       /* of braces, where the mistake was met */
    uint32_t open_braces; /* of a block that is passed over as a whole */
    bool moves;           /* reading goes on at move_to */
    uint32_t move_to;
    int inserted;                  /* handed on before what is read next; 0: nothing */
    uint32_t end;                  /* of what stands before it */
    bool has_open_block;           /* some block of the text is never closed */
    uint32_t brace_from, brace_to; /* in between is no brace; at brace_to is the next, or the end */
    uint32_t indent_of, indent;    /* blanks before the statement that begins at indent_of */
} Resume;

typedef struct {
    const Sources *sources;
    SourceId source;
    Str text;
    Arena *arena;
    Diags *diags;
    Vec(Statement *) statements;
    TokenList *tokens; /* where they are kept; NULL: nowhere */
    uint32_t node_count;
    bool too_deep;   /* said once */
    bool has_failed; /* a lexical error was reported; the syntax error it causes is not */
    bool only_body;  /* parse_body: the first token is START_BODY */
    /* of the lexer */
    uint32_t offset;
    int last_token;
    bool at_start; /* of a statement or item */
    bool in_map;   /* from `map` to the full stop */
    Braces braces;
    bool was_open;                     /* some brace, before the token in hand */
    bool has_arrow, has_variable;      /* in the statement so far */
    int first_token, block_token;      /* of the statement; of the one whose braces are open, or were last */
    uint32_t first_begin, brace_begin; /* of the first token of the statement; of the last brace that opened */
    uint32_t fresh_comma,
        fresh_begin;      /* the last comma with a line behind it that begins as statements do; that line */
    Braces braces_before; /* the token in hand */
    Resume resume;
    Str exercise_doc;  /* the comment in front of it: statements within come first */
    Text doc;          /* of the statement to come */
    int token_before;  /* the token before the one in hand, and where it stands */
    int token_earlier; /* the one before that */
    uint32_t earlier_end;
    uint32_t before_begin, before_end, last_begin, last_end, token_begin;
} Parser;

void nodes_add(Parser *p, NodeList *list, Node *node);
Node *node_new(Parser *p, NodeKind kind, Span span);
Node *node_text(Parser *p, NodeKind kind, Span span, Str text);
Node *node_list(Parser *p, NodeKind kind, Span span, const NodeList *list);
Node *node_one(Parser *p, NodeKind kind, Span span, Node *child);
Node *node_two(Parser *p, NodeKind kind, Span span, Node *left, Node *right);
Node *node_join(Parser *p, NodeKind kind, Span span, Node *left, Node *right); /* flat AND and OR */
Node *node_negative(Parser *p, Span span, Node *child);                        /* a number keeps its kind */
Node *node_call(Parser *p, Span span, Span name_span, Str name, const NodeList *arguments);

Statement *statement_new(Parser *p, StatementKind kind, Span span);
void statement_take_cites(Parser *p, Statement *statement, CiteList *cites);
void parser_add(Parser *p, Statement *statement);
Str literal_text(Parser *p, Span span); /* of a token in quotes, unescaped */

#endif
