/* The files of a program: those named and those they use, each once. */
#ifndef HENCE_MODULES_H
#define HENCE_MODULES_H

#include "lang/base/diag.h"
#include "lang/base/read_file.h"
#include "lang/syntax/ast.h"

typedef struct {
    Ast *ast;
    Str folder; /* of the file, to resolve what it uses and loads; empty or ending with a slash */
} Module;

typedef struct {
    Vec(Module) items; /* used ones before their users, otherwise in the order named */
} Modules;

/* Reads and parses the files and all they use.  A missing file, or a cycle of `use` (printed), is in diags. */
Modules *modules_read(const char *const *paths, size_t count, ReadFile *read, void *context, Sources *sources,
                      Arena *arena, Diags *diags);
Modules *modules_of_source(SourceId source, ReadFile *read, void *context, Sources *sources, Arena *arena,
                           Diags *diags);
void modules_free(Modules *modules);

/* A path as written in a module, made relative to where the program runs. */
Str module_resolve(const Module *module, Str path, Arena *arena);

#endif
