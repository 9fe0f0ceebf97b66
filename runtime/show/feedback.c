/* What is told to who answered: points, what was expected, how it stands in the answer, and what was not counted.
 * Nothing is told of what is hidden but how many points it was worth. */
#include "runtime/show/marks.h"
#include "runtime/show/table.h"

void points_print(uint32_t points, uint32_t of, Text *text) {
    text_printf(text, "%u of %u point%s", (unsigned)points, (unsigned)of, of == 1 ? "" : "s");
}

Str demand_name(const Exercise *exercise, uint32_t number, Text *room) {
    text_empty(room);
    demand_print(exercise, number, room);
    return text_str(room);
}

/* ---- one answer ---- */

static void indent_lines(Str lines, const char *indent, Text *text) {
    bool is_start = true;
    for (size_t i = 0; i < lines.length; i++) {
        if (is_start && lines.text[i] != '\n') text_add(text, str_of(indent));
        text_add_char(text, lines.text[i]);
        is_start = lines.text[i] == '\n';
    }
    if (lines.length && !is_start) text_add_char(text, '\n');
}

static void demand_tell(const Exercise *exercise, const Marks *marks, uint32_t number, Text *text) {
    const Demand *demand = &exercise->demands.items[number];
    const MarkedDemand *marked = &marks->demands[number];
    text_add(text, marked->is_met ? STR("- yes ") : STR("- no  "));
    if (demand->is_hidden) {
        demand_print(exercise, number, text);
    } else {
        text_add_char(text, '`');
        text_add(text, demand->text);
        text_add_char(text, '`');
        if (demand->item->world.length) text_printf(text, " in %.*s", STR_FMT(demand->item->world));
    }
    text_lit(text, ": ");
    points_print(marked->points, demand->points, text);
    if (marked->is_unasked) text_lit(text, " (so it is without an answer too; it counts beside something that is not)");
    if (marked->got.length) text_printf(text, "; %.*s", STR_FMT(marked->got));
    text_lit(text, "\n");
    if (!marked->because.length) return;
    text_lit(text, "\n");
    indent_lines(marked->because, "      ", text);
    if (number + 1 < exercise->demands.count) text_lit(text, "\n");
}

static void remark_tell(const Remark *remark, Text *text) {
    if (remark->line)
        text_printf(text, "- line %u: ", (unsigned)remark->line);
    else
        text_lit(text, "- ");
    text_add(text, remark->message);
    if (remark->remedy.length) text_printf(text, " (%.*s)", STR_FMT(remark->remedy));
    text_lit(text, "\n");
    if (str_is_blank(remark->text)) return;
    text_lit(text, "\n");
    indent_lines(remark->text, "      ", text);
}

static void remarks_tell(const Marks *marks, bool is_warning, const char *heading, Text *text) {
    size_t first = 0;
    for (size_t i = 0; i < marks->remarks.count; i++)
        first += marks->remarks.items[i].is_first && marks->remarks.items[i].is_warning == is_warning;
    if (marks_remark_count(marks, is_warning) == first) return;
    bool is_first = true, was_quoted = false;
    text_printf(text, "\n## %s\n\n", heading);
    for (size_t i = 0; i < marks->remarks.count; i++) {
        const Remark *remark = &marks->remarks.items[i];
        if (remark->is_warning != is_warning || remark->is_first) continue;
        if (!is_first && was_quoted) text_lit(text, "\n");
        remark_tell(remark, text);
        was_quoted = !str_is_blank(remark->text);
        is_first = false;
    }
}

/* `**The file is UTF-16: save it as UTF-8.**` */
static void first_tell(const Remark *remark, Text *text) {
    Str message = remark->message;
    if (!remark->is_first || message.length == 0) return;
    char c = message.text[0];
    text_lit(text, "**");
    text_add_char(text, c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
    text_add(text, (Str){message.text + 1, message.length - 1});
    if (remark->remedy.length) text_printf(text, ": %.*s", STR_FMT(remark->remedy));
    text_lit(text, ".**\n\n");
}

static void state_tell(const Marks *marks, Text *text) {
    if (marks->state == MARKS_EMPTY) text_lit(text, "\nThere is no statement in it.\n");
    if (marks->stop != STOP_NONE) text_printf(text, "\nIts run was stopped by %s.\n", stop_name(marks->stop));
    remarks_tell(marks, false, "Not counted", text);
    remarks_tell(marks, true, "Counted, and worth a look", text);
}

void feedback_print(const Exercise *exercise, const Marks *marks, Text *text) {
    text_printf(text, "# %.*s: %.*s\n\n**", STR_FMT(exercise->title), STR_FMT(marks->name));
    points_print(marks->points, exercise->points, text);
    text_lit(text, "**\n\n");
    for (size_t i = 0; i < marks->remarks.count; i++) first_tell(&marks->remarks.items[i], text);
    for (uint32_t i = 0; i < exercise->demands.count; i++) demand_tell(exercise, marks, i, text);
    state_tell(marks, text);
    if (marks_are_full(exercise, marks) || exercise->hints.count == 0) return;
    text_lit(text, "\n## Hints\n\n");
    for (size_t i = 0; i < exercise->hints.count; i++) text_printf(text, "- %.*s\n", STR_FMT(exercise->hints.items[i]));
}

/* ---- a batch ---- */

static size_t widest_name(const Batch *batch) {
    size_t widest = 0;
    for (size_t i = 0; i < batch->items.count; i++) {
        size_t width = str_width(batch->items.items[i]->name);
        if (width > widest) widest = width;
    }
    return widest;
}

void marks_table_print(const Batch *batch, Text *text) {
    size_t widest = widest_name(batch);
    for (size_t i = 0; i < batch->items.count; i++) {
        const Marks *marks = batch->items.items[i];
        text_add(text, marks->name);
        text_add_many(text, ' ', widest - str_width(marks->name));
        text_printf(text, "  %3u of %u  %s", (unsigned)marks->points, (unsigned)batch->exercise->points,
                    marks_state_name(marks->state));
        if (marks->stop != STOP_NONE) text_printf(text, " by %s", stop_name(marks->stop));
        if (marks->same.length) text_printf(text, "; the same text as %.*s", STR_FMT(marks->same));
        text_add_char(text, '\n');
    }
}
