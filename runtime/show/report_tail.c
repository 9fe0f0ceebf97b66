/* A report behind its claims: rival theories, the bibliography, fingerprints, and its end. */
#include "runtime/show/comparison_internal.h"
#include "runtime/show/report_internal.h"
#include "runtime/show/words.h"

/* ---- rivals ---- */

static void matter_row(Report *report, const Matter *matter, const Theory theories[SIDES], Text *ids) {
    Page *page = &report->page;
    page_row_begin(page);
    page_cell_begin(page, true);
    page_words(page, matter->name);
    page_cell_end(page, true);
    page_cell_begin(page, false);
    page_words(page, matter->matter);
    page_cell_end(page, false);
    for (int side = 0; side < SIDES; side++) {
        page_cell_begin(page, false);
        page_words(page, str_of(finding_name(matter->findings[side])));
        page_cell_end(page, false);
    }
    text_empty(ids);
    comparison_ids_print(theories, &matter->separating, ids);
    page_cell_begin(page, false);
    page_words(page, text_str(ids));
    page_cell_end(page, false);
    page_row_end(page);
}

static void tally_print(const Comparison *comparison, int side, Text *text) {
    bool is_first = true;
    text_printf(text, "%s: ", SIDE_NAMES[side]);
    for (Finding f = 0; f < FINDING_NONE; f++) {
        if (comparison->tally[side][f] == 0) continue;
        text_printf(text, "%s%u %s", is_first ? "" : ", ", (unsigned)comparison->tally[side][f], finding_name(f));
        is_first = false;
    }
    text_add(text, is_first ? STR("no predictions.") : STR("."));
}

void report_comparison(Report *report, const Comparison *comparison, const Theory theories[SIDES],
                       size_t prediction_count) {
    static const char *const COLUMNS[] = {"Prediction", "Matter", "A", "B", "Separated by"};
    Page *page = &report->page;
    Text words;
    if (!comparison && prediction_count == 0) return;
    text_init(&words);
    page_heading(page, 2, STR("rivals"), STR("Rival theories"));
    if (!comparison) {
        text_printf(&words, "%zu %s", prediction_count, prediction_count == 1 ? "prediction is" : "predictions are");
        text_lit(&words, " made, and no rival was named: --against RIVAL.hence sets one beside them.");
        page_paragraph(page, text_str(&words));
        text_clear(&words);
        return;
    }
    text_printf(&words, "A is %.*s, B is %.*s, beside the same facts.", STR_FMT(theories[SIDE_A].name),
                STR_FMT(theories[SIDE_B].name));
    if (theories[SIDE_A].is_partial || theories[SIDE_B].is_partial)
        text_lit(&words, " A run was stopped; what is missing here may still hold.");
    page_paragraph(page, text_str(&words));
    if (comparison->count) {
        page_table_begin(page, STR("Predictions of two theories"), COLUMNS, 5);
        for (uint32_t i = 0; i < comparison->count; i++) matter_row(report, &comparison->matters[i], theories, &words);
        page_table_end(page);
        page_list_begin(page);
        for (int side = 0; side < SIDES; side++) {
            text_empty(&words);
            tally_print(comparison, side, &words);
            page_item_begin(page, STR(""));
            page_words(page, text_str(&words));
            page_item_end(page);
        }
        page_list_end(page);
    } else {
        page_paragraph(page, STR("Neither makes a prediction."));
    }
    text_clear(&words);
}

/* ---- the tail ---- */

static void references_list(Report *report, bool used) {
    const References *r = report->references;
    Page *page = &report->page;
    Text words;
    text_init(&words);
    page_list_begin(page);
    for (uint32_t i = 0; i < r->count; i++) {
        uint32_t number = r->order[i];
        if (r->is_used[number] != used) continue;
        source_id(r, number, &words);
        page_item_begin(page, text_str(&words));
        page_strong(page, r->labels[number]);
        page_words(page, STR(" "));
        page_code(page, symbol_str(r->program, r->keys[number]));
        text_empty(&words);
        text_lit(&words, ": ");
        reference_print(r, number, &words);
        page_words(page, text_str(&words));
        page_item_end(page);
    }
    page_list_end(page);
    text_clear(&words);
}

static void bibliography(Report *report) {
    const References *r = report->references;
    uint32_t used = 0;
    if (r->count == 0) return;
    for (uint32_t i = 0; i < r->count; i++) used += r->is_used[i];
    page_heading(&report->page, 2, STR("bibliography"), STR("Bibliography"));
    if (used)
        references_list(report, true);
    else
        page_paragraph(&report->page, STR("No source is used."));
    if (used == r->count) return;
    page_heading(&report->page, 3, STR("unused"), STR("Loaded and not used here"));
    references_list(report, false);
}

static void fingerprints(Report *report, const Fingerprints *prints) {
    static const char *const TITLES[] = {[PRINT_RULES] = "Rules, and the facts that stand among them",
                                         [PRINT_FACTS] = "Tables of facts",
                                         [PRINT_BIBLIOGRAPHY] = "Bibliographies"};
    Page *page = &report->page;
    page_heading(page, 2, STR("fingerprints"), STR("Fingerprints"));
    page_paragraph_begin(page);
    page_words(page, STR("Made by Hence "));
    page_words(page, prints->version);
    page_words(
        page,
        STR(". Each file is named with the SHA-256 of its bytes; the one in front is that of the lines of its list, "
            "as sha256sum writes them. The same files give the same page."));
    page_paragraph_end(page);
    for (int kind = 0; kind < PRINT_KINDS; kind++) {
        if (prints->together[kind].length == 0) continue;
        page_heading(page, 3, STR(""), str_of(TITLES[kind]));
        page_paragraph_begin(page);
        page_code(page, prints->together[kind]);
        page_paragraph_end(page);
        page_list_begin(page);
        for (size_t i = 0; i < prints->count; i++) {
            const Fingerprint *file = &prints->files[i];
            if ((int)file->kind != kind) continue;
            page_item_begin(page, STR(""));
            page_code(page, file->digest.length ? file->digest : STR("could not be read again"));
            page_words(page, STR("  "));
            page_words(page, file->name);
            page_item_end(page);
        }
        page_list_end(page);
    }
}

void report_tail(Report *report, const Fingerprints *prints) {
    bibliography(report);
    fingerprints(report, prints);
    page_raw(&report->page, "</main>\n</body>\n</html>\n");
}
