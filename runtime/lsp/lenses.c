/* The run has an engine of its own, which is handed the open documents; what it answers is copied out before it is
 * freed, so the threads share nothing but a flag and a pipe. */
#include "runtime/lsp/lenses.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "runtime/api/hence.h"
#include "runtime/lsp/lenses_internal.h"
#include "runtime/lsp/paths.h"

/* ---- the run ---- */

static char *kept(const char *bytes, size_t length) {
    char *copy = malloc(length + 1);
    if (!copy) return NULL;
    memcpy(copy, bytes, length);
    copy[length] = '\0';
    return copy;
}

static char *ask(hence_engine *engine, hence_question question) {
    hence_options options = {.format = HENCE_JSON};
    hence_text answer;
    hence_status status = hence_ask(engine, question, NULL, &options, &answer);
    return status <= HENCE_NEGATIVE ? kept(answer.bytes, answer.length) : NULL;
}

/* Why it has no result, or not all of it: the limit that was reached, or the first message. */
static char *reason_of(hence_engine *engine, hence_status status) {
    hence_text messages;
    char line[300];
    const char *stop = hence_stop_reason(engine);
    if (*stop) snprintf(line, sizeof line, "not known: stopped by %s", stop);
    if (*stop) return kept(line, strlen(line));
    if (status <= HENCE_NEGATIVE) return NULL;
    hence_messages(engine, HENCE_TEXT, &messages);
    snprintf(line, sizeof line, "not known: %.*s", (int)strcspn(messages.bytes, "\n"), messages.bytes);
    return kept(line, strlen(line));
}

static void *run(void *context) {
    LensRun *lens = context;
    hence_status status = hence_run(lens->engine);
    lens->reason = reason_of(lens->engine, status);
    if (!lens->reason && hence_has_run(lens->engine)) {
        lens->claims = ask(lens->engine, HENCE_CLAIMS);
        if (lens->claims) lens->tests = ask(lens->engine, HENCE_TESTS);
        if (!lens->tests) lens->reason = reason_of(lens->engine, HENCE_STOPPED);
    }
    atomic_store(&lens->is_done, true);
    while (write(lens->wake, "", 1) < 0 && errno == EINTR) {}
    return NULL;
}

static hence_engine *new_engine(double seconds, const Documents *documents, Str path) {
    hence_engine *engine = hence_new();
    const hence_limits limits = {.rows = 3000000, .bytes = UINT64_C(1) << 30, .seconds = seconds};
    if (!engine) return NULL;
    hence_set_limits(engine, &limits);
    for (size_t i = 0; i < documents->items.count; i++) {
        const Document *document = documents->items.items[i];
        hence_offer_text(engine, document->path.text, document->text.bytes ? document->text.bytes : "",
                         document->text.length);
    }
    hence_add_file(engine, path.text);
    return engine;
}

static void run_clear(LensRun *lens) {
    hence_free(lens->engine);
    free(lens->claims);
    free(lens->tests);
    free(lens->reason);
    path_drop(&lens->path);
    *lens = (LensRun){.wake = lens->wake};
}

bool lens_run_start(Lenses *lenses, const Documents *documents, Str path, uint64_t made) {
    LensRun *lens = &lenses->run;
    run_clear(lens);
    lens->path = path_keep(path);
    lens->made = made;
    lens->engine = new_engine(lenses->seconds, documents, path);
    atomic_store(&lens->is_done, false);
    lens->is_running = lens->engine && pthread_create(&lens->thread, NULL, run, lens) == 0;
    return lens->is_running;
}

void lens_run_stop(Lenses *lenses) {
    if (lenses->run.is_running) hence_cancel(lenses->run.engine);
}

bool lens_run_done(Lenses *lenses) {
    LensRun *lens = &lenses->run;
    char bytes[16];
    if (!lens->is_running || !atomic_load(&lens->is_done)) return false;
    pthread_join(lens->thread, NULL);
    lens->is_running = false;
    while (read(lenses->pipe[0], bytes, sizeof bytes) > 0) {}
    return true;
}

/* ---- all of it ---- */

bool lenses_begin(Lenses *lenses) {
    *lenses = (Lenses){.seconds = 3.0};
    if (pipe(lenses->pipe) != 0) return false;
    for (int i = 0; i < 2; i++) fcntl(lenses->pipe[i], F_SETFL, O_NONBLOCK);
    for (int i = 0; i < 2; i++) fcntl(lenses->pipe[i], F_SETFD, FD_CLOEXEC);
    lenses->run.wake = lenses->pipe[1];
    return true;
}

void lenses_end(Lenses *lenses) {
    lens_run_stop(lenses);
    if (lenses->run.is_running) pthread_join(lenses->run.thread, NULL);
    run_clear(&lenses->run);
    vec_free(&lenses->waiting);
    json_decref(lenses->claims);
    json_decref(lenses->tests);
    close(lenses->pipe[0]);
    close(lenses->pipe[1]);
}
