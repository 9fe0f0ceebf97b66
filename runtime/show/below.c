/* What is told is looked up anew, for one row and with its nearest rule only,
 * so that an answer costs little more by it. */
#include "runtime/show/below.h"

#include "runtime/show/denial.h"
#include "runtime/show/excepted.h"
#include "runtime/show/failing.h"
#include "runtime/show/premise.h"
#include "runtime/show/prose.h"
#include "runtime/show/tree.h"
#include "runtime/show/words.h"

static const Rule *rule_of(const Store *store, const Attempt *attempt) {
    return &store->program->rules.items[attempt->nearby->rule];
}

static bool is_comparison(const Literal *literal) { return literal->kind == LIT_COMPARE || literal->kind == LIT_BIND; }

static bool tells_need(Str words) {
    static const char NEEDS[] = " it needs";
    for (size_t i = 0; i + sizeof NEEDS - 1 <= words.length; i++)
        if (memcmp(words.text + i, NEEDS, sizeof NEEDS - 1) == 0) return true;
    return false;
}

/* ` (dora has lived here for 4 years, f2 [The register])`: the fact that gives what a comparison fails on. */
static void measured_print(const Shortfall *s, const Attempt *attempt, uint32_t i, const Sources *sources, Text *text) {
    const Rule *rule = rule_of(s->store, attempt);
    const Expr *sides[] = {rule->body[i].left, rule->body[i].right};
    if (rule->body[i].kind != LIT_COMPARE) return;
    for (uint32_t k = 0; k < rule->literal_count; k++) {
        RowRef fact = attempt->premises[k].fact;
        if (attempt->premises[k].stand != STAND_HOLDS || fact.row == NO_ROW || rule->body[k].kind != LIT_ATOM) continue;
        for (uint32_t c = 0; c < s->store->program->relations.items[rule->body[k].relation].arity; c++) {
            Term term = rule->body[k].terms[c];
            bool is_side = term.kind == TERM_VAR && ((sides[0]->kind == EXPR_VAR && sides[0]->id == term.id) ||
                                                     (sides[1]->kind == EXPR_VAR && sides[1]->id == term.id));
            if (!is_side) continue;
            text_lit(text, " (");
            premise_words_print(s, attempt, k, sources, text);
            text_lit(text, ", ");
            premise_reason_print(s, attempt, k, (ReasonStyle){0}, sources, text);
            text_add_char(text, ')');
            return;
        }
    }
}

/* The words, and what was counted or who argues; of a comparison of what was counted, `2 >= 3` says no more. */
static void premise_print(const Shortfall *s, const Attempt *attempt, uint32_t i, const Sources *sources, Text *text) {
    const Premise *premise = &attempt->premises[i];
    Text why;
    text_init(&why);
    failing_print(s, attempt, i, sources, &why);
    bool is_told = is_comparison(&rule_of(s->store, attempt)->body[i]) && tells_need(text_str(&why));
    if (!is_told) premise_told_print(s, attempt, i, sources, text);
    if (why.length && !is_told) text_lit(text, "; ");
    if (why.length == 0 && premise->stand == STAND_NOT_SO) measured_print(s, attempt, i, sources, text);
    text_add(text, text_str(&why));
    if (premise->stand == STAND_CONTESTED) {
        text_lit(text, " (contested");
        contested_print(s, attempt, i, sources, text);
        text_add_char(text, ')');
    } else if (premise->stand == STAND_IN_THE_WAY && premise->fact.row != NO_ROW &&
               s->store->program->relations.items[premise->fact.relation].helper == HELPER_NONE) {
        text_add(text, rule_of(s->store, attempt)->body[i].is_exception ? STR(" (") : STR(", which holds ("));
        denial_brief_print(s->store, premise->fact, sources, text);
        text_add_char(text, ')');
    } else if (premise->stand == STAND_IN_THE_WAY || premise->stand == STAND_REFUTED) {
        size_t before = text->length;
        text_add(text, premise->stand == STAND_REFUTED ? STR(" (this is ") : STR(" ("));
        size_t begin = text->length;
        premise_reason_print(s, attempt, i, (ReasonStyle){0}, sources, text);
        if (text->length == begin)
            text_cut(text, before);
        else
            text_add_char(text, ')');
    }
    text_clear(&why);
}

void lacking_print(const Shortfall *s, const Attempt *attempt, const Sources *sources, Text *text) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < rule_of(s->store, attempt)->literal_count; i++) {
        if (!stand_is_lacking(attempt->premises[i].stand)) continue;
        if (count++ >= LACKING_NAMED) continue;
        if (count > 1) text_lit(text, "; ");
        premise_print(s, attempt, i, sources, text);
    }
    if (count > LACKING_NAMED) text_printf(text, "; and %u more", (unsigned)(count - LACKING_NAMED));
}

static bool nearest_below_print(const Store *store, RelId relation, const Value *row, const Sources *sources,
                                Text *text) {
    Judgement judgement = {.status = STATUS_UNSUPPORTED, .row = {relation, NO_ROW}};
    Shortfall *s = shortfall_of(store, relation, row, NULL, &judgement, 0);
    const Short *asked = &s->items.items[0];
    bool has_route = asked->route_count > 0;
    if (has_route) {
        rule_name_print(store->program, asked->routes[0].rule, sources, text);
        cites_print(store->program, store->program->rules.items[asked->routes[0].rule].cites, text);
        text_lit(text, " lacks: ");
        lacking_print(s, &asked->routes[0].attempts[0], sources, text);
        uint32_t more = asked->route_count + asked->left_out - 1;
        if (more) text_printf(text, "; and %u more %s", (unsigned)more, more == 1 ? "rule" : "rules");
    }
    shortfall_free(s);
    return has_route;
}

bool row_below_print(const Store *store, RelId relation, const Value *row, Reason reason, const Sources *sources,
                     Text *text) {
    if (reason == REASON_EXCEPTED) return excepted_brief_print(store, relation, row, sources, text);
    return nearest_below_print(store, relation, row, sources, text);
}

bool below_print(const Shortfall *s, const Attempt *attempt, uint32_t i, const Sources *sources, Text *text) {
    const Premise *premise = &attempt->premises[i];
    if (premise->relation == NO_ID) return false;
    if (premise->stand == STAND_EXCEPTED)
        return row_below_print(s->store, premise->relation, premise->row, REASON_EXCEPTED, sources, text);
    if (premise->stand != STAND_MISSING) return false;
    return nearest_below_print(s->store, premise->relation, premise->row, sources, text);
}

/* ---- other ways ---- */

static bool lacks_contested_only(const Shortfall *s, const Attempt *attempt) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < rule_of(s->store, attempt)->literal_count; i++) {
        if (!stand_is_lacking(attempt->premises[i].stand)) continue;
        if (attempt->premises[i].stand != STAND_CONTESTED) return false;
        count++;
    }
    return count > 0;
}

static void way_print(const Shortfall *s, const Attempt *attempt, const Sources *sources, Text *text) {
    const char *lead = "  another way is contested: ";
    for (uint32_t i = 0; i < rule_of(s->store, attempt)->literal_count; i++) {
        if (!stand_is_lacking(attempt->premises[i].stand)) continue;
        text_printf(text, "%s", lead);
        premise_words_print(s, attempt, i, sources, text);
        contested_print(s, attempt, i, sources, text);
        lead = "; and ";
    }
    text_add_char(text, '\n');
}

void contested_ways_print(const Shortfall *s, const Sources *sources, Text *text) {
    const Short *asked = &s->items.items[0];
    uint32_t told = 0;
    for (uint32_t r = 0; r < asked->route_count; r++)
        for (uint32_t i = 0; i < asked->routes[r].attempt_count; i++) {
            if (!lacks_contested_only(s, &asked->routes[r].attempts[i])) continue;
            if (told++ < WAYS_NAMED) way_print(s, &asked->routes[r].attempts[i], sources, text);
        }
    if (told > WAYS_NAMED) text_printf(text, "  and %u more ways are contested\n", (unsigned)(told - WAYS_NAMED));
}
