/* Each change is a world of its own.  What is taken back or suspended is so in the slice of the claim; what is stated
 * to be false comes beside all that is given, since a slice holds only as long as nothing is added. */
#include "runtime/judge/supports_internal.h"

/* A row of three worlds, in parts of ground programs. */
enum { ROW_SPENT = 20 };

static void note(Search *s, Trying *trying, TryingWay way, World *world) {
    trying->is_tried[way] = inquiry_judge(s->inquiry, world, &trying->status[way], &trying->reason[way]);
    /* a reason is that of rules and open facts: it knows nothing of one that is suspended */
    if (way == TRY_UNKNOWN) trying->reason[way] = REASON_NONE;
    world_free(world);
}

static void try_fate(Search *s, uint32_t fact, Trying *trying, TryingWay way, GivenFate fate) {
    Inquiry *q = s->inquiry;
    inquiry_suppose_all(q, GIVEN_KEPT);
    search_give_fact(s, fact, fate);
    note(s, trying, way, inquiry_run(q, NULL));
}

/* Rows that say the same as a fact of the inquiry. */
typedef struct {
    const Inquiry *inquiry;
    uint32_t fact;
} Taken;

static GivenFate take_back(void *context, RelId relation, RowId row) {
    const Taken *taken = context;
    uint32_t number = inquiry_number(taken->inquiry, relation, row);
    bool is_taken = number != NO_ID && inquiry_is_same_fact(taken->inquiry, number, taken->fact);
    return is_taken ? GIVEN_TAKEN : GIVEN_KEPT;
}

static void try_denied(Search *s, Trying *trying) {
    Inquiry *q = s->inquiry;
    Taken taken = {q, trying->fact};
    RowRef ref = q->facts.items[trying->fact];
    const Program *program = q->base->program;
    const Relation *said = &program->relations.items[program_said(program, ref.relation)];
    if (said->contrary == NO_ID) return;
    GivenRow denial = {.relation = said->contrary, .values = table_row(store_table(q->base, ref.relation), ref.row)};
    Changes changes = {.more = &denial, .more_count = 1, .fate = take_back, .fate_context = &taken};
    note(s, trying, TRY_DENIED, inquiry_run_changes(q, &changes));
}

void trying_find(Search *s, const Members *needed, const Members *critical, Arena *arena, Supports *supports) {
    Trying *list = arena_array(arena, Trying, needed->count + 1);
    uint32_t count = 0;
    for (uint32_t i = 0; i < needed->count; i++) {
        Trying *trying = &list[count];
        if (members_have(critical, needed->items[i])) continue;
        uint32_t fact = needed->items[i];
        *trying = (Trying){.fact = search_number(s, fact)};
        count++;
        if (!search_may_go_on(s) || s->inquiry->stop != STOP_NONE) continue;
        s->spent += ROW_SPENT * store_row_count(s->store);
        try_fate(s, fact, trying, TRY_TAKEN, GIVEN_TAKEN);
        try_denied(s, trying);
        try_fate(s, fact, trying, TRY_UNKNOWN, GIVEN_SUSPENDED);
    }
    supports->tried = list;
    supports->tried_count = count;
}
