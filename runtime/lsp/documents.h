/* The documents an editor has open: their text goes before what is on the disk. */
#ifndef HENCE_LSP_DOCUMENTS_H
#define HENCE_LSP_DOCUMENTS_H

#include "lang/base/text.h"
#include "lang/editor/positions.h"

typedef struct {
    Str uri, path;         /* as the client spells it; as a project names its files.  Owned */
    int64_t version, told; /* told: that messages were sent for */
    bool is_told;          /* of some version */
    Text text;
    uint64_t changed; /* when, by the counter of the server */
    bool is_data;     /* a bibliography or a table, by its ending: read by others, and no project of its own */
} Document;

typedef struct {
    Vec(Document *) items; /* in the order they were opened */
} Documents;

Document *documents_open(Documents *documents, Str uri, Str text, int64_t version); /* again: with a new text */
void documents_close(Documents *documents, Str uri);
void documents_clear(Documents *documents);
Document *documents_find(const Documents *documents, Str uri);     /* NULL */
Document *documents_at_path(const Documents *documents, Str path); /* NULL */

/* Puts text in place of what is between; of places beyond the end, the end. */
void document_splice(Document *document, Position begin, Position end, Str text, Units units);

#endif
