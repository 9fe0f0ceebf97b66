/* Exercises of the page: their sheets and marks, as `hence sheet` and `hence grade` give them.
 *
 * Of the whole engine alone, which the page loads when somebody wants to be marked.
 * They need no engine: an answer is read in sessions of its own. */
#ifndef HENCE_PAGE
#include "runtime/api/grade.h"
#include "runtime/show/marks.h"
#include "runtime/show/sheet.h"
#include "runtime/wasm/playground.h"

static Text said; /* the answer of the last call */

/* False if the exercise is wrong itself, which is said. */
static bool open_exercise(Grader *grader, const char *name, Str exercise) {
    const GraderSettings settings = {.text = exercise};
    if (!said.bytes) text_init(&said);
    text_empty(&said);
    if (grader_open(grader, name, &settings, &said)) return true;
    diags_print(grader->diags, &said, false);
    return false;
}

bool sheet_write(const char *name, Str exercise, hence_text *answer) {
    Grader grader;
    bool is_open = open_exercise(&grader, name, exercise);
    if (is_open) sheet_print(grader.exercise, grader.sources, (SheetSettings){0}, &said);
    grader_close(&grader);
    *answer = engine_text(&said);
    return is_open;
}

static void marks_write(const Exercise *exercise, const Marks *marks) {
    Text feedback;
    text_init(&feedback);
    feedback_print(exercise, marks, &feedback);
    text_printf(&said, "{\"points\":%u,\"of\":%u,\"feedback\":", (unsigned)marks->points, (unsigned)exercise->points);
    text_add_json(&said, text_str(&feedback));
    text_lit(&said, "}");
    text_clear(&feedback);
}

bool grade_write(const char *name, Str exercise, Str handed_in, hence_text *answer) {
    Grader grader;
    bool is_open = open_exercise(&grader, name, exercise);
    if (is_open) {
        Marks *marks = grader_mark(&grader, STR("your answer"), handed_in);
        marks_write(grader.exercise, marks);
        marks_free(marks);
    }
    grader_close(&grader);
    *answer = engine_text(&said);
    return is_open;
}
#endif
