/* How a question about an answer came out, for the doors. */
#ifndef HENCE_ANSWERED_H
#define HENCE_ANSWERED_H

typedef enum {
    ANSWER_FINE,
    ANSWER_NEGATIVE, /* what was asked does not hold, or there is none */
    ANSWER_REFUSED,  /* the question has errors: they are in the session's diags, and nothing was printed */
    ANSWER_BUG       /* what was found failed its check: a bug of ours, which is said in place of an answer */
} Answered;

#endif
