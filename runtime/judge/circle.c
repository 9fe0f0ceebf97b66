/* A search in depth without recursion: the way so far is what stands in `entries`, and no entry is gone into twice. */
#include "runtime/judge/circle.h"

/* The entry that an instance lacks, where that is all it lacks; NO_ID. */
static uint32_t only_lacking(const Shortfall *s, const Attempt *attempt) {
    const Rule *rule = &s->store->program->rules.items[attempt->nearby->rule];
    uint32_t count = 0, below = NO_ID;
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        if (attempt->premises[i].stand == STAND_HOLDS) continue;
        count++;
        if (attempt->premises[i].stand == STAND_MISSING) below = attempt->premises[i].below;
    }
    return count == 1 ? below : NO_ID;
}

static bool is_ground(const Shortfall *s, const Short *entry) {
    const Relation *relation = &s->store->program->relations.items[entry->relation];
    return relation->helper == HELPER_NONE && entry->judgement.status == STATUS_UNSUPPORTED &&
           row_is_ground(entry->row, relation->arity);
}

/* The n-th entry that the nearest instances of its rules lack alone; NO_ID: there are no more. */
static uint32_t lacking_at(const Shortfall *s, const Short *entry, uint32_t n) {
    for (uint32_t r = 0; r < entry->route_count; r++) {
        uint32_t below = entry->routes[r].attempt_count ? only_lacking(s, &entry->routes[r].attempts[0]) : NO_ID;
        if (below != NO_ID && n-- == 0) return below;
    }
    return NO_ID;
}

uint32_t circle_of(const Shortfall *s, uint32_t entries[SHORTS_KEPT]) {
    uint32_t next[SHORTS_KEPT] = {0}, count = 1;
    bool is_met[SHORTS_KEPT] = {true};
    entries[0] = 0;
    if (!is_ground(s, &s->items.items[0])) return 0;
    while (count) {
        uint32_t below = lacking_at(s, &s->items.items[entries[count - 1]], next[count - 1]++);
        if (below == 0) return count;
        if (below == NO_ID) {
            count--;
        } else if (below < SHORTS_KEPT && !is_met[below] && is_ground(s, &s->items.items[below])) {
            is_met[below] = true;
            next[count] = 0;
            entries[count++] = below;
        }
    }
    return 0;
}
