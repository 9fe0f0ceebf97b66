/* A report from its title to the list of claims, and what its parts share. */
#include "runtime/judge/candidates.h"
#include "runtime/show/claims_table.h"
#include "runtime/show/conflicts.h"
#include "runtime/show/lines.h"
#include "runtime/show/report_internal.h"
#include "runtime/show/words.h"

static const Program *program_of(const Report *report) { return report->store->program; }

/* ---- ids ---- */

static bool is_word(Str name) {
    for (size_t i = 0; i < name.length; i++) {
        char c = name.text[i];
        bool fits = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        if (!fits) return false;
    }
    return name.length > 0;
}

Str claim_id(const Report *report, const Claim *claim, const char *suffix, Arena *arena) {
    Str name = symbol_str(program_of(report), claim->name);
    if (is_word(name)) return arena_printf(arena, "claim-%.*s%s", STR_FMT(name), suffix);
    size_t number = (size_t)(claim - program_of(report)->agenda->claims.items);
    return arena_printf(arena, "claim--%zu%s", number + 1, suffix);
}

void source_id(const References *references, uint32_t number, Text *text) {
    Str key = symbol_str(references->program, references->keys[number]);
    text_empty(text);
    if (is_word(key))
        text_printf(text, "source-%.*s", STR_FMT(key));
    else
        text_printf(text, "source--%u", (unsigned)number + 1);
}

/* ---- citations ---- */

static void source_link(Report *report, Symbol key) {
    uint32_t number = references_use(report->references, key);
    if (number == NO_ID) {
        page_words(&report->page, symbol_str(program_of(report), key));
        return;
    }
    Text id;
    text_init(&id);
    source_id(report->references, number, &id);
    page_link(&report->page, text_str(&id), report->references->labels[number]);
    text_clear(&id);
}

void report_cite(Report *report, const Cite *cite) {
    source_link(report, cite->key);
    if (cite->locator.length) page_words(&report->page, STR(", "));
    page_words(&report->page, cite->locator);
}

void report_cites(Report *report, Cites cites) {
    if (cites.count == 0) return;
    Page *page = &report->page;
    for (uint32_t i = 0; i < cites.count; i++) {
        page_words(page, i ? STR("; ") : STR(" ["));
        report_cite(report, &cites.items[i]);
    }
    page_words(page, STR("]"));
}

/* ---- maps ---- */

void report_map(Report *report, const Graph *map, Str prefix) {
    Page *page = &report->page;
    if (!page_is_html(page)) {
        Text lines;
        text_init(&lines);
        graph_mermaid(map, &lines);
        page_code_block(page, "mermaid", text_str(&lines));
        text_clear(&lines);
        page_paragraph(page, map->summary);
        for (size_t i = 0; i < map->notes.count; i++) page_paragraph(page, map->notes.items[i]);
    } else {
        SvgStyle style = {.prefix = prefix, .without_sources = true, .without_title = true, .is_in_page = true};
        text_lit(page->text, "<figure>\n<div class=\"map\" role=\"group\" tabindex=\"0\" aria-label=\"");
        text_add_html(page->text, map->title);
        text_lit(page->text, "\">\n");
        graph_svg(map, &style, page->text);
        text_lit(page->text, "</div>\n<figcaption>");
        page_words(page, map->summary);
        text_lit(page->text, "</figcaption>\n</figure>\n");
    }
}

/* ---- how a claim stands ---- */

/* `, 3 of them on the word of 2 sources, 8 without a source`. */
static void on_word_print(const Verdict *verdict, Text *text) {
    if (verdict->attested == 0) {
        text_lit(text, " without a source");
        return;
    }
    bool is_all = verdict->attested == verdict->fact_count;
    if (!is_all) text_printf(text, ", %u of them", (unsigned)verdict->attested);
    text_lit(text, " on the word of ");
    count_print(verdict->source_count, "source", "sources", text);
    if (!is_all) text_printf(text, " and %u without one", (unsigned)(verdict->fact_count - verdict->attested));
}

static void established_print(const ReportClaim *told, Text *text) {
    const Verdict *verdict = told->verdict;
    text_lit(text, "Established: ");
    if (verdict->fact_count == 0) {
        text_lit(text, "it follows from the rules alone");
    } else {
        text_add(text, verdict->left_out ? STR("it follows from at least ") : STR("it follows from "));
        count_print(verdict->fact_count, "fact", "facts", text);
        on_word_print(verdict, text);
    }
    text_lit(text, ", and nothing that speaks against it prevails.");
}

static void refuted_print(const Report *report, const ReportClaim *told, Text *text) {
    const Verdict *verdict = told->verdict;
    text_lit(text, "Refuted: the contrary is accepted");
    if (verdict->row.row != NO_ROW) {
        text_lit(text, ", namely that ");
        saying_print(program_of(report), verdict->row.relation,
                     table_row(store_table(report->store, verdict->row.relation), verdict->row.row), text);
    }
    text_add_char(text, '.');
}

static void undecided_print_plainly(const ReportClaim *told, Text *text) {
    text_lit(text, "Undecided, ");
    switch (told->verdict->reason) {
    case REASON_CONTESTED:
        text_lit(text,
                 "contested: there is something to be said for it and against it, and neither side is preferred.");
        break;
    case REASON_EXCEPTED:
        text_lit(text, "excepted: a rule would lead to it, but an exception to that rule holds. That does not show the "
                       "contrary.");
        break;
    case REASON_UNKNOWN:
        text_lit(text, "unknown: it hangs on something that nobody has stated, one way or the other.");
        break;
    default: text_lit(text, "cyclic: whether it holds hangs on a circle."); break;
    }
}

void status_explain(const Report *report, const ReportClaim *told, Text *text) {
    switch (told->verdict->status) {
    case STATUS_ESTABLISHED: established_print(told, text); break;
    case STATUS_REFUTED: refuted_print(report, told, text); break;
    case STATUS_INCONSISTENT:
        text_lit(text, "Inconsistent: what is given contradicts itself here, so neither side counts.");
        break;
    case STATUS_UNDECIDED: undecided_print_plainly(told, text); break;
    case STATUS_UNSUPPORTED:
        text_lit(text,
                 "Unsupported: no rule that would lead to it has all that it needs. That does not show the contrary.");
        break;
    }
    if (told->verdict->is_cut)
        text_printf(text, " Only %u bindings were looked at; others may say otherwise.", (unsigned)BINDING_LIMIT);
}

/* ---- the head ---- */

static void begin_page(Report *report, const ReportHead *head) {
    Text *text = report->page.text;
    if (!page_is_html(&report->page)) return;
    text_lit(text, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                   "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                   "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"generator\" content=\"Hence ");
    text_add_html(text, head->version);
    text_lit(text, "\">\n<title>");
    text_add_html(text, head->title);
    text_lit(text, "</title>\n<style>\n");
    text_add(text, str_of(REPORT_STYLE));
    graph_svg_style(".map svg", text);
    text_lit(text, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the claims</a>\n<header>\n");
}

/* `5 claims: 2 established, 1 refuted` */
static void counts_print(const Report *report, const Verdict *verdicts, Text *text) {
    static const Status ORDER[] = {STATUS_ESTABLISHED, STATUS_REFUTED, STATUS_UNDECIDED, STATUS_UNSUPPORTED,
                                   STATUS_INCONSISTENT};
    size_t counts[STATUS_UNSUPPORTED + 1] = {0}, total = program_of(report)->agenda->claims.count;
    bool is_first = true;
    for (size_t i = 0; i < total; i++) counts[verdicts[i].status] += report->is_shown[i];
    count_print(report->shown_count, "claim", "claims", text);
    for (size_t i = 0; i < sizeof ORDER / sizeof *ORDER; i++) {
        if (counts[ORDER[i]] == 0) continue;
        text_printf(text, "%s%zu %s", is_first ? ": " : ", ", counts[ORDER[i]], status_name(ORDER[i]));
        is_first = false;
    }
    if (report->shown_count < total) text_printf(text, "; of %zu that the program makes", total);
    text_add_char(text, '.');
}

static void contents(Report *report, const ReportHead *head) {
    Page *page = &report->page;
    const struct {
        const char *id, *words;
        bool is_there;
    } PARTS[] = {{"overview", "The claims at a glance", true},
                 {"contradictions", "Contradictions", head->conflicts->count > 0},
                 {"map", "Map of the claims", head->map != NULL},
                 {"claims", "Claim by claim", report->shown_count > 0},
                 {"rivals", "Rival theories", head->has_rival || head->prediction_count},
                 {"bibliography", "Bibliography", report->references->count > 0},
                 {"fingerprints", "Fingerprints", true}};
    page_raw(page, "<nav aria-label=\"Contents\">\n");
    page_list_begin(page);
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
        if (!PARTS[i].is_there) continue;
        page_item_begin(page, STR(""));
        page_link(page, str_of(PARTS[i].id), str_of(PARTS[i].words));
        page_item_end(page);
    }
    page_list_end(page);
    page_raw(page, "</nav>\n");
}

static void overview_row(Report *report, const Claim *claim, const Verdict *verdict, Arena *arena, Text *cell) {
    Page *page = &report->page;
    Str name = symbol_str(program_of(report), claim->name);
    page_row_begin(page);
    page_cell_begin(page, true);
    page_link(page, claim_id(report, claim, "", arena), name);
    page_cell_end(page, true);
    page_cell_begin(page, false);
    page_words(page, claim->sentence);
    page_cell_end(page, false);
    if (page_is_html(page))
        text_printf(page->text, "<td><span class=\"status %s\">", status_name(verdict->status));
    else
        page_cell_begin(page, false);
    text_empty(cell);
    status_print(verdict, cell);
    page_words(page, text_str(cell));
    page_raw(page, "</span>");
    page_cell_end(page, false);
    bool is_established = verdict->status == STATUS_ESTABLISHED;
    if (page_is_html(page) && !is_established)
        text_lit(page->text, "<td class=\"none\">");
    else
        page_cell_begin(page, false);
    page_words(page, is_established ? str_of(strength_name(verdict->strength)) : STR("–"));
    page_cell_end(page, false);
    page_cell_begin(page, false);
    text_empty(cell);
    verdict_rests_print(verdict, report->store, claim, cell);
    page_words(page, text_str(cell));
    page_cell_end(page, false);
    page_row_end(page);
}

static void overview(Report *report, const ReportHead *head) {
    static const char *const COLUMNS[] = {"Claim", "Statement", "Status", "Strength", "Rests on"};
    const Agenda *agenda = program_of(report)->agenda;
    Arena arena;
    Text cell;
    arena_init(&arena);
    text_init(&cell);
    page_heading(&report->page, 2, STR("overview"), STR("The claims at a glance"));
    if (report->shown_count) {
        page_table_begin(&report->page, STR("The claims at a glance"), COLUMNS, 5);
        for (size_t i = 0; i < agenda->claims.count; i++)
            if (report->is_shown[i]) overview_row(report, &agenda->claims.items[i], &head->verdicts[i], &arena, &cell);
        page_table_end(&report->page);
    } else {
        page_paragraph(&report->page, STR("The program makes no claims."));
    }
    text_clear(&cell);
    arena_clear(&arena);
}

static void contradictions(Report *report, const Conflicts *conflicts) {
    Text lines;
    if (conflicts->count == 0) return;
    text_init(&lines);
    page_heading(&report->page, 2, STR("contradictions"), STR("Contradictions"));
    conflicts_print(conflicts, report->store, report->sources, &lines);
    lines_tell(report->page.style.form, text_str(&lines), true, report->page.text);
    text_clear(&lines);
}

void report_head(Report *report, const ReportHead *head) {
    Page *page = &report->page;
    Text words;
    text_init(&words);
    begin_page(report, head);
    page_heading(page, 1, STR(""), head->title);
    counts_print(report, head->verdicts, &words);
    page_paragraph(page, text_str(&words));
    for (uint32_t i = 0; i < head->note_count; i++) page_paragraph(page, head->notes[i]);
    page_raw(page, "</header>\n");
    contents(report, head);
    page_raw(page, "<main id=\"main\">\n");
    overview(report, head);
    contradictions(report, head->conflicts);
    if (head->map) {
        page_heading(page, 2, STR("map"), STR("Map of the claims"));
        report_map(report, head->map, STR("all"));
    }
    if (report->shown_count) {
        page_heading(page, 2, STR("claims"), STR("Claim by claim"));
        page_paragraph(
            page, STR("Each claim is laid out in the parts of Stephen Toulmin, The Uses of Argument (1958): the claim "
                      "itself; the grounds, which are facts; the warrant, the rules that lead from these facts to the "
                      "claim, and their backing, what the rules cite; the qualifier, how strongly it holds; and the "
                      "rebuttal, what would defeat it, or tried to."));
    }
    text_clear(&words);
}
