/* Threads with an engine each, at work at the same time; each engine has two threads of its own, and one is cancelled
 * by another thread.  All must get the same answers.  Prints what went wrong; the exit status counts it.
 * For ThreadSanitizer, mostly. */
#include <hence.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

enum { THREADS = 2, RUNS = 3 };

static const char RULES[] = "relation edge(from: int, to: int). relation reach(from: int, to: int).\n"
                            "load edge from \"edge.csv\".\n"
                            "rule one: reach(X, Y) :- edge(X, Y).\n"
                            "rule more: reach(X, Z) :- reach(X, Y), edge(Y, Z).\n"
                            "relation many(n: int). many(N) :- N = count(X, Y : reach(X, Y)).\n"
                            "claim round \"It comes back\": reach(7, 7).\n"
                            "?- many(N).\n";
/* A round for ever: with negative numbers and no end. */
static const char ENDLESS[] = "relation n(x: int). n(0). n(Y) :- n(X), Y = X + 1.\n";

typedef struct {
    char edges[4096];
    size_t length;
    char answer[4096], why[65536];
    int failures;
} Work;

static void expect(Work *work, bool is_so, const char *what) {
    if (is_so) return;
    printf("%s\n", what);
    work->failures++;
}

static void *answer(void *context) {
    Work *work = context;
    for (int i = 0; i < RUNS; i++) {
        hence_engine *engine = hence_new();
        hence_limits limits = {.threads = 2};
        hence_options options = {.format = HENCE_JSON};
        hence_text text;
        expect(work, engine != NULL, "no engine");
        hence_set_limits(engine, &limits);
        expect(work, hence_add_text(engine, "rules.hence", RULES, strlen(RULES)) == HENCE_OK, "the rules");
        expect(work, hence_offer_text(engine, "edge.csv", work->edges, work->length) == HENCE_OK, "the table");
        expect(work, hence_run(engine) == HENCE_OK, "the run");
        expect(work, hence_ask(engine, HENCE_ANSWERS, NULL, &options, &text) == HENCE_OK, "the answers");
        snprintf(work->answer, sizeof work->answer, "%s", text.bytes);
        expect(work, hence_ask(engine, HENCE_WHY, "round", NULL, &text) == HENCE_OK, "the proof");
        snprintf(work->why, sizeof work->why, "%s", text.bytes);
        hence_free(engine);
    }
    return NULL;
}

static void *run(void *engine) {
    static hence_status status;
    status = hence_run(engine);
    return &status;
}

static int cancelled(void) {
    hence_engine *engine = hence_new();
    hence_limits limits = {.rows = 50 * 1000 * 1000, .threads = 2};
    pthread_t thread;
    void *status;
    hence_set_limits(engine, &limits);
    hence_add_text(engine, "endless.hence", ENDLESS, strlen(ENDLESS));
    if (pthread_create(&thread, NULL, run, engine) != 0) return 1;
    hence_cancel(engine);
    pthread_join(thread, &status);
    bool is_fine = *(hence_status *)status == HENCE_CANCELLED;
    if (!is_fine) printf("cancelled: %s\n", hence_status_name(*(hence_status *)status));
    hence_free(engine);
    return !is_fine;
}

int main(void) {
    static Work works[THREADS];
    pthread_t threads[THREADS];
    int failures = 0;
    for (int i = 0; i < THREADS; i++) {
        Work *work = &works[i];
        work->length = (size_t)sprintf(work->edges, "from,to\n");
        for (int n = 0; n < 150; n++)
            work->length +=
                (size_t)sprintf(work->edges + work->length, "%d,%d\n%d,%d\n", n, (n + 1) % 150, n, n * 7 % 150);
        if (pthread_create(&threads[i], NULL, answer, work) != 0) return 99;
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        failures += works[i].failures;
        if (strcmp(works[i].answer, works[0].answer) != 0 || strcmp(works[i].why, works[0].why) != 0) {
            printf("other answers: %s%s", works[i].answer, works[i].why);
            failures++;
        }
    }
    if (!strstr(works[0].answer, "[22500]")) {
        printf("not 22500 rows: %s\n", works[0].answer);
        failures++;
    }
    failures += cancelled();
    return failures;
}
