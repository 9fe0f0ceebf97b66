/* What an atom that does not follow hinges on: the open atoms it comes down to, and the rule that asks for them. */
#include "runtime/judge/hinges.h"
#include "runtime/show/missing.h"
#include "runtime/show/prose.h"
#include "runtime/show/tipped.h"
#include "runtime/show/whynot_internal.h"
#include "runtime/show/words.h"

/* As text; JSON has all. */
#define FACTS_SHOWN 6

static const Relation *relation_of(const WhyNot *w, RelId id) { return &w->store->program->relations.items[id]; }

/* `open: no source says so here and none denies it; if it is so: established; if not: refuted`,
 * as far as that was tried. */
static void openness_print(const WhyNot *w, const Short *entry, RelId relation, const Value *row, Text *text) {
    const Repairs *repairs = entry == w->shortfall->items.items ? w->repairs : NULL; /* of what is asked */
    const Relation *r = relation_of(w, relation);
    RelId said = r->is_negative ? r->contrary : relation;
    text_add(text, str_of(open_words(w->store->program)));
    for (uint32_t i = 0; repairs && i < repairs->settled_count; i++) {
        const IfSettled *settled = &repairs->settled[i];
        if (settled->relation != said || (r->arity && memcmp(settled->row, row, r->arity * sizeof *row) != 0)) continue;
        if_settled_print(settled, r->is_negative, text);
    }
}

const HingeWays *short_hinge_ways(const WhyNot *w, const Short *entry, HingeWays *own) {
    if (entry == w->shortfall->items.items && w->ways.ways.count > 1) return &w->ways;
    *own = hinge_ways_of(w->store, entry->relation, entry->row);
    return own;
}

/* `  - ann is tall  open: ...`, then `    and ann is old  open: ...`, each line of its own. */
static void way_open_print(const WhyNot *w, const Short *entry, const Hinges *way, bool is_first, uint32_t most,
                           Text *text) {
    for (size_t i = 0; i < way->count && i < most; i++) {
        text_add(text, i ? STR("    and ") : is_first ? STR("  - ") : STR("  - or "));
        saying_print(w->store->program, way->items[i].relation, way->items[i].row, text);
        text_lit(text, "  ");
        openness_print(w, entry, way->items[i].relation, way->items[i].row, text);
        text_add_char(text, '\n');
    }
    if (way->count > most) text_printf(text, "    and %zu more; --full\n", way->count - most);
}

static void ways_open_print(const WhyNot *w, const Short *entry, const HingeWays *found, Text *text) {
    uint32_t most = shown_most(w, FACTS_SHOWN);
    bool is_other = w->pattern && entry == w->shortfall->items.items;
    text_printf(text, "  %s hinges on any of these\n", is_other ? "what is asked" : "it");
    for (size_t i = 0; i < found->ways.count && i < most; i++)
        way_open_print(w, entry, &found->ways.items[i], i == 0, most, text);
    if (found->ways.count > most) text_printf(text, "  - or any of %zu more; --full\n", found->ways.count - most);
}

/* Whether the literal of the rule is about it, whichever of the two it asks for. */
static bool is_about(const WhyNot *w, const Attempt *attempt, const Literal *literal, const Hinge *hinge) {
    const Relation *relation = relation_of(w, hinge->relation);
    Value row[ATOM_COLUMNS];
    if (literal->kind != LIT_ATOM && literal->kind != LIT_NOT) return false;
    if (literal->relation != hinge->relation && literal->relation != relation->contrary) return false;
    return literal_row(w->store->program, literal, attempt->nearby->bindings, row) &&
           row_is_same(row, hinge->row, relation->arity);
}

/* The literal of the rule that lacks it; NULL. */
static const Literal *literal_lacking(const WhyNot *w, const Route *route, const Hinge *hinge) {
    const Rule *rule = &w->store->program->rules.items[route->rule];
    const Attempt *attempt = &route->attempts[0];
    for (uint32_t i = 0; i < rule->literal_count; i++)
        if (stand_is_lacking(attempt->premises[i].stand) && is_about(w, attempt, &rule->body[i], hinge))
            return &rule->body[i];
    return NULL;
}

/* Whether it lacks each of them, and nothing else. */
static bool lacks_these(const WhyNot *w, const Route *route, const Hinges *hinges) {
    const Rule *rule = &w->store->program->rules.items[route->rule];
    const Attempt *attempt = &route->attempts[0];
    for (size_t i = 0; i < hinges->count; i++)
        if (!literal_lacking(w, route, &hinges->items[i])) return false;
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        bool is_hinge = !stand_is_lacking(attempt->premises[i].stand);
        for (size_t k = 0; k < hinges->count && !is_hinge; k++)
            is_hinge = is_about(w, attempt, &rule->body[i], &hinges->items[k]);
        if (!is_hinge) return false;
    }
    return true;
}

/* The first rule that lacks just these; NULL: what the rules lack stands between. */
static const Route *route_open(const WhyNot *w, const Short *entry, const Hinges *hinges) {
    if (relation_of(w, entry->relation)->helper != HELPER_NONE) return NULL;
    for (uint32_t r = 0; r < entry->route_count; r++)
        if (lacks_these(w, &entry->routes[r], hinges)) return &entry->routes[r];
    return NULL;
}

/* Whether the rule holds where that is not so: it denies it, or asks for its contrary. */
static bool is_wanted_not(const WhyNot *w, const Route *route, const Hinge *hinge) {
    const Literal *literal = literal_lacking(w, route, hinge);
    return literal && (literal->kind == LIT_NOT) == (literal->relation == hinge->relation);
}

/*     it hinges on, by rule calm: who has no fever is calm [The doctor]
 *     - ann has fever (needed: that it is not so)  open: ... */
static void way_print(const WhyNot *w, const Short *entry, const Hinges *hinges, Text *text) {
    const Route *route = route_open(w, entry, hinges);
    uint32_t most = shown_most(w, FACTS_SHOWN);
    text_lit(text, "  it hinges on");
    if (route) text_lit(text, ", by "), route_title_print(w->shortfall, route, w->sources, text);
    text_add_char(text, '\n');
    for (size_t i = 0; i < hinges->count && i < most; i++) {
        text_lit(text, "  - ");
        saying_print(w->store->program, hinges->items[i].relation, hinges->items[i].row, text);
        if (route && is_wanted_not(w, route, &hinges->items[i])) text_lit(text, " (needed: that it is not so)");
        text_lit(text, "  ");
        openness_print(w, entry, hinges->items[i].relation, hinges->items[i].row, text);
        text_add_char(text, '\n');
    }
    if (hinges->count > most) text_printf(text, "  - and %zu more; --full\n", hinges->count - most);
}

void short_open_print(const WhyNot *w, const Short *entry, Text *text) {
    HingeWays own = {0};
    const HingeWays *found = short_hinge_ways(w, entry, &own);
    Hinges hinges = hinge_ways_all(found);
    uint32_t arity = relation_of(w, entry->relation)->arity;
    bool is_itself = hinges.count == 1 && hinges.items[0].relation == entry->relation &&
                     row_is_same(hinges.items[0].row, entry->row, arity);
    if (is_itself) {
        text_lit(text, "  it is ");
        openness_print(w, entry, entry->relation, entry->row, text);
        text_add_char(text, '\n');
    } else if (found->ways.count > 1) {
        ways_open_print(w, entry, found, text);
    } else {
        way_print(w, entry, &hinges, text);
    }
    vec_free(&hinges);
    hinge_ways_clear(&own);
}
