/* Verdicts.
 *
 * A claim is established if its answer relation has a row.  Otherwise its parts decide, one by one: a part without
 * variables whose contrary is accepted refutes it, a part whose row is hidden by a conflict makes it inconsistent.
 * Everything is looked up; nothing is derived here.
 * Of several answers the least in value order is the one explained, so that the order of facts does not matter. */
#include "runtime/judge/claims.h"

#include <stdlib.h>

static Values *values_of(const Store *store) { return store->program->values; }

/* ---- rows that match a pattern ---- */

static bool is_ground(const Store *store, const Part *part) {
    for (uint32_t i = 0; i < store->program->relations.items[part->relation].arity; i++)
        if (part->terms[i].kind != TERM_CONST) return false;
    return true;
}

/* Constants agree, and so do columns with the same variable. */
static bool matches(const Term *terms, uint32_t arity, const Value *row) {
    for (uint32_t i = 0; i < arity; i++) {
        if (terms[i].kind == TERM_CONST && terms[i].id != row[i]) return false;
        for (uint32_t k = 0; terms[i].kind == TERM_VAR && k < i; k++)
            if (terms[k].kind == TERM_VAR && terms[k].id == terms[i].id && row[k] != row[i]) return false;
    }
    return true;
}

static bool is_less(const Values *values, const Value *a, const Value *b, uint32_t arity) {
    for (uint32_t i = 0; i < arity; i++) {
        int order = a[i] == b[i] ? 0 : value_compare(values, a[i], b[i]);
        if (order) return order < 0;
    }
    return false;
}

/* The least row that matches, among the hidden ones or the others.  terms NULL: any row. */
static RowId least_row(const Store *store, RelId relation, const Term *terms, bool is_hidden) {
    Table *table = store_table(store, relation);
    uint32_t arity = table_arity(table), n = 0;
    if (is_hidden && table_hidden_count(table) == 0) return NO_ROW;
    uint64_t columns = 0;
    Value key[64];
    for (uint32_t i = 0; terms && i < arity; i++) {
        if (terms[i].kind != TERM_CONST) continue;
        columns |= UINT64_C(1) << i;
        key[n++] = terms[i].id;
    }
    RowId best = NO_ROW;
    if (arity && n == arity) {
        best = table_find(table, key);
        return best != NO_ROW && table_is_hidden(table, best) == is_hidden ? best : NO_ROW;
    }
    const Index *index = n ? table_index(table, columns) : NULL;
    for (RowId row = n ? index_first(index, key, 0) : 0; row < table_count(table);
         row = n ? index_next(index, row) : row + 1) {
        if (table_is_hidden(table, row) != is_hidden) continue;
        const Value *values = table_row(table, row);
        if (terms && !matches(terms, arity, values)) continue;
        if (best == NO_ROW || is_less(values_of(store), values, table_row(table, best), arity)) best = row;
    }
    return best;
}

/* ---- status ---- */

static Verdict verdict_of(const Store *store, Status status, RelId relation, RowId row) {
    Verdict verdict = {.status = status, .row = {relation, row}, .by = NO_ID};
    if (status == STATUS_REFUTED) verdict.by = table_rule_of(store_table(store, relation), row);
    return verdict;
}

/* The accepted row that stands against a part without variables; NO_ROW if there is none. */
static RowRef rival_of(const Store *store, const Part *part) {
    RelId rival = part->is_negated ? part->relation : store->program->relations.items[part->relation].contrary;
    bool is_decided = rival != NO_ID && (part->is_negated || is_ground(store, part));
    for (uint32_t i = 0; is_decided && i < store->program->relations.items[part->relation].arity; i++)
        if (part->terms[i].kind == TERM_VAR) is_decided = false;
    return (RowRef){rival, is_decided ? least_row(store, rival, part->terms, false) : NO_ROW};
}

Verdict judge_part(const Store *store, const Part *part) {
    RowId row = least_row(store, part->relation, part->terms, false);
    if (!part->is_negated && row != NO_ROW) return verdict_of(store, STATUS_ESTABLISHED, part->relation, row);
    if (part->is_negated && row == NO_ROW) return verdict_of(store, STATUS_ESTABLISHED, part->relation, NO_ROW);
    RowRef rival = rival_of(store, part);
    if (rival.row != NO_ROW) return verdict_of(store, STATUS_REFUTED, rival.relation, rival.row);
    row = part->is_negated ? NO_ROW : least_row(store, part->relation, part->terms, true);
    return verdict_of(store, row != NO_ROW ? STATUS_INCONSISTENT : STATUS_UNSUPPORTED, part->relation, row);
}

Verdict judge_claim(const Store *store, const Claim *claim) {
    RelId answer = claim->question.answer;
    RowId row = answer == NO_ID ? NO_ROW : least_row(store, answer, NULL, false);
    if (row != NO_ROW) return verdict_of(store, STATUS_ESTABLISHED, answer, row);
    for (uint32_t i = 0; i < claim->part_count; i++) {
        if (!claim->parts[i].is_atom) continue;
        RowRef rival = rival_of(store, &claim->parts[i]);
        if (rival.row != NO_ROW) return verdict_of(store, STATUS_REFUTED, rival.relation, rival.row);
    }
    for (uint32_t i = 0; i < claim->part_count; i++) {
        const Part *part = &claim->parts[i];
        if (!part->is_atom || part->is_negated) continue;
        row = least_row(store, part->relation, part->terms, true);
        if (row != NO_ROW) return verdict_of(store, STATUS_INCONSISTENT, part->relation, row);
    }
    return verdict_of(store, STATUS_UNSUPPORTED, answer, NO_ROW);
}

/* ---- what it rests on ---- */

void origin_print(const Store *store, const Sources *sources, Origin origin, Text *text) {
    if (origin.label != NO_SYMBOL) {
        text_add(text, intern_text(values_symbols(values_of(store)), origin.label));
    } else if (sources && origin.span.source != NO_SOURCE) {
        text_add(text, source_name(sources, origin.span.source));
        text_printf(text, ":%u", (unsigned)source_place(sources, origin.span.source, origin.span.begin).line);
    }
}

typedef struct {
    Str text;
    Symbol key; /* of a source; NO_SYMBOL for an id */
} Name;
typedef Vec(Name) Names;

static int name_order(const void *a, const void *b) {
    return str_compare(((const Name *)a)->text, ((const Name *)b)->text);
}

/* Sorted, each once. */
static void settle(Names *names) {
    size_t kept = 0;
    if (names->count) qsort(names->items, names->count, sizeof *names->items, name_order);
    for (size_t i = 0; i < names->count; i++)
        if (kept == 0 || !str_equal(names->items[i].text, names->items[kept - 1].text))
            names->items[kept++] = names->items[i];
    names->count = kept;
}

/* Ids and sources of one leaf. */
static void note_leaf(const Store *store, const Sources *sources, const Step *step, Names *ids, Names *keys,
                      Arena *arena) {
    Text text;
    text_init(&text);
    uint32_t count = store_origin_count(store, step->relation, step->row);
    for (uint32_t i = 0; i < count; i++) {
        Origin origin = store_origin(store, step->relation, step->row, i);
        text_empty(&text);
        origin_print(store, sources, origin, &text);
        if (text.length) vec_push(ids, ((Name){arena_str(arena, text_str(&text)), NO_SYMBOL}));
        for (uint32_t k = 0; k < origin.cites.count; k++) {
            Symbol key = origin.cites.items[k].key;
            vec_push(keys, ((Name){intern_text(values_symbols(values_of(store)), key), key}));
        }
    }
    text_clear(&text);
}

void verdict_explain(Verdict *verdict, const Store *store, const Claim *claim, const Sources *sources, Arena *arena) {
    verdict->strength = claim->has_strength ? claim->strength : STRENGTH_CERTAIN;
    if (verdict->row.row == NO_ROW) return;
    verdict->proof = prove(store, verdict->row.relation, verdict->row.row);
    Names ids = {0}, keys = {0};
    for (size_t i = 0; i < verdict->proof->steps.count; i++) {
        const Step *step = &verdict->proof->steps.items[i];
        const Rule *rule = step_rule(verdict->proof, step);
        if (rule && !claim->has_strength && rule->strength > verdict->strength) verdict->strength = rule->strength;
        if (rule) continue;
        verdict->fact_count++;
        note_leaf(store, sources, step, &ids, &keys, arena);
    }
    settle(&ids);
    settle(&keys);
    Str *rests_on = arena_array(arena, Str, ids.count);
    for (size_t i = 0; i < ids.count; i++) rests_on[i] = ids.items[i].text;
    Symbol *cited = arena_array(arena, Symbol, keys.count);
    for (size_t i = 0; i < keys.count; i++) cited[i] = keys.items[i].key;
    verdict->rests_on = rests_on;
    verdict->rests_on_count = (uint32_t)ids.count;
    verdict->sources = cited;
    verdict->source_count = (uint32_t)keys.count;
    vec_free(&ids);
    vec_free(&keys);
}

void verdict_clear(Verdict *verdict) {
    proof_free(verdict->proof);
    *verdict = (Verdict){.by = NO_ID, .row = {NO_ID, NO_ROW}};
}

const Claim *claim_find(const Program *program, Symbol name) {
    for (size_t i = 0; i < program->agenda->claims.count; i++)
        if (program->agenda->claims.items[i].name == name) return &program->agenda->claims.items[i];
    return NULL;
}

const char *strength_name(Strength strength) {
    static const char *const NAMES[] = {"certain", "likely", "possible"};
    return NAMES[strength];
}
