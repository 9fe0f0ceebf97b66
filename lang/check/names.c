/* Look-ups and their messages.
 *
 * A relation that is declared fixes its number of columns; otherwise p/1 and p/2 are two relations, as in Prolog, kept
 * in a chain from their name.  Contraries are no names of their own: they are reached through the relation they deny.
 * A name that was reported once as unknown is not reported again: it is the same slip. */
#include "lang/check/names.h"

#include <assert.h>
#include <stdlib.h>

#include "lang/base/spelling.h"

void names_init(Names *names, Program *program, Arena *arena, Diags *diags) {
    *names = (Names){.program = program, .arena = arena, .diags = diags};
    names->was_broken = diags_error_count(diags) > 0;
    for (TypeId t = 0; t < program->types.count; t++) names_note_type(names, t);
}

void names_clear(Names *names) {
    vec_free(&names->names);
    vec_free(&names->relations);
    vec_free(&names->types);
    vec_free(&names->labels);
    vec_free(&names->scenarios);
}

Name *name_of(Names *names, Str text) {
    static const Name BLANK = {NO_ID, NO_ID, NO_ID, NO_ID, NO_ID, NO_ID, false, false, false};
    Symbol symbol = intern(values_symbols(names->program->values), text);
    while (names->names.count <= symbol) vec_push(&names->names, BLANK);
    return &names->names.items[symbol];
}

/* ---- relations ---- */

RelId names_add_relation(Names *names, Str text, Relation relation, Column *columns) {
    RelationNote note = {
        .first_use = NO_SPAN, .exception = NO_SPAN, .first_given = NO_SPAN, .slot = NO_ID, .columns = columns};
    Name *name = name_of(names, text);
    note.next = name->relation;
    relation.name = (Symbol)(name - names->names.items);
    relation.columns = columns;
    relation.contrary = NO_ID;
    name->relation = program_add_relation(names->program, relation);
    assert(name->relation == names->relations.count);
    vec_push(&names->relations, note);
    return name->relation;
}

RelId names_add_inferred(Names *names, Str text, uint32_t arity, Span span) {
    Column *columns = arena_array(&names->program->arena, Column, arity);
    for (uint32_t i = 0; i < arity; i++) columns[i] = (Column){NO_SYMBOL, TYPE_ID_ANY, false};
    return names_add_relation(names, text, (Relation){.arity = arity, .span = span}, columns);
}

RelId names_contrary(Names *names, RelId relation) {
    RelId contrary = program_contrary(names->program, relation);
    if (contrary == names->relations.count) {
        RelationNote note = {
            .next = NO_ID, .first_use = NO_SPAN, .exception = NO_SPAN, .first_given = NO_SPAN, .slot = NO_ID};
        vec_push(&names->relations, note);
    }
    return contrary;
}

/* The declared relation of that name, else the one of that arity, else NO_ID. */
static RelId known_relation(const Names *names, RelId first, uint32_t arity) {
    for (RelId r = first; r != NO_ID; r = names->relations.items[r].next) {
        const Relation *relation = &names->program->relations.items[r];
        if (relation->is_declared || relation->arity == arity) return r;
    }
    return NO_ID;
}

bool names_has_relation(Names *names, Str text, uint32_t arity) {
    RelId r = known_relation(names, name_of(names, text)->relation, arity);
    return r != NO_ID && names->program->relations.items[r].arity == arity;
}

/* So many errors nobody reads: of those behind them none looks through so many names. */
#define ERRORS_READ 1000
#define NAMES_COMPARED 1000

Str names_near_relation(const Names *names, Str text, bool only_given) {
    Spelling spelling = spelling_of(text);
    if (names->relations.count > NAMES_COMPARED && diags_error_count(names->diags) > ERRORS_READ) return spelling.best;
    for (RelId r = 0; r < names->relations.count; r++) {
        const Relation *relation = &names->program->relations.items[r];
        if (relation->helper != HELPER_NONE || (only_given && !names->relations.items[r].given)) continue;
        spelling_offer(&spelling, names_text(names, relation->name));
    }
    return spelling.best;
}

void names_note_declaration(const Names *names, Diag *diag, RelId id) {
    const Relation *relation = &names->program->relations.items[id];
    if (relation->span.source == NO_SOURCE) return;
    Text text;
    text_init(&text);
    name_print_readable(names_text(names, relation->name), &text);
    for (uint32_t i = 0; i < relation->arity; i++) {
        const Column *column = &relation->columns[i];
        text_add(&text, i ? STR(", ") : STR("("));
        if (column->name != NO_SYMBOL) name_print_readable(names_text(names, column->name), &text);
        if (column->type != TYPE_ID_ANY) {
            text_lit(&text, ": ");
            type_print(names->program, column->type, &text);
        }
        if (column->is_optional) text_lit(&text, "?");
    }
    if (relation->arity) text_lit(&text, ")");
    diag_note(names->diags, diag, relation->span, "%s here: %.*s", relation->is_declared ? "declared" : "first used",
              STR_FMT(text_str(&text)));
    text_clear(&text);
}

static void add_example(Text *text, Str name, uint32_t arity) {
    name_print_readable(name, text);
    for (uint32_t i = 0; i < arity && i < 6; i++) text_printf(text, "%s%c", i ? ", " : "(", (char)('a' + i));
    if (arity > 6) text_lit(text, ", ...");
    if (arity) text_lit(text, ")");
}

Str names_written(const Names *names, Str name) {
    Text text;
    text_init(&text);
    name_print_readable(name, &text);
    Str written = arena_str(names->arena, text_str(&text));
    text_clear(&text);
    return written;
}

static void report_unknown(Names *names, Str text, uint32_t arity, Span span) {
    Str near = names_near_relation(names, text, false);
    if (near.length == 0 && names->was_broken) return; /* its declaration may be what could not be read */
    Diag *d = diag_add(names->diags, E0203, span, "unknown relation '%.*s'", STR_FMT(text));
    if (diag_suggest(names->diags, d, span, near) || names->is_question) return;
    Text example;
    text_init(&example);
    add_example(&example, text, arity);
    diag_remedy(names->diags, d, "declare it: relation %.*s.", STR_FMT(text_str(&example)));
    text_clear(&example);
}

/* A fact leaves optional columns out, which it can do by names only: shown where none of these, nor the
 * relation's, needs quotes. */
static void remedy_missing(Names *names, Diag *d, RelId id, Str name) {
    const Relation *relation = &names->program->relations.items[id];
    Text text;
    uint32_t named = 0, optional = 0;
    text_init(&text);
    name_print_readable(name, &text);
    for (uint32_t i = 0; i < relation->arity; i++) {
        const Column *column = &relation->columns[i];
        optional += column->is_optional;
        if (column->is_optional || column->name == NO_SYMBOL) continue;
        text_add(&text, named++ ? STR(", ") : STR("("));
        name_print_readable(names_text(names, column->name), &text);
        text_lit(&text, ": ...");
    }
    if (named == 0 || optional == 0 || named + optional < relation->arity)
        diag_remedy(names->diags, d, "write '_' for columns that may be anything");
    else
        diag_remedy(names->diags, d,
                    "write '_' for columns that may be anything; in a fact, name those that are given: %.*s)",
                    STR_FMT(text_str(&text)));
    text_clear(&text);
}

static void report_arity(Names *names, RelId id, Str text, uint32_t arity, Span span) {
    uint32_t columns = names->program->relations.items[id].arity;
    Diag *d =
        columns ? diag_add(names->diags, E0204, span, "'%.*s' has %u column%s, but %u %s given", STR_FMT(text), columns,
                           columns == 1 ? "" : "s", arity, arity == 1 ? "argument is" : "arguments are")
                : diag_add(names->diags, E0204, span, "'%.*s' is a proposition and takes no arguments", STR_FMT(text));
    if (arity < columns && arity > 0)
        remedy_missing(names, d, id, text);
    else if (columns > 0)
        diag_remedy(names->diags, d, "give one value for each column");
    else
        diag_remedy(names->diags, d, "leave the parentheses out");
    names_note_declaration(names, d, id);
}

RelId names_declared(Names *names, Str text) {
    RelId id = known_relation(names, name_of(names, text)->relation, NO_ID);
    return id;
}

RelId names_relation(Names *names, Str text, uint32_t arity, Span span) {
    Name *name = name_of(names, text);
    RelId id = known_relation(names, name->relation, arity);
    if (id == NO_ID && !names->program->declares && !names->is_question)
        return names_add_inferred(names, text, arity, span);
    if (id == NO_ID) id = name->relation; /* of another arity, if any */
    if (id != NO_ID && names->program->relations.items[id].arity == arity) return id;
    if (id != NO_ID) {
        RelationNote *note = &names->relations.items[id];
        note->given += !note->given; /* one slip, one message: not also "never given" */
        report_arity(names, id, text, arity, span);
    } else if (!name->is_reported) {
        name->is_reported = true;
        report_unknown(names, text, arity, span);
    }
    return NO_ID;
}

void names_use(Names *names, RelId relation, RelationUse use, Span span) {
    RelationNote *note = &names->relations.items[relation];
    if (use == USE_GIVES) {
        if (!note->given++) note->first_given = span;
    } else if (note->first_use.source == NO_SOURCE) {
        note->first_use = span;
    }
}

/* ---- columns ---- */

uint32_t names_column(const Names *names, RelId id, Str column) {
    const Relation *relation = &names->program->relations.items[id];
    for (uint32_t i = 0; i < relation->arity; i++)
        if (relation->columns[i].name != NO_SYMBOL && str_equal(names_text(names, relation->columns[i].name), column))
            return i;
    return NO_ID;
}

Str names_near_column(const Names *names, RelId id, Str column) {
    const Relation *relation = &names->program->relations.items[id];
    Spelling spelling = spelling_of(column);
    for (uint32_t i = 0; i < relation->arity; i++)
        if (relation->columns[i].name != NO_SYMBOL)
            spelling_offer(&spelling, names_text(names, relation->columns[i].name));
    return spelling.best;
}

/* ---- types ---- */

static int by_number(const void *a, const void *b) {
    Value left = *(const Value *)a, right = *(const Value *)b;
    return (left > right) - (left < right);
}

void names_note_type(Names *names, TypeId id) {
    const Type *type = &names->program->types.items[id];
    TypeNote note = {NULL};
    if (type->members) {
        Value *sorted = arena_array(names->arena, Value, type->member_count);
        memcpy(sorted, type->members, type->member_count * sizeof *sorted);
        qsort(sorted, type->member_count, sizeof *sorted, by_number);
        note.sorted = sorted;
    }
    assert(id == names->types.count);
    vec_push(&names->types, note);
}

/* ---- a program that was checked before ---- */

void names_of_program(Names *names) {
    Program *program = names->program;
    names->is_question = true;
    names->was_broken = false; /* the program is whole: what was wrong before was another question, or a value */
    for (RelId r = 0; r < program->relations.count; r++) {
        const Relation *relation = &program->relations.items[r];
        RelationNote note = {.next = NO_ID,
                             .first_use = NO_SPAN,
                             .exception = NO_SPAN,
                             .first_given = NO_SPAN,
                             .slot = NO_ID,
                             .given = 1};
        if (relation->helper == HELPER_NONE && !relation->is_negative) {
            Name *name = name_of(names, names_text(names, relation->name));
            note.next = name->relation;
            name->relation = r;
        }
        vec_push(&names->relations, note);
    }
}
