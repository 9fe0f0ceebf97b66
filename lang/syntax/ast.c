/* Nodes and statements, in the parser's arena.
 *
 * Conjunctions grow at their end while they are parsed; the room doubles, so a long one costs what it holds. */
#include "lang/syntax/ast_build.h"

Node *node_new(Parser *p, NodeKind kind, Span span) {
    Node *node = arena_new(p->arena, Node);
    node->kind = kind;
    node->id = p->node_count++;
    node->span = node->name_span = span;
    return node;
}

Node *node_text(Parser *p, NodeKind kind, Span span, Str text) {
    Node *node = node_new(p, kind, span);
    node->text = text;
    return node;
}

static void limit_depth(Parser *p, Node *node) {
    if (node->depth <= NODE_DEPTH_LIMIT) return;
    node->depth = 0;
    node->child_count = 0;
    node->kind = node->kind == NODE_MINUS || node->kind == NODE_BINARY ? NODE_INT : NODE_TRUE; /* says nothing more */
    if (p->too_deep) return;
    p->too_deep = true;
    Diag *diag = diag_add(p->diags, E0104, node->span, "this is nested more than %d levels deep", NODE_DEPTH_LIMIT);
    diag_remedy(p->diags, diag, "name a part of it as a relation or variable of its own");
}

static void note_depth(Parser *p, Node *node) {
    for (uint32_t i = 0; i < node->child_count; i++)
        if (node->children[i]->depth >= node->depth) node->depth = node->children[i]->depth + 1;
    limit_depth(p, node);
}

void nodes_add(Parser *p, NodeList *list, Node *node) {
    if (list->count == list->capacity) {
        list->capacity = list->capacity ? list->capacity * 2 : 4;
        Node **wider = arena_room(p->arena, list->capacity * sizeof(Node *));
        if (list->count) memcpy(wider, list->items, list->count * sizeof(Node *));
        list->items = wider;
    }
    list->items[list->count++] = node;
}

static Node *node_over(Parser *p, NodeKind kind, Span span, Node **children, size_t count) {
    Node *node = node_new(p, kind, span);
    node->child_count = (uint32_t)count;
    node->children = children;
    note_depth(p, node);
    return node;
}

Node *node_list(Parser *p, NodeKind kind, Span span, const NodeList *list) {
    return node_over(p, kind, span, list->items, list->count);
}

Node *node_one(Parser *p, NodeKind kind, Span span, Node *child) {
    return node_over(p, kind, span, arena_copy(p->arena, &child, sizeof child), 1);
}

Node *node_two(Parser *p, NodeKind kind, Span span, Node *left, Node *right) {
    Node *children[] = {left, right};
    return node_over(p, kind, span, arena_copy(p->arena, children, sizeof children), 2);
}

/* Room for a power of two of children, so that adding one more is cheap. */
Node *node_join(Parser *p, NodeKind kind, Span span, Node *left, Node *right) {
    if (left->kind != kind || left->is_quoted)
        return node_two(p, kind, span, left, right); /* is_quoted: in parentheses */
    uint32_t count = left->child_count;
    if ((count & (count - 1)) == 0) {
        Node **wider = arena_array(p->arena, Node *, count * 2);
        memcpy(wider, left->children, count * sizeof *wider);
        left->children = wider;
    }
    left->children[left->child_count++] = right;
    left->span = span;
    if (right->depth >= left->depth) left->depth = right->depth + 1;
    limit_depth(p, left);
    return left;
}

Node *node_negative(Parser *p, Span span, Node *child) { return node_one(p, NODE_MINUS, span, child); }

Node *node_call(Parser *p, Span span, Span name_span, Str name, const NodeList *arguments) {
    Node *node = node_list(p, NODE_CALL, span, arguments);
    node->text = name;
    node->name_span = name_span;
    return node;
}

Statement *statement_new(Parser *p, StatementKind kind, Span span) {
    Statement *statement = arena_new(p->arena, Statement);
    statement->kind = kind;
    statement->span = span;
    statement->label_span = statement->text_span = statement->text_2_span = statement->base_type_span = NO_SPAN;
    return statement;
}

void statement_take_cites(Parser *p, Statement *statement, CiteList *cites) {
    if (cites->count == 0) return;
    CiteNode *all = arena_array(p->arena, CiteNode, statement->cite_count + cites->count);
    if (statement->cite_count) memcpy(all, statement->cites, statement->cite_count * sizeof *all);
    memcpy(all + statement->cite_count, cites->items, cites->count * sizeof *all);
    statement->cites = all;
    statement->cite_count += (uint32_t)cites->count;
    vec_free(cites);
}

void parser_add(Parser *p, Statement *statement) {
    p->has_failed = false; /* a sign of another language in it is no excuse for the next one */
    if (!statement) return;
    statement->doc = arena_str(p->arena, text_str(&p->doc));
    text_empty(&p->doc);
    vec_push(&p->statements, statement);
}

static void add_code_point(Text *text, uint32_t c) {
    char bytes[4];
    size_t size = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const unsigned char FIRST[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = size; i-- > 1; c >>= 6) bytes[i] = (char)(0x80 | (c & 0x3F));
    bytes[0] = (char)(FIRST[size] | c);
    text_add(text, (Str){bytes, size});
}

/* \u{1F600}: gives what lies behind it; NULL if it is not written so. */
static const char *read_code_point(const char *c, const char *end, uint32_t *code) {
    *code = 0;
    if (c >= end || *c++ != '{') return NULL;
    for (; c < end && *c != '}'; c++) {
        char d = *c;
        uint32_t digit = d >= '0' && d <= '9'   ? (uint32_t)(d - '0')
                         : d >= 'a' && d <= 'f' ? (uint32_t)(d - 'a' + 10)
                         : d >= 'A' && d <= 'F' ? (uint32_t)(d - 'A' + 10)
                                                : 99;
        if (digit == 99 || *code > 0x10FFFF) return NULL;
        *code = *code * 16 + digit;
    }
    return c < end && *code <= 0x10FFFF && (*code < 0xD800 || *code > 0xDFFF) ? c + 1 : NULL;
}

Str literal_text(Parser *p, Span span) {
    const char *c = p->text.text + span.begin + 1, *end = p->text.text + span.end - 1;
    char quote = c[-1];
    if (!memchr(c, '\\', (size_t)(end - c)) && !memchr(c, quote, (size_t)(end - c))) return str_range(c, end);
    Text text;
    text_init(&text);
    while (c < end) {
        uint32_t code;
        const char *behind;
        if (*c == quote) c++; /* '' within '...' */
        if (*c != '\\' || c + 1 >= end) {
            text_add_char(&text, *c++);
            continue;
        }
        c++;
        if (*c == 'u' && (behind = read_code_point(c + 1, end, &code))) {
            add_code_point(&text, code);
            c = behind;
            continue;
        }
        switch (*c) {
        case 'n': text_add_char(&text, '\n'); break;
        case 't': text_add_char(&text, '\t'); break;
        case 'r': text_add_char(&text, '\r'); break;
        case '\\':
        case '"':
        case '\'': text_add_char(&text, *c); break;
        default: {
            uint32_t at = (uint32_t)(c - p->text.text);
            Diag *diag = diag_add(p->diags, E0108, (Span){p->source, at - 1, at + 1}, "there is no escape '\\%c'", *c);
            diag_remedy(p->diags, diag, "write \\\\ for a backslash");
        }
        }
        c++;
    }
    Str copy = arena_str(p->arena, text_str(&text));
    text_clear(&text);
    return copy;
}

bool pair_hole(const PairNode *pair, Str *text, Str *hole, Str *behind) {
    const char *end = pair->text.text + pair->text.length;
    const char *open = pair->is_text && pair->text.length ? memchr(pair->text.text, '{', pair->text.length) : NULL;
    const char *close = open ? memchr(open, '}', (size_t)(end - open)) : NULL;
    if (!close) return false;
    *text = str_range(pair->text.text, open);
    *hole = str_range(open + 1, close);
    *behind = str_range(close + 1, end);
    return true;
}
