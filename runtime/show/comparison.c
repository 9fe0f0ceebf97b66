/* Two theories side by side.
 *
 * What is expected is told in the sentences of the relations, so that both theories and the facts speak in the same
 * words.  Facts without id and citation are the frame in which a case is told; they are left out of the text where
 * others bear the weight. */
#include "runtime/show/comparison_internal.h"

#include <stdio.h>
#include <string.h>

#include "runtime/show/prose.h"
#include "runtime/show/table.h"
#include "runtime/show/tree.h"
#include "runtime/show/words.h"

const char *const SIDE_NAMES[SIDES] = {"A", "B"};

/* ---- what is expected, in words ---- */

/* A question with values for some of its variables. */
typedef struct {
    const Question *question;
    const Value *values; /* by column; NULL: none */
} Binding;

static Value value_in(const Program *program, Term term, Binding binding) {
    if (term.kind == TERM_CONST) return term.id;
    if (term.kind == TERM_ANY) return value_symbol(program->values, STR("..."));
    if (binding.values && binding.values[term.id] != COMPARE_FREE) return binding.values[term.id];
    Str name = symbol_str(program, binding.question->names[term.id]);
    return value_symbol(program->values, name.text[0] == '_' ? STR("...") : name);
}

/* A pattern told like a row: variables by their values or names, `...` for what may be anything (`_`, `_What`). */
static void part_sentence(const Store *store, Binding binding, const Part *part, Text *text) {
    const Program *program = store->program;
    const Relation *relation = &program->relations.items[part->relation];
    Value row[64]; /* no relation has more columns */
    for (uint32_t i = 0; i < relation->arity; i++) row[i] = value_in(program, part->terms[i], binding);
    if (part->is_negated) text_lit(text, "nothing says that ");
    if (relation->sentence.length || relation->arity == 0) {
        sentence_print(program, part->relation, row, text);
        return;
    }
    if (relation->is_negative) text_add_char(text, '-');
    text_add(text, symbol_str(program, relation->name));
    for (uint32_t i = 0; i < relation->arity; i++) {
        text_add(text, i ? STR(", ") : STR("("));
        value_print_plain(program->values, row[i], text);
    }
    text_add_char(text, ')');
}

static bool is_plain(const Part *parts, uint32_t count) {
    bool is_plain = count > 0;
    for (uint32_t i = 0; i < count; i++) is_plain = is_plain && parts[i].is_atom;
    return is_plain;
}

static void parts_sentence(const Store *store, Binding binding, const Part *parts, uint32_t count, Str written,
                           Text *text) {
    if (!is_plain(parts, count)) {
        text_add(text, written);
        return;
    }
    for (uint32_t i = 0; i < count; i++) {
        if (i) text_lit(text, ", and ");
        part_sentence(store, binding, &parts[i], text);
    }
}

/* What is expected under one binding of the premise. */
static void instance_print(const Store *store, const Prediction *p, const Value *values, Text *text) {
    for (uint32_t i = 0; i < p->alternative_count; i++) {
        const Alternative *alternative = &p->alternatives[i];
        if (i) text_lit(text, "; or ");
        parts_sentence(store, (Binding){&p->expected, values}, alternative->parts, alternative->part_count,
                       alternative->text, text);
    }
}

void expected_print(const Store *store, const Prediction *p, Text *text) {
    if (!p->is_definite) text_lit(text, "nothing definite");
    instance_print(store, p, NULL, text);
    if (!p->has_premise) return;
    text_lit(text, ", if ");
    parts_sentence(store, (Binding){&p->premise, NULL}, p->premise_parts, p->premise_part_count, p->premise_text, text);
}

/* ---- one matter ---- */

static void line_begin(const char *word, Text *text) { text_printf(text, "  %-11s", word); }

static void expects_print(const Theory *theory, uint32_t side, const Tested *tested, Text *text) {
    char word[16] = {SIDE_NAMES[side][0], ' ', 'e', 'x', 'p', 'e', 'c', 't', 's'};
    line_begin(word, text);
    if (!tested->prediction) {
        text_lit(text, "-\n");
        return;
    }
    for (uint32_t i = 0; i < tested->instance_count; i++) {
        if (i) text_add_char(text, '\n'), line_begin("", text);
        instance_print(theory->store, tested->prediction, tested->instances[i].values, text);
        text_printf(text, ": %s", fit_name(tested->instances[i].fit));
    }
    if (tested->fit == FIT_UNDETERMINED) {
        text_lit(text, "nothing definite");
    } else if (tested->instance_count == 0) {
        expected_print(theory->store, tested->prediction, text);
        text_printf(text, ": %s", fit_name(tested->fit));
    }
    cites_print(theory->store->program, tested->prediction->cites, text);
    if (tested->prediction->is_reconstruction) text_lit(text, " (reconstruction)");
    text_add_char(text, '\n');
}

/* The rows shown of both theories, those that read alike once. */
static void shown_print(const Theory theories[SIDES], const Aspect *aspect, Text *text) {
    Text sentence, said;
    text_init(&sentence);
    text_init(&said);
    for (uint32_t side = 0; side < SIDES; side++)
        for (uint32_t i = 0; i < aspect->tested[side].shown.count; i++) {
            const Shown *shown = &aspect->tested[side].shown.items[i];
            const Store *store = theories[side].store;
            text_empty(&sentence);
            text_add_char(&sentence, '\n');
            sentence_print(store->program, shown->relation, table_row(store_table(store, shown->relation), shown->row),
                           &sentence);
            text_add_char(&sentence, '\n');
            if (said.length && strstr(said.bytes, sentence.bytes)) continue;
            line_begin(said.length ? "" : "facts say", text);
            text_add(text, (Str){sentence.bytes + 1, sentence.length - 1});
            text_add(&said, text_str(&sentence));
        }
    bool is_settled = false; /* by the absence of what was not expected */
    for (uint32_t side = 0; side < SIDES; side++)
        is_settled = is_settled || aspect->tested[side].fit == FIT_FITS || aspect->tested[side].fit == FIT_MISFITS;
    if (said.length == 0) {
        line_begin("facts say", text);
        text_add(text, is_settled ? STR("nothing of the kind\n") : STR("nothing that settles it\n"));
    }
    text_clear(&said);
    text_clear(&sentence);
}

static bool has_named(const Theory theories[SIDES], const ShownRows *rows) {
    for (uint32_t i = 0; i < rows->count; i++)
        if (shown_is_named(theories[rows->items[i].side].store, &rows->items[i])) return true;
    return false;
}

/* `F118 [Lukashenko 2011]; F117 [s000]`, broken into lines. */
#define LINE_WIDTH 110
static void facts_print(const Theory theories[SIDES], const ShownRows *facts, Text *text) {
    bool only_named = has_named(theories, facts);
    size_t begin = 0;
    Text one;
    text_init(&one);
    for (uint32_t i = 0; i < facts->count; i++) {
        const Theory *theory = &theories[facts->items[i].side];
        if (only_named && !shown_is_named(theory->store, &facts->items[i])) continue;
        text_empty(&one);
        statements_print(theory->store, facts->items[i].relation, facts->items[i].row, theory->sources, &one);
        if (begin && text->length + str_width(text_str(&one)) + 2 - begin > LINE_WIDTH) {
            text_lit(text, ";\n");
            begin = 0;
        } else if (begin) {
            text_lit(text, "; ");
        }
        if (!begin) begin = text->length, line_begin("", text), text_lit(text, "  ");
        text_add(text, text_str(&one));
    }
    if (begin) text_add_char(text, '\n');
    text_clear(&one);
}

static void verdict_line(const Finding findings[SIDES], Text *text) {
    line_begin("verdict", text);
    text_printf(text, "A %s, B %s\n", finding_name(findings[SIDE_A]), finding_name(findings[SIDE_B]));
}

static void matter_print(const Matter *matter, const Theory theories[SIDES], Text *text) {
    text_printf(text, "%.*s  %.*s\n", STR_FMT(matter->name), STR_FMT(matter->matter));
    for (uint32_t i = 0; i < matter->aspect_count; i++) {
        const Aspect *aspect = &matter->aspects[i];
        if (aspect->name.length) text_printf(text, "  - %.*s\n", STR_FMT(aspect->name));
        for (uint32_t side = 0; side < SIDES; side++) expects_print(&theories[side], side, &aspect->tested[side], text);
        shown_print(theories, aspect, text);
        facts_print(theories, &aspect->facts, text);
        verdict_line(aspect->findings, text);
    }
    if (matter->aspect_count > 1) {
        text_lit(text, "  - together\n");
        verdict_line(matter->findings, text);
    }
    text_add_char(text, '\n');
}

/* ---- the table and the tally ---- */

/* Ids of the facts; their places only where none has an id. */
void comparison_ids_print(const Theory theories[SIDES], const ShownRows *facts, Text *text) {
    bool has_ids = false, is_first = true;
    for (int round = 0; round < 2 && !has_ids; round++)
        for (uint32_t i = 0; i < facts->count; i++) {
            const Shown *fact = &facts->items[i];
            const Theory *theory = &theories[fact->side];
            if (store_origin_count(theory->store, fact->relation, fact->row) == 0) continue;
            Origin origin = store_origin(theory->store, fact->relation, fact->row, 0);
            if ((origin.label == NO_SYMBOL) != (round == 1)) continue;
            has_ids = true;
            if (!is_first) text_lit(text, ", ");
            is_first = false;
            origin_print(theory->store, theory->sources, origin, text);
        }
}

static void verdicts_print(const Comparison *comparison, const Theory theories[SIDES], Text *text) {
    static const char *const HEADER[] = {"id", "matter", "A", "B", "separated by"};
    Grid grid;
    grid_init(&grid, 5, true);
    for (int i = 0; i < 5; i++) grid_add(&grid, str_of(HEADER[i]));
    Text ids;
    text_init(&ids);
    for (uint32_t i = 0; i < comparison->count; i++) {
        const Matter *matter = &comparison->matters[i];
        grid_add(&grid, matter->name);
        grid_add(&grid, matter->matter);
        for (uint32_t side = 0; side < SIDES; side++) grid_add(&grid, str_of(finding_name(matter->findings[side])));
        text_empty(&ids);
        comparison_ids_print(theories, &matter->separating, &ids);
        grid_add(&grid, text_str(&ids));
    }
    text_clear(&ids);
    grid_print(&grid, "", text);
    grid_clear(&grid);
}

static void tally_print(const Comparison *comparison, Text *text) {
    Grid grid;
    grid_init(&grid, FINDING_COUNT + 1, true);
    grid_add(&grid, STR("tally"));
    for (Finding f = 0; f < FINDING_NONE; f++) grid_add(&grid, str_of(finding_name(f)));
    for (uint32_t side = 0; side < SIDES; side++) {
        grid_add(&grid, str_of(SIDE_NAMES[side]));
        for (Finding f = 0; f < FINDING_NONE; f++) {
            char number[16];
            snprintf(number, sizeof number, "%u", (unsigned)comparison->tally[side][f]);
            grid_add(&grid, str_of(number));
        }
    }
    grid_print(&grid, "", text);
    grid_clear(&grid);
}

/* ---- claims that both make ---- */

const Claim *twin_of(const Theory theories[SIDES], const Claim *claim) {
    Symbol name = intern_find(values_symbols(theories[SIDE_B].store->program->values),
                              symbol_str(theories[SIDE_A].store->program, claim->name));
    return name == NO_SYMBOL ? NULL : claim_find(theories[SIDE_B].store->program, name);
}

static void claims_both(const Theory theories[SIDES], Text *text) {
    const Agenda *agenda = theories[SIDE_A].store->program->agenda;
    Grid grid;
    grid_init(&grid, 4, true);
    grid_add(&grid, STR("claim"));
    grid_add(&grid, STR("A"));
    grid_add(&grid, STR("B"));
    grid_add(&grid, STR(""));
    for (size_t i = 0; i < agenda->claims.count; i++) {
        const Claim *claim = &agenda->claims.items[i], *twin = twin_of(theories, claim);
        if (!twin) continue;
        grid_add(&grid, symbol_str(theories[SIDE_A].store->program, claim->name));
        grid_add(&grid, str_of(status_name(judge_claim(theories[SIDE_A].store, claim).status)));
        grid_add(&grid, str_of(status_name(judge_claim(theories[SIDE_B].store, twin).status)));
        grid_add(&grid, claim->sentence);
    }
    if (grid.ends.count > 4) text_add_char(text, '\n'), grid_print(&grid, "", text);
    grid_clear(&grid);
}

void comparison_print(const Comparison *comparison, const Theory theories[SIDES], Text *text) {
    for (uint32_t side = 0; side < SIDES; side++)
        text_printf(text, "%s  %.*s\n", SIDE_NAMES[side], STR_FMT(theories[side].name));
    if (theories[SIDE_A].is_partial || theories[SIDE_B].is_partial)
        text_lit(text, "(partial: a run was stopped; what is missing here may still hold)\n");
    text_add_char(text, '\n');
    if (comparison->count == 0) {
        text_lit(text, "no predictions: write one as  prediction name \"matter\": body.\n");
        return;
    }
    for (uint32_t i = 0; i < comparison->count; i++) matter_print(&comparison->matters[i], theories, text);
    verdicts_print(comparison, theories, text);
    text_add_char(text, '\n');
    tally_print(comparison, text);
    claims_both(theories, text);
}
