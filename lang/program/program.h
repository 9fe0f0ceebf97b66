/* The program: what is meant, without how it was written.
 *
 * Relations with typed columns; given facts; core rules over numbered variables, in components that can be computed one
 * after the other; sources, labels and citations for those who explain; and beside it the agenda: what is asked.
 * Everything lives in the program's arena and is named by small numbers.  The engine needs nothing else of lang/. */
#ifndef HENCE_PROGRAM_H
#define HENCE_PROGRAM_H

#include "lang/base/arena.h"
#include "lang/base/source.h"
#include "lang/base/value.h"
#include "lang/base/vec.h"
#include "lang/program/builtin.h"

typedef uint32_t RelId, RuleId, VarId, TypeId, FactId;
#define NO_ID UINT32_MAX

/* ---- types ---- */

typedef struct {
    TypeKind kind;
    Symbol name;          /* NO_SYMBOL for the base types */
    const Value *members; /* enumerated: in the order written; NULL otherwise */
    uint32_t member_count;
    bool has_range; /* TYPE_INT: low..high */
    int64_t low, high;
    Span span;
} Type;
enum { TYPE_ID_ANY, TYPE_ID_SYMBOL, TYPE_ID_INT, TYPE_ID_FLOAT, TYPE_ID_DATE, TYPE_ID_COUNT }; /* the base types */

/* ---- sources ---- */

typedef struct {
    Symbol key;
    Str locator; /* "ch. 5"; may be empty */
    Span span;
} Cite;
typedef struct {
    const Cite *items;
    uint32_t count;
} Cites;

typedef struct {
    Str name, text; /* "author", "title", "year", "url", ... in lower case */
} Field;
typedef struct {
    Symbol key;
    Str kind; /* "book", "article", ... or "source" */
    const Field *fields;
    uint32_t field_count;
    Span span;
} Bibitem;

/* ---- relations ---- */

typedef enum {
    HELPER_NONE,      /* written by somebody */
    HELPER_BODY,      /* the body under a forall or a negated conjunction */
    HELPER_GROUPED,   /* the rows an aggregate runs over: group columns, then terms */
    HELPER_AGGREGATE, /* group columns, then the result */
    HELPER_ANSWER,    /* the bindings of a query, claim or expectation */
    /* of the argument layer (compile/argue.h); `of` is the relation they are about, whose columns they have */
    HELPER_EXCEPTION,  /* what an undercut says; columns: variables of the rule it is about */
    HELPER_PREFERENCE, /* the condition of a prefer; columns: variables of the winner's head */
    HELPER_DOMAIN,     /* rows that an open relation speaks about */
    HELPER_UNDECIDED,  /* a proposition that is neither true nor false */
    HELPER_STRICT,     /* given, or shown by strict rules alone */
    HELPER_APPLIES,    /* some rule of a class applies; its given rows are reported facts */
    HELPER_OBJECTION,  /* some objection applies */
    HELPER_REBUTTED,   /* something applies against it that is not beaten */
    HELPER_DEFENDED,   /* a rule for it beats a class of rivals */
    HELPER_POSSIBLE,   /* what could follow if no exception and no rival did */
    HELPER_AUDIT,      /* what clashes with something in the closure of what is accepted under the strict rules */
    HELPER_MADE        /* other steps of the translation */
} Helper;

typedef struct {
    Symbol name; /* NO_SYMBOL: c0, c1, ... */
    TypeId type;
    bool is_optional;
} Column;

typedef struct {
    const uint32_t *columns;
    uint32_t count;
    Span span;
} Key;

typedef struct {
    Symbol name; /* of p and of -p alike */
    uint32_t arity;
    const Column *columns;
    bool is_negative; /* this is -p */
    bool is_declared, is_open, has_facts, has_rules, is_parameter;
    RelId contrary; /* -p of p and p of -p; NO_ID while the program speaks of one sign only */
    /* Of an open relation, by column: the relation that lists its values, NO_ID where its type does (enumerated, or a
     * range).  One of a single column lists values; one of more lists rows, for as many columns here, in order. */
    const RelId *domains;
    Helper helper;
    RelId of;     /* of a helper of the argument layer: the relation it is about; NO_ID */
    RelId strict; /* where its given facts are kept, if that is a HELPER_STRICT of its own; NO_ID: here */
    /* Its HELPER_APPLIES and HELPER_OBJECTION relations, where arguments for and against it are told apart. */
    const RelId *classes;
    uint32_t class_count;
    bool is_closed; /* its part of the theory is closed under its strict rules: whether, hangs on what is presumptive */
    RelId perhaps;  /* of one of those, where ambiguity propagates: what may apply, and so attacks; NO_ID */
    Str sentence;   /* "{state} has belonged to {body} since {since}"; empty if none */
    Str doc;
    const Key *keys;
    uint32_t key_count;
    uint32_t component; /* position in components; set by program_order */
    Span span;
} Relation;

/* ---- rules ---- */

typedef enum { TERM_VAR, TERM_CONST, TERM_ANY } TermKind; /* TERM_ANY: `_` and unmentioned columns */
typedef struct {
    TermKind kind;
    uint32_t id; /* VarId or Value */
} Term;

typedef enum { EXPR_CONST, EXPR_VAR, EXPR_CALL } ExprKind;
typedef struct Expr {
    ExprKind kind;
    uint32_t id; /* Value, VarId or Builtin */
    uint32_t argument_count;
    const struct Expr *arguments[3];
    Span span;
} Expr;

typedef enum {
    LIT_ATOM,      /* relation(terms) */
    LIT_NOT,       /* no row of relation matches the terms; TERM_ANY matches all */
    LIT_COMPARE,   /* left op right */
    LIT_CONDITION, /* condition(left, right) */
    LIT_BIND,      /* variable := left; a comparison if the variable has a value already */
    LIT_LOOKUP     /* like LIT_ATOM on an aggregate's relation, but where no row agrees on all terms but the last, the
                    * last one takes the value `otherwise`; the other terms have values before */
} LiteralKind;

typedef struct {
    LiteralKind kind;
    bool is_exception; /* LIT_NOT: what is denied is an exception to the rule */
    bool sees_hidden;  /* rows in conflict count too; a LIT_NOT that says so leaves no column open */
    RelId relation;
    const Term *terms; /* as many as the relation has columns */
    CompareOp op;
    Condition condition;
    const Expr *left, *right;
    VarId variable;
    Value otherwise;
    Span span;
} Literal;

/* Whether it is about the rows of a relation; all others are about values. */
static inline bool literal_reads(const Literal *literal) {
    return literal->kind == LIT_ATOM || literal->kind == LIT_NOT || literal->kind == LIT_LOOKUP;
}

typedef enum {
    RULE_STRICT,      /* if the body is accepted, so is the head */
    RULE_PRESUMPTIVE, /* unless something speaks against it */
    RULE_OBJECTION,   /* against its head */
    RULE_MADE         /* a step of the translation that nobody wrote */
} RuleKind;

typedef struct {
    RuleKind kind;
    bool is_transposed; /* a strict rule read backwards */
    RelId head;
    const Term *terms;   /* TERM_VAR or TERM_CONST */
    const Literal *body; /* for a fold: one LIT_ATOM on its HELPER_GROUPED relation, all terms variables */
    uint32_t literal_count;
    uint32_t variable_count;
    const Symbol *variables; /* their names, as written; made ones begin with a colon */
    bool is_fold; /* head = group columns, then aggregate over the column behind them in the body's relation */
    Aggregate aggregate;
    uint32_t group_count;
    Symbol label; /* NO_SYMBOL if it has none */
    Str gloss;
    Cites cites;
    Strength strength;
    uint32_t written; /* rules from one written rule share this number */
    Span span;
} Rule;

typedef struct {
    RelId relation;
    const Value *values;
    Symbol label; /* NO_SYMBOL if it has none */
    Cites cites;
    bool is_reported; /* open to attack */
    Span span;
} Fact;

/* Calls `found` for each variable of the literal's expressions, as often as it stands there;
 * then for the one that a LIT_BIND gives a value. */
typedef void OnVariable(void *context, VarId variable);
void literal_each_variable(const Literal *literal, OnVariable *found, void *context);

/* ---- what speaks against what ---- */

enum { CONTRARY_VARIABLES = 128 }; /* two rows */

/* Two atoms that cannot both be accepted, beside p and -p and rows that agree on a key. */
typedef struct {
    RelId first, second;
    const Term *first_terms, *second_terms; /* a TERM_VAR of the same id is the same value on both sides; ids are below
                                             * CONTRARY_VARIABLES */
    Span span;
} Contrary;

/* Fits row to terms; a variable takes the value it first meets.  bindings is by variable, UINT32_MAX: none yet. */
bool terms_fit(const Term *terms, uint32_t arity, const Value *row, Value *bindings);

/* A rule, reported fact or source that wins over another where both apply. */
typedef struct {
    Symbol winner, loser;
    RelId condition;   /* a HELPER_PREFERENCE that must hold, NO_ID: always */
    uint32_t scenario; /* of the agenda, whose world alone it holds in; NO_ID: in each world */
    Span span;
} Preference;

/* An exception stated beside the rules it is about. */
typedef struct {
    Symbol rule;
    RelId exception; /* a HELPER_EXCEPTION: its columns have the names of variables of the rule */
    Span span;
} Undercut;

typedef enum { AMBIGUITY_BLOCK, AMBIGUITY_PROPAGATE } Ambiguity;
typedef enum { CLOSED_WHERE_NEEDED, CLOSED_EVERYWHERE, CLOSED_NOWHERE } Closed;
typedef struct {
    Ambiguity ambiguity;
    Closed closed;
    const Str *denied; /* relations whose contraries new facts state, though no rule may name them */
    size_t denied_count;
} Policy;

/* Relations that depend on each other, and the rules whose heads they are. */
typedef struct {
    const RelId *relations;
    uint32_t relation_count;
    const RuleId *rules;
    uint32_t rule_count;
    bool is_recursive;
    uint32_t group; /* components of one group stand side by side; contradictions are found when the last is complete */
    bool is_alternating; /* a cycle runs through `not`: rows may be undecided */
} Component;

typedef struct Agenda Agenda;

typedef struct Program {
    Arena arena;
    Values *values; /* owned, but by a copy */
    Vec(Type) types;
    Vec(Relation) relations;
    Vec(Rule) rules;
    Vec(Fact) facts;
    Vec(Bibitem) bibliography;
    Vec(Component) components;
    Vec(Contrary) contraries;
    Vec(Preference) preferences;
    Vec(Undercut) undercuts;
    Agenda *agenda; /* owned */
    bool declares;  /* some relation is declared, so that all must be */
    bool is_graded; /* some rule is only likely or possible */
    uint32_t written_count;
    uint32_t compiled;       /* relations that were there when the files were compiled; others came with questions */
    struct Program *written; /* a copy from before arguments were weighed, to weigh them otherwise; owned, or NULL */
} Program;

Program *program_new(void);
void program_free(Program *program); /* NULL is fine */
/* The same program, to be changed apart.  It shares values, texts and what else the arena has with the first one, which
 * is to be freed after it. */
Program *program_copy(const Program *program);
/* The same, but for rules, facts and contraries of relations that are not in the set, which is made of islands
 * (islands.h).  Of the agenda only claims and scenarios are there; of the claims those in the set can be judged. */
Program *program_copy_part(const Program *program, const bool *is_in);

/* Each adds a copy of the struct; what it points to must live as long as the program (use program->arena). */
TypeId program_add_type(Program *program, Type type);
RelId program_add_relation(Program *program, Relation relation);
RuleId program_add_rule(Program *program, Rule rule);
FactId program_add_fact(Program *program, Fact fact);

RelId program_find_relation(const Program *program, Symbol name, uint32_t arity, bool is_negative); /* NO_ID */
/* -p for p: found or made, with the columns of p. */
RelId program_contrary(Program *program, RelId relation);
/* Where given facts of a relation are kept: its HELPER_STRICT if it has one, else itself. */
RelId program_given(const Program *program, RelId relation);
/* The one that the relation is computed with. */
static inline const Component *program_component(const Program *program, RelId relation) {
    return &program->components.items[program->relations.items[relation].component];
}
/* The relation that somebody wrote whose given facts stand here;
 * itself for all but HELPER_STRICT and HELPER_APPLIES. */
RelId program_said(const Program *program, RelId relation);
/* The rule that folds the rows of an aggregate; NULL. */
const Rule *program_fold(const Program *program, RelId aggregate);
/* Where a relation of one program is in another: of the same name, width and sign; NO_ID. */
RelId program_relation_there(const Program *from, RelId relation, const Program *to);
/* Whether something presumptive or reported meets what can speak against it: then policies can make a difference. */
bool program_argues(const Program *program);
TypeId program_find_type(const Program *program, Symbol name);          /* NO_ID */
const Bibitem *program_find_source(const Program *program, Symbol key); /* NULL */
bool type_allows(const Program *program, TypeId type, Value v, bool is_optional);
void type_print(const Program *program, TypeId type, Text *text); /* "year", "int 1991..2100", "a | b | c" */

static inline Term term_var(VarId id) { return (Term){TERM_VAR, id}; }
static inline Term term_const(Value v) { return (Term){TERM_CONST, v}; }
static inline Term term_any(void) { return (Term){TERM_ANY, 0}; }
const Expr *expr_const(Arena *arena, Value v, Span span);
const Expr *expr_var(Arena *arena, VarId id, Span span);
const Expr *expr_call(Arena *arena, Builtin fn, const Expr *const *arguments, Span span);

/* Groups relations into components and orders them so that each needs only itself and earlier ones.  A component with
 * a cycle through `not` is alternating.  Aggregates always look at earlier components: where that cannot be, calls
 * `cycle` once for each offending component with the relations along the shortest cycle (the first depends on the
 * second, ..., the last on the first) and the rule and literal of each step; such a program must not be run.
 * A relation and its contrary come before those who use either, wherever that is possible (ORDER: Contrary). */
typedef struct {
    RelId relation; /* the head */
    RuleId rule;
    uint32_t literal;
    bool is_negative;  /* through `not` or an aggregate */
    bool is_aggregate; /* through an aggregate */
} CycleStep;
typedef void OnCycle(void *context, const CycleStep *steps, uint32_t count);
bool program_order(Program *program, OnCycle *cycle, void *context);

/* The whole program as core text, same bytes everywhere: for tests and for `--format core`. */
void program_print(const Program *program, Text *text);
void atom_print(const Program *program, RelId relation, const Value *row,
                Text *text); /* member(kazakhstan, csto, 2002) */
void literal_print(const Program *program, const Rule *rule, const Literal *literal, Text *text);
void rule_print(const Program *program, const Rule *rule, Text *text);
/* The sentence of a row, its columns filled in, without the parts in brackets about columns that have no value;
 * the atom itself if the relation has no template. */
void sentence_print(const Program *program, RelId relation, const Value *row, Text *text);
/* Both where some columns have a name in place of a value: those whose name is not empty. */
void sentence_print_open(const Program *program, RelId relation, const Value *row, const Str *names, Text *text);
void atom_print_open(const Program *program, RelId relation, const Value *row, const Str *names, Text *text);
/* What such a name stands for, by how it begins; other words may follow. */
typedef enum { PHRASE_VALUE, PHRASE_NAMED /* some X */, PHRASE_ANYTHING /* something, some year, _ */ } PhraseKind;
PhraseKind phrase_kind(Str words);
bool sentence_names(const Program *program, RelId relation, uint32_t column); /* its template says {column} */
/* The sentence; else the atom, without the columns at its end that have no value. */
void saying_print(const Program *program, RelId relation, const Value *row, Text *text);

#endif
