/* A file is parsed for its `use` statements alone; the tree is thrown away. */
#include "runtime/lsp/uses.h"

#include "lang/syntax/parse.h"
#include "runtime/lsp/paths.h"

static void forget(UseNote *note) {
    for (size_t i = 0; i < note->uses.count; i++) path_drop(&note->uses.items[i]);
    vec_empty(&note->uses);
}

void uses_clear(Uses *uses) {
    for (size_t i = 0; i < uses->notes.count; i++) {
        UseNote *note = uses->notes.items[i];
        if (!note) continue;
        forget(note);
        vec_free(&note->uses);
        path_drop(&note->file.path);
        mem_free(note);
    }
    vec_free(&uses->notes);
    interner_free(uses->paths);
    uses->paths = NULL;
}

static void read_uses(UseNote *note) {
    Arena arena;
    Sources *sources = sources_new();
    Diags *diags = diags_new(sources);
    arena_init(&arena);
    SourceId source = source_read(sources, note->file.path, note->file.path.text);
    const Ast *ast = source == NO_SOURCE ? NULL : parse(sources, source, &arena, diags);
    const Module module = {.folder = path_folder(note->file.path)};
    for (uint32_t i = 0; ast && i < ast->statement_count; i++) {
        const Statement *s = ast->statements[i];
        if (s->kind != STMT_USE) continue;
        Str path = path_keep(module_resolve(&module, s->text, &arena));
        vec_push(&note->uses, path);
    }
    arena_clear(&arena);
    diags_free(diags);
    sources_free(sources);
}

const UseNote *uses_of(Uses *uses, Str path) {
    if (!uses->paths) uses->paths = interner_new();
    Symbol number = intern(uses->paths, path);
    while (uses->notes.count <= number) vec_push(&uses->notes, NULL);
    UseNote *note = uses->notes.items[number];
    if (note && !seen_changed(&note->file)) return note;
    if (!note) {
        note = mem_alloc_zero(sizeof *note);
        uses->notes.items[number] = note;
        note->file.path = path_keep(path);
    }
    note->file = seen_look(note->file.path);
    forget(note);
    read_uses(note);
    return note;
}
