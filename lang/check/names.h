/* What the names of a program stand for: types, relations, scenarios, and the ids of facts, rules and claims.
 *
 * All names are symbols of the program, whose numbers are dense, so each table is an array by symbol: a million facts
 * cost a million array look-ups and no search. */
#ifndef HENCE_NAMES_H
#define HENCE_NAMES_H

#include "lang/base/diag.h"
#include "lang/check/unit.h"

typedef struct {
    RelId relation; /* the first of this name; others follow by RelationNote.next */
    TypeId type;
    uint32_t label;    /* of a fact, rule or claim: index in labels */
    uint32_t scenario; /* index in scenarios */
    uint32_t source;   /* index in the bibliography */
    uint32_t variable; /* scratch of scope: the number of the variable of that name, while one is in sight */
    bool is_reported;  /* as an unknown relation */
    bool is_type;      /* some statement declares a type of that name */
    bool is_assumed;   /* some scenario asserts a reported fact under that id */
} Name;

typedef enum { LABEL_FACT, LABEL_RULE, LABEL_CLAIM, LABEL_PREDICTION } LabelKind;
typedef struct {
    LabelKind kind;
    Symbol name;
    Span span;
    uint32_t module;
    const Node *head; /* of a fact: to compare rows */
    const Statement *statement;
} Label;

/* What check knows of a relation beside the program, by RelId. */
typedef struct {
    RelId next;     /* the next of the same name (another arity), or NO_ID */
    Span first_use; /* in a body or question; NO_SPAN */
    Span exception; /* the first exception that asks for it; NO_SPAN */
    uint32_t given; /* facts, heads of rules, loads, assertions */
    uint32_t given_by_facts;
    Span first_given;
    uint32_t slot;     /* of its first column, where types are inferred; NO_ID if declared */
    bool may_be_empty; /* a directive says so */
    bool is_loaded;    /* a table may bring anything */
    Column *columns;   /* those of the relation, to be filled in */
} RelationNote;

typedef struct {
    Symbol name;
    Span span;
} ScenarioName;

typedef struct {
    const Value *sorted; /* members by number; NULL if it is not enumerated */
} TypeNote;

typedef struct {
    Program *program;
    Diags *diags;
    Arena *arena;
    Vec(Name) names; /* by symbol */
    Vec(RelationNote) relations;
    Vec(TypeNote) types; /* by TypeId */
    Vec(Label) labels;
    Vec(ScenarioName) scenarios;
    bool was_broken; /* there were errors before: something may be missing through no fault of its user */
    bool has_tables; /* facts, and ids, may come from files */
    bool has_bibliographies;
    bool is_question; /* no new relations */
} Names;

/* The sentinel of a node that was reported: whoever sees it stays silent. */
#define BROKEN (NO_ID - 1)

void names_init(Names *names, Program *program, Arena *arena, Diags *diags);
void names_clear(Names *names);
void names_of_program(Names *names); /* what the program declares already, for a question */

Name *name_of(Names *names, Str text); /* good until the next call */
/* The relation of an atom, made if the program declares none.  NO_ID after a message; `span` is the name's. */
RelId names_relation(Names *names, Str text, uint32_t arity, Span span);
RelId names_declared(Names *names, Str text); /* whatever its arity; NO_ID */
typedef enum { USE_GIVES, USE_ASKS } RelationUse;
void names_use(Names *names, RelId relation, RelationUse use, Span span);
bool names_has_relation(Names *names, Str text, uint32_t arity);
RelId names_add_relation(Names *names, Str text, Relation relation, Column *columns); /* in the program's arena */
RelId names_add_inferred(Names *names, Str text, uint32_t arity, Span span);
RelId names_contrary(Names *names, RelId relation);
void names_note_type(Names *names, TypeId type); /* in order of their numbers */
/* p of -p, and p of p. */
static inline RelId names_positive(const Names *names, RelId relation) {
    const Relation *r = &names->program->relations.items[relation];
    return r->is_negative ? r->contrary : relation;
}
static inline Str names_text(const Names *names, Symbol symbol) {
    return intern_text(values_symbols(names->program->values), symbol);
}
/* The column of that name, or NO_ID. */
uint32_t names_column(const Names *names, RelId relation, Str column);
/* The nearest column, type or relation to a misspelt one; empty if none is near. */
Str names_near_column(const Names *names, RelId relation, Str column);
Str names_near_relation(const Names *names, Str text, bool only_given);
/* "relation member(who: symbol, body)" as a note at its declaration. */
void names_note_declaration(const Names *names, Diag *diag, RelId relation);
Str names_written(const Names *names, Str name); /* as it can be read: in quotes where it needs them */

#endif
