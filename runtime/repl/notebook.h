/* The notebook of a dialogue: what was entered and loaded, in order, and the session that has read all of it.
 *
 * Each change reads and runs everything anew, as the commands do, so that no answer hangs on the order in which things
 * were entered; where that fails, all stays as it was. */
#ifndef HENCE_NOTEBOOK_H
#define HENCE_NOTEBOOK_H

#include "runtime/api/topics.h"

/* Of what was entered, in messages.  It is read last, so that what is at odds with a file is told of what was typed. */
#define INPUT_NAME "(input)"

/* What was entered at once, or rule files that were loaded. */
typedef struct {
    Str text;           /* empty where files are loaded */
    const char **paths; /* in the notebook's arena */
    size_t path_count;
} Note;

typedef struct {
    Settings settings;
    Arena arena;     /* of notes */
    Vec(Note) notes; /* the first `done` are in force; those behind were taken back */
    size_t done;
    Text text;               /* of those in force, a line end behind each */
    Vec(const char *) paths; /* of files, and last of what was entered */
    Session *session;        /* has run; never NULL once notebook_open was called */
    RunOptions run;
    bool is_stale; /* a question was stopped: rows may be missing that were being made for it */
} Notebook;

/* What came of a change. */
typedef enum {
    REVISION_MADE,
    REVISION_BAD_RULES, /* all is as it was; the messages tell why */
    REVISION_BAD_DATA,
    REVISION_STOPPED, /* likewise, by a limit or by somebody */
    REVISION_CANCELLED,
    REVISION_NONE /* there is nothing to take back, or to bring back */
} Revision;

void notebook_open(Notebook *notebook, const Settings *settings); /* empty, and run */
void notebook_close(Notebook *notebook);

/* Said of a change: messages that were not there before, and why a run was stopped, go to `said`; to `news` what
 * follows otherwise (NULL: not wanted). */
Revision notebook_enter(Notebook *notebook, Str text, Text *news, Text *said, bool color); /* copies */
/* Files that are loaded already are read anew, as at each revision. */
Revision notebook_load(Notebook *notebook, const char *const *paths, size_t count, Text *news, Text *said, bool color);
Revision notebook_undo(Notebook *notebook, Text *news, Text *said, bool color);
Revision notebook_redo(Notebook *notebook, Text *news, Text *said, bool color);

/* Asks one thing of the session, within limits of its own. */
Answered notebook_ask(Notebook *notebook, Topic topic, const char *subject, Text *out, Text *said, bool color);
/* The rows of a body, `member(X, csto)`, as a table.  False with messages. */
bool notebook_answer(Notebook *notebook, Str body, Text *out, Text *said, bool color);
Answered notebook_what_if(Notebook *notebook, Str words, Text *out, Text *said, bool color);

#endif
