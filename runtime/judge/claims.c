/* Verdicts.
 *
 * A claim is established if its answer relation has a row.  Otherwise its parts decide, one by one, under each binding of
 * its variables that some row of theirs suggests.  Everything is looked up; nothing is derived here.
 * Of several answers the least in value order is the one explained, so that the order of facts does not matter. */
#include "runtime/judge/claims.h"

#include <stdlib.h>

#include "runtime/judge/hinges.h"
#include "runtime/why/instance.h"
#include "runtime/why/through.h"

enum { ANSWER_COLUMNS = 64 };

static Values *values_of(const Store *store) { return store->program->values; }

/* ---- status ---- */

/* The reason of an undecided row is found for the one verdict that is given, not for each that is looked at. */
static Verdict verdict_of(const Store *store, Judgement judgement) {
    Verdict verdict = {
        .status = judgement.status, .reason = judgement.reason, .row = judgement.row, .by = NO_ID, .part = NO_ID};
    if (judgement.status == STATUS_REFUTED) verdict.by = rule_behind(store, judgement.row);
    return verdict;
}

static Verdict with_reason(const Store *store, Verdict verdict) {
    Judgement judgement = {verdict.status, verdict.reason, verdict.row};
    status_find_reason(store, &judgement);
    verdict.reason = judgement.reason;
    return verdict;
}

/* The terms of a part under the bindings of a claim's variables; whether they are all constants. */
static bool fill_terms(const Store *store, const Part *part, const Value *bindings, Term *terms, Value *row) {
    bool is_ground = true;
    for (uint32_t i = 0; i < store->program->relations.items[part->relation].arity; i++) {
        terms[i] = part->terms[i];
        if (terms[i].kind == TERM_VAR && bindings[terms[i].id] != UNBOUND) terms[i] = term_const(bindings[terms[i].id]);
        if (terms[i].kind == TERM_CONST)
            row[i] = terms[i].id;
        else
            is_ground = false;
    }
    return is_ground;
}

/* `not p`: decided by p. */
static Judgement denial(const Store *store, const Part *part, const Term *terms) {
    RelId id = part->relation;
    RowId row = row_least(store, store_table(store, id), terms, NULL, false);
    if (row != NO_ROW) return (Judgement){STATUS_REFUTED, REASON_NONE, {id, row}};
    row = row_least_undecided(store, id, terms, NULL);
    if (row == NO_ROW) return (Judgement){STATUS_ESTABLISHED, REASON_NONE, {id, NO_ROW}};
    return (Judgement){STATUS_UNDECIDED, REASON_NONE, {id, row}};
}

/* The tables in which rows are accepted, undecided, in conflict or argued for, of the relation or its contrary. */
typedef void OnTable(void *context, Table *table);

static void each_table(const Store *store, RelId id, OnTable *visit, void *context) {
    const Program *program = store->program;
    RelId both[] = {id, program->relations.items[id].contrary};
    for (int k = 0; k < 2; k++) {
        if (both[k] == NO_ID) continue;
        const Relation *relation = &program->relations.items[both[k]];
        visit(context, store_table(store, both[k]));
        visit(context, store_possible(store, both[k]));
        visit(context, store_table(store, program_given(program, both[k])));
        for (uint32_t i = 0; i < relation->class_count; i++) {
            visit(context, store_table(store, relation->classes[i]));
            visit(context, store_possible(store, relation->classes[i]));
        }
    }
}

/* How soon a status decides a claim over its bindings. */
static int rank_of_binding(Status status) {
    static const int RANKS[] = {[STATUS_INCONSISTENT] = 0,
                                [STATUS_UNDECIDED] = 1,
                                [STATUS_UNSUPPORTED] = 2,
                                [STATUS_REFUTED] = 3,
                                [STATUS_ESTABLISHED] = 4};
    return RANKS[status];
}

/* Rows of a literal some of whose columns may be anything: the first status in rank, and the least row that has it. */
typedef struct {
    const Store *store;
    RelId relation;
    const Term *terms;
    Judgement best;
    const Value *least; /* NULL: none yet */
} Among;

static void judge_among(void *context, Table *table) {
    Among *among = context;
    const Values *values = values_of(among->store);
    if (!table || table_arity(table) != among->store->program->relations.items[among->relation].arity) return;
    RowWalk walk = row_walk(table, among->terms, NULL);
    for (RowId r; (r = row_walk_on(&walk)) != NO_ROW;) {
        const Value *row = table_row(table, r);
        Judgement one = status_at_sight(among->store, among->relation, row);
        int later = rank_of_binding(one.status) - rank_of_binding(among->best.status);
        if (among->least &&
            (later > 0 || (later == 0 && !row_is_before(values, row, among->least, table_arity(table)))))
            continue;
        among->best = one;
        among->least = row;
    }
}

static Judgement find_part(const Store *store, const Part *part, const Value *bindings) {
    Term terms[64];
    Value row[64];
    bool is_ground = fill_terms(store, part, bindings, terms, row);
    if (part->is_negated) return denial(store, part, terms);
    if (is_ground) return status_at_sight(store, part->relation, row);
    RowId least = row_least(store, store_table(store, part->relation), terms, NULL, false);
    if (least != NO_ROW) return (Judgement){STATUS_ESTABLISHED, REASON_NONE, {part->relation, least}};
    Among among = {store, part->relation, terms, {STATUS_UNSUPPORTED, REASON_NONE, {part->relation, NO_ROW}}, NULL};
    each_table(store, part->relation, judge_among, &among);
    return among.best;
}

/* ---- bindings of a claim's variables ---- */

#define BINDING_LIMIT 100000

/* Rows of variables, UNBOUND, the last of all values, where nothing gives one: those under which some literal may say something. */
typedef struct {
    const Store *store;
    Table *rows;
    uint32_t width;
} Candidates;

static void extend_with(Candidates *made, const Value *bindings, const Part *part, const Value *row) {
    Value more[ANSWER_COLUMNS];
    uint32_t arity = made->store->program->relations.items[part->relation].arity;
    memcpy(more, bindings, made->width * sizeof *more);
    for (uint32_t i = 0; i < arity; i++) {
        Term term = part->terms[i];
        Value known = term.kind == TERM_CONST ? term.id : term.kind == TERM_VAR ? more[term.id] : UNBOUND;
        if (known != UNBOUND && known != row[i]) return;
        if (term.kind == TERM_VAR) more[term.id] = row[i];
    }
    if (table_count(made->rows) < BINDING_LIMIT) table_insert(made->rows, more, NULL);
}

typedef struct {
    Candidates *made;
    const Value *bindings;
    const Part *part;
} Extension;

static void extend_from(void *context, Table *table) {
    const Extension *extension = context;
    Candidates *made = extension->made;
    const Part *part = extension->part;
    Term terms[64];
    Value row[64];
    if (!table || table_arity(table) != made->store->program->relations.items[part->relation].arity) return;
    (void)fill_terms(made->store, part, extension->bindings, terms, row);
    RowWalk walk = row_walk(table, terms, NULL);
    for (RowId r; (r = row_walk_on(&walk)) != NO_ROW;)
        extend_with(made, extension->bindings, part, table_row(table, r));
}

static void extend(Candidates *made, const Value *bindings, const Part *part) {
    uint32_t before = table_count(made->rows);
    each_table(made->store, part->relation, extend_from, &(Extension){made, bindings, part});
    if (table_count(made->rows) == before && before < BINDING_LIMIT) table_insert(made->rows, bindings, NULL);
}

static Table *new_rows(uint32_t width) {
    Table *table = table_new(width);
    table_begin_run(table, NO_ID, 0);
    return table;
}

static Table *candidates_of(const Store *store, const Claim *claim) {
    Value none[ANSWER_COLUMNS];
    Candidates now = {store, new_rows(claim->question.name_count), claim->question.name_count};
    for (uint32_t i = 0; i < now.width; i++) none[i] = UNBOUND;
    table_insert(now.rows, none, NULL);
    for (uint32_t p = 0; p < claim->part_count && now.width; p++) {
        const Part *part = &claim->parts[p];
        if (!part->is_atom || part->is_negated) continue;
        Candidates next = {store, new_rows(now.width), now.width};
        for (RowId row = 0; row < table_count(now.rows); row++) extend(&next, table_row(now.rows, row), part);
        table_free(now.rows);
        now = next;
    }
    return now.rows;
}

/* ---- claims ---- */

/* How soon a status decides a conjunction. */
static int rank_in_part(Status status) {
    static const int RANKS[] = {[STATUS_REFUTED] = 0,
                                [STATUS_INCONSISTENT] = 1,
                                [STATUS_UNDECIDED] = 2,
                                [STATUS_UNSUPPORTED] = 3,
                                [STATUS_ESTABLISHED] = 4};
    return RANKS[status];
}

/* One binding: refuted if a literal is, else the first of inconsistent, undecided, unsupported that one is.  Where all of
 * them hold, something that is no atom does not. */
static Verdict judge_binding(const Store *store, const Claim *claim, const Value *bindings) {
    RelId answer = claim->question.answer;
    Verdict best = {.status = STATUS_UNSUPPORTED, .by = NO_ID, .row = {answer, NO_ROW}, .part = NO_ID};
    int rank = rank_in_part(STATUS_ESTABLISHED);
    for (uint32_t i = 0; i < claim->part_count; i++) {
        if (!claim->parts[i].is_atom) continue;
        Judgement judgement = find_part(store, &claim->parts[i], bindings);
        if (rank_in_part(judgement.status) >= rank) continue;
        rank = rank_in_part(judgement.status);
        best = verdict_of(store, judgement);
        best.part = i;
    }
    bool is_open = rank > rank_in_part(STATUS_UNDECIDED) && store_is_undecided(store, answer, bindings);
    if (is_open) {
        RowId row = table_find(store_possible(store, answer), bindings);
        best = verdict_of(store, (Judgement){STATUS_UNDECIDED, REASON_NONE, {answer, row}});
    }
    return best;
}

Verdict judge_part(const Store *store, const Part *part) {
    Value none[ANSWER_COLUMNS];
    for (uint32_t i = 0; i < ANSWER_COLUMNS; i++) none[i] = UNBOUND;
    return with_reason(store, verdict_of(store, find_part(store, part, none)));
}

static bool is_less(const Store *store, const Value *a, const Value *b, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        if (a[i] == b[i]) continue;
        if (a[i] == UNBOUND || b[i] == UNBOUND) return b[i] == UNBOUND;
        int order = value_compare(values_of(store), a[i], b[i]);
        if (order) return order < 0;
    }
    return false;
}

/* Not established: the first status in rank over all bindings, and the least binding that has it. */
static Verdict judge_bindings(const Store *store, const Claim *claim, Value *bindings) {
    Table *candidates = candidates_of(store, claim);
    Verdict best = {.status = STATUS_ESTABLISHED, .by = NO_ID, .row = {claim->question.answer, NO_ROW}, .part = NO_ID};
    for (RowId row = 0; row < table_count(candidates); row++) {
        Verdict verdict = judge_binding(store, claim, table_row(candidates, row));
        const Value *candidate = table_row(candidates, row);
        int later = rank_of_binding(verdict.status) - rank_of_binding(best.status);
        if (later > 0 || (later == 0 && !is_less(store, candidate, bindings, table_arity(candidates)))) continue;
        best = verdict;
        memcpy(bindings, candidate, table_arity(candidates) * sizeof *bindings);
    }
    table_free(candidates);
    return best;
}

static Verdict judge(const Store *store, const Claim *claim, Value *bindings) {
    RelId answer = claim->question.answer;
    RowId row = answer == NO_ID ? NO_ROW : row_least(store, store_table(store, answer), NULL, NULL, false);
    if (row != NO_ROW) return verdict_of(store, (Judgement){STATUS_ESTABLISHED, REASON_NONE, {answer, row}});
    if (claim->part_count) return judge_bindings(store, claim, bindings);
    row = row_least_undecided(store, answer, NULL, NULL);
    if (row == NO_ROW) return verdict_of(store, (Judgement){STATUS_UNSUPPORTED, REASON_NONE, {answer, NO_ROW}});
    return verdict_of(store, (Judgement){STATUS_UNDECIDED, REASON_NONE, {answer, row}});
}

Verdict judge_claim(const Store *store, const Claim *claim) {
    Value bindings[ANSWER_COLUMNS];
    return with_reason(store, judge(store, claim, bindings));
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

/* The atom that decided, if all its columns have values. */
static void explain_atom(Verdict *verdict, const Store *store, const Claim *claim, Arena *arena) {
    Value bindings[ANSWER_COLUMNS], row[64];
    Term terms[64];
    if (verdict->part == NO_ID) return;
    (void)judge(store, claim, bindings);
    const Part *part = &claim->parts[verdict->part];
    if (!fill_terms(store, part, bindings, terms, row)) return;
    verdict->atom = arena_copy(arena, row, store->program->relations.items[part->relation].arity * sizeof *row);
}

static void explain_hinges(Verdict *verdict, const Store *store, Arena *arena) {
    if (verdict->reason != REASON_UNKNOWN || verdict->row.row == NO_ROW) return;
    const Value *row = table_row(store_possible(store, verdict->row.relation), verdict->row.row);
    Hinges hinges = hinges_of(store, verdict->row.relation, row);
    Names names = {0};
    Text text;
    text_init(&text);
    for (size_t i = 0; i < hinges.count; i++) {
        text_empty(&text);
        atom_print(store->program, hinges.items[i].relation, hinges.items[i].row, &text);
        vec_push(&names, ((Name){arena_str(arena, text_str(&text)), NO_SYMBOL}));
    }
    text_clear(&text);
    settle(&names);
    Str *list = arena_array(arena, Str, names.count + 1);
    for (size_t i = 0; i < names.count; i++) list[i] = names.items[i].text;
    verdict->hinges_on = list;
    verdict->hinges_on_count = (uint32_t)names.count;
    vec_free(&names);
    vec_free(&hinges);
}

/* Rows that the translation supplies are no facts. */
static bool is_fact(const Store *store, RelId relation) {
    Helper helper = store->program->relations.items[relation].helper;
    return helper == HELPER_NONE || helper == HELPER_STRICT || helper == HELPER_APPLIES;
}

static void explain_proof(Verdict *verdict, const Store *store, const Claim *claim, const Sources *sources,
                          Arena *arena) {
    verdict->proof = prove(store, verdict->row.relation, verdict->row.row);
    Names ids = {0}, keys = {0};
    for (size_t i = 0; i < verdict->proof->steps.count; i++) {
        const Step *step = &verdict->proof->steps.items[i];
        const Rule *rule = step_rule(verdict->proof, step);
        if (rule && !claim->has_strength && rule->strength > verdict->strength) verdict->strength = rule->strength;
        if (rule || !is_fact(store, step->relation)) continue;
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

void verdict_explain(Verdict *verdict, const Store *store, const Claim *claim, const Sources *sources, Arena *arena) {
    verdict->strength = claim->has_strength ? claim->strength : STRENGTH_CERTAIN;
    explain_atom(verdict, store, claim, arena);
    if (verdict->status == STATUS_UNDECIDED)
        explain_hinges(verdict, store, arena);
    else if (verdict->row.row != NO_ROW)
        explain_proof(verdict, store, claim, sources, arena);
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
