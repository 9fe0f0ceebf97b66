/* `hence fmt`: rule files in one style, each written whole or not at all, and only where it changes. */
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "lang/base/file_kind.h"
#include "lang/base/near_file.h"
#include "lang/format/format.h"
#include "runtime/cli/commands.h"
#include "runtime/cli/terminal.h"
#include "runtime/io/disk.h"

/* One file. */
typedef struct {
    const char *path; /* "-": standard input */
    Sources *sources;
    SourceId source;
    Diags *diags;
    Text text; /* as it shall be */
} Page;

static void page_open(Page *page) {
    page->sources = sources_new();
    page->diags = diags_new(page->sources);
    text_init(&page->text);
}

static void page_close(Page *page) {
    text_clear(&page->text);
    diags_free(page->diags);
    sources_free(page->sources);
}

static bool is_input(const Page *page) { return strcmp(page->path, "-") == 0; }

static bool changes(const Page *page) {
    return source_has_mark(page->sources, page->source) ||
           !str_equal(source_text(page->sources, page->source), text_str(&page->text));
}

static int say(int descriptor, const char *what, const Page *page, const char *why, int status) {
    Text text;
    text_init(&text);
    text_printf(&text, why ? "%s '%s': %s\n" : "%s %s\n", what, page->path, why);
    if (!terminal_write(descriptor, text_str(&text))) status = EXIT_DATA;
    text_clear(&text);
    return status;
}

static void print_messages(const Page *page) {
    Text text;
    text_init(&text);
    diags_print(page->diags, &text, terminal_has_color(STDERR_FILENO));
    terminal_write(STDERR_FILENO, text_str(&text));
    text_clear(&text);
}

static int refuse(const Page *page) {
    print_messages(page);
    return diags_stop(page->diags) == STOP_NONE ? EXIT_PROGRAM : EXIT_LIMIT;
}

static int hand_out(const Page *page, bool only_checks) {
    /* Once it is indented nobody sees it any more.  Editors take for text what is said of standard input. */
    if (!is_input(page) && diags_has(page->diags, W0102)) print_messages(page);
    if (only_checks) return changes(page) ? say(STDOUT_FILENO, "not formatted:", page, NULL, EXIT_NEGATIVE) : EXIT_FINE;
    if (is_input(page)) return terminal_write(STDOUT_FILENO, text_str(&page->text)) ? EXIT_FINE : EXIT_DATA;
    if (!changes(page)) return EXIT_FINE;
    if (disk_rewrite(page->path, text_str(&page->text))) return say(STDOUT_FILENO, "formatted", page, NULL, EXIT_FINE);
    Text text;
    text_init(&text);
    disk_complain("cannot write", page->path, errno, &text);
    terminal_write(STDERR_FILENO, text_str(&text));
    text_clear(&text);
    return EXIT_DATA;
}

/* By its number: not every system has a path for it. */
static SourceId read_input(Page *page) {
    char piece[4096];
    Text bytes;
    text_init(&bytes);
    ssize_t got = 1;
    while (got > 0 && bytes.length <= SOURCE_MOST) {
        got = read(STDIN_FILENO, piece, sizeof piece);
        if (got > 0) text_add(&bytes, (Str){piece, (size_t)got});
        if (got < 0 && errno == EINTR) got = 1;
    }
    int cause = got < 0 ? errno : EFBIG;
    bool is_read = got == 0;
    SourceId source = is_read ? source_add(page->sources, str_of(page->path), text_str(&bytes)) : NO_SOURCE;
    text_clear(&bytes);
    errno = cause;
    return source;
}

static int format_page(Page *page, bool only_checks) {
    if (diag_no_rules(page->diags, NO_SPAN, str_of(page->path))) return refuse(page);
    page->source = is_input(page) ? read_input(page) : source_read(page->sources, str_of(page->path), page->path);
    if (page->source == NO_SOURCE) {
        if (errno == ENOMEM)
            diags_lack(page->diags, NO_SPAN, page->path);
        else
            (void)diag_unread(page->diags, E0221, NO_SPAN, str_of(page->path), str_of(page->path), errno);
        return refuse(page);
    }
    FormatState state = format_source(page->sources, page->source, page->diags, &page->text);
    budget_hold(NULL, false); /* what is made is written, whole */
    switch (state) {
    case FORMAT_FINE: return hand_out(page, only_checks);
    case FORMAT_ERRORS: return refuse(page);
    case FORMAT_LOST:
        return say(STDERR_FILENO, "hence: left as it is", page, "the formatter would change its meaning, a bug of ours",
                   EXIT_BUG);
    }
    return EXIT_BUG;
}

/* All that a page took is given back where it would take more than the limit allows. */
static int format_within(Page *page, const Options *options, const Budget *budget) {
    MemGuard guard;
    MemMark *mark = mem_mark();
    budget_hold(budget, true);
    if (!mem_try_alone(&guard)) {
        budget_hold(NULL, false);
        mem_free_since(mark);
        return say(STDERR_FILENO, "hence: left as it is", page,
                   "the limit of memory was reached; --max-memory raises it", EXIT_LIMIT);
    }
    page_open(page);
    diags_keep_to(page->diags, budget);
    int status = format_page(page, options->checks);
    mem_end_try_alone();
    page_close(page);
    mem_free(mark);
    return status;
}

int command_fmt(const Options *options) {
    const Budget budget = budget_begin(options->budget); /* of all files together */
    int status = EXIT_FINE;
    for (size_t i = 0; i < options->file_count || i == 0; i++) {
        Page page = {.path = options->file_count ? options->files[i] : "-"};
        status = graver(status, format_within(&page, options, &budget));
    }
    return status;
}
