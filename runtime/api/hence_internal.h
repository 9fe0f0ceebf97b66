/* What the files of the C interface share: the engine. */
#ifndef HENCE_INTERNAL_H
#define HENCE_INTERNAL_H

#include <stdatomic.h>

#include "runtime/api/hence.h"
#include "runtime/api/topics.h"
#include "runtime/io/handed.h"

/* A rule file by its path, or a text by the name under which it is found. */
typedef struct {
    Str name;
    bool is_text, is_offered; /* offered: nobody reads it before it is named in a file */
    Text bytes;
} Input;

struct hence_engine {
    MemAccount *account;     /* of all below, and of the engine itself */
    atomic_bool cancel;      /* may be set from any thread */
    atomic_bool is_busy;     /* in a call */
    bool is_lost;            /* memory ran out: what is below is not to be looked at */
    Arena words;             /* of what was added and supposed */
    Vec(Input) inputs;       /* rule files in the order given, and offered texts */
    struct Sandbox *sandbox; /* NULL: files are read from everywhere */
    Handed handed;           /* facts that were added */
    struct hence_rows *rows; /* open ones */
    struct hence_reasons *reasons;
    hence_reader *reader; /* NULL: the disk */
    void *reader_context;
    hence_limits limits;
    Policy policy;
    Supposed supposed;

    bool has_run;  /* session, run and changes are those of a world that can be asked */
    bool is_stale; /* a question was stopped: rows may be missing that were being made for it */
    Stop stop;     /* of the last run or question */
    Session session;
    Words paths; /* that the session has read */
    Denied denied;
    RunOptions run;
    Changes changes;

    Diags *of_run; /* while a question is asked: those of the run */
    Diags *asked;  /* of the last question, which was the last call; NULL */
    Text said;     /* what has no place in a file, a line each */
    Text answer, messages;
};

/* One call: alone in the engine, in its memory.  Where memory runs out, the engine is lost. */
typedef hence_status Call(hence_engine *engine, const void *arguments);
hence_status engine_call(hence_engine *engine, Call *call, const void *arguments);

/* Rows and reasons that are open have ended. */
void engine_end_rows(hence_engine *engine);
void engine_end_reasons(hence_engine *engine);
/* Runs again if that is due; engine->has_run tells whether the engine can be asked. */
hence_status engine_ready(hence_engine *engine);
/* The messages and the limits of a question begin; it is over, `before` being what begin gave. */
Stop engine_begin_question(hence_engine *engine);
hence_status engine_end_question(hence_engine *engine, Stop before);

void engine_forget(hence_engine *engine); /* ends a run: what it read, derived and said */
hence_status engine_run(hence_engine *engine);
void engine_open(hence_engine *engine, Session *session);   /* with the engine's policy, and what it reads by */
hence_status engine_unread(const Session *session, SessionState state); /* that is not read */
hence_status engine_stopped(Stop stop);                     /* HENCE_OK for STOP_NONE */
hence_status engine_answered(Answered answered, Stop stop); /* the graver of both */
hence_text engine_text(const Text *text);                   /* borrows it */
hence_status engine_misuse(hence_engine *engine, const char *why);
Budget engine_budget(const hence_engine *engine); /* that begins now */
/* Members of a structure that a later version may have: whoever sets one means something that is not known here. */
bool engine_knows(const uint64_t *reserved, size_t count);

/* How the session finds files: a ReadFile and a ReadBytes, with the engine as context. */
SourceId engine_read_rules(void *context, Sources *sources, Str shown, const char *path);
bool engine_read_data(void *context, const char *path, Text *bytes);
bool engine_has_files(const hence_engine *engine); /* that are not on the disk, other than rules that were added */

MemAccount *engine_account(const hence_engine *engine); /* for tests */

#endif
