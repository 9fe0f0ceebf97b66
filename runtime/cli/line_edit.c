/* The line editor: libedit, where the build has found it (HENCE_LIBEDIT).  Nothing else knows of it. */
#include "runtime/cli/line.h"

#ifdef HENCE_LIBEDIT

#include <histedit.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
#include <wchar.h>

#include "runtime/cli/terminal.h"
#include "runtime/io/disk.h"

enum { HISTORY_LINES = 1000, LISTED_MOST = 60, SCREEN = 80 };

struct LineEditor {
    EditLine *edit;
    History *history;
    Text file; /* of the history, with a NUL behind it; empty: none */
    const char *prompt;
    Completer *complete;
    void *context;
    mbstate_t half; /* of a character that has come in part */
};

static LineEditor *editor_of(EditLine *edit) {
    void *editor = NULL;
    el_get(edit, EL_CLIENTDATA, &editor);
    return editor;
}

static char *prompt_of(EditLine *edit) { return (char *)(uintptr_t)editor_of(edit)->prompt; }

/* ---- characters ---- */

/* 1, 0 at the end, -1 where Ctrl-C was pressed.  Bytes that are no character are passed over. */
static int read_character(EditLine *edit, wchar_t *character) {
    LineEditor *editor = editor_of(edit);
    for (;;) {
        char byte;
        ssize_t count = terminal_read(&byte, 1);
        if (count <= 0) return (int)count;
        size_t size = mbrtowc(character, &byte, 1, &editor->half);
        if (size == (size_t)-1) memset(&editor->half, 0, sizeof editor->half);
        if (size <= 1) return 1;
    }
}

/* Rules are UTF-8, whatever the surroundings say. */
static void expect_utf8(void) {
    setlocale(LC_CTYPE, "");
    if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0) setlocale(LC_CTYPE, "C.UTF-8");
}

/* ---- completion ---- */

static size_t common_length(const Offers *offers) {
    size_t length = offers->items[0].length;
    for (size_t i = 1; i < offers->count; i++) {
        size_t k = 0;
        while (k < length && k < offers->items[i].length && offers->items[i].text[k] == offers->items[0].text[k]) k++;
        length = k;
    }
    while (length && length < offers->items[0].length && ((unsigned char)offers->items[0].text[length] & 0xC0) == 0x80)
        length--; /* not within a character */
    return length;
}

static void list(const Offers *offers) {
    size_t widest = 0, count = offers->count < LISTED_MOST ? offers->count : LISTED_MOST;
    for (size_t i = 0; i < count; i++)
        if (str_width(offers->items[i]) > widest) widest = str_width(offers->items[i]);
    size_t columns = SCREEN / (widest + 2) ? SCREEN / (widest + 2) : 1;
    Text text;
    text_init(&text);
    for (size_t i = 0; i < count; i++) {
        bool is_last = i + 1 == count || (i + 1) % columns == 0;
        text_add(&text, i % columns ? STR("") : STR("\n"));
        text_add(&text, offers->items[i]);
        if (!is_last) text_add_many(&text, ' ', widest + 2 - str_width(offers->items[i]));
    }
    if (count < offers->count) text_printf(&text, "\nand %zu more", offers->count - count);
    text_add_char(&text, '\n');
    fwrite(text.bytes, 1, text.length, stdout);
    text_clear(&text);
}

static unsigned char on_tabulator(EditLine *edit, int key) {
    (void)key;
    LineEditor *editor = editor_of(edit);
    const LineInfo *info = el_line(edit);
    Offers offers = {0};
    size_t length = 0;
    unsigned char next = CC_ERROR;
    editor->complete(editor->context, str_range(info->buffer, info->cursor), &offers, &length);
    size_t common = offers.count ? common_length(&offers) : 0;
    if (common > length) {
        Text rest;
        text_init(&rest);
        text_add(&rest, (Str){offers.items[0].text + length, common - length});
        next = el_insertstr(edit, rest.bytes) == 0 ? CC_REFRESH : CC_ERROR;
        text_clear(&rest);
    } else if (offers.count > 1) {
        list(&offers);
        next = CC_REDISPLAY;
    }
    vec_free(&offers);
    return next;
}

/* ---- history ---- */

static bool name_file(Text *file) {
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    if (state && *state == '/')
        text_printf(file, "%s/hence", state);
    else if (home && *home)
        text_printf(file, "%s/.local/state/hence", home);
    else
        return false;
    if (!disk_make_folder(file->bytes)) return false;
    text_lit(file, "/history");
    return true;
}

static void open_history(LineEditor *editor) {
    HistEvent event;
    editor->history = history_init();
    if (!editor->history) return;
    history(editor->history, &event, H_SETSIZE, (int)HISTORY_LINES);
    history(editor->history, &event, H_SETUNIQUE, 1);
    if (name_file(&editor->file))
        history(editor->history, &event, H_LOAD, editor->file.bytes);
    else
        text_empty(&editor->file);
    el_set(editor->edit, EL_HIST, history, editor->history);
}

/* Nobody else reads it, not even while it is written; and it is there whole, or as it was. */
static void save_history(LineEditor *editor) {
    HistEvent event;
    Text part;
    if (!editor->history || editor->file.length == 0) return;
    text_init(&part);
    text_printf(&part, "%s.%ld", editor->file.bytes, (long)getpid());
    mode_t mask = umask(077);
    bool is_written = history(editor->history, &event, H_SAVE, part.bytes) >= 0;
    umask(mask);
    if (!is_written || rename(part.bytes, editor->file.bytes) != 0) unlink(part.bytes);
    text_clear(&part);
}

/* ---- lines ---- */

LineEditor *editor_new(Completer *complete, void *context) {
    const char *terminal = getenv("TERM");
    if (!terminal || !*terminal || strcmp(terminal, "dumb") == 0) return NULL;
    expect_utf8();
    LineEditor *editor = mem_alloc_zero(sizeof *editor);
    text_init(&editor->file);
    editor->complete = complete;
    editor->context = context;
    editor->edit = el_init("hence", stdin, stdout, stderr);
    if (!editor->edit) {
        mem_free(editor);
        return NULL;
    }
    el_set(editor->edit, EL_CLIENTDATA, editor);
    el_set(editor->edit, EL_EDITOR, "emacs");
    el_set(editor->edit, EL_SIGNAL, 1);
    el_set(editor->edit, EL_PROMPT, prompt_of);
    el_wset(editor->edit, EL_GETCFN, read_character); /* el_set gave older versions narrow ones */
    open_history(editor);
    /* el_set would lose copies of the words. */
    el_wset(editor->edit, EL_ADDFN, L"hence-complete", L"completes a name", on_tabulator);
    el_set(editor->edit, EL_BIND, "^I", "hence-complete", NULL);
    el_set(editor->edit, EL_BIND, "^R", "em-inc-search-prev", NULL);
    el_source(editor->edit, NULL);
    return editor;
}

void editor_free(LineEditor *editor) {
    if (!editor) return;
    save_history(editor);
    el_end(editor->edit);
    if (editor->history) history_end(editor->history);
    text_clear(&editor->file);
    mem_free(editor);
}

static void remember(LineEditor *editor, Str line) {
    HistEvent event;
    Text words;
    if (!editor->history || line.length == 0) return;
    text_init(&words);
    text_add(&words, line);
    history(editor->history, &event, H_ENTER, words.bytes);
    text_clear(&words);
}

LineState editor_read(LineEditor *editor, const char *prompt, Text *line) {
    int count = 0;
    editor->prompt = prompt;
    memset(&editor->half, 0, sizeof editor->half);
    const char *typed = el_gets(editor->edit, &count);
    if (terminal_is_interrupted()) {
        terminal_forget_interrupt();
        terminal_write(STDOUT_FILENO, STR("\n"));
        return LINE_INTERRUPTED;
    }
    if (!typed || count <= 0) return LINE_END;
    Str words = {typed, (size_t)count};
    if (words.text[words.length - 1] == '\n') words.length--;
    remember(editor, words);
    text_add(line, words);
    return LINE_READ;
}

#else

LineEditor *editor_new(Completer *complete, void *context) {
    (void)complete;
    (void)context;
    return NULL;
}

void editor_free(LineEditor *editor) { (void)editor; }

LineState editor_read(LineEditor *editor, const char *prompt, Text *line) {
    (void)editor;
    (void)prompt;
    (void)line;
    return LINE_END;
}

#endif
