/* The C interface: what a program that links Hence relies on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "runtime/api/hence.h"
#include "runtime/api/hence_internal.h"

/* Birds fly unless they are penguins; whether tweety is one is open. */
static const char BIRDS[] = "relation bird(who: symbol) \"{who} is a bird\".\n"
                            "open relation penguin(who: symbol from bird) \"{who} is a penguin\".\n"
                            "relation flies(who: symbol) \"{who} flies\".\n"
                            "relation old(who: symbol) \"{who} is old\".\n"
                            "parameter year: int = 2000.\n"
                            "source book \"A book of birds\".\n"
                            "b1: bird(tweety) cite book \"p. 1\".\n"
                            "b2: bird(pingu) cite book \"p. 2\".\n"
                            "p1: penguin(pingu) cite book \"p. 3\".\n"
                            "rule wings \"birds fly\": presumably flies(X) :- bird(X).\n"
                            "rule swim \"penguins do not fly\": -flies(X) :- penguin(X).\n"
                            "old(X) :- bird(X), year(Y), Y > 2010.\n"
                            "claim tweety_flies \"Tweety flies\": flies(tweety).\n"
                            "claim pingu_flies \"Pingu flies\": flies(pingu).\n"
                            "claim tweety_old \"Tweety is old\": old(tweety).\n"
                            "scenario met { assert penguin(tweety). }\n"
                            "test \"a penguin\" in met { expect claim tweety_flies refuted. }\n"
                            "?- bird(X).\n";
/* A run that takes longer than anybody waits. */
static const char ENDLESS[] =
    "relation n(x: int). n(0). n(Y) :- n(X), Y = X + 1, Y < 2000000000. claim c \"It ends\": n(7).\n";

static hence_engine *engine_of(const char *rules) {
    hence_engine *engine = hence_new();
    assert_non_null(engine);
    assert_int_equal(hence_add_text(engine, "birds.hence", rules, strlen(rules)), HENCE_OK);
    return engine;
}

static hence_engine *birds(void) {
    hence_engine *engine = engine_of(BIRDS);
    hence_status status = hence_run(engine);
    hence_text messages;
    hence_messages(engine, HENCE_TEXT, &messages);
    if (status != HENCE_OK) fail_msg("%s: %s", hence_status_name(status), messages.bytes);
    return engine;
}

static void assert_said(hence_engine *engine, const char *words) {
    hence_text text;
    assert_int_equal(hence_messages(engine, HENCE_TEXT, &text), HENCE_OK);
    if (!strstr(text.bytes, words)) fail_msg("'%s' is not in: %s", words, text.bytes);
    assert_int_equal(hence_messages(engine, HENCE_JSON, &text), HENCE_OK);
    assert_int_equal(strncmp(text.bytes, "{\"diagnostics\":[", 16), 0);
    assert_int_equal(text.length, strlen(text.bytes));
}

/* ---- questions ---- */

static const struct {
    hence_question question;
    const char *subject;
    hence_status status;
    const char *text, *json; /* what the answer contains */
} QUESTIONS[] = {
    {HENCE_CLAIMS, NULL, HENCE_OK, "pingu_flies", "{\"claims\":["},
    {HENCE_ANSWERS, NULL, HENCE_OK, "tweety", "{\"queries\":["},
    {HENCE_TESTS, NULL, HENCE_OK, "a penguin", "{\"tests\":["},
    {HENCE_WHY, "bird(tweety)", HENCE_OK, "A book of birds", "\"steps\":["},
    {HENCE_WHY, "tweety_flies", HENCE_NEGATIVE, "penguin(tweety)", "\"status\":\"undecided\""},
    {HENCE_WHYNOT, "pingu_flies", HENCE_OK, "penguin", "{"},
    {HENCE_RESTS, "bird(tweety)", HENCE_OK, "b1", "b1"},
    {HENCE_NEED, "tweety_flies", HENCE_OK, "penguin(tweety)", "penguin(tweety)"},
    {HENCE_STABLE, "tweety_flies", HENCE_NEGATIVE, "penguin(tweety)", "penguin(tweety)"},
    {HENCE_MAP, "tweety_flies", HENCE_OK, "Tweety flies", "\"nodes\":["},
    {HENCE_TRACE, NULL, HENCE_OK, "flies", "flies"},
    {HENCE_MAP, NULL, HENCE_OK, "Pingu flies", "\"nodes\":["},
};
enum { QUESTION_COUNT = sizeof QUESTIONS / sizeof *QUESTIONS };

static void assert_answer(hence_engine *engine, int i, hence_format format, const char *words) {
    hence_text answer;
    hence_options options = {.format = format};
    hence_status status =
        hence_ask(engine, QUESTIONS[i].question, QUESTIONS[i].subject, format ? &options : NULL, &answer);
    if (status == HENCE_MISUSE || !strstr(answer.bytes, words))
        fail_msg("question %d, %s: '%s' is not in: %s", i, hence_status_name(status), words, answer.bytes);
    assert_int_equal(status, QUESTIONS[i].status);
    assert_int_equal(answer.length, strlen(answer.bytes));
}

static void each_question_is_answered_as_text_and_as_json(void **state) {
    (void)state;
    hence_engine *engine = birds();
    for (int i = 0; i < QUESTION_COUNT; i++) {
        assert_answer(engine, i, HENCE_TEXT, QUESTIONS[i].text);
        assert_answer(engine, i, HENCE_JSON, QUESTIONS[i].json);
    }
    hence_free(engine);
}

static char *kept_answer(hence_engine *engine, int i, hence_format format) {
    hence_text answer;
    hence_options options = {.format = format};
    hence_ask(engine, QUESTIONS[i].question, QUESTIONS[i].subject, &options, &answer);
    char *copy = test_malloc(answer.length + 1);
    memcpy(copy, answer.bytes, answer.length + 1);
    return copy;
}

static void questions_before_it_do_not_change_an_answer(void **state) {
    (void)state;
    hence_engine *busy = birds();
    for (int round = 0; round < 3; round++)
        for (int k = 0; k < QUESTION_COUNT; k++) {
            int i = round == 1 ? QUESTION_COUNT - 1 - k : k;
            hence_engine *fresh = birds();
            char *first = kept_answer(fresh, i, HENCE_JSON), *later = kept_answer(busy, i, HENCE_JSON);
            assert_string_equal(first, later);
            test_free(first);
            test_free(later);
            hence_free(fresh);
        }
    hence_free(busy);
}

static void pictures_and_pages_come_in_their_formats(void **state) {
    (void)state;
    static const struct {
        hence_question question;
        hence_format format;
        const char *words;
    } CASES[] = {{HENCE_WHY, HENCE_HTML, "<"},         {HENCE_WHY, HENCE_MD, "- "},
                 {HENCE_WHY, HENCE_SVG, "<svg"},       {HENCE_MAP, HENCE_SVG, "<svg"},
                 {HENCE_MAP, HENCE_DOT, "digraph"},    {HENCE_MAP, HENCE_MERMAID, "flowchart"},
                 {HENCE_MAP, HENCE_GRAPHML, "<graph"}, {HENCE_MAP, HENCE_ARGDOWN, "Tweety"},
                 {HENCE_MAP, HENCE_AIF, "\"nodes\""}};
    hence_engine *engine = birds();
    hence_text answer;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        hence_options options = {.format = CASES[i].format};
        const char *subject = CASES[i].question == HENCE_WHY ? "bird(tweety)" : NULL;
        assert_int_equal(hence_ask(engine, CASES[i].question, subject, &options, &answer), HENCE_OK);
        if (!strstr(answer.bytes, CASES[i].words)) fail_msg("format %d: %s", CASES[i].format, answer.bytes);
    }
    hence_free(engine);
}

static void a_negative_question_says_so(void **state) {
    (void)state;
    hence_engine *engine = birds();
    hence_text answer;
    assert_int_equal(hence_ask(engine, HENCE_WHY, "flies(pingu)", NULL, &answer), HENCE_NEGATIVE);
    assert_non_null(strstr(answer.bytes, "penguins do not fly"));
    assert_int_equal(hence_ask(engine, HENCE_WHYNOT, "bird(tweety)", NULL, &answer), HENCE_NEGATIVE);
    hence_free(engine);
}

/* ---- what is supposed ---- */

static void suppositions_change_the_world_until_they_are_taken_back(void **state) {
    (void)state;
    hence_engine *engine = birds();
    hence_text answer;
    hence_options json = {.format = HENCE_JSON};
    assert_int_equal(hence_suppose_parameter(engine, "year", "2020"), HENCE_OK);
    assert_int_equal(hence_suppose_scenario(engine, "met"), HENCE_OK);
    assert_false(hence_has_run(engine));
    assert_int_equal(hence_ask(engine, HENCE_CLAIMS, NULL, NULL, &answer), HENCE_MISUSE);
    assert_int_equal(hence_run(engine), HENCE_OK);
    assert_int_equal(hence_ask(engine, HENCE_WHY, "old(tweety)", NULL, &answer), HENCE_OK);
    assert_int_equal(hence_ask(engine, HENCE_CLAIMS, NULL, &json, &answer), HENCE_OK);
    assert_non_null(strstr(answer.bytes, "\"was\":{\"status\":\"unsupported\""));
    assert_int_equal(hence_ask(engine, HENCE_WHY, "flies(tweety)", NULL, &answer), HENCE_NEGATIVE);
    assert_int_equal(hence_ask(engine, HENCE_CLAIMS, NULL, &json, &answer), HENCE_OK);
    hence_suppose_nothing(engine);
    assert_int_equal(hence_run(engine), HENCE_OK);
    assert_int_equal(hence_ask(engine, HENCE_WHY, "old(tweety)", NULL, &answer), HENCE_NEGATIVE);
    hence_free(engine);
}

static void what_is_supposed_must_be_there(void **state) {
    (void)state;
    hence_engine *engine = birds();
    hence_suppose_scenario(engine, "mett");
    assert_int_equal(hence_run(engine), HENCE_BAD_QUESTION);
    assert_said(engine, "did you mean 'met'?");
    hence_suppose_nothing(engine);
    hence_suppose_parameter(engine, "yaer", "1");
    assert_int_equal(hence_run(engine), HENCE_BAD_QUESTION);
    hence_suppose_nothing(engine);
    hence_suppose_without_source(engine, "book");
    assert_int_equal(hence_run(engine), HENCE_OK);
    hence_text answer;
    assert_int_equal(hence_ask(engine, HENCE_WHY, "bird(tweety)", NULL, &answer), HENCE_NEGATIVE);
    hence_free(engine);
}

static void new_facts_come_from_memory_too(void **state) {
    (void)state;
    static const char TABLE[] = "who,id\npolly,n1\n,n2\n";
    hence_engine *engine = engine_of(BIRDS);
    hence_text answer;
    hence_options json = {.format = HENCE_JSON};
    assert_int_equal(hence_offer_text(engine, "new/bird.csv", TABLE, strlen(TABLE)), HENCE_OK);
    assert_int_equal(hence_suppose_facts(engine, "new/bird.csv"), HENCE_OK);
    assert_int_equal(hence_run(engine), HENCE_BAD_DATA);
    assert_true(hence_has_run(engine));
    assert_said(engine, "2 rows read, 1 new");
    assert_int_equal(hence_ask(engine, HENCE_WHY, "bird(polly)", NULL, &answer), HENCE_OK);
    assert_int_equal(hence_ask(engine, HENCE_CLAIMS, NULL, &json, &answer), HENCE_OK);
    assert_non_null(strstr(answer.bytes, "{\"received\":["));
    hence_free(engine);
}

/* ---- where rules come from ---- */

typedef struct {
    const char *path, *text;
    bool asks_itself;
    hence_engine *engine;
    int calls;
} Shelf;

static bool from_shelf(void *context, const char *path, hence_sink *sink) {
    Shelf *shelf = context;
    hence_text answer;
    shelf->calls++;
    if (shelf->asks_itself) assert_int_equal(hence_ask(shelf->engine, HENCE_CLAIMS, NULL, NULL, &answer), HENCE_MISUSE);
    hence_engine *other = birds(); /* another engine is as good here as anywhere */
    hence_free(other);
    if (strcmp(path, shelf->path) != 0) return false;
    size_t half = strlen(shelf->text) / 2;
    return hence_give(sink, shelf->text, half) && hence_give(sink, shelf->text + half, strlen(shelf->text) - half);
}

static void texts_use_and_load_each_other(void **state) {
    (void)state;
    static const char MAIN[] = "use \"lib/../lib/words.hence\".\nload word \"word.csv\".\nclaim c \"c\": word(b).\n";
    hence_engine *engine = hence_new();
    hence_text answer;
    hence_add_text(engine, "./main.hence", MAIN, strlen(MAIN));
    assert_int_equal(hence_run(engine), HENCE_BAD_RULES);
    assert_said(engine, "main.hence:1:");
    hence_offer_text(engine, "lib/words.hence", "relation word(w: symbol). word(a).", 34);
    assert_int_equal(hence_run(engine), HENCE_BAD_DATA);
    assert_false(hence_has_run(engine));
    hence_offer_text(engine, "word.csv", "w\nb\n", 4);
    assert_int_equal(hence_run(engine), HENCE_OK);
    assert_int_equal(hence_ask(engine, HENCE_WHY, "c", NULL, &answer), HENCE_OK);
    hence_add_text(engine, "main.hence", "use \"lib/words.hence\". claim d \"d\": word(a).", 44);
    assert_int_equal(hence_run(engine), HENCE_OK);
    assert_int_equal(hence_ask(engine, HENCE_WHY, "d", NULL, &answer), HENCE_OK);
    hence_free(engine);
}

static void a_reader_finds_other_files(void **state) {
    (void)state;
    Shelf shelf = {.path = "words.hence", .text = "relation word(w: symbol). word(a).", .asks_itself = true};
    hence_engine *engine = shelf.engine = engine_of("use \"words.hence\". claim c \"c\": word(a).");
    hence_text answer;
    hence_set_reader(engine, from_shelf, &shelf);
    assert_int_equal(hence_run(engine), HENCE_OK);
    assert_int_equal(shelf.calls, 1);
    assert_int_equal(hence_ask(engine, HENCE_WHY, "c", NULL, &answer), HENCE_OK);
    hence_add_file(engine, "nowhere.hence");
    assert_int_equal(hence_run(engine), HENCE_BAD_RULES);
    assert_said(engine, "nowhere.hence");
    hence_free(engine);
}

/* ---- what is wrong ---- */

static void bad_rules_are_told_with_their_place(void **state) {
    (void)state;
    hence_engine *engine = engine_of("relation p(x: symbol).\nq(X) :- p(X).\n");
    hence_text answer, messages;
    assert_int_equal(hence_run(engine), HENCE_BAD_RULES);
    assert_false(hence_has_run(engine));
    assert_said(engine, "birds.hence:2:1: error");
    hence_messages(engine, HENCE_JSON, &messages);
    assert_non_null(strstr(messages.bytes, "\"line\":2"));
    assert_int_equal(hence_ask(engine, HENCE_CLAIMS, NULL, NULL, &answer), HENCE_MISUSE);
    hence_free(engine);
}

static void a_bad_question_leaves_the_engine_as_it_was(void **state) {
    (void)state;
    hence_engine *engine = birds();
    hence_text answer;
    for (int i = 0; i < 3; i++) {
        assert_int_equal(hence_ask(engine, HENCE_WHY, "brid(tweety)", NULL, &answer), HENCE_BAD_QUESTION);
        assert_int_equal(answer.length, 0);
        assert_said(engine, "did you mean 'bird'?");
        assert_int_equal(hence_ask(engine, HENCE_WHY, "bird(", NULL, &answer), HENCE_BAD_QUESTION);
        hence_text messages;
        hence_messages(engine, HENCE_TEXT, &messages);
        assert_null(strstr(messages.bytes, "brid"));
        assert_int_equal(hence_ask(engine, HENCE_WHY, "bird(tweety)", NULL, &answer), HENCE_OK);
        hence_messages(engine, HENCE_TEXT, &messages);
        assert_int_equal(messages.length, 0);
    }
    assert_int_equal(hence_ask(engine, HENCE_WHY, " \n", NULL, &answer), HENCE_BAD_QUESTION);
    assert_said(engine, "name an atom or a claim");
    hence_free(engine);
}

static void misuse_is_a_status(void **state) {
    (void)state;
    hence_engine *engine = hence_new();
    hence_text answer = {"x", 1};
    hence_options options = {.format = HENCE_AIF};
    assert_int_equal(hence_run(engine), HENCE_MISUSE);
    assert_said(engine, "there are no rules to run");
    assert_int_equal(hence_ask(engine, HENCE_CLAIMS, NULL, NULL, &answer), HENCE_MISUSE);
    assert_int_equal(answer.length, 0);
    assert_said(engine, "hence_run comes before hence_ask");
    hence_add_text(engine, "birds.hence", BIRDS, strlen(BIRDS));
    assert_int_equal(hence_run(engine), HENCE_OK);
    assert_int_equal(hence_ask(engine, HENCE_WHYNOT, "bird(tweety)", &options, &answer), HENCE_MISUSE);
    assert_said(engine, "whynot is not told as AIF");
    assert_int_equal(hence_ask(engine, HENCE_WHY, NULL, NULL, &answer), HENCE_MISUSE);
    assert_int_equal(hence_ask(engine, (hence_question)99, NULL, NULL, &answer), HENCE_MISUSE);
    options.format = (hence_format)99;
    assert_int_equal(hence_ask(engine, HENCE_MAP, NULL, &options, &answer), HENCE_MISUSE);
    assert_int_equal(hence_ask(engine, HENCE_MAP, NULL, NULL, NULL), HENCE_MISUSE);
    assert_int_equal(hence_messages(engine, HENCE_SVG, &answer), HENCE_MISUSE);
    assert_int_equal(hence_add_file(engine, NULL), HENCE_MISUSE);
    assert_int_equal(hence_add_text(engine, "x", NULL, 3), HENCE_MISUSE);
    assert_int_equal(hence_set_limits(engine, &(hence_limits){.threads = 9999}), HENCE_MISUSE);
    assert_int_equal(hence_set_limits(engine, &(hence_limits){.seconds = -1}), HENCE_MISUSE);
    assert_int_equal(hence_set_limits(engine, &(hence_limits){.reserved = {0, 1}}), HENCE_MISUSE);
    assert_int_equal(hence_set_policy(engine, &(hence_policy){.reserved = {1}}), HENCE_MISUSE);
    options = (hence_options){.reserved = {[7] = 1}};
    assert_int_equal(hence_ask(engine, HENCE_MAP, NULL, &options, &answer), HENCE_MISUSE);
    assert_true(hence_has_run(engine));
    assert_int_equal(hence_run(NULL), HENCE_MISUSE);
    hence_cancel(NULL);
    hence_free(NULL);
    hence_free(engine);
}

/* ---- limits ---- */

static void limits_stop_a_run_and_what_there_is_can_be_asked(void **state) {
    (void)state;
    static const struct {
        hence_limits limits;
        const char *reason;
    } CASES[] = {{{.rows = 100}, "the limit of rows"},
                 {{.rounds = 50}, "the limit of rounds"},
                 {{.seconds = 0.05}, "the limit of time"},
                 {{.bytes = 16u << 20}, "the limit of memory"}};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        hence_engine *engine = engine_of(ENDLESS);
        hence_text answer;
        hence_options json = {.format = HENCE_JSON};
        hence_set_limits(engine, &CASES[i].limits);
        assert_int_equal(hence_run(engine), HENCE_STOPPED);
        assert_string_equal(hence_stop_reason(engine), CASES[i].reason);
        assert_said(engine, CASES[i].reason);
        assert_int_equal(hence_ask(engine, HENCE_CLAIMS, NULL, &json, &answer), HENCE_STOPPED);
        assert_non_null(strstr(answer.bytes, "\"partial\":true"));
        hence_free(engine);
    }
}

static void a_limit_that_is_long_past_does_not_stop_a_question(void **state) {
    (void)state;
    hence_engine *engine = engine_of(BIRDS);
    hence_text answer;
    hence_set_limits(engine, &(hence_limits){.seconds = 0.5});
    assert_int_equal(hence_run(engine), HENCE_OK);
    nanosleep(&(struct timespec){.tv_nsec = 600 * 1000 * 1000}, NULL);
    for (int i = 0; i < QUESTION_COUNT; i++) {
        hence_status status = hence_ask(engine, QUESTIONS[i].question, QUESTIONS[i].subject, NULL, &answer);
        assert_true(status <= HENCE_NEGATIVE);
    }
    hence_free(engine);
}

/* A question that is stopped is told as such, and is no burden on those behind it. */
static void a_stopped_question_does_not_spoil_the_next_one(void **state) {
    (void)state;
    static const char LONG[] =
        "relation e(x: int, y: int). relation n(x: int). n(0). n(Y) :- n(X), Y = X + 1, Y < 3000.\n"
        "claim c \"c\": n(7).\n";
    static const char HARD[] = "n(A), n(B), n(C), A + B + C > 8990";
    hence_engine *engine = engine_of(LONG);
    hence_text answer;
    assert_int_equal(hence_run(engine), HENCE_OK);
    hence_set_limits(engine, &(hence_limits){.seconds = 0.05});
    assert_int_equal(hence_ask(engine, HENCE_WHY, HARD, NULL, &answer), HENCE_STOPPED);
    assert_string_equal(hence_stop_reason(engine), "the limit of time");
    hence_set_limits(engine, NULL);
    assert_int_equal(hence_ask(engine, HENCE_WHY, "c", NULL, &answer), HENCE_OK);
    assert_string_equal(hence_stop_reason(engine), "");
    hence_free(engine);
}

/* ---- threads ---- */

static void *cancel_soon(void *engine) {
    nanosleep(&(struct timespec){.tv_nsec = 50 * 1000 * 1000}, NULL);
    hence_cancel(engine);
    return NULL;
}

static void another_thread_can_cancel(void **state) {
    (void)state;
    hence_engine *engine = engine_of(ENDLESS);
    pthread_t thread;
    hence_text answer;
    assert_int_equal(pthread_create(&thread, NULL, cancel_soon, engine), 0);
    assert_int_equal(hence_run(engine), HENCE_CANCELLED);
    pthread_join(thread, NULL);
    assert_string_equal(hence_stop_reason(engine), "an interruption");
    assert_int_equal(hence_ask(engine, HENCE_CLAIMS, NULL, NULL, &answer), HENCE_CANCELLED);
    hence_add_text(engine, "birds.hence", BIRDS, strlen(BIRDS));
    assert_int_equal(hence_run(engine), HENCE_OK);
    hence_free(engine);
}

static void *ask_everything(void *context) {
    hence_status *worst = context;
    for (int round = 0; round < 5; round++) {
        hence_engine *engine = hence_new();
        hence_text answer;
        hence_set_limits(engine, &(hence_limits){.threads = 2});
        hence_add_text(engine, "birds.hence", BIRDS, strlen(BIRDS));
        *worst = hence_run(engine);
        for (int i = 0; i < QUESTION_COUNT && *worst <= HENCE_NEGATIVE; i++)
            *worst = hence_ask(engine, QUESTIONS[i].question, QUESTIONS[i].subject, NULL, &answer);
        hence_free(engine);
        if (*worst > HENCE_NEGATIVE) break;
    }
    return NULL;
}

static void two_engines_work_in_two_threads(void **state) {
    (void)state;
    pthread_t threads[2];
    hence_status worst[2];
    for (int i = 0; i < 2; i++) assert_int_equal(pthread_create(&threads[i], NULL, ask_everything, &worst[i]), 0);
    for (int i = 0; i < 2; i++) pthread_join(threads[i], NULL);
    for (int i = 0; i < 2; i++) assert_true(worst[i] <= HENCE_NEGATIVE);
}

/* ---- memory ---- */

static hence_status work(hence_engine *engine) {
    hence_text answer;
    hence_options json = {.format = HENCE_JSON};
    hence_status status = hence_add_text(engine, "birds.hence", BIRDS, strlen(BIRDS));
    if (status == HENCE_OK) status = hence_suppose_parameter(engine, "year", "2020");
    if (status == HENCE_OK) status = hence_run(engine);
    for (int i = 0; i < QUESTION_COUNT && status <= HENCE_NEGATIVE; i++)
        status = hence_ask(engine, QUESTIONS[i].question, QUESTIONS[i].subject, &json, &answer);
    if (status <= HENCE_NEGATIVE) status = hence_messages(engine, HENCE_JSON, &answer);
    return status;
}

static void running_out_of_memory_anywhere_is_a_status(void **state) {
    (void)state;
    enum { EACH = 400, STRIDE = 97 }; /* each of the first ones, then here and there */
    uint64_t n = 1;
    hence_text answer;
    for (;; n += n < EACH ? 1 : STRIDE) {
        hence_engine *engine = hence_new();
        mem_fail_at(engine_account(engine), n);
        hence_status status = work(engine);
        if (status <= HENCE_NEGATIVE) {
            hence_free(engine);
            break;
        }
        assert_int_equal(status, HENCE_NO_MEMORY);
        assert_false(hence_has_run(engine));
        assert_int_equal(hence_run(engine), HENCE_NO_MEMORY);
        assert_int_equal(hence_messages(engine, HENCE_TEXT, &answer), HENCE_NO_MEMORY);
        assert_string_equal(hence_stop_reason(engine), "");
        hence_free(engine);
    }
    assert_true(n > EACH);
}

static void threads_that_run_out_of_memory_end_with_the_engine(void **state) {
    (void)state;
    static const char WIDE[] = "relation n(x: int). relation p(x: int, y: int). relation q(x: int, y: int).\n"
                               "n(0). n(Y) :- n(X), Y = X + 1, Y < 80. p(X, Y) :- n(X), n(Y).\n"
                               "q(X, Z) :- p(X, Y), p(Y, Z), X < Z.\n";
    hence_status status = HENCE_NO_MEMORY;
    uint64_t n = 1;
    for (; status == HENCE_NO_MEMORY; n += 23) {
        hence_engine *engine = engine_of(WIDE);
        hence_set_limits(engine, &(hence_limits){.threads = 3});
        mem_fail_at(engine_account(engine), n);
        status = hence_run(engine);
        hence_free(engine);
    }
    assert_int_equal(status, HENCE_OK);
    assert_true(n > 250);
}

static void a_reader_hears_that_memory_ran_out(void **state) {
    (void)state;
    for (uint64_t n = 1; n < 60; n++) {
        Shelf shelf = {.path = "words.hence", .text = "relation word(w: symbol). word(a)."};
        hence_engine *engine = engine_of("use \"words.hence\". claim c \"c\": word(a).");
        hence_set_reader(engine, from_shelf, &shelf);
        mem_fail_at(engine_account(engine), n);
        assert_int_equal(hence_run(engine), HENCE_NO_MEMORY);
        hence_free(engine);
    }
}

static void two_versions_are_compared(void **state) {
    (void)state;
    static const char OTHER[] = "relation bird(who: symbol).\nrelation flies(who: symbol).\nb1: bird(tweety).\n"
                                "flies(X) :- bird(X).\nclaim tweety_flies \"Tweety flies\": flies(tweety).\n";
    const char *const paths[] = {"other.hence"}, *const none[] = {"none.hence"};
    const hence_options json = {.format = HENCE_JSON}, svg = {.format = HENCE_SVG};
    hence_text answer;
    hence_engine *engine = birds();
    hence_offer_text(engine, "other.hence", OTHER, strlen(OTHER));
    assert_int_equal(hence_run(engine), HENCE_OK);
    assert_int_equal(hence_diff(engine, paths, 1, NULL, &answer), HENCE_OK);
    assert_non_null(strstr(answer.bytes, "tweety_flies"));
    assert_non_null(strstr(answer.bytes, "established"));
    assert_int_equal(hence_diff(engine, paths, 1, &json, &answer), HENCE_OK);
    assert_int_equal(strncmp(answer.bytes, "{\"edits\":[", 10), 0);
    assert_int_equal(hence_diff(engine, none, 1, NULL, &answer), HENCE_BAD_RULES);
    assert_int_equal(answer.length, 0);
    assert_said(engine, "none.hence");
    assert_int_equal(hence_diff(engine, paths, 0, NULL, &answer), HENCE_MISUSE);
    assert_int_equal(hence_diff(engine, paths, 1, &svg, &answer), HENCE_MISUSE);
    assert_int_equal(hence_ask(engine, HENCE_WHY, "bird(tweety)", NULL, &answer), HENCE_OK); /* as before */
    hence_free(engine);
}

static void a_report_is_a_page(void **state) {
    (void)state;
    static const hence_format FORMS[] = {HENCE_HTML, HENCE_MD, HENCE_JSON};
    static const char *const BEGIN[] = {"<!DOCTYPE html>", "# ", "{\"title\":"};
    hence_engine *engine = birds();
    hence_text answer;
    for (int i = 0; i < 3; i++) {
        const hence_options options = {.format = FORMS[i]};
        assert_int_equal(hence_ask(engine, HENCE_REPORT, NULL, &options, &answer), HENCE_OK);
        if (strncmp(answer.bytes, BEGIN[i], strlen(BEGIN[i])) != 0) fail_msg("%.60s", answer.bytes);
        assert_non_null(strstr(answer.bytes, "Tweety flies"));
    }
    assert_int_equal(hence_ask(engine, HENCE_REPORT, NULL, NULL, &answer), HENCE_MISUSE); /* there is none as text */
    hence_free(engine);
}

/* A table that is nowhere on the disk. */
static void offered_tables_are_found_by_every_question(void **state) {
    (void)state;
    static const char *const RULES = "relation bird(who: symbol). relation flies(who: symbol).\n"
                                     "load bird from \"flock.csv\".\n"
                                     "rule wings: flies(X) :- bird(X).\n"
                                     "claim c: flies(tweety).\n";
    static const char *const OTHER = "relation bird(who: symbol). relation flies(who: symbol).\n"
                                     "load bird from \"flock.csv\".\n"
                                     "claim c: flies(tweety).\n";
    static const char *const paths[] = {"other.hence"};
    static const hence_options json = {.format = HENCE_JSON};
    hence_text answer;
    hence_engine *engine = engine_of(RULES);
    hence_offer_text(engine, "flock.csv", "who\ntweety\n", 11);
    hence_offer_text(engine, "other.hence", OTHER, strlen(OTHER));
    assert_int_equal(hence_run(engine), HENCE_OK);
    assert_int_equal(hence_ask(engine, HENCE_REPORT, NULL, &json, &answer), HENCE_OK);
    assert_non_null(strstr(answer.bytes, "d324d3c12c51"));
    assert_int_equal(hence_diff(engine, paths, 1, NULL, &answer), HENCE_OK);
    if (!strstr(answer.bytes, "without rule wings")) fail_msg("%s", answer.bytes);
    hence_free(engine);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_question_is_answered_as_text_and_as_json),
        cmocka_unit_test(questions_before_it_do_not_change_an_answer),
        cmocka_unit_test(pictures_and_pages_come_in_their_formats),
        cmocka_unit_test(a_negative_question_says_so),
        cmocka_unit_test(suppositions_change_the_world_until_they_are_taken_back),
        cmocka_unit_test(what_is_supposed_must_be_there),
        cmocka_unit_test(new_facts_come_from_memory_too),
        cmocka_unit_test(texts_use_and_load_each_other),
        cmocka_unit_test(a_reader_finds_other_files),
        cmocka_unit_test(bad_rules_are_told_with_their_place),
        cmocka_unit_test(a_bad_question_leaves_the_engine_as_it_was),
        cmocka_unit_test(misuse_is_a_status),
        cmocka_unit_test(limits_stop_a_run_and_what_there_is_can_be_asked),
        cmocka_unit_test(a_limit_that_is_long_past_does_not_stop_a_question),
        cmocka_unit_test(a_stopped_question_does_not_spoil_the_next_one),
        cmocka_unit_test(another_thread_can_cancel),
        cmocka_unit_test(two_engines_work_in_two_threads),
        cmocka_unit_test(running_out_of_memory_anywhere_is_a_status),
        cmocka_unit_test(threads_that_run_out_of_memory_end_with_the_engine),
        cmocka_unit_test(a_reader_hears_that_memory_ran_out),
        cmocka_unit_test(two_versions_are_compared),
        cmocka_unit_test(a_report_is_a_page),
        cmocka_unit_test(offered_tables_are_found_by_every_question),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
