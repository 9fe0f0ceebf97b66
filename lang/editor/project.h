/* A project: one file and all it uses, read and checked, and kept for questions about it.
 *
 *     Project *project = project_open("a.hence", read, context);   the trees, what is known of them, the marks
 *     project_finish(project);                                     all other messages
 *     project_free(project);
 *
 * It never changes: an edit makes another.  Mistakes are no obstacle; what could not be read is not in it. */
#ifndef HENCE_PROJECT_H
#define HENCE_PROJECT_H

#include "lang/base/read_file.h"
#include "lang/editor/marks.h"

typedef struct {
    Sources *sources;
    Diags *diags;
    Arena arena;
    Modules *modules;
    Program *program; /* relations, types and sources, also where there are errors; read bibliographies into it */
    const Checked *checked;
    Marks marks;
    bool is_sound; /* it can be compiled */
} Project;

Project *project_open(const char *path, ReadFile *read, void *context);
/* Compiles it, for the messages that come of that; later calls do nothing.  True if there were no errors at all. */
bool project_finish(Project *project);
void project_free(Project *project); /* NULL is fine */

/* The module whose file has that path, as modules.h works paths out; NO_ID. */
uint32_t project_module(const Project *project, Str path);
static inline const Ast *project_ast(const Project *project, uint32_t module) {
    return project->modules->items.items[module].ast;
}
static inline Str project_path(const Project *project, uint32_t module) {
    return source_name(project->sources, project_ast(project, module)->source);
}

/* The statement at a place, or the nearest before it in the module; NULL if there is none. */
const Statement *project_statement(const Project *project, uint32_t module, uint32_t offset);
const Mark *project_mark(const Project *project, Str path, uint32_t offset); /* NULL */

/* All marks of the same thing, in order.  `defines`: only where it is defined, which may be nowhere; of a relation that
 * is not declared, the heads of rules, or of facts if there are none; of a variable, where it first stands. */
void project_places(const Project *project, const Mark *mark, bool defines, MarkList *places);

/* The text of a statement as it stands, to its full stop; comments before it are none of it. */
Str project_text(const Project *project, const Statement *statement);
/* The statement that declares a relation, type, label, scenario or source; NULL. */
const Statement *project_declaration(const Project *project, const Mark *mark);

#endif
