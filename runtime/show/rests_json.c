/* The same as rests.c tells, for machines: facts are numbered, and sets name them by number. */
#include "runtime/judge/grounds.h"
#include "runtime/show/absent.h"
#include "runtime/show/fact.h"
#include "runtime/show/json_internal.h"
#include "runtime/show/rests.h"
#include "runtime/show/words.h"

static void numbers_json(const char *name, const Members *members, const uint32_t *place, Text *text) {
    text_printf(text, ",\n\"%s\":[", name);
    for (uint32_t i = 0; i < members->count; i++) {
        if (i) text_add_char(text, ',');
        text_add_int(text, place[members->items[i]]);
    }
    text_add_char(text, ']');
}

static void keys_json(const Program *program, const Symbol *keys, uint32_t count, Text *text) {
    text_add_char(text, '[');
    for (uint32_t i = 0; i < count; i++) {
        if (i) text_add_char(text, ',');
        symbol_json(program, keys[i], text);
    }
    text_add_char(text, ']');
}

/* Keys that the facts of a set cite, each once, by name. */
static void set_sources_json(const Inquiry *q, const Members *set, Text *text) {
    RowRefs facts = {0};
    Arena arena;
    arena_init(&arena);
    for (uint32_t i = 0; i < set->count; i++) vec_push(&facts, q->facts.items[set->items[i]]);
    Attested attested = facts_stated(q->base, facts.items, facts.count, &arena);
    keys_json(q->base->program, attested.sources, attested.source_count, text);
    vec_free(&facts);
    arena_clear(&arena);
}
static void sets_json(const Inquiry *q, const Supports *s, const uint32_t *place, Text *text) {
    text_lit(text, ",\n\"sets\":[");
    for (size_t i = 0; i < s->sets.count; i++) {
        text_add(text, i ? STR(",\n{\"facts\":[") : STR("\n{\"facts\":["));
        for (uint32_t k = 0; k < s->sets.items[i].count; k++) {
            if (k) text_add_char(text, ',');
            text_add_int(text, place[s->sets.items[i].items[k]]);
        }
        text_lit(text, "],\"sources\":");
        set_sources_json(q, &s->sets.items[i], text);
        text_add_char(text, '}');
    }
    text_add_char(text, ']');
}

static void outcome_json(const Trying *trying, int way, const char *name, Text *text) {
    text_printf(text, ",\"%s\":", name);
    if (!trying->is_tried[way]) {
        text_lit(text, "null");
        return;
    }
    text_printf(text, "{\"status\":\"%s\",\"reason\":", status_name(trying->status[way]));
    string_or_null(reason_name(trying->reason[way]) ? str_of(reason_name(trying->reason[way])) : STR(""), text);
    text_add_char(text, '}');
}

static void tried_json(const Supports *s, const uint32_t *place, Text *text) {
    text_lit(text, ",\n\"tried\":[");
    for (uint32_t i = 0; i < s->tried_count; i++) {
        text_printf(text, "%s{\"fact\":%u", i ? "," : "", (unsigned)place[s->tried[i].fact]);
        outcome_json(&s->tried[i], TRY_TAKEN, "taken_back", text);
        outcome_json(&s->tried[i], TRY_DENIED, "denied", text);
        outcome_json(&s->tried[i], TRY_UNKNOWN, "unknown", text);
        text_add_char(text, '}');
    }
    text_add_char(text, ']');
}

static void resilience_json(const Program *program, const Resilience *r, Text *text) {
    text_lit(text, ",\n\"sources\":{\"alone\":");
    keys_json(program, r->alone, r->alone_count, text);
    text_lit(text, ",\"least\":");
    keys_json(program, r->least, r->least_count, text);
    text_lit(text, ",\"resilience\":");
    if (r->least_count)
        text_add_int(text, r->least_count);
    else
        text_lit(text, "null");
    text_printf(text, ",\"can_lose\":%u,\"unfailing\":%s,\"stopped\":%s}", (unsigned)r->tried,
                r->is_unfailing ? "true" : "false", r->is_stopped ? "true" : "false");
}

/* Facts that are spoken of, numbered from 0 in their order. */
static uint32_t *number_facts(const Inquiry *q, const Supports *s, uint32_t *count) {
    uint32_t *place = mem_alloc((q->facts.count + 1) * sizeof *place);
    memset(place, 0xFF, (q->facts.count + 1) * sizeof *place);
    const Members *others[] = {&s->needed, &s->critical, &s->held};
    for (size_t i = 0; i < s->sets.count + 3; i++) {
        const Members *members = i < 3 ? others[i] : &s->sets.items[i - 3];
        for (uint32_t k = 0; k < members->count; k++) place[members->items[k]] = 0;
    }
    *count = 0;
    for (size_t i = 0; i < q->facts.count; i++)
        if (place[i] == 0) place[i] = (*count)++;
    return place;
}

/* Others that refute it as well. */
static void also_against_json(const Inquiry *q, const Supports *s, Text *text) {
    uint32_t count = 0;
    text_lit(text, ",\"also_against\":[");
    for (uint32_t i = 0; i < s->all_against.told; i++) {
        RowRef ref = s->all_against.rows[i];
        if (ref.relation == s->against.relation && ref.row == s->against.row) continue;
        if (count++) text_add_char(text, ',');
        atom_json(q->base, ref.relation, table_row(store_table(q->base, ref.relation), ref.row), text);
    }
    text_add_char(text, ']');
}

void supports_members(const Inquiry *q, const Supports *s, const Sources *sources, Text *text) {
    static const char *const ENDS[] = {[SETS_ALL] = "null", [SETS_CAPPED] = "\"most\"", [SETS_STOPPED] = "\"trials\""};
    if (!s) {
        text_lit(text, ",\n\"against\":null,\"also_against\":[],\"sets\":[],\"stopped\":null,\"needed\":[],"
                       "\"critical\":[],\"tried\":[],\"critical_"
                       "stopped\":false,\"held\":[],"
                       "\"held_for\":[],\"absences\":[],\"absences_left\":false,\"facts\":[],\"sources\":null");
        return;
    }
    const Program *program = q->base->program;
    uint32_t count;
    uint32_t *place = number_facts(q, s, &count);
    text_lit(text, ",\n\"against\":");
    if (s->is_refutation)
        atom_json(q->base, s->against.relation, table_row(store_table(q->base, s->against.relation), s->against.row),
                  text);
    else
        text_lit(text, "null");
    also_against_json(q, s, text);
    sets_json(q, s, place, text);
    text_printf(text, ",\"stopped\":%s", ENDS[s->end]);
    numbers_json("needed", &s->needed, place, text);
    numbers_json("critical", &s->critical, place, text);
    tried_json(s, place, text);
    text_printf(text, ",\"critical_stopped\":%s", s->is_critical_cut ? "true" : "false");
    numbers_json("held", &s->held, place, text);
    text_printf(text, ",\"held_for\":[%s%s%s]", s->held_for.for_contradiction ? "\"contradiction\"" : "",
                s->held_for.for_contradiction && s->held_for.for_aggregate ? "," : "",
                s->held_for.for_aggregate ? "\"aggregate\"" : "");
    absences_members(q->base, &s->absences, sources, text);
    resilience_json(program, &s->resilience, text);
    text_lit(text, ",\n\"facts\":[");
    for (size_t i = 0; i < q->facts.count; i++) {
        if (place[i] == UINT32_MAX) continue;
        text_printf(text, "%s\n{\"id\":%u,", place[i] ? "," : "", (unsigned)place[i]);
        fact_stated_members(q->base, q->facts.items[i].relation, q->facts.items[i].row, sources, text);
        text_add_char(text, '}');
    }
    text_add_char(text, ']');
    mem_free(place);
}
