/* Several threads at one rule, for team.c, outbox.c, parts.c, claims.c and apart.c. */
#ifndef HENCE_TEAM_INTERNAL_H
#define HENCE_TEAM_INTERNAL_H

#include "runtime/eval/join_internal.h"
#include "runtime/eval/workers.h"
#include "runtime/store/slot_range.h"

/* Words kept until they are added: where keys are apart so few that they stay in the cache. */
enum { WAVE_WORDS = 1 << 22, WAVE_WORDS_APART = 1 << 19, WAVE_WORDS_CLAIMED = 1 << 20, PIECES_A_WAVE = 8 };
/* Rows: where there is much room, nobody need count how large a set is; memory is taken only where it is written to. */
enum { ROOM = 1 << 10, ROOM_UNLIMITED = 1 << 16 };
enum { WORDS_KEPT_MOST = 1 << 25 }; /* by pieces that give very much: then one thread adds what it finds at once */

/* What a worker has found: entries for the head, in parts by its first column.  An entry is a head row, or a key and
 * where the set begins and ends.  Parts grow by chunks of one array: nothing of them is copied, and what is there is
 * filled before new memory is touched. */
enum { PARTS = 32, CHUNK_WORDS = 512 };
typedef struct {
    Vec(uint32_t) chunks; /* where they begin, in order */
    uint32_t next, end;   /* of the last one: where the next entry goes, and what is full */
} PartBox;
typedef struct {
    Vec(uint32_t) words; /* where there is one part, all of its entries, one behind the other */
    PartBox parts[PARTS];
    uint32_t lowest, highest; /* ranks of first columns */
} Outbox;

/* So many ranges of keys: that of a key is (rank - base) >> shift. */
typedef struct {
    uint32_t base, shift, count;
} KeyRanges;

/* Where a piece begins in the outbox of the worker who took it. */
typedef struct {
    uint32_t piece;
    uint32_t begins[PARTS];
    size_t found; /* values of rows it has found by then */
} Note;

typedef struct Member {
    Join *join; /* of the team that is at work */
    Outbox outbox;
    Sets *sets;         /* its branch of those of the head, while they are shared */
    Vec(Value) found;   /* where keys are apart: new rows, which are in the sets already */
    bool is_full;       /* the sets need room: the outbox takes what comes */
    Vec(Note) notes;    /* of its pieces, in order */
    Vec(uint32_t) room; /* for the entries of a part */
    bool is_unusual;    /* something that only one thread may do was to be done: all is to be done again */
} Member;

/* A part being added. */
typedef struct {
    uint32_t piece, at; /* to go on from: of rows, word `at` of what the piece has; of sets, the entry */
    bool is_done, is_sorted;
    Vec(Value) rows; /* new ones */
    uint32_t row_count;
    uint64_t visits; /* since the limits were last looked at */
} Part;

/* New rows that are to be placed in the table. */
typedef struct {
    const Value *rows;
    uint32_t count;
    RowId place;
    bool is_sorted;
} Stretch;

/* Stretches for one worker to begin with: the first that nobody has taken yet, up to the end. */
typedef struct {
    _Atomic uint32_t next;
    uint32_t end;
} Share;

/* Rows being added to a head with slots. */
enum { CLAIMS_MOST = 8 };
typedef struct {
    SlotRange items[CLAIMS_MOST + 1];
    uint32_t count;                    /* claims; one more has what comes late */
    uint32_t first_piece, piece_count; /* of those that are added together; below, pieces are counted from the first */
    Table *table;
    RowId first;       /* row of the wave */
    Value *tail;       /* rows from it on */
    uint32_t *bases;   /* by piece: how many rows are in those before */
    uint32_t *bounds;  /* by piece and claim: the first new row not before the piece */
    uint32_t *numbers; /* by row of the wave: what number it gets, if it is new */
} Claims;

/* What all teams of a run find: one is at work at a time,
 * and memory that is there already need not be cleared again. */
struct TeamRoom {
    uint32_t member_count;
    Member *members;
    Part parts[PARTS];
};

struct Team {
    Work *work;
    const Plan *plan;
    Join **joins;    /* one for each member; the first is borrowed */
    Member *members; /* in the room of the work, as are the parts */
    Part *parts;
    uint32_t member_count;
    uint32_t from, to;     /* rows of the first step that are left */
    Deal deal;             /* of them */
    KeyRanges ranges;      /* one is a part */
    uint32_t width;        /* words of an entry */
    uint32_t chunk;        /* words of a chunk: of whole entries */
    uint32_t order[PARTS]; /* in which parts are added */
    bool has_sets;         /* entries are keys and sets; else rows */
    uint32_t piece_count;  /* of the wave */
    uint32_t wave_words;   /* to find in a wave */
    uint32_t room;         /* rows there is room for when sets are added, at least */
    uint32_t piece_most;   /* rows of a piece, by what the last wave found; 0: not known */
    const Note **note_of;  /* by piece of the wave */
    Member **owner_of;
    bool is_apart;            /* no key is in two pieces */
    bool is_sorted;           /* and they come in order */
    uint32_t lowest, highest; /* their ranks */
    Vec(Stretch) stretches;
    Share *shares; /* by worker */
    Claims claims;
    SetSource source;
    Sets *sets;
    _Atomic uint32_t next;  /* part, stretch, piece or claim */
    _Atomic uint64_t words; /* kept in this wave */
    atomic_bool gives_up;
};

/* outbox.c: the words of a part that a piece has, from the given one on, as many as lie together:
 * none at its end, and all where there is one part. */
const uint32_t *outbox_words(const Team *team, uint32_t piece, uint32_t part, uint32_t from, uint32_t *count);
/* Of all pieces, one after the other; false at the end. */
typedef struct {
    uint32_t piece, from, count; /* words */
    const uint32_t *words;
} Passage; /* all zero: before the first */
bool outbox_next(const Team *team, uint32_t part, Passage *passage);
uint32_t outbox_word_count(const Team *team, const Outbox *box, uint32_t part);
void outbox_empty(Outbox *box);
void outbox_free(Outbox *box);

/* entries.c: keys and sets of a part from all pieces, good until the member asks for another. */
typedef struct {
    uint32_t *keys, *begin, *end;
    uint32_t count;
    bool is_sorted; /* by the ranks of keys; else they are in the order of pieces */
} Entries;
Entries part_entries(const Team *team, uint32_t part, Member *member);

/* parts.c */
void parts_choose(Team *team, const Table *table);
void parts_begin(Team *team);
bool parts_add(Team *team, RelId head);                              /* false if the run must stop */
bool team_share_sets(Team *team, uint32_t lowest, uint32_t highest); /* ranks of keys; false: they must be given up */
void parts_take_back(Team *team);                                    /* from the sets, as if nothing was found */

/* claims.c: for a head with slots, or one whose rows are known to be distinct: those are only laid. */
/* From `piece` on those before this one, at least one, may be claimed together, or are better added by one thread. */
uint32_t claims_end(const Team *team, const Table *table, uint32_t piece, bool *are_worth);
void claims_add(Team *team, RelId head, uint32_t from, uint32_t end);
void claims_clear(Claims *claims);

/* apart.c: pieces that have no key of the head in common; then rows are united as they are found. */
bool keys_are_scanned(const Team *team);          /* they are the first column of the rows gone through */
bool keys_are_apart(Team *team);                  /* where they are: and no two pieces have one in common */
Piece piece_apart(const Team *team, Piece piece); /* moved to where keys change */
bool apart_begin(Team *team);                     /* false: the sets must be given up */
/* Add as much as they can, and give how many that were; *words is what the member keeps more. */
uint32_t apart_unite(Team *team, Member *member, const Value *keys, const uint32_t *begin, const uint32_t *end,
                     uint32_t count, uint64_t *words);
uint32_t apart_add_rows(Team *team, Member *member, const Value *rows, uint32_t count, uint64_t *words);

#endif
