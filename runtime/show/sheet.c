/* A sheet has what stands in front of the exercise and is not asked or supposed: scenarios, tests and questions could give away
 * what is expected. */
#include "runtime/show/sheet.h"

static bool is_shown(const Exercise *e, const Statement *s) {
    if (s->span.begin >= e->span.begin && s->span.end <= e->span.end) return false;
    return s->kind != STMT_SCENARIO && s->kind != STMT_TEST && s->kind != STMT_QUERY && s->kind != STMT_DIRECTIVE;
}

/* Statements as they stand in the file; those that share a line go on sharing it. */
static void given_print(const Exercise *e, const Sources *sources, Text *text) {
    uint32_t last_line = 0;
    text_lit(text, "## Given\n\n```hence\n");
    for (uint32_t i = 0; i < e->ast->statement_count; i++) {
        const Statement *s = e->ast->statements[i];
        if (!is_shown(e, s)) continue;
        uint32_t line = source_place(sources, e->source, s->span.begin).line;
        if (last_line) text_add(text, line == last_line ? STR("  ") : line > last_line + 1 ? STR("\n\n") : STR("\n"));
        text_add(text, span_text(sources, statement_whole(e->text, s)));
        last_line = source_place(sources, e->source, s->span.end).line;
    }
    text_lit(text, "\n```\n\n");
}

static void defines_print(const Exercise *e, Text *text) {
    text_lit(text, "## Your answer\n\n");
    for (size_t i = 0; i < e->defines.count; i++) {
        text_add(text, i ? STR("- and ") : STR("- "));
        define_print(&e->defines.items[i], text);
        text_lit(text, "\n");
    }
    text_lit(text, "\n");
}

static void demand_line(const Demand *demand, bool is_key, Text *text) {
    if (demand->is_compare)
        text_printf(text, "- `%.*s` is compared with the solution's, on many sets of facts",
                    STR_FMT(demand->item->text));
    else
        text_printf(text, "- `%.*s`", STR_FMT(demand->text));
    if (demand->item->world.length) text_printf(text, " in %.*s", STR_FMT(demand->item->world));
    text_printf(text, ": %u point%s", (unsigned)demand->points, demand->points == 1 ? "" : "s");
    if (is_key && demand->is_hidden) text_lit(text, ", hidden");
    text_lit(text, "\n");
}

static void demands_print(const Exercise *e, bool is_key, Text *text) {
    uint32_t hidden = 0;
    text_printf(text, "## Points: %u\n\n", (unsigned)e->points);
    for (size_t i = 0; i < e->demands.count; i++) {
        const Demand *demand = &e->demands.items[i];
        if (demand->is_hidden && !is_key)
            hidden += demand->points;
        else
            demand_line(demand, is_key, text);
    }
    if (hidden)
        text_printf(text, "- %u point%s for more, which is not told\n", (unsigned)hidden, hidden == 1 ? "" : "s");
}

static void answer_print(const Exercise *e, const Answer *answer, Text *text) {
    text_printf(text, "```hence\n%.*s\n```\n", STR_FMT(str_trim(answer_text(e, answer))));
}

static void key_print(const Exercise *e, Text *text) {
    text_lit(text, "\n## Solution\n\n");
    answer_print(e, &e->solution, text);
    if (e->hints.count) text_lit(text, "\n## Hints\n\n");
    for (size_t i = 0; i < e->hints.count; i++) text_printf(text, "- %.*s\n", STR_FMT(e->hints.items[i]));
    for (size_t i = 0; i < e->wrong.count; i++) {
        text_printf(text, "\n## Wrong: %.*s\n\n", STR_FMT(e->wrong.items[i].why));
        answer_print(e, &e->wrong.items[i], text);
    }
}

void sheet_print(const Exercise *e, const Sources *sources, bool is_key, Text *text) {
    text_printf(text, "# %.*s%s\n\n", STR_FMT(e->title), is_key ? " (key)" : "");
    if (e->task.length) text_printf(text, "%.*s\n\n", STR_FMT(e->task));
    given_print(e, sources, text);
    defines_print(e, text);
    demands_print(e, is_key, text);
    if (is_key) key_print(e, text);
}
