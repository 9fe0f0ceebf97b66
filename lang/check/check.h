/* Checks what the syntax trees mean, and declares it in the program.
 *
 * Types, relations (with has_facts, has_rules, keys, sentences, contraries) and inline sources are declared in the
 * program by check; facts, rules and the agenda are left to the compile room.  What an atom or a term means is kept in
 * tables beside the trees.  The trees stay as written.
 *
 * Where a literal stands (bodies, heads, facts, patterns, expectations):
 *   - relation[id] of a NODE_CALL or NODE_NAME is its relation; a NODE_CALL without one is a condition
 *     (condition_find).  A relation of the program wins over a condition of the same name.
 *   - Strong negation: the NODE_MINUS and the atom under it both have the id of -p; columns belong to the atom.
 *   - A NODE_NAME without a relation is `true`.
 *   - The head of an objection is like that of a rule; the atoms of `contrary` are patterns that may have variables.
 *   - `retract x.` (a NODE_NAME, or a NODE_VARIABLE for an id like F050): relation[id] is NO_ID if x is the id of a
 *     fact (a load may still bring it), else the proposition.
 * Where a term stands (arguments, sides of comparisons), relation[id] is NO_ID and type[id] is its kind:
 *   - A constant has the kind it is to become: an integer in a float column is TYPE_FLOAT, a quoted text in a date
 *     column or compared with a date is TYPE_DATE.  NODE_MINUS on a number is a constant and has its kind too.
 *   - An unquoted `none` that means the empty cell (in an optional column, or compared with what came from one) is
 *     TYPE_ANY; no other constant is.
 *   - Variables and expressions: their kind, TYPE_ANY if it is mixed or not known, TYPE_NUMBER if int or float.
 *   - Arithmetic and functions may stand as arguments of heads and of body atoms (not of facts); an aggregate only in a
 *     comparison or `is`, also inside arithmetic there.
 *   - A column that an atom with named arguments does not mention: anything in a body or retract; in heads, facts and
 *     asserts only optional columns may be left out, and are then none.
 *
 * Variables are those of one statement or item.  A scope is the inside of an aggregate, of `not (..)` around anything
 * but one atom, or of forall; the second part of a forall is a scope within the first.  A variable is local to a scope
 * if it is written nowhere directly in what encloses it, so the same name in two scopes, and nowhere else, is two
 * variables.  The others are shared: under `not` and forall they have a value from outside; in an aggregate they are
 * its group, with a value from outside or, failing that, from the aggregate's body.  Inside a scope, comparisons and
 * the like may rely on values from outside (`not (q(Y), Y > X)`). */
#ifndef HENCE_CHECK_H
#define HENCE_CHECK_H

#include "lang/check/modules.h"
#include "lang/program/agenda.h"

/* What is known of the nodes of one module, by node id. */
typedef struct {
    RelId *relation;    /* of a node that stands as an atom (also of the NODE_MINUS of a strong negation): NO_ID else */
    TypeKind *type;     /* of a node that stands as a term */
    uint32_t **columns; /* of an atom with named arguments: the column of each child; NULL else */
    uint32_t *variable; /* of a NODE_VARIABLE: its number in the statement or item, from 0; NO_ID else.  Those written
                         * outside of all scopes come first, as written; locals of different scopes differ */
    RelId *statement;   /* by index of statement: what a clause defines, a relation or parameter declares (one column,
                         * `value`; the compile room adds its fact), a load fills; NO_ID else */
    const Statement *
        *about; /* by index of statement: the rule an undercut, or the winner of a prefer, names; NULL else */
} NodeTable;

typedef struct Checked {
    const Modules *modules;
    NodeTable *tables; /* by module */
} Checked;

/* What an undercut or the condition of a prefer shares with the rule it is about: variables of that name outside of all
 * scopes of an undercut rule, or that stand in the head of a preferred one. */
bool condition_shares(const Statement *condition, const Statement *rule, Str variable);

/* A row of `expect answers` is (a, b), a conjunction to the parser, or (a), which is the value itself. */
static inline bool answer_is_list(const Node *row) {
    return row->kind == NODE_AND || (row->kind == NODE_CALL && row->text.length == 0);
}
static inline uint32_t answer_width(const Node *row) { return answer_is_list(row) ? row->child_count : 1; }
static inline const Node *answer_value(const Node *row, uint32_t i) {
    return answer_is_list(row) ? row->children[i] : row;
}

/* NULL when diags has errors.  Everything is reported, not only the first. */
Checked *check(const Modules *modules, Program *program, Arena *arena, Diags *diags);

/* The same for an editor: what is known is given also where diags has errors; then it is not to be compiled. */
Checked *check_anyway(const Modules *modules, Program *program, Arena *arena, Diags *diags);

/* A question asked later (parse_body) of a program that was checked before; makes no relations but contraries.
 * modules holds the one tree. */
Checked *check_question(const Modules *modules, Program *program, Arena *arena, Diags *diags);

#endif
