/* The notebook: one text of what was entered, read with the files by a session of its own. */
#include "runtime/repl/notebook.h"

#include "runtime/api/edits.h"
#include "runtime/api/news.h"
#include "runtime/api/what_if.h"
#include "runtime/show/table.h"

/* ---- reading ---- */

static SourceId read_rules(void *context, Sources *sources, Str shown, const char *path) {
    const Notebook *notebook = context;
    if (str_equal(str_of(path), STR(INPUT_NAME))) return source_add(sources, shown, text_str(&notebook->text));
    return source_read(sources, shown, path);
}

/* What is in force, as files and one text. */
static void gather(Notebook *notebook) {
    text_empty(&notebook->text);
    vec_empty(&notebook->paths);
    for (size_t i = 0; i < notebook->done; i++) {
        const Note *note = &notebook->notes.items[i];
        for (size_t k = 0; k < note->path_count; k++) vec_push(&notebook->paths, note->paths[k]);
        if (note->text.length == 0) continue;
        text_add(&notebook->text, note->text);
        text_add_char(&notebook->text, '\n');
    }
    vec_push(&notebook->paths, INPUT_NAME);
}

static Session *session_new(Notebook *notebook) {
    Session *session = mem_alloc_zero(sizeof *session);
    session_init(session);
    session->policy = notebook->settings.policy;
    session->threads = notebook->settings.threads;
    session->budget = &notebook->run.budget;
    session->read = read_rules;
    session->last = INPUT_NAME;
    session->read_context = notebook;
    return session;
}

static void session_drop(Session *session) {
    if (session) session_clear(session);
    mem_free(session);
}

/* Rows of what was declared are yet to be entered; and what is typed always stands at the margin. */
static void leave_out(Session *session) {
    const SourceId input = source_known(session->sources, STR(INPUT_NAME));
    diags_drop(session->diags, W0201, input);
    diags_drop(session->diags, W0102, input);
}

/* Reads and runs what was gathered. */
static Revision try_all(Notebook *notebook, Session *session) {
    notebook->run = settings_run(&notebook->settings);
    SessionState state = session_read(session, notebook->paths.items, notebook->paths.count);
    leave_out(session);
    if (state == SESSION_STOPPED)
        return diags_stop(session->diags) == STOP_CANCELLED ? REVISION_CANCELLED : REVISION_STOPPED;
    if (state != SESSION_READ) return state == SESSION_PROGRAM_ERRORS ? REVISION_BAD_RULES : REVISION_BAD_DATA;
    session_run(session, &notebook->run);
    session_note_faults(session);
    return REVISION_MADE;
}

void notebook_open(Notebook *notebook, const Settings *settings) {
    *notebook = (Notebook){.settings = *settings};
    arena_init(&notebook->arena);
    text_init(&notebook->text);
    gather(notebook);
    notebook->session = session_new(notebook);
    (void)try_all(notebook, notebook->session);
}

void notebook_close(Notebook *notebook) {
    session_drop(notebook->session);
    vec_free(&notebook->notes);
    vec_free(&notebook->paths);
    text_clear(&notebook->text);
    arena_clear(&notebook->arena);
    *notebook = (Notebook){0};
}

/* ---- changing ---- */

/* A run that was stopped is kept only where the one before it was stopped too: there is no better one. */
static Revision settle(Notebook *notebook, Session *session, Revision revision, Text *said) {
    Stop stop = session_stop(session);
    if (revision != REVISION_MADE || stop == STOP_NONE) return revision;
    session_report_run(session, said);
    bool is_kept = stop != STOP_CANCELLED && session_stop(notebook->session) != STOP_NONE;
    return is_kept ? REVISION_MADE : stop == STOP_CANCELLED ? REVISION_CANCELLED : REVISION_STOPPED;
}

/* Rows may have to be made for it, of either world. */
static void tell_news(Notebook *notebook, const Session *session, Text *news) {
    session_renew(notebook->session, &notebook->run, notebook->settings.limits);
    (void)news_print(notebook->session->world, session->world, news);
    (void)news_print_conflicts(notebook->session, session, news);
}

/* With so many notes in force; where that fails, with as many as before. */
static Revision change_to(Notebook *notebook, size_t done, Text *news, Text *said, bool color) {
    size_t before = notebook->done;
    notebook->done = done;
    gather(notebook);
    Session *session = session_new(notebook);
    Revision revision = try_all(notebook, session);
    diags_print_new(session->diags, notebook->session->diags, said, color);
    revision = settle(notebook, session, revision, said);
    if (revision == REVISION_MADE) {
        session_renew(session, &notebook->run, notebook->settings.limits);
        if (news) tell_news(notebook, session, news);
        session_drop(notebook->session);
        notebook->session = session;
        notebook->is_stale = false;
    } else {
        session_drop(session);
        notebook->done = before;
        gather(notebook);
    }
    return revision;
}

/* What was taken back is gone once something else is entered. */
static Revision add_note(Notebook *notebook, Note note, Text *news, Text *said, bool color) {
    Vec(Note) taken_back = {0};
    for (size_t i = notebook->done; i < notebook->notes.count; i++) vec_push(&taken_back, notebook->notes.items[i]);
    notebook->notes.count = notebook->done;
    vec_push(&notebook->notes, note);
    Revision revision = change_to(notebook, notebook->done + 1, news, said, color);
    if (revision != REVISION_MADE) {
        notebook->notes.count = notebook->done;
        for (size_t i = 0; i < taken_back.count; i++) vec_push(&notebook->notes, taken_back.items[i]);
    }
    vec_free(&taken_back);
    return revision;
}

Revision notebook_enter(Notebook *notebook, Str text, Text *news, Text *said, bool color) {
    Note note = {.text = arena_str(&notebook->arena, text)};
    return add_note(notebook, note, news, said, color);
}

static bool are_loaded(const Notebook *notebook, const char *const *paths, size_t count) {
    size_t loaded = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < notebook->paths.count; k++)
            if (strcmp(paths[i], notebook->paths.items[k]) == 0) {
                loaded++;
                break;
            }
    return loaded == count;
}

Revision notebook_load(Notebook *notebook, const char *const *paths, size_t count, Text *news, Text *said, bool color) {
    if (are_loaded(notebook, paths, count)) return change_to(notebook, notebook->done, news, said, color);
    Note note = {.paths = arena_array(&notebook->arena, const char *, count + 1), .path_count = count};
    for (size_t i = 0; i < count; i++) note.paths[i] = arena_str(&notebook->arena, str_of(paths[i])).text;
    return add_note(notebook, note, news, said, color);
}

Revision notebook_undo(Notebook *notebook, Text *news, Text *said, bool color) {
    if (notebook->done == 0) return REVISION_NONE;
    return change_to(notebook, notebook->done - 1, news, said, color);
}

Revision notebook_redo(Notebook *notebook, Text *news, Text *said, bool color) {
    if (notebook->done == notebook->notes.count) return REVISION_NONE;
    return change_to(notebook, notebook->done + 1, news, said, color);
}

/* ---- asking ---- */

/* Rows that a stopped question had made half are made anew. */
static bool refresh(Notebook *notebook, Text *said, bool color) {
    return !notebook->is_stale || change_to(notebook, notebook->done, NULL, said, color) == REVISION_MADE;
}

typedef struct {
    Diags *of_run;
    Stop before;
} Asking;

/* A question has messages of its own. */
static Asking begin(Notebook *notebook) {
    Session *session = notebook->session;
    Asking question = {session->diags, session_stop(session)};
    session->diags = diags_new(session->sources);
    session_renew(session, &notebook->run, notebook->settings.limits);
    return question;
}

static void end(Notebook *notebook, Asking question, Stop beside, Text *said, bool color) {
    Session *session = notebook->session;
    diags_print(session->diags, said, color);
    diags_free(session->diags);
    session->diags = question.of_run;
    Stop stop = session_stop(session);
    notebook->is_stale = stop != question.before || beside != STOP_NONE;
    if (stop == question.before) stop = beside;
    if (stop != STOP_NONE) text_printf(said, "hence: stopped by %s; what was found is partial\n", stop_name(stop));
}

Answered notebook_ask(Notebook *notebook, Topic topic, const char *subject, Text *out, Text *said, bool color) {
    if (!refresh(notebook, said, color)) return ANSWER_STOPPED;
    Asking question = begin(notebook);
    Stop beside = STOP_NONE;
    Supposed nothing = {0};
    Changes changes = {0};
    Ask ask = {.subject = subject, .is_dialogue = true, .supposed = &nothing, .changes = &changes, .stop = &beside};
    Answered answered = topic_answer(topic, notebook->session, &notebook->run, &ask, out);
    end(notebook, question, beside, said, color);
    return answered;
}

bool notebook_answer(Notebook *notebook, Str body, Text *out, Text *said, bool color) {
    if (!refresh(notebook, said, color)) return false;
    Asking asked = begin(notebook);
    Question question;
    bool is_right = session_ask(notebook->session, body, &notebook->run, &question);
    if (is_right) answers_print(notebook->session->world->store, &question, out);
    end(notebook, asked, STOP_NONE, said, color);
    return is_right;
}

Answered notebook_what_if(Notebook *notebook, Str words, Text *out, Text *said, bool color) {
    if (!refresh(notebook, said, color)) return ANSWER_STOPPED;
    Session other;
    session_renew(notebook->session, &notebook->run, notebook->settings.limits);
    Answered answered = what_if(notebook->session, &notebook->run, words, &other, out);
    leave_out(&other);
    diags_print_new(other.diags, notebook->session->diags, said, color);
    Stop stop = session_stop(&other);
    if (stop != STOP_NONE) text_printf(said, "hence: stopped by %s; what was found is partial\n", stop_name(stop));
    session_clear(&other);
    return answered;
}
