/* From the literals of the claim, and what speaks for and against them, down through the bodies of rules.  A relation
 * comes with its component, since all of that is computed, and with the relations whose rows may contradict its own. */
#include "runtime/judge/cone.h"

typedef struct {
    Cone *cone;
    Vec(RelId) open;
} Search;

static const Relation *relation_of(const Search *s, RelId id) { return &s->cone->program->relations.items[id]; }

static void reach(Search *s, RelId id) {
    if (id == NO_ID || s->cone->relations[id]) return;
    s->cone->relations[id] = true;
    vec_push(&s->open, id);
}

/* ORDER: Reach */
static void reach_bodies(Search *s, const Component *component) {
    for (uint32_t i = 0; i < component->relation_count; i++) reach(s, component->relations[i]);
    for (uint32_t i = 0; i < component->rule_count; i++) {
        const Rule *rule = &s->cone->program->rules.items[component->rules[i]];
        for (uint32_t k = 0; k < rule->literal_count; k++)
            if (literal_reads(&rule->body[k])) reach(s, rule->body[k].relation);
    }
}

/* Relations whose rows hide rows of this one (ORDER: Contrary, Reach). */
static void reach_contraries(Search *s, RelId id) {
    const Program *program = s->cone->program;
    if (relation_of(s, id)->strict == NO_ID && relation_of(s, id)->contrary != NO_ID)
        reach(s, program_given(program, relation_of(s, id)->contrary));
    for (size_t i = 0; i < program->contraries.count; i++) {
        const Contrary *c = &program->contraries.items[i];
        RelId first = program_given(program, c->first), second = program_given(program, c->second);
        if (first == id) reach(s, second);
        if (second == id) reach(s, first);
    }
}

static void go_through(Search *s) {
    while (s->open.count) {
        RelId id = vec_pop(&s->open);
        uint32_t component = relation_of(s, id)->component;
        reach_contraries(s, id);
        if (component == NO_ID || s->cone->components[component]) continue;
        s->cone->components[component] = true;
        reach_bodies(s, &s->cone->program->components.items[component]);
    }
    vec_free(&s->open);
}

/* A relation as its status sees it: what is given, and which rules apply. */
static void add_argued(const Program *program, RelId id, RelIds *roots) {
    const Relation *relation = &program->relations.items[id];
    vec_push(roots, id);
    if (relation->strict != NO_ID) vec_push(roots, relation->strict);
    for (uint32_t c = 0; c < relation->class_count; c++) {
        RelId perhaps = program->relations.items[relation->classes[c]].perhaps;
        vec_push(roots, relation->classes[c]);
        if (perhaps != NO_ID) vec_push(roots, perhaps);
    }
}

static void add_literal(const Program *program, RelId id, RelIds *roots) {
    RelId contrary = program->relations.items[id].contrary;
    add_argued(program, id, roots);
    if (contrary != NO_ID) add_argued(program, contrary, roots);
    for (size_t i = 0; i < program->contraries.count; i++) {
        const Contrary *c = &program->contraries.items[i];
        if (c->first == id) add_argued(program, c->second, roots);
        if (c->second == id) add_argued(program, c->first, roots);
    }
}

void cone_roots(const Program *program, const Claim *claim, RelIds *roots) {
    if (claim->question.answer != NO_ID) vec_push(roots, claim->question.answer);
    for (uint32_t i = 0; i < claim->part_count; i++)
        if (claim->parts[i].is_atom) add_literal(program, claim->parts[i].relation, roots);
}

static Search begin(Cone *cone, const Program *program) {
    *cone = (Cone){.program = program};
    cone->relations = mem_alloc_zero(program->relations.count + 1);
    cone->components = mem_alloc_zero(program->components.count + 1);
    return (Search){.cone = cone};
}

void cone_init(Cone *cone, const Program *program, const Claim *claim) {
    RelIds roots = {0};
    cone_roots(program, claim, &roots);
    cone_init_of(cone, program, roots.items, roots.count);
    vec_free(&roots);
}

void cone_init_of(Cone *cone, const Program *program, const RelId *relations, size_t count) {
    Search s = begin(cone, program);
    for (size_t i = 0; i < count; i++) reach(&s, relations[i]);
    go_through(&s);
}

uint64_t cone_rule_work(const Cone *cone) {
    uint64_t rules = 0;
    for (size_t i = 0; i < cone->program->components.count; i++)
        if (cone->components[i]) rules += cone->program->components.items[i].rule_count;
    return RULE_WORK * rules;
}

void cone_clear(Cone *cone) {
    mem_free(cone->relations);
    mem_free(cone->components);
    *cone = (Cone){0};
}
