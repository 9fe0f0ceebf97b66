/* Statements in order; a rule without a name goes by its head. */
#include "lang/editor/outline.h"

static void add(Outline *outline, OutlineKind kind, Str name, Str detail, Span span, Span name_span) {
    if (name_span.source == NO_SOURCE || name_span.begin < span.begin || name_span.end > span.end) name_span = span;
    vec_push(outline, ((OutlineItem){kind, name, detail, span, name_span, 0}));
}

static void add_relation(const Statement *s, Outline *outline) {
    add(outline, OUTLINE_RELATION, s->label, s->text, s->span, s->label_span);
    vec_last(outline).child_count = s->column_count;
    for (uint32_t i = 0; i < s->column_count; i++) {
        const ColumnNode *column = &s->columns[i];
        Span span = span_join(column->span, column->domain.length ? column->domain_span : column->type_span);
        add(outline, OUTLINE_COLUMN, column->name, column->type, span, column->span);
    }
}

static void add_clause(const Project *project, const Statement *s, Outline *outline) {
    bool is_rule = s->body != NULL;
    if (s->label.length)
        add(outline, is_rule ? OUTLINE_RULE : OUTLINE_FACT, s->label, s->text, s->span, s->label_span);
    else if (is_rule && s->head)
        add(outline, OUTLINE_RULE, span_text(project->sources, s->head->span), s->text, s->span, s->head->span);
}

static void add_statement(const Project *project, const Statement *s, Outline *outline) {
    switch (s->kind) {
    case STMT_CLAUSE:
    case STMT_AGAINST: add_clause(project, s, outline); return;
    case STMT_RELATION: add_relation(s, outline); return;
    case STMT_TYPE: add(outline, OUTLINE_TYPE, s->label, STR(""), s->span, s->label_span); return;
    case STMT_PARAMETER: add(outline, OUTLINE_PARAMETER, s->label, s->base_type, s->span, s->label_span); return;
    case STMT_CLAIM:
    case STMT_PREDICTION: add(outline, OUTLINE_CLAIM, s->label, s->text, s->span, s->label_span); return;
    case STMT_SOURCE: add(outline, OUTLINE_SOURCE, s->label, s->text, s->span, s->label_span); return;
    case STMT_SCENARIO: add(outline, OUTLINE_SCENARIO, s->label, s->text, s->span, s->label_span); return;
    case STMT_EXERCISE: add(outline, OUTLINE_TEST, s->label, s->text, s->span, s->label_span); return;
    case STMT_TEST: add(outline, OUTLINE_TEST, s->label, s->text_2, s->span, s->label_span); return;
    case STMT_USE:
    case STMT_LOAD: add(outline, OUTLINE_FILE, s->text, s->text_2, s->span, s->text_span); return;
    case STMT_QUERY:
    case STMT_MAP:
    case STMT_DIRECTIVE:
    case STMT_CONTRARY:
    case STMT_PREFER:
    case STMT_UNDERCUT: return;
    }
}

void outline_make(const Project *project, uint32_t module, Outline *outline) {
    const Ast *ast = project_ast(project, module);
    for (uint32_t i = 0; i < ast->statement_count; i++) add_statement(project, ast->statements[i], outline);
}

/* ---- folding ---- */

static void add_fold(Str text, uint32_t begin, uint32_t end, bool is_comment, Folds *folds) {
    if (end > text.length) end = (uint32_t)text.length;
    if (begin < end && memchr(text.text + begin, '\n', end - begin)) vec_push(folds, ((Fold){begin, end, is_comment}));
}

/* Whether only one line end and blanks stand between. */
static bool is_next_line(Str text, uint32_t from, uint32_t to) {
    unsigned ends = 0;
    for (uint32_t i = from; i < to; i++) {
        if (text.text[i] == '\n')
            ends++;
        else if (!strchr(" \t\r", text.text[i]))
            return false;
    }
    return ends == 1;
}

static bool begins_line(Str text, uint32_t at) {
    while (at > 0 && (text.text[at - 1] == ' ' || text.text[at - 1] == '\t')) at--;
    return at == 0 || text.text[at - 1] == '\n';
}

void folds_make(Str text, const Ast *ast, const TokenList *tokens, Folds *folds) {
    for (uint32_t i = 0; i < ast->statement_count; i++)
        add_fold(text, ast->statements[i]->span.begin, ast->statements[i]->span.end, false, folds);
    for (size_t i = 0; i < tokens->count; i++) {
        const Token *token = &tokens->items[i];
        if (token->kind == TOKEN_BLOCK) add_fold(text, token->span.begin, token->span.end, true, folds);
        if (token->kind != TOKEN_LINE || !begins_line(text, token->span.begin)) continue;
        size_t last = i;
        while (last + 1 < tokens->count && tokens->items[last + 1].kind == TOKEN_LINE &&
               is_next_line(text, tokens->items[last].span.end, tokens->items[last + 1].span.begin))
            last++;
        if (last > i) add_fold(text, token->span.begin, tokens->items[last].span.end, true, folds);
        i = last;
    }
}
