/* Whose columns a table of new facts has: by the name it is given with, or by that of its file. */
#include "runtime/io/facts_relation.h"

#include <assert.h>

#include "lang/base/file_kind.h"
#include "lang/base/spelling.h"
#include "runtime/io/cells.h"
#include "runtime/io/disk.h"

static RelId relation_named(const Program *program, Str name, bool is_negative) {
    Symbol symbol = intern_find(values_symbols(program->values), name);
    if (symbol == NO_SYMBOL) return NO_ID;
    for (RelId id = 0; id < program->relations.count; id++) {
        const Relation *relation = &program->relations.items[id];
        if (relation->helper == HELPER_NONE && relation->name == symbol && relation->is_negative == is_negative)
            return id;
    }
    return NO_ID;
}

static Str without_end(Str text, Str end) {
    assert(text.text || text.length == 0);
    if (str_ends(text, end)) text.length -= end.length;
    return text;
}

bool facts_split(Str what, Str *relation, Str *path) {
    const char *sign = what.length ? memchr(what.text, '=', what.length) : NULL;
    *path = what;
    if (!sign || sign == what.text || memchr(what.text, '/', (size_t)(sign - what.text))) return false;
    *relation = str_range(what.text, sign);
    *path = str_range(sign + 1, what.text + what.length);
    return true;
}

/* `member.not` of a file and `-member` before one name the contrary of member. */
static bool is_denied(Str name, bool is_by_file, Str *bare) {
    *bare = name;
    if (is_by_file) return *bare = without_end(name, STR(".not")), bare->length < name.length;
    if (name.length == 0 || name.text[0] != '-') return false;
    return *bare = (Str){name.text + 1, name.length - 1}, true;
}

static Str stem_of(Str path) {
    Str name = path_file(path);
    return file_kind(name) == KIND_TABLE || file_ends(name, STR(".facts")) ? file_stem(name) : name;
}

bool facts_deny(const char *what, Str *relation) {
    Str name, path;
    bool is_by_file = !facts_split(str_of(what), &name, &path);
    return is_denied(is_by_file ? stem_of(path) : name, is_by_file, relation);
}

static RelId complain_no_relation(const Rows *rows, Str name, bool is_by_file, Str path) {
    Diags *diags = rows->intake->diags;
    const Program *program = rows->program;
    Span span = line_span(rows->complaints.source, 1);
    Diag *diag =
        is_by_file && rows->grid.csv.form.has_header
            ? diag_add(diags, E0722, span, "the table has no column 'relation', and no relation is called '%s'",
                       cell_shown(name).text)
            : diag_add(diags, E0722, span, "no relation is called '%s'", cell_shown(name).text);
    Str bare;
    Spelling near = spelling_of((is_denied(name, is_by_file, &bare), bare));
    for (RelId id = 0; id < program->relations.count; id++)
        if (program->relations.items[id].helper == HELPER_NONE)
            spelling_offer(&near, intern_text(values_symbols(program->values), program->relations.items[id].name));
    Spelling column = spelling_of(STR("relation"));
    for (size_t i = 0; is_by_file && i < rows->grid.width; i++) spelling_offer(&column, rows->grid.names[i]);
    if (column.best.length)
        diag_remedy(diags, diag, "did you mean 'relation' by its column '%s'?", cell_shown(column.best).text);
    else if (near.best.length)
        diag_remedy(diags, diag, "did you mean '%.*s'?", STR_FMT(near.best));
    else if (is_by_file)
        diag_remedy(diags, diag, "say whose columns they are: --facts RELATION=%.*s", STR_FMT(path));
    return NO_ID;
}

RelId facts_relation(const Rows *rows, Str relation, Str path) {
    const bool is_by_file = !relation.length;
    Str name = is_by_file ? stem_of(path) : relation, bare;
    bool is_negative = is_denied(name, is_by_file, &bare);
    RelId id = relation_named(rows->program, bare, is_negative);
    return id == NO_ID ? complain_no_relation(rows, name, is_by_file, path) : id;
}
