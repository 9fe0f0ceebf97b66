/* The engine of the page: calls with texts, answers in JSON.
 *
 * A host of WebAssembly hands over bytes: it asks for room, writes there, and calls with the address; what a call takes
 * it copies.  Each call leaves an answer, until the next one.  There is one engine; `begin` makes it anew, so that
 * nothing is left of what was read before.  Files are what was put, and nothing else: there is no disk.
 * Where memory runs out the instance ends (libc/setjmp.h), and the host makes another. */
#include "runtime/wasm/playground.h"

static hence_engine *engine;
static hence_text answer = {"", 0};

/* ---- texts in and out ---- */

EXPORT(room) char *page_room(size_t bytes) { return malloc(bytes + 1); }
EXPORT(leave) void page_leave(char *bytes) { free(bytes); }
EXPORT(answer) const char *page_answer(void) { return answer.bytes; }
EXPORT(answer_length) size_t page_answer_length(void) { return answer.length; }

/* ---- reading and running ---- */

static bool has_no_disk(void *context, const char *path, hence_sink *sink) {
    (void)context, (void)path, (void)sink;
    return false;
}

EXPORT(begin) void page_begin(void) {
    answer = (hence_text){"", 0};
    hence_free(engine);
    engine = hence_new();
    hence_set_reader(engine, has_no_disk, NULL);
}

/* A file: of rules that are read, or one that others may use or load. */
EXPORT(put) int page_put(const char *name, const char *bytes, size_t length, int is_read) {
    return is_read ? hence_add_text(engine, name, bytes, length) : hence_offer_text(engine, name, bytes, length);
}

/* In the world of a scenario; empty: as it is.  Limits hold for the run, and for each question. */
EXPORT(run) int page_run(const char *scenario, double seconds, double megabytes) {
    const hence_limits limits = {.seconds = seconds, .bytes = (uint64_t)(megabytes * 1024 * 1024)};
    hence_set_limits(engine, &limits);
    if (*scenario) hence_suppose_scenario(engine, scenario);
    return hence_run(engine);
}

/* ---- asking ---- */

EXPORT(ask) int page_ask(int question, int format, const char *subject, unsigned most, unsigned rounds) {
    const hence_options options = {
        .format = (hence_format)format, .depth = HENCE_NO_DEPTH, .most = most, .rounds = rounds};
    return hence_ask(engine, (hence_question)question, subject, &options, &answer);
}

EXPORT(messages) int page_messages(void) { return hence_messages(engine, HENCE_JSON, &answer); }

EXPORT(stopped) void page_stopped(void) {
    const char *why = hence_stop_reason(engine);
    answer = (hence_text){why, strlen(why)};
}

/* {"facts":[as in the other answers, with "relation"],"left_out","sources"}:
 * what is given, whatever the scenario takes back; `most` of a relation. */
EXPORT(given) int page_given(unsigned most) {
    answer = (hence_text){"", 0};
    return engine_call(engine, list_given, &(GivenAsked){most, &answer});
}

#ifndef HENCE_PAGE
/* ---- what the whole engine alone has ---- */

/* What may be written at an offset, in bytes, of a file that was put: {"begin","end","items":[...]}. */
EXPORT(offers) int page_offers(const char *name, unsigned offset) {
    answer = (hence_text){"", 0};
    return engine_call(engine, list_offers, &(OffersAsked){name, offset, &answer});
}

EXPORT(sheet) int page_sheet(const char *name, const char *exercise, size_t length) {
    return sheet_write(name, (Str){exercise, length}, &answer);
}

EXPORT(grade)
int page_grade(const char *name, const char *exercise, size_t length, const char *handed_in, size_t handed_in_length) {
    return grade_write(name, (Str){exercise, length}, (Str){handed_in, handed_in_length}, &answer);
}
#endif
