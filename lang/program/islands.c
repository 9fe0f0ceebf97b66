/* Relations are joined by all that speaks of two of them; a name stands for the heads of the rules and the facts that
 * are called so, and joins them where something speaks of the name. */
#include "lang/program/islands.h"

#include "lang/base/disjoint.h"

struct Islands {
    const Program *program;
    uint32_t count;
    RelId *parents;  /* by relation, while they are joined; then the first of the island */
    uint32_t *first; /* by such a first one, and one more: where its members begin */
    RelId *members;
};

/* ---- joining ---- */

static void join(Islands *s, RelId one, RelId other) {
    if (one != NO_ID && other != NO_ID) disjoint_join(s->parents, one, other);
}

static void join_rules(Islands *s) {
    for (RuleId r = 0; r < s->program->rules.count; r++) {
        const Rule *rule = &s->program->rules.items[r];
        for (uint32_t i = 0; i < rule->literal_count; i++)
            if (literal_reads(&rule->body[i])) join(s, rule->head, rule->body[i].relation);
    }
}

static void join_relations(Islands *s) {
    for (RelId id = 0; id < s->count; id++) {
        const Relation *relation = &s->program->relations.items[id];
        join(s, id, relation->contrary);
        join(s, id, relation->of);
        for (uint32_t i = 0; relation->domains && i < relation->arity; i++) join(s, id, relation->domains[i]);
    }
    for (size_t i = 0; i < s->program->contraries.count; i++)
        join(s, s->program->contraries.items[i].first, s->program->contraries.items[i].second);
}

/* ---- names ---- */

typedef void OnCalled(void *context, Symbol name, RelId relation);

/* Each name that a rule or fact is called by, with its relation. */
static void each_called(const Program *program, OnCalled *tell, void *context) {
    for (RuleId r = 0; r < program->rules.count; r++) {
        const Rule *rule = &program->rules.items[r];
        if (rule->label != NO_SYMBOL) tell(context, rule->label, rule->head);
        for (uint32_t i = 0; i < rule->cites.count; i++) tell(context, rule->cites.items[i].key, rule->head);
    }
    for (size_t f = 0; f < program->facts.count; f++) {
        const Fact *fact = &program->facts.items[f];
        if (fact->label != NO_SYMBOL) tell(context, fact->label, fact->relation);
        for (uint32_t i = 0; i < fact->cites.count; i++) tell(context, fact->cites.items[i].key, fact->relation);
    }
}

typedef struct {
    Islands *islands;
    bool *is_named; /* by symbol: something speaks of it */
    RelId *called;  /* by symbol: the first that is called so; NO_ID */
} Naming;

static void join_called(void *context, Symbol name, RelId relation) {
    Naming *n = context;
    if (!n->is_named[name]) return;
    if (n->called[name] == NO_ID) n->called[name] = relation;
    join(n->islands, n->called[name], relation);
}

static void join_names(Islands *s) {
    const Program *program = s->program;
    size_t symbols = intern_count(values_symbols(program->values)) + 1;
    Naming n = {s, mem_alloc_zero(symbols), mem_alloc(symbols * sizeof *n.called)};
    memset(n.called, 0xFF, symbols * sizeof *n.called);
    for (size_t i = 0; i < program->preferences.count; i++)
        n.is_named[program->preferences.items[i].winner] = n.is_named[program->preferences.items[i].loser] = true;
    for (size_t i = 0; i < program->undercuts.count; i++) n.is_named[program->undercuts.items[i].rule] = true;
    each_called(program, join_called, &n);
    for (size_t i = 0; i < program->preferences.count; i++) {
        const Preference *preference = &program->preferences.items[i];
        join(s, n.called[preference->winner], n.called[preference->loser]);
        join(s, n.called[preference->winner], preference->condition);
        join(s, n.called[preference->loser], preference->condition);
    }
    for (size_t i = 0; i < program->undercuts.count; i++)
        join(s, n.called[program->undercuts.items[i].rule], program->undercuts.items[i].exception);
    mem_free(n.is_named);
    mem_free(n.called);
}

/* ---- islands ---- */

static void list_members(Islands *s) {
    s->first = mem_alloc_zero(((size_t)s->count + 2) * sizeof *s->first);
    s->members = mem_alloc(((size_t)s->count + 1) * sizeof *s->members);
    for (RelId id = 0; id < s->count; id++) s->first[(s->parents[id] = disjoint_root(s->parents, id)) + 2]++;
    for (uint32_t i = 0; i < s->count; i++) s->first[i + 2] += s->first[i + 1];
    for (RelId id = 0; id < s->count; id++) s->members[s->first[s->parents[id] + 1]++] = id;
}

Islands *islands_new(const Program *program) {
    Islands *s = mem_alloc_zero(sizeof *s);
    s->program = program;
    s->count = (uint32_t)program->relations.count;
    s->parents = mem_alloc((s->count + 1) * sizeof *s->parents);
    disjoint_init(s->parents, s->count);
    join_rules(s);
    join_relations(s);
    join_names(s);
    list_members(s);
    return s;
}

void islands_free(Islands *s) {
    if (!s) return;
    mem_free(s->parents);
    mem_free(s->first);
    mem_free(s->members);
    mem_free(s);
}

uint32_t islands_relation_count(const Islands *s) { return s->count; }

void islands_add(const Islands *s, RelId relation, bool *is_in) {
    RelId root = s->parents[relation];
    if (is_in[relation]) return;
    for (uint32_t i = s->first[root]; i < s->first[root + 1]; i++) is_in[s->members[i]] = true;
}

typedef struct {
    const Islands *islands;
    Symbol name;
    bool *is_in;
} Adding;

static void add_called(void *context, Symbol name, RelId relation) {
    const Adding *a = context;
    if (name == a->name) islands_add(a->islands, relation, a->is_in);
}

void islands_add_called(const Islands *s, Symbol name, bool *is_in) {
    each_called(s->program, add_called, &(Adding){s, name, is_in});
}
