/* A program may have thousands of claims:
 * a component is looked at when somebody asks about what lies above it, once. */
#include "runtime/why/levels.h"

#define NONE UINT32_MAX

/* By relation, of its rows that some rule made. */
typedef struct {
    bool is_level;   /* their heights are `base` and the rounds of the component that went before */
    bool is_uniform; /* all rows, given or not, are of height `base` */
    uint32_t base;
} Level;

struct Levels {
    const Store *store;
    const Program *program;
    Level *items;    /* by relation */
    bool *is_listed; /* by component */
    Vec(uint32_t) below;
};

static const Relation *relation_of(const Levels *l, RelId id) { return &l->program->relations.items[id]; }

static bool has_given(const Levels *l, RelId relation) {
    return table_count_before(store_table_as_is(l->store, relation), 1) > 0;
}

/* How high the premises of a rule are that come from other components; false where that may differ. */
static bool outer_height(const Levels *l, const Rule *rule, uint32_t component, uint32_t *height, bool *is_recursive) {
    *height = 0;
    *is_recursive = false;
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        const Literal *literal = &rule->body[i];
        if (literal->kind == LIT_LOOKUP) return false;
        if (literal->kind != LIT_ATOM) continue;
        if (relation_of(l, literal->relation)->component == component) {
            *is_recursive = true;
            continue;
        }
        const Level *level = &l->items[literal->relation];
        if (!level->is_uniform) return false;
        if (level->base > *height) *height = level->base;
    }
    return true;
}

static void find_level(Levels *l, uint32_t id) {
    const Component *component = &l->program->components.items[id];
    uint32_t base = NONE, highest = 0, height;
    bool is_level = !component->is_alternating, given = false, is_recursive;
    for (uint32_t i = 0; i < component->rule_count && is_level; i++) {
        is_level = outer_height(l, &l->program->rules.items[component->rules[i]], id, &height, &is_recursive);
        if (height > highest) highest = height;
        if (is_recursive) continue;
        is_level = is_level && (base == NONE || base == height);
        base = height;
    }
    for (uint32_t i = 0; i < component->relation_count; i++) given = given || has_given(l, component->relations[i]);
    if (base == NONE) base = 0;
    is_level = is_level && highest <= base && (!given || base == 0);
    for (uint32_t i = 0; i < component->relation_count; i++) {
        bool has_rules = component->rule_count > 0;
        bool is_uniform = !has_rules || (is_level && !component->is_recursive && !given);
        l->items[component->relations[i]] = (Level){is_level, is_uniform, has_rules ? base + 1 : 0};
    }
}

static void list(Levels *l, uint32_t component) {
    if (component == NO_ID || l->is_listed[component]) return;
    l->is_listed[component] = true;
    vec_push(&l->below, component);
}

/* Components stand behind those they read. */
void levels_look_below(Levels *l, RelId relation) {
    vec_empty(&l->below);
    list(l, relation_of(l, relation)->component);
    for (size_t at = 0; at < l->below.count; at++) {
        const Component *component = &l->program->components.items[l->below.items[at]];
        for (uint32_t r = 0; r < component->rule_count; r++) {
            const Rule *rule = &l->program->rules.items[component->rules[r]];
            for (uint32_t i = 0; i < rule->literal_count; i++)
                if (rule->body[i].kind != LIT_COMPARE) list(l, relation_of(l, rule->body[i].relation)->component);
        }
    }
    sort_numbers(l->below.items, l->below.count);
    for (size_t i = 0; i < l->below.count; i++) find_level(l, l->below.items[i]);
}

Levels *levels_new(const Store *store) {
    Levels *l = mem_alloc_zero(sizeof *l);
    *l = (Levels){.store = store, .program = store->program};
    l->items = mem_alloc_zero((l->program->relations.count + 1) * sizeof *l->items);
    l->is_listed = mem_alloc_zero(l->program->components.count + 1);
    for (size_t i = 0; i < l->program->relations.count; i++) l->items[i] = (Level){true, true, 0};
    return l;
}

void levels_free(Levels *l) {
    if (!l) return;
    mem_free(l->items);
    mem_free(l->is_listed);
    vec_free(&l->below);
    mem_free(l);
}

/* The round in which a component began to find rows. */
static Round first_round(const Levels *l, const Component *component) {
    Round first = UINT32_MAX;
    for (uint32_t i = 0; i < component->relation_count; i++) {
        const Table *table = store_table(l->store, component->relations[i]);
        uint32_t given = table_count_before(table, 1);
        if (given < table_count(table) && table_round_of(table, given) < first) first = table_round_of(table, given);
    }
    return first;
}

bool levels_tell(const Levels *l, RowRef row) {
    return table_round_of(store_table(l->store, row.relation), row.row) == 0 || l->items[row.relation].is_level;
}

uint32_t levels_height(const Levels *l, RowRef row) {
    Round round = table_round_of(store_table(l->store, row.relation), row.row);
    if (round == 0) return 0;
    const Component *component = &l->program->components.items[relation_of(l, row.relation)->component];
    return l->items[row.relation].base + (round - first_round(l, component));
}
