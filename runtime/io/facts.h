/* New facts from a file, given to a store that has not run yet: what of it is new, known, contradicting or wrong.
 *
 * Unlike a table that the program loads, such a file never stops anything by its rows: each is taken or told of.  Where
 * intake->budget ends the reading, diags tell the place, and what was read by then is not to be used. */
#ifndef HENCE_FACTS_H
#define HENCE_FACTS_H

#include "runtime/io/clash.h"
#include "runtime/io/csv.h"
#include "runtime/io/exchange.h"
#include "runtime/io/sheet.h"

typedef enum { FACT_DUPLICATE, FACT_CONTRADICTING, FACT_REJECTED, FACT_FATES } FactFate;

/* What happened to one row that is not simply new. */
typedef struct {
    FactFate fate;
    Clash clash;
    uint32_t line;
    Str id, atom;        /* of the row; empty where it has none, or could not be read */
    Str other_id, other; /* of the fact that was there */
    Span other_span;     /* where it was stated */
    Str reason;          /* why it was not given */
} FactNote;

enum { FACTS_LISTED = 100 }; /* notes that are kept of each fate */

typedef struct {
    Str name;      /* of the file */
    Text bytes;    /* as they were read */
    bool is_read;  /* false: the file or its header could not be read; diags tell why */
    uint32_t read; /* rows: the sum of the four */
    uint32_t fresh, duplicate, contradicting, rejected;
    Vec(FactNote) notes; /* in the order of the file */
    Text not_given; /* a table of the rows that were not given, with a last column `reason`; empty if there is none.  It
                     * has a header, and quotes where needed, even if the file has none */
    CsvForm form;
    RelId about;     /* whose columns they are; NO_ID: of several, or not known */
    Str relation;    /* the same as a name, `member` or `-member`; empty: of several */
    bool has_reason; /* the last column is `reason`: the file is one of rejected rows, mended */
    Str written_to;  /* the file it was written to; empty so far */
    Arena arena;
} FactReport;

/* Reads a file into intake->store.  `what` is its path, or RELATION=PATH for a table of the columns of one relation;
 * without RELATION it is one of rows of several relations if its header has a column `relation`, and else of the
 * relation that gives the file its name: member.csv, member.not.csv for -member.
 * False, with intake->diags, if the file or its header could not be read.  The report is to be cleared in any case. */
bool facts_read(const Intake *intake, const char *what, ReadBytes *read, void *context, FactReport *report);
void fact_report_clear(FactReport *report);

#endif
