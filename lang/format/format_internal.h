/* What the passes of the formatter share: the pieces of a text, and what is decided about the gap before each. */
#ifndef HENCE_FORMAT_INTERNAL_H
#define HENCE_FORMAT_INTERNAL_H

#include "lang/format/format.h"
#include "lang/syntax/token.h"

#define NO_PIECE UINT32_MAX

/* How gladly a line is broken in a gap: the lower, the sooner.  In parentheses each depth adds RANK_DEEPER. */
enum {
    RANK_STATEMENT, /* between statements */
    RANK_BLOCK,     /* behind { */
    RANK_ITEM,      /* between items */
    RANK_HEADER,    /* behind the colon of rule, claim and prediction */
    RANK_SENTENCE,  /* before the sentence of a statement */
    RANK_BODY,      /* behind :- */
    RANK_PART,      /* before cite, key and the fields of a source */
    RANK_UNLESS,
    RANK_COLON, /* of an aggregate */
    RANK_OR,    /* behind ; and before | */
    RANK_AND,   /* behind a comma */
    RANK_OPERATOR,
    RANK_DEEPER = RANK_OPERATOR - RANK_COLON + 1,
    RANK_LAST = UINT32_MAX / 4, /* behind the colon of a label and behind = and < : where nothing else helps */
    RANK_NEVER = UINT32_MAX / 2
};

/* How far in the line begins that a break makes. */
typedef enum {
    INDENT_START,     /* as the statement */
    INDENT_MORE,      /* one step further */
    INDENT_BODY,      /* one step further than the head */
    INDENT_QUERY,     /* behind ?- */
    INDENT_MEMBERS,   /* below the = of a type */
    INDENT_EXCEPTION, /* behind an unless that begins its line */
    INDENT_INSIDE,    /* behind the parenthesis */
    INDENT_MAP        /* in the parentheses of a map, whose names are long */
} Indent;
enum { INDENT_STEP = 2 };

/* Gaps of one kind, in lines below each other, may be lined up. */
typedef enum {
    COLUMN_NONE,
    COLUMN_STATEMENT,
    COLUMN_SENTENCE,
    COLUMN_PART, /* cite, key */
    COLUMN_IF,
    COLUMN_EQUALS,
    COLUMN_WORD, /* from, to */
    COLUMN_COLON,
    COLUMN_COMMENT,
    COLUMN_KINDS
} ColumnKind;

/* A token or comment, and the gap before it. */
typedef struct {
    int kind; /* of a token */
    uint32_t begin, end;
    /* as it stands in the source */
    uint32_t line, column, newlines; /* newlines before it */
    bool is_apart;                   /* from the piece before: blanks, line ends */
    uint32_t width, last_width;      /* of its first and last line */
    bool has_lines;                  /* several of them: text in quotes, a comment */
    bool is_spaced;                  /* ( ) around alternatives */
    bool is_broken;                  /* {: the block stands on several lines */
    /* as it shall stand */
    bool starts;      /* a statement or item */
    bool is_unary;    /* a minus */
    uint8_t breaks;   /* line ends in the gap, 2 with a blank line */
    uint8_t space;    /* blanks in it where it has none */
    uint8_t base;     /* indentation of the statement */
    uint8_t indent;   /* an Indent, where the gap has a break */
    uint8_t lines_up; /* a ColumnKind */
    uint32_t rank;
    uint64_t reach;  /* columns from here to the next gap that ranks as high or has a break */
    uint32_t anchor; /* the piece its indentation is measured from; NO_PIECE: the margin */
    uint32_t inset;  /* from there */
    uint32_t at;     /* its column */
    uint32_t padding;
} Piece;
typedef Vec(Piece) Pieces;

bool piece_is_comment(const Piece *piece);
static inline Str piece_text(Str text, const Piece *piece) {
    return (Str){text.text + piece->begin, piece->end - piece->begin};
}

void pieces_take(Pieces *pieces, Str text, const TokenList *tokens); /* the first group of fields */
void pieces_space(Pieces *pieces, Str text);                         /* breaks of the author, space, rank, indent */
void pieces_lay(Pieces *pieces);                                     /* further breaks, anchor, inset, at */
void pieces_align(Pieces *pieces);                                   /* padding */
void pieces_write(Pieces *pieces, Str source, Text *text);

#endif
