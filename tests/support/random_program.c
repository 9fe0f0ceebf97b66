/* Random programs.
 *
 * Relations stand in levels; a rule's positive atoms are of its head's level or below, what it negates or looks up is
 * strictly below, so every program has an order.  In circular programs `not` may reach the head's own level, and rules
 * are fewer and plainer, so that much stays undecided.  Every rule is safe: head, comparisons, negations and functions
 * use only variables that some atom or function binds.  Computed values reach the head only where all atoms are from
 * below, so that no program runs forever. */
#include "tests/support/random_program.h"

#include <stdio.h>

enum { LEVELS = 4, MAX_LITERALS = 10, MAX_VARIABLES = 24 };

typedef struct {
    Program *program;
    uint64_t state;
    RandomSize size;
    Vec(RelId) of_level[LEVELS];
    Vec(RelId) aggregates[LEVELS]; /* with a group of two columns at most */
    Value values[32];
    uint32_t value_count;
} Maker;

/* A rule being made. */
typedef struct {
    Literal body[MAX_LITERALS];
    uint32_t count, variables;
    bool is_computed[MAX_VARIABLES]; /* by a function, or folded: not for heads of recursive rules */
    bool is_local;                   /* only atoms from below */
} Draft;

static uint32_t
draw(Maker *m,
     uint32_t below) { /* xorshift64*, S. Vigna, An experimental exploration of Marsaglia's xorshift generators, 2016 */
    m->state ^= m->state >> 12;
    m->state ^= m->state << 25;
    m->state ^= m->state >> 27;
    return (uint32_t)((m->state * UINT64_C(0x2545F4914F6CDD1D)) >> 33) % below;
}

static bool chance(Maker *m, uint32_t percent) { return draw(m, 100) < percent; }
static Value pick_value(Maker *m) { return m->values[draw(m, m->value_count)]; }
static uint32_t arity_of(const Maker *m, RelId r) { return m->program->relations.items[r].arity; }

/* Small integers on both sides of 0, the last of them and the first that are wide,
 * and one or two of each other kind. */
static void make_near_and_far_values(Maker *m) {
    Values *values = m->program->values;
    for (int64_t i = -7; i <= 8; i++) m->values[m->value_count++] = value_int(values, i);
    for (int64_t i = 0; i < 2; i++) {
        m->values[m->value_count++] = value_int(values, SMALL_INT_MAX + i);
        m->values[m->value_count++] = value_int(values, SMALL_INT_MIN - i);
    }
    m->values[m->value_count++] = value_symbol(values, STR("a"));
    m->values[m->value_count++] = value_symbol(values, STR("b"));
    m->values[m->value_count++] = value_float(values, 1.5);
    m->values[m->value_count++] = value_date(values, (Date){2014, 3, 10, DATE_DAY});
    m->values[m->value_count++] = VALUE_NONE;
    uint32_t skipped = m->value_count - 4 - draw(m, 10); /* each kind is the first or the last sometimes */
    m->value_count -= skipped;
    memmove(m->values, m->values + draw(m, skipped + 1), m->value_count * sizeof *m->values);
}

static void make_values(Maker *m) {
    Values *values = m->program->values;
    Value all[] = {value_int(values, 0),
                   value_int(values, 1),
                   value_int(values, 2),
                   value_int(values, 3),
                   value_symbol(values, STR("a")),
                   value_symbol(values, STR("b")),
                   value_symbol(values, STR("abc")),
                   value_int(values, -1),
                   value_float(values, 1.5),
                   value_float(values, 2.0),
                   value_int(values, INT64_MAX),
                   VALUE_NONE,
                   value_date(values, (Date){2014, 3, 10, DATE_DAY})};
    if (m->size == RANDOM_PAIRS) {
        make_near_and_far_values(m);
        return;
    }
    m->value_count = m->size == RANDOM_LARGE      ? 4
                     : m->size == RANDOM_CIRCULAR ? 2 + draw(m, 4)
                     : m->size == RANDOM_CONTRARY ? 1 + draw(m, 4)
                                                  : 5 + draw(m, 9);
    memcpy(m->values, all, m->value_count * sizeof *all);
}

static RelId add_relation(Maker *m, uint32_t arity, Helper helper, const char *letter) {
    char name[16];
    int length = snprintf(name, sizeof name, "%s%u", letter, (unsigned)m->program->relations.count);
    Column *columns = arena_array(&m->program->arena, Column, arity + 1);
    for (uint32_t i = 0; i < arity; i++) columns[i] = (Column){NO_SYMBOL, TYPE_ID_ANY, true};
    Relation relation = {.arity = arity, .columns = columns, .contrary = NO_ID, .helper = helper, .span = NO_SPAN};
    relation.name = intern(values_symbols(m->program->values), (Str){name, (size_t)length});
    if (helper == HELPER_NONE && arity >= 2 && m->size != RANDOM_LARGE &&
        chance(m, m->size == RANDOM_STRATA     ? 3
                  : m->size == RANDOM_CONTRARY ? 30
                                               : 10)) {
        uint32_t *column = arena_new(&m->program->arena, uint32_t);
        Key *key = arena_new(&m->program->arena, Key);
        *column = draw(m, arity);
        *key = (Key){column, 1, NO_SPAN};
        relation.keys = key;
        relation.key_count = 1;
    }
    return program_add_relation(m->program, relation);
}

static void add_fact(Maker *m, RelId r, uint32_t domain) {
    uint32_t arity = arity_of(m, r);
    Value *row = arena_array(&m->program->arena, Value, arity + 1);
    for (uint32_t i = 0; i < arity; i++)
        row[i] = m->size == RANDOM_LARGE ? value_int(m->program->values, draw(m, domain)) : pick_value(m);
    program_add_fact(m->program, (Fact){.relation = r, .values = row, .label = NO_SYMBOL, .span = NO_SPAN});
}

/* ---- bodies ---- */

static Literal *add_literal(Draft *draft, LiteralKind kind) {
    Literal *literal = &draft->body[draft->count++];
    *literal = (Literal){.kind = kind, .span = NO_SPAN};
    return literal;
}

static VarId new_variable(Draft *draft, bool is_computed) {
    draft->is_computed[draft->variables] = is_computed;
    return draft->variables++;
}

static RelId pick_relation(Maker *m, Draft *draft, uint32_t level) {
    uint32_t from = level > 0 && (draft->is_local || chance(m, 60)) ? draw(m, level) : level;
    while (m->of_level[from].count == 0) from--;
    return m->of_level[from].items[draw(m, (uint32_t)m->of_level[from].count)];
}

static void add_atom(Maker *m, Draft *draft, uint32_t level) {
    RelId r = pick_relation(m, draft, level);
    Literal *literal = add_literal(draft, LIT_ATOM);
    Term *terms = arena_array(&m->program->arena, Term, arity_of(m, r) + 1);
    for (uint32_t i = 0; i < arity_of(m, r); i++) {
        uint32_t die = draw(m, 100);
        if (die < 8 && m->size != RANDOM_LARGE)
            terms[i] = term_const(pick_value(m));
        else if (die < 18)
            terms[i] = term_any();
        else if (die < 62 && draft->variables > 0)
            terms[i] = term_var(draw(m, draft->variables));
        else if (draft->variables < MAX_VARIABLES - 4)
            terms[i] = term_var(new_variable(draft, false));
        else
            terms[i] = term_any();
    }
    literal->relation = r;
    literal->terms = terms;
}

static void add_not(Maker *m, Draft *draft, uint32_t level) {
    bool is_own = (m->size == RANDOM_CIRCULAR && (level == 0 || chance(m, 75))) ||
                  (m->size == RANDOM_CONTRARY && (level == 0 || chance(m, 50)));
    if (level == 0 && !is_own) return;
    Draft below = {.is_local = true};
    RelId r = is_own ? m->of_level[level].items[draw(m, (uint32_t)m->of_level[level].count)]
                     : pick_relation(m, &below, level);
    Literal *literal = add_literal(draft, LIT_NOT);
    bool sees_hidden = m->size == RANDOM_CIRCULAR && chance(m, 10); /* only where no column is left open */
    Term *terms = arena_array(&m->program->arena, Term, arity_of(m, r) + 1);
    for (uint32_t i = 0; i < arity_of(m, r); i++) {
        uint32_t die = draw(m, 100);
        if (die < 15)
            terms[i] = term_const(pick_value(m));
        else if (die < 35 || draft->variables == 0)
            terms[i] = term_any(), sees_hidden = false;
        else
            terms[i] = term_var(draw(m, draft->variables));
    }
    literal->sees_hidden = sees_hidden;
    literal->relation = r;
    literal->terms = terms;
}

static const Expr *make_expr(Maker *m, const Draft *draft, uint32_t depth) {
    Arena *arena = &m->program->arena;
    if (depth > 0 && chance(m, 60)) {
        static const Builtin FNS[] = {FN_ADD, FN_SUBTRACT, FN_MULTIPLY, FN_DIVIDE, FN_MOD,
                                      FN_ABS, FN_CONCAT,   FN_LENGTH,   FN_YEAR};
        Builtin fn = FNS[draw(m, sizeof FNS / sizeof *FNS)];
        const Expr *arguments[3] = {NULL, NULL, NULL};
        for (uint32_t i = 0; i < builtin_signature(fn).argument_count; i++)
            arguments[i] = make_expr(m, draft, depth - 1);
        return expr_call(arena, fn, arguments, NO_SPAN);
    }
    if (draft->variables > 0 && chance(m, 70)) return expr_var(arena, draw(m, draft->variables), NO_SPAN);
    return expr_const(arena, pick_value(m), NO_SPAN);
}

static void add_bind(Maker *m, Draft *draft) {
    const Expr *left = make_expr(m, draft, 2);
    bool is_check = draft->variables > 0 && chance(m, 40);
    VarId variable = is_check ? draw(m, draft->variables) : new_variable(draft, true);
    Literal *literal = add_literal(draft, LIT_BIND);
    literal->left = left;
    literal->variable = variable;
}

static void add_filter(Maker *m, Draft *draft) {
    bool is_condition = m->size == RANDOM_SMALL && chance(m, 15);
    Literal *literal = add_literal(draft, is_condition ? LIT_CONDITION : LIT_COMPARE);
    literal->op = (CompareOp)draw(m, 6);
    literal->condition = (Condition)draw(m, CONDITION_COUNT);
    literal->left = make_expr(m, draft, 1);
    literal->right = make_expr(m, draft, 1);
}

static void add_lookup(Maker *m, Draft *draft, uint32_t level) {
    uint32_t from = level ? draw(m, level) : 0;
    if (level == 0 || m->aggregates[from].count == 0) return;
    RelId r = m->aggregates[from].items[draw(m, (uint32_t)m->aggregates[from].count)];
    uint32_t last = arity_of(m, r) - 1;
    if (last > 0 && draft->variables == 0) return;
    Term *terms = arena_array(&m->program->arena, Term, last + 2);
    for (uint32_t i = 0; i < last; i++) terms[i] = term_var(draw(m, draft->variables));
    uint32_t die = draw(m, 100);
    terms[last] = die < 15                       ? term_const(pick_value(m))
                  : die < 25                     ? term_any()
                  : die < 40 && draft->variables ? term_var(draw(m, draft->variables))
                                                 : term_var(new_variable(draft, true));
    Literal *literal = add_literal(draft, LIT_LOOKUP);
    literal->relation = r;
    literal->terms = terms;
    literal->otherwise = value_int(m->program->values, 0);
}

static void shuffle(Maker *m, Draft *draft) { /* any order must do */
    for (uint32_t i = draft->count; i > 1; i--) {
        uint32_t j = draw(m, i);
        Literal swap = draft->body[i - 1];
        draft->body[i - 1] = draft->body[j];
        draft->body[j] = swap;
    }
}

static void make_circular_body(Maker *m, Draft *draft, uint32_t level) {
    *draft = (Draft){.is_local = level > 0 && chance(m, 20)};
    for (uint32_t i = draw(m, 6) ? 1 + draw(m, 2) : 0; i > 0; i--) add_atom(m, draft, level);
    for (uint32_t i = draw(m, 3); i > 0; i--) add_not(m, draft, level);
    if (chance(m, 10)) add_filter(m, draft);
    if (chance(m, 10)) add_bind(m, draft);
    if (chance(m, 25)) add_lookup(m, draft, level);
    shuffle(m, draft);
}

/* An atom, or a `not`, of the variables in this order or the other; of a relation with one column the second. */
static void add_pair(Maker *m, Draft *draft, LiteralKind kind, uint32_t level, VarId a, VarId b) {
    Draft below = {.is_local = kind == LIT_NOT};
    RelId r = pick_relation(m, &below, level);
    Term *terms = arena_array(&m->program->arena, Term, 3);
    bool is_turned = chance(m, 40);
    terms[is_turned] = term_var(a);
    terms[!is_turned] = term_var(b);
    if (arity_of(m, r) == 1) terms[0] = term_var(b);
    if (chance(m, 6)) terms[draw(m, 2)] = term_const(pick_value(m));
    if (chance(m, 6)) terms[draw(m, 2)] = term_any();
    Literal *literal = add_literal(draft, kind);
    literal->relation = r;
    literal->terms = terms;
}

/* p(V, _), p(_, V) or p(V). */
static void add_binder(Maker *m, Draft *draft, uint32_t level, VarId v) {
    Draft below = {0};
    RelId r = pick_relation(m, &below, level);
    Term *terms = arena_array(&m->program->arena, Term, 3);
    uint32_t column = draw(m, arity_of(m, r));
    terms[1 - column] = term_any();
    terms[column] = term_var(v);
    Literal *literal = add_literal(draft, LIT_ATOM);
    literal->relation = r;
    literal->terms = terms;
}

static bool is_bound_in(const Maker *m, const Draft *draft, VarId v) {
    for (uint32_t i = 0; i < draft->count; i++)
        for (uint32_t c = 0; draft->body[i].kind == LIT_ATOM && c < arity_of(m, draft->body[i].relation); c++)
            if (draft->body[i].terms[c].kind == TERM_VAR && draft->body[i].terms[c].id == v) return true;
    return false;
}

/* A path of one to three atoms, with atoms and `not` across it. */
static void make_path_body(Maker *m, Draft *draft, uint32_t level) {
    *draft = (Draft){.variables = 2 + draw(m, 2)};
    for (VarId v = 0; v + 1 < draft->variables; v++) add_pair(m, draft, LIT_ATOM, level, v, v + 1);
    for (uint32_t i = draw(m, 3); i > 0; i--) {
        VarId a = draw(m, draft->variables), b = draw(m, draft->variables);
        add_pair(m, draft, LIT_ATOM, level, a, b);
    }
    for (VarId v = 0; v < draft->variables; v++)
        if (!is_bound_in(m, draft, v)) add_binder(m, draft, level, v);
    if (level > 0 && chance(m, 40)) add_pair(m, draft, LIT_NOT, level, 0, draft->variables - 1);
    if (chance(m, 10)) add_filter(m, draft);
    shuffle(m, draft);
}

/* Mostly one premise or two of the head's own level. */
static void make_contrary_body(Maker *m, Draft *draft, uint32_t level) {
    *draft = (Draft){.is_local = false};
    for (uint32_t i = 1 + draw(m, 5) / 2; i > 0; i--) add_atom(m, draft, level);
    if (chance(m, 12)) add_not(m, draft, level);
    if (chance(m, 10)) add_filter(m, draft);
    if (chance(m, 8)) add_lookup(m, draft, level);
    shuffle(m, draft);
}

static void make_body(Maker *m, Draft *draft, uint32_t level) {
    if (m->size == RANDOM_CONTRARY) {
        make_contrary_body(m, draft, level);
        return;
    }
    if (m->size == RANDOM_PAIRS) {
        make_path_body(m, draft, level);
        return;
    }
    if (m->size == RANDOM_CIRCULAR) {
        make_circular_body(m, draft, level);
        return;
    }
    *draft = (Draft){.is_local = m->size == RANDOM_SMALL && chance(m, 40)};
    if (draft->is_local && level == 0) draft->is_local = false;
    uint32_t atoms = m->size == RANDOM_LARGE ? 1 + draw(m, 2) : draw(m, 10) == 0 ? 0 : 1 + draw(m, 3);
    for (uint32_t i = 0; i < atoms; i++) add_atom(m, draft, level);
    uint32_t extras = m->size == RANDOM_LARGE ? draw(m, 2) : draw(m, 4);
    for (uint32_t i = 0; i < extras; i++) switch (draw(m, 4)) {
        case 0: add_not(m, draft, level); break;
        case 1: m->size == RANDOM_SMALL ? add_bind(m, draft) : add_filter(m, draft); break;
        case 2: add_filter(m, draft); break;
        default: add_lookup(m, draft, level); break;
        }
    shuffle(m, draft);
}

static Rule rule_of(Maker *m, const Draft *draft, RelId head, const Term *terms) {
    return (Rule){.head = head,
                  .terms = terms,
                  .label = NO_SYMBOL,
                  .span = NO_SPAN,
                  .written = NO_ID,
                  .body = arena_copy(&m->program->arena, draft->body, (draft->count + 1) * sizeof *draft->body),
                  .literal_count = draft->count,
                  .variable_count = draft->variables};
}

/* A variable for a head, or NO_ID: one that is not computed unless all atoms are from below. */
static VarId pick_variable(Maker *m, const Draft *draft) {
    if (draft->variables == 0) return NO_ID;
    uint32_t start = draw(m, draft->variables);
    for (uint32_t i = 0; i < draft->variables; i++) {
        VarId v = (start + i) % draft->variables;
        if (draft->is_local || !draft->is_computed[v]) return v;
    }
    return NO_ID;
}

static void add_rule(Maker *m, RelId head, uint32_t level) {
    Draft draft;
    make_body(m, &draft, level);
    Term *terms = arena_array(&m->program->arena, Term, arity_of(m, head) + 1);
    for (uint32_t i = 0; i < arity_of(m, head); i++) {
        VarId v = chance(m, 10) ? NO_ID : pick_variable(m, &draft);
        terms[i] = v == NO_ID ? term_const(pick_value(m)) : term_var(v);
    }
    program_add_rule(m->program, rule_of(m, &draft, head, terms));
}

/* A relation of three or four columns, by rules that often tell which rows they met, and often X \= Y from X = Y. */
static RelId add_stratum(Maker *m, uint32_t level) {
    RelId r = add_relation(m, 3 + draw(m, 2), HELPER_NONE, "s");
    uint32_t arity = arity_of(m, r), rules = 1 + draw(m, 2);
    for (uint32_t i = 0; i < rules; i++) {
        Draft draft;
        make_body(m, &draft, level);
        draft.is_local = true;
        Term *terms = arena_array(&m->program->arena, Term, arity);
        for (uint32_t c = 0; c < arity; c++)
            terms[c] = draft.variables ? term_var(c % draft.variables) : term_const(pick_value(m));
        Term *pair[2] = {&terms[0], &terms[arity - 1]};
        if (i == 1) *pair[1] = *pair[0];
        if (i == 0 && rules == 2 && chance(m, 60) && pair[0]->kind == TERM_VAR && draft.count < MAX_LITERALS)
            draft.body[draft.count++] = (Literal){.kind = LIT_COMPARE,
                                                  .op = OP_NE,
                                                  .left = expr_var(&m->program->arena, pair[0]->id, NO_SPAN),
                                                  .right = expr_var(&m->program->arena, pair[1]->id, NO_SPAN),
                                                  .span = NO_SPAN};
        program_add_rule(m->program, rule_of(m, &draft, r, terms));
    }
    return r;
}

/* rows(A, B, ...) of s(A, B, ...), in another order. */
static void copy_stratum(Maker *m, RelId stratum, RelId rows, uint32_t width) {
    uint32_t arity = arity_of(m, stratum), turn = draw(m, arity);
    Draft draft = {.count = 1, .variables = arity};
    Term *terms = arena_array(&m->program->arena, Term, arity), *head = arena_array(&m->program->arena, Term, width);
    for (uint32_t c = 0; c < arity; c++) terms[c] = term_var(c);
    for (uint32_t c = 0; c < width; c++) head[c] = term_var((c + turn) % arity);
    draft.body[0] = (Literal){.kind = LIT_ATOM, .relation = stratum, .terms = terms, .span = NO_SPAN};
    program_add_rule(m->program, rule_of(m, &draft, rows, head));
}

/* p(G, R) as an aggregate over rows (G, T, U), made from below. */
static void add_aggregate(Maker *m, uint32_t level) {
    Draft draft;
    make_body(m, &draft, level);
    draft.is_local = true; /* nothing it makes comes back: the rows are of a level between */
    RelId stratum = m->size == RANDOM_STRATA ? add_stratum(m, level) : NO_ID;
    uint32_t group = draw(m, 3), terms_count = 1 + draw(m, stratum == NO_ID || group < 2 ? 2 : 1),
             width = group + terms_count;
    RelId rows = add_relation(m, width, HELPER_GROUPED, "rows"),
          result = add_relation(m, group + 1, HELPER_AGGREGATE, "agg");
    Term *terms = arena_array(&m->program->arena, Term, width), *all = arena_array(&m->program->arena, Term, width);
    for (uint32_t i = 0; i < width; i++) {
        VarId v = pick_variable(m, &draft);
        terms[i] = v == NO_ID ? term_const(pick_value(m)) : term_var(v);
        all[i] = term_var(i);
    }
    if (stratum == NO_ID)
        program_add_rule(m->program, rule_of(m, &draft, rows, terms));
    else
        copy_stratum(m, stratum, rows, width);
    Draft fold = {.count = 1, .variables = width};
    fold.body[0] = (Literal){.kind = LIT_ATOM, .relation = rows, .terms = all, .span = NO_SPAN};
    Term *head = arena_array(&m->program->arena, Term, group + 1);
    for (uint32_t i = 0; i <= group; i++) head[i] = term_var(i);
    Rule rule = rule_of(m, &fold, result, head);
    rule.is_fold = true;
    rule.aggregate = (Aggregate)draw(m, AGGREGATE_COUNT);
    rule.group_count = group;
    program_add_rule(m->program, rule);
    vec_push(&m->aggregates[level], result);
    if (level + 1 < LEVELS && chance(m, 50)) vec_push(&m->of_level[level], result);
}

static void make_level(Maker *m, uint32_t level) {
    uint32_t relations = 2 + draw(m, 2);
    uint32_t base = (uint32_t)m->program->relations.count;
    for (uint32_t i = 0; i < relations; i++) {
        uint32_t arity = m->size == RANDOM_LARGE                                    ? 2
                         : m->size == RANDOM_PAIRS                                  ? 1 + (draw(m, 4) > 0)
                         : m->size == RANDOM_CIRCULAR || m->size == RANDOM_CONTRARY ? draw(m, 3)
                                                                                    : draw(m, 4);
        RelId r = add_relation(m, arity, HELPER_NONE, "p");
        vec_push(&m->of_level[level], r);
        if (level + 1 < LEVELS && m->size != RANDOM_LARGE &&
            chance(m, m->size == RANDOM_STRATA     ? 5
                      : m->size == RANDOM_CONTRARY ? 60
                                                   : 15)) {
            vec_push(&m->of_level[level], program_contrary(m->program, r));
        }
    }
    uint32_t end = (uint32_t)m->program->relations.count;
    for (RelId r = base; r < end; r++) {
        uint32_t facts = level == 0 ? draw(m, 12) : draw(m, 4) == 0 ? draw(m, 4) : 0;
        if (m->size == RANDOM_LARGE) facts = level == 0 ? 60 + draw(m, 60) : 0;
        if (m->size == RANDOM_PAIRS) facts = draw(m, level == 0 ? 50 : 6);
        if (m->size == RANDOM_CIRCULAR) facts = draw(m, 2) ? draw(m, 4) : 0;
        if (m->size == RANDOM_CONTRARY) facts = draw(m, 3) ? draw(m, 3) : 0;
        for (uint32_t i = 0; i < facts; i++) add_fact(m, r, 60);
        if (level == 0 && chance(m, m->size == RANDOM_CIRCULAR || m->size == RANDOM_CONTRARY ? 20 : 60)) continue;
        for (uint32_t i = 1 + draw(m, 3); i > 0; i--) add_rule(m, r, level);
    }
}

/* Not the result of an aggregate, which has no name that a contrary could give. */
static RelId pick_named(Maker *m, uint32_t level) {
    uint32_t count = (uint32_t)m->of_level[level].count, at = draw(m, count);
    while (m->program->relations.items[m->of_level[level].items[at]].helper != HELPER_NONE) at = (at + 1) % count;
    return m->of_level[level].items[at];
}

/* Two atoms of any level, of a few variables and constants. */
static void add_contrary(Maker *m) {
    Contrary contrary = {.span = NO_SPAN};
    RelId *sides[] = {&contrary.first, &contrary.second};
    const Term **terms[] = {&contrary.first_terms, &contrary.second_terms};
    for (int i = 0; i < 2; i++) {
        *sides[i] = pick_named(m, draw(m, 2));
        Term *made = arena_array(&m->program->arena, Term, arity_of(m, *sides[i]) + 1);
        for (uint32_t c = 0; c < arity_of(m, *sides[i]); c++)
            made[c] = chance(m, 20) ? term_const(pick_value(m)) : chance(m, 20) ? term_any() : term_var(draw(m, 3));
        *terms[i] = made;
    }
    vec_push(&m->program->contraries, contrary);
}

Program *random_program(uint64_t seed, RandomSize size) {
    Maker m = {.program = program_new(), .state = seed * UINT64_C(0x9E3779B97F4A7C15) + 1, .size = size};
    for (int i = 0; i < 8; i++) draw(&m, 2);
    make_values(&m);
    uint32_t levels = size == RANDOM_LARGE                              ? 2
                      : size == RANDOM_CIRCULAR || size == RANDOM_PAIRS ? 3
                      : size == RANDOM_CONTRARY                         ? 2
                                                                        : LEVELS;
    for (uint32_t level = 0; level < levels; level++) {
        make_level(&m, level);
        /* An aggregate of what is complete at this level; it is of the level itself, so only higher ones see it. */
        if (level + 1 < levels && size != RANDOM_PAIRS)
            for (uint32_t i = draw(&m, 3); i > 0; i--) add_aggregate(&m, level);
    }
    for (uint32_t i = size == RANDOM_CONTRARY ? draw(&m, 3) : 0; i > 0; i--) add_contrary(&m);
    for (uint32_t level = 0; level < LEVELS; level++) {
        vec_free(&m.of_level[level]);
        vec_free(&m.aggregates[level]);
    }
    return m.program;
}
