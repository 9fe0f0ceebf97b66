/* Programs in a few lines, made with the builder, for tests of the engine. */
#ifndef HENCE_TEST_BUILD_H
#define HENCE_TEST_BUILD_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "runtime/eval/rounds.h"

typedef struct {
    Program *program;
    Store *store;
    Conflicts conflicts;
    Outcome outcome;
} World;

static inline RelId relation(Program *program, const char *name, uint32_t arity) {
    Column *columns = arena_array(&program->arena, Column, arity + 1);
    for (uint32_t i = 0; i < arity; i++) columns[i] = (Column){NO_SYMBOL, TYPE_ID_ANY, false};
    return program_add_relation(program, (Relation){.name = intern(values_symbols(program->values), str_of(name)),
                                                    .arity = arity,
                                                    .columns = columns,
                                                    .contrary = NO_ID,
                                                    .span = NO_SPAN});
}

static inline const Term *terms(Program *program, uint32_t count, const Term *from) {
    return arena_copy(&program->arena, from, count * sizeof *from);
}

static inline Literal atom(Program *program, LiteralKind kind, RelId id, Term a, Term b) {
    return (Literal){.kind = kind, .relation = id, .terms = terms(program, 2, (Term[]){a, b}), .span = NO_SPAN};
}

static inline void rule(Program *program, RelId head, Term a, Term b, const Literal *body, uint32_t count,
                        uint32_t variables) {
    program_add_rule(program, (Rule){.head = head,
                                     .terms = terms(program, 2, (Term[]){a, b}),
                                     .label = NO_SYMBOL,
                                     .span = NO_SPAN,
                                     .body = arena_copy(&program->arena, body, count * sizeof *body),
                                     .literal_count = count,
                                     .variable_count = variables});
}

static inline void fact(Program *program, RelId id, int64_t a, int64_t b) {
    Value row[] = {value_int(program->values, a), value_int(program->values, b)};
    program_add_fact(program, (Fact){.relation = id,
                                     .values = arena_copy(&program->arena, row, sizeof row),
                                     .label = NO_SYMBOL,
                                     .span = NO_SPAN});
}

static inline void run(World *world, Budget budget) {
    assert_true(program_order(world->program, NULL, NULL));
    world->store = store_new(world->program);
    store_give_program(world->store);
    run_program(world->store, &(RunOptions){.budget = budget}, &world->conflicts, &world->outcome);
}

static inline void finish(World *world) {
    vec_free(&world->conflicts);
    outcome_clear(&world->outcome);
    store_free(world->store);
    program_free(world->program);
}

enum { X, Y, Z };
static inline Term var(VarId id) { return term_var(id); }

/* path over a chain of `length` edges and back to its start. */
static inline RelId circle(World *world, int64_t length, RelId *edge) {
    world->program = program_new();
    *edge = relation(world->program, "edge", 2);
    RelId path = relation(world->program, "path", 2);
    for (int64_t i = 0; i < length; i++) fact(world->program, *edge, i, (i + 1) % length);
    Literal first = atom(world->program, LIT_ATOM, *edge, var(X), var(Y));
    rule(world->program, path, var(X), var(Y), &first, 1, 2);
    Literal body[] = {atom(world->program, LIT_ATOM, path, var(X), var(Y)),
                      atom(world->program, LIT_ATOM, *edge, var(Y), var(Z))};
    rule(world->program, path, var(X), var(Z), body, 2, 3);
    return path;
}

#endif
