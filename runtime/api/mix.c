/* Mixes.
 *
 * Statements are taken out of a text by blanks of the same length, so that places stay, and those of the other version
 * are put behind the first file.  Rows of tables are retracted and given as a scenario would. */
#include "runtime/api/mix.h"

#include "runtime/api/revised.h"
#include "runtime/judge/extract.h"
#include "runtime/judge/stands.h"
#include "runtime/show/words.h"

typedef struct {
    const Session *b;
    const Editeds *edits;
    const bool *is_chosen;
    bool has_added; /* what is new stands behind the first file */
} Mixing;

/* ---- texts ---- */

static void add_new(Mixing *m, Text *text) {
    for (size_t i = 0; i < m->edits->count; i++) {
        const Edited *edit = &m->edits->items[i];
        if (!m->is_chosen[i] || edit->is_row || edit->span_b.source == NO_SOURCE) continue;
        text_add_char(text, '\n');
        text_add(text, span_text(m->b->sources, edit->span_b));
        if (text->bytes[text->length - 1] != '.') text_add_char(text, '.');
    }
    text_add_char(text, '\n');
}

static void edit_text(void *context, SourceId id, Text *text) {
    Mixing *m = context;
    for (size_t i = 0; i < m->edits->count; i++) {
        const Edited *edit = &m->edits->items[i];
        if (m->is_chosen[i] && !edit->is_row && edit->span_a.source == id) statement_blank(text, edit->span_a);
    }
    if (!m->has_added) add_new(m, text);
    m->has_added = true;
}

/* ---- rows ---- */

typedef struct {
    Vec(Change) gone;
    Vec(GivenRow) come;
} RowEdits;

static bool read_atom(Session *s, Str text, RelId *relation, const Term **terms) {
    SourceId source = source_add(s->sources, STR("row"), text);
    return compile_atom(source, s->program, s->sources, s->diags, relation, terms);
}

static Cites read_cites(Session *s, Str keys) {
    uint32_t count = keys.length > 0, at = 0;
    for (size_t i = 0; i < keys.length; i++) count += keys.text[i] == ';';
    Cite *items = arena_array(&s->program->arena, Cite, count + 1);
    for (size_t begin = 0, i = 0; keys.length && i <= keys.length; i++) {
        if (i < keys.length && keys.text[i] != ';') continue;
        Symbol key = intern(values_symbols(s->program->values), (Str){keys.text + begin, i - begin});
        items[at++] = (Cite){key, STR(""), NO_SPAN};
        begin = i + 1;
    }
    return (Cites){items, count};
}

static bool read_row(Session *s, const Edited *edit, RowEdits *rows) {
    RelId relation;
    const Term *terms;
    if (edit->text_a.length) {
        if (!read_atom(s, edit->text_a, &relation, &terms)) return false;
        vec_push(&rows->gone,
                 ((Change){.kind = CHANGE_RETRACT_PATTERN, .relation = relation, .terms = terms, .span = NO_SPAN}));
    }
    if (!edit->text_b.length) return true;
    if (!read_atom(s, edit->text_b, &relation, &terms)) return false;
    uint32_t arity = s->program->relations.items[relation].arity;
    Value *values = arena_array(&s->program->arena, Value, arity + 1);
    for (uint32_t i = 0; i < arity; i++) values[i] = terms[i].id;
    Symbol label = edit->label.length ? intern(values_symbols(s->program->values), edit->label) : NO_SYMBOL;
    vec_push(&rows->come, ((GivenRow){relation, values, {label, read_cites(s, edit->cites), NO_SPAN}}));
    return true;
}

static bool read_rows(Session *s, const Mixing *m, const Budget *budget, RowEdits *rows, Stop *stop) {
    enum { ROWS_BETWEEN_CHECKS = 64 };
    bool fine = true;
    for (size_t i = 0, read = 0; i < m->edits->count && fine && *stop == STOP_NONE; i++) {
        if (!m->is_chosen[i] || !m->edits->items[i].is_row) continue;
        if (read++ % ROWS_BETWEEN_CHECKS == 0) *stop = budget_stop(budget);
        fine = read_row(s, &m->edits->items[i], rows);
    }
    return fine && *stop == STOP_NONE;
}

/* ---- runs ---- */

static const Claim *claim_named(const Program *program, Str name) {
    Symbol symbol = intern_find(values_symbols(program->values), name);
    return symbol == NO_SYMBOL ? NULL : claim_find(program, symbol);
}

void stands_of(const World *world, const Str *claims, uint32_t claim_count, ClaimStand *stands) {
    Vec(const Claim *) named = {0};
    for (uint32_t i = 0; i < claim_count; i++) vec_push(&named, claim_named(world->store->program, claims[i]));
    stands_judge(world->store, named.items, named.count, stands);
    vec_free(&named);
}

/* Only as far as the claims depend on it. */
static World *run_mixed(const Session *s, const RowEdits *rows, const Str *names, uint32_t count,
                        const RunOptions *run) {
    Scenario scenario = {.name = NO_SYMBOL, .changes = rows->gone.items, .change_count = (uint32_t)rows->gone.count};
    Changes changes = {.scenario = &scenario, .more = rows->come.items, .more_count = (uint32_t)rows->come.count};
    Vec(const Claim *) claims = {0};
    for (uint32_t i = 0; i < count; i++) {
        const Claim *claim = claim_named(s->program, names[i]);
        if (claim) vec_push(&claims, claim);
    }
    bool has_rows = rows->gone.count + rows->come.count;
    World *world = extract_world(s->given, has_rows ? &changes : NULL, claims.items, claims.count, run, s->diags);
    vec_free(&claims);
    return world;
}

bool mix_run(const Session *a, const Session *b, const Editeds *edits, const bool *is_chosen, const RunOptions *run,
             const Str *claims, uint32_t claim_count, ClaimStand *stands, Stop *stop) {
    Mixing mixing = {.b = b, .edits = edits, .is_chosen = is_chosen};
    const Revised revised = {a, edit_text, &mixing};
    RowEdits rows = {0};
    Session s;
    revised_init(&s, &revised);
    bool fine = session_read(&s, a->paths, a->path_count) == SESSION_READ;
    *stop = s.read_stop != STOP_NONE ? s.read_stop : diags_stop(s.diags);
    fine = fine && read_rows(&s, &mixing, &run->budget, &rows, stop);
    if (fine) {
        s.world = run_mixed(&s, &rows, claims, claim_count, run);
        stands_of(s.world, claims, claim_count, stands);
        *stop = s.world->outcome.stop;
    }
    fine = fine && *stop == STOP_NONE;
    session_clear(&s);
    vec_free(&rows.gone);
    vec_free(&rows.come);
    return fine;
}
