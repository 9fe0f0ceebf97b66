/* Run, told, and what went wrong on the way: the gravest first. */
#include "runtime/api/tests.h"

#include "runtime/judge/tests.h"
#include "runtime/show/testlog.h"

static Answered found(const Session *session, const TestResults *results) {
    if (results->stop == STOP_CANCELLED) return ANSWER_CANCELLED;
    if (results->stop != STOP_NONE) return ANSWER_STOPPED;
    if (diags_has(session->diags, E0217)) return ANSWER_BAD_RULES;
    if (results->has_faults) return ANSWER_FAULTS;
    return results->failed ? ANSWER_NEGATIVE : ANSWER_FINE;
}

Answered tests(Session *session, const RunOptions *run, const TestsAsk *ask, Text *out) {
    Arena arena;
    arena_init(&arena);
    TestResults results = judge_tests(session->world, session->given, ask->changes, run, session->diags, &arena);
    switch (IS_JSON(ask->form == TESTS_JSON) ? TESTS_JSON : ask->form) {
    case TESTS_TEXT: testlog_print(&results, session->program, session->sources, out); break;
    case TESTS_JSON: testlog_print_json(&results, session->program, session->sources, out); break;
    case TESTS_TAP: testlog_print_tap(&results, session->program, session->sources, out); break;
    }
    Answered answered = found(session, &results);
    if (ask->stop) *ask->stop = results.stop;
    arena_clear(&arena);
    return answered;
}
