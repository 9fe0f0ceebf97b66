/* Files that the session has not read, and tables, are where it finds them. */
#include "runtime/api/revised.h"

#include "runtime/api/edits.h"

static SourceId read_text(void *context, Sources *sources, Str shown, const char *path) {
    const Revised *r = context;
    SourceId known = source_known(r->session->sources, shown);
    if (known == NO_SOURCE) return session_read_rules(r->session, sources, shown, path);
    Text text;
    text_init(&text);
    text_add(&text, source_text(r->session->sources, known));
    r->revise(r->context, known, &text);
    SourceId own = source_add(sources, shown, text_str(&text));
    text_clear(&text);
    return own;
}

static bool read_data(void *context, const char *path, Text *bytes) {
    const Session *session = ((const Revised *)context)->session;
    return session->read_data(session->read_context, path, bytes);
}

void revised_init(Session *other, const Revised *revised) {
    session_init_like(other, revised->session);
    other->read = read_text;
    if (revised->session->read_data) other->read_data = read_data;
    other->read_context = (void *)revised; /* which only the two above get, and they change nothing in it */
}
