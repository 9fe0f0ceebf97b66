/* Declarations, in the order written; a name may be used before it is declared, so this is done before bodies are read.
 *
 * What is wrong with one column leaves the others good: the relation is declared all the same, with `any` for a type
 * that is not known, so that its uses are not reported as well. */
#include "lang/check/declare_internal.h"

#include "lang/base/file_kind.h"
#include "lang/base/spelling.h"
#include "lang/check/domains.h"

static Str kept(Checker *c, Str text) { return text.length ? arena_str(&c->program->arena, text) : (Str){NULL, 0}; }

Diag *declared_twice(Checker *c, const Statement *s, const char *what, Span before) {
    Diag *d = diag_add(c->diags, E0201, s->label_span, "%s '%.*s' is declared twice", what, STR_FMT(s->label));
    diag_remedy(c->diags, d, "give one of them another name, or remove it");
    diag_note(c->diags, d, before, "first declared here");
    return d;
}

/* ---- relations ---- */

static Column *read_columns(Checker *c, const Statement *s) {
    Column *columns = arena_array(&c->program->arena, Column, s->column_count);
    for (uint32_t i = 0; i < s->column_count; i++) {
        const ColumnNode *node = &s->columns[i];
        columns[i] = (Column){symbol_of(c, node->name), type_named(c, node->type, node->type_span), node->is_optional};
        for (uint32_t j = 0; j < i; j++)
            if (columns[j].name == columns[i].name) {
                Diag *d = diag_add(c->diags, E0206, node->span, "column '%.*s' is declared twice", STR_FMT(node->name));
                diag_remedy(c->diags, d, "give each column a name of its own");
                break;
            }
        if (node->domain.length == 0 || s->is_open) continue;
        Diag *d = diag_add(c->diags, E0411, node->domain_span, "'from %.*s' has no meaning: '%.*s' is not open",
                           STR_FMT(node->domain), STR_FMT(s->label));
        diag_remedy(c->diags, d, "write  open relation ..., or leave it out");
    }
    return columns;
}

static void unknown_column(Checker *c, RelId id, Str column, Span span) {
    Diag *d = diag_add(c->diags, E0205, span, "'%.*s' has no column '%.*s'",
                       STR_FMT(names_text(&c->names, c->program->relations.items[id].name)), STR_FMT(column));
    Str near = names_near_column(&c->names, id, column);
    if (near.length > 0) diag_remedy(c->diags, d, "did you mean '%.*s'?", STR_FMT(near));
    names_note_declaration(&c->names, d, id);
}

static void read_keys(Checker *c, const Statement *s, RelId id) {
    if (s->key_count == 0) return;
    Key *keys = arena_array(&c->program->arena, Key, s->key_count);
    for (uint32_t k = 0; k < s->key_count; k++) {
        uint32_t *columns = arena_array(&c->program->arena, uint32_t, s->key_sizes[k]), count = 0;
        for (uint32_t i = 0; i < s->key_sizes[k]; i++) {
            uint32_t column = names_column(&c->names, id, s->keys[k][i]);
            bool is_repeated = false;
            for (uint32_t j = 0; j < count; j++) is_repeated |= columns[j] == column;
            if (column == NO_ID)
                unknown_column(c, id, s->keys[k][i], s->key_spans[k]);
            else if (is_repeated)
                diag_add(c->diags, E0206, s->key_spans[k], "column '%.*s' stands twice in one key",
                         STR_FMT(s->keys[k][i]));
            else
                columns[count++] = column;
        }
        keys[k] = (Key){columns, count, s->key_spans[k]};
    }
    c->program->relations.items[id].keys = keys;
    c->program->relations.items[id].key_count = s->key_count;
}

/* Each {name} of the sentence is a column.  Without escapes, its place is known to the letter. */
static void check_sentence(Checker *c, const Statement *s, RelId id) {
    Str text = s->text;
    bool is_plain = s->text_span.end - s->text_span.begin == text.length + 2;
    for (size_t i = 0; i < text.length; i++) {
        if (text.text[i] != '{') continue;
        size_t end = i + 1;
        while (end < text.length && text.text[end] != '}' && text.text[end] != '{') end++;
        Str column = str_range(text.text + i + 1, text.text + end);
        Span span = s->text_span;
        if (is_plain) {
            span.begin += (uint32_t)i + 1;
            span.end = span.begin + (uint32_t)(end - i) + (end < text.length && text.text[end] == '}');
        }
        if (end == text.length || text.text[end] == '{') {
            Diag *d = diag_add(c->diags, E0205, span, "'{' without '}' in a sentence");
            diag_remedy(c->diags, d, "columns are written {name}");
        } else if (names_column(&c->names, id, column) == NO_ID) {
            unknown_column(c, id, column, span);
        }
        i = end - (end < text.length && text.text[end] == '{');
    }
}

static bool is_new_relation(Checker *c, const Statement *s) {
    RelId before = name_of(&c->names, s->label)->relation;
    if (before == NO_ID) return true;
    Diag *d = declared_twice(c, s, "relation", c->program->relations.items[before].span);
    diag_remedy(c->diags, d, "one name, one relation");
    return false;
}

static RelId declare_relation(Checker *c, const Statement *s) {
    if (!is_new_relation(c, s)) return NO_ID;
    uint32_t arity = s->column_count;
    if (arity > COLUMN_LIMIT) {
        diag_add(c->diags, E0204, s->label_span, "'%.*s' has %u columns, more than %d", STR_FMT(s->label), arity,
                 COLUMN_LIMIT);
        arity = COLUMN_LIMIT;
    }
    Relation relation = {.arity = arity, .is_declared = true, .is_open = s->is_open, .span = s->label_span};
    relation.sentence = kept(c, s->text);
    relation.doc = kept(c, s->doc);
    RelId id = names_add_relation(&c->names, s->label, relation, read_columns(c, s));
    read_keys(c, s, id);
    check_sentence(c, s, id);
    if (s->is_open) c->names.relations.items[id].may_be_empty = true;
    return id;
}

static RelId declare_parameter(Checker *c, const Statement *s) {
    if (!is_new_relation(c, s)) return NO_ID;
    Column *column = arena_new(&c->program->arena, Column);
    *column = (Column){symbol_of(c, STR("value")), type_named(c, s->base_type, s->base_type_span), false};
    Relation relation = {
        .arity = 1, .is_declared = true, .is_parameter = true, .has_facts = true, .span = s->label_span};
    relation.doc = kept(c, s->doc);
    relation.sentence = arena_printf(&c->program->arena, "the parameter %.*s is {value}", STR_FMT(s->label));
    RelId id = names_add_relation(&c->names, s->label, relation, column);
    c->names.relations.items[id].given = 1;
    c->names.relations.items[id].first_given = s->label_span;
    return id;
}

/* ---- scenarios, sources, directives, tables ---- */

static void declare_scenario(Checker *c, const Statement *s) {
    Name *name = name_of(&c->names, s->label);
    if (name->scenario != NO_ID) {
        declared_twice(c, s, "scenario", c->names.scenarios.items[name->scenario].span);
        return;
    }
    name->scenario = (uint32_t)c->names.scenarios.count;
    vec_push(&c->names.scenarios, ((ScenarioName){(Symbol)(name - c->names.names.items), s->label_span}));
}

static Str lower_case(Checker *c, Str text) {
    Str copy = kept(c, text);
    char *letters = (char *)copy.text;
    for (size_t i = 0; i < copy.length; i++)
        if (letters[i] >= 'A' && letters[i] <= 'Z') letters[i] = (char)(letters[i] - 'A' + 'a');
    return copy;
}

static void declare_source(Checker *c, const Statement *s) {
    Program *program = c->program;
    Name *name = name_of(&c->names, s->label);
    if (name->source != NO_ID) {
        declared_twice(c, s, "source", program->bibliography.items[name->source].span);
        return;
    }
    name->source = (uint32_t)program->bibliography.count;
    Field *fields = arena_array(&program->arena, Field, s->field_count + 1);
    uint32_t count = 0;
    if (s->text.length > 0) fields[count++] = (Field){STR("text"), kept(c, s->text)};
    for (uint32_t i = 0; i < s->field_count; i++)
        fields[count++] = (Field){lower_case(c, s->fields[i].name), kept(c, s->fields[i].text)};
    Bibitem item = {symbol_of(c, s->label), STR("source"), fields, count, s->label_span};
    vec_push(&program->bibliography, item);
}

static void may_be_empty(Checker *c, const Node *node) {
    bool is_indicator = node->kind == NODE_BINARY && node->fn == FN_DIVIDE && node->children[0]->kind == NODE_NAME &&
                        node->children[1]->kind == NODE_INT;
    if (node->kind == NODE_AND) {
        for (uint32_t i = 0; i < node->child_count; i++) may_be_empty(c, node->children[i]);
        return;
    }
    int64_t arity = is_indicator ? node->children[1]->number : -1;
    if (arity < 0 || arity > COLUMN_LIMIT) {
        Diag *d = diag_add(c->diags, E0220, node->span, "expected a relation and its number of arguments");
        diag_remedy(c->diags, d, "write it as p/2");
        return;
    }
    const Node *name = node->children[0];
    RelId id = names_relation(&c->names, name->text, (uint32_t)arity, name->span);
    if (id != NO_ID) c->names.relations.items[id].may_be_empty = true;
}

static void obey_directive(Checker *c, const Statement *s) {
    if (str_equal(s->text, STR("dynamic")) || str_equal(s->text, STR("table")) ||
        str_equal(s->text, STR("discontiguous"))) {
        may_be_empty(c, s->node);
        return;
    }
    Diag *d = diag_add(c->diags, E0220, s->text_span, "unknown directive '%.*s'", STR_FMT(s->text));
    if (str_equal(s->text, STR("use_module")) || str_equal(s->text, STR("consult")) ||
        str_equal(s->text, STR("include")))
        diag_remedy(c->diags, d, "another file is read by: use \"file.hence\".");
    else
        diag_remedy(c->diags, d, "dynamic, table and discontiguous are read; leave this one out");
}

/* The one arity that the program knows the relation by, NO_ID if there are none or several. */
static uint32_t only_arity(Checker *c, Str name) {
    RelId id = name_of(&c->names, name)->relation;
    if (id == NO_ID || c->names.relations.items[id].next != NO_ID) return NO_ID;
    return c->program->relations.items[id].arity;
}

/* By its ending; false if it may be what is loaded. */
static bool refuse_other_kind(Checker *c, const Statement *s, bool is_bibliography) {
    const FileKind kind = file_kind(s->text);
    if (kind == (is_bibliography ? KIND_BIBLIOGRAPHY : KIND_TABLE) || kind == KIND_OPEN) return false;
    Diag *d = diag_add(c->diags, E0225, s->text_span, "'%.*s' is %s, not a %s", STR_FMT(s->text), file_kind_name(kind),
                       is_bibliography ? "bibliography" : "table");
    file_kind_remedy(c->diags, d, kind, s->text, is_bibliography || s->is_table ? STR("") : s->text_2);
    file_kind_repair(c->diags, d, s->text, s->span);
    return true;
}

static RelId declare_table(Checker *c, const Statement *s) {
    const bool is_bibliography = !s->is_table && !s->is_negative && str_equal(s->text_2, STR("bibliography"));
    bool may_be_table = !refuse_other_kind(c, s, is_bibliography); /* else its columns do not matter */
    if (is_bibliography) return NO_ID;
    bool has_no_header = file_ends(s->text, STR(".facts"));
    if (may_be_table && !has_no_header && file_kind(s->text) != KIND_TABLE) {
        Diag *d = diag_add(c->diags, E0225, s->text_span, "'%.*s' is not a table this version reads", STR_FMT(s->text));
        if (str_ends(s->text, STR(".hence")))
            diag_remedy(c->diags, d, "rules are read by: use \"%.*s\".", STR_FMT(s->text));
        else
            diag_remedy(c->diags, d, "tables are .csv, .tsv or .facts files");
        may_be_table = false;
    } else if (has_no_header && s->is_table) {
        Diag *d = diag_add(c->diags, E0225, s->text_span,
                           "'%.*s' has no header, so it cannot have rows of several relations", STR_FMT(s->text));
        diag_remedy(c->diags, d, "name the relation: load member from ...; a table of several is a .csv or .tsv file");
    }
    if (s->is_table) return NO_ID;
    uint32_t arity = only_arity(c, s->text_2);
    if (arity == NO_ID && !c->program->declares) {
        if (!may_be_table) return NO_ID;
        Diag *d = diag_add(c->diags, E0225, s->text_2_span, "the columns of '%.*s' are not known", STR_FMT(s->text_2));
        Str written = names_written(&c->names, s->text_2);
        diag_remedy(c->diags, d, "declare it: relation %.*s(first, second).", STR_FMT(written));
        return NO_ID;
    }
    RelId id = names_relation(&c->names, s->text_2, arity == NO_ID ? 2 : arity, s->text_2_span);
    if (id != NO_ID && s->is_negative) id = names_contrary(&c->names, id);
    if (id == NO_ID) return NO_ID;
    names_use(&c->names, id, USE_GIVES, s->text_2_span);
    c->program->relations.items[id].has_facts = true;
    c->names.relations.items[id].is_loaded = true;
    return id;
}

/* ---- all of them ---- */

void each_statement(Checker *c, EachStatement *act) {
    for (size_t i = 0; i < c->places.count; i++) {
        StatementPlace at = c->places.items[i];
        if (!diags_go_on(c->diags, statement_of(c, at)->span)) return;
        act(c, statement_of(c, at), &c->tables[at.module].statement[at.index]);
    }
}

static void notice_declaration(Checker *c, const Statement *s, RelId *of_statement) {
    (void)of_statement;
    if (s->kind == STMT_RELATION) c->program->declares = true;
    if (s->kind != STMT_LOAD) return;
    bool is_bibliography = !s->is_negative && str_equal(s->text_2, STR("bibliography"));
    c->names.has_tables |= !is_bibliography;
    c->names.has_bibliographies |= is_bibliography;
}

static void declare_statement(Checker *c, const Statement *s, RelId *of_statement) {
    switch (s->kind) {
    case STMT_RELATION: *of_statement = declare_relation(c, s); break;
    case STMT_PARAMETER: *of_statement = declare_parameter(c, s); break;
    case STMT_SCENARIO: declare_scenario(c, s); break;
    case STMT_SOURCE: declare_source(c, s); break;
    default: break;
    }
}

static void read_directive(Checker *c, const Statement *s, RelId *of_statement) {
    (void)of_statement;
    if (s->kind == STMT_DIRECTIVE) obey_directive(c, s);
}

static void read_open(Checker *c, const Statement *s, RelId *of_statement) {
    if (s->kind == STMT_RELATION && s->is_open && *of_statement != NO_ID) domains_read(c, s, *of_statement);
}

static void read_table(Checker *c, const Statement *s, RelId *of_statement) {
    if (s->kind == STMT_LOAD) *of_statement = declare_table(c, s);
}

void declare_relations(Checker *c) {
    each_statement(c, notice_declaration);
    each_statement(c, declare_statement);
    each_statement(c, read_open);
    each_statement(c, read_directive);
}

void declare_tables(Checker *c) { each_statement(c, read_table); }
