/* What was written otherwise in one version of a theory than in another: statements, and rows of tables. */
#ifndef HENCE_EDITS_H
#define HENCE_EDITS_H

#include "runtime/api/session.h"

typedef enum { EDITED_FACT, EDITED_RULE, EDITED_CLAIM, EDITED_DECLARATION, EDITED_OTHER } EditedKind;
const char *edited_kind_name(EditedKind kind); /* "fact", "rule", ... */

/* Something that only one version has; or that has one label in both, and another content. */
typedef struct {
    EditedKind kind;
    bool is_row;         /* of a table: the texts are atoms */
    bool is_new_name;    /* a declaration of something that the first version does not know */
    Str label;           /* its id, label or name; may be empty */
    Str text_a, text_b;  /* as written, on one line; empty: not there */
    Span span_a, span_b; /* NO_SPAN: not there */
    Str cites;           /* of an added row: keys with a `;` between them */
} Edited;
typedef Vec(Edited) Editeds;

/* Two sessions that have run.  Facts first, then rules, then the rest, each in the order of their
 * texts.  Texts live in arena.  The limit that was reached on the way: then nothing is known. */
Stop edits_find(const Session *a, const Session *b, const Budget *budget, Arena *arena, Editeds *edits);

/* Makes blanks of a statement of a text, with its full stop, so that places stay. */
void statement_blank(Text *text, Span span);
/* The text that was read under the name; NO_SOURCE. */
SourceId source_known(const Sources *sources, Str name);

#endif
