/* News.
 *
 * Two programs number their symbols each in its own way: a row of the first is looked for in the second in the second
 * one's words, a symbol being looked up once.  What was found there is marked; what is not marked has come.  So the
 * cost is a look-up for each row of the world before. */
#include "runtime/api/news.h"

#include "runtime/api/mix.h"
#include "runtime/judge/matching.h"
#include "runtime/show/conflicts.h"
#include "runtime/show/standing.h"
#include "runtime/show/words.h"

enum { FEW_ROWS = 3, NOT_LOOKED_UP = UINT32_MAX, UNKNOWN = UINT32_MAX - 1 };

typedef struct {
    const Store *was, *is;
    Value *symbols; /* by symbol of the world before: the same there; NULL: both are of one program */
    Vec(Value) row; /* carried over */
    Text *out;
} News;

/* ---- values ---- */

static Value carry_symbol(News *news, Value v) {
    Values *to = news->is->program->values;
    if (news->symbols[v] == NOT_LOOKED_UP) {
        Symbol symbol = intern_find(values_symbols(to), value_text(news->was->program->values, v));
        news->symbols[v] = symbol == NO_SYMBOL ? UNKNOWN : symbol;
    }
    return news->symbols[v];
}

static Value carry(News *news, Value v) {
    Value other;
    if (value_is_symbol(v)) return carry_symbol(news, v);
    (void)values_carry(news->was->program->values, news->is->program->values, v, &other);
    return other;
}

/* False if it has a symbol that the other program does not know. */
static bool carry_row(News *news, const Value *row, uint32_t arity) {
    vec_empty(&news->row);
    for (uint32_t i = 0; i < arity; i++) {
        Value v = news->symbols ? carry(news, row[i]) : row[i];
        if (v == UNKNOWN) return false;
        vec_push(&news->row, v);
    }
    return true;
}

/* ---- relations ---- */

static void rows_print(News *news, const Store *store, RelId relation, const RowId *rows, size_t count, char sign) {
    const Table *table = store_table(store, relation);
    const Program *program = store->program;
    Text *out = news->out;
    if (count == 0) return;
    if (count > FEW_ROWS) {
        text_printf(out, "  %c %zu rows of %s%.*s, such as ", sign, count,
                    program->relations.items[relation].is_negative ? "-" : "",
                    STR_FMT(symbol_str(program, program->relations.items[relation].name)));
    }
    for (size_t i = 0; i < count && (i == 0 || count <= FEW_ROWS); i++) {
        if (count <= FEW_ROWS) text_printf(out, "  %c ", sign);
        atom_print(program, relation, table_row(table, rows[i]), out);
        text_add_char(out, '\n');
    }
}

typedef Vec(RowId) Found;

static void add_row(const Store *store, RelId relation, RowId row, Found *found) {
    const Table *table = store_table(store, relation);
    RowRef at;
    if (!table_is_hidden(table, row) && !row_is_stated(store, relation, table_row(table, row), &at))
        vec_push(found, row);
}

static void tell_rows(News *news, const Store *store, RelId relation, Found *found, char sign) {
    if (found->count > FEW_ROWS) { /* the least is all that is shown */
        const Table *table = store_table(store, relation);
        for (size_t i = 1; i < found->count; i++)
            if (row_is_before(store->program->values, table_row(table, found->items[i]),
                              table_row(table, found->items[0]), table_arity(table))) {
                RowId least = found->items[i];
                found->items[i] = found->items[0];
                found->items[0] = least;
            }
    } else {
        rows_sort(store, store_table(store, relation), found->items, found->count);
    }
    rows_print(news, store, relation, found->items, found->count, sign);
    vec_free(found);
}

/* Marks the rows that are in both, and tells those that are gone. */
static void tell_gone(News *news, RelId before, RelId now, uint8_t *marks) {
    const Table *table = store_table(news->was, before);
    Table *other = now == NO_ID ? NULL : store_table(news->is, now);
    uint32_t arity = table_arity(table);
    Found gone = {0};
    for (RowId row = 0; row < table_count(table); row++) {
        if (table_is_hidden(table, row)) continue;
        bool is_known = other && carry_row(news, table_row(table, row), arity);
        RowId there = is_known ? table_find(other, news->row.items) : NO_ROW;
        if (there != NO_ROW && !table_is_hidden(other, there))
            marks[there / 8] |= (uint8_t)(1u << there % 8);
        else
            add_row(news->was, before, row, &gone);
    }
    tell_rows(news, news->was, before, &gone, '-');
}

static void tell_relation(News *news, RelId now) {
    const Program *program = news->is->program;
    const Table *table = store_table(news->is, now);
    RelId before = program_relation_there(program, now, news->was->program);
    uint8_t *marks = mem_alloc_zero(table_count(table) / 8 + 1);
    Found come = {0};
    if (before != NO_ID) tell_gone(news, before, now, marks);
    for (RowId row = 0; row < table_count(table); row++)
        if (!(marks[row / 8] >> row % 8 & 1)) add_row(news->is, now, row, &come);
    tell_rows(news, news->is, now, &come, '+');
    mem_free(marks);
}

static bool is_told(const Relation *relation) { return relation->helper == HELPER_NONE && relation->name != NO_SYMBOL; }

static void tell_relations(News *news) {
    const Program *was = news->was->program, *is = news->is->program;
    for (RelId id = 0; id < is->relations.count; id++)
        if (is_told(&is->relations.items[id])) tell_relation(news, id);
    for (RelId id = 0; id < was->relations.count; id++)
        if (is_told(&was->relations.items[id]) && program_relation_there(was, id, is) == NO_ID)
            tell_gone(news, id, NO_ID, NULL);
}

/* ---- claims ---- */

static void tell_claim(const World *was, const World *is, Str name, Text *out) {
    ClaimStand before, now;
    stands_of(was, &name, 1, &before);
    stands_of(is, &name, 1, &now);
    if (stand_is_same(before, now)) return;
    text_printf(out, "  claim %.*s", STR_FMT(name));
    if (!now.is_there) {
        text_lit(out, " is gone\n");
        return;
    }
    text_lit(out, ": ");
    if (before.is_there) claim_stand_print(before, now, out), text_lit(out, ", now ");
    claim_stand_print(now, before, out);
    text_add_char(out, '\n');
}

static void tell_claims(const World *was, const World *is, Text *out) {
    const World *worlds[] = {is, was};
    for (int i = 0; i < 2; i++) {
        const Program *program = worlds[i]->store->program, *other = worlds[1 - i]->store->program;
        for (size_t k = 0; k < program->agenda->claims.count; k++) {
            Str name = symbol_str(program, program->agenda->claims.items[k].name);
            Symbol there = intern_find(values_symbols(other->values), name);
            bool is_in_both = there != NO_SYMBOL && claim_find(other, there);
            if (i == 0 || !is_in_both) tell_claim(was, is, name, out);
        }
    }
}

bool news_print_rows(const World *was, const World *is, Text *out) {
    News news = {.was = was->store, .is = is->store, .out = out};
    size_t begin = out->length;
    if (was->store->program != is->store->program) {
        const uint32_t count = intern_count(values_symbols(was->store->program->values));
        news.symbols = mem_alloc(((size_t)count + 1) * sizeof *news.symbols);
        for (uint32_t i = 0; i < count; i++) news.symbols[i] = NOT_LOOKED_UP;
    }
    tell_relations(&news);
    mem_free(news.symbols);
    vec_free(&news.row);
    return out->length > begin;
}

bool news_print(const World *was, const World *is, Text *out) {
    size_t begin = out->length;
    (void)news_print_rows(was, is, out);
    tell_claims(was, is, out);
    return out->length > begin;
}

bool news_print_conflicts(const Session *was, const Session *is, Text *out) {
    Text before, now;
    text_init(&before);
    text_init(&now);
    conflicts_print(&was->world->conflicts, was->world->store, was->sources, &before);
    conflicts_print(&is->world->conflicts, is->world->store, is->sources, &now);
    bool is_new = !str_equal(text_str(&before), text_str(&now));
    if (is_new && now.length)
        text_add(out, text_str(&now));
    else if (is_new)
        text_lit(out, "  the facts contradict each other no longer\n");
    text_clear(&before);
    text_clear(&now);
    return is_new;
}
