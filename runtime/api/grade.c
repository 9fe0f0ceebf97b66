/* An answer is marked in two sessions.  One has what is given and the answer, and no more: what is told to who answered
 * comes from there, so that nothing hidden can get into it.
 * The other has what is expected too, and is asked for marks alone. */
#include "runtime/api/grade.h"

#include <errno.h>
#include <stdlib.h>

#include "lang/base/near_file.h"
#include "runtime/api/grade_internal.h"
#include "runtime/io/disk.h"
#include "runtime/io/sandbox.h"
#include "runtime/judge/tests.h"
#include "runtime/judge/variant.h"

/* Of a run of the answer, and of a world of a comparison. */
enum { ROWS_MOST = 100000, ROUNDS_MOST = 10000, STEPS_MOST = 10000000 };
#define BYTES_MOST (UINT64_C(1) << 29)

static RunOptions answer_options(const atomic_bool *cancel) {
    return (RunOptions){.threads = 1,
                        .budget = {.max_rows = ROWS_MOST,
                                   .max_rounds = ROUNDS_MOST,
                                   .max_steps = STEPS_MOST,
                                   .max_bytes = BYTES_MOST,
                                   .cancel = cancel}};
}

/* ---- expectations ---- */

static const TestResult *result_of(const TestResults *results, const Demand *demand) {
    for (uint32_t i = 0; i < results->count; i++) {
        Span span = results->items[i].test->span;
        if (span.begin == demand->item->span.begin && span.end == demand->item->span.end) return &results->items[i];
    }
    return NULL;
}

static void mark_expected(Marking *m, uint32_t number, const TestResults *results) {
    const Demand *demand = &m->grader->exercise->demands.items[number];
    MarkedDemand *marked = &m->marks->demands[number];
    const TestResult *result = result_of(results, demand);
    if (!result) return;
    marked->is_met = test_has_passed(result);
    if (result->stop != STOP_NONE && m->marks->stop == STOP_NONE) m->marks->stop = result->stop;
    if (marked->is_met || demand->is_hidden) return;
    marked->got = result->failure_count ? arena_str(&m->marks->arena, result->failures[0].got) : STR("");
}

/* In a session that has what is expected beside the answer. */
static void mark_expectations(Marking *m, Str answer) {
    Beside b;
    const RunOptions *run = &m->grader->run;
    if (beside_open(&b, &m->grader->bench, VIEW_ASKED, STR("answer"), answer)) {
        Arena arena;
        arena_init(&arena);
        session_run(&b.session, run);
        TestResults results = judge_tests(b.session.world, b.session.given, NULL, run, b.session.diags, &arena);
        for (uint32_t i = 0; i < m->grader->exercise->demands.count; i++)
            if (!m->grader->exercise->demands.items[i].is_compare) mark_expected(m, i, &results);
        if (b.session.world->outcome.stop != STOP_NONE) m->marks->stop = b.session.world->outcome.stop;
        arena_clear(&arena);
    }
    beside_close(&b);
}

/* ---- points ---- */

/* What an empty answer meets earns something only beside something that it does not meet. */
static void count_points(const Grader *g, Marks *marks) {
    bool has_earned = false;
    size_t count = g->exercise->demands.count;
    for (size_t i = 0; i < count; i++)
        has_earned = has_earned || (marks->demands[i].is_met && !(g->met_unasked && g->met_unasked[i]));
    for (size_t i = 0; i < count; i++) {
        MarkedDemand *marked = &marks->demands[i];
        marked->is_unasked = marked->is_met && !has_earned;
        if (marked->is_unasked && g->exercise->demands.items[i].is_hidden) /* that would tell what kind it is of */
            marked->is_met = marked->is_unasked = false;
        marked->points = marked->is_met && has_earned ? g->exercise->demands.items[i].points : 0;
        marks->points += marked->points;
    }
}

static MarksState state_of(Marks *marks, const Submission *submission) {
    if (submission->is_unreadable) return MARKS_UNREADABLE;
    if (marks->stop == STOP_NONE) marks->stop = submission->stop;
    if (marks->stop != STOP_NONE) return MARKS_STOPPED;
    if (marks_remark_count(marks, false)) return MARKS_PARTLY;
    return submission->statements ? MARKS_WHOLE : MARKS_EMPTY;
}

/* ---- one answer ---- */

static void take_remarks(Marks *marks, const Submission *submission) {
    for (size_t i = 0; i < submission->remarks.count; i++) {
        Remark remark = submission->remarks.items[i];
        remark.message = arena_str(&marks->arena, remark.message);
        remark.remedy = arena_str(&marks->arena, remark.remedy);
        remark.text = arena_str(&marks->arena, remark.text);
        vec_push(&marks->remarks, remark);
    }
}

/* What is told of each demand that was not met, and what a comparison finds. */
static void look_closer(Marking *m, Str name, Str answer) {
    if (beside_open_quoted(&m->own, &m->grader->bench, name, answer)) {
        session_run(&m->own.session, &m->grader->run);
        for (uint32_t i = 0; i < m->grader->exercise->demands.count; i++) {
            const Demand *demand = &m->grader->exercise->demands.items[i];
            if (demand->is_compare)
                mark_comparison(m, i);
            else if (!m->marks->demands[i].is_met && !demand->is_hidden && !m->grader->is_opening)
                explain_expected(m, i);
        }
    }
    beside_close(&m->own);
}

/* Bytes of an answer are shown as what they are not: as no signal to a terminal, and as no broken text. */
static Str harmless(Arena *arena, Str words) {
    Text text;
    text_init(&text);
    text_add_harmless(&text, words);
    words = str_equal(text_str(&text), words) ? words : arena_str(arena, text_str(&text));
    text_clear(&text);
    return words;
}

static void make_harmless(const Grader *g, Marks *marks) {
    for (size_t i = 0; i < marks->remarks.count; i++) {
        Remark *remark = &marks->remarks.items[i];
        remark->message = harmless(&marks->arena, remark->message);
        remark->remedy = harmless(&marks->arena, remark->remedy);
        remark->text = harmless(&marks->arena, remark->text);
    }
    for (size_t i = 0; i < g->exercise->demands.count; i++) {
        MarkedDemand *marked = &marks->demands[i];
        marked->got = harmless(&marks->arena, marked->got);
        marked->because = harmless(&marks->arena, marked->because);
    }
}

static Marks *mark(const Grader *g, Str name, Str bytes) {
    Marks *marks = marks_new(g->exercise, name);
    Marking m = {.grader = g, .marks = marks};
    Submission submission;
    submission_read(&submission, &g->bench, name, bytes);
    take_remarks(marks, &submission);
    marks->statements = submission.statements;
    marks->counting = submission.counting;
    if (!submission.is_unreadable) {
        Str answer = text_str(&submission.kept);
        mark_expectations(&m, answer);
        look_closer(&m, submission.name, answer);
        count_points(g, marks);
    }
    marks->state = state_of(marks, &submission);
    make_harmless(g, marks);
    submission_clear(&submission);
    return marks;
}

Marks *grader_mark_unread(const Grader *g, Str name, Str why) {
    Marks *marks = marks_new(g->exercise, name);
    marks->state = MARKS_UNREADABLE;
    vec_push(&marks->remarks, ((Remark){.is_first = true, .message = arena_str(&marks->arena, why)}));
    return marks;
}

typedef struct {
    const Grader *grader;
    Str name, bytes;
    Marks *marks;
} Job;

static void try_job(MemAccount *account, Job *job) {
    if (!mem_try(account)) return;
    job->marks = mark(job->grader, job->name, job->bytes);
    mem_end_try(account);
}

Marks *grader_mark(const Grader *g, Str name, Str bytes) {
    MemAccount *account = mem_account_new(), *before = mem_enter(account);
    Job job = {g, name, bytes, NULL};
    if (account) try_job(account, &job);
    mem_enter(before);
    if (job.marks) {
        job.marks->account = account;
        return job.marks;
    }
    mem_account_free(account);
    return grader_mark_unread(g, name, STR("there was not enough memory for it"));
}

/* ---- the exercise ---- */

/* Where `use` and `load` of the exercise may lead: its folder. */
static Sandbox *folder_of(const char *path) {
    Text folder;
    text_init(&folder);
    Str file = path_file(str_of(path));
    size_t length = strlen(path) - file.length;
    text_add(&folder, length ? (Str){path, length} : STR("."));
    Sandbox *sandbox = sandbox_open(folder.bytes);
    text_clear(&folder);
    return sandbox;
}

/* The exercise must be a program of its own without errors, with its solution, and with an empty answer. */
static bool check_exercise(const Grader *g, Text *complaint) {
    bool is_fine = true;
    for (ExerciseView view = VIEW_GIVEN; view <= VIEW_ASKED && is_fine; view++) {
        Beside b;
        is_fine = beside_open(&b, &g->bench, view, STR("answer"), STR(""));
        if (!is_fine) diags_print(b.session.diags, complaint, false);
        beside_close(&b);
    }
    return is_fine;
}

/* What an empty answer meets. */
static void mark_nothing(Grader *g) {
    size_t count = g->exercise->demands.count;
    bool *met = mem_alloc_zero(count + 1);
    g->is_opening = true;
    Marks *marks = grader_mark(g, STR("nothing"), STR(""));
    for (size_t i = 0; i < count; i++) met[i] = marks->demands[i].is_met;
    marks_free(marks);
    g->is_opening = false;
    g->met_unasked = met;
}

static bool read_exercise(Grader *g, const char *path, const GraderSettings *settings, Text *complaint) {
    SourceId source = settings->text.length ? source_add(g->sources, str_of(path), settings->text)
                                            : source_read(g->sources, str_of(path), path);
    if (source == NO_SOURCE) {
        text_printf(complaint, "hence: cannot read '%s': %s\n", path, strerror(errno));
        return false;
    }
    g->exercise = exercise_read(g->sources, source, g->diags);
    if (diags_error_count(g->diags)) return false;
    if (!g->exercise) {
        text_printf(complaint, "hence: there is no exercise in '%s'; 'hence new exercise NAME' writes one\n", path);
        return false;
    }
    if (!settings->has_seed) return true;
    Text text;
    text_init(&text);
    variant_print(g->exercise, g->sources, settings->seed, &text);
    exercise_free(g->exercise);
    source = source_add(g->sources, str_of(path), text_str(&text));
    text_clear(&text);
    g->exercise = exercise_read(g->sources, source, g->diags);
    return g->exercise != NULL && diags_error_count(g->diags) == 0;
}

bool grader_open(Grader *g, const char *path, const GraderSettings *settings, Text *complaint) {
    *g = (Grader){.seed = settings->seed, .cancel = settings->cancel, .sources = sources_new()};
    g->diags = diags_new(g->sources);
    text_init(&g->given);
    text_init(&g->asked);
    if (!read_exercise(g, path, settings, complaint)) return false;
    exercise_view(g->exercise, VIEW_GIVEN, &g->given);
    exercise_view(g->exercise, VIEW_ASKED, &g->asked);
    g->sandbox = folder_of(path);
    g->run = answer_options(g->cancel);
    g->bench = (Bench){g->exercise, path, text_str(&g->given), text_str(&g->asked), g->sandbox, &g->run};
    if (!check_exercise(g, complaint)) return false;
    mark_nothing(g);
    return true;
}

void grader_close(Grader *g) {
    exercise_free(g->exercise);
    text_clear(&g->given);
    text_clear(&g->asked);
    sandbox_close(g->sandbox);
    diags_free(g->diags);
    sources_free(g->sources);
    mem_free(g->met_unasked);
    *g = (Grader){0};
}
