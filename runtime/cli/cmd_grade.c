/* `hence grade`: answers to an exercise, one after the other, whatever they are. */
#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "lang/base/near_file.h"
#include "runtime/api/grade.h"
#include "runtime/cli/commands.h"
#include "runtime/cli/terminal.h"
#include "runtime/io/disk.h"
#include "runtime/io/gather.h"
#include "runtime/show/marks.h"

static void say(int descriptor, Text *text) {
    terminal_write(descriptor, text_str(text));
    text_clear(text);
}

static int complain(const char *what, const char *name, const char *why) {
    Text text;
    text_init(&text);
    text_printf(&text, "hence: %s '%s': %s\n", what, name, why);
    say(STDERR_FILENO, &text);
    return EXIT_DATA;
}

static bool open_grader(Grader *grader, const Options *options) {
    GraderSettings settings = {
        .seed = options->seed, .has_seed = options->has_seed, .cancel = terminal_catch_interrupt()};
    Text complaint;
    text_init(&complaint);
    bool is_open = grader_open(grader, options->files[0], &settings, &complaint);
    if (!is_open && diags_error_count(grader->diags)) diags_print(grader->diags, &complaint, false);
    say(STDERR_FILENO, &complaint);
    return is_open;
}

/* ---- its own answers ---- */

static bool own_print(const Grader *grader, const char *what, Str why, Str text, bool is_right, Text *out) {
    Marks *marks = grader_mark(grader, STR("answer"), text);
    bool is_full = marks_are_full(grader->exercise, marks), is_fine = is_full == is_right;
    text_printf(out, "%s  ", is_fine ? "ok  " : "FAIL");
    points_print(marks->points, grader->exercise->points, out);
    text_printf(out, "  %s", what);
    if (why.length) text_printf(out, ": %.*s", STR_FMT(why));
    text_add_char(out, '\n');
    for (uint32_t i = 0; is_right && i < grader->exercise->demands.count; i++) {
        const MarkedDemand *marked = &marks->demands[i];
        const Demand *demand = &grader->exercise->demands.items[i];
        if (!marked->is_met)
            text_printf(out, "      not met: %.*s  %.*s\n", STR_FMT(demand->text), STR_FMT(marked->got));
        else if (grader->met_unasked[i])
            text_printf(out, "      an empty answer meets it too, %s: %.*s\n",
                        marked->points ? "so it earns something only beside another" : "and nothing else is met",
                        STR_FMT(demand->text));
        else if (marked->tried.length)
            text_printf(out, "      %.*s: %.*s\n", STR_FMT(demand->text), STR_FMT(marked->tried));
    }
    for (size_t i = 0; is_right && i < marks->remarks.count; i++)
        text_printf(out, "      %s: %.*s\n", marks->remarks.items[i].is_warning ? "warning" : "not counted",
                    STR_FMT(marks->remarks.items[i].message));
    marks_free(marks);
    return is_fine;
}

static int grade_self(const Grader *grader) {
    const Exercise *exercise = grader->exercise;
    Text out;
    text_init(&out);
    bool is_fine = own_print(grader, "the solution", STR(""), answer_text(exercise, &exercise->solution), true, &out);
    is_fine = own_print(grader, "nothing", STR(""), STR(""), false, &out) && is_fine;
    for (size_t i = 0; i < exercise->wrong.count; i++)
        is_fine = own_print(grader, "wrong", exercise->wrong.items[i].why,
                            answer_text(exercise, &exercise->wrong.items[i]), false, &out) &&
                  is_fine;
    say(STDOUT_FILENO, &out);
    return is_fine ? EXIT_FINE : EXIT_NEGATIVE;
}

/* ---- answers of others ---- */

/* Somebody may have handed in twice: folders of an archive that have several answers. */
static void note_folders(const HandIns *files, Text *text) {
    for (size_t i = 0; i < files->items.count; i++) {
        Str folder = path_folder(files->items.items[i].name);
        size_t count = 0, first = i;
        for (size_t k = files->items.count; k-- > 0 && folder.length;) {
            if (!str_equal(path_folder(files->items.items[k].name), folder)) continue;
            count++;
            first = k;
        }
        if (count > 1 && first == i)
            text_printf(text, "hence: %zu answers are in the folder %.*s: each has marks of its own\n", count,
                        STR_FMT(folder));
    }
}

static void gather(HandIns *files, const Options *options) {
    Text text;
    text_init(&text);
    for (size_t i = 1; i < options->file_count; i++) hand_ins_add(files, options->files[i]);
    hand_ins_name(files);
    if (files->repeated)
        text_printf(&text, "hence: %u file%s named twice\n", (unsigned)files->repeated,
                    files->repeated == 1 ? " is" : "s are");
    note_folders(files, &text);
    say(STDERR_FILENO, &text);
}

/* An earlier answer with the same text, blanks aside. */
static Str same_text(const Batch *batch, const Text *texts, size_t i) {
    Str own = str_trim(text_str(&texts[i]));
    for (size_t k = 0; k < i && own.length; k++)
        if (str_equal(own, str_trim(text_str(&texts[k])))) return batch->items.items[k]->name;
    return STR("");
}

static Marks *mark_unread(const Grader *grader, Str name, int cause) {
    Text why;
    text_init(&why);
    text_printf(&why, "the file cannot be read: %s",
                cause == CAUSE_SPECIAL ? "it is a device or a pipe" : strerror(cause));
    Marks *marks = grader_mark_unread(grader, name, text_str(&why));
    text_clear(&why);
    return marks;
}

static int grade_all(const Grader *grader, const HandIns *files, Batch *batch) {
    size_t count = files->items.count;
    Text *texts = mem_alloc_zero((count + 1) * sizeof *texts);
    int status = EXIT_FINE;
    for (size_t i = 0; i < count && !(grader->cancel && atomic_load(grader->cancel)); i++) {
        const HandIn *file = &files->items.items[i];
        Marks *marks;
        errno = 0;
        if (file->is_link) {
            marks =
                grader_mark_unread(grader, file->name, STR("the file is a link to another one, which is not followed"));
        } else if (file_read_some(file->path, ANSWER_BYTES, &texts[i])) {
            marks = grader_mark(grader, file->name, text_str(&texts[i]));
        } else {
            marks = mark_unread(grader, file->name, errno);
            status = EXIT_DATA;
        }
        marks->file = str_of(file->path);
        marks->same = same_text(batch, texts, i);
        vec_push(&batch->items, marks);
    }
    for (size_t i = 0; i < count; i++) text_clear(&texts[i]);
    mem_free(texts);
    if (batch->items.count < count) status = EXIT_INTERRUPTED;
    return status;
}

/* ---- what is written ---- */

static void print_batch(const Batch *batch, Format format, Text *text) {
    switch (format) {
    case FORMAT_CSV: marks_csv_print(batch, text); return;
    case FORMAT_JSON: marks_json_print(batch, text); return;
    case FORMAT_TAP: marks_tap_print(batch, text); return;
    case FORMAT_JUNIT: marks_junit_print(batch, text); return;
    case FORMAT_GRADESCOPE:
        assert(batch->items.count > 0);
        marks_gradescope_print(batch->exercise, batch->items.items[0], text);
        return;
    default:
        if (batch->items.count == 1)
            feedback_print(batch->exercise, batch->items.items[0], text);
        else
            marks_table_print(batch, text);
    }
}

/* `ann.md`; of names that give the same file, one that is that name has it, and the others get a number. */
static void page_path(const Batch *batch, size_t i, const char *folder, Text *path) {
    Text own, other;
    text_init(&own);
    text_init(&other);
    file_name_of(batch->items.items[i]->name, &own);
    bool is_plain = str_equal(text_str(&own), batch->items.items[i]->name);
    unsigned same = 1;
    for (size_t k = 0; k < batch->items.count && !is_plain; k++) {
        if (k == i) continue;
        text_empty(&other);
        file_name_of(batch->items.items[k]->name, &other);
        bool is_before = k < i || str_equal(text_str(&other), batch->items.items[k]->name);
        same += is_before && str_equal(text_str(&own), text_str(&other));
    }
    text_printf(path, "%s/%.*s", folder, STR_FMT(text_str(&own)));
    if (same > 1) text_printf(path, ".%u", same);
    text_lit(path, ".md");
    text_clear(&own);
    text_clear(&other);
}

/* By errno. */
static int complain_unwritten(const char *what, const char *name) {
    Text text;
    text_init(&text);
    disk_complain(what, name, errno, &text);
    say(STDERR_FILENO, &text);
    return EXIT_DATA;
}

static int write_pages(const Batch *batch, const char *folder) {
    if (!disk_make_folder(folder)) return complain_unwritten("cannot make the folder", folder);
    int status = EXIT_FINE;
    for (size_t i = 0; i < batch->items.count; i++) {
        Text path, page;
        text_init(&path);
        text_init(&page);
        page_path(batch, i, folder, &path);
        feedback_print(batch->exercise, batch->items.items[i], &page);
        if (!disk_write(path.bytes, text_str(&page))) status = complain_unwritten("cannot write", path.bytes);
        text_clear(&path);
        text_clear(&page);
    }
    return status;
}

/* Into the file, and people see the table. */
static int write_marks(const Batch *batch, const Options *options) {
    Text text;
    int status = EXIT_FINE;
    text_init(&text);
    print_batch(batch, options->format, &text);
    if (options->file) {
        if (!disk_write(options->file, text_str(&text))) status = complain_unwritten("cannot write", options->file);
        text_empty(&text);
        marks_table_print(batch, &text);
    }
    if (!terminal_write(STDOUT_FILENO, text_str(&text))) status = EXIT_DATA;
    text_clear(&text);
    if (options->feedback) status = graver(status, write_pages(batch, options->feedback));
    return status;
}

static int grade_others(const Grader *grader, const Options *options) {
    HandIns files = {0};
    Batch batch = {.exercise = grader->exercise, .file = str_of(options->files[0])};
    gather(&files, options);
    int status;
    if (files.items.count == 0) {
        status = complain("there are no answers in", options->files[1], "there is no file");
    } else if (options->format == FORMAT_GRADESCOPE && files.items.count > 1) {
        status = complain("--format gradescope is about one answer; there are more, such as", files.items.items[1].path,
                          "grade them one by one");
    } else {
        status = grade_all(grader, &files, &batch);
        if (batch.items.count) status = graver(status, write_marks(&batch, options)); /* none: Ctrl-C came first */
    }
    batch_clear(&batch);
    hand_ins_clear(&files);
    return status;
}

int command_grade(const Options *options) {
    Grader grader;
    int status = EXIT_PROGRAM;
    if (open_grader(&grader, options)) status = options->is_self ? grade_self(&grader) : grade_others(&grader, options);
    grader_close(&grader);
    return status;
}
