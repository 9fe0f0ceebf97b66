/* The projects of open documents, read when somebody asks and kept until a file of theirs changes.
 *
 * Each document is the root of a project of its own.  Where another open document uses it, that one's project is asked
 * instead: it knows more, and complains less. */
#ifndef HENCE_LSP_PROJECTS_H
#define HENCE_LSP_PROJECTS_H

#include "lang/editor/project.h"
#include "runtime/lsp/documents.h"

typedef struct {
    Str path;
    int64_t seconds, nanoseconds, size; /* as it was; size -1: it could not be read */
} SeenFile;
SeenFile seen_look(Str path); /* as it is now; borrows path, which has a NUL behind it */
bool seen_changed(const SeenFile *seen);

typedef struct {
    Str path; /* of the root; owned */
    Project *project;
    uint64_t made; /* when */
    bool is_finished;
    Vec(SeenFile) seen; /* files from the disk */
    Vec(Lines *) lines; /* by source, made when asked for */
} Root;

typedef struct {
    Documents *documents;
    Units units;
    uint64_t clock; /* goes on with each change */
    uint64_t shape; /* when a document was last opened or closed, or the disk may have changed */
    Vec(Root *) roots;
} Projects;

void projects_clear(Projects *projects);
void projects_drop_closed(Projects *projects); /* roots that are no open document */

bool projects_has_fresh(const Projects *projects, Str path);
Root *projects_root(Projects *projects, Str path);               /* of that file, read anew if need be */
Root *projects_of(Projects *projects, const Document *document); /* the root to ask about it */
void root_finish(Root *root);                                    /* with all messages, those about citations too */

/* Places in a project as the client counts them. */
Position root_position(const Projects *projects, Root *root, SourceId source, uint32_t offset);
/* The place in the text that the project has read of a document, and back: a byte order mark is none of it. */
uint32_t document_offset(const Projects *projects, Root *root, uint32_t module, Position position);

#endif
