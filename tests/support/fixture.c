/* Files come from a table, as they do in a browser. */
#include "tests/support/fixture.h"

#include <errno.h>

typedef struct {
    const FixtureFile *files;
    size_t count;
} Table;

static SourceId read_table(void *context, Sources *sources, Str shown, const char *path) {
    const Table *table = context;
    for (size_t i = 0; i < table->count; i++)
        if (strcmp(table->files[i].path, path) == 0) return source_add(sources, shown, str_of(table->files[i].text));
    errno = ENOENT;
    return NO_SOURCE;
}

Fixture fixture_files(const FixtureFile *files, size_t count) {
    Fixture f = {.sources = sources_new()};
    Table table = {files, count};
    f.diags = diags_new(f.sources);
    arena_init(&f.arena);
    f.modules = modules_read(&files[0].path, 1, read_table, &table, f.sources, &f.arena, f.diags);
    f.program = program_new();
    f.checked = check(f.modules, f.program, &f.arena, f.diags);
    text_init(&f.messages);
    diags_print(f.diags, &f.messages, false);
    return f;
}

Fixture fixture(const char *text) { return fixture_files(&(FixtureFile){"test.hence", text}, 1); }

void fixture_free(Fixture *f) {
    text_clear(&f->messages);
    modules_free(f->modules);
    program_free(f->program);
    arena_clear(&f->arena);
    diags_free(f->diags);
    sources_free(f->sources);
}

bool fixture_says(const Fixture *f, const char *part) { return f->messages.bytes && strstr(f->messages.bytes, part); }
uint32_t fixture_errors(const Fixture *f) { return diags_error_count(f->diags); }
uint32_t fixture_warnings(const Fixture *f) { return diags_warning_count(f->diags); }
bool fixture_is_clean(const Fixture *f) { return f->checked && fixture_warnings(f) == 0; }

RelId fixture_relation(const Fixture *f, const char *name, uint32_t arity) {
    Symbol symbol = intern_find(values_symbols(f->program->values), str_of(name));
    return symbol == NO_SYMBOL ? NO_ID : program_find_relation(f->program, symbol, arity, false);
}

TypeKind fixture_column(const Fixture *f, const char *name, uint32_t arity, uint32_t column) {
    RelId id = fixture_relation(f, name, arity);
    return f->program->types.items[f->program->relations.items[id].columns[column].type].kind;
}
