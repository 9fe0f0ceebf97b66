/* Lists are kept as a stack of the columns in which their items begin; a line closes those that begin behind it. */
#include "runtime/show/lines.h"

#include "lang/base/vec.h"

typedef struct {
    TreeForm form;
    Text *text;
    Vec(size_t) lists; /* columns, the innermost last */
    bool are_sentences;
} Lines;

/* ---- words ---- */

static void add_words(const Lines *l, Str words) {
    if (l->form == TREE_HTML)
        text_add_html(l->text, words);
    else
        text_add_md(l->text, words);
}

/* Words in front of a line that stand in a column of their own. */
static size_t mark_size(Str words) {
    static const char *const MARKS[] = {
        "?",       "yes",  "no",       "open", "undecided", "contradicted", "add", "take back", "state as certain",
        "replace", "with", "run with", "and"};
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++) {
        size_t length = strlen(MARKS[i]);
        bool is_there = words.length > length + 2 && memcmp(words.text, MARKS[i], length) == 0;
        if (is_there && words.text[length] == ' ' && words.text[length + 1] == ' ') return length;
    }
    return 0;
}

/* Where two blanks stand; the end where they do not. */
static size_t find_gap(Str words) {
    for (size_t i = 0; i + 1 < words.length; i++)
        if (words.text[i] == ' ' && words.text[i + 1] == ' ') return i;
    return words.length;
}

/* Blanks that made columns as one. */
static void add_folded(const Lines *l, Str words) {
    for (size_t begin = 0, end; begin < words.length; begin = end) {
        for (end = begin + 1; end < words.length && !(words.text[end] == ' ' && words.text[end - 1] == ' ');) end++;
        add_words(l, (Str){words.text + begin, end - begin});
        while (end < words.length && words.text[end] == ' ') end++;
    }
}

static Str without_blanks(Str words) {
    while (words.length && words.text[0] == ' ') words.text++, words.length--;
    return words;
}

static bool is_step(Str words) {
    static const char *const STEPS[] = {"add ", "take back ", "state as certain ", "replace ", "run with "};
    for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS; i++)
        if (str_begins(words, str_of(STEPS[i]))) return true;
    return false;
}

/* Where another such part follows; the end where none does.  join: the blanks and the word between. */
static size_t find_join(Str words, Str *join) {
    static const Str JOINS[] = {{"  and ", 6}, {"  with ", 7}};
    for (size_t i = 0; i < words.length; i++)
        for (size_t k = 0; k < sizeof JOINS / sizeof *JOINS; k++)
            if (str_begins((Str){words.text + i, words.length - i}, JOINS[k]) &&
                (k > 0 || is_step((Str){words.text + i + JOINS[k].length, words.length - i - JOINS[k].length}))) {
                *join = JOINS[k];
                return i;
            }
    return words.length;
}

/* Its marks, then what is said, then where that comes from. */
static void add_part(const Lines *l, Str words) {
    for (size_t mark; (mark = mark_size(words)) > 0;) {
        bool joins = words.text[0] == 'a' && words.text[1] == 'n';
        add_words(l, (Str){words.text, mark});
        text_add(l->text, joins ? STR(" ") : STR(": "));
        words = without_blanks((Str){words.text + mark, words.length - mark});
    }
    size_t gap = find_gap(words);
    add_folded(l, (Str){words.text, gap});
    Str note = without_blanks((Str){words.text + gap, words.length - gap});
    if (note.length == 0) return;
    text_add(l->text, l->form == TREE_HTML ? STR(" <span class=\"hence-note\">") : STR(" — "));
    add_folded(l, note);
    if (l->form == TREE_HTML) text_lit(l->text, "</span>");
}

static void add_line(const Lines *l, Str words) {
    static const Str BOTH = {"both: ", 6};
    if (str_begins(words, BOTH)) {
        text_add(l->text, BOTH);
        words = (Str){words.text + BOTH.length, words.length - BOTH.length};
    }
    for (Str join = {0}; words.length;) {
        size_t end = find_join(words, &join);
        add_part(l, (Str){words.text, end});
        if (end == words.length) return;
        add_words(l, (Str){join.text + 1, join.length - 1});
        words = without_blanks((Str){words.text + end + join.length, words.length - end - join.length});
    }
}

/* ---- lists ---- */

static void end_list(Lines *l) {
    (void)vec_pop(&l->lists);
    if (l->form == TREE_HTML) text_lit(l->text, "</li>\n</ul>\n");
}

static void close_lists(Lines *l, size_t column) {
    bool was_open = l->lists.count > 0;
    while (l->lists.count && vec_last(&l->lists) >= column) end_list(l);
    if (l->form == TREE_MD && was_open && l->lists.count == 0) text_lit(l->text, "\n\n");
}

static void begin_item(Lines *l, size_t column) {
    while (l->lists.count && vec_last(&l->lists) > column) end_list(l);
    bool is_next = l->lists.count && vec_last(&l->lists) == column, is_first = l->lists.count == 0;
    if (!is_next) vec_push(&l->lists, column);
    if (l->form == TREE_HTML) {
        text_add(l->text, is_next ? STR("</li>\n<li>") : is_first ? STR("<ul>\n<li>") : STR("\n<ul>\n<li>"));
        return;
    }
    if (!is_first) text_add_char(l->text, '\n');
    text_add_many(l->text, ' ', (l->lists.count - 1) * 2);
    text_lit(l->text, "- ");
}

/* ---- lines ---- */

static void add_paragraph(Lines *l, size_t column, Str words) {
    close_lists(l, column);
    if (l->lists.count) { /* it goes on with an item */
        text_add(l->text, l->form == TREE_HTML ? STR("<br>\n") : STR(" — "));
        add_line(l, words);
        return;
    }
    if (l->form == TREE_HTML) text_lit(l->text, "<p>");
    if (l->are_sentences && column == 0 && words.text[0] >= 'a' && words.text[0] <= 'z') {
        text_add_char(l->text, (char)(words.text[0] - 'a' + 'A'));
        words.text++, words.length--;
    }
    add_line(l, words);
    text_add(l->text, l->form == TREE_HTML ? STR("</p>\n") : STR("\n\n"));
}

static void tell_line(Lines *l, Str line) {
    Str words = without_blanks(line);
    size_t column = line.length - words.length;
    while (words.length && words.text[words.length - 1] == ' ') words.length--;
    if (words.length == 0) {
        close_lists(l, 0);
    } else if (words.length > 2 && words.text[0] == '-' && words.text[1] == ' ') {
        begin_item(l, column);
        add_line(l, without_blanks((Str){words.text + 2, words.length - 2}));
    } else {
        add_paragraph(l, column, words);
    }
}

void lines_tell(TreeForm form, Str lines, bool are_sentences, Text *text) {
    if (form == TREE_TEXT) {
        text_add(text, lines);
        return;
    }
    Lines l = {.form = form, .text = text, .are_sentences = are_sentences};
    while (lines.length) {
        const char *end = memchr(lines.text, '\n', lines.length);
        size_t length = end ? (size_t)(end - lines.text) : lines.length;
        tell_line(&l, (Str){lines.text, length});
        length += end != NULL;
        lines = (Str){lines.text + length, lines.length - length};
    }
    close_lists(&l, 0);
    vec_free(&l.lists);
}
