/* Tests.
 *
 * The rules of expectations run with the program, so an expectation is only looked up: has its answer relation a row,
 * and which.  In the world of a scenario only those of its own tests are run, or n scenarios would take n times n
 * questions.  A scenario is run once, when the first test asks for it, and is gone when its tests are judged. */
#include "runtime/judge/tests.h"

#include <stdlib.h>

#include "runtime/judge/claims.h"
#include "runtime/judge/wanted.h"
#include "runtime/why/open.h"

#define ANSWERS_SHOWN 10

typedef struct {
    const Program *program;
    const Store *store;
    Arena *arena;
} Bench;

static Str made(const Bench *bench, Text *text) {
    Str copy = arena_str(bench->arena, text_str(text));
    text_clear(text);
    return copy;
}

static Str status_text(const Bench *bench, Status status, Reason reason) {
    Text text;
    text_init(&text);
    text_add(&text, str_of(status_name(status)));
    if (reason_name(reason)) text_printf(&text, ": %s", reason_name(reason));
    return made(bench, &text);
}

/* ---- answers ---- */

static uint32_t visible_rows(const Table *table) { return table_count(table) - table_hidden_count(table); }

typedef struct {
    const Values *values;
    const Value *row;
    uint32_t width;
} Answer; /* carries what qsort's comparison needs */

static int answer_order(const void *a, const void *b) {
    const Answer *x = a, *y = b;
    for (uint32_t i = 0; i < x->width; i++) {
        int order = x->row[i] == y->row[i] ? 0 : value_compare(x->values, x->row[i], y->row[i]);
        if (order) return order;
    }
    return 0;
}

typedef Vec(Answer) Answers;

static void answer_print(const Bench *bench, const Answer *answer, Text *text) {
    text_add_char(text, '(');
    for (uint32_t i = 0; i < answer->width; i++) {
        if (i) text_lit(text, ", ");
        value_print(bench->program->values, answer->row[i], text);
    }
    text_add_char(text, ')');
}

/* `missing (a), (b)`; nothing without answers. */
static void answers_add(const Bench *bench, const char *word, Answers *answers, Text *text) {
    if (answers->count == 0) return;
    qsort(answers->items, answers->count, sizeof *answers->items, answer_order);
    text_printf(text, "%s%s ", text->length ? "; " : "", word);
    for (size_t i = 0; i < answers->count && i < ANSWERS_SHOWN; i++) {
        if (i) text_lit(text, ", ");
        answer_print(bench, &answers->items[i], text);
    }
    if (answers->count > ANSWERS_SHOWN) text_printf(text, " and %zu more", answers->count - ANSWERS_SHOWN);
}

static void find_missing(const Bench *bench, const Expect *expect, Answers *missing) {
    const Table *table = store_table(bench->store, expect->question.answer);
    uint32_t width = expect->question.name_count;
    for (uint32_t i = 0; i < expect->row_count; i++) {
        const Value *row = expect->rows + (size_t)i * width;
        RowId found = table_find(table, row);
        if (found == NO_ROW || table_is_hidden(table, found))
            vec_push(missing, ((Answer){bench->program->values, row, width}));
    }
}

static void find_surplus(const Bench *bench, const Expect *expect, Answers *surplus) {
    const Table *table = store_table(bench->store, expect->question.answer);
    uint32_t width = expect->question.name_count;
    Table *expected = table_new(width);
    table_begin_run(expected, NO_ID, 0);
    for (uint32_t i = 0; i < expect->row_count; i++) table_insert(expected, expect->rows + (size_t)i * width, NULL);
    for (RowId row = 0; row < table_count(table); row++)
        if (!table_is_hidden(table, row) && table_find(expected, table_row(table, row)) == NO_ROW)
            vec_push(surplus, ((Answer){bench->program->values, table_row(table, row), width}));
    table_free(expected);
}

static bool answers_agree(const Bench *bench, const Expect *expect, Str *got) {
    Answers missing = {0}, surplus = {0};
    find_missing(bench, expect, &missing);
    find_surplus(bench, expect, &surplus);
    bool agree = missing.count + surplus.count == 0;
    Text text;
    text_init(&text);
    answers_add(bench, "missing", &missing, &text);
    answers_add(bench, "not expected", &surplus, &text);
    *got = made(bench, &text);
    vec_free(&missing);
    vec_free(&surplus);
    return agree;
}

/* `it follows`, with the least answer where there are variables. */
static Str it_follows(const Bench *bench, const Question *question) {
    const Table *table = store_table(bench->store, question->answer);
    Answer least = {bench->program->values, NULL, question->name_count};
    for (RowId row = 0; row < table_count(table); row++) {
        if (table_is_hidden(table, row)) continue;
        Answer answer = {least.values, table_row(table, row), least.width};
        if (!least.row || answer_order(&answer, &least) < 0) least = answer;
    }
    Text text;
    text_init(&text);
    text_lit(&text, "it follows");
    for (uint32_t i = 0; least.row && i < least.width; i++) {
        text_add(&text, i ? STR(", ") : STR(", with "));
        text_add(&text, intern_text(values_symbols(bench->program->values), question->names[i]));
        text_lit(&text, " = ");
        value_print(bench->program->values, least.row[i], &text);
    }
    return made(bench, &text);
}

/* ---- expectations ---- */

static bool status_fits(const Expect *expect, const Verdict *verdict) {
    return expect->status == verdict->status && (expect->reason == REASON_NONE || expect->reason == verdict->reason);
}

/* True if it is met; else *got says what was found instead. */
static bool is_met(const Bench *bench, const Expect *expect, Str *got) {
    Verdict verdict;
    switch (expect->kind) {
    case EXPECT_TRUE:
        *got = STR("it does not follow");
        return visible_rows(store_table(bench->store, expect->question.answer)) > 0;
    case EXPECT_FALSE:
        if (visible_rows(store_table(bench->store, expect->question.answer)) == 0) return true;
        *got = it_follows(bench, &expect->question);
        return false;
    case EXPECT_ANSWERS: return answers_agree(bench, expect, got);
    case EXPECT_STATUS: verdict = judge_part(bench->store, &expect->parts[0]); break;
    default: {
        const Claim *claim = claim_find(bench->program, expect->claim);
        if (!claim) return *got = STR("there is no such claim"), false;
        verdict = judge_claim(bench->store, claim);
    }
    }
    *got = status_text(bench, verdict.status, verdict.reason);
    return status_fits(expect, &verdict);
}

/* `expected` is the expectation without its first word. */
static Str without_expect(Str text) {
    Str word = STR("expect ");
    if (!str_begins(text, word)) return text;
    return (Str){text.text + word.length, text.length - word.length};
}

static TestResult run_test(const Bench *bench, const Test *test) {
    Vec(Failure) failures = {0};
    for (uint32_t i = 0; i < test->expect_count; i++) {
        const Expect *expect = &test->expects[i];
        Str got = STR("");
        if (!is_met(bench, expect, &got)) vec_push(&failures, ((Failure){expect, without_expect(expect->text), got}));
    }
    TestResult result = {.test = test, .failure_count = (uint32_t)failures.count};
    result.failures = arena_copy(bench->arena, failures.items, failures.count * sizeof *failures.items);
    vec_free(&failures);
    return result;
}

static void note_outcome(TestResults *results, const Outcome *outcome) {
    results->has_faults = results->has_faults || outcome->fault_count > 0;
    if (results->stop == STOP_NONE) results->stop = outcome->stop;
}

/* The world of a scenario, with what else is supposed. */
static World *world_of(const Scenario *scenario, const Store *given, const Changes *changes, const RunOptions *options,
                       Diags *diags) {
    Changes all = changes ? *changes : (Changes){.scenario = NULL};
    all.scenario = scenario;
    World *world = world_new(given, &all, options, diags);
    outcome_name_open(&world->outcome, world->store);
    outcome_explain(&world->outcome, given->program, diags);
    return world;
}

/* By test, the next one that looks into the same scenario; NO_ID.  The first of each scenario is marked. */
static uint32_t *chain_tests(const Agenda *agenda, bool *is_first, Arena *arena) {
    uint32_t *next = arena_array(arena, uint32_t, agenda->tests.count + 1);
    uint32_t *latest = arena_array(arena, uint32_t, agenda->scenarios.count + 1);
    for (size_t i = 0; i < agenda->scenarios.count; i++) latest[i] = NO_ID;
    for (uint32_t i = (uint32_t)agenda->tests.count; i-- > 0;) {
        uint32_t scenario = agenda->tests.items[i].scenario;
        next[i] = NO_ID;
        if (scenario == NO_ID) continue;
        next[i] = latest[scenario];
        if (next[i] != NO_ID) is_first[next[i]] = false;
        is_first[i] = true;
        latest[scenario] = i;
    }
    return next;
}

bool test_has_passed(const TestResult *result) { return result->failure_count == 0 && result->stop == STOP_NONE; }

static void run_in(TestResults *results, uint32_t i, const World *world, Arena *arena) {
    const Program *program = world->store->program;
    const Bench bench = {program, world->store, arena};
    TestResult *result = &results->items[i];
    *result = run_test(&bench, &program->agenda->tests.items[i]);
    result->stop = world->outcome.stop; /* of the run, or of what was looked up for the test */
    note_outcome(results, &world->outcome);
    if (test_has_passed(result))
        results->passed++;
    else
        results->failed++;
}

static void want_parts(Wanted *wanted, const Part *parts, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (parts[i].is_atom) wanted_add(wanted, parts[i].relation);
}

/* What a test looks at. */
static void want_test(Wanted *wanted, const Test *test) {
    for (uint32_t i = 0; i < test->expect_count; i++) {
        const Expect *expect = &test->expects[i];
        const Claim *claim = expect->kind == EXPECT_CLAIM ? claim_find(wanted->program, expect->claim) : NULL;
        want_parts(wanted, expect->parts, expect->part_count);
        if (expect->kind != EXPECT_STATUS && expect->kind != EXPECT_CLAIM) wanted_add(wanted, expect->question.answer);
        if (!claim) continue;
        want_parts(wanted, claim->parts, claim->part_count);
        wanted_add(wanted, claim->question.answer);
    }
}

/* One world of a scenario is there at a time: all tests that look into it come when the first one does. */
TestResults judge_tests(const World *plain, const Store *given, const Changes *changes, const RunOptions *options,
                        Diags *diags, Arena *arena) {
    const Agenda *agenda = plain->store->program->agenda;
    TestResults results = {.count = (uint32_t)agenda->tests.count};
    results.items = arena_array(arena, TestResult, results.count);
    bool *is_first = arena_array(arena, bool, results.count + 1);
    const uint32_t *next = chain_tests(agenda, is_first, arena);
    note_outcome(&results, &plain->outcome);
    Wanted wanted;
    wanted_init(&wanted, plain->store->program);
    RunOptions own = *options;
    own.wanted = wanted.components;
    for (uint32_t i = 0; i < results.count; i++) {
        const Test *test = &agenda->tests.items[i];
        if (test->scenario == NO_ID) run_in(&results, i, plain, arena);
        if (!is_first[i]) continue;
        const Scenario *scenario = &agenda->scenarios.items[test->scenario];
        for (uint32_t k = i; k != NO_ID; k = next[k]) want_test(&wanted, &agenda->tests.items[k]);
        World *world = world_of(scenario, given ? given : plain->store, changes, &own, diags);
        for (uint32_t k = i; k != NO_ID; k = next[k]) run_in(&results, k, world, arena);
        world_free(world);
        wanted_forget(&wanted);
    }
    wanted_clear(&wanted);
    return results;
}
