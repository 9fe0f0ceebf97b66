/* Sentences that leave out what tells two facts apart.
 *
 * Each row is told as answers tell it, and the texts are counted: whatever makes two rows read the same, a column that
 * is not named, a part in brackets that is left out, or values of two kinds that are spelled alike.  A column of a key
 * is asked for even where no two rows show it: rows that differ in nothing else may stand side by side. */
#include "runtime/api/lint_sentences.h"

#include <assert.h>
#include <string.h>

typedef struct {
    Symbol text;
    const Value *row;
} Told;

typedef struct {
    const Session *session;
    const RelId *first, *next; /* by relation: others that stand for it; NO_ID ends them */
    RelId id;
    Interner *texts;           /* how rows read */
    Interner *rows;            /* those that read as one before them does, as bytes */
    Vec(const Value *) firsts; /* by text */
    Vec(Told) others;          /* by number in rows */
} Telling;

static const Relation *relation_of(const Telling *r) { return &r->session->program->relations.items[r->id]; }

static void read_row(Telling *r, const Value *row, Text *words) {
    size_t bytes = relation_of(r)->arity * sizeof *row;
    text_empty(words);
    sentence_print(r->session->program, r->id, row, words);
    Symbol text = intern(r->texts, text_str(words));
    if (text == r->firsts.count) {
        vec_push(&r->firsts, row);
        return;
    }
    assert(r->firsts.items);
    if (bytes && memcmp(row, r->firsts.items[text], bytes) != 0) {
        if (intern(r->rows, (Str){(const char *)row, bytes}) == r->others.count)
            vec_push(&r->others, ((Told){text, row}));
    }
}

/* All rows of the relation, wherever they are kept; some of them twice. */
static void read_rows(Telling *r) {
    const Store *store = r->session->world->store;
    Text words;
    text_init(&words);
    for (RelId id = r->id; id != NO_ID; id = id == r->id ? r->first[id] : r->next[id]) {
        const Table *table = store_table(store, id);
        uint32_t count = id == r->id ? table_count(table) : store_given_count(store, id);
        for (RowId row = 0; row < count; row++) read_row(r, table_row(table, row), &words);
    }
    text_clear(&words);
}

/* What stands for other relations, by these. */
static void group(const Program *program, RelId *first, RelId *next) {
    for (RelId id = 0; id < program->relations.count; id++) first[id] = next[id] = NO_ID;
    for (RelId id = (RelId)program->relations.count; id-- > 0;) {
        RelId said = program_said(program, id);
        if (said == id) continue;
        next[id] = first[said];
        first[said] = id;
    }
}

static Str column_name(const Program *program, const Relation *relation, uint32_t column) {
    return intern_text(values_symbols(program->values), relation->columns[column].name);
}

static void remedy(Session *session, Diag *diag, const Relation *relation, uint32_t column, const char *verb) {
    Str name = column_name(session->program, relation, column);
    if (relation->columns[column].is_optional)
        diag_remedy(session->diags, diag, "%s, where there is one:  \"... [, %.*s {%.*s}]\"", verb, STR_FMT(name),
                    STR_FMT(name));
    else
        diag_remedy(session->diags, diag, "%s:  \"... {%.*s} ...\"", verb, STR_FMT(name));
}

static uint32_t key_column_unsaid(const Program *program, RelId id) {
    const Relation *relation = &program->relations.items[id];
    for (uint32_t k = 0; k < relation->key_count; k++)
        for (uint32_t i = 0; i < relation->keys[k].count; i++)
            if (!sentence_names(program, id, relation->keys[k].columns[i])) return relation->keys[k].columns[i];
    return NO_ID;
}

static int by_columns(const Telling *r, const Value *one, const Value *other) {
    uint32_t i = 0, arity = relation_of(r)->arity;
    while (i < arity && one[i] == other[i]) i++;
    return i == arity ? 0 : value_compare(r->session->program->values, one[i], other[i]);
}

/* Two rows that read the same: the lowest of the lowest text, so that the order of facts does not tell. */
static Told lowest(const Telling *r, const Value **above) {
    Told told = {r->others.items[0].text, NULL};
    *above = NULL;
    for (size_t i = 1; i < r->others.count; i++) {
        Symbol text = r->others.items[i].text;
        if (str_compare(intern_text(r->texts, text), intern_text(r->texts, told.text)) < 0) told.text = text;
    }
    told.row = r->firsts.items[told.text];
    for (size_t i = 0; i < r->others.count; i++) {
        const Value *row = r->others.items[i].row;
        if (r->others.items[i].text != told.text) continue;
        if (by_columns(r, row, told.row) < 0) {
            *above = told.row;
            told.row = row;
        } else if (!*above || by_columns(r, row, *above) < 0) {
            *above = row;
        }
    }
    return told;
}

/* The column they differ in, of several one that the sentence does not name. */
static uint32_t column_apart(const Telling *r, const Value *one, const Value *other) {
    uint32_t named = NO_ID;
    for (uint32_t i = 0; i < relation_of(r)->arity; i++) {
        if (one[i] == other[i]) continue;
        if (!sentence_names(r->session->program, r->id, i)) return i;
        if (named == NO_ID) named = i;
    }
    return named;
}

/* A column that is named may be left out with others in its brackets, or hold values of two kinds. */
static void remedy_alike(Session *session, Diag *diag, const Telling *r, uint32_t column, Value one, Value other) {
    const Column *of = &relation_of(r)->columns[column];
    Text texts[2];
    if (!sentence_names(session->program, r->id, column)) {
        remedy(session, diag, relation_of(r), column, "name it");
        return;
    }
    for (int i = 0; i < 2; i++) {
        text_init(&texts[i]);
        value_print_plain(session->program->values, i ? other : one, &texts[i]);
    }
    if (of->type == TYPE_ID_ANY && str_equal(text_str(&texts[0]), text_str(&texts[1])))
        diag_remedy(session->diags, diag, "give it a type: its values are of two kinds and look alike");
    else
        remedy(session, diag, relation_of(r), column, "set it apart");
    for (int i = 0; i < 2; i++) text_clear(&texts[i]);
}

/* True if it warned. */
static bool warn_alike(Session *session, const Telling *r) {
    const Program *program = session->program;
    const Relation *relation = relation_of(r);
    unsigned alike = (unsigned)r->others.count;
    if (alike == 0) return false;
    const Value *above;
    Told told = lowest(r, &above);
    uint32_t column = column_apart(r, told.row, above);
    Str words = intern_text(r->texts, told.text), name = column_name(program, relation, column);
    Diag *diag = alike == 1 ? diag_add(session->diags, W0208, relation->span,
                                       "1 fact reads as another does, \"%.*s\": they differ in '%.*s'", STR_FMT(words),
                                       STR_FMT(name))
                            : diag_add(session->diags, W0208, relation->span,
                                       "%u facts read as another does, such as \"%.*s\", which differs in '%.*s'",
                                       alike, STR_FMT(words), STR_FMT(name));
    remedy_alike(session, diag, r, column, told.row[column], above[column]);
    return true;
}

static void warn_of(Session *session, Telling *r) {
    const Program *program = session->program;
    const Relation *relation = relation_of(r);
    read_rows(r);
    if (warn_alike(session, r)) return;
    uint32_t column = relation->is_negative ? NO_ID : key_column_unsaid(program, r->id);
    if (column == NO_ID) return;
    Diag *diag =
        diag_add(session->diags, W0208, relation->span, "the sentence leaves out '%.*s', which belongs to a key",
                 STR_FMT(column_name(program, relation, column)));
    remedy(session, diag, relation, column, "name it");
}

void warn_sentences(Session *session) {
    const Program *program = session->program;
    Arena arena;
    arena_init(&arena);
    RelId *first = arena_array(&arena, RelId, program->relations.count);
    RelId *next = arena_array(&arena, RelId, program->relations.count);
    group(program, first, next);
    for (RelId id = 0; id < program->relations.count; id++) {
        const Relation *relation = &program->relations.items[id];
        if (relation->sentence.length == 0 || relation->helper != HELPER_NONE || relation->span.source == NO_SOURCE)
            continue;
        Telling telling = {session, first, next, id, interner_new(), interner_new(), {0}, {0}};
        warn_of(session, &telling);
        vec_free(&telling.firsts);
        vec_free(&telling.others);
        interner_free(telling.texts);
        interner_free(telling.rows);
    }
    arena_clear(&arena);
}
