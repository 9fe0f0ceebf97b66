/* A program in a few lines, compiled and run, for tests of what people read. */
#ifndef HENCE_TEST_RAN_H
#define HENCE_TEST_RAN_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "lang/compile/compile.h"
#include "runtime/judge/claims.h"
#include "runtime/judge/scenario.h"

typedef struct {
    Sources *sources;
    Diags *diags;
    Program *program;
    Store *given;
    World *world;
} Ran;

static inline SourceId read_nothing(void *context, Sources *sources, Str shown, const char *path) {
    (void)context, (void)sources, (void)shown, (void)path;
    return NO_SOURCE;
}

/* Compiled, and its facts given; program NULL where it has errors.  policy NULL: the default. */
static inline Ran ran_read(Str text, const Policy *policy) {
    Ran r = {.sources = sources_new()};
    r.diags = diags_new(r.sources);
    SourceId source = source_add(r.sources, STR("test.hence"), text);
    r.program = compile_source(source, policy, read_nothing, NULL, r.sources, r.diags);
    if (!r.program) return r;
    r.given = store_new(r.program);
    store_give_program(r.given);
    return r;
}

static inline void ran_run(Ran *r, const Changes *changes) {
    r->world = world_new(r->given, changes, &(RunOptions){.budget = {0}}, r->diags);
}

static inline Ran ran(const char *text) {
    Ran r = ran_read(str_of(text), NULL);
    if (!r.program) {
        Text messages;
        text_init(&messages);
        diags_print(r.diags, &messages, false);
        fail_msg("%s", messages.bytes);
    }
    ran_run(&r, NULL);
    return r;
}

static inline void ran_free(Ran *r) {
    world_free(r->world);
    store_free(r->given);
    program_free(r->program);
    diags_free(r->diags);
    sources_free(r->sources);
}

static inline void text_is(Text *text, const char *expected) {
    text_add_char(text, '\0');
    assert_string_equal(text->bytes, expected);
    text_clear(text);
}

#endif
