/* Rules taken over into the scratch program (scratch.c): what finds their instances, and what is to be said of each.
 *
 * Where one literal of another relation has all variables, and all others are of the component, each row of it is an
 * instance or none, and there is no :instance relation: it is the guard of the rule. */
#include "runtime/eval/scratch_internal.h"

enum { COLUMNS_MOST = 64 };

/* A rule being taken over. */
typedef struct {
    Work *work;
    Scratch *scratch;
    const Rule *rule;
    RuleId id;
    uint32_t *column_of; /* by variable: its column in the instances; NO_ID */
    uint32_t width;
    Literal *body;
    uint32_t literal_count;
    Condition3 *conditions;
    uint32_t condition_count;
} Taking;

/* The terms over columns of the instances; variables get a column when first met. */
static const Term *to_columns(Taking *t, const Term *terms, uint32_t count) {
    Term *made = arena_array(&t->scratch->arena, Term, count + 1);
    for (uint32_t i = 0; i < count; i++) {
        made[i] = terms[i];
        if (terms[i].kind != TERM_VAR) continue;
        uint32_t *column = &t->column_of[terms[i].id];
        if (*column == NO_ID) *column = t->width++;
        made[i].id = *column;
    }
    return made;
}

static void note_extent(Taking *t, RelId relation) {
    uint32_t count = table_count(store_table(&t->scratch->store, relation));
    t->scratch->work.extents[relation] = (Extent){count, count, NO_ID};
}

static void take_inner(Taking *t, const Literal *literal) {
    const Term *terms;
    uint32_t count, space = scratch_space_for(t->scratch, literal, t->id, &terms, &count);
    t->conditions[t->condition_count++] = (Condition3){.is_inner = true,
                                                       .is_denied = literal->kind == LIT_NOT,
                                                       .sees_hidden = literal->sees_hidden,
                                                       .space = space,
                                                       .terms = to_columns(t, terms, count),
                                                       .term_count = count};
    if (literal->kind == LIT_NOT) return;
    Literal *made = &t->body[t->literal_count++];
    *made = *literal;
    made->relation = t->scratch->spaces.items[space].relation;
    made->terms = terms;
}

static void take_outer(Taking *t, const Literal *literal) {
    Literal *made = &t->body[t->literal_count++];
    uint32_t arity = t->scratch->program.relations.items[literal->relation].arity;
    *made = *literal;
    note_extent(t, literal->relation);
    if (literal->kind == LIT_LOOKUP || !store_possible(t->work->store, literal->relation)) return;
    t->conditions[t->condition_count++] = (Condition3){.is_denied = literal->kind == LIT_NOT,
                                                       .relation = literal->relation,
                                                       .terms = to_columns(t, literal->terms, arity),
                                                       .term_count = arity};
    if (literal->kind == LIT_ATOM) made->relation = scratch_possible_relation(t->work, t->scratch, literal->relation);
}

/* What the head's relation possibly has: a row for each instance.  Instances too wide for a literal are not read, and
 * the body is run for it a second time. */
static void add_head(Taking *t, RelId instances, uint32_t head_space, const Term *head, const Literal *body) {
    Arena *arena = &t->scratch->arena;
    RelId possible = t->scratch->spaces.items[head_space].relation;
    if (t->width > COLUMNS_MOST) {
        scratch_add_rule(t->scratch, t->id, possible, t->rule->terms, body, t->literal_count, t->rule->variable_count);
        return;
    }
    Term *all = arena_array(arena, Term, t->width + 1);
    for (uint32_t i = 0; i < t->width; i++) all[i] = term_var(i);
    Literal *literal = arena_new(arena, Literal);
    *literal = (Literal){.kind = LIT_ATOM, .relation = instances, .terms = all};
    scratch_add_rule(t->scratch, t->id, possible, head, literal, 1, t->width);
}

static Taking begin_taking(Work *work, Scratch *scratch, RuleId id) {
    const Rule *rule = &work->store->program->rules.items[id];
    Taking t = {.work = work, .scratch = scratch, .rule = rule, .id = id};
    t.column_of = arena_array(&scratch->arena, uint32_t, rule->variable_count + 1);
    t.body = arena_array(&scratch->arena, Literal, rule->literal_count + 1);
    t.conditions = arena_array(&scratch->arena, Condition3, rule->literal_count + 1);
    memset(t.column_of, 0xFF, rule->variable_count * sizeof *t.column_of);
    return t;
}

static void take_body(Taking *t) {
    for (uint32_t i = 0; i < t->rule->literal_count; i++) {
        const Literal *literal = &t->rule->body[i];
        if (!literal_reads(literal))
            t->body[t->literal_count++] = *literal;
        else if (t->scratch->space_of[literal->relation] != NO_ID)
            take_inner(t, literal);
        else
            take_outer(t, literal);
    }
}

static bool is_covered(const Taking *t, const Term *terms, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (terms[i].kind == TERM_VAR && t->column_of[terms[i].id] == NO_ID) return false;
    return true;
}

static bool can_guard(const Taking *t, const Literal *literal) {
    if (literal->kind != LIT_ATOM || t->scratch->space_of[literal->relation] != NO_ID) return false;
    if (table_hidden_count(store_table(t->work->store, literal->relation))) return false;
    uint32_t arity = t->scratch->program.relations.items[literal->relation].arity;
    for (uint32_t c = 0; c < arity; c++) {
        if (literal->terms[c].kind != TERM_VAR) return false;
        for (uint32_t e = 0; e < c; e++)
            if (literal->terms[e].id == literal->terms[c].id) return false;
    }
    return arity <= COLUMNS_MOST && !store_possible(t->work->store, literal->relation);
}

/* The literal whose rows are the instances; NULL if there is none.  Its columns are then those of the instances. */
static const Literal *find_guard(Taking *t) {
    const Rule *rule = t->rule;
    const Relation *relations = t->scratch->program.relations.items;
    const Literal *guard = NULL;
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        const Literal *literal = &rule->body[i];
        if (!literal_reads(literal)) return NULL;
        if (t->scratch->space_of[literal->relation] != NO_ID) continue;
        if (guard || !can_guard(t, literal)) return NULL;
        guard = literal;
    }
    if (!guard || !uses(t->work->store->without, WAY_GUARDS)) return NULL;
    for (uint32_t c = 0; c < relations[guard->relation].arity; c++) t->column_of[guard->terms[c].id] = c;
    bool has_all = is_covered(t, rule->terms, relations[rule->head].arity);
    for (uint32_t i = 0; i < rule->literal_count; i++)
        has_all = has_all && is_covered(t, rule->body[i].terms, relations[rule->body[i].relation].arity);
    if (!has_all) memset(t->column_of, 0xFF, rule->variable_count * sizeof *t->column_of);
    return has_all ? guard : NULL;
}

/* The relation of the instances, with the rules for it and what it makes possible. */
static RelId add_instances(Taking *t, const Term *head) {
    uint32_t space = t->scratch->space_of[t->rule->head];
    Term *kept = arena_array(&t->scratch->arena, Term, t->width + 1);
    for (VarId v = 0; v < t->rule->variable_count; v++)
        if (t->column_of[v] != NO_ID) kept[t->column_of[v]] = term_var(v);
    RelId instances = scratch_add_relation(t->scratch, t->width);
    scratch_add_rule(t->scratch, t->id, instances, kept, t->body, t->literal_count, t->rule->variable_count);
    add_head(t, instances, space, head, t->body);
    return instances;
}

/* The rule as it is, reading all that is possible. */
static void add_possible_rule(Taking *t) {
    const Space *space = &t->scratch->spaces.items[t->scratch->space_of[t->rule->head]];
    scratch_add_rule(t->scratch, t->id, space->relation, t->rule->terms, t->body, t->literal_count,
                     t->rule->variable_count);
}

void take_rule(Work *work, Scratch *scratch, RuleId id) {
    const Rule *rule = &work->store->program->rules.items[id];
    uint32_t arity = scratch->program.relations.items[rule->head].arity;
    Taking t = begin_taking(work, scratch, id);
    const Literal *guard = find_guard(&t);
    const Term *head = to_columns(&t, rule->terms, arity);
    take_body(&t);
    if (guard) add_possible_rule(&t);
    vec_push(&scratch->schemes, ((Scheme){.rule = id,
                                          .instances = guard ? guard->relation : add_instances(&t, head),
                                          .is_guarded = guard != NULL,
                                          .head = scratch->space_of[rule->head],
                                          .terms = head,
                                          .term_count = arity,
                                          .conditions = t.conditions,
                                          .condition_count = t.condition_count}));
}

/* Its instances are not asked for. */
void take_possible_rule(Work *work, Scratch *scratch, RuleId id) {
    Taking t = begin_taking(work, scratch, id);
    take_body(&t);
    add_possible_rule(&t);
}

/* Every row supports its projection. */
void take_projection(Scratch *scratch, uint32_t of, uint32_t to) {
    const Space *space = &scratch->spaces.items[to];
    RelId rows = scratch->spaces.items[of].relation;
    uint32_t arity = scratch->program.relations.items[rows].arity, width = 0;
    Term *all = arena_array(&scratch->arena, Term, arity + 1), *head = arena_array(&scratch->arena, Term, arity + 1);
    for (uint32_t c = 0; c < arity; c++) {
        all[c] = term_var(c);
        if (space->columns >> c & 1) head[width++] = term_var(c);
    }
    Condition3 *condition = arena_new(&scratch->arena, Condition3);
    *condition = (Condition3){.is_inner = true, .space = of, .terms = all, .term_count = arity};
    vec_push(&scratch->schemes, ((Scheme){.rule = NO_ID,
                                          .instances = rows,
                                          .head = to,
                                          .terms = head,
                                          .term_count = width,
                                          .conditions = condition,
                                          .condition_count = 1}));
}
