/* Runs the generated parser over one source. */
#include "lang/syntax/parse.h"

#include "lang/syntax/ast_build.h"
#include "lang/syntax/lexer.h"
#include "parser.h"

/* A body alone is a query without its dress. */
static Ast *parse_text(const Sources *sources, SourceId source, bool only_body, Arena *arena, Diags *diags,
                       TokenList *tokens) {
    Parser p = {.sources = sources,
                .source = source,
                .text = source_text(sources, source),
                .arena = arena,
                .diags = diags,
                .tokens = tokens};
    p.at_start = true;
    p.only_body = only_body;
    text_init(&p.doc);
    void *lexer = lexer_open(&p);
    hence_parse(lexer, &p);
    lexer_close(lexer);
    Ast *ast = arena_new(arena, Ast);
    ast->source = source;
    ast->statement_count = (uint32_t)p.statements.count;
    ast->statements = arena_copy(arena, p.statements.items, p.statements.count * sizeof *p.statements.items);
    ast->node_count = p.node_count;
    vec_free(&p.statements);
    text_clear(&p.doc);
    return ast;
}

Ast *parse(const Sources *sources, SourceId source, Arena *arena, Diags *diags) {
    return parse_text(sources, source, false, arena, diags, NULL);
}

Ast *parse_tokens(const Sources *sources, SourceId source, Arena *arena, Diags *diags, TokenList *tokens) {
    return parse_text(sources, source, false, arena, diags, tokens);
}

Ast *parse_body(const Sources *sources, SourceId source, Arena *arena, Diags *diags) {
    uint32_t before = diags_error_count(diags);
    Ast *ast = parse_text(sources, source, true, arena, diags, NULL);
    return diags_error_count(diags) > before || ast->statement_count != 1 ? NULL : ast;
}
