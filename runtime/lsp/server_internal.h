/* What the parts of the server share. */
#ifndef HENCE_LSP_SERVER_INTERNAL_H
#define HENCE_LSP_SERVER_INTERNAL_H

#include "runtime/lsp/frames.h"
#include "runtime/lsp/lenses.h"
#include "runtime/lsp/projects.h"
#include "runtime/lsp/uses.h"
#include "runtime/lsp/wire.h"

typedef struct Server {
    int input;
    Frames frames;
    Vec(json_t *) queue; /* messages that were read and not yet looked at; a request that was cancelled is NULL */
    Documents documents;
    Projects projects;
    Uses uses;
    Vec(Str) folders; /* of the workspace: paths, owned */
    Lenses lenses;
    json_t *published;                     /* messages by address, as they were last sent */
    bool is_initialized, is_shut, is_done; /* done: it was told to exit */
    bool has_ended;                        /* nothing more comes in; what has come is still answered */
    bool has_snippets, has_related, has_symbol_trees, has_markdown; /* what the client can do */
    bool is_dirty;                                                  /* messages may have changed */
} Server;

/* Reads from one descriptor and writes to the other; false if there is no pipe to be had. */
bool server_begin(Server *server, int input, int output);
/* Waits so long for something to come in, for ever where it is negative;
 * answers it, and publishes while no more comes. */
void server_turn(Server *server, int milliseconds);
void server_end(Server *server); /* who still waits is refused */

/* A place that somebody asks about. */
typedef struct {
    Document *document;
    Root *root;
    uint32_t module, offset;
} Spot;

/* False after it has refused: there is no such document, or the place is none. */
bool server_spot(Server *server, json_t *id, const json_t *params, Spot *spot);
/* The same without a place in the document. */
bool server_document(Server *server, json_t *id, const json_t *params, Spot *spot);

json_t *server_range(Server *server, Root *root, Span span);
json_t *server_location(Server *server, Root *root, Span span); /* of a file of the project */
json_t *server_uri(Server *server, Str path);                   /* as the client spells it, if the document is open */

/* {uri: [edits]}; adds one. */
void server_add_edit(Server *server, json_t *changes, Root *root, Span span, Str text);

/* sync.c: what the client tells; id is NULL */
typedef void Method(Server *server, json_t *id, const json_t *params);
Method did_open, did_change, did_close, disk_changed, folders_changed;
void server_add_folder(Server *server, Str uri); /* of the workspace; none where it is no file */

/* ---- the requests; each answers or refuses ---- */

/* answers_names.c */
Method answer_hover, answer_definition, answer_references, answer_highlights, answer_prepare_rename, answer_rename;
/* answers_lists.c */
Method answer_completion, answer_symbols, answer_workspace_symbols, answer_folding, answer_tokens;
/* answers_edits.c */
Method answer_formatting, answer_actions;
/* answers_lenses.c */
Method answer_lenses, answer_lens;
void lenses_step(Server *server);    /* a run may have ended: answers, and begins the next */
void lenses_outdate(Server *server); /* something was edited: who waits is told, and the run ends */
void lenses_refuse(Lenses *lenses, int code, const char *why); /* all who wait */
bool lenses_cancel(Server *server, const json_t *id);          /* whether it was waiting */

/* publish.c: one step of reading, compiling or sending; false when there is nothing more to do */
bool publish_step(Server *server);
void publish_forget(Server *server, Str uri); /* a closed document: the messages about it go */
json_t *publish_diagnostic(Server *server, Root *root, const DiagRecord *record);

/* workspace.c */
/* Files of the folders of the workspace that are rule files; what was left out is said on standard error. */
typedef Vec(Str) Paths;
void workspace_files(const Server *server, Paths *paths);
void paths_clear(Paths *paths);
/* The roots whose projects have this file, open or in the workspace, each read;
 * those that are used by others left out. */
typedef Vec(Root *) RootList;
void workspace_roots(Server *server, const Document *document, RootList *roots);

#endif
