/* A report for machines: the same as the page, without maps and proofs, which `hence map` and `hence why` give. */
#include "runtime/show/account_json.h"
#include "runtime/show/fact.h"
#include "runtime/show/claims_json.h"
#include "runtime/show/json_internal.h"
#include "runtime/show/need.h"
#include "runtime/show/report_internal.h"
#include "runtime/show/rests.h"
#include "runtime/show/words.h"

static void strings_json(const char *name, const Str *items, size_t count, Text *text) {
    text_printf(text, ",\n\"%s\":[", name);
    for (size_t i = 0; i < count; i++) {
        if (i) text_add_char(text, ',');
        text_add_json(text, items[i]);
    }
    text_add_char(text, ']');
}

void report_json_head(Report *report, const ReportHead *head) {
    Text *text = report->page.text;
    text_lit(text, "{\"title\":");
    text_add_json(text, head->title);
    strings_json("notes", head->notes, head->note_count, text);
    text_printf(text, ",\n\"predictions\":%zu,\n\"claims\":[", head->prediction_count);
}

/* ---- claims ---- */

static void fact_json(const Report *report, RowRef fact, int side, Arena *arena, Text *text) {
    Strings rivals = {0};
    fact_use(report->references, report->store, fact);
    text_printf(text, "\n{\"side\":\"%s\",", side == SIDE_FOR ? "for" : "against");
    fact_members(report->store, fact.relation, fact.row, report->sources, text);
    fact_rivals(report, fact, arena, &rivals);
    strings_json("contested_by", rivals.items, rivals.count, text);
    text_add_char(text, '}');
    vec_free(&rivals);
}

static void warrant_json(const Report *report, RuleId id, Text *text) {
    static const char *const KINDS[] = {[RULE_STRICT] = "strict",
                                        [RULE_PRESUMPTIVE] = "presumptive",
                                        [RULE_OBJECTION] = "objection",
                                        [RULE_MADE] = "strict"};
    const Program *program = report->store->program;
    const Rule *rule = &program->rules.items[id];
    bool is_exception = program->relations.items[rule->head].helper == HELPER_EXCEPTION;
    references_use_all(report->references, rule->cites);
    text_lit(text, "\n{");
    rule_json(program, id, report->sources, text);
    text_printf(text, ",\"kind\":\"%s\",\"strength\":\"%s\",\"gloss\":", is_exception ? "exception" : KINDS[rule->kind],
                strength_name(rule->strength));
    string_or_null(rule->gloss, text);
    text_lit(text, ",\"cites\":");
    cites_json(program, rule->cites, text);
    text_add_char(text, '}');
}

/* Members that begin with a comma, as an object. */
static void object_json(const char *name, const Text *members, Text *text) {
    text_printf(text, ",\n\"%s\":", name);
    if (members->length == 0) {
        text_lit(text, "null");
        return;
    }
    text_add_char(text, '{');
    text_add(text, (Str){members->bytes + 1, members->length - 1});
    text_add_char(text, '}');
}

static void searches_json(const Report *report, const ReportClaim *told, Text *text) {
    Text members;
    text_init(&members);
    if (told->supports) supports_members(told->inquiry, told->supports, report->sources, &members);
    object_json("rests", &members, text);
    text_empty(&members);
    if (told->needs) need_members(told->settling, told->needs, &members);
    object_json("need", &members, text);
    text_empty(&members);
    if (told->stability)
        stable_members(told->settling, told->stability, told->settling->inquiry->stop != STOP_NONE, &members);
    object_json("stable", &members, text);
    text_empty(&members);
    if (told->whynot) whynot_repairs_members(told->whynot, &members);
    object_json("change", &members, text);
    text_clear(&members);
}

static void status_members(const Report *report, const ReportClaim *told, Text *text) {
    const Verdict *verdict = told->verdict;
    Text words;
    text_init(&words);
    text_lit(text, "\n{\"name\":");
    symbol_json(report->store->program, told->claim->name, text);
    text_lit(text, ",\"text\":");
    string_or_null(told->claim->sentence, text);
    text_printf(text, ",\"status\":\"%s\",\"reason\":", status_name(verdict->status));
    string_or_null(reason_name(verdict->reason) ? str_of(reason_name(verdict->reason)) : STR(""), text);
    status_explain(report, told, &words);
    text_lit(text, ",\"words\":");
    text_add_json(text, text_str(&words));
    text_clear(&words);
    text_printf(text, ",\"strength\":\"%s\",\"policy_sensitive\":%s,\"fact_count\":%u,\"source_count\":%u,\"cites\":",
                strength_name(verdict->strength), verdict->policy_sensitive ? "true" : "false",
                (unsigned)verdict->fact_count, (unsigned)verdict->source_count);
    cites_json(report->store->program, told->claim->cites, text);
    references_use_all(report->references, told->claim->cites);
    strings_json("hinges_on", verdict->hinges_on, verdict->hinges_on_count, text);
    hinge_ways_json(verdict, text);
}

/* The members of which nothing is known. */
static void nulls_json(Text *text) {
    static const char *const NAMES[] = {"grounds", "more_grounds", "warrants", "exceptions", "denials", "rivals",
                                        "for",     "against",      "rests",    "need",       "stable",  "change"};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) text_printf(text, ",\n\"%s\":null", NAMES[i]);
}

static void reasons_json(Report *report, const ReportClaim *told, Text *text) {
    static const Arguments NONE = {0};
    ReportGrounds grounds;
    Arena arena;
    bool is_first = true;
    arena_init(&arena);
    grounds_find(&grounds, told, report, &arena);
    text_lit(text, ",\n\"grounds\":[");
    for (int side = SIDE_FOR; side <= SIDE_AGAINST; side++)
        for (size_t i = 0; i < grounds.facts[side].count; i++) {
            if (!is_first) text_add_char(text, ',');
            is_first = false;
            fact_json(report, grounds.facts[side].items[i], side, &arena, text);
        }
    text_printf(text, "],\n\"more_grounds\":%llu,\n\"warrants\":[", (unsigned long long)grounds.left_out);
    for (size_t i = 0; i < grounds.rules.count; i++) {
        if (i) text_add_char(text, ',');
        warrant_json(report, grounds.rules.items[i], text);
    }
    text_add_char(text, ']');
    strings_json("exceptions", grounds.exceptions.items, grounds.exceptions.count, text);
    strings_json("denials", grounds.denials.items, grounds.denials.count, text);
    strings_json("rivals", grounds.rivals.items, grounds.rivals.count, text);
    text_lit(text, ",\n\"for\":");
    arguments_json(report->store, told->dispute ? &told->dispute->pro : &NONE, report->sources, text);
    text_lit(text, ",\n\"against\":");
    arguments_json(report->store, told->dispute ? &told->dispute->contra : &NONE, report->sources, text);
    searches_json(report, told, text);
    grounds_clear(&grounds);
    arena_clear(&arena);
}

void report_json_claim(Report *report, const ReportClaim *told) {
    Text *text = report->page.text;
    if (report->told_count++) text_add_char(text, ',');
    status_members(report, told, text);
    if (told->is_brief)
        nulls_json(text);
    else
        reasons_json(report, told, text);
    text_add_char(text, '}');
}

/* ---- the tail ---- */

static void bibliography_json(const References *r, Text *text) {
    Text words;
    text_init(&words);
    for (uint32_t i = 0; i < r->count; i++) {
        uint32_t number = r->order[i];
        text_add(text, i ? STR(",\n{\"key\":") : STR("\n{\"key\":"));
        symbol_json(r->program, r->keys[number], text);
        text_lit(text, ",\"label\":");
        text_add_json(text, r->labels[number]);
        text_printf(text, ",\"used\":%s,\"text\":", r->is_used[number] ? "true" : "false");
        text_empty(&words);
        reference_print(r, number, &words);
        text_add_json(text, text_str(&words));
        text_add_char(text, '}');
    }
    text_clear(&words);
}

void report_json_tail(Report *report, const Fingerprints *prints, bool is_partial) {
    static const char *const KINDS[] = {
        [PRINT_RULES] = "rules", [PRINT_FACTS] = "facts", [PRINT_BIBLIOGRAPHY] = "bibliographies"};
    Text *text = report->page.text;
    text_lit(text, "],\n\"bibliography\":[");
    bibliography_json(report->references, text);
    text_lit(text, "],\n\"fingerprints\":{\"version\":");
    text_add_json(text, prints->version);
    for (int kind = 0; kind < PRINT_KINDS; kind++) {
        text_printf(text, ",\"%s\":", KINDS[kind]);
        string_or_null(prints->together[kind], text);
    }
    text_lit(text, ",\"files\":[");
    for (size_t i = 0; i < prints->count; i++) {
        text_add(text, i ? STR(",\n{\"name\":") : STR("\n{\"name\":"));
        text_add_json(text, prints->files[i].name);
        text_printf(text, ",\"kind\":\"%s\",\"sha256\":", KINDS[prints->files[i].kind]);
        string_or_null(prints->files[i].digest, text);
        text_add_char(text, '}');
    }
    text_printf(text, "]},\n\"partial\":%s}\n", is_partial ? "true" : "false");
}
