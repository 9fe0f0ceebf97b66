/* Patterns of rows are asked for, each once, until no rule asks for another.  Of a rule the head gives values to
 * variables; then literals that are listed (listing.c), and of which some column is known, give values to others, in
 * every way they can.  Where there are too many patterns or ways,
 * a relation is asked for as a whole, and values stay open. */
#include "runtime/judge/slice.h"

#include "runtime/eval/budget.h"
#include "runtime/judge/kept.h"
#include "runtime/judge/listing.h"
#include "runtime/judge/parts.h"
#include "runtime/why/instance.h"

enum { PATTERNS_MOST = 4096, WAYS_MOST = 4096, SPENT_MOST = 1 << 20 };

typedef struct {
    RelId relation;
    RowId pattern; /* row of asked */
} Open;
typedef Vec(Value) ValueList;

typedef struct {
    const Store *store;
    const Program *program;
    Listing listing;
    Table **asked;  /* by relation: patterns, UNBOUND where any value will do; NULL: none */
    bool *is_whole; /* by relation: every row is asked for */
    const Heads *heads;
    Vec(Open) open;
    uint64_t spent;       /* ways and patterns */
    uint64_t most;        /* of them, and then it ends; UINT64_MAX: then relations are asked for as a whole */
    bool asks_ahead;      /* asks for rows that may give values before they are looked up: others may come */
    ValueList ways, more; /* room for those of a rule */
    bool *is_used;        /* the same by literal */
} Search;

/* The ways in which a rule can give a head: values by variable, one way behind the other. */
typedef struct {
    const Rule *rule;
    ValueList values; /* taken from the search, and given back */
    uint32_t count;
    bool *is_used; /* by literal: it has given values */
} Ways;

static const Relation *relation_of(const Search *s, RelId id) { return &s->program->relations.items[id]; }

/* When there is no more to be spent relations are asked for as a whole. */
static bool may_spend(const Search *s) { return s->spent + s->listing.rows < SPENT_MOST && store_may_search(s->store); }

/* ---- asking ---- */

static void ask(Search *s, RelId id, const Value *pattern) {
    Value any[ATOM_COLUMNS];
    uint32_t arity = relation_of(s, id)->arity, known = 0;
    RowId row;
    if (s->is_whole[id]) return;
    if (!s->asked[id]) {
        s->asked[id] = table_new(arity);
        table_begin_run(s->asked[id], NO_ID, 0);
    }
    for (uint32_t i = 0; i < arity; i++) known += pattern[i] != UNBOUND, any[i] = UNBOUND;
    s->is_whole[id] = known == 0 || table_count(s->asked[id]) == PATTERNS_MOST || !may_spend(s);
    s->spent++;
    if (table_insert(s->asked[id], s->is_whole[id] ? any : pattern, &row)) vec_push(&s->open, ((Open){id, row}));
}

static bool is_over(const Search *s) { return s->spent + s->listing.rows > s->most; }

static void ask_terms(Search *s, RelId id, const Term *terms, const Value *values) {
    Value pattern[ATOM_COLUMNS];
    for (uint32_t i = 0; i < relation_of(s, id)->arity; i++) pattern[i] = term_value(terms[i], values);
    ask(s, id, pattern);
}

/* ---- what speaks against it ---- */

/* ORDER: Contrary.  As rivals_of (rivals.c), but of patterns: tells relations whose rows contradict rows of the
 * pattern, and which of their rows. */
typedef void OnContrary(Search *s, RelId relation, const Value *pattern);

static void each_declared(Search *s, const Contrary *c, bool is_first, const Value *pattern, OnContrary *tell) {
    const Term *own = is_first ? c->first_terms : c->second_terms, *terms = is_first ? c->second_terms : c->first_terms;
    RelId id = is_first ? c->first : c->second, other = is_first ? c->second : c->first;
    Value values[CONTRARY_VARIABLES], others[ATOM_COLUMNS];
    for (uint32_t v = 0; v < CONTRARY_VARIABLES; v++) values[v] = UNBOUND;
    for (uint32_t i = 0; i < relation_of(s, id)->arity; i++)
        if (own[i].kind == TERM_VAR && pattern[i] != UNBOUND) values[own[i].id] = pattern[i];
    for (uint32_t i = 0; i < relation_of(s, other)->arity; i++) others[i] = term_value(terms[i], values);
    tell(s, other, others);
}

static void each_contrary(Search *s, RelId id, const Value *pattern, OnContrary *tell) {
    const Relation *relation = relation_of(s, id);
    if (relation->contrary != NO_ID) tell(s, relation->contrary, pattern);
    for (size_t i = 0; i < s->program->contraries.count; i++) {
        const Contrary *c = &s->program->contraries.items[i];
        if (c->first == id) each_declared(s, c, true, pattern, tell);
        if (c->second == id) each_declared(s, c, false, pattern, tell);
    }
    for (uint32_t k = 0; k < relation->key_count; k++) {
        Value others[ATOM_COLUMNS];
        for (uint32_t i = 0; i < relation->arity; i++) others[i] = UNBOUND;
        for (uint32_t i = 0; i < relation->keys[k].count; i++)
            others[relation->keys[k].columns[i]] = pattern[relation->keys[k].columns[i]];
        tell(s, id, others);
    }
}

/* Rows that hide rows of the pattern (ORDER: Contrary): where the given ones are kept. */
static void ask_given(Search *s, RelId id, const Value *pattern) { ask(s, program_given(s->program, id), pattern); }

/* A relation as its status sees it: what is given, and which rules apply. */
static void ask_argued(Search *s, RelId id, const Value *pattern) {
    const Relation *relation = relation_of(s, id);
    ask(s, id, pattern);
    ask_given(s, id, pattern);
    for (uint32_t c = 0; c < relation->class_count; c++) {
        RelId perhaps = relation_of(s, relation->classes[c])->perhaps;
        ask(s, relation->classes[c], pattern);
        if (perhaps != NO_ID) ask(s, perhaps, pattern);
    }
}

/* ---- ways through a rule ---- */

static uint32_t width_of(const Rule *rule) { return rule->variable_count + 1; } /* not 0 */
static Value *way(const Ways *w, uint32_t i) { return w->values.items + (size_t)i * width_of(w->rule); }

/* One way, with what the head says; false if it cannot be of the pattern. */
static bool begin_ways(Search *s, Ways *w, const Value *pattern) {
    const Rule *rule = w->rule;
    uint32_t columns = rule->is_fold ? rule->group_count : relation_of(s, rule->head)->arity;
    for (uint32_t v = 0; v < width_of(rule); v++) vec_push(&w->values, UNBOUND);
    w->count = 1;
    Value *values = w->values.items;
    for (uint32_t i = 0; i < columns; i++) {
        Term term = rule->terms[i];
        if (pattern[i] == UNBOUND) continue;
        Value known = term_value(term, values);
        if (known != UNBOUND && known != pattern[i]) return false;
        if (term.kind == TERM_VAR) values[term.id] = pattern[i];
    }
    return true;
}

/* Whether something is known of its rows, and something is not.
 * All ways bind the same variables, so that one tells. */
static bool may_give(const Search *s, const Ways *w, const Literal *literal) {
    bool is_known = false, is_open = false;
    for (uint32_t i = 0; i < relation_of(s, literal->relation)->arity; i++) {
        bool has_value = term_value(literal->terms[i], way(w, 0)) != UNBOUND;
        is_known = is_known || has_value;
        is_open = is_open || (!has_value && literal->terms[i].kind == TERM_VAR);
    }
    return is_known && is_open;
}

/* Each way goes on by each row that agrees; false, and nothing has changed, where those are too many. */
static bool go_on(const Ways *w, const Literal *literal, Table *rows, Ways *more) {
    uint32_t arity = table_arity(rows), width = width_of(w->rule);
    Term terms[ATOM_COLUMNS];
    for (uint32_t i = 0; i < w->count; i++) {
        for (uint32_t c = 0; c < arity; c++) {
            Value value = term_value(literal->terms[c], way(w, i));
            terms[c] = value == UNBOUND ? literal->terms[c] : term_const(value);
        }
        RowWalk walk = row_walk(rows, terms, NULL);
        for (RowId row; (row = row_walk_on(&walk)) != NO_ROW; more->count++) {
            if (more->count == WAYS_MOST) return false;
            vec_reserve(&more->values, more->values.count + width);
            Value *values = memcpy(more->values.items + more->values.count, way(w, i), width * sizeof *values);
            more->values.count += width;
            (void)terms_fit(literal->terms, arity, table_row(rows, row), values);
        }
    }
    return true;
}

static bool give_values(Search *s, Ways *w, uint32_t k) {
    const Literal *literal = &w->rule->body[k];
    Table *rows = literal->kind == LIT_ATOM && !w->is_used[k] && may_give(s, w, literal)
                      ? listing_table(&s->listing, literal->relation)
                      : NULL;
    if (!rows || !may_spend(s)) return false;
    for (uint32_t i = 0; i < w->count && s->asks_ahead; i++) ask_terms(s, literal->relation, literal->terms, way(w, i));
    Ways more = {.rule = w->rule, .values = s->more};
    w->is_used[k] = true;
    vec_empty(&more.values);
    bool has_room = go_on(w, literal, rows, &more);
    s->spent += more.count;
    s->more = has_room ? w->values : more.values;
    if (has_room) w->values = more.values, w->count = more.count;
    return has_room;
}

/* A literal gives values before the rows of others are looked through again. */
static void find_ways(Search *s, Ways *w) {
    for (bool gives = true; gives && w->count;) {
        gives = false;
        for (uint32_t k = 0; k < w->rule->literal_count && w->count; k++) gives = give_values(s, w, k) || gives;
    }
}

static void follow_rule(Search *s, const Rule *rule, const Value *pattern) {
    Ways w = {.rule = rule, .values = s->ways, .is_used = s->is_used};
    vec_empty(&w.values);
    memset(w.is_used, 0, rule->literal_count);
    if (begin_ways(s, &w, pattern)) find_ways(s, &w);
    for (uint32_t i = 0; i < w.count; i++)
        for (uint32_t k = 0; k < rule->literal_count; k++)
            if (literal_reads(&rule->body[k])) ask_terms(s, rule->body[k].relation, rule->body[k].terms, way(&w, i));
    s->ways = w.values;
}

static void follow(Search *s, Open open) {
    Value pattern[ATOM_COLUMNS] = {0};
    RelId id = open.relation, said = program_said(s->program, id);
    uint32_t arity = relation_of(s, id)->arity;
    bool is_any = true;
    for (uint32_t i = 0; i < arity; i++) {
        pattern[i] = table_row(s->asked[id], open.pattern)[i];
        is_any = is_any && pattern[i] == UNBOUND;
    }
    if (s->is_whole[id] && !is_any) return; /* a wider one has come */
    if (program_given(s->program, said) == id) each_contrary(s, said, pattern, ask_given);
    for (uint32_t i = s->heads->first[id]; i < s->heads->first[id + 1]; i++)
        follow_rule(s, &s->program->rules.items[s->heads->rules[i]], pattern);
}

/* ---- all of it ---- */

static void search_open(Search *s, const Store *store) {
    const Program *program = store->program;
    *s = (Search){.store = store, .program = program, .most = UINT64_MAX};
    listing_init(&s->listing, store);
    s->asked = mem_alloc_zero((program->relations.count + 1) * sizeof(Table *));
    s->is_whole = mem_alloc_zero(program->relations.count + 1);
    s->heads = &kept_of(store)->heads;
    s->is_used = mem_alloc(kept_of(store)->literals_most + 1);
}

static void search_close(Search *s) {
    listing_clear(&s->listing);
    for (RelId id = 0; id < s->program->relations.count; id++) table_free(s->asked[id]);
    mem_free(s->asked);
    mem_free(s->is_whole);
    vec_free(&s->open);
    vec_free(&s->ways);
    vec_free(&s->more);
    mem_free(s->is_used);
}

static void ask_claim(Search *s, const Claim *claim) {
    Value pattern[ATOM_COLUMNS];
    for (uint32_t i = 0; i < ATOM_COLUMNS; i++) pattern[i] = UNBOUND;
    ask(s, claim->question.answer, pattern);
    for (uint32_t k = 0; k < claim->part_count; k++) {
        const Part *part = &claim->parts[k];
        if (!part->is_atom) continue;
        for (uint32_t i = 0; i < relation_of(s, part->relation)->arity; i++)
            pattern[i] = part->terms[i].kind == TERM_CONST ? part->terms[i].id : UNBOUND;
        ask_argued(s, part->relation, pattern);
        each_contrary(s, part->relation, pattern, ask_argued);
    }
}

static void keep_asked(Search *s, RelId id, uint32_t given, bool *has) {
    Term terms[ATOM_COLUMNS];
    uint32_t arity = relation_of(s, id)->arity;
    if (s->is_whole[id]) memset(has, true, given);
    for (RowId p = 0; !s->is_whole[id] && s->asked[id] && p < table_count(s->asked[id]); p++) {
        const Value *pattern = table_row(s->asked[id], p);
        for (uint32_t i = 0; i < arity; i++) terms[i] = pattern[i] == UNBOUND ? term_any() : term_const(pattern[i]);
        RowWalk walk = row_walk(store_table(s->store, id), terms, NULL);
        for (RowId row; (row = row_walk_on(&walk)) != NO_ROW && row < given;) has[row] = true;
    }
}

static void follow_all(Search *s) {
    while (s->open.count && !is_over(s)) {
        Open open = vec_pop(&s->open);
        follow(s, open);
    }
}

void slice_init(Slice *slice, const Store *store, const Claim *const *claims, size_t count) {
    size_t relations = store->program->relations.count;
    Search s;
    *slice = (Slice){.first = mem_alloc((relations + 1) * sizeof *slice->first)};
    for (RelId id = 0; id < relations; id++) {
        slice->first[id] = slice->all;
        slice->all += store_given_count(store, id);
    }
    slice->first[relations] = slice->all;
    slice->has = mem_alloc_zero(slice->all + 1);
    search_open(&s, store);
    for (size_t i = 0; i < count; i++) ask_claim(&s, claims[i]);
    follow_all(&s);
    for (RelId id = 0; id < relations; id++) {
        uint32_t given = slice->first[id + 1] - slice->first[id];
        if (given) keep_asked(&s, id, given, slice->has + slice->first[id]);
    }
    search_close(&s);
    for (uint32_t i = 0; i < slice->all; i++) slice->count += slice->has[i];
}

void slice_clear(Slice *slice) {
    mem_free(slice->first);
    mem_free(slice->has);
    *slice = (Slice){0};
}

/* ---- footprints ---- */

static void note_asked(const Search *s, RelId id, Footprint *footprint) {
    uint32_t arity = relation_of(s, id)->arity;
    for (RowId p = 0; s->asked[id] && p < table_count(s->asked[id]); p++) {
        vec_push(&footprint->patterns, ((FootprintPattern){id, (uint32_t)footprint->values.count}));
        for (uint32_t i = 0; i < arity; i++)
            vec_push(&footprint->values, s->is_whole[id] ? UNBOUND : table_row(s->asked[id], p)[i]);
    }
}

bool footprint_init(Footprint *footprint, const Store *store, const Claim *claim, uint32_t most) {
    Search s;
    *footprint = (Footprint){.program = store->program};
    search_open(&s, store);
    s.most = most;
    s.asks_ahead = true;
    ask_claim(&s, claim);
    follow_all(&s);
    bool is_whole = !is_over(&s) && store_may_search(store);
    for (RelId id = 0; is_whole && id < store->program->relations.count; id++) note_asked(&s, id, footprint);
    search_close(&s);
    return is_whole;
}

void footprint_clear(Footprint *footprint) {
    vec_free(&footprint->patterns);
    vec_free(&footprint->values);
}

bool footprint_meets(const Footprint *footprint, RelId relation, const Value *row) {
    uint32_t arity = footprint->program->relations.items[relation].arity;
    for (size_t p = 0; p < footprint->patterns.count; p++) {
        if (footprint->patterns.items[p].relation != relation) continue;
        const Value *pattern = footprint->values.items + footprint->patterns.items[p].first;
        uint32_t same = 0;
        while (same < arity && (pattern[same] == UNBOUND || pattern[same] == row[same])) same++;
        if (same == arity) return true;
    }
    return false;
}
