/* All that can be asked of a session, whichever door it is asked by: one table. */
#ifndef HENCE_TOPICS_H
#define HENCE_TOPICS_H

#include "runtime/api/answered.h"
#include "runtime/api/suppose.h"

typedef enum {
    TOPIC_CLAIMS,  /* `hence check` */
    TOPIC_ANSWERS, /* `hence run` */
    TOPIC_TESTS,
    TOPIC_LINT,
    TOPIC_WHY,
    TOPIC_WHYNOT,
    TOPIC_RESTS,
    TOPIC_NEED,
    TOPIC_STABLE,
    TOPIC_MAP,
    TOPIC_TRACE,  /* of the relation that is the subject, or of all */
    TOPIC_REPORT, /* all about the claims as one page */
    TOPIC_COUNT
} Topic;

typedef enum {
    FORMAT_TEXT,
    FORMAT_JSON,
    FORMAT_TAP,
    FORMAT_HTML,
    FORMAT_MD,
    FORMAT_CSV, /* these three: of marks */
    FORMAT_JUNIT,
    FORMAT_GRADESCOPE,
    FORMAT_SVG, /* this and those behind it: of graphs */
    FORMAT_DOT,
    FORMAT_MERMAID,
    FORMAT_GRAPHML,
    FORMAT_ARGDOWN,
    FORMAT_AIF
} Format;

/* What a topic has no use for is not looked at. */
typedef struct {
    const char *subject; /* a claim, an atom or a body; NULL: none */
    Format format;
    uint32_t depth, most, size, rounds; /* 0: as the topic has it */
    bool has_depth;                     /* a depth of 0 is meant */
    bool has_others;                    /* other proofs too */
    bool is_full, claims_only;
    bool is_dialogue;          /* what to ask next is told as it is typed in `hence repl` */
    const char *const *claims; /* of a report: their names; none: all */
    size_t claim_count;
    const Session *rival;              /* of a report: another theory on the same facts, which has run; NULL: none */
    const char *own_name, *rival_name; /* of both, where there is one */
    const Supposed *supposed;          /* what the session's world supposes, */
    const Changes *changes;            /* as changes of what is given */
    Stop *stop; /* receives why a world beside the session's was stopped, if one was; may be NULL */
} Ask;

const char *topic_name(Topic topic); /* of its command */
bool topic_has_format(Topic topic, Format format);
bool topic_needs_subject(Topic topic);

/* On the session's world, which has run; the topic has the format, and the subject is there if it needs one.  What is
 * printed goes behind out. */
Answered topic_answer(Topic topic, Session *session, const RunOptions *run, const Ask *ask, Text *out);

#endif
