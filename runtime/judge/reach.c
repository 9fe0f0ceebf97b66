/* The edges of cones, turned round: a relation reaches its component, the components that read it, and the relations
 * whose rows its own may contradict (ORDER: Reach). */
#include "runtime/judge/reach.h"

/* Pairs, then by their first: `to` of `from` stand at to[first[from]] and on. */
typedef struct {
    Vec(RelId) from, to;
    uint32_t *first; /* by what they come from, and one more */
    uint32_t *sorted;
} Edges;

struct Reach {
    const Program *program;
    uint32_t relation_count, component_count, claim_count;
    Edges readers;  /* components by relation */
    Edges opposed;  /* relations by relation */
    Edges places;   /* likewise: where its given rows stand */
    RelIds roots;   /* of all claims, */
    uint32_t *root; /* where those of each begin, and one more */
    RelIds members; /* room for those of a set */
    bool *is_done;  /* by component, while something spreads */
};

/* ---- edges ---- */

static void add_edge(Edges *edges, RelId from, uint32_t to) {
    vec_push(&edges->from, from);
    vec_push(&edges->to, to);
}

static void sort_edges(Edges *edges, uint32_t count) {
    edges->first = mem_alloc_zero(((size_t)count + 2) * sizeof *edges->first);
    edges->sorted = mem_alloc((edges->to.count + 1) * sizeof *edges->sorted);
    for (size_t i = 0; i < edges->from.count; i++) edges->first[edges->from.items[i] + 2]++;
    for (uint32_t i = 0; i < count; i++) edges->first[i + 2] += edges->first[i + 1];
    for (size_t i = 0; i < edges->from.count; i++)
        edges->sorted[edges->first[edges->from.items[i] + 1]++] = edges->to.items[i];
    vec_free(&edges->from);
    vec_free(&edges->to);
}

static void clear_edges(Edges *edges) {
    mem_free(edges->first);
    mem_free(edges->sorted);
}

static void add_readers(Reach *r, uint32_t id) {
    const Component *component = &r->program->components.items[id];
    for (uint32_t i = 0; i < component->rule_count; i++) {
        const Rule *rule = &r->program->rules.items[component->rules[i]];
        for (uint32_t k = 0; k < rule->literal_count; k++)
            if (literal_reads(&rule->body[k])) add_edge(&r->readers, rule->body[k].relation, id);
    }
}

static void add_opposed(Reach *r) {
    const Program *program = r->program;
    for (RelId id = 0; id < r->relation_count; id++) {
        const Relation *relation = &program->relations.items[id];
        if (relation->strict == NO_ID && relation->contrary != NO_ID)
            add_edge(&r->opposed, program_given(program, relation->contrary), id);
    }
    for (size_t i = 0; i < program->contraries.count; i++) {
        const Contrary *c = &program->contraries.items[i];
        RelId first = program_given(program, c->first), second = program_given(program, c->second);
        add_edge(&r->opposed, first, second);
        add_edge(&r->opposed, second, first);
    }
}

static void add_places(Reach *r) {
    for (RelId id = 0; id < r->relation_count; id++) {
        const Relation *relation = &r->program->relations.items[id];
        RelId said = program_said(r->program, id);
        if (said != id && (relation->helper == HELPER_STRICT || relation->has_facts)) add_edge(&r->places, said, id);
    }
}

Reach *reach_new(const Program *program) {
    Reach *r = mem_alloc_zero(sizeof *r);
    r->program = program;
    r->relation_count = (uint32_t)program->relations.count;
    r->component_count = (uint32_t)program->components.count;
    r->claim_count = (uint32_t)program->agenda->claims.count;
    for (uint32_t i = 0; i < r->component_count; i++) add_readers(r, i);
    add_opposed(r);
    add_places(r);
    sort_edges(&r->readers, r->relation_count);
    sort_edges(&r->opposed, r->relation_count);
    sort_edges(&r->places, r->relation_count);
    r->root = mem_alloc((r->claim_count + 1) * sizeof *r->root);
    for (uint32_t i = 0; i < r->claim_count; i++) {
        r->root[i] = (uint32_t)r->roots.count;
        cone_roots(program, &program->agenda->claims.items[i], &r->roots);
    }
    r->root[r->claim_count] = (uint32_t)r->roots.count;
    r->is_done = mem_alloc_zero(r->component_count + 1);
    return r;
}

void reach_free(Reach *r) {
    if (!r) return;
    clear_edges(&r->readers);
    clear_edges(&r->opposed);
    clear_edges(&r->places);
    vec_free(&r->roots);
    vec_free(&r->members);
    mem_free(r->root);
    mem_free(r->is_done);
    mem_free(r);
}

uint32_t reach_relation_count(const Reach *r) { return r->relation_count; }

const RelId *reach_places(const Reach *r, RelId relation, uint32_t *count) {
    *count = r->places.first[relation + 1] - r->places.first[relation];
    return r->places.sorted + r->places.first[relation];
}

/* ---- spreading ---- */

static void add(RelIds *members, RelId id, bool *is_in) {
    if (is_in[id]) return;
    is_in[id] = true;
    vec_push(members, id);
}

static void add_component(Reach *r, uint32_t id, RelIds *members, bool *is_in) {
    if (id == NO_ID || r->is_done[id]) return;
    r->is_done[id] = true;
    const Component *component = &r->program->components.items[id];
    for (uint32_t i = 0; i < component->relation_count; i++) add(members, component->relations[i], is_in);
}

void reach_spread_from(Reach *r, RelIds *members, bool *is_in) {
    memset(r->is_done, 0, r->component_count);
    for (size_t at = 0; at < members->count; at++) {
        RelId id = members->items[at];
        add_component(r, r->program->relations.items[id].component, members, is_in);
        for (uint32_t i = r->readers.first[id]; i < r->readers.first[id + 1]; i++)
            add_component(r, r->readers.sorted[i], members, is_in);
        for (uint32_t i = r->opposed.first[id]; i < r->opposed.first[id + 1]; i++)
            add(members, r->opposed.sorted[i], is_in);
    }
}

void reach_spread(Reach *r, bool *is_in) {
    vec_empty(&r->members);
    for (RelId id = 0; id < r->relation_count; id++)
        if (is_in[id]) vec_push(&r->members, id);
    reach_spread_from(r, &r->members, is_in);
}

bool reach_has_claim(const Reach *r, const bool *is_in, uint32_t claim) {
    for (uint32_t i = r->root[claim]; i < r->root[claim + 1]; i++)
        if (is_in[r->roots.items[i]]) return true;
    return false;
}
