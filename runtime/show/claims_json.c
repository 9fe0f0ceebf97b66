/* Verdicts on claims, and contradictions with the proofs of both sides.
 * Nothing is nested deeper than a proof in the list of the latter. */
#include "runtime/show/claims_json.h"

#include "runtime/show/json.h"
#include "runtime/show/json_internal.h"
#include "runtime/show/setting.h"
#include "runtime/show/words.h"

/* ---- claims ---- */

/* Label of the rule, or id of the fact, that stands against a refuted claim; else its place. */
static void by_json(const Verdict *verdict, const Store *store, const Sources *sources, Text *text) {
    Text by;
    text_init(&by);
    if (verdict->status == STATUS_REFUTED && verdict->proof) {
        const Step *step = first_written(verdict->proof);
        const Rule *rule = step_rule(verdict->proof, step);
        if (rule && rule->label != NO_SYMBOL)
            text_add(&by, symbol_str(store->program, rule->label));
        else if (rule)
            place_print(sources, rule->span, &by);
        else if (store_origin_count(store, step->relation, step->row))
            origin_print(store, sources, origin_least(store, step->relation, step->row), &by);
    }
    string_or_null(text_str(&by), text);
    text_clear(&by);
}

static void strs_json(Strs strs, Text *text) {
    for (uint32_t i = 0; i < strs.count; i++) {
        text_add_char(text, i ? ',' : '[');
        text_add_json(text, strs.items[i]);
    }
    text_add(text, strs.count ? STR("]") : STR("[]"));
}

void hinge_ways_json(const Verdict *verdict, Text *text) {
    if (verdict->hinge_way_count < 2) return;
    text_lit(text, ",\"hinges_any_of\":[");
    for (uint32_t i = 0; i < verdict->hinge_way_count; i++) {
        if (i) text_add_char(text, ',');
        strs_json(verdict->hinge_ways[i], text);
    }
    text_add_char(text, ']');
}

/* Without its closing brace: more may follow. */
static void claim_json(const Verdict *verdict, const Claim *claim, const Store *store, const Sources *sources,
                       Text *text) {
    text_lit(text, "{\"name\":");
    symbol_json(store->program, claim->name, text);
    text_add_char(text, ',');
    status_json(verdict->status, verdict->reason, text);
    text_lit(text, ",\"text\":");
    string_or_null(claim->sentence, text);
    text_lit(text, ",\"rests_on\":");
    strs_json((Strs){verdict->rests_on, NULL, verdict->rests_on_count}, text);
    text_lit(text, ",\"sources\":[");
    for (uint32_t i = 0; i < verdict->source_count; i++) {
        if (i) text_add_char(text, ',');
        symbol_json(store->program, verdict->sources[i], text);
    }
    text_lit(text, "],\"hinges_on\":");
    strs_json((Strs){verdict->hinges_on, NULL, verdict->hinges_on_count}, text);
    hinge_ways_json(verdict, text);
    text_lit(text, ",\"by\":");
    by_json(verdict, store, sources, text);
    text_printf(text, ",\"strength\":\"%s\",\"policy_sensitive\":%s", strength_name(verdict->strength),
                verdict->policy_sensitive ? "true" : "false");
    if (verdict->left_out) text_printf(text, ",\"rows_left_out\":%llu", (unsigned long long)verdict->left_out);
    if (verdict->is_cut || verdict->is_unjudged) text_lit(text, ",\"partial\":true");
}

static void conflict_json(const Store *store, const Conflict *conflict, const Sources *sources, Text *text) {
    RowRef sides[] = {{conflict->first, conflict->first_row}, {conflict->second, conflict->second_row}};
    text_printf(text, "{\"kind\":\"%s\",\"atoms\":[",
                conflict->key == NO_ID            ? "contrary"
                : conflict->key == CLASH_BY_AUDIT ? "audit"
                                                  : "key");
    Text atom;
    text_init(&atom);
    for (int i = 0; i < 2; i++) {
        text_empty(&atom);
        atom_print(store->program, sides[i].relation, table_row(store_table(store, sides[i].relation), sides[i].row),
                   &atom);
        if (i) text_add_char(text, ',');
        text_add_json(text, text_str(&atom));
    }
    text_clear(&atom);
    text_lit(text, "],\"proofs\":[");
    for (int i = 0; i < 2; i++) {
        Proof *proof = prove(store, sides[i].relation, sides[i].row);
        if (i) text_add_char(text, ',');
        proof_object(proof, sources, text);
        proof_free(proof);
    }
    text_lit(text, "]}");
}

static void violations_json(const Conflicts *conflicts, const Store *store, const Sources *sources, Text *text) {
    text_lit(text, "\"violations\":[");
    for (size_t i = 0; i < conflicts->count; i++) {
        if (i) text_lit(text, ",\n");
        conflict_json(store, &conflicts->items[i], sources, text);
    }
    text_lit(text, "],\n");
}

void claims_json(const Verdict *verdicts, const Store *store, const Conflicts *conflicts, const Sources *sources,
                 bool is_partial, Text *text) {
    const Agenda *agenda = store->program->agenda;
    text_lit(text, "{\"claims\":[");
    for (size_t i = 0; i < agenda->claims.count; i++) {
        if (i) text_lit(text, ",\n");
        claim_json(&verdicts[i], &agenda->claims.items[i], store, sources, text);
        text_add_char(text, '}');
    }
    text_add_char(text, ']');
    setting_json(store, NULL, text);
    text_lit(text, ",\n");
    violations_json(conflicts, store, sources, text);
    text_printf(text, "\"partial\":%s}\n", is_partial ? "true" : "false");
}

/* ---- claims of a changed world ---- */

static void was_json(const Verdict *before, Text *text) {
    text_lit(text, ",\"was\":{");
    status_json(before->status, before->reason, text);
    text_printf(text, ",\"strength\":\"%s\",\"policy_sensitive\":%s}", strength_name(before->strength),
                before->policy_sensitive ? "true" : "false");
}

static void because_json(const Difference *difference, Text *text) {
    const char *const names[] = {"without", "with", "now", "no_longer", "contradicted"};
    const Strs lists[] = {difference->without, difference->with, difference->now, difference->no_longer,
                          difference->contradicted};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        text_printf(text, "%s\"%s\":", i ? "," : "{", names[i]);
        strs_json(lists[i], text);
    }
    text_printf(text, ",\"other_value\":%s}", difference->has_other_value ? "true" : "false");
}

static void edits_json(const World *world, Text *text) {
    const Program *program = world->store->program;
    Text atom;
    text_init(&atom);
    text_lit(text, "\"facts\":[");
    for (size_t i = 0; i < world->edits.count; i++) {
        const Edit *edit = &world->edits.items[i];
        text_printf(text, "%s{\"change\":\"%s\",\"id\":", i ? ",\n" : "", edit_name(edit->kind));
        symbol_json(program, edit->label, text);
        text_empty(&atom);
        given_print(program, edit->relation, edit->values, &atom);
        text_lit(text, ",\"atom\":");
        text_add_json(text, text_str(&atom));
        text_add_char(text, '}');
    }
    text_lit(text, "],\n");
    text_clear(&atom);
}

void claims_json_beside(const Verdict *verdicts, const Verdict *before, const Differences *differences,
                        const World *world, const Sources *sources, bool is_partial, Text *text) {
    const Agenda *agenda = world->store->program->agenda;
    size_t at = 0;
    text_lit(text, "{\"claims\":[");
    for (size_t i = 0; i < agenda->claims.count; i++) {
        if (i) text_lit(text, ",\n");
        claim_json(&verdicts[i], &agenda->claims.items[i], world->store, sources, text);
        was_json(&before[i], text);
        text_lit(text, ",\"because\":");
        if (at < differences->count && differences->items[at].claim == i)
            because_json(&differences->items[at++], text);
        else
            text_lit(text, "null");
        text_add_char(text, '}');
    }
    text_add_char(text, ']');
    setting_json(world->store, NULL, text);
    text_lit(text, ",\n");
    edits_json(world, text);
    violations_json(&world->conflicts, world->store, sources, text);
    text_printf(text, "\"partial\":%s}\n", is_partial ? "true" : "false");
}
