/* Edits.
 *
 * Statements are compared as they are written, but for blanks and comments; what has the same label or name on both
 * sides is one edit.  How files are divided does not matter: `use` and `load` are no edits, what they bring is.  Rows
 * of tables are looked for in the other version's tables; only those that are not there are made atoms, and compared as
 * such.  Given rows are the first of their tables, whatever has followed from them since. */
#include "runtime/api/edits.h"

#include <stdlib.h>

#include "lang/syntax/parse.h"
#include "runtime/show/words.h"

const char *edited_kind_name(EditedKind kind) {
    static const char *const NAMES[] = {"fact", "rule", "claim", "declaration", "statement"};
    return NAMES[kind];
}

enum { STEPS_BETWEEN_CHECKS = 1024 };

/* ---- one side ---- */

typedef struct {
    EditedKind kind;
    StatementKind statement;
    bool is_row;
    Str label, text, cites;
    Span span;
} Written;
typedef Vec(Written) Writtens;

static EditedKind kind_of(const Statement *s) {
    switch (s->kind) {
    case STMT_CLAUSE: return s->body || s->has_rule_word ? EDITED_RULE : EDITED_FACT;
    case STMT_AGAINST:
    case STMT_UNDERCUT:
    case STMT_PREFER: return EDITED_RULE;
    case STMT_CLAIM: return EDITED_CLAIM;
    case STMT_RELATION:
    case STMT_TYPE:
    case STMT_SOURCE:
    case STMT_PARAMETER:
    case STMT_CONTRARY: return EDITED_DECLARATION;
    default: return EDITED_OTHER;
    }
}

/* What cannot change what follows, or is compared by what it brings. */
static bool is_compared(const Statement *s) {
    switch (s->kind) {
    case STMT_USE:
    case STMT_LOAD:
    case STMT_QUERY:
    case STMT_TEST:
    case STMT_EXERCISE:
    case STMT_SCENARIO:
    case STMT_PREDICTION: return false;
    default: return true;
    }
}

static void add_statements(const Sources *sources, SourceId id, Arena *arena, Writtens *list) {
    Diags *diags = diags_new((Sources *)(uintptr_t)sources);
    Ast *ast = parse(sources, id, arena, diags);
    Text text;
    text_init(&text);
    for (uint32_t i = 0; ast && i < ast->statement_count; i++) {
        const Statement *s = ast->statements[i];
        if (!is_compared(s)) continue;
        text_empty(&text);
        written_print(sources, s->span, &text);
        vec_push(list, ((Written){kind_of(s), s->kind, false, arena_str(arena, s->label),
                                  arena_str(arena, text_str(&text)), STR(""), s->span}));
    }
    text_clear(&text);
    diags_free(diags);
}

static Str cites_of(const Program *program, Cites cites, Arena *arena) {
    Text text;
    text_init(&text);
    for (uint32_t i = 0; i < cites.count; i++) {
        if (i) text_add_char(&text, ';');
        text_add(&text, symbol_str(program, cites.items[i].key));
    }
    Str all = arena_str(arena, text_str(&text));
    text_clear(&text);
    return all;
}

/* ---- rows of tables ---- */

/* A relation of one version and of the other: the same name, width and sign; given rows. */
typedef struct {
    const Session *here, *there;
    RelId relation, where, there_where; /* NO_ID: the other has none */
} Pair;

static Pair pair_of(const Session *here, const Session *there, RelId id) {
    Pair pair = {here, there, id, program_given(here->program, id), NO_ID};
    RelId other = program_relation_there(here->program, id, there->program);
    if (other != NO_ID) pair.there_where = program_given(there->program, other);
    return pair;
}

static Origin first_origin(const Store *store, RelId where, RowId row) {
    return store_origin_count(store, where, row) ? store_origin(store, where, row, 0) : (Origin){.label = NO_SYMBOL};
}

static bool is_of_table(const Session *session, Origin origin) {
    return origin.span.source != NO_SOURCE && !source_has_text(session->sources, origin.span.source);
}

static Str label_of(const Session *session, Origin origin) {
    return origin.label == NO_SYMBOL ? STR("") : symbol_str(session->program, origin.label);
}

/* Whether a table of the other version has the row too, with the same id: most have, and cost no text. */
static bool is_in_both(const Pair *pair, RowId row, Origin origin) {
    enum { COLUMNS_MOST = 64 };
    Value values[COLUMNS_MOST];
    const Store *here = session_given(pair->here), *there = session_given(pair->there);
    const Table *table = store_table(here, pair->where);
    if (pair->there_where == NO_ID || table_arity(table) > COLUMNS_MOST) return false;
    if (!values_carry_row(pair->here->program->values, pair->there->program->values, table_row(table, row),
                          table_arity(table), values))
        return false;
    RowId found = table_find(store_table(there, pair->there_where), values);
    if (found == NO_ROW || found >= store_given_count(there, pair->there_where)) return false;
    Origin other = first_origin(there, pair->there_where, found);
    return is_of_table(pair->there, other) && str_equal(label_of(pair->here, origin), label_of(pair->there, other));
}

/* Rows are looked for one after the other: without what they are found by, that would take for ever. */
static Stop has_room_to_find(const Pair *pair, const Budget *budget) {
    if (pair->there_where == NO_ID) return STOP_NONE;
    const Table *there = store_table(session_given(pair->there), pair->there_where);
    return budget_lacks(budget, table_find_growth(there)) ? STOP_MEMORY : STOP_NONE;
}

/* Rows that no rule file states. */
static Stop add_rows(const Pair *pair, const Budget *budget, Arena *arena, Writtens *list) {
    const Session *session = pair->here;
    const Store *given = session_given(session);
    const uint32_t count = store_given_count(given, pair->where);
    if (count == 0) return STOP_NONE;
    const Table *table = store_table(given, pair->where);
    Stop stop = has_room_to_find(pair, budget);
    Text text;
    text_init(&text);
    for (RowId row = 0; row < count && stop == STOP_NONE; row++) {
        if (row % STEPS_BETWEEN_CHECKS == 0) stop = budget_stop(budget);
        Origin origin = first_origin(given, pair->where, row);
        if (!is_of_table(session, origin) || is_in_both(pair, row, origin)) continue;
        text_empty(&text);
        atom_print(session->program, pair->relation, table_row(table, row), &text);
        vec_push(list, ((Written){EDITED_FACT, STMT_CLAUSE, true, arena_str(arena, label_of(session, origin)),
                                  arena_str(arena, text_str(&text)), cites_of(session->program, origin.cites, arena),
                                  origin.span}));
    }
    text_clear(&text);
    return stop;
}

static int written_order(const void *a, const void *b) {
    const Written *x = a, *y = b;
    if (x->kind != y->kind) return x->kind < y->kind ? -1 : 1;
    int order = str_compare(x->text, y->text);
    return order ? order : str_compare(x->label, y->label);
}

static Stop list_written(const Session *session, const Session *other, const Budget *budget, Arena *arena,
                         Writtens *list) {
    uint32_t count = source_count(session->sources);
    for (SourceId id = 0; id < count; id++) {
        Str name = source_name(session->sources, id);
        bool is_rules = name.length > 6 && memcmp(name.text + name.length - 6, ".hence", 6) == 0;
        for (size_t i = 0; i < session->path_count; i++)
            is_rules = is_rules || str_equal(name, str_of(session->paths[i]));
        if (is_rules && source_has_text(session->sources, id)) add_statements(session->sources, id, arena, list);
    }
    Stop stop = STOP_NONE;
    for (RelId id = 0; id < session->program->relations.count && stop == STOP_NONE; id++) {
        if (session->program->relations.items[id].helper != HELPER_NONE) continue;
        const Pair pair = pair_of(session, other, id);
        stop = add_rows(&pair, budget, arena, list);
    }
    if (list->count && stop == STOP_NONE) qsort(list->items, list->count, sizeof *list->items, written_order);
    return stop;
}

/* ---- both ---- */

/* Drops what both have; the lists are sorted. */
static void drop_common(Writtens *a, Writtens *b) {
    size_t i = 0, k = 0, kept_a = 0, kept_b = 0;
    while (i < a->count || k < b->count) {
        int order = i == a->count ? 1 : k == b->count ? -1 : written_order(&a->items[i], &b->items[k]);
        if (order == 0)
            i++, k++;
        else if (order < 0)
            a->items[kept_a++] = a->items[i++];
        else
            b->items[kept_b++] = b->items[k++];
    }
    a->count = kept_a;
    b->count = kept_b;
}

/* What may be one thing on both sides stands together. */
static int thing_order(const Written *a, const Written *b) {
    int order = str_compare(a->label, b->label);
    if (order) return order;
    if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
    if (a->statement != b->statement) return a->statement < b->statement ? -1 : 1;
    return (a->is_row > b->is_row) - (a->is_row < b->is_row);
}

/* Then in the order of the list they point into. */
static int partner_order(const void *a, const void *b) {
    const Written *x = *(const Written *const *)a, *y = *(const Written *const *)b;
    int order = thing_order(x, y);
    return order ? order : (x > y) - (x < y);
}

/* The first of the sorted ones that is the same thing; count: none is. */
static size_t first_partner(const Written *const *sorted, size_t count, const Written *thing) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (thing_order(sorted[middle], thing) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && thing_order(sorted[low], thing) == 0 ? low : count;
}

static Edited edit_of(const Written *a, const Written *b) {
    const Written *any = a ? a : b;
    return (Edited){.kind = any->kind,
                    .is_row = any->is_row,
                    .is_new_name = !a && (b->statement == STMT_RELATION || b->statement == STMT_TYPE ||
                                          b->statement == STMT_SOURCE),
                    .label = any->label,
                    .text_a = a ? a->text : STR(""),
                    .text_b = b ? b->text : STR(""),
                    .span_a = a ? a->span : NO_SPAN,
                    .span_b = b ? b->span : NO_SPAN,
                    .cites = b ? b->cites : STR("")};
}

static int edit_order(const void *a, const void *b) {
    const Edited *x = a, *y = b;
    if (x->kind != y->kind) return x->kind < y->kind ? -1 : 1;
    Str p = x->text_a.length ? x->text_a : x->text_b, q = y->text_a.length ? y->text_a : y->text_b;
    int order = str_compare(p, q);
    return order ? order : (x->text_a.length == 0) - (y->text_a.length == 0);
}

/* Of those with one label each takes the first that is left.
 * next[f]: where those begin, of the things that begin at f. */
static Stop pair_up(const Writtens *was, const Writtens *is, const Budget *budget, Editeds *edits) {
    const Written **sorted = mem_alloc((is->count + 1) * sizeof *sorted);
    size_t *next = mem_alloc((is->count + 1) * sizeof *next);
    bool *is_paired = mem_alloc_zero(is->count + 1);
    Stop stop = STOP_NONE;
    for (size_t k = 0; k < is->count; k++) sorted[k] = &is->items[k], next[k] = k;
    if (is->count) qsort(sorted, is->count, sizeof *sorted, partner_order);
    for (size_t i = 0; i < was->count && stop == STOP_NONE; i++) {
        const Written *thing = &was->items[i], *partner = NULL;
        size_t first = thing->label.length ? first_partner(sorted, is->count, thing) : is->count;
        size_t at = first < is->count ? next[first]++ : is->count;
        if (at < is->count && thing_order(sorted[at], thing) == 0) partner = sorted[at];
        if (partner) is_paired[partner - is->items] = true;
        vec_push(edits, edit_of(thing, partner));
        if (i % STEPS_BETWEEN_CHECKS == 0) stop = budget_stop(budget);
    }
    for (size_t k = 0; k < is->count && stop == STOP_NONE; k++) {
        if (!is_paired[k]) vec_push(edits, edit_of(NULL, &is->items[k]));
        if (k % STEPS_BETWEEN_CHECKS == 0) stop = budget_stop(budget);
    }
    mem_free(sorted);
    mem_free(next);
    mem_free(is_paired);
    return stop;
}

Stop edits_find(const Session *a, const Session *b, const Budget *budget, Arena *arena, Editeds *edits) {
    Writtens was = {0}, is = {0};
    Stop stop = list_written(a, b, budget, arena, &was);
    if (stop == STOP_NONE) stop = list_written(b, a, budget, arena, &is);
    if (stop == STOP_NONE) {
        drop_common(&was, &is);
        stop = pair_up(&was, &is, budget, edits);
    }
    vec_free(&was);
    vec_free(&is);
    if (stop != STOP_NONE) vec_free(edits);
    if (edits->count) qsort(edits->items, edits->count, sizeof *edits->items, edit_order);
    return stop;
}

/* ---- texts ---- */

/* The full stop is not part of every span. */
void statement_blank(Text *text, Span span) {
    uint32_t end = span.end;
    if (end > span.begin && text->bytes[end - 1] != '.') {
        while (end < text->length && strchr(" \t\r\n", text->bytes[end])) end++;
        end += end < text->length && text->bytes[end] == '.';
    }
    for (uint32_t i = span.begin; i < end; i++)
        if (text->bytes[i] != '\n') text->bytes[i] = ' ';
}

SourceId source_known(const Sources *sources, Str name) {
    for (SourceId id = 0; id < source_count(sources); id++)
        if (source_has_text(sources, id) && str_equal(source_name(sources, id), name)) return id;
    return NO_SOURCE;
}
