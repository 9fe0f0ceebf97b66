/* Edits.
 *
 * Statements are compared as they are written, but for blanks and comments; what has the same label or name on both sides is
 * one edit.  How files are divided does not matter: `use` and `load` are no edits, what they bring is.  Rows of tables are
 * compared as atoms. */
#include "runtime/api/edits.h"

#include <stdlib.h>

#include "lang/syntax/parse.h"
#include "runtime/show/words.h"

const char *edited_kind_name(EditedKind kind) {
    static const char *const NAMES[] = {"fact", "rule", "claim", "declaration", "statement"};
    return NAMES[kind];
}

/* ---- one side ---- */

typedef struct {
    EditedKind kind;
    StatementKind statement;
    bool is_row;
    Str label, text, cites;
    Span span;
} Written;
typedef Vec(Written) Writtens;

static EditedKind kind_of(const Statement *s) {
    switch (s->kind) {
    case STMT_CLAUSE: return s->body || s->has_rule_word ? EDITED_RULE : EDITED_FACT;
    case STMT_AGAINST:
    case STMT_UNDERCUT:
    case STMT_PREFER: return EDITED_RULE;
    case STMT_CLAIM: return EDITED_CLAIM;
    case STMT_RELATION:
    case STMT_TYPE:
    case STMT_SOURCE:
    case STMT_PARAMETER:
    case STMT_CONTRARY: return EDITED_DECLARATION;
    default: return EDITED_OTHER;
    }
}

/* What cannot change what follows, or is compared by what it brings. */
static bool is_compared(const Statement *s) {
    switch (s->kind) {
    case STMT_USE:
    case STMT_LOAD:
    case STMT_QUERY:
    case STMT_TEST:
    case STMT_EXERCISE:
    case STMT_SCENARIO:
    case STMT_PREDICTION: return false;
    default: return true;
    }
}

static void add_statements(const Sources *sources, SourceId id, Arena *arena, Writtens *list) {
    Diags *diags = diags_new((Sources *)(uintptr_t)sources);
    Ast *ast = parse(sources, id, arena, diags);
    Text text;
    text_init(&text);
    for (uint32_t i = 0; ast && i < ast->statement_count; i++) {
        const Statement *s = ast->statements[i];
        if (!is_compared(s)) continue;
        text_empty(&text);
        written_print(sources, s->span, &text);
        vec_push(list, ((Written){kind_of(s), s->kind, false, arena_str(arena, s->label),
                                  arena_str(arena, text_str(&text)), STR(""), s->span}));
    }
    text_clear(&text);
    diags_free(diags);
}

static Str cites_of(const Program *program, Cites cites, Arena *arena) {
    Text text;
    text_init(&text);
    for (uint32_t i = 0; i < cites.count; i++) {
        if (i) text_add_char(&text, ';');
        text_add(&text, symbol_str(program, cites.items[i].key));
    }
    Str all = arena_str(arena, text_str(&text));
    text_clear(&text);
    return all;
}

/* Rows that no rule file states. */
static void add_rows(const Session *session, RelId id, Arena *arena, Writtens *list) {
    const Store *store = session->given;
    RelId where = program_given(session->program, id);
    const Table *table = store_table(store, where);
    Text text;
    text_init(&text);
    for (RowId row = 0; row < table_count(table); row++) {
        Origin origin = store_origin_count(store, where, row) ? store_origin(store, where, row, 0) : (Origin){0};
        if (origin.span.source == NO_SOURCE || source_has_text(session->sources, origin.span.source)) continue;
        text_empty(&text);
        atom_print(session->program, id, table_row(table, row), &text);
        Str label = origin.label == NO_SYMBOL ? STR("") : symbol_str(session->program, origin.label);
        vec_push(list,
                 ((Written){EDITED_FACT, STMT_CLAUSE, true, arena_str(arena, label), arena_str(arena, text_str(&text)),
                            cites_of(session->program, origin.cites, arena), origin.span}));
    }
    text_clear(&text);
}

static int written_order(const void *a, const void *b) {
    const Written *x = a, *y = b;
    if (x->kind != y->kind) return x->kind < y->kind ? -1 : 1;
    int order = str_compare(x->text, y->text);
    return order ? order : str_compare(x->label, y->label);
}

static void list_written(const Session *session, Arena *arena, Writtens *list) {
    uint32_t count = source_count(session->sources);
    for (SourceId id = 0; id < count; id++) {
        Str name = source_name(session->sources, id);
        bool is_rules = name.length > 6 && memcmp(name.text + name.length - 6, ".hence", 6) == 0;
        for (size_t i = 0; i < session->path_count; i++)
            is_rules = is_rules || str_equal(name, str_of(session->paths[i]));
        if (is_rules && source_has_text(session->sources, id)) add_statements(session->sources, id, arena, list);
    }
    for (RelId id = 0; id < session->program->relations.count; id++)
        if (session->program->relations.items[id].helper == HELPER_NONE) add_rows(session, id, arena, list);
    if (list->count) qsort(list->items, list->count, sizeof *list->items, written_order);
}

/* ---- both ---- */

/* Drops what both have; the lists are sorted. */
static void drop_common(Writtens *a, Writtens *b) {
    size_t i = 0, k = 0, kept_a = 0, kept_b = 0;
    while (i < a->count || k < b->count) {
        int order = i == a->count ? 1 : k == b->count ? -1 : written_order(&a->items[i], &b->items[k]);
        if (order == 0)
            i++, k++;
        else if (order < 0)
            a->items[kept_a++] = a->items[i++];
        else
            b->items[kept_b++] = b->items[k++];
    }
    a->count = kept_a;
    b->count = kept_b;
}

static bool is_same_thing(const Written *a, const Written *b) {
    return a->label.length && a->kind == b->kind && a->statement == b->statement && a->is_row == b->is_row &&
           str_equal(a->label, b->label);
}

static Edited edit_of(const Written *a, const Written *b) {
    const Written *any = a ? a : b;
    return (Edited){.kind = any->kind,
                    .is_row = any->is_row,
                    .is_new_name = !a && (b->statement == STMT_RELATION || b->statement == STMT_TYPE ||
                                          b->statement == STMT_SOURCE),
                    .label = any->label,
                    .text_a = a ? a->text : STR(""),
                    .text_b = b ? b->text : STR(""),
                    .span_a = a ? a->span : NO_SPAN,
                    .span_b = b ? b->span : NO_SPAN,
                    .cites = b ? b->cites : STR("")};
}

static int edit_order(const void *a, const void *b) {
    const Edited *x = a, *y = b;
    if (x->kind != y->kind) return x->kind < y->kind ? -1 : 1;
    Str p = x->text_a.length ? x->text_a : x->text_b, q = y->text_a.length ? y->text_a : y->text_b;
    int order = str_compare(p, q);
    return order ? order : (x->text_a.length == 0) - (y->text_a.length == 0);
}

void edits_find(const Session *a, const Session *b, Arena *arena, Editeds *edits) {
    Writtens was = {0}, is = {0};
    list_written(a, arena, &was);
    list_written(b, arena, &is);
    drop_common(&was, &is);
    bool *is_paired = arena_array(arena, bool, is.count + 1);
    for (size_t i = 0; i < was.count; i++) {
        const Written *partner = NULL;
        for (size_t k = 0; k < is.count && !partner && was.items[i].label.length; k++) {
            if (is_paired[k] || !is_same_thing(&was.items[i], &is.items[k])) continue;
            partner = &is.items[k];
            is_paired[k] = true;
        }
        vec_push(edits, edit_of(&was.items[i], partner));
    }
    for (size_t k = 0; k < is.count; k++)
        if (!is_paired[k]) vec_push(edits, edit_of(NULL, &is.items[k]));
    if (edits->count) qsort(edits->items, edits->count, sizeof *edits->items, edit_order);
    vec_free(&was);
    vec_free(&is);
}

/* ---- texts ---- */

/* The full stop is not part of every span. */
void statement_blank(Text *text, Span span) {
    uint32_t end = span.end;
    if (end > span.begin && text->bytes[end - 1] != '.') {
        while (end < text->length && strchr(" \t\r\n", text->bytes[end])) end++;
        end += end < text->length && text->bytes[end] == '.';
    }
    for (uint32_t i = span.begin; i < end; i++)
        if (text->bytes[i] != '\n') text->bytes[i] = ' ';
}

SourceId source_known(const Sources *sources, Str name) {
    for (SourceId id = 0; id < source_count(sources); id++)
        if (source_has_text(sources, id) && str_equal(source_name(sources, id), name)) return id;
    return NO_SOURCE;
}
