/* What may be stated: what the exercise asks for, and steps of the answer's own. */
#include "runtime/api/submission_internal.h"
#include "runtime/judge/universe.h"

static Str head_name(const Statement *s) {
    const Node *head = s->head;
    while (head && head->kind == NODE_MINUS && head->child_count) head = head->children[0];
    bool is_named = head && (head->kind == NODE_CALL || head->kind == NODE_NAME);
    return is_named ? head->text : STR("");
}

static bool names_it(const Define *define, Str name) {
    for (uint32_t i = 0; i < define->name_count; i++)
        if (str_equal(define->names[i], name)) return true;
    return define->name_count == 0;
}

/* Takes the first of the exercise's permissions that fits and is not used up. */
static bool is_permitted(Reader *r, DefineKind kind, Str name, bool *is_used_up) {
    const Exercise *e = r->bench->exercise;
    bool is_clause = kind == DEFINE_RULES || kind == DEFINE_FACTS;
    *is_used_up = false;
    for (size_t i = 0; i < e->defines.count; i++) {
        const Define *define = &e->defines.items[i];
        bool fits = define->kind == kind || (is_clause && define->kind == DEFINE_STATEMENTS);
        if (!fits || !names_it(define, name)) continue;
        *is_used_up = define->most && r->used[i] == define->most;
        if (*is_used_up) continue;
        r->used[i]++;
        return true;
    }
    return false;
}

static bool is_permitted_kind(const Reader *r, DefineKind kind, Str name) {
    const Exercise *e = r->bench->exercise;
    for (size_t i = 0; i < e->defines.count; i++)
        if (e->defines.items[i].kind == kind && names_it(&e->defines.items[i], name)) return true;
    return false;
}

static void permit(Reader *r, Entry *entry, DefineKind kind, Str name, const char *what) {
    bool is_used_up;
    if (is_permitted(r, kind, name, &is_used_up)) return;
    if (is_used_up)
        entry_refuse(r, entry, "there are more %.*s than the task allows", str_of(define_name(kind, false)),
                     "the first ones count");
    else
        entry_refuse(r, entry, what, name, "the task says what may be stated");
}

static void permit_clause(Reader *r, Entry *entry) {
    Str name = head_name(entry->statement);
    DefineKind kind = entry->statement->body || entry->statement->kind == STMT_AGAINST ? DEFINE_RULES : DEFINE_FACTS;
    if (relation_written(r->given.session.program, name) == NO_ID) return; /* a step of the answer's own */
    const char *what = "'%.*s' is not for an answer to define";
    if (kind == DEFINE_FACTS && is_permitted_kind(r, DEFINE_RULES, name))
        what = "the task asks for rules about '%.*s', not for facts";
    if (kind == DEFINE_RULES && is_permitted_kind(r, DEFINE_FACTS, name))
        what = "the task asks for facts about '%.*s', not for rules";
    permit(r, entry, kind, name, what);
}

static void permit_statement(Reader *r, Entry *entry) {
    const Statement *s = entry->statement;
    switch (s->kind) {
    case STMT_CLAUSE:
    case STMT_AGAINST: permit_clause(r, entry); return;
    case STMT_UNDERCUT: permit(r, entry, DEFINE_EXCEPTIONS, s->text, "an exception to '%.*s' is not asked for"); return;
    case STMT_PREFER: permit(r, entry, DEFINE_PRIORITIES, s->text, "a priority of '%.*s' is not asked for"); return;
    case STMT_RELATION:
    case STMT_TYPE:
    case STMT_SOURCE: return; /* the compiler sees that none is declared twice */
    case STMT_QUERY:
    case STMT_CLAIM:
    case STMT_PREDICTION:
    case STMT_SCENARIO:
    case STMT_TEST: entry->fate = FATE_LEFT_OUT; return; /* they change nothing */
    case STMT_USE:
    case STMT_LOAD:
        entry_refuse(r, entry, "'%.*s' is not read: an answer stands by itself", s->text, "what it needs is given");
        return;
    default: entry_refuse(r, entry, "such a statement has no place in an answer%.*s", STR(""), ""); return;
    }
}

/* ---- what is given already ---- */

static void squeeze(Str text, Text *plain) {
    text_empty(plain);
    for (size_t i = 0; i < text.length; i++)
        if (!char_is_blank(text.text[i])) text_add_char(plain, text.text[i]);
}

/* Somebody may have copied what is given into the answer: that changes nothing, and is no fault. */
static void leave_out_copies(Reader *r) {
    const Ast *given = r->bench->exercise->ast;
    Text own, other;
    text_init(&own);
    text_init(&other);
    for (uint32_t i = 0; i < r->ast->statement_count; i++) {
        squeeze(span_text(r->sources, r->ast->statements[i]->span), &own);
        for (uint32_t k = 0; k < given->statement_count && r->entries[i].fate == FATE_COUNTS; k++) {
            const Statement *s = given->statements[k];
            Span all = r->bench->exercise->span;
            if (s->span.begin >= all.begin && s->span.end <= all.end) continue;
            squeeze(
                str_range(r->bench->exercise->text.text + s->span.begin, r->bench->exercise->text.text + s->span.end),
                &other);
            if (str_equal(text_str(&own), text_str(&other))) r->entries[i].fate = FATE_LEFT_OUT;
        }
    }
    text_clear(&own);
    text_clear(&other);
}

/* An answer that is an exercise itself has its solution in it, and its tests. */
static void refuse_exercises(Reader *r) {
    for (uint32_t i = 0; i < r->ast->statement_count; i++) {
        const Statement *outer = r->ast->statements[i];
        if (outer->kind != STMT_EXERCISE) continue;
        for (uint32_t k = 0; k < r->ast->statement_count; k++) {
            Span span = r->ast->statements[k]->span;
            if (k != i && span.begin >= outer->span.begin && span.end <= outer->span.end)
                r->entries[k].fate = FATE_LEFT_OUT;
        }
    }
}

void submission_permit(Reader *r) {
    r->used = arena_array(&r->arena, uint64_t, r->bench->exercise->defines.count + 1);
    leave_out_copies(r);
    refuse_exercises(r);
    for (uint32_t i = 0; i < r->ast->statement_count; i++)
        if (r->entries[i].fate == FATE_COUNTS) permit_statement(r, &r->entries[i]);
}
