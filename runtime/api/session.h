/* A session: rule files from their text to their answers, the stages strung together.
 *
 *     Session session;
 *     session_init(&session);
 *     if (session_read(&session, paths, count) == SESSION_READ) session_run(&session, &options);
 *     ...or session_change, for other facts than those given...
 *     ...session.diags tells what was wrong, session.world holds what follows...
 *     session_clear(&session); */
#ifndef HENCE_SESSION_H
#define HENCE_SESSION_H

#include "lang/compile/compile.h"
#include "runtime/api/received.h"
#include "runtime/judge/scenario.h"

struct Handed;
struct Sandbox;

typedef struct {
    Policy policy;    /* how arguments are weighed; set before session_read */
    uint32_t threads; /* that may read a table; set before session_read, 0: one */
    const char *last; /* of the paths, one that is read behind the others, whatever its name; NULL */
    Str more;         /* further statements, read behind the files as one more; set before session_read.  Borrowed */
    Str more_name;    /* their name in messages, which do not count their first line; empty: "(supposed)".  Borrowed */
    ReadFile *read;   /* how rule files are found; set before session_read, NULL: on the disk */
    ReadBytes *read_data;          /* likewise all other files */
    void *read_context;            /* of both */
    const struct Handed *handed;   /* tables that are no files (io/handed.h); set before session_read, NULL: none */
    const struct Sandbox *sandbox; /* what is not in `paths` is read from there alone (io/sandbox.h); likewise */
    const Budget *budget;          /* that holds while all is read; set before session_read, NULL: none */
    Stop read_stop;                /* why that ended early: then nothing is derived, and all there is, is partial */
    bool keeps_given;              /* other worlds will be asked for: set before session_run */
    Sources *sources;
    Diags *diags;
    const char **paths; /* what was read, by name; the names are borrowed */
    size_t path_count;
    bool is_again;       /* opened by session_open_again: sources are of the other one */
    uint32_t file_count; /* the first of sources: the texts and tables that session_read has read */
    Program *program;    /* NULL before session_read, and after errors in the rules */
    Store *given;        /* the given facts: what other worlds start from; NULL once the one world has them */
    Received received;   /* new facts, for other worlds than the plain one */
    World *world;        /* the program as it is, or with changes, once it has run */
    World *plain;        /* beside a changed world: the program as it is, if that was run */
} Session;

/* How sessions are read and run, for doors that have one after the other. */
typedef struct {
    Policy policy;
    Budget limits; /* of each run, and of each question; with its flag to cancel by */
    Without without;
    uint32_t threads;
    OnProgress *progress;
} Settings;
RunOptions settings_run(const Settings *settings); /* a run that begins now */

/* SESSION_STOPPED: at a limit, or interrupted, before all was read; diags says where, diags_stop why. */
typedef enum { SESSION_READ, SESSION_PROGRAM_ERRORS, SESSION_DATA_ERRORS, SESSION_STOPPED } SessionState;

void session_init(Session *session);
/* A ReadFile from the disk, for whoever has one of his own: a file that is not in session->paths is in the sandbox. */
SourceId session_read_file(const Session *session, Sources *sources, Str shown, const char *path);
/* As the session itself reads rule files, for whoever reads most of them otherwise. */
SourceId session_read_rules(const Session *session, Sources *sources, Str shown, const char *path);
void session_clear(Session *session);
/* One that has not read anything, to read the same files once more: what is set before session_read is as in `session`,
 * but for `more`. */
void session_init_like(Session *other, const Session *session);

/* Reads the rule files and the tables and bibliographies they load.  All errors are in diags.  Borrows the
 * names. */
SessionState session_read(Session *session, const char *const *paths, size_t count);

/* Where the given rows are: with what follows from them, if the one world has them. */
const Store *session_given(const Session *session);

/* In place of session_init and session_read: what another session has read and was given, under another policy, with
 * what is said otherwise (NULL: nothing).  Nothing is read twice.  To be cleared before the other one, also where it is
 * false: nothing to be weighed (compile_again), or a limit was reached (read_stop). */
bool session_open_again(Session *session, const Session *other, const Policy *policy, const Amendment *amendment);

/* Reads new facts, FILE or RELATION=FILE each, for suppose to add.  Rows never make this fail; a file or a header that
 * cannot be read does, with diags.  `known` (NULL: none) is a session that has read them before: they are not read from
 * the disk again. */
SessionState session_receive(Session *session, const char *const *files, size_t count, const Session *known);

/* Derives all that follows.  What went wrong is in world->outcome and world->conflicts. */
void session_run(Session *session, const RunOptions *options);
/* Derives all that follows from changed facts: instead of session_run, or after it, to compare, where the session keeps
 * what is given.  Borrows the rows and names of changes until the session ends, all else until it returns. */
void session_change(Session *session, const Changes *changes, const RunOptions *options);

/* Derives what follows from the program as it is, beside a changed world:
 * where the session keeps what is given, and has not run it before. */
void session_run_plain(Session *session, const RunOptions *options);
/* Its stores have tables for relations that were added to the program since. */
void session_grow(Session *session);

/* Why one of its worlds was stopped, the one that is asked about before the other. */
Stop session_stop(const Session *session);

/* Compiles one more question, `member(X, csto)`, and answers it on the world.  False with diags. */
bool session_ask(Session *session, Str text, const RunOptions *options, Question *question);

/* A question's own limits, also for what is looked up in worlds that have run to their end: `budget` begins now. */
void session_renew(Session *session, RunOptions *run, Budget budget);

/* Adds the values that could not be computed to diags. */
void session_note_faults(Session *session);

/* About the run for people: how many more such values there were, why it stopped and what was growing. */
void session_report_run(const Session *session, Text *text);

#endif
