/* Texts with a name, and places in them.
 *
 * A Span is a pair of byte offsets in one source; lines and columns are computed only when somebody is told. */
#ifndef HENCE_SOURCE_H
#define HENCE_SOURCE_H

#include <stdbool.h>
#include <stdint.h>

#include "lang/base/str.h"

typedef uint32_t SourceId;
#define NO_SOURCE UINT32_MAX

typedef struct {
    SourceId source;
    uint32_t begin, end; /* bytes, end not included */
} Span;
#define NO_SPAN ((Span){NO_SOURCE, 0, 0})

typedef struct {
    uint32_t line;   /* from 1 */
    uint32_t column; /* from 1, in characters */
} Place;

typedef struct Sources Sources;

Sources *sources_new(void);
void sources_free(Sources *sources);

/* Adds a text under the name to show; copies both.  A UTF-8 byte order mark is skipped.
 * NO_SOURCE with errno: of 4 GiB and more EFBIG, where the memory account has no room for it ENOMEM. */
SourceId source_add(Sources *sources, Str name, Str text);
enum { SOURCE_MOST = 256 << 20 }; /* bytes of a file */
/* Reads a whole file.  NO_SOURCE if it cannot be read; errno says why: EFBIG beyond SOURCE_MOST bytes, since a pipe or
 * a device may have no end; ENOMEM where the memory account has no room for it. */
SourceId source_read(Sources *sources, Str name, const char *path);
/* A name alone, for data whose text is not kept: its spans have line numbers as offsets. */
SourceId source_name_only(Sources *sources, Str name);

/* Its first lines are not counted: nobody has written them.  Nothing is told of them. */
void source_count_from(Sources *sources, SourceId id, uint32_t lines);

/* What is told of this line, from 1, is told of another source, as a whole:
 * it says what somebody did who has not written it. */
void source_show_as(Sources *sources, SourceId id, uint32_t line, SourceId other);
/* Where that is told; else the span itself. */
Span span_shown(const Sources *sources, Span span);

/* Files are read from one folder alone: its name, for messages.  Copies it. */
void sources_confine(Sources *sources, Str folder);
Str sources_confined(const Sources *sources); /* empty: from everywhere */

uint32_t source_count(const Sources *sources);
Str source_name(const Sources *sources, SourceId id);
Str source_text(const Sources *sources, SourceId id);
bool source_has_text(const Sources *sources, SourceId id);
bool source_has_mark(const Sources *sources, SourceId id); /* a byte order mark stood before its text */

Place source_place(const Sources *sources, SourceId id, uint32_t offset);
Str source_line(const Sources *sources, SourceId id, uint32_t line); /* without its end of line */
Str span_text(const Sources *sources, Span span);
static inline Span span_join(Span a, Span b) { return (Span){a.source, a.begin, b.end}; }

#endif
