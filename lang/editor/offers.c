/* What there is to be offered: names of the project, words and functions of the language. */
#include "lang/editor/complete_internal.h"
#include "lang/editor/describe.h"
#include "lang/editor/rename.h"

/* In quotes, as a name; a constant may be a text as well, which is what people write. */
static void add_in_quotes(Str name, CompletionKind kind, Text *text) {
    if (kind == COMPLETION_CONSTANT || memchr(name.text, '\n', name.length)) {
        text_add_quoted(text, name);
        return;
    }
    text_add_name_quoted(text, name);
}

Completion *offer(Writer *w, CompletionKind kind, Str name, unsigned rank) {
    vec_push(&w->out->items, ((Completion){.kind = kind, .name = name, .insert = name, .rank = rank}));
    Completion *c = &vec_last(&w->out->items);
    bool is_plain = kind == COMPLETION_WORD || kind == COMPLETION_VARIABLE || kind == COMPLETION_CALL;
    if (is_plain || name_is_plain(name)) return c;
    Text insert;
    text_init(&insert);
    add_in_quotes(name, kind, &insert);
    c->insert = arena_str(&w->out->arena, text_str(&insert));
    text_clear(&insert);
    return c;
}

void offer_words(Writer *w, WordPlace place, unsigned rank) {
    for (size_t i = 0; i < KNOWN_WORD_COUNT; i++) {
        if (KNOWN_WORDS[i].place != place) continue;
        offer(w, COMPLETION_WORD, str_of(KNOWN_WORDS[i].word), rank)->about = str_of(KNOWN_WORDS[i].about);
    }
}

void offer_word(Writer *w, const char *word, unsigned rank) {
    const KnownWord *known = word_known(str_of(word));
    offer(w, COMPLETION_WORD, str_of(word), rank)->about = str_of(known ? known->about : "");
}

/* What stands for itself in a snippet. */
static void add_snippet_name(Str name, Text *text) {
    for (size_t i = 0; i < name.length; i++) {
        if (strchr("$}\\", name.text[i])) text_add_char(text, '\\');
        text_add_char(text, name.text[i]);
    }
}

static Str relation_snippet(Writer *w, const Relation *relation, Str insert) {
    Text text;
    text_init(&text);
    add_snippet_name(insert, &text);
    for (uint32_t i = 0; i < relation->arity; i++) {
        text_printf(&text, "%s${%u:", i ? ", " : "(", (unsigned)i + 1);
        add_snippet_name(name_text(w->project->program, relation->columns[i].name), &text);
        text_lit(&text, "}");
    }
    if (relation->arity) text_lit(&text, ")");
    Str made = arena_str(&w->out->arena, text_str(&text));
    text_clear(&text);
    return made;
}

void offer_relations(Writer *w, bool with_arguments, unsigned rank) {
    const Program *program = w->project->program;
    for (RelId id = 0; id < program->relations.count; id++) {
        const Relation *relation = &program->relations.items[id];
        if (relation->helper != HELPER_NONE || relation->is_negative || relation->name == NO_SYMBOL) continue;
        Completion *c = offer(w, COMPLETION_RELATION, name_text(program, relation->name), rank);
        Text detail;
        text_init(&detail);
        relation_print_columns(program, relation, &detail);
        c->detail = arena_str(&w->out->arena, text_str(&detail));
        text_clear(&detail);
        c->about = relation->doc.length ? relation->doc : relation->sentence;
        if (with_arguments) c->snippet = relation_snippet(w, relation, c->insert);
    }
}

void offer_types(Writer *w) {
    const Program *program = w->project->program;
    static const char *const BASE[] = {"symbol", "int", "float", "date"};
    for (size_t i = 0; i < sizeof BASE / sizeof *BASE; i++) offer(w, COMPLETION_TYPE, str_of(BASE[i]), 1);
    for (TypeId id = TYPE_ID_COUNT; id < program->types.count; id++)
        if (program->types.items[id].name != NO_SYMBOL)
            offer(w, COMPLETION_TYPE, name_text(program, program->types.items[id].name), 0);
}

void offer_members(Writer *w, TypeId id) {
    const Program *program = w->project->program;
    if (id >= program->types.count || !program->types.items[id].members) return;
    const Type *type = &program->types.items[id];
    for (uint32_t i = 0; i < type->member_count; i++) {
        Text text;
        text_init(&text);
        value_print(program->values, type->members[i], &text);
        Completion *c = offer(w, COMPLETION_CONSTANT, arena_str(&w->out->arena, text_str(&text)), 0);
        c->insert = c->name; /* printed as it is written */
        c->detail = name_text(program, type->name);
        text_clear(&text);
    }
}

void offer_sources(Writer *w) {
    const Program *program = w->project->program;
    for (size_t i = 0; i < program->bibliography.count; i++) {
        const Bibitem *item = &program->bibliography.items[i];
        Completion *c = offer(w, COMPLETION_SOURCE, name_text(program, item->key), 0);
        for (uint32_t k = 0; k < item->field_count; k++)
            if (str_equal(item->fields[k].name, STR("title"))) c->detail = item->fields[k].text;
    }
}

void offer_labels(Writer *w, unsigned kinds, bool only_presumptive) {
    const MarkList *marks = &w->project->marks.items;
    for (size_t i = 0; i < marks->count; i++) {
        const Mark *mark = &marks->items[i];
        if (mark->kind != MARK_LABEL || mark->role != ROLE_DEFINES) continue;
        const Statement *s = mark->statement;
        unsigned kind = s->kind == STMT_CLAIM        ? LABELS_CLAIMS
                        : s->kind == STMT_PREDICTION ? 0
                        : s->kind == STMT_SCENARIO   ? LABELS_FACTS
                        : s->body                    ? LABELS_RULES
                                                     : LABELS_FACTS;
        bool can_yield = s->is_presumptive || s->kind != STMT_CLAUSE;
        if (!(kinds & kind) || (only_presumptive && !can_yield)) continue;
        offer(w, COMPLETION_LABEL, mark->name, 0)->detail = s->text;
    }
}

void offer_scenarios(Writer *w) {
    const MarkList *marks = &w->project->marks.items;
    for (size_t i = 0; i < marks->count; i++)
        if (marks->items[i].kind == MARK_SCENARIO && marks->items[i].role == ROLE_DEFINES)
            offer(w, COMPLETION_SCENARIO, marks->items[i].name, 0)->detail = marks->items[i].statement->text;
}

static void offer_variables(Writer *w, unsigned rank) {
    for (size_t i = 0; i < w->variables.count; i++) offer(w, COMPLETION_VARIABLE, w->variables.items[i], rank);
}

static void offer_call(Writer *w, const char *name) {
    Completion *c = offer(w, COMPLETION_CALL, str_of(name), 3);
    Text about;
    text_init(&about);
    call_print(str_of(name), &about);
    c->about = arena_str(&w->out->arena, text_str(&about));
    text_clear(&about);
}

void offer_values(Writer *w) {
    offer_variables(w, 0);
    for (Builtin fn = FN_ABS; fn < FN_COUNT; fn++) offer_call(w, builtin_signature(fn).name);
    for (Aggregate a = 0; a < AGGREGATE_COUNT; a++) offer_call(w, aggregate_name(a));
}

void offer_body(Writer *w) {
    offer_relations(w, true, 0);
    offer_words(w, WORD_BODY, 2);
    for (Condition c = 0; c < CONDITION_COUNT; c++) offer_call(w, condition_name(c));
    offer_values(w);
}
