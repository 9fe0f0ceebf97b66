/* JSON.  Everything is written straight into the text, a step at a time; a proof is a flat list. */
#include "runtime/show/json.h"

#include "runtime/judge/outlook.h"
#include "runtime/show/account_json.h"
#include "runtime/show/json_internal.h"
#include "runtime/show/setting.h"
#include "runtime/show/table.h"
#include "runtime/show/words.h"

void symbol_json(const Program *program, Symbol symbol, Text *text) {
    if (symbol == NO_SYMBOL)
        text_lit(text, "null");
    else
        text_add_json(text, symbol_str(program, symbol));
}

void string_or_null(Str piece, Text *text) {
    if (piece.length)
        text_add_json(text, piece);
    else
        text_lit(text, "null");
}

void atom_json(const Store *store, RelId relation, const Value *row, Text *text) {
    Text atom;
    text_init(&atom);
    atom_print(store->program, relation, row, &atom);
    text_add_json(text, text_str(&atom));
    text_clear(&atom);
}

void status_json(Status status, Reason reason, Text *text) {
    text_printf(text, "\"status\":\"%s\",\"reason\":", status_name(status));
    string_or_null(str_of(reason_name(reason)), text);
}

/* ---- answers ---- */

static void rows_json(const Store *store, const Question *question, const Table *table, const RowIds *rows,
                      Text *text) {
    text_add_char(text, '[');
    for (size_t i = 0; i < rows->count; i++) {
        text_add(text, i ? STR(",[") : STR("["));
        for (uint32_t c = 0; c < question->name_count; c++) {
            if (c) text_add_char(text, ',');
            value_print_json(store->program->values, table_row(table, rows->items[i])[c], text);
        }
        text_add_char(text, ']');
    }
    text_add_char(text, ']');
}

void answers_json(const Store *store, const Question *question, Text *text) {
    RowIds rows = {0}, open = {0};
    Outlook outlook;
    outlook_init(&outlook, store, question);
    sorted_rows(store, question->answer, &rows);
    undecided_rows(&outlook.view, question->answer, &open);
    text_lit(text, "{\"query\":");
    text_add_json(text, question->text);
    if (question->name_count == 0) {
        text_printf(text, ",\"holds\":%s", rows.count ? "true" : open.count ? "null" : "false");
    } else {
        text_lit(text, ",\"names\":[");
        for (uint32_t i = 0; i < question->name_count; i++) {
            if (i) text_add_char(text, ',');
            symbol_json(store->program, question->names[i], text);
        }
        text_lit(text, "],\"answers\":");
        rows_json(store, question, store_table(store, question->answer), &rows, text);
        if (open.count) {
            text_lit(text, ",\"undecided\":");
            rows_json(store, question, store_possible(&outlook.view, question->answer), &open, text);
        }
    }
    outlook_clear(&outlook);
    text_add_char(text, '}');
    vec_free(&rows);
    vec_free(&open);
}

/* ---- proofs ---- */

static void cite_json(const Program *program, const Cite *cite, Text *text) {
    text_lit(text, "{\"key\":");
    symbol_json(program, cite->key, text);
    text_lit(text, ",\"locator\":");
    string_or_null(cite->locator, text);
    text_add_char(text, '}');
}

static void add_cites(const Program *program, Cites cites, bool *is_first, Text *text) {
    for (uint32_t i = 0; i < cites.count; i++) {
        if (!*is_first) text_add_char(text, ',');
        *is_first = false;
        cite_json(program, &cites.items[i], text);
    }
}

void cites_json(const Program *program, Cites cites, Text *text) {
    bool is_first = true;
    text_add_char(text, '[');
    add_cites(program, cites, &is_first, text);
    text_add_char(text, ']');
}

/* "rule", "place", "gloss", "cites" of a derived step; of a given one the citations of all its statements. */
static void origin_json(const Proof *proof, const Step *step, const Sources *sources, Text *text) {
    const Program *program = proof->store->program;
    const Rule *rule = step_rule(proof, step);
    uint32_t count = rule ? 0 : store_origin_count(proof->store, step->relation, step->row);
    Text place;
    text_init(&place);
    if (rule)
        place_print(sources, rule->span, &place);
    else if (count)
        place_print(sources, store_origin(proof->store, step->relation, step->row, 0).span, &place);
    text_lit(text, ",\"rule\":");
    symbol_json(program, rule ? rule->label : NO_SYMBOL, text);
    text_lit(text, ",\"place\":");
    string_or_null(text_str(&place), text);
    text_clear(&place);
    text_lit(text, ",\"gloss\":");
    string_or_null(rule ? rule->gloss : STR(""), text);
    text_lit(text, ",\"cites\":[");
    bool is_first = true;
    if (rule) add_cites(program, rule->cites, &is_first, text);
    for (uint32_t i = 0; i < count; i++)
        add_cites(program, store_origin(proof->store, step->relation, step->row, i).cites, &is_first, text);
    text_add_char(text, ']');
}

static void premises_json(const Step *step, Text *text) {
    bool is_first = true;
    text_lit(text, ",\"premises\":[");
    for (uint32_t i = 0; i < step->premise_count; i++) {
        if (step->premises[i] == NO_STEP) continue;
        if (!is_first) text_add_char(text, ',');
        is_first = false;
        text_add_int(text, step->premises[i]);
    }
    text_add_char(text, ']');
}

static void checks_json(const Proof *proof, const Step *step, const Sources *sources, Text *text) {
    const Rule *rule = step_rule(proof, step);
    bool is_first = true;
    Text check;
    text_init(&check);
    text_lit(text, ",\"checks\":[");
    for (uint32_t i = 0; rule && !rule->is_fold && !step->is_lost && i < rule->literal_count; i++) {
        bool is_told = literal_has_row(step, i) && !is_aggregate(proof->store->program, &rule->body[i]);
        if (is_told || check_is_trivial(&rule->body[i])) continue;
        text_empty(&check);
        literal_words_print(proof->store->program, rule, &rule->body[i], step->bindings, sources, &check);
        if (!is_first) text_add_char(text, ',');
        is_first = false;
        text_add_json(text, text_str(&check));
    }
    text_clear(&check);
    text_add_char(text, ']');
    if (rule && rule->is_fold) text_printf(text, ",\"rows\":%u", (unsigned)step->row_count);
}

static void statements_json(const Proof *proof, const Step *step, const Sources *sources, Text *text) {
    uint32_t count = step->rule == NO_ID ? store_origin_count(proof->store, step->relation, step->row) : 0;
    bool is_first = true;
    Text id;
    text_init(&id);
    text_lit(text, ",\"fact_ids\":[");
    for (uint32_t i = 0; i < count; i++) {
        text_empty(&id);
        origin_print(proof->store, sources, store_origin(proof->store, step->relation, step->row, i), &id);
        if (id.length == 0) continue;
        if (!is_first) text_add_char(text, ',');
        is_first = false;
        text_add_json(text, text_str(&id));
    }
    text_clear(&id);
    text_lit(text, "],\"sources\":[");
    is_first = true;
    for (uint32_t i = 0; i < count; i++) {
        Cites cites = store_origin(proof->store, step->relation, step->row, i).cites;
        for (uint32_t k = 0; k < cites.count; k++) {
            if (!is_first) text_add_char(text, ',');
            is_first = false;
            symbol_json(proof->store->program, cites.items[k].key, text);
        }
    }
    text_lit(text, "]}");
}

/* The rivals of an accepted row that applied, where there are any. */
static void against_json(const Proof *proof, const Step *step, const Sources *sources, Text *text) {
    const Program *program = proof->store->program;
    RelId about = relation_disputed(program, step->relation);
    if (about == NO_ID) return;
    Dispute dispute = dispute_of_step(proof, step);
    if (dispute.contra.count) {
        text_lit(text, ",\"against\":");
        arguments_json(proof->store, &dispute.contra, sources, text);
    }
    dispute_clear(&dispute);
}

static void words_json(const Proof *proof, const Step *step, const Sources *sources, Text *text) {
    Text words;
    text_init(&words);
    step_print_atom(proof, step, sources, &words);
    text_add_json(text, text_str(&words));
    text_lit(text, ",\"sentence\":");
    text_empty(&words);
    step_print_sentence(proof, step, sources, &words);
    text_add_json(text, text_str(&words));
    text_clear(&words);
}

void proof_members(const Proof *proof, const Sources *sources, Text *text) {
    Text atom;
    text_init(&atom);
    step_print_atom(proof, &proof->steps.items[0], sources, &atom);
    text_lit(text, "\"proves\":");
    text_add_json(text, text_str(&atom));
    text_clear(&atom);
    text_lit(text, ",\n\"steps\":[");
    for (size_t i = 0; i < proof->steps.count; i++) {
        const Step *step = &proof->steps.items[i];
        if (i) text_lit(text, ",\n");
        text_printf(text, "{\"id\":%zu,\"atom\":", i);
        words_json(proof, step, sources, text);
        origin_json(proof, step, sources, text);
        premises_json(step, text);
        checks_json(proof, step, sources, text);
        against_json(proof, step, sources, text);
        statements_json(proof, step, sources, text);
        if (!text_flow(text)) break;
    }
    text_printf(text, "],\n\"lowest\":%s", proof->may_be_lower ? "false" : "true");
}

void proof_object(const Proof *proof, const Sources *sources, Text *text) {
    text_add_char(text, '{');
    proof_members(proof, sources, text);
    text_add_char(text, '}');
}

void proof_json(const Proof *proof, const Sources *sources, Text *text) {
    proof_object(proof, sources, text);
    text_add_char(text, '\n');
}
