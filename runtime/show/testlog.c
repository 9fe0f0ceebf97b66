/* Results of tests.  TAP's diagnostics are a YAML block; all of its values are written as JSON, which YAML reads. */
#include "runtime/show/testlog.h"

typedef struct {
    const Program *program;
    const Sources *sources;
    Text *text;
} Log;

static void place_print(const Log *log, Span span) {
    if (!log->sources || span.source == NO_SOURCE) return;
    text_add(log->text, source_name(log->sources, span.source));
    text_printf(log->text, ":%u", (unsigned)source_place(log->sources, span.source, span.begin).line);
}

static void place_json(const Log *log, Span span) {
    Text place;
    text_init(&place);
    place_print(&(Log){log->program, log->sources, &place}, span);
    if (place.length)
        text_add_json(log->text, text_str(&place));
    else
        text_lit(log->text, "null");
    text_clear(&place);
}

static Str scenario_name(const Log *log, const Test *test) {
    if (test->scenario == NO_ID) return STR("");
    const Scenario *scenario = &log->program->agenda->scenarios.items[test->scenario];
    return intern_text(values_symbols(log->program->values), scenario->name);
}

static void counts_print(const TestResults *results, Text *text) {
    text_printf(text, "%u %s: %u passed, %u failed\n", results->count, results->count == 1 ? "test" : "tests",
                results->passed, results->failed);
}

/* ---- for people ---- */

static void failure_print(const Log *log, const Failure *failure) {
    text_lit(log->text, "      ");
    place_print(log, failure->expect->span);
    text_lit(log->text, "\n        expected  ");
    text_add(log->text, failure->expected);
    text_lit(log->text, "\n        got       ");
    text_add(log->text, failure->got);
    text_add_char(log->text, '\n');
}

void testlog_print(const TestResults *results, const Program *program, const Sources *sources, Text *text) {
    Log log = {program, sources, text};
    for (uint32_t i = 0; i < results->count; i++) {
        const TestResult *result = &results->items[i];
        Str scenario = scenario_name(&log, result->test);
        text_add(text, test_has_passed(result) ? STR("ok    ") : STR("FAIL  "));
        text_add(text, result->test->name);
        if (scenario.length) text_printf(text, " (in %.*s)", STR_FMT(scenario));
        text_add_char(text, '\n');
        if (result->stop != STOP_NONE) text_printf(text, "      the run was stopped by %s\n", stop_name(result->stop));
        for (uint32_t k = 0; k < result->failure_count; k++) failure_print(&log, &result->failures[k]);
    }
    counts_print(results, text);
}

/* ---- TAP ---- */

void tap_description_print(Str name, Text *text) {
    for (size_t i = 0; i < name.length; i++) {
        char c = name.text[i];
        if (c == '#' || c == '\\') text_add_char(text, '\\');
        text_add_char(text, c == '\n' || c == '\r' ? ' ' : c);
    }
}

static void failures_tap(const Log *log, const TestResult *result) {
    text_lit(log->text, "  ---\n  at: ");
    place_json(log, result->test->span);
    text_add_char(log->text, '\n');
    if (result->stop != STOP_NONE) text_printf(log->text, "  stopped: \"%s\"\n", stop_name(result->stop));
    if (result->failure_count) text_lit(log->text, "  failures:\n");
    for (uint32_t i = 0; i < result->failure_count; i++) {
        const Failure *failure = &result->failures[i];
        text_lit(log->text, "    - at: ");
        place_json(log, failure->expect->span);
        text_lit(log->text, "\n      expected: ");
        text_add_json(log->text, failure->expected);
        text_lit(log->text, "\n      got: ");
        text_add_json(log->text, failure->got);
        text_add_char(log->text, '\n');
    }
    text_lit(log->text, "  ...\n");
}

void testlog_print_tap(const TestResults *results, const Program *program, const Sources *sources, Text *text) {
    Log log = {program, sources, text};
    text_printf(text, "TAP version 14\n1..%u\n", results->count);
    for (uint32_t i = 0; i < results->count; i++) {
        const TestResult *result = &results->items[i];
        text_printf(text, "%s %u - ", test_has_passed(result) ? "ok" : "not ok", i + 1);
        tap_description_print(result->test->name, text);
        text_add_char(text, '\n');
        if (!test_has_passed(result)) failures_tap(&log, result);
    }
}

/* ---- JSON ---- */

static void failure_json(const Log *log, const Failure *failure) {
    text_lit(log->text, "{\"place\":");
    place_json(log, failure->expect->span);
    text_lit(log->text, ",\"expect\":");
    text_add_json(log->text, failure->expect->text);
    text_lit(log->text, ",\"expected\":");
    text_add_json(log->text, failure->expected);
    text_lit(log->text, ",\"got\":");
    text_add_json(log->text, failure->got);
    text_add_char(log->text, '}');
}

static void result_json(const Log *log, const TestResult *result) {
    Text *text = log->text;
    Str scenario = scenario_name(log, result->test);
    text_lit(text, "{\"name\":");
    text_add_json(text, result->test->name);
    text_lit(text, ",\"scenario\":");
    if (scenario.length)
        text_add_json(text, scenario);
    else
        text_lit(text, "null");
    text_lit(text, ",\"place\":");
    place_json(log, result->test->span);
    text_printf(text, ",\"passed\":%s,\"stopped\":", test_has_passed(result) ? "true" : "false");
    if (result->stop == STOP_NONE)
        text_lit(text, "null");
    else
        text_add_json(text, str_of(stop_name(result->stop)));
    text_lit(text, ",\"failures\":[");
    for (uint32_t i = 0; i < result->failure_count; i++) {
        if (i) text_add_char(text, ',');
        failure_json(log, &result->failures[i]);
    }
    text_lit(text, "]}");
}

void testlog_print_json(const TestResults *results, const Program *program, const Sources *sources, Text *text) {
    Log log = {program, sources, text};
    text_lit(text, "{\"tests\":[");
    for (uint32_t i = 0; i < results->count; i++) {
        if (i) text_lit(text, ",\n");
        result_json(&log, &results->items[i]);
    }
    text_printf(text, "],\n\"passed\":%u,\"failed\":%u}\n", results->passed, results->failed);
}
