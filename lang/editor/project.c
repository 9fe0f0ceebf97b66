/* The stages of lang/ with nothing thrown away. */
#include "lang/editor/project.h"

#include "lang/compile/compile.h"

Project *project_open(const char *path, ReadFile *read, void *context) {
    Project *project = mem_alloc_zero(sizeof *project);
    project->sources = sources_new();
    project->diags = diags_new(project->sources);
    arena_init(&project->arena);
    project->program = program_new();
    project->modules = modules_read(&path, 1, read, context, project->sources, &project->arena, project->diags);
    project->checked = check_anyway(project->modules, project->program, &project->arena, project->diags);
    project->is_sound = diags_error_count(project->diags) == 0;
    marks_collect(&project->marks, project->checked, project->program, project->sources);
    return project;
}

bool project_finish(Project *project) {
    if (project->is_sound)
        compile_checked(project->checked, project->program, NULL, project->sources, &project->arena, project->diags);
    project->is_sound = false; /* once is enough */
    return diags_error_count(project->diags) == 0;
}

void project_free(Project *project) {
    if (!project) return;
    marks_clear(&project->marks);
    modules_free(project->modules);
    program_free(project->program);
    arena_clear(&project->arena);
    diags_free(project->diags);
    sources_free(project->sources);
    mem_free(project);
}

uint32_t project_module(const Project *project, Str path) {
    for (uint32_t m = 0; m < project->modules->items.count; m++)
        if (str_equal(project_path(project, m), path)) return m;
    return NO_ID;
}

const Statement *project_statement(const Project *project, uint32_t module, uint32_t offset) {
    const Ast *ast = project_ast(project, module);
    uint32_t low = 0, high = ast->statement_count;
    while (low < high) { /* the first that begins behind the place */
        uint32_t middle = low + (high - low) / 2;
        if (ast->statements[middle]->span.begin <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? ast->statements[low - 1] : NULL;
}

const Mark *project_mark(const Project *project, Str path, uint32_t offset) {
    uint32_t module = project_module(project, path);
    return module == NO_ID ? NULL : marks_at(&project->marks, module, offset);
}

/* ---- places ---- */

static void take_role(const Project *project, const Mark *mark, MarkRole role, bool only_rules, MarkList *places) {
    for (size_t i = 0; i < project->marks.items.count; i++) {
        const Mark *other = &project->marks.items.items[i];
        bool is_rule = other->statement->body != NULL;
        if (other->role == role && mark_same(mark, other) && (is_rule || !only_rules)) vec_push(places, *other);
    }
}

void project_places(const Project *project, const Mark *mark, bool defines, MarkList *places) {
    if (defines) {
        take_role(project, mark, ROLE_DEFINES, false, places);
        if (places->count == 0 && mark->kind == MARK_RELATION) take_role(project, mark, ROLE_GIVES, true, places);
        if (places->count == 0 && mark->kind == MARK_RELATION) take_role(project, mark, ROLE_GIVES, false, places);
        if (mark->kind != MARK_VARIABLE) return;
    }
    for (size_t i = 0; i < project->marks.items.count; i++) {
        const Mark *other = &project->marks.items.items[i];
        if (!mark_same(mark, other)) continue;
        vec_push(places, *other);
        if (defines) return;
    }
}

/* ---- declarations ---- */

Str project_text(const Project *project, const Statement *statement) {
    Str all = source_text(project->sources, statement->span.source),
        text = span_text(project->sources, statement->span);
    size_t end = statement->span.end; /* the full stop of a declaration lies behind its span */
    if (end < all.length && all.text[end] == '.' && text.length) text.length++;
    return text;
}

const Statement *project_declaration(const Project *project, const Mark *mark) {
    for (size_t i = 0; i < project->marks.items.count; i++) {
        const Mark *other = &project->marks.items.items[i];
        bool is_it = other->role == ROLE_DEFINES && other->kind == mark->kind;
        if (is_it && mark_same(mark, other)) return other->statement;
    }
    return NULL;
}
