/* The same as whynot.c tells, for machines: flat lists, in which atoms name each other by number. */
#include "runtime/judge/hinges.h"
#include "runtime/show/whynot_internal.h"
#include "runtime/show/account_json.h"
#include "runtime/show/circling.h"
#include "runtime/show/fact.h"
#include "runtime/show/failing.h"
#include "runtime/show/clash_words.h"
#include "runtime/show/effects.h"
#include "runtime/show/json_internal.h"
#include "runtime/show/premise.h"
#include "runtime/show/summary.h"
#include "runtime/show/setting.h"
#include "runtime/show/standing.h"
#include "runtime/show/whynot.h"
#include "runtime/show/words.h"
#include "runtime/why/through.h"

static const Relation *relation_of(const WhyNot *w, RelId id) { return &w->store->program->relations.items[id]; }

static bool is_ground(const WhyNot *w, RelId id, const Value *row) {
    return relation_of(w, id)->helper == HELPER_NONE && row_is_ground(row, relation_of(w, id)->arity);
}

static void row_json(const WhyNot *w, RowRef row, Text *text) {
    if (row.row == NO_ROW || relation_of(w, row.relation)->helper != HELPER_NONE)
        text_lit(text, "null");
    else
        atom_json(w->store, row.relation, table_row(store_table(w->store, row.relation), row.row), text);
}

/* ---- rules ---- */

/* "fact_ids":[],"rule": where an accepted row comes from. */
static void support_json(const WhyNot *w, RowRef row, Text *text) {
    RowRef behind = {NO_ID, NO_ROW};
    RuleId rule = NO_ID;
    if (row.row != NO_ROW && relation_of(w, row.relation)->helper == HELPER_NONE) {
        behind = row_behind(w->store, row);
        rule = table_rule_of(store_table(w->store, behind.relation), behind.row);
    }
    text_lit(text, ",\"by_rule\":");
    symbol_json(w->store->program, rule == NO_ID ? NO_SYMBOL : w->store->program->rules.items[rule].label, text);
    text_lit(text, ",\"fact_ids\":");
    if (behind.row == NO_ROW)
        text_lit(text, "[]");
    else
        fact_ids_json(w->store, behind, w->sources, text);
}

/* Only where something does. */
static void opposed_json(const WhyNot *w, RowRef row, Text *text) {
    Text words;
    text_init(&words);
    Proof *proof = prove(w->store, row.relation, row.row);
    if (against_print(proof, PROVEN_ASKED, w->sources, &words)) {
        text_lit(text, ",\"against\":");
        text_add_json(text, text_str(&words));
    }
    proof_free(proof);
    text_clear(&words);
}

static void premise_json(const WhyNot *w, const Attempt *attempt, uint32_t i, Text *text) {
    const Premise *premise = &attempt->premises[i];
    Text words;
    text_init(&words);
    premise_words_print(w->shortfall, attempt, i, w->sources, &words);
    text_printf(text, "{\"mark\":\"%s\",\"standing\":\"%s\",\"literal\":", stand_mark(premise->stand),
                stand_name(premise->stand));
    text_add_json(text, text_str(&words));
    text_clear(&words);
    text_lit(text, ",\"atom\":");
    if (premise->relation != NO_ID && is_ground(w, premise->relation, premise->row))
        atom_json(w->store, premise->relation, premise->row, text);
    else
        row_json(w, premise->fact, text);
    support_json(w, premise->fact, text);
    text_lit(text, ",\"nearly\":");
    row_json(w, premise->near, text);
    if (premise->stand == STAND_HOLDS && premise->fact.row != NO_ROW) opposed_json(w, premise->fact, text);
    failing_members(w->shortfall, attempt, i, w->sources, text);
    text_lit(text, ",\"see\":");
    if (premise->below == NO_ID)
        text_lit(text, "null}");
    else
        text_printf(text, "%u}", (unsigned)premise->below);
}

static void attempt_json(const WhyNot *w, const Attempt *attempt, Text *text) {
    const Rule *rule = &w->store->program->rules.items[attempt->nearby->rule];
    text_printf(text, "{\"lacking\":%u,\"premises\":[", (unsigned)attempt->nearby->lacking);
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        if (i) text_lit(text, ",\n  ");
        premise_json(w, attempt, i, text);
    }
    text_lit(text, "]}");
}

static void route_json(const WhyNot *w, const Route *route, Text *text) {
    const Rule *rule = &w->store->program->rules.items[route->rule];
    text_add_char(text, '{');
    rule_json(w->store->program, route->rule, w->sources, text);
    text_lit(text, ",\"gloss\":");
    string_or_null(rule->gloss, text);
    text_lit(text, ",\"cites\":");
    cites_json(w->store->program, rule->cites, text);
    text_lit(text, ",\"instances\":[");
    for (uint32_t i = 0; i < route->attempt_count; i++) {
        if (i) text_lit(text, ",\n ");
        attempt_json(w, &route->attempts[i], text);
    }
    text_printf(text, "],\"found\":%u,\"far\":%s,\"partial\":%s}", (unsigned)route->found,
                route->is_far ? "true" : "false", route->is_cut ? "true" : "false");
}

/* ---- atoms ---- */

static void hinges_json(const WhyNot *w, const Short *entry, Text *text) {
    HingeWays own = {0};
    const HingeWays *found = &own;
    if (entry->judgement.status == STATUS_UNDECIDED && is_ground(w, entry->relation, entry->row))
        found = short_hinge_ways(w, entry, &own);
    hinge_ways_members(w->store, found, ",", text);
    hinge_ways_clear(&own);
}

static void dispute_json(const WhyNot *w, const Short *entry, Text *text) {
    Dispute dispute = {0};
    bool is_disputed = entry->judgement.status == STATUS_UNDECIDED || entry->judgement.status == STATUS_REFUTED ||
                       entry->judgement.status == STATUS_INCONSISTENT;
    if (is_disputed && is_ground(w, entry->relation, entry->row))
        dispute = dispute_of(w->store, entry->relation, entry->row);
    text_lit(text, ",\"for\":");
    arguments_json(w->store, &dispute.pro, w->sources, text);
    text_lit(text, ",\"against\":");
    arguments_json(w->store, &dispute.contra, w->sources, text);
    dispute_clear(&dispute);
}

static void entry_json(const WhyNot *w, const Short *entry, Text *text) {
    bool is_answer = relation_of(w, entry->relation)->helper == HELPER_ANSWER;
    Text words;
    text_init(&words);
    if (!is_answer) atom_print_open(w->store->program, entry->relation, entry->row, entry->names, &words);
    text_lit(text, "{\"atom\":");
    string_or_null(text_str(&words), text);
    text_empty(&words);
    if (!is_answer) open_sentence_print(w->store->program, entry->relation, entry->row, entry->names, &words);
    text_lit(text, ",\"sentence\":");
    string_or_null(text_str(&words), text);
    text_clear(&words);
    text_add_char(text, ',');
    status_json(entry->judgement.status, entry->judgement.reason, text);
    text_printf(text, ",\"depth\":%u,\"followed\":%s,\"concluded_by\":%u,\"can_be_given\":%s", (unsigned)entry->depth,
                entry->is_too_deep ? "false" : "true", (unsigned)entry->rule_count, entry->is_given ? "true" : "false");
    dispute_json(w, entry, text);
    hinges_json(w, entry, text);
    text_lit(text, ",\n\"rules\":[");
    for (uint32_t i = 0; i < entry->route_count; i++) {
        if (i) text_lit(text, ",\n");
        route_json(w, &entry->routes[i], text);
    }
    text_printf(text, "],\"more_rules\":%u}", (unsigned)entry->left_out);
}

/* ---- repairs ---- */

static const char *const CHANGES[] = {"add", "take_back", "prefer", "set", "take_back_priority"}; /* by StepKind */

static void step_json(const WhyNot *w, const RepairStep *step, Text *text) {
    text_printf(text, "{\"change\":\"%s\",\"atom\":", CHANGES[step->kind]);
    if (step_is_priority(step))
        text_lit(text, "null");
    else
        atom_json(w->store, step->relation, step->row, text);
    text_lit(text, ",\"winner\":");
    symbol_json(w->store->program, step_is_priority(step) ? step->winner : NO_SYMBOL, text);
    text_lit(text, ",\"loser\":");
    symbol_json(w->store->program, step_is_priority(step) ? step->loser : NO_SYMBOL, text);
    text_printf(text, ",\"replaces\":%s", step->is_replacing ? "true" : "false");
    text_printf(text, ",\"settles_open\":%s,\"unusual\":%s,\"itself\":%s,\"example\":%s,\"odd\":%s}",
                step->is_settling ? "true" : "false", step->is_unusual ? "true" : "false",
                step->is_itself ? "true" : "false", step->is_example ? "true" : "false",
                step->is_odd ? "true" : "false");
}

static void repair_json(const WhyNot *w, const Repair *repair, Text *text) {
    text_lit(text, "{\"steps\":[");
    for (uint32_t i = 0; i < repair->step_count; i++) {
        if (i) text_add_char(text, ',');
        step_json(w, &repair->steps[i], text);
    }
    text_lit(text, "],");
    status_json(repair->status, repair->reason, text);
    text_add_char(text, ',');
    effects_members(w->store->program, repair, text);
    clash_member(w->store, &repair->clash, text);
    text_add_char(text, '}');
}

static void settled_json(const WhyNot *w, const IfSettled *settled, bool is_first, Text *text) {
    static const char *const NAMES[] = {[IF_SO] = "if_so", [IF_NOT] = "if_not"};
    text_add(text, is_first ? STR("{\"atom\":") : STR(",\n{\"atom\":"));
    atom_json(w->store, settled->relation, settled->row, text);
    for (int way = 0; way < IF_WAYS; way++) {
        text_printf(text, ",\"%s\":", NAMES[way]);
        if (!settled->is_tried[way]) {
            text_lit(text, "null");
            continue;
        }
        text_add_char(text, '{');
        status_json(settled->status[way], settled->reason[way], text);
        text_add_char(text, '}');
    }
    text_add_char(text, '}');
}

static void others_json(const WhyNot *w, const Repairs *repairs, Text *text) {
    const Repair *lists[] = {repairs->others, repairs->others_against};
    const uint32_t counts[] = {repairs->other_count, repairs->other_against_count};
    text_lit(text, "],\n\"others\":[");
    for (int list = 0, told = 0; list < 2; list++)
        for (uint32_t i = 0; i < counts[list]; i++) {
            const RepairStep *step = &lists[list][i].steps[0];
            text_add(text, told++ ? STR(",\n{\"change\":") : STR("{\"change\":"));
            text_printf(text, "\"%s\",\"atom\":", CHANGES[step->kind]);
            atom_json(w->store, step->relation, step->row, text);
            text_add_char(text, ',');
            status_json(lists[list][i].status, lists[list][i].reason, text);
            text_printf(text, ",\"remote\":%s}", lists[list][i].is_remote ? "true" : "false");
        }
}

void whynot_repairs_members(const WhyNot *w, Text *text) {
    static const Repairs NONE = {0};
    const Repairs *repairs = w->repairs ? w->repairs : &NONE;
    text_lit(text, ",\n\"repairs\":[");
    const Repair *lists[] = {repairs->items, repairs->lifting, repairs->refuting};
    const uint32_t counts[] = {repairs->count, repairs->lifting_count, repairs->refuting_count};
    for (int list = 0, told = 0; list < 3; list++)
        for (uint32_t i = 0; i < counts[list]; i++) {
            if (told++) text_lit(text, ",\n");
            repair_json(w, &lists[list][i], text);
        }
    bool is_partial =
        repairs->left_out || repairs->left_out_against || repairs->left_out_singles || repairs->stop != STOP_NONE;
    others_json(w, repairs, text);
    text_printf(text, "],\"tried\":%u,\"odd\":%u,\"partial\":%s,\"settled\":[",
                (unsigned)(repairs->tried + repairs->tried_against + repairs->tried_singles), (unsigned)repairs->odd,
                is_partial ? "true" : "false");
    for (uint32_t i = 0; i < repairs->settled_count; i++) settled_json(w, &repairs->settled[i], i == 0, text);
    text_add_char(text, ']');
}

/* ---- names ---- */

static void unheard_json(const WhyNot *w, Text *text) {
    const Unheard *unheard = w->unheard;
    const Short *asked = &w->shortfall->items.items[0];
    text_lit(text, ",\n\"unheard\":[");
    for (uint32_t i = 0; i < unheard->count; i++) {
        text_add(text, i ? STR(",{\"value\":") : STR("{\"value\":"));
        value_print_json(w->store->program->values, unheard->values[i].value, text);
        text_lit(text, ",\"near\":");
        string_or_null(unheard->values[i].near, text);
        text_add_char(text, '}');
    }
    text_lit(text, "],\"near_atom\":");
    if (!unheard->row) {
        text_lit(text, "null");
        return;
    }
    text_lit(text, "{\"atom\":");
    atom_json(w->store, asked->relation, unheard->row, text);
    text_add_char(text, ',');
    status_json(unheard->judgement.status, unheard->judgement.reason, text);
    text_add_char(text, '}');
}

void whynot_json(const WhyNot *w, Text *text) {
    const Shortfall *s = w->shortfall;
    Status status = w->verdict ? w->verdict->status : w->judgement.status;
    Reason reason = w->verdict ? w->verdict->reason : w->judgement.reason;
    bool holds = w->judgement.status == STATUS_ESTABLISHED;
    text_lit(text, "{\"asked\":");
    text_add_json(text, w->asked);
    text_printf(text, ",\"claim\":%s,", w->goal->claim ? "true" : "false");
    status_json(status, reason, text);
    if (w->goal->claim)
        setting_json(w->store, w->goal->claim, text);
    else
        setting_json_of(w->store, w->goal->question->answer, text);
    text_lit(text, ",\n\"atoms\":[");
    for (uint32_t i = 0; i < s->items.count && !holds; i++) {
        if (i) text_lit(text, ",\n");
        entry_json(w, &s->items.items[i], text);
    }
    text_printf(text, "],\"more_atoms\":%s", s->is_cut ? "true" : "false");
    if (!holds) circle_json(s, text);
    unheard_json(w, text);
    whynot_repairs_members(w, text);
    text_lit(text, "}\n");
}
