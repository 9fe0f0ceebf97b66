/* How a question about an answer came out, for the doors. */
#ifndef HENCE_ANSWERED_H
#define HENCE_ANSWERED_H

typedef enum {
    ANSWER_FINE,
    ANSWER_NEGATIVE,  /* what was asked does not hold, or there is none */
    ANSWER_REFUSED,   /* the question has errors: they are in the session's diags, and nothing was printed */
    ANSWER_BUG,       /* what was found failed its check: a bug of ours, which is said in place of an answer */
    ANSWER_BAD_RULES, /* printed, but a scenario of the program has errors: they are in the session's diags */
    ANSWER_FAULTS,    /* printed, but some value could not be computed */
    ANSWER_STOPPED,   /* printed, but a limit was reached in a world other than the session's */
    ANSWER_CANCELLED  /* the same, by somebody */
} Answered;

/* Whether JSON is asked for.  The engine of the page (runtime/wasm) tells nothing else but pictures: what only text
 * needs is not even linked into it, nor what looks for changes. */
#ifdef HENCE_PAGE
#define IS_JSON(as_json) ((void)(as_json), true)
#define HAS_SEARCHES false
#else
#define IS_JSON(as_json) (as_json)
#define HAS_SEARCHES true
#endif

#endif
