/* The commands of a dialogue: one table, from which they are found, explained and completed. */
#include <errno.h>
#include <unistd.h>

#include "lang/base/spelling.h"
#include "runtime/io/disk.h"
#include "runtime/io/exchange.h"
#include "runtime/repl/listing.h"
#include "runtime/repl/repl_internal.h"
#include "runtime/show/table.h"

/* ---- questions ---- */

/* `member(x, csto).` as somebody types it, without its full stop. */
static const char *subject_of(Repl *repl, Str argument) {
    if (argument.length && argument.text[argument.length - 1] == '.') argument.length--;
    return arena_str(&repl->notebook.arena, argument).text;
}

static void run_topic(Repl *repl, const Called *called) {
    const char *subject = called->argument.length ? subject_of(repl, called->argument) : NULL;
    repl_answered(repl, notebook_ask(&repl->notebook, called->command->topic, subject, &repl->out, &repl->said,
                                     repl->console.has_color));
}

static void run_what_if(Repl *repl, const Called *called) {
    repl_answered(
        repl, notebook_what_if(&repl->notebook, called->argument, &repl->out, &repl->said, repl->console.has_color));
}

/* ---- changes ---- */

static void change_back(Repl *repl, const char *done, const char *none, const Note *note,
                        Revision change(Notebook *, Text *, Text *, bool)) {
    Text news;
    text_init(&news);
    Revision revision = change(&repl->notebook, &news, &repl->said, repl->console.has_color);
    if (revision == REVISION_NONE) text_printf(&repl->said, "hence: %s\n", none);
    if (revision == REVISION_MADE) note_print(note, done, &repl->out);
    text_add(&repl->out, text_str(&news));
    text_clear(&news);
    repl_revised(repl, revision);
}

static void run_undo(Repl *repl, const Called *called) {
    (void)called;
    const Notebook *notebook = &repl->notebook;
    Note note = notebook->done ? notebook->notes.items[notebook->done - 1] : (Note){0};
    change_back(repl, "taken back", "there is nothing to take back", &note, notebook_undo);
}

static void run_redo(Repl *repl, const Called *called) {
    (void)called;
    const Notebook *notebook = &repl->notebook;
    Note note = notebook->done < notebook->notes.count ? notebook->notes.items[notebook->done] : (Note){0};
    change_back(repl, "back again", "nothing was taken back", &note, notebook_redo);
}

/* A path, which some may write in quotes. */
static const char *path_of(Repl *repl, Str argument) {
    bool is_quoted = argument.length > 1 && argument.text[0] == '"' && argument.text[argument.length - 1] == '"';
    if (is_quoted) argument = (Str){argument.text + 1, argument.length - 2};
    return arena_str(&repl->notebook.arena, argument).text;
}

static void run_load(Repl *repl, const Called *called) {
    const char *path = path_of(repl, called->argument);
    repl_revised(repl, notebook_load(&repl->notebook, &path, 1, &repl->out, &repl->said, repl->console.has_color));
}

/* ---- to the disk ---- */

/* What was entered, as a rule file; which files it was read with stands above it. */
static void page_write(const Notebook *notebook, Text *page) {
    for (size_t i = 0; i + 1 < notebook->paths.count; i++)
        text_printf(page, "%% To be read together with %s.\n", notebook->paths.items[i]);
    if (page->length) text_add_char(page, '\n');
    text_add(page, text_str(&notebook->text));
}

static void run_save(Repl *repl, const Called *called) {
    const char *path = path_of(repl, called->argument);
    const Session *session = repl->notebook.session;
    if (exchange_was_read(session->program, session->sources, path)) {
        text_printf(&repl->said, "hence: nothing is written to '%s': that file was read\n", path);
        repl_note(repl, TROUBLE_COMMAND);
        return;
    }
    if (!called->is_forced && access(path, F_OK) == 0) {
        text_printf(&repl->said, "hence: '%s' is there already; :save! %s writes over it\n", path, path);
        repl_note(repl, TROUBLE_COMMAND);
        return;
    }
    Text page;
    text_init(&page);
    page_write(&repl->notebook, &page);
    if (disk_write(path, text_str(&page))) {
        text_printf(&repl->out, "what was entered is in '%s'\n", path);
    } else {
        disk_complain("cannot write", path, errno, &repl->said);
        repl_note(repl, TROUBLE_DATA);
    }
    text_clear(&page);
}

/* ---- lists ---- */

static void run_list(Repl *repl, const Called *called) {
    (void)called;
    notes_print(&repl->notebook, &repl->out);
}

static void run_claims(Repl *repl, const Called *called) {
    (void)called;
    claims_list(repl->notebook.session, &repl->out);
}

static void run_facts(Repl *repl, const Called *called) {
    if (called->argument.length == 0)
        relations_list(repl->notebook.session, &repl->out);
    else if (!facts_list(repl->notebook.session, called->argument, &repl->out, &repl->said))
        repl_note(repl, TROUBLE_COMMAND);
}

/* ---- the dialogue itself ---- */

static void run_help(Repl *repl, const Called *called) {
    (void)called;
    Grid grid;
    Text cell;
    grid_init(&grid, 2, false);
    text_init(&cell);
    grid_add(&grid, STR("parent(ann, bob)."));
    grid_add(&grid, STR("states it; rules, declarations and claims likewise, over several lines if need be"));
    grid_add(&grid, STR("?- parent(ann, Who)"));
    grid_add(&grid, STR("asks for its rows"));
    for (size_t i = 0; i < REPL_COMMANDS_COUNT; i++) {
        text_empty(&cell);
        text_printf(&cell, ":%s%s%s", REPL_COMMANDS[i].name, *REPL_COMMANDS[i].arguments ? " " : "",
                    REPL_COMMANDS[i].arguments);
        grid_add(&grid, text_str(&cell));
        grid_add(&grid, str_of(REPL_COMMANDS[i].help));
    }
    grid_print(&grid, "  ", &repl->out);
    text_lit(&repl->out,
             "A command may be shortened as long as one begins so.  Ctrl-C stops what is at work, Ctrl-D ends "
             "the dialogue.\n");
    text_clear(&cell);
    grid_clear(&grid);
}

static void run_quit(Repl *repl, const Called *called) {
    (void)called;
    repl->is_over = true;
}

#define NONE TOPIC_COUNT
const CommandLine REPL_COMMANDS[] = {
    {"why", "ATOM", "why an atom or a claim holds: its proof, with sources", run_topic, TOPIC_WHY},
    {"whynot", "ATOM", "what keeps an atom or a claim from following, and what would change it", run_topic,
     TOPIC_WHYNOT},
    {"rests", "ATOM", "the sets of facts it rests on, and its sources", run_topic, TOPIC_RESTS},
    {"need", "ATOM", "the open facts that would settle it", run_topic, TOPIC_NEED},
    {"stable", "ATOM", "which open facts could still change it", run_topic, TOPIC_STABLE},
    {"what-if", "FACT", "what would change if it were stated; without FACT, or -FACT: if it were taken back",
     run_what_if, NONE},
    {"check", "", "the status of every claim, and what it rests on", run_topic, TOPIC_CLAIMS},
    {"test", "", "runs the tests", run_topic, TOPIC_TESTS},
    {"claims", "", "the claims in words", run_claims, NONE},
    {"facts", "[RELATION]", "its rows, and where each comes from; without RELATION, how many there are", run_facts,
     NONE},
    {"list", "", "what was entered and loaded", run_list, NONE},
    {"undo", "", "takes back what was entered or loaded last", run_undo, NONE},
    {"redo", "", "brings back what was taken back", run_redo, NONE},
    {"load", "FILE", "reads a rule file as well", run_load, NONE},
    {"save", "FILE", "writes what was entered into a new file; :save! FILE writes over one that is there", run_save,
     NONE},
    {"help", "", "this list", run_help, NONE},
    {"quit", "", "ends the dialogue", run_quit, NONE},
};
const size_t REPL_COMMANDS_COUNT = sizeof REPL_COMMANDS / sizeof *REPL_COMMANDS;

bool repl_is_command(Str line) {
    return line.length > 0 && line.text[0] == ':' && !(line.length > 1 && line.text[1] == '-');
}

/* The command of that name, or the one that alone begins so; NULL if there is none. */
static const CommandLine *command_of(Str name) {
    const CommandLine *found = NULL;
    size_t count = 0;
    for (size_t i = 0; i < REPL_COMMANDS_COUNT && name.length; i++) {
        const CommandLine *command = &REPL_COMMANDS[i];
        if (str_equal(str_of(command->name), name)) return command;
        if (strncmp(command->name, name.text, name.length) == 0) found = command, count++;
    }
    return count == 1 ? found : NULL;
}

/* The word behind the colon, and whether it ends with '!', which is not part of it. */
static Str name_in(Str line, bool *is_forced) {
    size_t length = 1;
    while (length < line.length && line.text[length] != ' ' && line.text[length] != '\t') length++;
    *is_forced = length > 1 && line.text[length - 1] == '!';
    return (Str){line.text + 1, length - 1 - *is_forced};
}

bool repl_within_statement(Repl *repl, Str line) {
    bool is_forced;
    if (!repl_is_command(line) || !command_of(name_in(line, &is_forced))) return false;
    text_printf(&repl->said, "hence: '%.*s' is not obeyed: the statement above lacks its full stop%s\n", STR_FMT(line),
                repl->console.is_dialogue ? "; Ctrl-C drops it" : "");
    repl_note(repl, TROUBLE_COMMAND);
    return true;
}

static void complain_of(Repl *repl, Str name) {
    Spelling near = spelling_of(name);
    for (size_t i = 0; i < REPL_COMMANDS_COUNT; i++) spelling_offer(&near, str_of(REPL_COMMANDS[i].name));
    text_printf(&repl->said, "hence: there is no command ':%.*s'", STR_FMT(name));
    if (near.best.length)
        text_printf(&repl->said, "; did you mean ':%.*s'?\n", STR_FMT(near.best));
    else
        text_lit(&repl->said, "; :help lists them\n");
    repl_note(repl, TROUBLE_COMMAND);
}

bool repl_lacks_colon(Repl *repl, Str line) {
    bool is_name = str_equal(line, STR("exit"));
    for (size_t i = 0; i < REPL_COMMANDS_COUNT; i++)
        is_name = is_name || str_equal(line, str_of(REPL_COMMANDS[i].name));
    if (!is_name) return false;
    if (str_equal(line, STR("exit"))) line = STR("quit");
    text_printf(&repl->said, "hence: commands begin with a colon: :%.*s\n", STR_FMT(line));
    repl_note(repl, TROUBLE_COMMAND);
    return true;
}

/* One that needs no argument has "" or one in brackets. */
static bool fits(Repl *repl, const CommandLine *command, Str argument, bool is_forced) {
    const char *arguments = command->arguments;
    bool is_right = true;
    if (is_forced && command->run != run_save) {
        text_printf(&repl->said, "hence: ':%s' has nothing to force; write it without '!'\n", command->name);
        is_right = false;
    } else if (!*arguments && argument.length) {
        text_printf(&repl->said, "hence: ':%s' stands alone, without '%.*s'\n", command->name, STR_FMT(argument));
        is_right = false;
    } else if (*arguments && *arguments != '[' && !argument.length) {
        text_printf(&repl->said, "hence: write it as :%s %s\n", command->name, arguments);
        is_right = false;
    }
    if (!is_right) repl_note(repl, TROUBLE_COMMAND);
    return is_right;
}

void repl_command(Repl *repl, Str line) {
    bool is_forced;
    Str name = name_in(line, &is_forced);
    size_t length = 1 + name.length + is_forced;
    Str argument = str_trim((Str){line.text + length, line.length - length});
    const CommandLine *command = command_of(name);
    if (!command)
        complain_of(repl, name);
    else if (fits(repl, command, argument, is_forced))
        command->run(repl, &(Called){command, argument, is_forced});
}
