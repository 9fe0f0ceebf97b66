/* Declarations are shown as they are written, so that nothing is lost in telling;
 * what has none is told by what is known. */
#include "lang/editor/describe.h"

#include "lang/editor/words.h"

enum { CODE_MOST = 1200 }; /* bytes of a statement that are shown */

Str mark_noun(const Mark *mark) {
    static const char *const NOUNS[MARK_KINDS] = {"relation", "column",   "type",         "constant", "variable",
                                                  "id",       "scenario", "citation key", "function", "file"};
    return str_of(NOUNS[mark->kind]);
}

void relation_print_columns(const Program *program, const Relation *relation, Text *text) {
    for (uint32_t i = 0; i < relation->arity; i++) {
        const Column *column = &relation->columns[i];
        text_add(text, i ? STR(", ") : STR("("));
        if (column->name != NO_SYMBOL)
            text_add(text, intern_text(values_symbols(program->values), column->name));
        else
            text_lit(text, "_");
        if (column->type != TYPE_ID_ANY) {
            text_lit(text, ": ");
            type_print(program, column->type, text);
        }
        if (column->is_optional) text_lit(text, "?");
    }
    if (relation->arity) text_lit(text, ")");
}

/* In a fence that what stands within cannot close. */
static void add_code(Str code, Text *text) {
    bool is_cut = code.length > CODE_MOST;
    if (is_cut) code.length = CODE_MOST;
    while (is_cut && code.length && ((unsigned char)code.text[code.length] & 0xC0) == 0x80) code.length--;
    size_t ticks = 3, run = 0;
    for (size_t i = 0; i < code.length; i++) {
        run = code.text[i] == '`' ? run + 1 : 0;
        if (run >= ticks) ticks = run + 1;
    }
    text_add_many(text, '`', ticks);
    text_lit(text, "hence\n");
    text_add(text, code);
    text_add(text, is_cut ? STR(" ...\n") : STR("\n"));
    text_add_many(text, '`', ticks);
    text_lit(text, "\n");
}

static void add_doc(Str doc, Text *text) {
    if (doc.length == 0) return;
    text_lit(text, "\n");
    for (size_t at = 0; at < doc.length;) {
        size_t end = at;
        while (end < doc.length && doc.text[end] != '\n') end++;
        text_add_md(text, str_range(doc.text + at, doc.text + end));
        text_lit(text, "  \n");
        at = end + 1;
    }
}

static void add_reference(const Project *project, Str key, Str locator, PrintSource *print_source, Text *text) {
    Symbol symbol = intern_find(values_symbols(project->program->values), key);
    if (symbol == NO_SYMBOL || !program_find_source(project->program, symbol)) return;
    Text plain;
    text_init(&plain);
    print_source(project->program, symbol, &plain);
    if (locator.length) text_printf(&plain, ", %.*s", STR_FMT(locator));
    text_add_md(text, text_str(&plain));
    text_clear(&plain);
}

static void add_references(const Project *project, const Statement *s, PrintSource *print_source, Text *text) {
    for (uint32_t i = 0; i < s->cite_count; i++) {
        text_lit(text, "\n- ");
        add_reference(project, s->cites[i].key, s->cites[i].locator, print_source, text);
    }
    if (s->cite_count) text_lit(text, "\n");
}

/* ---- kinds of things ---- */

/* How it is given, in these files. */
static void count_givers(const Project *project, const Mark *mark, Text *text) {
    size_t rules = 0, facts = 0, tables = 0;
    for (size_t i = 0; i < project->marks.items.count; i++) {
        const Mark *other = &project->marks.items.items[i];
        if (other->role != ROLE_GIVES || !mark_same(mark, other)) continue;
        bool is_table = other->statement->kind == STMT_LOAD || other->statement->kind == STMT_MAP;
        tables += is_table;
        rules += !is_table && other->statement->body != NULL;
        facts += !is_table && !other->statement->body;
    }
    text_printf(text, "\n%zu rule%s, %zu fact%s", rules, rules == 1 ? "" : "s", facts, facts == 1 ? "" : "s");
    if (tables) text_printf(text, ", %zu table%s", tables, tables == 1 ? "" : "s");
    text_lit(text, " in these files\n");
}

static void add_relation(const Project *project, const Mark *mark, Text *text) {
    if (mark->owner >= project->program->relations.count) return;
    const Statement *declaration = project_declaration(project, mark);
    if (declaration) {
        add_code(project_text(project, declaration), text);
        add_doc(declaration->doc, text);
    } else {
        const Relation *relation = &project->program->relations.items[mark->owner];
        text_add_md(text, mark->name);
        text_printf(text, "/%u, which is not declared\n", (unsigned)relation->arity);
    }
    count_givers(project, mark, text);
}

static void add_column(const Project *project, const Mark *mark, Text *text) {
    if (mark->owner >= project->program->relations.count) return;
    const Program *program = project->program;
    const Relation *relation = &program->relations.items[mark->owner];
    Text code;
    text_init(&code);
    text_add(&code, intern_text(values_symbols(program->values), relation->name));
    relation_print_columns(program, relation, &code);
    text_printf(text, "column of\n\n");
    add_code(text_str(&code), text);
    text_clear(&code);
}

static void add_constant(const Project *project, const Mark *mark, Text *text) {
    const Statement *type = project_declaration(project, mark);
    if (!type) {
        text_lit(text, "constant ");
        text_add_md(text, mark->name);
        text_lit(text, "\n");
        return;
    }
    add_code(project_text(project, type), text);
    add_doc(type->doc, text);
}

static void add_variable(const Project *project, const Mark *mark, Text *text) {
    TypeKind kind = mark->node ? project->checked->tables[mark->module].type[mark->node->id] : TYPE_ANY;
    text_lit(text, "variable ");
    text_add_md(text, mark->name);
    if (kind != TYPE_ANY) text_printf(text, ": %s", type_kind_name(kind));
    text_lit(text, "\n");
}

static void add_statement(const Project *project, const Statement *s, PrintSource *print_source, Text *text) {
    if (!s) return;
    add_code(project_text(project, s), text);
    add_doc(s->doc, text);
    add_references(project, s, print_source, text);
}

static void add_source(const Project *project, const Mark *mark, PrintSource *print_source, Text *text) {
    size_t before = text->length;
    add_reference(project, mark->name, mark->locator, print_source, text);
    if (text->length > before) text_lit(text, "\n");
    const Statement *s = project_declaration(project, mark);
    if (s) add_doc(s->doc, text);
}

void mark_describe(const Project *project, const Mark *mark, PrintSource *print_source, Text *text) {
    switch (mark->kind) {
    case MARK_RELATION: add_relation(project, mark, text); return;
    case MARK_COLUMN: add_column(project, mark, text); return;
    case MARK_CONSTANT: add_constant(project, mark, text); return;
    case MARK_VARIABLE: add_variable(project, mark, text); return;
    case MARK_TYPE:
    case MARK_LABEL:
    case MARK_SCENARIO: add_statement(project, project_declaration(project, mark), print_source, text); return;
    case MARK_SOURCE: add_source(project, mark, print_source, text); return;
    case MARK_CALL: call_print(mark->name, text); return;
    case MARK_FILE:
    case MARK_KINDS: return;
    }
}
