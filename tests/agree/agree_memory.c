/* Memory that runs out: at each allocation of a small run,
 * the run ends through the guard and everything is given back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "runtime/api/session.h"
#include "runtime/judge/claims.h"
#include "runtime/judge/tests.h"
#include "runtime/show/prose.h"
#include "runtime/show/table.h"
#include "runtime/show/undecided.h"

static uint32_t sets_from; /* of the run: whether tables are sets from the first row on */
static uint32_t threads;
static char program[] = "/tmp/hence_agree_memory_XXXXXX";

static FILE *open_program(void) {
    FILE *file = fopen(program, "w");
    assert_non_null(file);
    return file;
}

static void write_program(void) {
    FILE *file = open_program();
    fputs("relation parent(a: symbol, b: symbol) \"{a} is a parent of {b}\".\n"
          "relation ancestor(a: symbol, b: symbol).\n"
          "relation children(a: symbol, n: int).\n"
          "relation last(a: symbol).\n"
          "relation wins(a: symbol). relation stays(a: symbol). relation leaves(a: symbol, b: symbol).\n"
          "relation pair(a: symbol). relation other(a: symbol). relation none(n: int).\n"
          "source s \"A register\".\n"
          "f1: parent(ann, bob) cite s \"p. 1\". parent(bob, cleo). -last(ann).\n"
          "rule r1 \"step\" cite s: ancestor(X, Y) :- parent(X, Y).\n"
          "ancestor(X, Z) :- parent(X, Y), ancestor(Y, Z).\n"
          "children(X, N) :- ancestor(X, _), N = count(Y : parent(X, Y)).\n"
          "last(X) :- parent(_, X), forall(parent(X, Y), ancestor(Y, X)) ; parent(X, Z), Z = X.\n"
          "claim c \"It ends\": last(cleo).\n"
          "scenario other { retract f1. assert parent(cleo, dora). }\n"
          "test \"t\" in other { expect last(dora). expect claim c unsupported. }\n"
          "wins(X) :- parent(X, Y), not wins(Y), not last(X).\n"
          "stays(X) :- parent(X, _), not leaves(X, _). leaves(X, Y) :- parent(X, Y), not stays(X).\n"
          "pair(X) :- stays(X). pair(X) :- other(X). other(X) :- pair(X).\n"
          "none(N) :- N = count(X : stays(X)).\n"
          "?- ancestor(X, Y), X < Y.\n"
          "?- pair(X), not wins(X).\n",
          file);
    fclose(file);
}

/* Everything a command does, once. */
static void work(void) {
    Session session;
    session_init(&session);
    const char *paths[] = {program};
    RunOptions options = {.sets_from = sets_from, .threads = threads, .threads_from = 1};
    SessionState state = session_read(&session, paths, 1);
    if (state != SESSION_READ) {
        Text text;
        text_init(&text);
        diags_print(session.diags, &text, false);
        fail_msg("%s", text.bytes);
    } else {
        session_run(&session, &options);
        Text text;
        Arena arena;
        text_init(&text);
        arena_init(&arena);
        const Claim *claim = &session.program->agenda->claims.items[0];
        Verdict verdict = judge_claim(session.world->store, claim);
        verdict_explain(&verdict, session.world->store, claim, session.sources, &arena);
        verdict_print(&verdict, session.world->store, claim, session.sources, &text);
        verdict_clear(&verdict);
        judge_tests(session.world, NULL, NULL, &options, session.diags, &arena);
        Question question;
        if (session_ask(&session, STR("ancestor(ann, X)"), &options, &question))
            answers_print(session.world->store, &question, &text);
        session_note_faults(&session);
        if (session_ask(&session, STR("pair(ann)"), &options, &question))
            undecided_print(session.world->store, question.answer, 0, false, session.sources, &text);
        arena_clear(&arena);
        text_clear(&text);
    }
    session_clear(&session);
}

/* Whether the work came to its end before the n-th allocation. */
static bool work_with_failure(uint64_t n) {
    MemAccount *account = mem_account_new();
    assert_non_null(account);
    MemAccount *before = mem_enter(account);
    volatile bool finished = false;
    if (mem_try(account)) {
        mem_fail_at(account, n);
        work();
        mem_fail_at(account, 0);
        mem_end_try(account);
        assert_true(mem_used(account) == 0);
        finished = true;
    }
    mem_enter(before);
    mem_account_free(account);
    return finished;
}

static void running_out_of_memory_anywhere_ends_cleanly(void **state) {
    (void)state;
    write_program();
    uint64_t n = 1;
    threads = 1;
    for (; !work_with_failure(n); n++) sets_from = n % 2;
    print_message("%llu points of failure\n", (unsigned long long)n - 1);
    assert_true(n > 100);
}

/* Rows of a team and of tallies, enough for every worker. */
static void running_out_of_memory_among_several_threads_ends_cleanly(void **state) {
    (void)state;
    FILE *file = open_program();
    for (int i = 0; i < 150; i++) fprintf(file, "edge(%d, %d). edge(%d, %d).\n", i, i * 7 % 150, i, i * 11 % 150);
    fputs("two(X, Z) :- edge(X, Y), edge(Y, Z).\n"
          "wide(X, Y, Z) :- edge(X, Y), edge(Y, Z).\n"
          "ancestor(X, Y) :- edge(X, Y). pair(X) :- edge(X, X).\n"
          "pair(ann) :- not pair(bob). pair(bob) :- not pair(ann).\n"
          "many(X, N) :- edge(X, _), N = count(Y, Z : edge(X, Y), edge(Y, Z)).\n"
          "?- many(3, N).\n"
          "claim c \"There is a way\": two(0, 0).\n"
          "claim d \"There is another\": wide(3, X, Y).\n"
          "test \"t\" { expect claim c unsupported. }\n",
          file);
    fclose(file);
    threads = 2;
    uint64_t n = 1;
    for (; !work_with_failure(n); n++) sets_from = n % 2;
    print_message("%llu points of failure\n", (unsigned long long)n - 1);
    assert_true(n > 100);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(running_out_of_memory_anywhere_ends_cleanly),
                                       cmocka_unit_test(running_out_of_memory_among_several_threads_ends_cleanly)};
    int file = mkstemp(program);
    if (file < 0) return EXIT_FAILURE;
    close(file);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    remove(program);
    return failed;
}
