/* Marks in the shapes that other programs read.  What is hidden has a number there and no name. */
#include "runtime/show/json_internal.h"
#include "runtime/show/marks.h"
#include "runtime/show/testlog.h"

static bool has_failed(const Exercise *exercise, const Marks *marks) { return !marks_are_full(exercise, marks); }

/* ---- CSV ---- */

static void add_cell(Text *text, Str cell) {
    text_add_char(text, ',');
    text_add_csv(text, cell);
}

/* A name that somebody gave to a file must not be a formula in a spreadsheet. */
static void add_name(Text *text, Str name) {
    Text cell;
    text_init(&cell);
    if (name.length && strchr("=+-@", name.text[0])) text_add_char(&cell, '\'');
    text_add(&cell, name);
    text_add_csv(text, text_str(&cell));
    text_clear(&cell);
}

static void csv_head(const Exercise *exercise, Text *text) {
    Text room;
    text_init(&room);
    text_lit(text, "name,file,points,of,state,statements,counted,remarks,same_as");
    for (uint32_t i = 0; i < exercise->demands.count; i++) add_cell(text, demand_name(exercise, i, &room));
    text_lit(text, "\r\n");
    text_clear(&room);
}

void marks_csv_print(const Batch *batch, Text *text) {
    const Exercise *exercise = batch->exercise;
    csv_head(exercise, text);
    for (size_t i = 0; i < batch->items.count; i++) {
        const Marks *marks = batch->items.items[i];
        add_name(text, marks->name);
        text_add_char(text, ',');
        add_name(text, marks->file);
        text_printf(text, ",%u,%u", (unsigned)marks->points, (unsigned)exercise->points);
        add_cell(text, str_of(marks_state_name(marks->state)));
        text_printf(text, ",%u,%u,%zu", (unsigned)marks->statements, (unsigned)marks->counting, marks->remarks.count);
        add_cell(text, marks->same);
        for (uint32_t k = 0; k < exercise->demands.count; k++)
            text_printf(text, ",%u", (unsigned)marks->demands[k].points);
        text_lit(text, "\r\n");
    }
}

/* ---- JSON ---- */

static void demand_json(const Exercise *exercise, const Marks *marks, uint32_t number, Text *text) {
    const Demand *demand = &exercise->demands.items[number];
    const MarkedDemand *marked = &marks->demands[number];
    Text room;
    text_init(&room);
    text_lit(text, "{\"name\":");
    text_add_json(text, demand_name(exercise, number, &room));
    text_printf(text, ",\"hidden\":%s,\"met\":%s,\"unasked\":%s,\"points\":%u,\"of\":%u,\"got\":",
                demand->is_hidden ? "true" : "false", marked->is_met ? "true" : "false",
                marked->is_unasked ? "true" : "false", (unsigned)marked->points, (unsigned)demand->points);
    string_or_null(marked->got, text);
    text_lit(text, ",\"because\":");
    string_or_null(marked->because, text);
    text_add_char(text, '}');
    text_clear(&room);
}

static void remark_json(const Remark *remark, Text *text) {
    text_printf(text, "{\"line\":%u,\"column\":%u,\"warning\":%s,\"message\":", (unsigned)remark->line,
                (unsigned)remark->column, remark->is_warning ? "true" : "false");
    text_add_json(text, remark->message);
    text_lit(text, ",\"remedy\":");
    string_or_null(remark->remedy, text);
    text_lit(text, ",\"text\":");
    string_or_null(remark->text, text);
    text_add_char(text, '}');
}

static void answer_json(const Exercise *exercise, const Marks *marks, Text *text) {
    text_lit(text, "{\"name\":");
    text_add_json(text, marks->name);
    text_lit(text, ",\"file\":");
    string_or_null(marks->file, text);
    text_printf(text, ",\"points\":%u,\"of\":%u,\"state\":\"%s\",\"stopped\":", (unsigned)marks->points,
                (unsigned)exercise->points, marks_state_name(marks->state));
    string_or_null(marks->stop == STOP_NONE ? STR("") : str_of(stop_name(marks->stop)), text);
    text_printf(text, ",\"statements\":%u,\"counted\":%u,\"same_as\":", (unsigned)marks->statements,
                (unsigned)marks->counting);
    string_or_null(marks->same, text);
    text_lit(text, ",\n \"demands\":[");
    for (uint32_t i = 0; i < exercise->demands.count; i++) {
        if (i) text_lit(text, ",\n  ");
        demand_json(exercise, marks, i, text);
    }
    text_lit(text, "],\n \"remarks\":[");
    for (size_t i = 0; i < marks->remarks.count; i++) {
        if (i) text_lit(text, ",\n  ");
        remark_json(&marks->remarks.items[i], text);
    }
    text_lit(text, "]}");
}

void marks_json_print(const Batch *batch, Text *text) {
    const Exercise *exercise = batch->exercise;
    text_lit(text, "{\"exercise\":{\"name\":");
    text_add_json(text, exercise->name);
    text_lit(text, ",\"title\":");
    text_add_json(text, exercise->title);
    text_lit(text, ",\"file\":");
    text_add_json(text, batch->file);
    text_printf(text, ",\"points\":%u},\n\"answers\":[", (unsigned)exercise->points);
    for (size_t i = 0; i < batch->items.count; i++) {
        if (i) text_lit(text, ",\n");
        answer_json(exercise, batch->items.items[i], text);
    }
    text_lit(text, "]}\n");
}

/* ---- TAP ---- */

/* A block of YAML, whose texts are written as JSON. */
static void demand_tap(const Exercise *exercise, const Marks *marks, uint32_t number, Text *text) {
    const MarkedDemand *marked = &marks->demands[number];
    Text room;
    text_init(&room);
    text_printf(text, "    %s %u - ", marked->is_met ? "ok" : "not ok", (unsigned)number + 1);
    tap_description_print(demand_name(exercise, number, &room), text);
    text_printf(text, "\n      ---\n      points: %u\n      of: %u\n", (unsigned)marked->points,
                (unsigned)exercise->demands.items[number].points);
    if (marked->got.length) {
        text_lit(text, "      got: ");
        text_add_json(text, marked->got);
        text_lit(text, "\n");
    }
    if (marked->because.length) {
        text_lit(text, "      because: ");
        text_add_json(text, marked->because);
        text_lit(text, "\n");
    }
    text_lit(text, "      ...\n");
    text_clear(&room);
}

static void remark_line(const Remark *remark, Text *text) {
    if (remark->line) text_printf(text, "line %u: ", (unsigned)remark->line);
    text_add(text, remark->message);
    if (remark->is_warning && remark->remedy.length) text_printf(text, " (%.*s)", STR_FMT(remark->remedy));
}

void marks_tap_print(const Batch *batch, Text *text) {
    const Exercise *exercise = batch->exercise;
    text_printf(text, "TAP version 14\n1..%zu\n", batch->items.count);
    for (size_t i = 0; i < batch->items.count; i++) {
        const Marks *marks = batch->items.items[i];
        text_lit(text, "# Subtest: ");
        tap_description_print(marks->name, text);
        text_printf(text, "\n    1..%zu\n", exercise->demands.count);
        for (uint32_t k = 0; k < exercise->demands.count; k++) demand_tap(exercise, marks, k, text);
        text_printf(text, "%s %zu - ", has_failed(exercise, marks) ? "not ok" : "ok", i + 1);
        tap_description_print(marks->name, text);
        text_lit(text, "\n  ---\n  points: ");
        text_printf(text, "%u\n  of: %u\n  state: \"%s\"\n", (unsigned)marks->points, (unsigned)exercise->points,
                    marks_state_name(marks->state));
        if (marks->remarks.count) text_lit(text, "  remarks:\n");
        for (size_t k = 0; k < marks->remarks.count; k++) {
            Text line;
            text_init(&line);
            remark_line(&marks->remarks.items[k], &line);
            text_lit(text, "    - ");
            text_add_json(text, text_str(&line));
            text_lit(text, "\n");
            text_clear(&line);
        }
        text_lit(text, "  ...\n");
    }
}

/* ---- JUnit ---- */

static void attribute(const char *name, Str value, Text *text) {
    text_printf(text, " %s=\"", name);
    text_add_html(text, value);
    text_add_char(text, '"');
}

static uint32_t failures_of(const Exercise *exercise, const Marks *marks) {
    uint32_t failures = 0;
    for (uint32_t i = 0; i < exercise->demands.count; i++) failures += !marks->demands[i].is_met;
    return failures;
}

static void demand_junit(const Exercise *exercise, const Marks *marks, uint32_t number, Text *text) {
    const MarkedDemand *marked = &marks->demands[number];
    Text room;
    text_init(&room);
    text_lit(text, "    <testcase");
    attribute("name", demand_name(exercise, number, &room), text);
    attribute("classname", exercise->name, text);
    if (marks->file.length) attribute("file", marks->file, text);
    text_lit(text, " time=\"0\"");
    if (marked->is_met) {
        text_lit(text, "/>\n");
    } else {
        text_lit(text, ">\n      <failure");
        attribute("message", marked->got.length ? marked->got : STR("it is not so"), text);
        attribute("type", STR("expectation"), text);
        text_add_char(text, '>');
        text_add_html(text, marked->because);
        text_lit(text, "</failure>\n    </testcase>\n");
    }
    text_clear(&room);
}

static void suite_junit(const Exercise *exercise, const Marks *marks, Text *text) {
    text_lit(text, "  <testsuite");
    attribute("name", marks->name, text);
    text_printf(text, " tests=\"%zu\" failures=\"%u\" errors=\"0\" skipped=\"0\" time=\"0\">\n",
                exercise->demands.count, (unsigned)failures_of(exercise, marks));
    text_printf(text, "    <properties>\n      <property name=\"points\" value=\"%u\"/>\n", (unsigned)marks->points);
    text_printf(text, "      <property name=\"of\" value=\"%u\"/>\n", (unsigned)exercise->points);
    text_printf(text, "      <property name=\"state\" value=\"%s\"/>\n    </properties>\n",
                marks_state_name(marks->state));
    for (uint32_t i = 0; i < exercise->demands.count; i++) demand_junit(exercise, marks, i, text);
    if (marks->remarks.count) text_lit(text, "    <system-out>");
    for (size_t i = 0; i < marks->remarks.count; i++) {
        Text line;
        text_init(&line);
        remark_line(&marks->remarks.items[i], &line);
        text_add_html(text, text_str(&line));
        text_lit(text, "\n");
        text_clear(&line);
    }
    if (marks->remarks.count) text_lit(text, "</system-out>\n");
    text_lit(text, "  </testsuite>\n");
}

void marks_junit_print(const Batch *batch, Text *text) {
    const Exercise *exercise = batch->exercise;
    uint32_t failures = 0;
    for (size_t i = 0; i < batch->items.count; i++) failures += failures_of(exercise, batch->items.items[i]);
    text_lit(text, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites");
    attribute("name", exercise->name, text);
    text_printf(text, " tests=\"%zu\" failures=\"%u\" errors=\"0\" time=\"0\">\n",
                batch->items.count * exercise->demands.count, (unsigned)failures);
    for (size_t i = 0; i < batch->items.count; i++) suite_junit(exercise, batch->items.items[i], text);
    text_lit(text, "</testsuites>\n");
}

/* ---- Gradescope ---- */

static void demand_gradescope(const Exercise *exercise, const Marks *marks, uint32_t number, Text *text) {
    const Demand *demand = &exercise->demands.items[number];
    const MarkedDemand *marked = &marks->demands[number];
    Text room, output;
    text_init(&room);
    text_init(&output);
    text_lit(text, "{\"name\":");
    text_add_json(text, demand_name(exercise, number, &room));
    text_printf(text, ",\"number\":\"%u\",\"score\":%u,\"max_score\":%u,\"status\":\"%s\",\"visibility\":\"%s\"",
                (unsigned)number + 1, (unsigned)marked->points, (unsigned)demand->points,
                marked->is_met && !marked->is_unasked ? "passed" : "failed", demand->is_hidden ? "hidden" : "visible");
    text_add(&output, marked->got);
    if (marked->because.length) text_printf(&output, "\n%.*s", STR_FMT(marked->because));
    if (output.length) {
        text_lit(text, ",\"output_format\":\"text\",\"output\":");
        text_add_json(text, text_str(&output));
    }
    text_add_char(text, '}');
    text_clear(&room);
    text_clear(&output);
}

void marks_gradescope_print(const Exercise *exercise, const Marks *marks, Text *text) {
    Text output;
    text_init(&output);
    for (size_t i = 0; i < marks->remarks.count; i++) {
        remark_line(&marks->remarks.items[i], &output);
        text_lit(&output, "\n");
    }
    if (marks->stop != STOP_NONE) text_printf(&output, "The run was stopped by %s.\n", stop_name(marks->stop));
    if (marks->state == MARKS_EMPTY) text_lit(&output, "There is no statement in it.\n");
    text_printf(text, "{\"score\":%u,\"visibility\":\"visible\",\"output_format\":\"text\",\"output\":",
                (unsigned)marks->points);
    text_add_json(text, text_str(&output));
    text_lit(text, ",\n\"tests\":[");
    for (uint32_t i = 0; i < exercise->demands.count; i++) {
        if (i) text_lit(text, ",\n");
        demand_gradescope(exercise, marks, i, text);
    }
    text_lit(text, "]}\n");
    text_clear(&output);
}
