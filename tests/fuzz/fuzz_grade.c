/* Any answer to an exercise is marked, the same each time, in little time: it never earns more than there is, and
 * nothing hidden is told about it.
 *
 * The first byte picks the exercise, the rest is the answer. */
#include <string.h>
#include <time.h>

#include "runtime/api/grade.h"
#include "runtime/show/marks.h"
#include "tests/fuzz/fuzz.h"

static const char *const EXERCISES[] = {
    "relation parent(a: symbol, b: symbol) \"{a} is a parent of {b}\".\nrelation grandparent(a: symbol, b: symbol).\n"
    "parent(ann, bob).  parent(bob, cleo).\n"
    "exercise e { define rules: grandparent.  expect grandparent(ann, cleo).  hidden expect not grandparent(zyxwv, "
    "cleo).\n"
    "  compare grandparent.  hidden compare grandparent points 2.\n"
    "  solution { relation zyxwv(a: symbol, b: symbol).  zyxwv(X, Y) :- parent(X, Y), forall(parent(Y, W), "
    "parent(Y, W)).\n"
    "    grandparent(X, Z) :- zyxwv(X, Y), parent(Y, Z). }  wrong \"zyxwv\" { grandparent(zyxwv, X) :- parent(X, _). } "
    "}\n",
    "type n = one | two.\nrelation bird(a: symbol).\nrelation ill(a: symbol).\nrelation flies(a: symbol).\nrelation "
    "said(a: symbol, b: n) key(a).\n"
    "bird(tom).  bird(tim).  ill(tim).\n"
    "rule wings: presumably flies(X) :- bird(X).\nrule illness: presumably -flies(X) :- ill(X).\n"
    "scenario later { assert ill(tom). }\n"
    "exercise e { define 1 priority.  define 2 exceptions: wings.  define 3 statements: flies.  define facts: said.\n"
    "  expect refuted flies(tim) points 3.  hidden expect undecided flies(tom) in later.  expect answers said(X, one): "
    "(tom).\n"
    "  compare flies over bird, ill.  solution { prefer illness over wings.  said(tom, one). } }\n",
};

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* ---- what is told ---- */

static bool holds(Str text, const char *word) {
    size_t length = strlen(word);
    for (size_t i = 0; i + length <= text.length; i++)
        if (memcmp(text.text + i, word, length) == 0) return true;
    return false;
}

static bool has_control(Str text) {
    for (size_t i = 0; i < text.length; i++)
        if ((unsigned char)text.text[i] < 0x20 && !memchr("\t\n\r", text.text[i], 3)) return true;
    return false;
}

static void look_at(const Batch *batch, Str answer) {
    static void (*const PRINT[])(const Batch *, Text *) = {marks_table_print, marks_csv_print, marks_json_print,
                                                           marks_tap_print, marks_junit_print};
    const Marks *marks = batch->items.items[0];
    Text text;
    text_init(&text);
    for (size_t i = 0; i < sizeof PRINT / sizeof *PRINT; i++) PRINT[i](batch, &text);
    marks_gradescope_print(batch->exercise, marks, &text);
    feedback_print(batch->exercise, marks, &text);
    fuzz_assert(str_is_utf8(text_str(&text), NULL), "marks that are not UTF-8");
    fuzz_assert(!has_control(text_str(&text)), "control characters of an answer get out");
    fuzz_assert(!holds(text_str(&text), "zyxwv") || holds(answer, "zyxwv") || holds(answer, "\\u{"),
                "something hidden is told");
    text_clear(&text);
}

static void look_at_demands(const Exercise *exercise, const Marks *marks) {
    uint32_t points = 0;
    for (size_t i = 0; i < exercise->demands.count; i++) {
        const MarkedDemand *marked = &marks->demands[i];
        points += marked->points;
        fuzz_assert(marked->points <= exercise->demands.items[i].points, "more points than there are");
        fuzz_assert(!exercise->demands.items[i].is_hidden || (!marked->got.length && !marked->because.length),
                    "a reason for what is hidden");
    }
    fuzz_assert(points == marks->points, "points that do not add up");
    fuzz_assert(marks->counting <= marks->statements, "more statements than there are");
}

/* ---- the target ---- */

static void grade(const Grader *grader, Str answer) {
    double begin = seconds();
    Batch batch = {.exercise = grader->exercise, .file = STR("e.hence")};
    Marks *marks = grader_mark(grader, STR("answer"), answer);
    double taken = seconds() - begin;
    if (taken > 20) fprintf(stderr, "%.2f s\n", taken);
    fuzz_assert(taken <= 20,
                "an answer that takes long"); /* sanitizers are slow, and so is a machine with much to do */
    vec_push(&batch.items, marks);
    look_at_demands(grader->exercise, marks);
    look_at(&batch, answer);
    if (taken < 0.1) {
        Marks *again = grader_mark(grader, STR("answer"), answer);
        fuzz_assert(again->points == marks->points && again->state == marks->state, "other marks for the same answer");
        marks_free(again);
    }
    batch_clear(&batch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Grader grader;
    Text complaint;
    if (size == 0) return 0;
    GraderSettings settings = {.text = str_of(EXERCISES[data[0] % (sizeof EXERCISES / sizeof *EXERCISES)])};
    text_init(&complaint);
    bool is_open = grader_open(&grader, "e.hence", &settings, &complaint);
    fuzz_assert(is_open, "the exercise cannot be read");
    grade(&grader, fuzz_text(data + 1, size - 1));
    grader_close(&grader);
    text_clear(&complaint);
    return 0;
}
