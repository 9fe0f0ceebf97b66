/* The same content as prose.c and quarrel.c give in text, for machines: nothing is cut. */
#include "runtime/show/account_json.h"

#include "runtime/judge/hinges.h"
#include "runtime/show/circling.h"
#include "runtime/show/claims_json.h"
#include "runtime/show/excepted.h"
#include "runtime/show/fact.h"
#include "runtime/show/json_internal.h"
#include "runtime/show/missing.h"
#include "runtime/show/prose.h"
#include "runtime/show/undecided.h"
#include "runtime/show/words.h"

static void sentence_json(const Store *store, RelId relation, const Value *row, Text *text) {
    Text sentence;
    text_init(&sentence);
    sentence_print(store->program, relation, row, &sentence);
    text_add_json(text, text_str(&sentence));
    text_clear(&sentence);
}

void rule_json(const Program *program, RuleId id, const Sources *sources, Text *text) {
    const Rule *rule = &program->rules.items[id];
    Text place;
    text_init(&place);
    place_print(sources, rule->span, &place);
    text_lit(text, "\"rule\":");
    symbol_json(program, rule->label, text);
    text_lit(text, ",\"place\":");
    string_or_null(text_str(&place), text);
    text_clear(&place);
}

/* ---- arguments ---- */

static const char *kind_of(const Argument *argument) {
    if (argument->is_objection) return "objection";
    if (argument->rule != NO_ID) return "rule";
    return argument->is_given ? "given" : "reported";
}

static void beaten_json(const Store *store, const Argument *argument, Text *text) {
    static const char *const NAMES[] = {[LOST_TO_GIVEN] = "given",
                                        [LOST_TO_PREFERENCE] = "preference",
                                        [LOST_TO_STRICT] = "strict",
                                        [LOST_TO_RIVAL] = "rival",
                                        [LOST_FOR_WEAKNESS] = "stronger"};
    const Preference *preference = argument->lost == LOST_TO_PREFERENCE ? argument->preference : NULL;
    text_lit(text, ",\"beaten_by\":");
    if (argument->lost == LOST_NOT) {
        text_lit(text, "null");
        return;
    }
    text_printf(text, "{\"what\":\"%s\",\"winner\":", NAMES[argument->lost]);
    symbol_json(store->program, preference ? preference->winner : NO_SYMBOL, text);
    text_lit(text, ",\"loser\":");
    symbol_json(store->program, preference ? preference->loser : NO_SYMBOL, text);
    text_add_char(text, '}');
}

/* Citations and ids of the statements of a fact. */
static void statements_json(const Store *store, RowRef fact, const Sources *sources, Text *text) {
    uint32_t count = store_origin_count(store, fact.relation, fact.row);
    text_lit(text, "\"rule\":null,\"place\":null,\"gloss\":null,\"cites\":");
    cites_json(store->program, count ? store_origin(store, fact.relation, fact.row, 0).cites : (Cites){0}, text);
    text_lit(text, ",\"fact_ids\":");
    fact_ids_json(store, fact, sources, text);
}

static void argument_json(const Store *store, const Argument *argument, const Sources *sources, Text *text) {
    const Value *row = argument_row(store, argument);
    text_lit(text, "{\"atom\":");
    atom_json(store, argument->about, row, text);
    text_lit(text, ",\"sentence\":");
    sentence_json(store, argument->about, row, text);
    text_printf(text, ",\"kind\":\"%s\",", kind_of(argument));
    if (argument->rule == NO_ID) {
        statements_json(store, argument->applies, sources, text);
    } else {
        const Rule *rule = &store->program->rules.items[argument->rule];
        rule_json(store->program, argument->rule, sources, text);
        text_lit(text, ",\"gloss\":");
        string_or_null(rule->gloss, text);
        text_lit(text, ",\"cites\":");
        cites_json(store->program, rule->cites, text);
        text_lit(text, ",\"fact_ids\":[]");
    }
    text_printf(text, ",\"state\":\"%s\"", argument->state == APPLIES ? "applies" : "perhaps");
    beaten_json(store, argument, text);
    text_add_char(text, '}');
}

void arguments_json(const Store *store, const Arguments *arguments, const Sources *sources, Text *text) {
    text_add_char(text, '[');
    for (size_t i = 0; i < arguments->count; i++) {
        if (i) text_lit(text, ",\n");
        argument_json(store, &arguments->items[i], sources, text);
    }
    text_add_char(text, ']');
}

/* ---- what stops it ---- */

typedef struct {
    const Store *store;
    const Sources *sources;
    bool is_first;
    Text *text;
} Teller;

static void tell_exception(void *context, const Residual *residual, const Literal *exception) {
    Teller *t = context;
    Text words;
    text_init(&words);
    exception_print(t->store, residual, exception, t->sources, &words);
    text_add(t->text, t->is_first ? STR("{") : STR(",{"));
    t->is_first = false;
    rule_json(t->store->program, residual->rule, t->sources, t->text);
    text_lit(t->text, ",\"exception\":");
    text_add_json(t->text, text_str(&words));
    text_add_char(t->text, '}');
    text_clear(&words);
}

static void exceptions_json(const Store *store, RelId id, const Value *row, const Sources *sources, Text *text) {
    text_lit(text, ",\n\"exceptions\":[");
    exceptions_find(store, id, row, tell_exception, &(Teller){store, sources, true, text});
    text_add_char(text, ']');
}

static void atoms_hinged_json(const Store *store, const Hinges *hinges, Text *text) {
    text_add_char(text, '[');
    for (size_t i = 0; i < hinges->count; i++) {
        if (i) text_add_char(text, ',');
        atom_json(store, hinges->items[i].relation, hinges->items[i].row, text);
    }
    text_add_char(text, ']');
}

void hinge_ways_members(const Store *store, const HingeWays *found, const char *comma, Text *text) {
    Hinges all = hinge_ways_all(found);
    text_printf(text, "%s\"hinges_on\":", comma);
    atoms_hinged_json(store, &all, text);
    if (found->ways.count > 1) text_printf(text, "%s\"hinges_any_of\":[", comma);
    for (size_t i = 0; i < found->ways.count && found->ways.count > 1; i++) {
        if (i) text_add_char(text, ',');
        atoms_hinged_json(store, &found->ways.items[i], text);
    }
    if (found->ways.count > 1) text_add_char(text, ']');
    vec_free(&all);
}

static void hinges_json(const Store *store, RelId id, const Value *row, Text *text) {
    HingeWays found = hinge_ways_of(store, id, row);
    hinge_ways_members(store, &found, ",\n", text);
    hinge_ways_clear(&found);
}

static void open_json(const Store *store, RelId id, const Value *row, const Sources *sources, Text *text) {
    const Table *possible = store_possible(store, id);
    RowId open = possible ? table_find(possible, row) : NO_ROW;
    if (open == NO_ROW || !store_is_undecided(store, id, row)) return;
    text_lit(text, ",\n\"undecided\":");
    undecided_json(store, id, open, sources, text);
}

/* ---- an atom, a claim ---- */

/* All but the hinges. */
static void sides_json(const Store *store, RelId id, const Value *row, Status status, Reason reason,
                       const Sources *sources, Text *text) {
    if (status != STATUS_UNDECIDED && status != STATUS_INCONSISTENT) return;
    Dispute dispute = dispute_of(store, id, row);
    text_lit(text, ",\n\"for\":");
    arguments_json(store, &dispute.pro, sources, text);
    text_lit(text, ",\n\"against\":");
    arguments_json(store, &dispute.contra, sources, text);
    dispute_clear(&dispute);
    if (reason == REASON_EXCEPTED) exceptions_json(store, id, row, sources, text);
}

static void lacks_json(const Store *store, RelId id, const Value *row, const Sources *sources, Text *text) {
    text_lit(text, ",\n\"missing\":");
    missing_json(store, id, row, sources, text);
    circle_json_of(store, id, row, text);
}

void judgement_json(const Store *store, RelId id, const Value *row, const Judgement *judgement, const Sources *sources,
                    Text *text) {
    text_lit(text, ",\n");
    status_json(judgement->status, judgement->reason, text);
    sides_json(store, id, row, judgement->status, judgement->reason, sources, text);
    if (judgement->status == STATUS_UNSUPPORTED) lacks_json(store, id, row, sources, text);
    if (judgement->status != STATUS_UNDECIDED) return;
    hinges_json(store, id, row, text);
    open_json(store, id, row, sources, text);
}

/* True if it told what one of them lacks. */
static bool parts_json(const Store *store, const Claim *claim, const Sources *sources, Text *text) {
    Value row[64];
    bool is_told = false;
    Text words;
    text_init(&words);
    text_lit(text, ",\n\"parts\":[");
    bool is_first = true;
    for (uint32_t i = 0; i < claim->part_count; i++) {
        if (!claim->parts[i].is_atom) continue;
        const Verdict part = judge_part(store, &claim->parts[i]);
        text_empty(&words);
        part_print(store, claim, &claim->parts[i], &words);
        text_add(text, is_first ? STR("{\"literal\":") : STR(",{\"literal\":"));
        is_first = false;
        text_add_json(text, text_str(&words));
        text_printf(text, ",\"status\":\"%s\",\"reason\":", status_name(part.status));
        string_or_null(str_of(reason_name(part.reason)), text);
        if (part.status == STATUS_UNSUPPORTED && !claim->parts[i].is_negated) {
            part_values(store, &claim->parts[i], row);
            lacks_json(store, claim->parts[i].relation, row, sources, text);
            is_told = true;
        }
        text_add_char(text, '}');
    }
    text_add_char(text, ']');
    text_clear(&words);
    return is_told;
}

void missing_answer_members(const Store *store, RelId answer, const Sources *sources, Text *text) {
    Value row[ATOM_COLUMNS];
    for (uint32_t i = 0; i < store->program->relations.items[answer].arity; i++) row[i] = UNBOUND;
    text_lit(text, ",\n\"missing\":");
    missing_json(store, answer, row, sources, text);
}

void verdict_json(const Verdict *verdict, const Store *store, const Claim *claim, const Sources *sources, Text *text) {
    text_lit(text, ",\n");
    status_json(verdict->status, verdict->reason, text);
    if (verdict->status == STATUS_ESTABLISHED || verdict->status == STATUS_REFUTED) return;
    bool is_unsupported = verdict->status == STATUS_UNSUPPORTED, is_told = false;
    if (claim->part_count > 1 || is_unsupported) is_told = parts_json(store, claim, sources, text);
    if (is_unsupported && !is_told) missing_answer_members(store, claim->question.answer, sources, text);
    if (verdict->atom)
        sides_json(store, verdict->about, verdict->atom, verdict->status, verdict->reason, sources, text);
    if (verdict->status != STATUS_UNDECIDED) return;
    text_lit(text, ",\n\"hinges_on\":[");
    for (uint32_t i = 0; i < verdict->hinges_on_count; i++) {
        if (i) text_add_char(text, ',');
        text_add_json(text, verdict->hinges_on[i]);
    }
    text_add_char(text, ']');
    hinge_ways_json(verdict, text);
    if (verdict->atom) {
        open_json(store, verdict->about, verdict->atom, sources, text);
    } else if (verdict->row.row != NO_ROW) {
        text_lit(text, ",\n\"undecided\":");
        undecided_json(store, verdict->row.relation, verdict->row.row, sources, text);
    }
}
