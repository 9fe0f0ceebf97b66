/* Runs the generated parser over one source. */
#include "lang/syntax/parse.h"

#include <stdlib.h>

#include "lang/syntax/ast_build.h"
#include "lang/syntax/lexer.h"
#include "parser.h"

/* Whether every byte belongs to a character; else the first that does not is told, with how many more there are.
 * Nothing is read of such a file: what its bytes mean is anybody's guess. */
static bool tell_utf8(const Sources *sources, SourceId source, Diags *diags) {
    Str text = source_text(sources, source);
    size_t first, last, bad, wrong = 1;
    if (str_is_utf8(text, &first)) return true;
    for (last = first; !str_is_utf8((Str){text.text + last + 1, text.length - last - 1}, &bad); wrong++)
        last += 1 + bad;
    bool is_wide = text.length >= 2 && (memcmp(text.text, "\xFF\xFE", 2) == 0 || memcmp(text.text, "\xFE\xFF", 2) == 0);
    Diag *diag = diag_add(diags, E0106, (Span){source, (uint32_t)first, (uint32_t)first + 1}, "this byte is not UTF-8");
    diag_remedy(diags, diag, is_wide ? "the file is UTF-16: save it as UTF-8" : "save the file as UTF-8");
    if (wrong > 1)
        diag_note(diags, diag, (Span){source, (uint32_t)last, (uint32_t)last + 1}, "%zu more, the last here",
                  wrong - 1);
    return false;
}

static int by_place(const void *a, const void *b) {
    Span x = (*(Statement *const *)a)->span, y = (*(Statement *const *)b)->span;
    if (x.begin != y.begin) return x.begin < y.begin ? -1 : 1;
    return (x.end < y.end) - (x.end > y.end);
}

/* What stands within an exercise was read before it. */
static void sort_statements(Ast *ast) {
    bool has_exercise = false;
    for (uint32_t i = 0; i < ast->statement_count; i++)
        has_exercise = has_exercise || ast->statements[i]->kind == STMT_EXERCISE;
    if (has_exercise) qsort(ast->statements, ast->statement_count, sizeof *ast->statements, by_place);
}

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
    if (diags_go_on_now(diags, (Span){source, 0, 0}) && tell_utf8(sources, source, diags)) {
        void *lexer = lexer_open(&p);
        hence_parse(lexer, &p);
        lexer_close(lexer);
    }
    Ast *ast = arena_new(arena, Ast);
    ast->source = source;
    ast->statement_count = (uint32_t)p.statements.count;
    ast->statements = arena_copy(arena, p.statements.items, p.statements.count * sizeof *p.statements.items);
    ast->node_count = p.node_count;
    sort_statements(ast);
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
