/* Text to program, in one call. */
#ifndef HENCE_COMPILE_H
#define HENCE_COMPILE_H

#include "lang/base/diag.h"
#include "lang/base/read_file.h"
#include "lang/program/agenda.h"

/* Reads, parses and checks the files and all they use, and compiles them to one program.
 * policy NULL: ambiguity blocks, theories are closed where they need it.  NULL when diags has errors.  Loads are
 * recorded in the agenda, not performed; citation keys are checked by those who perform them,
 * since bibliographies are loads. */
Program *compile_files(const char *const *paths, size_t count, const Policy *policy, ReadFile *read, void *context,
                       Sources *sources, Diags *diags);
/* The same for one text already in sources. */
Program *compile_source(SourceId source, const Policy *policy, ReadFile *read, void *context, Sources *sources,
                        Diags *diags);

/* For an editor, which keeps the trees and what is known of them: goes on, as compile_files does, from what check found
 * in `program`, which is then to be looked at or run.  False with diags.  The arena may end with the call. */
struct Checked;
bool compile_checked(const struct Checked *checked, Program *program, const Policy *policy, Sources *sources,
                     Arena *arena, Diags *diags);

/* What is said otherwise in a program that is compiled again. */
typedef struct {
    const Preference *more; /* priorities */
    uint32_t more_count;
    bool (*takes_back)(const void *context, const Preference *preference); /* others; NULL: none */
    const void *context;
    const bool *is_in; /* by relation of program->written: the islands that are compiled; NULL: all */
} Amendment;

/* A program with claims, made while ambiguity blocked, under another policy,
 * whose `denied` has all that the first one has.
 * It shares values and texts with the first one, which is to be freed after it.  NULL if there are no arguments, or a
 * priority is about something that is not ranked, or with errors in diags. */
Program *compile_again(const Program *program, const Policy *policy, const Amendment *amendment, const Sources *sources,
                       Diags *diags);

/* The same, but arguments are left as they are written and components are not ordered:
 * to be looked at, not to be run. */
Program *compile_written(SourceId source, ReadFile *read, void *context, Sources *sources, Diags *diags);

/* Compiles one body more, `member(X, csto), not p(X)`, against a program made before: a question with an answer
 * relation and a component of its own behind the others (and components for the helpers it needs).
 * False with diags. */
bool compile_question(SourceId source, Program *program, Sources *sources, Diags *diags, Question *question);
/* One atom, `member(kazakhstan, B, _)` or `-p(a)`, against a program made before: its relation, and terms in the
 * program's arena, where equal variables have equal ids.  False with diags. */
bool compile_atom(SourceId source, Program *program, Sources *sources, Diags *diags, RelId *relation,
                  const Term **terms);

#endif
