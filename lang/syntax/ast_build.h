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
    bool was_open;                /* some brace, before the token in hand */
    bool has_arrow, has_variable; /* in the statement so far */
    int first_token, block_token; /* of the statement; of the one whose braces are open, or were last */
    uint32_t skip_to;             /* what stands before this offset is no token: it was told as a whole */
    Str exercise_doc;             /* the comment in front of it: statements within come first */
    Text doc;                     /* of the statement to come */
    int token_before;             /* the token before the one in hand, and where it stands */
    int token_earlier;            /* the one before that */
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
