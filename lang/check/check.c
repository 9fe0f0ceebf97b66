/* The passes, in order:
 *
 *     declare   types, relations, scenarios, sources
 *     resolve   what each name in facts, heads and bodies is; ids, and what is said of them
 *     scope     which variables are the same
 *     types     kinds of terms and columns
 *     safety    every variable gets a value
 *     lint      what is probably not meant
 *
 * Each reports all it finds and leaves marks (BROKEN) where later passes should keep silent.  Each is a few walks over
 * the program with array look-ups; plain facts are visited only by those passes that have to do with them. */
#include "lang/check/check.h"

#include "lang/check/check_internal.h"
#include "lang/check/declare.h"
#include "lang/check/exercise.h"
#include "lang/check/items.h"
#include "lang/check/labels.h"
#include "lang/check/lint.h"
#include "lang/check/maps.h"
#include "lang/check/priorities.h"
#include "lang/check/resolve.h"
#include "lang/check/safety.h"
#include "lang/check/scope.h"
#include "lang/check/types.h"

static void fill_ids(uint32_t *ids, size_t count) {
    for (size_t i = 0; i < count; i++) ids[i] = NO_ID;
}

static NodeTable *new_tables(const Modules *modules, Arena *arena) {
    NodeTable *tables = arena_array(arena, NodeTable, modules->items.count);
    for (size_t m = 0; m < modules->items.count; m++) {
        const Ast *ast = modules->items.items[m].ast;
        tables[m].relation = arena_array(arena, RelId, ast->node_count);
        tables[m].type = arena_array(arena, TypeKind, ast->node_count);
        tables[m].columns = arena_array(arena, uint32_t *, ast->node_count);
        tables[m].variable = arena_array(arena, uint32_t, ast->node_count);
        tables[m].statement = arena_array(arena, RelId, ast->statement_count);
        tables[m].about = arena_array(arena, const Statement *, ast->statement_count);
        fill_ids(tables[m].relation, ast->node_count);
        fill_ids(tables[m].variable, ast->node_count);
        fill_ids(tables[m].statement, ast->statement_count);
    }
    return tables;
}

/* So that they do not move at each doubling: a statement that is no fact makes one or two relations and rules. */
static void make_room(Program *program, size_t statements) {
    vec_reserve(&program->relations, program->relations.count + 2 * statements);
    vec_reserve(&program->rules, program->rules.count + 2 * statements);
}

/* The relation of -p for each p that has one is made by then, and nothing more is added to the program. */
static void run_passes(Checker *c) {
    static void (*const PASSES[])(Checker *) = {declare_types,  declare_relations, resolve_heads,   labels_collect,
                                                resolve_bodies, declare_tables,    check_maps,      priorities_check,
                                                items_check,    exercises_check,   scope_variables, types_check,
                                                safety_check,   lint_relations,    lint_units,      lint_growth};
    for (size_t i = 0; i < sizeof PASSES / sizeof *PASSES && diags_go_on_now(c->diags, NO_SPAN); i++) PASSES[i](c);
}

static Checked *checked(const Modules *modules, Program *program, Arena *arena, Diags *diags, bool is_question) {
    Checker c = {.modules = modules, .program = program, .arena = arena, .diags = diags};
    c.tables = new_tables(modules, arena);
    statements_beside_facts(modules, &c.places);
    make_room(program, c.places.count);
    names_init(&c.names, program, arena, diags);
    if (is_question) names_of_program(&c.names);
    run_passes(&c);
    names_clear(&c.names);
    vec_free(&c.places);
    vec_free(&c.variables);
    vec_free(&c.first_variable);
    Checked *result = arena_new(arena, Checked);
    *result = (Checked){modules, c.tables};
    return result;
}

Checked *check_anyway(const Modules *modules, Program *program, Arena *arena, Diags *diags) {
    return checked(modules, program, arena, diags, false);
}

Checked *check(const Modules *modules, Program *program, Arena *arena, Diags *diags) {
    Checked *result = checked(modules, program, arena, diags, false);
    return diags_error_count(diags) > 0 ? NULL : result;
}

Checked *check_question(const Modules *modules, Program *program, Arena *arena, Diags *diags) {
    uint32_t errors_before = diags_error_count(diags);
    Checked *result = checked(modules, program, arena, diags, true);
    return diags_error_count(diags) > errors_before ? NULL : result;
}
