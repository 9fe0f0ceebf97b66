/* Each rule by its nearest instance, with the premises that this lacks. */
#include "runtime/show/missing.h"

#include "runtime/show/below.h"
#include "runtime/show/circling.h"
#include "runtime/show/failing.h"
#include "runtime/show/json_internal.h"
#include "runtime/show/premise.h"
#include "runtime/show/prose.h"
#include "runtime/show/setting.h"
#include "runtime/show/words.h"
#include "runtime/why/bindings.h"

#define RULES_SHOWN 10
#define PREMISES_SHOWN 10
#define BELOW_TOLD 2

static const Relation *relation_of(const Store *store, RelId id) { return &store->program->relations.items[id]; }

static const Rule *rule_of(const Shortfall *s, const Attempt *attempt) {
    return &s->store->program->rules.items[attempt->nearby->rule];
}

/* ---- one rule ---- */

void route_title_print(const Shortfall *s, const Route *route, const Sources *sources, Text *text) {
    const Program *program = s->store->program;
    const Rule *rule = &program->rules.items[route->rule];
    rule_name_print(program, route->rule, sources, text);
    if (rule->gloss.length) text_printf(text, ": %.*s", STR_FMT(rule->gloss));
    cites_print(program, rule->cites, text);
}

/* The value of an aggregate that something false may be about. */
static bool tells_value(const Shortfall *s, const Attempt *attempt, uint32_t i) {
    const Rule *rule = rule_of(s, attempt);
    if (attempt->premises[i].stand != STAND_HOLDS || !is_aggregate(s->store->program, &rule->body[i])) return false;
    for (uint32_t k = 0; k < rule->literal_count; k++)
        if (literal_is_computed(&rule->body[k]) && attempt->premises[k].stand == STAND_NOT_SO) return true;
    return false;
}

static void below_print_behind(const Shortfall *s, const Attempt *attempt, uint32_t i, const Sources *sources,
                               Text *text) {
    size_t before = text->length;
    text_lit(text, ": ");
    if (!below_print(s, attempt, i, sources, text)) text_cut(text, before);
}

/* Of the nearest rule the first premises are told with what they lack in their turn. */
static void attempt_print(const Shortfall *s, const Attempt *attempt, bool is_nearest, const Sources *sources,
                          Text *text) {
    uint32_t count = 0, lacking = attempt->nearby->lacking;
    Text held;
    text_init(&held);
    for (uint32_t i = 0; i < rule_of(s, attempt)->literal_count && count < PREMISES_SHOWN; i++) {
        bool is_lacking = stand_is_lacking(attempt->premises[i].stand);
        text_empty(&held);
        bool is_opposed = premise_hold_print(s, attempt, i, sources, &held);
        if (!is_lacking && !tells_value(s, attempt, i) && !is_opposed) continue;
        count += is_lacking;
        text_printf(text, "    - %s  ", stand_mark(attempt->premises[i].stand));
        premise_told_print(s, attempt, i, sources, text);
        size_t before = text->length;
        text_lit(text, "  ");
        text_add(text, text_str(&held));
        if (is_lacking) premise_reason_print(s, attempt, i, (ReasonStyle){0}, sources, text);
        if (text->length == before + 2) text_cut(text, before);
        if (is_nearest && count <= BELOW_TOLD) below_print_behind(s, attempt, i, sources, text);
        text_add_char(text, '\n');
    }
    text_clear(&held);
    if (lacking > count) text_printf(text, "    - and %u more\n", (unsigned)(lacking - count));
}

/* Each rule that concludes it. */
static void routes_print(const Shortfall *s, const Sources *sources, Text *text) {
    const Short *asked = &s->items.items[0];
    for (uint32_t i = 0; i < asked->route_count && i < RULES_SHOWN; i++) {
        text_lit(text, "  - ");
        route_title_print(s, &asked->routes[i], sources, text);
        text_add_char(text, '\n');
        attempt_print(s, &asked->routes[i].attempts[0], i == 0, sources, text);
    }
    uint32_t more = asked->route_count + asked->left_out;
    if (more > RULES_SHOWN) text_printf(text, "  - and %u more rules\n", (unsigned)(more - RULES_SHOWN));
}

static const char *lack_of(const Short *asked) {
    return asked->route_count ? "no rule has its premises" : "nothing says so, and no rule concludes it";
}

void missing_print(const Store *store, RelId id, const Value *row, const Str *names, const Sources *sources,
                   Text *text) {
    Judgement judgement = {.status = STATUS_UNSUPPORTED, .row = {id, NO_ROW}};
    Shortfall *s = shortfall_of(store, id, row, names, &judgement, 0);
    text_printf(text, "  %s: ", lack_of(&s->items.items[0]));
    open_sentence_print(store->program, id, row, names, text);
    text_add_char(text, '\n');
    circle_print_of(store, id, row, text);
    routes_print(s, sources, text);
    shortfall_free(s);
}

void missing_verdict_print(const Store *store, Str asked, RelId id, const Value *row, const Str *names,
                           const Sources *sources, Text *verdict, Text *lines) {
    Judgement judgement = {.status = STATUS_UNSUPPORTED, .row = {id, NO_ROW}};
    Shortfall *s = shortfall_of(store, id, row, names, &judgement, 0);
    text_printf(verdict, "%.*s is unsupported", STR_FMT(asked));
    setting_print_of(store, id, verdict);
    text_printf(verdict, ": %s", lack_of(&s->items.items[0]));
    if (relation_of(store, id)->sentence.length) {
        text_lit(lines, "  that is: ");
        open_sentence_print(store->program, id, row, names, lines);
        text_add_char(lines, '\n');
    }
    circle_print_of(store, id, row, lines);
    routes_print(s, sources, lines);
    shortfall_free(s);
}

void missing_parts_print(const Store *store, RelId answer, const Sources *sources, Text *text) {
    Value row[64];
    Str names[64];
    Judgement judgement = {.status = STATUS_UNSUPPORTED, .row = {answer, NO_ROW}};
    for (uint32_t i = 0; i < relation_of(store, answer)->arity; i++) row[i] = UNBOUND, names[i] = STR("something");
    Shortfall *s = shortfall_of(store, answer, row, names, &judgement, 0);
    const Short *asked = &s->items.items[0];
    if (asked->route_count == 0) text_lit(text, "  each part of it holds, but no values make all of it hold\n");
    for (uint32_t i = 0; i < asked->route_count && i < RULES_SHOWN; i++) {
        text_add(text, i ? STR("  or, the other way:\n") : STR("  what is lacking:\n"));
        attempt_print(s, &asked->routes[i].attempts[0], i == 0, sources, text);
    }
    shortfall_free(s);
}

/* ---- as JSON ---- */

static void premise_json(const Shortfall *s, const Attempt *attempt, uint32_t i, const Sources *sources, Text *text) {
    const Premise *premise = &attempt->premises[i];
    bool is_open = premise->stand == STAND_OPEN || premise->stand == STAND_EXCEPTED;
    Text piece;
    text_init(&piece);
    premise_words_print(s, attempt, i, sources, &piece);
    text_printf(text, "{\"standing\":\"%s\",\"literal\":", stand_name(is_open ? STAND_UNDECIDED : premise->stand));
    text_add_json(text, text_str(&piece));
    text_empty(&piece);
    if (premise->relation != NO_ID && row_is_ground(premise->row, relation_of(s->store, premise->relation)->arity))
        atom_print(s->store->program, premise->relation, premise->row, &piece);
    text_lit(text, ",\"atom\":");
    string_or_null(text_str(&piece), text);
    failing_members(s, attempt, i, sources, text);
    text_add_char(text, '}');
    text_clear(&piece);
}

void missing_json(const Store *store, RelId id, const Value *row, const Sources *sources, Text *text) {
    Judgement judgement = {.status = STATUS_UNSUPPORTED, .row = {id, NO_ROW}};
    Shortfall *s = shortfall_of(store, id, row, NULL, &judgement, 0);
    const Short *asked = &s->items.items[0];
    text_add_char(text, '[');
    for (uint32_t r = 0; r < asked->route_count; r++) {
        const Attempt *attempt = &asked->routes[r].attempts[0];
        const char *lead = "";
        text_add(text, r ? STR(",\n{") : STR("{"));
        rule_json(store->program, asked->routes[r].rule, sources, text);
        text_lit(text, ",\"premises\":[");
        for (uint32_t i = 0; i < rule_of(s, attempt)->literal_count; i++) {
            if (!stand_is_lacking(attempt->premises[i].stand)) continue;
            text_printf(text, "%s", lead);
            premise_json(s, attempt, i, sources, text);
            lead = ",";
        }
        text_lit(text, "]}");
    }
    text_add_char(text, ']');
    shortfall_free(s);
}
