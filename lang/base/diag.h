/* Diagnostics: what is wrong with what somebody wrote, where, and what to do.
 *
 * They are collected, not printed: work goes on to find the next one.  Every message has a code (codes.def), and
 * `hence explain CODE` prints its page.  The same record is shown as text, as JSON and in an editor. */
#ifndef HENCE_DIAG_H
#define HENCE_DIAG_H

#include "lang/base/budget.h"
#include "lang/base/source.h"
#include "lang/base/text.h"

typedef enum { SEVERITY_ERROR, SEVERITY_WARNING } Severity;

typedef enum {
#define CODE(code, severity, title, page) code,
#include "lang/base/codes.def"
#undef CODE
    CODE_COUNT
} Code;

typedef struct Diags Diags;
typedef struct Diag Diag; /* one message; good until the next is added */

Diags *diags_new(const Sources *sources); /* borrows sources */
void diags_free(Diags *diags);

/* Adds a message: what was found and what was expected.  A second one with the same code, place and text is dropped. */
Diag *diag_add(Diags *diags, Code code, Span span, const char *format, ...) __attribute__((format(printf, 4, 5)));
/* What stands behind the caret, and the remedy:  "add a premise that gives it one" */
void diag_remedy(Diags *diags, Diag *diag, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* The remedy as an edit: put `text` in place of `span`. */
void diag_repair(Diags *diags, Diag *diag, Span span, Str text);
/* Both, of the nearest to what stands there: "did you mean 'member'?"  False, and nothing is said,
 * if `near` is empty. */
bool diag_suggest(Diags *diags, Diag *diag, Span span, Str near);
/* Another place that matters: "declared here". */
void diag_note(Diags *diags, Diag *diag, Span span, const char *format, ...) __attribute__((format(printf, 4, 5)));

/* The work that is told of keeps to a budget that has begun (borrowed; NULL: to none). */
void diags_keep_to(Diags *diags, const Budget *budget);
/* Asked at each token, statement or rule, which stands at `at`: false once a limit is passed, which is an error of its
 * own; of what has no place (NO_SPAN), at the place before.
 * The limits are looked at from time to time; before what may take long, at once. */
bool diags_go_on(Diags *diags, Span at);
bool diags_go_on_now(Diags *diags, Span at);
/* What comes next, `what`, is larger than what is left of the memory; NULL: something. */
void diags_lack(Diags *diags, Span at, const char *what);
Stop diags_stop(const Diags *diags); /* why it ended */
Span diags_last(const Diags *diags); /* where it was asked last */

/* Takes back warnings with this code about one text, which is not finished yet. */
void diags_drop(Diags *diags, Code code, SourceId source);
/* Likewise those about what is declared at a place: they, or a note of theirs, stand there. */
void diags_drop_about(Diags *diags, Code code, Span declared);

uint32_t diags_error_count(const Diags *diags);
uint32_t diags_warning_count(const Diags *diags);
bool diags_has(const Diags *diags, Code code);
/* Whether all errors are about data files (codes E07..): the exit status differs. */
bool diags_only_data(const Diags *diags);

typedef void OnDiag(void *context, Code code, Span span, Str message, Str remedy);
void diags_each(const Diags *diags, OnDiag *on_diag, void *context); /* in the order added */

typedef struct DiagNote {
    struct DiagNote *next;
    Span span;
    Str message;
} DiagNote;

/* One message as a record, for who shows it in a way of its own; what it points to is good until the next is added. */
typedef struct {
    Code code;
    Span span;
    Str message, remedy; /* remedy: as it is printed; empty if there is none */
    bool has_repair;
    Span repair_span;
    Str repair_text;
    const DiagNote *notes;
} DiagRecord;
size_t diags_count(const Diags *diags);
DiagRecord diags_record(const Diags *diags, size_t i,
                        char room[static 48]); /* in the order added; room: for the remedy */

/* All of them, sorted by source name, place and code; of more than a thousand the first thousand, errors rather than
 * warnings, why reading ended (E0802) in any case, and how many there are:
 *     file:17:9: error[E0203]: unknown relation 'membr'
 *        17 |   leads(H, R), membr(A, R),
 *           |                ^^^^^ did you mean 'member'?
 *           = note: file:3:1: ...                                    */
void diags_print(const Diags *diags, Text *text, bool color);
/* Of these the ones that an earlier version of the texts does not have (NULL: all of them), on whichever lines;
 * gives how many there are. */
uint32_t diags_print_new(const Diags *diags, const Diags *known, Text *text, bool color);
/* [{"code","severity","message","file","line","column","end_line","end_column","remedy","repair":{..},"notes":[..]}] */
void diags_print_json(const Diags *diags, Text *text);

Str code_name(Code code);             /* "E0203" */
bool code_find(Str name, Code *code); /* exact case not needed */
Str code_title(Code code);
Severity code_severity(Code code);
void code_print_page(Code code, Text *text);

#endif
