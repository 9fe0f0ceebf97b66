/* Editions.
 *
 * What changed is found by `diff`, which runs mixes of both: so an edition keeps the bytes of all tables it has read,
 * as the disk has those of the next one. */
#include "runtime/api/edition.h"

#include "runtime/api/claims.h"
#include "runtime/api/diff.h"
#include "runtime/api/news.h"
#include "runtime/io/disk.h"

enum { MIXES_MOST = 100 };
#define MIXES_SECONDS 2.0 /* to find causes: somebody waits for the next line */

typedef struct {
    const char *path;
    Text bytes;
    bool is_kept;
} Kept;

struct Edition {
    Session session;
    RunOptions run;
    Vec(Kept) kept; /* tables and bibliographies */
    Vec(const char *) files;
    Arena arena; /* of their names, and of tests */
    TestResults tests;
};

/* ---- files ---- */

static void note_file(Edition *edition, const char *path) {
    for (size_t i = 0; i < edition->files.count; i++)
        if (strcmp(edition->files.items[i], path) == 0) return;
    vec_push(&edition->files, arena_str(&edition->arena, str_of(path)).text);
}

static SourceId read_rules(void *context, Sources *sources, Str shown, const char *path) {
    note_file(context, path);
    return source_read(sources, shown, path);
}

static Kept *kept_at(Edition *edition, const char *path) {
    for (size_t i = 0; i < edition->kept.count; i++)
        if (strcmp(edition->kept.items[i].path, path) == 0) return &edition->kept.items[i];
    vec_push(&edition->kept, ((Kept){.path = arena_str(&edition->arena, str_of(path)).text}));
    text_init(&vec_last(&edition->kept).bytes);
    return &vec_last(&edition->kept);
}

static bool read_data(void *context, const char *path, Text *bytes) {
    Edition *edition = context;
    note_file(edition, path);
    Kept *kept = kept_at(edition, path);
    if (!kept->is_kept) {
        text_empty(&kept->bytes);
        if (!disk_read(NULL, path, &kept->bytes)) return false;
        kept->is_kept = true;
    }
    text_add(bytes, text_str(&kept->bytes));
    return true;
}

const char *const *edition_files(const Edition *edition, size_t *count) {
    *count = edition->files.count;
    return edition->files.items;
}

/* ---- read, and run ---- */

static void run_all(Edition *edition) {
    Session *session = &edition->session;
    session_run(session, &edition->run);
    session_note_faults(session);
    if (session->program->agenda->tests.count == 0 || session->world->outcome.stop != STOP_NONE) return;
    edition->tests = judge_tests(session->world, session->given, NULL, &edition->run, session->diags, &edition->arena);
}

Edition *edition_read(const char *const *paths, size_t count, const Settings *settings) {
    Edition *edition = mem_alloc_zero(sizeof *edition);
    Session *session = &edition->session;
    arena_init(&edition->arena);
    session_init(session);
    session->policy = settings->policy;
    session->threads = settings->threads;
    session->budget = &edition->run.budget;
    session->keeps_given = true;
    session->read = read_rules;
    session->read_data = read_data;
    session->read_context = edition;
    edition->run = settings_run(settings);
    for (size_t i = 0; i < count; i++) note_file(edition, paths[i]);
    if (session_read(session, paths, count) == SESSION_READ) run_all(edition);
    return edition;
}

void edition_free(Edition *edition) {
    if (!edition) return;
    session_clear(&edition->session);
    for (size_t i = 0; i < edition->kept.count; i++) text_clear(&edition->kept.items[i].bytes);
    vec_free(&edition->kept);
    vec_free(&edition->files);
    arena_clear(&edition->arena);
    mem_free(edition);
}

void edition_keep_to(Edition *edition, const Settings *settings) {
    session_renew(&edition->session, &edition->run, settings->limits);
}

static Stop stop_of(const Edition *edition) {
    const World *world = edition->session.world;
    return !world ? STOP_NONE : world->outcome.stop == STOP_NONE ? edition->tests.stop : world->outcome.stop;
}

bool edition_has_run(const Edition *edition) { return edition->session.world && stop_of(edition) == STOP_NONE; }

/* ---- told by itself ---- */

static void test_print(const TestResult *result, const char *was, Text *out) {
    text_printf(out, "  test \"%.*s\": %s%s", STR_FMT(result->test->name), was,
                test_has_passed(result) ? "passed" : "failed");
    if (result->failure_count) {
        const Failure *failure = &result->failures[0];
        text_printf(out, "; expected %.*s", STR_FMT(failure->expected));
        if (failure->got.length) text_printf(out, ", got: %.*s", STR_FMT(failure->got));
        if (result->failure_count > 1) text_printf(out, " (and %u more)", (unsigned)result->failure_count - 1);
    }
    text_add_char(out, '\n');
}

void edition_print(Edition *edition, Text *out) {
    Supposed nothing = {0};
    (void)claims(&edition->session, &edition->run, &(ClaimsAsk){.supposed = &nothing}, out);
    for (uint32_t i = 0; i < edition->tests.count; i++)
        if (!test_has_passed(&edition->tests.items[i])) test_print(&edition->tests.items[i], "", out);
}

uint32_t edition_messages_print(const Edition *edition, const Edition *known, Text *out, bool color) {
    uint32_t count = diags_print_new(edition->session.diags, known ? known->session.diags : NULL, out, color);
    if (edition->session.world && stop_of(edition) != STOP_NONE) session_report_run(&edition->session, out), count++;
    return count;
}

/* ---- beside an earlier one ---- */

static const TestResult *test_named(const Edition *edition, Str name) {
    for (uint32_t i = 0; i < edition->tests.count; i++)
        if (str_equal(edition->tests.items[i].test->name, name)) return &edition->tests.items[i];
    return NULL;
}

static void tell_tests(const Edition *was, const Edition *is, Text *out) {
    for (uint32_t i = 0; i < is->tests.count; i++) {
        const TestResult *now = &is->tests.items[i], *before = test_named(was, now->test->name);
        if (before && test_has_passed(before) == test_has_passed(now)) continue;
        test_print(now, !before ? "" : test_has_passed(before) ? "passed, now " : "failed, now ", out);
    }
    for (uint32_t i = 0; i < was->tests.count; i++)
        if (!test_named(is, was->tests.items[i].test->name))
            text_printf(out, "  test \"%.*s\" is gone\n", STR_FMT(was->tests.items[i].test->name));
}

void edition_changes_print(Edition *was, Edition *is, const Settings *settings, Text *out) {
    Settings quick = *settings;
    quick.progress = NULL;
    if (quick.limits.max_seconds == 0 || quick.limits.max_seconds > MIXES_SECONDS)
        quick.limits.max_seconds = MIXES_SECONDS;
    RunOptions run = settings_run(&quick);
    session_renew(&was->session, &was->run, settings->limits);
    session_renew(&is->session, &is->run, settings->limits);
    (void)diff(&was->session, &is->session, &run, &(DiffAsk){.most_runs = MIXES_MOST, .is_later = true}, out);
    (void)news_print_conflicts(&was->session, &is->session, out);
    tell_tests(was, is, out);
}
