/* Tokens and marks side by side, both in order; where a token has a mark, that says more. */
#include "lang/editor/highlight.h"

#include "parser.h"

const char *light_name(LightKind kind) {
    static const char *const NAMES[LIGHT_COUNT] = {
#define X(id, name) name,
        HIGHLIGHTS(X)
#undef X
    };
    return NAMES[kind];
}

static const LightKind OF_MARK[MARK_KINDS] = {LIGHT_RELATION, LIGHT_COLUMN, LIGHT_TYPE,     LIGHT_CONSTANT,
                                              LIGHT_VARIABLE, LIGHT_LABEL,  LIGHT_SCENARIO, LIGHT_SOURCE,
                                              LIGHT_CALL,     LIGHT_STRING};

/* LIGHT_COUNT: none. */
static LightKind of_token(int kind, char first) {
    switch (kind) {
    case TOKEN_LINE:
    case TOKEN_BLOCK: return LIGHT_COMMENT;
    case HENCE_TEXT: return LIGHT_STRING;
    case HENCE_INT:
    case HENCE_FLOAT:
    case HENCE_DATE: return LIGHT_NUMBER;
    case HENCE_CAPITAL: return LIGHT_VARIABLE;
    case HENCE_AGGREGATE: return LIGHT_CALL;
    case HENCE_NAME:
    case HENCE_QUOTED:
    case HENCE_INVALID:
    case HENCE_END:
    case HENCE_COMMA:
    case HENCE_LEFT:
    case HENCE_CLOSE:
    case HENCE_LEFT_BRACE:
    case HENCE_RIGHT_BRACE: return LIGHT_COUNT;
    default: return (first >= 'a' && first <= 'z') ? LIGHT_KEYWORD : LIGHT_OPERATOR;
    }
}

/* A piece of each line that a token has. */
static void add_lines(Str text, Light light, Lights *lights) {
    for (uint32_t at = light.begin; at < light.end;) {
        uint32_t end = at;
        while (end < light.end && text.text[end] != '\n' && text.text[end] != '\r') end++;
        if (end > at) vec_push(lights, ((Light){light.kind, light.modifiers, at, end}));
        at = end;
        while (at < light.end && (text.text[at] == '\n' || text.text[at] == '\r')) at++;
    }
}

/* A sentence with {columns}: what stands between them is text. */
static size_t add_token(Str text, const Token *token, const Mark *marks, size_t count, size_t next, Lights *lights) {
    Light light = {of_token(token->kind, text.text[token->span.begin]), 0, token->span.begin, token->span.end};
    bool is_doc = token->kind == TOKEN_LINE && token->span.end - token->span.begin > 2 &&
                  text.text[token->span.begin + 1] == '%' && text.text[token->span.begin + 2] != '%';
    if (is_doc) light.modifiers = LIGHT_DOCUMENTS;
    for (; next < count && marks[next].span.end <= token->span.end; next++) {
        const Mark *mark = &marks[next];
        if (mark->span.begin < light.begin) continue;
        if (mark->span.begin > light.begin && light.kind != LIGHT_COUNT)
            add_lines(text, (Light){light.kind, light.modifiers, light.begin, mark->span.begin}, lights);
        bool is_text = mark->kind == MARK_CONSTANT && text.text[mark->span.begin] == '"';
        add_lines(text,
                  (Light){is_text ? LIGHT_STRING : OF_MARK[mark->kind], mark->role == ROLE_DEFINES ? LIGHT_DEFINES : 0,
                          mark->span.begin, mark->span.end},
                  lights);
        light.begin = mark->span.end;
    }
    if (light.begin < light.end && light.kind != LIGHT_COUNT) add_lines(text, light, lights);
    return next;
}

void lights_make(Str text, const TokenList *tokens, const Mark *marks, size_t count, Lights *lights) {
    size_t next = 0;
    for (size_t i = 0; i < tokens->count; i++) {
        const Token *token = &tokens->items[i];
        if (token->span.begin >= token->span.end || token->span.end > text.length) continue;
        while (next < count && marks[next].span.begin < token->span.begin) next++;
        next = add_token(text, token, marks, count, next, lights);
    }
}
