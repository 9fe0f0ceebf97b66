/* Circles among preferences.
 *
 * A world has the preferences of the program and those of one scenario, so that is what must be free of circles: first
 * the program's own, then with each scenario that has some.  What is never beaten is taken away until nothing changes;
 * what stays is in a circle or below one.
 *
 * Names may be in order where what they stand for is not, so the same is asked of classes of rules:
 *
 *     f: presumably p cite s.   g: presumably -p.   prefer f over g.   prefer g over s.
 *
 * No name wins over itself here, yet f and g would beat each other, and both contraries be accepted. */
#include "lang/compile/ranking.h"

#include <assert.h>

#include "lang/base/text.h"
#include "lang/program/agenda.h"

#define STEPS_SHOWN 12
#define CIRCLES_TOLD 10

typedef struct {
    const Program *program;
    const Rank *ranks;
    const char *manner;
    Diags *diags;
    Vec(bool) is_told;    /* by rank: part of a circle that was printed */
    Vec(uint32_t) left;   /* ranks that may be part of a circle */
    Vec(uint32_t) next;   /* by rank: the next of the same winner; NO_ID */
    Vec(uint32_t) wins;   /* by who wins: the first such rank; NO_ID */
    Vec(uint32_t) into;   /* by who loses: one such rank */
    Vec(uint32_t) losses; /* by who loses: how many */
    Vec(uint32_t) free;   /* who loses to nobody that is left */
    Vec(uint32_t) circle; /* the ranks along it, upwards */
    uint32_t told;
} Ranking;

bool ranking_joint(const Preference *const *preferences, uint32_t count, uint32_t winner, uint32_t loser, Rank *rank) {
    *rank = (Rank){winner, loser, preferences[0], preferences[0]->scenario};
    for (uint32_t i = 1; i < count; i++) {
        uint32_t scenario = preferences[i]->scenario;
        if (scenario == NO_ID || scenario == rank->scenario) continue;
        if (rank->scenario != NO_ID) return false;
        rank->scenario = scenario;
        rank->preference = preferences[i];
    }
    return true;
}

/* ---- what is in a circle ---- */

static void note_ranks(Ranking *r) {
    for (size_t k = 0; k < r->left.count; k++) {
        const Rank *rank = &r->ranks[r->left.items[k]];
        assert(rank->winner < r->wins.count && rank->loser < r->wins.count);
        r->wins.items[rank->winner] = r->wins.items[rank->loser] = NO_ID;
        r->losses.items[rank->winner] = r->losses.items[rank->loser] = 0;
    }
    for (size_t k = r->left.count; k-- > 0;) {
        uint32_t i = r->left.items[k];
        r->next.items[i] = r->wins.items[r->ranks[i].winner];
        r->wins.items[r->ranks[i].winner] = i;
        r->losses.items[r->ranks[i].loser]++;
    }
}

/* Takes away who wins over somebody but loses to nobody, and then who loses to those alone, and so on. */
static void drop_winners(Ranking *r) {
    note_ranks(r);
    for (size_t k = 0; k < r->left.count; k++) {
        uint32_t winner = r->ranks[r->left.items[k]].winner;
        if (r->losses.items[winner] == 0) vec_push(&r->free, winner);
    }
    while (r->free.count) {
        uint32_t winner = vec_pop(&r->free);
        for (uint32_t i = r->wins.items[winner]; i != NO_ID; i = r->next.items[i])
            if (--r->losses.items[r->ranks[i].loser] == 0) vec_push(&r->free, r->ranks[i].loser);
        r->wins.items[winner] = NO_ID;
    }
    size_t kept = 0;
    for (size_t k = 0; k < r->left.count; k++) {
        const Rank *rank = &r->ranks[r->left.items[k]];
        if (r->losses.items[rank->winner] == 0) continue;
        r->into.items[rank->loser] = r->left.items[k];
        r->left.items[kept++] = r->left.items[k];
    }
    r->left.count = kept;
}

/* Everybody left loses to somebody left, so going upwards must come back; `losses` marks the way. */
static void find_circle(Ranking *r) {
    for (size_t k = 0; k < r->left.count; k++) r->losses.items[r->ranks[r->left.items[k]].loser] = 0;
    uint32_t at = r->ranks[r->left.items[0]].loser;
    while (!r->losses.items[at]++) at = r->ranks[r->into.items[at]].winner;
    vec_empty(&r->circle);
    uint32_t begin = at;
    do {
        vec_push(&r->circle, r->into.items[at]);
        at = r->ranks[r->into.items[at]].winner;
    } while (at != begin);
}

static void drop_circle(Ranking *r) {
    size_t kept = 0;
    for (size_t i = 0; i < r->circle.count; i++) r->is_told.items[r->circle.items[i]] = true;
    for (size_t i = 0; i < r->left.count; i++)
        if (!r->is_told.items[r->left.items[i]]) r->left.items[kept++] = r->left.items[i];
    r->left.count = kept;
}

/* ---- in words ---- */

static void add_name(const Ranking *r, Symbol name, Text *text) {
    text_add(text, intern_text(values_symbols(r->program->values), name));
}

static void add_preference(const Ranking *r, const Preference *preference, Text *text) {
    add_name(r, preference->winner, text);
    text_lit(text, " over ");
    add_name(r, preference->loser, text);
}

/* Where the circle is begun: at what the scenario adds, and there at what is written first. */
static bool is_before(const Rank *a, const Rank *b) {
    if ((a->scenario == NO_ID) != (b->scenario == NO_ID)) return b->scenario == NO_ID;
    Span one = a->preference->span, other = b->preference->span;
    return one.source != other.source ? one.source < other.source : one.begin < other.begin;
}

/* From there downwards. */
static void report_circle(Ranking *r, uint32_t scenario) {
    size_t count = r->circle.count, first = 0;
    for (size_t i = 1; i < count; i++)
        if (is_before(&r->ranks[r->circle.items[i]], &r->ranks[r->circle.items[first]])) first = i;
    Text text;
    text_init(&text);
    text_lit(&text, "priorities go in a circle");
    if (scenario != NO_ID) {
        text_lit(&text, " in scenario '");
        add_name(r, r->program->agenda->scenarios.items[scenario].name, &text);
        text_add_char(&text, '\'');
    }
    text_printf(&text, "%s: ", r->manner);
    for (size_t i = 0; i < count && i < STEPS_SHOWN; i++) {
        if (i) text_lit(&text, ", ");
        add_preference(r, r->ranks[r->circle.items[(first + count - i) % count]].preference, &text);
    }
    if (count > STEPS_SHOWN) text_printf(&text, ", and so on over %zu more", count - STEPS_SHOWN);
    const Preference *main = r->ranks[r->circle.items[first]].preference;
    Diag *diag = diag_add(r->diags, E0506, main->span, "%.*s", STR_FMT(text_str(&text)));
    diag_remedy(r->diags, diag, "leave one of them out: what wins cannot lose to the same");
    for (size_t i = 1; i < count && i < STEPS_SHOWN; i++) {
        const Preference *other = r->ranks[r->circle.items[(first + count - i) % count]].preference;
        text_empty(&text);
        add_preference(r, other, &text);
        if (other != main) diag_note(r->diags, diag, other->span, "%.*s", STR_FMT(text_str(&text)));
    }
    text_clear(&text);
}

/* ---- world by world ---- */

static void check_world(Ranking *r, uint32_t scenario) {
    vec_empty(&r->left);
    for (uint32_t i = 0; i < r->next.count; i++) {
        bool is_there = r->ranks[i].scenario == NO_ID || r->ranks[i].scenario == scenario;
        if (is_there && !r->is_told.items[i]) vec_push(&r->left, i);
    }
    for (drop_winners(r); r->left.count && r->told < CIRCLES_TOLD; drop_winners(r)) {
        find_circle(r);
        report_circle(r, scenario);
        drop_circle(r);
        r->told++;
    }
}

void ranking_check(const Program *program, const Ranks *ranks, uint32_t limit, const char *manner, Diags *diags) {
    Ranking r = {.program = program, .ranks = ranks->items, .manner = manner, .diags = diags};
    Vec(bool) is_ranked = {0}; /* by scenario: it has ranks of its own */
    for (size_t i = 0; i < program->agenda->scenarios.count; i++) vec_push(&is_ranked, false);
    for (uint32_t i = 0; ranks->count && i < limit; i++) {
        vec_push(&r.wins, NO_ID);
        vec_push(&r.into, NO_ID);
        vec_push(&r.losses, 0);
    }
    for (size_t i = 0; i < ranks->count; i++) {
        vec_push(&r.is_told, false);
        vec_push(&r.next, NO_ID);
        const uint32_t scenario = ranks->items[i].scenario;
        assert(scenario == NO_ID || scenario < is_ranked.count);
        if (scenario != NO_ID) is_ranked.items[scenario] = true;
    }
    check_world(&r, NO_ID);
    for (uint32_t i = 0; i < is_ranked.count; i++)
        if (is_ranked.items[i]) check_world(&r, i);
    vec_free(&is_ranked);
    vec_free(&r.is_told);
    vec_free(&r.left);
    vec_free(&r.next);
    vec_free(&r.wins);
    vec_free(&r.into);
    vec_free(&r.losses);
    vec_free(&r.free);
    vec_free(&r.circle);
}

void ranking_names(const Program *program, Diags *diags) {
    Ranks ranks = {0};
    for (size_t i = 0; i < program->preferences.count; i++) {
        const Preference *p = &program->preferences.items[i];
        vec_push(&ranks, ((Rank){p->winner, p->loser, p, p->scenario}));
    }
    ranking_check(program, &ranks, intern_count(values_symbols(program->values)), "", diags);
    vec_free(&ranks);
}
