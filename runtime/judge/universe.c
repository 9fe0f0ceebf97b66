/* Possible facts are made of a few names that no program knows, of the values that rules speak of, and of the members
 * of types.  Few names suffice for small counterexamples, and keep the number of sets low. */
#include "runtime/judge/universe.h"

#include <stdlib.h>

enum { VALUES_OF_COLUMN = 6, CONSTANTS_KEPT = 4, INTS_FROM = 1 };

typedef struct {
    Value values[2];
    uint8_t fresh;
} Element;
typedef Vec(Element) Elements;

typedef struct {
    Universe *u;
    const UniverseAsk *ask;
    Vec(Str) symbols;  /* that rules of either program speak of, in order */
    Vec(int64_t) ints; /* likewise */
} Making;

static const Program *program_of(const Universe *u, uint32_t side) { return u->base[side]->program; }

RelId relation_written(const Program *program, Str name) {
    for (RelId id = 0; id < program->relations.count; id++) {
        const Relation *relation = &program->relations.items[id];
        if (relation->helper != HELPER_NONE || relation->is_negative || relation->name == NO_SYMBOL) continue;
        if (str_equal(intern_text(values_symbols(program->values), relation->name), name)) return id;
    }
    return NO_ID;
}

/* ---- which relations ---- */

/* The relation that somebody wrote which this one is a step of. */
static RelId written(const Program *program, RelId id) {
    while (id != NO_ID && program->relations.items[id].helper != HELPER_NONE &&
           program->relations.items[id].of != NO_ID && program->relations.items[id].of != id)
        id = program->relations.items[id].of;
    return id;
}

static void reach_from(const Program *program, RelId root, bool *reached) {
    Vec(RelId) open = {0};
    vec_push(&open, root);
    while (open.count) {
        RelId id = vec_pop(&open);
        if (id == NO_ID || reached[id]) continue;
        reached[id] = true;
        vec_push(&open, program->relations.items[id].contrary);
        vec_push(&open, written(program, id));
        for (RelId other = 0; other < program->relations.count; other++)
            if (other != id && program->relations.items[other].helper != HELPER_NONE &&
                program->relations.items[other].of == id)
                vec_push(&open, other);
        for (RuleId r = 0; r < program->rules.count; r++) {
            const Rule *rule = &program->rules.items[r];
            if (rule->head != id) continue;
            for (uint32_t k = 0; k < rule->literal_count; k++)
                if (rule->body[k].kind <= LIT_NOT || rule->body[k].kind == LIT_LOOKUP)
                    vec_push(&open, rule->body[k].relation);
        }
    }
    vec_free(&open);
}

/* Some rule that somebody wrote concludes it. */
static bool is_concluded(const Program *program, RelId id) {
    for (RuleId r = 0; r < program->rules.count; r++) {
        const Rule *rule = &program->rules.items[r];
        if (rule->kind != RULE_MADE && !rule->is_transposed && written(program, rule->head) == id) return true;
    }
    return false;
}

static bool is_among(Str name, const Str *names, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (str_equal(name, names[i])) return true;
    return false;
}

static bool is_asked(const Making *m, RelId id, Str name, bool *const reached[2]) {
    if (m->ask->over_count) return is_among(name, m->ask->over, m->ask->over_count);
    const Program *program = program_of(m->u, 0);
    RelId there = relation_written(program_of(m->u, 1), name);
    if (str_equal(name, m->ask->relation) || is_among(name, m->ask->defined, m->ask->defined_count)) return false;
    if (program->relations.items[id].is_parameter || is_concluded(program, id)) return false;
    if (there == NO_ID || is_concluded(program_of(m->u, 1), there)) return false;
    return reached[0][id] || reached[1][there];
}

static void add_relation(Universe *u, Str name, RelId here, RelId there) {
    u->is_varied[0][here] = u->is_varied[1][there] = true;
    vec_push(&u->relations, ((VariedRelation){arena_str(&u->arena, name), {here, there}}));
}

/* -p beside p, where both programs speak of it and neither concludes it. */
static void add_contrary(Universe *u, Str name, RelId here, RelId there) {
    RelId first = program_of(u, 0)->relations.items[here].contrary;
    RelId second = program_of(u, 1)->relations.items[there].contrary;
    if (first == NO_ID || second == NO_ID) return;
    if (is_concluded(program_of(u, 0), first) || is_concluded(program_of(u, 1), second)) return;
    add_relation(u, name, first, second);
}

static void find_relations(Making *m) {
    Universe *u = m->u;
    bool *reached[2];
    for (uint32_t side = 0; side < 2; side++) {
        const Program *program = program_of(u, side);
        reached[side] = mem_alloc_zero(program->relations.count + 1);
        u->is_varied[side] = mem_alloc_zero(program->relations.count + 1);
        reach_from(program, relation_written(program, m->ask->relation), reached[side]);
    }
    const Program *program = program_of(u, 0);
    for (RelId id = 0; id < program->relations.count; id++) {
        const Relation *relation = &program->relations.items[id];
        if (relation->helper != HELPER_NONE || relation->is_negative || relation->name == NO_SYMBOL) continue;
        Str name = intern_text(values_symbols(program->values), relation->name);
        RelId there = relation_written(program_of(u, 1), name);
        if (there == NO_ID || !is_asked(m, id, name, reached)) continue;
        add_relation(u, name, id, there);
        add_contrary(u, name, id, there);
    }
    mem_free(reached[0]);
    mem_free(reached[1]);
}

/* ---- what they may be about ---- */

static void note_symbol(Making *m, Str text) {
    for (size_t i = 0; i < m->symbols.count; i++)
        if (str_equal(m->symbols.items[i], text)) return;
    vec_push(&m->symbols, text);
}

static void note_int(Making *m, int64_t number) {
    for (size_t i = 0; i < m->ints.count; i++)
        if (m->ints.items[i] == number) return;
    vec_push(&m->ints, number);
}

static void note_value(Making *m, const Program *program, Value v) {
    ValueKind kind = value_kind(program->values, v);
    if (kind == KIND_SYMBOL) note_symbol(m, value_text(program->values, v));
    if (kind != KIND_INT) return;
    int64_t number = value_to_int(program->values, v); /* and what lies on both sides of a limit */
    if (number > -1000000 && number < 1000000)
        for (int64_t n = number - 1; n <= number + 1; n++) note_int(m, n);
}

/* As deep as the parser lets expressions be. */
static void note_expr(Making *m, const Program *program, const Expr *expr) {
    if (!expr) return;
    if (expr->kind == EXPR_CONST) note_value(m, program, expr->id);
    for (uint32_t i = 0; i < expr->argument_count; i++) note_expr(m, program, expr->arguments[i]);
}

static void note_terms(Making *m, const Program *program, const Term *terms, RelId relation) {
    for (uint32_t c = 0; terms && c < program->relations.items[relation].arity; c++)
        if (terms[c].kind == TERM_CONST) note_value(m, program, terms[c].id);
}

static void note_rule(Making *m, const Program *program, const Rule *rule) {
    note_terms(m, program, rule->terms, rule->head);
    for (uint32_t k = 0; k < rule->literal_count; k++) {
        const Literal *literal = &rule->body[k];
        if (literal->kind <= LIT_NOT || literal->kind == LIT_LOOKUP) {
            note_terms(m, program, literal->terms, literal->relation);
        } else {
            note_expr(m, program, literal->left);
            note_expr(m, program, literal->right);
        }
    }
}

static int by_text(const void *a, const void *b) { return str_compare(*(const Str *)a, *(const Str *)b); }
static int by_size(const void *a, const void *b) {
    const int64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static void find_constants(Making *m) {
    for (uint32_t side = 0; side < 2; side++) {
        const Program *program = program_of(m->u, side);
        for (RuleId r = 0; r < program->rules.count; r++) {
            const Rule *rule = &program->rules.items[r];
            bool is_question = program->relations.items[rule->head].helper == HELPER_ANSWER;
            if (!is_question) note_rule(m, program, rule);
        }
    }
    if (m->symbols.count) qsort(m->symbols.items, m->symbols.count, sizeof *m->symbols.items, by_text);
    if (m->ints.count) qsort(m->ints.items, m->ints.count, sizeof *m->ints.items, by_size);
}

/* a, b, c, unless the rules speak of them. */
static void choose_names(Making *m) {
    char name[2] = "a";
    for (uint32_t i = 0; i < NAMES_WIDE; name[0]++) {
        bool is_known = false;
        for (size_t k = 0; k < m->symbols.count; k++)
            is_known = is_known || str_equal(m->symbols.items[k], str_of(name));
        if (!is_known) m->u->names[i++] = arena_str(&m->u->arena, str_of(name));
        if (name[0] == 'z') break;
    }
}

/* ---- the facts ---- */

static void add_symbol(const Making *m, Elements *elements, Str text, uint8_t fresh) {
    Element element = {
        {value_symbol(program_of(m->u, 0)->values, text), value_symbol(program_of(m->u, 1)->values, text)}, fresh};
    if (elements->count < VALUES_OF_COLUMN + NAMES_WIDE) vec_push(elements, element);
}

static void add_int(const Making *m, Elements *elements, int64_t number) {
    Element element = {{value_int(program_of(m->u, 0)->values, number), value_int(program_of(m->u, 1)->values, number)},
                       0};
    if (elements->count < VALUES_OF_COLUMN) vec_push(elements, element);
}

/* A value of the first program, as the second has it. */
static Value carry(const Universe *u, Value v) {
    return values_bring(program_of(u, 0)->values, program_of(u, 1)->values, v);
}

static void add_given_values(const Making *m, RelId relation, uint32_t column, Elements *elements) {
    const Store *store = m->u->base[0];
    const Table *table = store_table(store, program_given(store->program, relation));
    for (RowId row = 0; row < table_count(table) && elements->count < CONSTANTS_KEPT; row++) {
        Value v = table_row(table, row)[column];
        bool is_known = false;
        for (size_t i = 0; i < elements->count; i++) is_known = is_known || elements->items[i].values[0] == v;
        if (!is_known) vec_push(elements, ((Element){{v, carry(m->u, v)}, 0}));
    }
}

static void find_elements(const Making *m, RelId relation, uint32_t column, uint32_t names, Elements *elements) {
    const Program *program = program_of(m->u, 0);
    const Type *type = &program->types.items[program->relations.items[relation].columns[column].type];
    bool is_symbol = type->kind == TYPE_SYMBOL || type->kind == TYPE_ANY;
    vec_empty(elements);
    if (type->members) {
        for (uint32_t i = 0; i < type->member_count; i++)
            vec_push(elements, ((Element){{type->members[i], carry(m->u, type->members[i])}, 0}));
    } else if (is_symbol) {
        for (uint32_t i = 0; i < names && m->u->names[i].length; i++)
            add_symbol(m, elements, m->u->names[i], (uint8_t)(i + 1));
        for (size_t i = 0; i < m->symbols.count && i < CONSTANTS_KEPT; i++)
            add_symbol(m, elements, m->symbols.items[i], 0);
    } else if (type->kind == TYPE_INT) {
        int64_t low = type->has_range ? type->low : INT64_MIN, high = type->has_range ? type->high : INT64_MAX;
        for (size_t i = 0; i < m->ints.count; i++)
            if (m->ints.items[i] >= low && m->ints.items[i] <= high) add_int(m, elements, m->ints.items[i]);
        for (int64_t n = type->has_range ? low : INTS_FROM; elements->count < NAMES_FRESH && n <= high; n++)
            add_int(m, elements, n);
    } else {
        add_given_values(m, relation, column, elements);
    }
}

static void add_fact(Universe *u, uint32_t relation, const Elements *columns, const uint32_t *at, uint32_t arity) {
    Value *values[2] = {arena_array(&u->arena, Value, arity + 1), arena_array(&u->arena, Value, arity + 1)};
    uint8_t *fresh = arena_array(&u->arena, uint8_t, arity + 1);
    for (uint32_t c = 0; c < arity; c++) {
        const Element *element = &columns[c].items[at[c]];
        values[0][c] = element->values[0];
        values[1][c] = element->values[1];
        fresh[c] = element->fresh;
    }
    vec_push(&u->facts, ((PossibleFact){relation, {values[0], values[1]}, fresh}));
}

/* All rows over the values of each column, the last one turning fastest.  False where there are too many. */
static bool add_facts(Making *m, uint32_t number, uint32_t names, size_t most) {
    Universe *u = m->u;
    RelId relation = u->relations.items[number].of[0];
    uint32_t arity = program_of(u, 0)->relations.items[relation].arity;
    Elements *columns = mem_alloc_zero((arity + 1) * sizeof *columns);
    uint32_t *at = mem_alloc_zero((arity + 1) * sizeof *at);
    bool has_room = true, is_empty = false, is_done = false;
    for (uint32_t c = 0; c < arity; c++) {
        find_elements(m, relation, c, names, &columns[c]);
        is_empty = is_empty || columns[c].count == 0;
    }
    while (!is_empty && !is_done && has_room) {
        has_room = u->facts.count < most;
        if (has_room) add_fact(u, number, columns, at, arity);
        uint32_t c = arity;
        while (c > 0 && ++at[c - 1] == columns[c - 1].count) at[--c] = 0;
        is_done = c == 0;
    }
    for (uint32_t c = 0; c < arity; c++) vec_free(&columns[c]);
    mem_free(columns);
    mem_free(at);
    return has_room;
}

/* With as many names as there is room for; false where there is none even for one. */
static bool add_facts_over(Making *m, uint32_t names, size_t most) {
    Universe *u = m->u;
    size_t before = u->facts.count;
    bool has_room = false;
    for (; names > 0 && !has_room; names--) {
        u->facts.count = before;
        has_room = true;
        for (uint32_t i = 0; i < u->relations.count; i++) has_room = add_facts(m, i, names, before + most) && has_room;
    }
    return has_room;
}

static void find_facts(Making *m) {
    Universe *u = m->u;
    u->is_cut = !add_facts_over(m, NAMES_FRESH, FACTS_POSSIBLE);
    u->count = (uint32_t)u->facts.count;
    (void)add_facts_over(m, NAMES_WIDE, FACTS_WIDE);
    u->wide = (uint32_t)u->facts.count - u->count;
}

/* What the program gives is tried as well. */
static void add_given(Universe *u, uint32_t number) {
    RelId relation = program_given(program_of(u, 0), u->relations.items[number].of[0]);
    const Table *table = store_table(u->base[0], relation);
    uint32_t arity = table_arity(table), given = store_given_count(u->base[0], relation);
    for (RowId row = 0; row < given && u->given.count < FACTS_WIDE; row++) {
        Value *other = arena_array(&u->arena, Value, arity + 1);
        const Value *values = arena_copy(&u->arena, table_row(table, row), arity * sizeof *values);
        for (uint32_t c = 0; c < arity; c++) other[c] = carry(u, values[c]);
        vec_push(&u->given, (uint32_t)u->facts.count);
        vec_push(&u->facts, ((PossibleFact){number, {values, other}, arena_array(&u->arena, uint8_t, arity + 1)}));
    }
}

void universe_init(Universe *u, const Store *reference, const Store *answer, const UniverseAsk *ask) {
    *u = (Universe){.base = {reference, answer}};
    arena_init(&u->arena);
    Making m = {.u = u, .ask = ask};
    find_relations(&m);
    find_constants(&m);
    choose_names(&m);
    find_facts(&m);
    for (uint32_t i = 0; i < u->relations.count; i++) add_given(u, i);
    vec_free(&m.symbols);
    vec_free(&m.ints);
}

void universe_clear(Universe *u) {
    mem_free(u->is_varied[0]);
    mem_free(u->is_varied[1]);
    vec_free(&u->relations);
    vec_free(&u->facts);
    vec_free(&u->given);
    arena_clear(&u->arena);
}

/* ---- worlds ---- */

static GivenFate fate_of(const Universe *u, uint32_t side, RelId relation) {
    return u->is_varied[side][program_said(program_of(u, side), relation)] ? GIVEN_TAKEN : GIVEN_KEPT;
}
static GivenFate fate_of_reference(void *context, RelId relation, RowId row) {
    (void)row;
    return fate_of(context, 0, relation);
}
static GivenFate fate_of_answer(void *context, RelId relation, RowId row) {
    (void)row;
    return fate_of(context, 1, relation);
}

void universe_changes(const Universe *u, uint32_t side, const uint32_t *facts, uint32_t count, GivenRows *rows,
                      Changes *changes) {
    vec_empty(rows);
    for (uint32_t i = 0; i < count; i++) {
        const PossibleFact *fact = &u->facts.items[facts[i]];
        RelId relation = u->relations.items[fact->relation].of[side];
        vec_push(rows, ((GivenRow){relation, fact->values[side], {NO_SYMBOL, {NULL, 0}, NO_SPAN}}));
    }
    *changes = (Changes){.more = rows->items,
                         .more_count = (uint32_t)rows->count,
                         .fate = side ? fate_of_answer : fate_of_reference,
                         .fate_context = (void *)(uintptr_t)u};
}
