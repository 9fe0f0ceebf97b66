/* The answer is a file behind the exercise's own, in the order of paths. */
#include "runtime/api/beside.h"

#include "runtime/io/disk.h"
#include "runtime/io/sandbox.h"

#define ANSWER_PATH "~answer" /* behind what is given, in the order of paths */

static SourceId read_beside(void *context, Sources *sources, Str shown, const char *path) {
    Beside *b = context;
    if (str_equal(str_of(path), STR(ANSWER_PATH))) return b->answer = source_add(sources, b->name, b->text);
    if (b->is_quoted) shown = STR(""); /* see rule_name_print */
    if (strcmp(path, b->bench->path) == 0) return source_add(sources, path_file(shown), b->view);
    return session_read_file(&b->session, sources, shown, path);
}

static bool open_beside(Beside *b, const Bench *bench, ExerciseView view, bool is_quoted, Str name, Str answer) {
    *b = (Beside){.bench = bench,
                  .view = view == VIEW_GIVEN   ? bench->given
                          : view == VIEW_WHOLE ? bench->exercise->text
                                               : bench->asked,
                  .name = name,
                  .text = answer,
                  .answer = NO_SOURCE,
                  .is_quoted = is_quoted};
    session_init(&b->session);
    b->session.keeps_given = true;
    b->session.sandbox = bench->sandbox;
    b->session.read = read_beside;
    b->session.read_context = b;
    const char *paths[] = {bench->path, ANSWER_PATH};
    /* session_read_rules asks `read` alone; tables are read from the disk */
    return session_read(&b->session, paths, 2) == SESSION_READ;
}

bool beside_open(Beside *b, const Bench *bench, ExerciseView view, Str name, Str answer) {
    return open_beside(b, bench, view, false, name, answer);
}

bool beside_open_quoted(Beside *b, const Bench *bench, Str name, Str answer) {
    return open_beside(b, bench, VIEW_GIVEN, true, name, answer);
}

void beside_close(Beside *b) { session_clear(&b->session); }
