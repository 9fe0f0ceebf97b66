/* `map`: which relation the rows of a table of several relations go to, and how their cells are read before.
 *
 * What the table's own columns are called shows only when it is read, so here only the side of the relation can be
 * checked: it exists, its columns do, and each that must not be empty gets a cell. */
#include "lang/check/maps.h"

#include "lang/base/file_kind.h"

static bool is_mapped(const Statement *s, Str column) {
    for (uint32_t i = 0; i < s->pair_2_count; i++)
        if (str_equal(s->pairs_2[i].column, column)) return true;
    return false;
}

static void check_columns(Checker *c, const Statement *s, RelId id) {
    for (uint32_t i = 0; i < s->pair_2_count; i++) {
        const PairNode *pair = &s->pairs_2[i];
        if (names_column(&c->names, id, pair->column) == NO_ID) {
            Diag *d = diag_add(c->diags, E0205, pair->column_span, "'%.*s' has no column '%.*s'", STR_FMT(s->text_2),
                               STR_FMT(pair->column));
            Str near = names_near_column(&c->names, id, pair->column);
            if (near.length > 0) diag_remedy(c->diags, d, "did you mean '%.*s'?", STR_FMT(near));
            names_note_declaration(&c->names, d, id);
        }
        for (uint32_t k = 0; k < i; k++)
            if (str_equal(s->pairs_2[k].column, pair->column)) {
                Diag *d = diag_add(c->diags, E0206, pair->column_span, "column '%.*s' is mapped twice",
                                   STR_FMT(pair->column));
                diag_remedy(c->diags, d, "one cell for each column");
                break;
            }
    }
}

static void find_missing(Checker *c, const Statement *s, RelId id) {
    const Relation *relation = &c->program->relations.items[id];
    for (uint32_t i = 0; i < relation->arity; i++) {
        Str column = names_text(&c->names, relation->columns[i].name);
        if (relation->columns[i].is_optional || is_mapped(s, column)) continue;
        Diag *d = diag_add(c->diags, E0240, s->text_2_span, "the map gives column '%.*s' no cell", STR_FMT(column));
        diag_remedy(c->diags, d, "write %.*s: and a column of the table, or declare it '%.*s?'", STR_FMT(column),
                    STR_FMT(column));
        names_note_declaration(&c->names, d, id);
    }
}

static void find_twin(Checker *c, const Statement *s, size_t before) {
    for (size_t i = 0; i < before; i++) {
        const Statement *other = statement_of(c, c->places.items[i]);
        if (other->kind != STMT_MAP || !other->label.text || !str_equal(other->label, s->label)) continue;
        Diag *d = diag_add(c->diags, E0201, s->text_span, "rows named '%.*s' are mapped twice", STR_FMT(s->label));
        diag_remedy(c->diags, d, "one map for each name");
        diag_note(c->diags, d, other->text_span, "first mapped here");
        return;
    }
}

/* The relation, which a map gives: rows may come from any table that is read later. */
static RelId check_row_map(Checker *c, const Statement *s, size_t place) {
    find_twin(c, s, place);
    RelId id = names_declared(&c->names, s->text_2);
    if (id == NO_ID || !c->program->relations.items[id].is_declared) {
        if (id == NO_ID && c->program->declares)
            return names_relation(&c->names, s->text_2, s->pair_2_count, s->text_2_span);
        Diag *d = diag_add(c->diags, E0225, s->text_2_span, "the columns of '%.*s' are not known", STR_FMT(s->text_2));
        Str written = names_written(&c->names, s->text_2);
        diag_remedy(c->diags, d, "declare it: relation %.*s(first, second).", STR_FMT(written));
        return NO_ID;
    }
    check_columns(c, s, id);
    find_missing(c, s, id);
    if (s->is_negative) id = names_contrary(&c->names, id);
    names_use(&c->names, id, USE_GIVES, s->text_2_span);
    c->names.relations.items[id].is_loaded = true;
    return id;
}

/* ---- forms of cells ---- */

static bool has_brace(Str text) {
    return text.length && (memchr(text.text, '{', text.length) || memchr(text.text, '}', text.length));
}

/* At most one hole, with a name; on the right a hole is all there is. */
static void check_form(Checker *c, const PairNode *pair, bool is_right) {
    Str text = pair->text, hole = {NULL, 0}, behind = {NULL, 0};
    bool has_hole = pair_hole(pair, &text, &hole, &behind);
    if (!pair->is_text) return;
    if (has_brace(text) || has_brace(behind) || has_brace(hole) || (has_hole && !hole.length)) {
        Diag *d = diag_add(c->diags, E0241, pair->text_span, "a form of a cell has at most one {name} in it");
        diag_remedy(c->diags, d, "write it as in \">{number}\"");
    } else if (is_right && has_hole && (text.length || behind.length)) {
        Diag *d = diag_add(c->diags, E0241, pair->text_span, "text is put together here, which a map does not do");
        diag_remedy(c->diags, d, "write \"{%.*s}\" alone, or text without it", STR_FMT(hole));
    }
}

static bool has_hole_named(const Statement *s, Str name) {
    for (uint32_t i = 0; i < s->pair_count; i++) {
        Str text, hole, behind;
        if (pair_hole(&s->pairs[i], &text, &hole, &behind) && str_equal(hole, name)) return true;
    }
    return false;
}

static void check_pairs(Checker *c, const PairNode *pairs, uint32_t count, bool is_right) {
    for (uint32_t i = 0; i < count; i++) {
        check_form(c, &pairs[i], is_right);
        for (uint32_t k = 0; k < i; k++)
            if (str_equal(pairs[k].column, pairs[i].column)) {
                Diag *d = diag_add(c->diags, E0206, pairs[i].column_span, "column '%.*s' stands twice on one side",
                                   STR_FMT(pairs[i].column));
                diag_remedy(c->diags, d, "one form for each column");
                break;
            }
    }
}

static void check_cell_map(Checker *c, const Statement *s) {
    check_pairs(c, s->pairs, s->pair_count, false);
    check_pairs(c, s->pairs_2, s->pair_2_count, true);
    for (uint32_t i = 0; i < s->pair_2_count; i++) {
        Str text, hole, behind;
        if (!pair_hole(&s->pairs_2[i], &text, &hole, &behind) || has_hole_named(s, hole)) continue;
        Diag *d =
            diag_add(c->diags, E0241, s->pairs_2[i].text_span, "no form on the left has {%.*s} in it", STR_FMT(hole));
        diag_remedy(c->diags, d, "name a part of a cell on the left");
    }
    if (s->pair_2_count == 0 && !str_equal(s->text_2, STR("nothing"))) {
        Diag *d = diag_add(c->diags, E0241, s->text_2_span, "expected cells, or 'nothing', behind 'to'");
        diag_remedy(c->diags, d, "write column: \"{name}\", or nothing if the cells are not to be read");
    }
}

static void no_map(Checker *c, const Statement *s) {
    for (size_t i = 0; i < c->places.count; i++) {
        const Statement *other = statement_of(c, c->places.items[i]);
        if (other->kind == STMT_MAP && other->label.text) return;
    }
    if (file_kind(s->text) != KIND_TABLE) return; /* it is no table */
    Diag *d = diag_add(c->diags, E0225, s->span, "no map says what the rows of '%.*s' are", STR_FMT(s->text));
    diag_remedy(c->diags, d, "write one for each kind: map name to relation(column: column of the table).");
}

void check_maps(Checker *c) {
    for (size_t i = 0; i < c->places.count; i++) {
        StatementPlace at = c->places.items[i];
        const Statement *s = statement_of(c, at);
        if (s->kind == STMT_LOAD && s->is_table) no_map(c, s);
        if (s->kind != STMT_MAP) continue;
        if (s->label.text)
            c->tables[at.module].statement[at.index] = check_row_map(c, s, i);
        else
            check_cell_map(c, s);
    }
}
