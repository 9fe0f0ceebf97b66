/* A program in one line, read and checked, for tests of the language.
 *
 *     Fixture f = fixture("p(X) :- q(X).");
 *     assert_true(fixture_says(&f, "E0214"));
 *     fixture_free(&f);                                                                */
#ifndef HENCE_FIXTURE_H
#define HENCE_FIXTURE_H

#include "lang/check/check.h"

typedef struct {
    const char *path, *text;
} FixtureFile;

typedef struct {
    Sources *sources;
    Diags *diags;
    Arena arena;
    Modules *modules;
    Program *program;
    Checked *checked; /* NULL if there were errors */
    Text messages;    /* as printed */
} Fixture;

Fixture fixture(const char *text);                             /* under the name test.hence */
Fixture fixture_files(const FixtureFile *files, size_t count); /* the first is named, the others may be used */
void fixture_free(Fixture *f);

bool fixture_says(const Fixture *f, const char *part); /* somewhere in the messages */
uint32_t fixture_errors(const Fixture *f);
uint32_t fixture_warnings(const Fixture *f);
bool fixture_is_clean(const Fixture *f); /* no error, no warning */
RelId fixture_relation(const Fixture *f, const char *name, uint32_t arity);
TypeKind fixture_column(const Fixture *f, const char *name, uint32_t arity, uint32_t column);

#endif
