/* A verdict, explained: by its proof what it rests on and how strong it is, or what it hinges on. */
#include "runtime/judge/verdict.h"

#include <stdlib.h>

#include "runtime/judge/claims.h"
#include "runtime/judge/grounds.h"
#include "runtime/judge/hinges.h"

static Values *values_of(const Store *store) { return store->program->values; }

/* ---- where a row was stated ---- */

void origin_print(const Store *store, const Sources *sources, Origin origin, Text *text) {
    if (origin.label != NO_SYMBOL) {
        text_add(text, intern_text(values_symbols(values_of(store)), origin.label));
    } else if (sources && origin.span.source != NO_SOURCE && source_name(sources, origin.span.source).length) {
        text_add(text, source_name(sources, origin.span.source));
        text_printf(text, ":%u", (unsigned)source_place(sources, origin.span.source, origin.span.begin).line);
    }
}

Origin origin_least(const Store *store, RelId relation, RowId row) {
    const Interner *symbols = values_symbols(values_of(store));
    Origin least = {.label = NO_SYMBOL, .span = NO_SPAN};
    for (uint32_t i = 0; i < store_origin_count(store, relation, row); i++) {
        Origin origin = store_origin(store, relation, row, i);
        bool is_less = origin.label != NO_SYMBOL && least.label != NO_SYMBOL &&
                       str_compare(intern_text(symbols, origin.label), intern_text(symbols, least.label)) < 0;
        if (i == 0 || is_less || (least.label == NO_SYMBOL && origin.label != NO_SYMBOL)) least = origin;
    }
    return least;
}

/* ---- names, sorted ---- */

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

static Strs hinge_names(const Store *store, const Hinges *hinges, Arena *arena) {
    Names names = {0};
    Text text;
    text_init(&text);
    for (size_t i = 0; i < hinges->count; i++) {
        text_empty(&text);
        atom_print(store->program, hinges->items[i].relation, hinges->items[i].row, &text);
        vec_push(&names, ((Name){arena_str(arena, text_str(&text)), NO_SYMBOL}));
    }
    text_clear(&text);
    settle(&names);
    Str *list = arena_array(arena, Str, names.count + 1);
    for (size_t i = 0; i < names.count; i++) list[i] = names.items[i].text;
    Strs strs = {list, NULL, (uint32_t)names.count};
    vec_free(&names);
    return strs;
}

static void explain_hinges(Verdict *verdict, const Store *store, const Claim *claim, Arena *arena) {
    if (verdict->reason != REASON_UNKNOWN) return;
    HingeWays found = hinge_ways_of_answer(store, claim->question.answer, verdict->row);
    Hinges all = hinge_ways_all(&found);
    Strs names = hinge_names(store, &all, arena);
    Strs *ways = arena_array(arena, Strs, found.ways.count + 1);
    for (size_t i = 0; i < found.ways.count; i++) ways[i] = hinge_names(store, &found.ways.items[i], arena);
    verdict->hinges_on = names.items;
    verdict->hinges_on_count = names.count;
    verdict->hinge_ways = ways;
    verdict->hinge_way_count = (uint32_t)found.ways.count;
    vec_free(&all);
    hinge_ways_clear(&found);
}

/* ---- what it rests on ---- */

/* All of a proof that leaves rows of aggregates out, as far as it is not too long; NULL: it leaves none out. */
static Proof *whole_of(const Store *store, const Proof *proof, RowRef row) {
    return proof->left_out ? prove_whole(store, row.relation, row.row, WHOLE_STEPS) : NULL;
}

static Strength weakest_step(const Proof *proof, const bool *is_ground) {
    Strength weakest = STRENGTH_CERTAIN;
    for (size_t i = 0; i < proof->steps.count; i++) {
        const Rule *rule = step_rule(proof, &proof->steps.items[i]);
        if (is_ground[i] && rule && rule->strength > weakest) weakest = rule->strength;
    }
    return weakest;
}

/* What an author says of a claim is nothing about what refutes it. */
static bool is_strength_own(const Verdict *verdict, const Claim *claim) {
    return claim->has_strength && verdict->status != STATUS_REFUTED;
}

Strength verdict_find_strength(const Verdict *verdict, const Claim *claim, Lowest *lowest, const bool *is_uncertain) {
    bool is_proved = verdict->status == STATUS_ESTABLISHED || verdict->status == STATUS_REFUTED;
    RowRef row = verdict->row;
    if (is_proved && is_strength_own(verdict, claim)) return claim->strength;
    if (!is_proved || row.row == NO_ROW || !is_uncertain || !is_uncertain[row.relation]) return STRENGTH_CERTAIN;
    Proof *proof = prove_among(lowest, row.relation, row.row, 0);
    Proof *whole = proof->left_out ? prove_among(lowest, row.relation, row.row, WHOLE_STEPS) : NULL;
    const Proof *counted = whole ? whole : proof;
    bool *is_ground = proof_grounds(counted);
    Strength strength = weakest_step(counted, is_ground);
    mem_free(is_ground);
    proof_free(whole);
    proof_free(proof);
    return strength;
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

/* ---- what it hinges on ---- */

static void explain_proof(Verdict *verdict, const Store *store, const Claim *claim, const Sources *sources,
                          Arena *arena) {
    verdict->proof = prove(store, verdict->row.relation, verdict->row.row);
    Names ids = {0}, keys = {0};
    Proof *whole = whole_of(store, verdict->proof, verdict->row);
    const Proof *counted = whole ? whole : verdict->proof;
    bool *is_ground = proof_grounds(counted);
    verdict->left_out = counted->left_out;
    if (!is_strength_own(verdict, claim)) verdict->strength = weakest_step(counted, is_ground);
    for (size_t i = 0; i < counted->steps.count; i++) {
        const Step *step = &counted->steps.items[i];
        const Rule *rule = step_rule(counted, step);
        if (!is_ground[i]) continue;
        if (rule || !relation_has_facts(store->program, step->relation)) continue;
        bool is_counted = relation_is_counted(store->program, step->relation);
        verdict->fact_count += is_counted;
        verdict->attested += is_counted && fact_is_attested(store, step->relation, step->row);
        verdict->reported += is_counted && fact_is_reported(store, step->relation, step->row);
        note_leaf(store, sources, step, &ids, &keys, arena);
    }
    mem_free(is_ground);
    proof_free(whole);
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

void verdict_explain(Verdict *verdict, const Store *store, const Claim *claim, const Sources *sources, Arena *arena) {
    verdict->strength = is_strength_own(verdict, claim) ? claim->strength : STRENGTH_CERTAIN;
    if (verdict->status == STATUS_UNDECIDED || verdict->status == STATUS_INCONSISTENT)
        verdict_find_atom(verdict, store, claim, arena);
    if (verdict->status == STATUS_UNDECIDED)
        explain_hinges(verdict, store, claim, arena);
    else if (verdict->row.row != NO_ROW)
        explain_proof(verdict, store, claim, sources, arena);
}

void verdict_clear(Verdict *verdict) {
    proof_free(verdict->proof);
    *verdict = (Verdict){.by = NO_ID, .row = {NO_ID, NO_ROW}};
}

const char *strength_name(Strength strength) {
    static const char *const NAMES[] = {"certain", "likely", "possible"};
    return NAMES[strength];
}

RelId verdict_denied_in(const Claim *claim, const Verdict *verdict) {
    return verdict->part != NO_ID && claim->parts[verdict->part].is_atom ? claim->parts[verdict->part].relation : NO_ID;
}
