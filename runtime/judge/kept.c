/* Made anew where the program has grown since. */
#include "runtime/judge/kept.h"

#include "runtime/judge/listing.h"

static void kept_free(void *lookup) {
    Lookup *kept = lookup;
    if (!kept) return;
    heads_clear(&kept->heads);
    mem_free(kept->is_listed);
    reach_free(kept->reach);
    mem_free(kept);
}

static bool is_good(const Lookup *kept, const Program *program) {
    return kept->relations == program->relations.count && kept->rules == program->rules.count &&
           kept->components == program->components.count;
}

static Lookup *kept_new(const Program *program) {
    Lookup *kept = mem_alloc_zero(sizeof *kept);
    kept->relations = program->relations.count;
    kept->rules = program->rules.count;
    kept->components = program->components.count;
    kept->heads = heads_of(program);
    for (size_t i = 0; i < program->rules.count; i++)
        if (program->rules.items[i].literal_count > kept->literals_most)
            kept->literals_most = program->rules.items[i].literal_count;
    kept->is_listed = listing_find(program);
    return kept;
}

/* Nobody sees what a store keeps but by these. */
static Lookup *keep(const Store *store) {
    Store *own = (Store *)(uintptr_t)store;
    if (own->kept && is_good(own->kept, store->program)) return own->kept;
    kept_free(own->kept);
    own->kept = kept_new(store->program);
    own->kept_free = kept_free;
    return own->kept;
}

const Lookup *kept_of(const Store *store) { return keep(store); }

Reach *kept_reach(const Store *store) {
    Lookup *kept = keep(store);
    if (!kept->reach) kept->reach = reach_new(store->program);
    return kept->reach;
}

bool kept_once(const Store *store, bool (*find)(const Store *store)) {
    Lookup *kept = keep(store);
    if (!kept->is_asked) kept->answer = find(store);
    kept->is_asked = true;
    return kept->answer;
}
