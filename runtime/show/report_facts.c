/* The facts of a claim as tables: what each says, by whose word, and who contests it. */
#include "runtime/io/disk.h"
#include "runtime/show/claims_table.h"
#include "runtime/show/report_claim_internal.h"
#include "runtime/show/words.h"

enum { FACTS_SHOWN = 200 };

static void fact_ids(ClaimTelling *t, RowRef fact) {
    const Store *store = t->report->store;
    for (uint32_t i = 0; i < store_origin_count(store, fact.relation, fact.row); i++) {
        if (i) page_cell_break(t->page);
        text_empty(&t->words);
        Origin origin = store_origin(store, fact.relation, fact.row, i);
        origin_print(store, t->report->sources, origin, &t->words);
        Str id = origin.label == NO_SYMBOL ? path_file(text_str(&t->words)) : text_str(&t->words);
        page_words(t->page, id.length ? id : STR("given"));
    }
    text_empty(&t->words);
}

static void fact_sources(ClaimTelling *t, RowRef fact) {
    const Store *store = t->report->store;
    bool is_first = true;
    for (uint32_t i = 0; i < store_origin_count(store, fact.relation, fact.row); i++) {
        Cites cites = store_origin(store, fact.relation, fact.row, i).cites;
        for (uint32_t k = 0; k < cites.count; k++) {
            if (!is_first) page_cell_break(t->page);
            is_first = false;
            report_cite(t->report, &cites.items[k]);
        }
    }
    if (is_first) page_words(t->page, STR("none"));
}

/* rivals: NULL where nobody contests any fact of the table. */
static void fact_row(ClaimTelling *t, RowRef fact, const Strings *rivals) {
    Page *page = t->page;
    page_row_begin(page);
    page_cell_begin(page, true);
    fact_ids(t, fact);
    page_cell_end(page, true);
    page_cell_begin(page, false);
    given_print_saying(program_of(t), fact.relation, table_row(store_table(t->report->store, fact.relation), fact.row),
                       &t->words);
    page_words(page, text_str(&t->words));
    text_empty(&t->words);
    if (program_of(t)->relations.items[fact.relation].helper == HELPER_APPLIES) page_words(page, STR(" (reported)"));
    page_cell_end(page, false);
    page_cell_begin(page, false);
    fact_sources(t, fact);
    page_cell_end(page, false);
    if (rivals) {
        page_cell_begin(page, false);
        if (rivals->count == 0) page_words(page, STR("nobody"));
        for (size_t i = 0; i < rivals->count; i++) {
            if (i) page_cell_break(page);
            page_words(page, rivals->items[i]);
        }
        page_cell_end(page, false);
    }
    page_row_end(page);
}

static void facts_table(ClaimTelling *t, int side, const char *name) {
    static const char *const COLUMNS[] = {"Fact", "What it says", "Source", "Contested by"};
    size_t count = t->grounds.facts[side].count, shown = count > FACTS_SHOWN ? FACTS_SHOWN : count;
    bool has_rivals = false;
    Strings rivals[FACTS_SHOWN] = {{0}}; /* of each */
    if (count == 0) return;
    for (size_t i = 0; i < shown; i++) {
        fact_rivals(t->report, t->grounds.facts[side].items[i], &t->arena, &rivals[i]);
        has_rivals = has_rivals || rivals[i].count > 0;
    }
    page_table_begin(t->page, str_of(name), COLUMNS, has_rivals ? 4 : 3);
    for (size_t i = 0; i < shown; i++) fact_row(t, t->grounds.facts[side].items[i], has_rivals ? &rivals[i] : NULL);
    page_table_end(t->page);
    for (size_t i = 0; i < shown; i++) vec_free(&rivals[i]);
    if (count > shown)
        text_printf(&t->words, "And %zu more facts: hence why %.*s --full shows all.", count - shown,
                    STR_FMT(symbol_str(program_of(t), t->told->claim->name))),
            part_paragraph(t);
    if (!has_rivals) page_paragraph(t->page, count == 1 ? STR("Nobody contests it.") : STR("Nobody contests these."));
}

void part_grounds(ClaimTelling *t) {
    const Verdict *verdict = t->told->verdict;
    bool has_sides = t->grounds.facts[SIDE_AGAINST].count > 0;
    part_heading(t, verdict->status == STATUS_REFUTED ? "Grounds against it" : "Grounds");
    if (verdict->hinges_on_count) {
        text_lit(&t->words, "It hinges on what is not known: ");
        verdict_hinges_print(verdict, LINES_SHOWN, &t->words);
        text_add_char(&t->words, '.');
        part_paragraph(t);
    }
    if (t->grounds.facts[SIDE_FOR].count + t->grounds.facts[SIDE_AGAINST].count == 0)
        page_paragraph(t->page, is_decided(t) ? STR("No facts: it follows from the rules alone.")
                                              : STR("No facts speak for it or against it."));
    if (has_sides && t->grounds.facts[SIDE_FOR].count) page_paragraph(t->page, STR("For it:"));
    facts_table(t, SIDE_FOR, "Facts for it");
    if (has_sides) page_paragraph(t->page, STR("Against it:"));
    facts_table(t, SIDE_AGAINST, "Facts against it");
    if (t->grounds.left_out == 0) return;
    text_printf(&t->words, "%llu more rows that aggregates ran over were not gone through.",
                (unsigned long long)t->grounds.left_out);
    part_paragraph(t);
}
