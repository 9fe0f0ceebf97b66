/* The command is told as one would type it, with the files of the question. */
#include "runtime/show/further.h"

#include "runtime/show/prose.h"

/* Of letters that mean nothing to a shell; one that begins with - would be an option. */
static bool is_plain(Str word) {
    for (size_t i = 0; i < word.length; i++) {
        char c = word.text[i];
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!is_letter && c != '_' && c != '.' && c != '/' && (c != '-' || i)) return false;
    }
    return word.length > 0;
}

/* As a word of the shell. */
static void add_quoted(Str word, Text *text) {
    if (is_plain(word)) {
        text_add(text, word);
        return;
    }
    text_add_char(text, '\'');
    for (size_t i = 0; i < word.length; i++)
        if (word.text[i] == '\'')
            text_lit(text, "'\\''");
        else
            text_add_char(text, word.text[i]);
    text_add_char(text, '\'');
}

void files_words_print(const char *const *paths, size_t count, Text *text) {
    for (size_t i = 0; i < count; i++) {
        if (i) text_add_char(text, ' ');
        if (paths[i][0] == '-' && paths[i][1]) text_lit(text, "./"); /* else it would be an option */
        add_quoted(str_of(paths[i]), text);
    }
}

void further_tell(const TreeStyle *style, const char *command, Str subject, Text *text) {
    Text line;
    if (!style->tells_change || style->form != TREE_TEXT) return;
    text_init(&line);
    if (style->is_dialogue) {
        text_printf(&line, "  what would change it: :%s %.*s", command, STR_FMT(subject));
    } else {
        text_printf(&line, "  what would change it: hence %s ", command);
        text_add(&line, style->files.length ? style->files : STR("FILE"));
        text_add_char(&line, ' ');
        add_quoted(subject, &line);
    }
    paragraph_tell(style, text_str(&line), text);
    text_clear(&line);
}

void further_row_tell(const TreeStyle *style, const char *command, const Store *store, RelId relation, const Value *row,
                      Text *text) {
    Text atom;
    if (!style->tells_change || style->form != TREE_TEXT) return;
    text_init(&atom);
    atom_print(store->program, relation, row, &atom);
    further_tell(style, command, text_str(&atom), text);
    text_clear(&atom);
}
