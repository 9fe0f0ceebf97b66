/* `hence check --watch`: all is run again at each save, and what changed is told.
 * A save stops a run that still goes on. */
#include <time.h>
#include <unistd.h>

#include "runtime/api/edition.h"
#include "runtime/cli/commands.h"
#include "runtime/cli/lookout.h"
#include "runtime/cli/terminal.h"
#include "runtime/io/disk.h"

enum { NAMES_SHOWN = 3 };

typedef struct {
    const Options *options;
    Settings settings;
    FileWatch files;
    Lookout lookout;
    Edition *good;   /* the last that has run; NULL: none yet */
    Edition *broken; /* a later one that has not; NULL: none */
    bool has_color;
} Watching;

/* By Ctrl-C. */
static bool is_stopped(const Watching *w) { return atomic_load(w->settings.limits.cancel); }

/* Messages first, so that the answer stays in view.  False: nobody reads any more. */
static bool tell(Text *said, Text *out) {
    bool is_read = terminal_write(STDERR_FILENO, text_str(said));
    is_read = answer_write(text_str(out)) && is_read;
    text_empty(said);
    text_empty(out);
    return is_read;
}

/* was_saved: a file was saved meanwhile, so that it is to be read again. */
static Edition *read_all(Watching *w, bool *was_saved) {
    size_t count;
    Settings settings = w->settings;
    watch_look(&w->files);
    watch_set(&w->files, w->options->files, w->options->file_count, true);
    settings.limits.cancel = &w->lookout.cancel;
    lookout_begin(&w->lookout, &w->files, w->settings.limits.cancel);
    Edition *edition = edition_read(w->options->files, w->options->file_count, &settings);
    *was_saved = lookout_end(&w->lookout);
    edition_keep_to(edition, &w->settings);
    terminal_end_progress();
    const char *const *paths = edition_files(edition, &count);
    watch_set(&w->files, paths, count, !edition_has_run(edition));
    return edition;
}

/* `-- 15:04:05  theory.hence, facts.csv` */
static void stamp_print(const Watching *w, Text *out) {
    time_t now = time(NULL);
    struct tm local;
    char words[16] = "";
    if (localtime_r(&now, &local)) strftime(words, sizeof words, "%H:%M:%S", &local);
    text_printf(out, "-- %s ", words);
    size_t count = 0;
    for (size_t i = 0; i < w->files.files.count; i++) {
        const WatchedFile *file = &w->files.files.items[i];
        if (!file->has_changed || ++count > NAMES_SHOWN) continue;
        text_printf(out, "%s%.*s", count > 1 ? ", " : " ", STR_FMT(path_file(str_of(file->path))));
    }
    if (count > NAMES_SHOWN) text_printf(out, " and %zu more", count - NAMES_SHOWN);
    text_add_char(out, '\n');
}

/* Those of the earlier edition that the later one has no more, behind a word that says so. */
static void print_gone(const Edition *was, const Edition *is, Text *out) {
    Text gone;
    text_init(&gone);
    if (edition_messages_print(was, is, &gone, false)) {
        text_lit(out, "no longer said:\n");
        text_add(out, text_str(&gone));
    }
    text_clear(&gone);
}

static void tell_broken(Watching *w, Edition *edition, Text *said, Text *out) {
    if (edition_messages_print(edition, w->broken, said, w->has_color) == 0)
        text_lit(out, "the same errors as before\n");
    edition_free(w->broken);
    w->broken = edition;
}

static void tell_good(Watching *w, Edition *edition, Text *said, Text *out) {
    size_t begin = out->length;
    if (!w->good) {
        (void)edition_messages_print(edition, NULL, said, w->has_color);
        edition_print(edition, out);
    } else {
        (void)edition_messages_print(edition, w->good, said, w->has_color);
        print_gone(w->good, edition, out);
        edition_changes_print(w->good, edition, &w->settings, out);
        if (out->length == begin && said->length == 0)
            text_add(out, w->broken ? STR("the errors are mended; nothing else changed\n") : STR("nothing changed\n"));
    }
    edition_free(w->good);
    edition_free(w->broken);
    w->good = edition;
    w->broken = NULL;
}

/* One round; false where it is over. */
static bool check_again(Watching *w, bool is_first) {
    Text said, out;
    text_init(&said);
    text_init(&out);
    if (!is_first) stamp_print(w, &out);
    bool is_read = is_first || tell(&said, &out);
    bool was_saved, is_over = false;
    Edition *edition = read_all(w, &was_saved);
    if (is_stopped(w))
        edition_free(edition), is_over = true;
    else if (was_saved && !edition_has_run(edition))
        edition_free(edition), text_lit(&out, "saved again before this was done\n");
    else if (edition_has_run(edition))
        tell_good(w, edition, &said, &out);
    else
        tell_broken(w, edition, &said, &out);
    is_read = tell(&said, &out) && is_read;
    text_clear(&said);
    text_clear(&out);
    return is_read && !is_over;
}

int command_watch(const Options *options) {
    Watching w = {.options = options, .settings = settings_of(options), .has_color = terminal_has_color(STDERR_FILENO)};
    w.settings.limits.cancel = terminal_catch_interrupt();
    watch_init(&w.files);
    bool goes_on = check_again(&w, true);
    while (goes_on && watch_wait(&w.files, w.settings.limits.cancel)) goes_on = check_again(&w, false);
    int status = is_stopped(&w) ? EXIT_FINE : EXIT_DATA; /* Ctrl-C is how it ends; else nobody reads */
    edition_free(w.good);
    edition_free(w.broken);
    watch_clear(&w.files);
    return status;
}
