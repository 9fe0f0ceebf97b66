/* The dialogue: line after line, until a statement is whole. */
#include "runtime/repl/repl.h"

#include "lang/syntax/statements.h"
#include "runtime/api/version.h"
#include "runtime/repl/repl_internal.h"

#define PROMPT "hence> "
#define PROMPT_MORE "  ...> "

Repl *repl_new(const Settings *settings, const Console *console) {
    Repl *repl = mem_alloc_zero(sizeof *repl);
    repl->console = *console;
    text_init(&repl->pending);
    text_init(&repl->out);
    text_init(&repl->said);
    arena_init(&repl->offered);
    notebook_open(&repl->notebook, settings);
    return repl;
}

void repl_free(Repl *repl) {
    notebook_close(&repl->notebook);
    text_clear(&repl->pending);
    text_clear(&repl->out);
    text_clear(&repl->said);
    arena_clear(&repl->offered);
    mem_free(repl);
}

/* ---- saying ---- */

void repl_note(Repl *repl, Trouble trouble) {
    if (trouble > repl->trouble) repl->trouble = trouble;
    if (trouble == TROUBLE_INTERRUPTED && !repl->console.is_dialogue) repl->is_over = true;
}

void repl_tell(Repl *repl) {
    repl->console.end(repl->console.context);
    if (repl->said.length) repl->console.complain(repl->console.context, text_str(&repl->said));
    if (repl->out.length) repl->console.say(repl->console.context, text_str(&repl->out));
    text_empty(&repl->said);
    text_empty(&repl->out);
}

static void begin(Repl *repl) { repl->console.begin(repl->console.context); }

void repl_revised(Repl *repl, Revision revision) {
    static const Trouble TROUBLES[] = {[REVISION_MADE] = TROUBLE_NONE,
                                       [REVISION_BAD_RULES] = TROUBLE_RULES,
                                       [REVISION_BAD_DATA] = TROUBLE_DATA,
                                       [REVISION_STOPPED] = TROUBLE_LIMIT,
                                       [REVISION_CANCELLED] = TROUBLE_INTERRUPTED,
                                       [REVISION_NONE] = TROUBLE_COMMAND};
    repl_note(repl, TROUBLES[revision]);
    if (revision == REVISION_STOPPED || revision == REVISION_CANCELLED)
        text_lit(&repl->said, "hence: not taken in: all is as it was\n");
    if (revision == REVISION_MADE && repl->out.length == 0) text_lit(&repl->out, "  nothing new follows\n");
}

void repl_answered(Repl *repl, Answered answered) {
    static const Trouble TROUBLES[] = {
        [ANSWER_FINE] = TROUBLE_NONE,     [ANSWER_NEGATIVE] = TROUBLE_NONE,         [ANSWER_REFUSED] = TROUBLE_RULES,
        [ANSWER_BUG] = TROUBLE_BUG,       [ANSWER_BAD_RULES] = TROUBLE_RULES,       [ANSWER_FAULTS] = TROUBLE_DATA,
        [ANSWER_STOPPED] = TROUBLE_LIMIT, [ANSWER_CANCELLED] = TROUBLE_INTERRUPTED,
    };
    repl_note(repl, TROUBLES[answered]);
}

/* ---- statements ---- */

static void enter(Repl *repl, Str text, bool has_several) {
    begin(repl);
    Revision revision =
        notebook_enter(&repl->notebook, str_trim(text), &repl->out, &repl->said, repl->console.has_color);
    repl_revised(repl, revision);
    if (revision == REVISION_BAD_RULES && has_several) text_lit(&repl->said, "hence: none of these was taken in\n");
    repl_tell(repl);
}

static void ask(Repl *repl, Str body) {
    begin(repl);
    if (!notebook_answer(&repl->notebook, str_trim(body), &repl->out, &repl->said, repl->console.has_color))
        repl_note(repl, TROUBLE_RULES);
    repl_tell(repl);
}

/* Questions are asked where they stand; what lies between them is taken in together.
 * Comments behind the last statement belong to it. */
static void take_all(Repl *repl, Str text, const Pieces *pieces) {
    for (size_t i = 0; i < pieces->count && !repl->is_over;) {
        const Piece *piece = &pieces->items[i];
        if (piece->is_question) {
            ask(repl, (Str){text.text + piece->body_begin, piece->body_end - piece->body_begin});
            i++;
            continue;
        }
        size_t last = i;
        while (last + 1 < pieces->count && !pieces->items[last + 1].is_question) last++;
        size_t end = last + 1 == pieces->count ? text.length : pieces->items[last].end;
        enter(repl, (Str){text.text + piece->begin, end - piece->begin}, last > i);
        i = last + 1;
    }
}

/* `is_end`: no line comes any more, so that what is unfinished is told. */
static void take_pending(Repl *repl, bool is_end) {
    Pieces pieces = {0};
    if (statements_split(text_str(&repl->pending), &pieces, &repl->in_braces) || is_end) {
        Text text = repl->pending;
        text_init(&repl->pending);
        take_all(repl, text_str(&text), &pieces);
        text_clear(&text);
    }
    vec_free(&pieces);
}

/* Whether a line within braces may be the last of its statement; then all of it is split again.
 * So a long block costs its lines, not their square. */
static bool may_close(Str line) {
    for (size_t i = 0; i < line.length; i++) {
        char c = line.text[i];
        if (c == '}' || c == '"' || c == '\'' || c == '`' || (c == '/' && i && line.text[i - 1] == '*')) return true;
    }
    return false;
}

static void take_line(Repl *repl, Str line) {
    bool is_empty = str_is_blank(line), is_within = repl->pending.length && repl->in_braces && !may_close(line);
    if (repl->pending.length == 0) {
        if (is_empty) return;
        if (repl_is_command(str_trim(line))) {
            begin(repl);
            repl_command(repl, str_trim(line));
            repl_tell(repl);
            return;
        }
        if (repl_lacks_colon(repl, str_trim(line))) {
            repl_tell(repl);
            return;
        }
    }
    if (repl->pending.length && repl_within_statement(repl, str_trim(line))) {
        repl_tell(repl);
        return;
    }
    text_add(&repl->pending, line);
    text_add_char(&repl->pending, '\n');
    if (is_empty && repl->console.is_dialogue) {
        text_lit(&repl->said, "hence: a statement ends with a full stop; Ctrl-C drops this one\n");
        repl_tell(repl);
    }
    if (!is_within) take_pending(repl, false);
}

/* ---- from the first line to the last ---- */

void repl_load(Repl *repl, const char *const *paths, size_t count) {
    if (count == 0) return;
    begin(repl);
    Notebook *notebook = &repl->notebook;
    Revision revision =
        notebook_load(notebook, paths, count, NULL, &repl->said, repl->console.has_color); /* all is new */
    repl_revised(repl, revision);
    text_empty(&repl->out);
    if (revision == REVISION_BAD_RULES || revision == REVISION_BAD_DATA)
        text_printf(&repl->said, "hence: %s left out; :load takes it in once it is mended\n",
                    count == 1 ? "the file is" : "the files are");
    repl_tell(repl);
}

static void greet(Repl *repl) {
    text_lit(&repl->out, "hence " HENCE_VERSION ": type statements, each up to its full stop, or ?- and a question; "
                         ":help tells the rest\n");
    repl_tell(repl);
}

static void interrupt(Repl *repl) {
    if (repl->console.is_dialogue) {
        text_empty(&repl->pending);
        return;
    }
    repl_note(repl, TROUBLE_INTERRUPTED);
}

static void finish(Repl *repl) {
    if (repl->console.is_dialogue)
        repl->console.say(repl->console.context, STR("\n"));
    else if (!str_is_blank(text_str(&repl->pending)))
        take_pending(repl, true);
    repl->is_over = true;
}

Trouble repl_run(Repl *repl) {
    Text line;
    text_init(&line);
    if (repl->console.is_dialogue) greet(repl);
    while (!repl->is_over) {
        text_empty(&line);
        switch (repl->console.read(repl->console.context, repl->pending.length ? PROMPT_MORE : PROMPT, &line)) {
        case LINE_READ: take_line(repl, text_str(&line)); break;
        case LINE_INTERRUPTED: interrupt(repl); break;
        case LINE_END: finish(repl); break;
        }
    }
    text_clear(&line);
    return repl->trouble;
}
