/* Two theories side by side as JSON; members stand in the order of comparison.h. */
#include "runtime/show/comparison_internal.h"

#include "runtime/show/json_internal.h"
#include "runtime/show/words.h"

static void findings_json(const Finding findings[SIDES], Text *text) {
    text_lit(text, "\"verdict\":{");
    for (uint32_t side = 0; side < SIDES; side++) {
        text_printf(text, "%s\"%s\":", side ? "," : "", SIDE_NAMES[side]);
        string_or_null(findings[side] == FINDING_NONE ? STR("") : str_of(finding_name(findings[side])), text);
    }
    text_add_char(text, '}');
}

static void shown_json(const Theory *theory, const Tested *tested, Text *text) {
    Text words;
    text_init(&words);
    text_lit(text, "\"shown\":[");
    for (uint32_t i = 0; i < tested->shown.count; i++) {
        const Shown *shown = &tested->shown.items[i];
        const Value *row = table_row(store_table(theory->store, shown->relation), shown->row);
        text_add(text, i ? STR(",{\"atom\":") : STR("{\"atom\":"));
        text_empty(&words);
        atom_print(theory->store->program, shown->relation, row, &words);
        text_add_json(text, text_str(&words));
        text_lit(text, ",\"sentence\":");
        text_empty(&words);
        sentence_print(theory->store->program, shown->relation, row, &words);
        text_add_json(text, text_str(&words));
        text_add_char(text, '}');
    }
    text_add_char(text, ']');
    text_clear(&words);
}

static void tested_json(const Theory *theory, uint32_t side, const Tested *tested, Text *text) {
    const Prediction *p = tested->prediction;
    const Program *program = theory->store->program;
    Text sentence;
    text_init(&sentence);
    if (p) expected_print(theory->store, p, &sentence);
    text_printf(text, "{\"side\":\"%s\",\"expects\":", SIDE_NAMES[side]);
    string_or_null(p ? p->expected_text : STR(""), text);
    text_lit(text, ",\"sentence\":");
    string_or_null(text_str(&sentence), text);
    text_lit(text, ",\"premise\":");
    string_or_null(p ? p->premise_text : STR(""), text);
    text_printf(text, ",\"reconstruction\":%s,", p && p->is_reconstruction ? "true" : "false");
    text_lit(text, "\"cites\":");
    cites_json(program, p ? p->cites : (Cites){NULL, 0}, text);
    text_printf(text, ",\"fit\":\"%s\",", fit_name(tested->fit));
    shown_json(theory, tested, text);
    text_add_char(text, '}');
    text_clear(&sentence);
}

static void fact_id_json(const Theory *theory, const Shown *fact, Text *text) {
    Text id;
    text_init(&id);
    if (store_origin_count(theory->store, fact->relation, fact->row))
        origin_print(theory->store, theory->sources, store_origin(theory->store, fact->relation, fact->row, 0), &id);
    string_or_null(text_str(&id), text);
    text_clear(&id);
}

static void fact_json(const Theory *theory, const Shown *fact, Text *text) {
    const Program *program = theory->store->program;
    Text words;
    text_init(&words);
    sentence_print(program, fact->relation, table_row(store_table(theory->store, fact->relation), fact->row), &words);
    text_lit(text, "{\"id\":");
    fact_id_json(theory, fact, text);
    text_lit(text, ",\"sentence\":");
    text_add_json(text, text_str(&words));
    text_clear(&words);
    text_lit(text, ",\"sources\":[");
    bool is_first = true;
    for (uint32_t i = 0; i < store_origin_count(theory->store, fact->relation, fact->row); i++) {
        Cites cites = store_origin(theory->store, fact->relation, fact->row, i).cites;
        for (uint32_t k = 0; k < cites.count; k++) {
            if (!is_first) text_add_char(text, ',');
            is_first = false;
            text_add_json(text, symbol_str(program, cites.items[k].key));
        }
    }
    text_lit(text, "]}");
}

static void aspect_json(const Aspect *aspect, const Theory theories[SIDES], Text *text) {
    text_lit(text, "{\"aspect\":");
    string_or_null(aspect->name, text);
    text_add_char(text, ',');
    findings_json(aspect->findings, text);
    text_lit(text, ",\n\"theories\":[");
    for (uint32_t side = 0; side < SIDES; side++) {
        if (side) text_lit(text, ",\n");
        tested_json(&theories[side], side, &aspect->tested[side], text);
    }
    text_lit(text, "],\n\"facts\":[");
    for (uint32_t i = 0; i < aspect->facts.count; i++) {
        if (i) text_lit(text, ",\n");
        fact_json(&theories[aspect->facts.items[i].side], &aspect->facts.items[i], text);
    }
    text_lit(text, "]}");
}

static void matter_json(const Matter *matter, const Theory theories[SIDES], Text *text) {
    text_lit(text, "{\"id\":");
    text_add_json(text, matter->name);
    text_lit(text, ",\"matter\":");
    string_or_null(matter->matter, text);
    text_add_char(text, ',');
    findings_json(matter->findings, text);
    text_lit(text, ",\n\"aspects\":[");
    for (uint32_t i = 0; i < matter->aspect_count; i++) {
        if (i) text_lit(text, ",\n");
        aspect_json(&matter->aspects[i], theories, text);
    }
    text_lit(text, "],\n\"separated_by\":[");
    for (uint32_t i = 0; i < matter->separating.count; i++) {
        if (i) text_add_char(text, ',');
        fact_id_json(&theories[matter->separating.items[i].side], &matter->separating.items[i], text);
    }
    text_lit(text, "]}");
}

static void tally_json(const Comparison *comparison, Text *text) {
    text_lit(text, "\"tally\":{");
    for (uint32_t side = 0; side < SIDES; side++) {
        text_printf(text, "%s\"%s\":{", side ? "," : "", SIDE_NAMES[side]);
        for (Finding f = 0; f < FINDING_NONE; f++)
            text_printf(text, "%s\"%s\":%u", f ? "," : "", finding_name(f), (unsigned)comparison->tally[side][f]);
        text_add_char(text, '}');
    }
    text_add_char(text, '}');
}

static void claims_both_json(const Theory theories[SIDES], Text *text) {
    const Agenda *agenda = theories[SIDE_A].store->program->agenda;
    bool is_first = true;
    text_lit(text, "\"claims\":[");
    for (size_t i = 0; i < agenda->claims.count; i++) {
        const Claim *claim = &agenda->claims.items[i], *twin = twin_of(theories, claim);
        if (!twin) continue;
        text_add(text, is_first ? STR("{\"name\":") : STR(",{\"name\":"));
        is_first = false;
        text_add_json(text, symbol_str(theories[SIDE_A].store->program, claim->name));
        text_printf(text, ",\"A\":\"%s\"", status_name(judge_claim(theories[SIDE_A].store, claim).status));
        text_printf(text, ",\"B\":\"%s\"}", status_name(judge_claim(theories[SIDE_B].store, twin).status));
    }
    text_add_char(text, ']');
}

void comparison_json(const Comparison *comparison, const Theory theories[SIDES], Text *text) {
    text_lit(text, "{\"theories\":[");
    for (uint32_t side = 0; side < SIDES; side++) {
        text_printf(text, "%s{\"side\":\"%s\",\"file\":", side ? "," : "", SIDE_NAMES[side]);
        text_add_json(text, theories[side].name);
        text_add_char(text, '}');
    }
    text_lit(text, "],\n\"predictions\":[");
    for (uint32_t i = 0; i < comparison->count; i++) {
        if (i) text_lit(text, ",\n");
        matter_json(&comparison->matters[i], theories, text);
    }
    text_lit(text, "],\n");
    tally_json(comparison, text);
    text_lit(text, ",\n");
    claims_both_json(theories, text);
    bool is_partial = theories[SIDE_A].is_partial || theories[SIDE_B].is_partial;
    text_printf(text, ",\n\"partial\":%s}\n", is_partial ? "true" : "false");
}
