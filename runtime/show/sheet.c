/* A sheet has what stands in front of the exercise and is not asked or supposed:
 * scenarios, tests and questions could give away what is expected. */
#include "runtime/show/sheet.h"

static bool is_shown(const Exercise *e, const Statement *s) {
    if (s->span.begin >= e->span.begin && s->span.end <= e->span.end) return false;
    return s->kind != STMT_SCENARIO && s->kind != STMT_TEST && s->kind != STMT_QUERY && s->kind != STMT_DIRECTIVE;
}

/* What is printed of the file, line by line. */
typedef struct {
    const Exercise *exercise;
    const Sources *sources;
    Text *text;
    uint32_t last_line; /* of what was printed last; 0: nothing was */
} Given;

/* A piece of the file; what shared a line goes on sharing it, and an empty line stays. */
static void piece_print(Given *g, uint32_t begin, uint32_t end) {
    uint32_t line = source_place(g->sources, g->exercise->source, begin).line;
    if (g->last_line)
        text_add(g->text, line == g->last_line ? STR("  ") : line > g->last_line + 1 ? STR("\n\n") : STR("\n"));
    text_add(g->text, str_range(g->exercise->text.text + begin, g->exercise->text.text + end));
    g->last_line = source_place(g->sources, g->exercise->source, end).line;
}

/* The comments between two statements: they are about what stands below them,
 * but for one that shares its line with what stands before. */
static void comments_print(Given *g, uint32_t begin, uint32_t end, bool is_behind_shown, bool is_next_shown) {
    const char *all = g->exercise->text.text;
    bool is_first_line = begin > 0;
    for (uint32_t at = begin, next; at < end; at = next, is_first_line = false) {
        const char *line_end = memchr(all + at, '\n', end - at);
        uint32_t stop = line_end ? (uint32_t)(line_end - all) : end;
        next = line_end ? stop + 1 : end;
        Str line = str_trim(str_range(all + at, all + stop));
        bool is_about_file = begin == 0 && line.length > 1 && line.text[1] == '%';
        if (line.length == 0 || is_about_file || !(is_first_line ? is_behind_shown : is_next_shown)) continue;
        uint32_t from = (uint32_t)(line.text - all);
        piece_print(g, from, from + (uint32_t)line.length);
    }
}

/* Statements and comments as they stand in the file. */
static void given_print(const Exercise *e, const Sources *sources, Text *text) {
    Given g = {.exercise = e, .sources = sources, .text = text};
    uint32_t behind = 0; /* the statement before */
    bool is_behind_shown = false;
    text_lit(text, "## Given\n\n```hence\n");
    for (uint32_t i = 0; i < e->ast->statement_count; i++) {
        const Statement *s = e->ast->statements[i];
        Span span = statement_whole(e->text, s);
        bool shows = is_shown(e, s);
        if (s->span.begin >= behind) comments_print(&g, behind, s->span.begin, is_behind_shown, shows);
        if (shows) piece_print(&g, span.begin, span.end);
        behind = s->span.begin < e->span.begin || s->span.end > e->span.end ? span.end : e->span.end;
        is_behind_shown = shows;
    }
    if (behind < e->text.length) comments_print(&g, behind, (uint32_t)e->text.length, is_behind_shown, false);
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

static void demand_line(const Exercise *e, uint32_t number, bool is_key, Text *text) {
    const Demand *demand = &e->demands.items[number];
    if (demand->is_compare)
        text_printf(text, "- `%.*s` is compared with the solution's, on many sets of facts",
                    STR_FMT(demand->item->text));
    else
        text_printf(text, "- `%.*s`", STR_FMT(demand->text));
    if (demand->item->world.length) text_printf(text, " in %.*s", STR_FMT(demand->item->world));
    text_printf(text, ": %u point%s", (unsigned)demand->points, demand->points == 1 ? "" : "s");
    if (is_key && demand->is_hidden) {
        text_lit(text, ", ");
        demand_print(e, number, text); /* the number that marks have */
    }
    text_lit(text, "\n");
}

static void demands_print(const Exercise *e, bool is_key, Text *text) {
    uint32_t hidden = 0;
    text_printf(text, "## Points: %u\n\n", (unsigned)e->points);
    for (uint32_t i = 0; i < e->demands.count; i++) {
        const Demand *demand = &e->demands.items[i];
        if (demand->is_hidden && !is_key)
            hidden += demand->points;
        else
            demand_line(e, i, is_key, text);
    }
    if (hidden)
        text_printf(text, "- %u point%s for more, which is not told\n", (unsigned)hidden, hidden == 1 ? "" : "s");
}

static void answer_print(const Answer *answer, Text *text) {
    text_printf(text, "```hence\n%.*s\n```\n", STR_FMT(answer->shown));
}

static void key_print(const Exercise *e, Text *text) {
    text_lit(text, "\n## Solution\n\n");
    answer_print(&e->solution, text);
    if (e->hints.count) text_lit(text, "\n## Hints\n\n");
    for (size_t i = 0; i < e->hints.count; i++) text_printf(text, "- %.*s\n", STR_FMT(e->hints.items[i]));
    for (size_t i = 0; i < e->wrong.count; i++) {
        text_printf(text, "\n## Wrong: %.*s\n\n", STR_FMT(e->wrong.items[i].why));
        answer_print(&e->wrong.items[i], text);
    }
}

void sheet_print(const Exercise *e, const Sources *sources, SheetSettings settings, Text *text) {
    bool is_key = settings.is_key;
    text_printf(text, "# %.*s%s\n\nExercise `%.*s`", STR_FMT(e->title), is_key ? " (key)" : "", STR_FMT(e->name));
    if (settings.has_seed) text_printf(text, ", seed %llu", (unsigned long long)settings.seed);
    text_lit(text, "\n\n");
    if (e->task.length) text_printf(text, "%.*s\n\n", STR_FMT(e->task));
    given_print(e, sources, text);
    defines_print(e, text);
    demands_print(e, is_key, text);
    if (is_key) key_print(e, text);
}
