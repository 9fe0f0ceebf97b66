/* Facts that every set has are told once, the critical ones first; each set then tells what it has beside them. */
#include "runtime/show/rests.h"

#include "runtime/show/absent.h"
#include "runtime/show/cited.h"
#include "runtime/show/fact.h"
#include "runtime/show/standing.h"
#include "runtime/show/summary.h"
#include "runtime/show/words.h"

enum { HELD_SHOWN = 5, LIST_SHOWN = 20, AGAINST_SHOWN = 5 };

typedef struct {
    const Inquiry *inquiry;
    const Supports *supports;
    const Sources *sources;
    const char *shown; /* "established" or "refuted" */
    bool is_full;      /* long lists are not folded */
    Text *text;
} Telling;

/* ---- lists of facts ---- */

static void list(const Telling *t, const Members *members, const Members *except, RowRefs *refs) {
    vec_empty(refs);
    for (uint32_t i = 0; i < members->count; i++)
        if (!except || !members_have(except, members->items[i]))
            vec_push(refs, t->inquiry->facts.items[members->items[i]]);
}

/* One more than fits is told rather than counted. */
static void facts_tell_most(const Telling *t, const RowRefs *refs, size_t most, const char *indent) {
    size_t shown = t->is_full || refs->count <= most + 1 ? refs->count : most;
    facts_print(t->inquiry->base, refs->items, shown, indent, t->sources, t->text);
    if (shown < refs->count) text_printf(t->text, "%sand %zu more; --full\n", indent, refs->count - shown);
}

static void facts_tell(const Telling *t, const RowRefs *refs, const char *indent) {
    facts_tell_most(t, refs, LIST_SHOWN, indent);
}

/* ---- sets ---- */

static bool is_parameter(const Telling *t, RowRef fact) {
    return !relation_is_counted(t->inquiry->base->program, fact.relation);
}

/* ` and the parameter year = 2015`: nobody vouches for it, and it is no fact (judge/grounds.h). */
static void parameters_print(const Telling *t, const RowRefs *parameters) {
    for (size_t i = 0; i < parameters->count; i++) {
        text_add(t->text, i == 0 ? parameters->count > 1 ? STR(" and the parameters ") : STR(" and the parameter ")
                          : i + 1 < parameters->count ? STR(", ")
                                                      : STR(" and "));
        parameter_print(t->inquiry->base, parameters->items[i], t->text);
    }
}

/* `3 facts (2 by [Charter 2002], 1 without a source) and the parameter year = 2015` */
static void set_print(const Telling *t, const Members *set) {
    RowRefs refs = {0}, facts = {0}, parameters = {0};
    Arena arena;
    arena_init(&arena);
    list(t, set, NULL, &refs);
    for (size_t i = 0; i < refs.count; i++)
        if (is_parameter(t, refs.items[i]))
            vec_push(&parameters, refs.items[i]);
        else
            vec_push(&facts, refs.items[i]);
    Attested attested = facts_stated(t->inquiry->base, facts.items, facts.count, &arena);
    attested_print(t->inquiry->base->program, &attested, "fact", "facts", t->text);
    parameters_print(t, &parameters);
    arena_clear(&arena);
    vec_free(&refs);
    vec_free(&facts);
    vec_free(&parameters);
}

static void headline(const Telling *t) {
    const Supports *s = t->supports;
    Text *text = t->text;
    const char *it = s->is_refutation ? "The refutation" : "It",
               *more = s->end == SETS_ALL ? "" : "; there may be more",
               *with = s->counted.count ? " with those counted below," : "";
    if (s->sets.count == 0) {
        text_printf(text, "%s rests on facts, but no set of them was found that is enough.\n", it);
    } else if (s->sets.items[0].count == 0) {
        text_printf(text, "%s rests on no fact%s.\n", it,
                    s->held.count       ? " but those named below"
                    : s->absences.count ? ""
                                        : ": it follows from the rules alone");
    } else if (s->sets.count == 1) {
        text_printf(text, "%s rests on ", it);
        set_print(t, &s->sets.items[0]);
        text_printf(text, ", enough%s whichever of the other stated facts hold, new facts apart%s.\n", with,
                    s->end == SETS_ALL ? "" : "; there may be other such sets");
    } else {
        text_printf(text,
                    "%s rests on any one of %zu sets of facts, each enough%s whichever of the other stated facts hold, "
                    "new facts apart%s.\n",
                    it, s->sets.count, with, more);
    }
}

/* Whether two facts come to the same, each way. */
static bool is_alike(const Trying *a, const Trying *b) {
    for (int way = 0; way < TRY_WAYS; way++) {
        if (a->is_tried[way] != b->is_tried[way]) return false;
        if (a->is_tried[way] && (a->status[way] != b->status[way] || a->reason[way] != b->reason[way])) return false;
    }
    return true;
}

static bool is_same_way(const Trying *trying, int way, int other) {
    return trying->is_tried[way] && trying->is_tried[other] && trying->status[way] == trying->status[other] &&
           trying->reason[way] == trying->reason[other];
}

/* `taken back or stated to be false: still established; unknown whether it is so: undecided: unknown` */
static void outcomes_print(const Telling *t, const Trying *trying) {
    static const char *const WAYS[] = {"taken back", "stated to be false", "unknown whether it is so"};
    Status shown = t->supports->is_refutation ? STATUS_REFUTED : STATUS_ESTABLISHED;
    bool is_first = true;
    for (int way = 0; way < TRY_WAYS; way++) {
        bool is_told = !trying->is_tried[way];
        for (int before = 0; before < way; before++) is_told = is_told || is_same_way(trying, before, way);
        if (is_told) continue;
        text_printf(t->text, "%s%s", is_first ? "" : "; ", WAYS[way]);
        is_first = false;
        for (int other = way + 1; other < TRY_WAYS; other++)
            if (is_same_way(trying, way, other)) text_printf(t->text, " or %s", WAYS[other]);
        text_printf(t->text, ": %s", trying->status[way] == shown ? "still " : "");
        stands_print(trying->status[way], trying->reason[way], t->text);
    }
}

/* Facts that are in each set though what they tell may be otherwise: what was tried, and what came out. */
static void tried_tell(const Telling *t) {
    const Supports *s = t->supports;
    bool *is_told = mem_alloc_zero(s->tried_count + 1);
    RowRefs refs = {0};
    for (uint32_t i = 0; i < s->tried_count; i++) {
        const Trying *first = &s->tried[i];
        vec_empty(&refs);
        for (uint32_t k = i; k < s->tried_count; k++) {
            if (is_told[k] || !is_alike(first, &s->tried[k])) continue;
            is_told[k] = true;
            vec_push(&refs, t->inquiry->facts.items[s->tried[k].fact]);
        }
        if (refs.count == 0) continue;
        bool any = first->is_tried[TRY_TAKEN] || first->is_tried[TRY_DENIED] || first->is_tried[TRY_UNKNOWN];
        text_printf(t->text, "%s part of %s%s", refs.count > 1 ? "Each of these is" : "This one is",
                    s->sets.count > 1 ? "every set" : "it", s->critical.count ? " too" : "");
        if (any) {
            text_add(t->text,
                     refs.count > 1 ? STR(", and each was tried by itself (") : STR(", and was tried by itself ("));
            outcomes_print(t, first);
            text_lit(t->text, "):\n");
        } else {
            text_lit(t->text, "; what comes out without it was not tried, since the search came to its bounds:\n");
        }
        facts_tell(t, &refs, "  ");
    }
    vec_free(&refs);
    mem_free(is_told);
}

static void needed_tell(const Telling *t) {
    const Supports *s = t->supports;
    RowRefs refs = {0};
    list(t, &s->critical, NULL, &refs);
    if (refs.count) {
        bool only_facts = true;
        for (size_t i = 0; i < refs.count; i++) only_facts = only_facts && !is_parameter(t, refs.items[i]);
        text_printf(t->text, "%s is needed; without %s it is not %s:\n",
                    refs.count > 1 ? only_facts ? "Each of these facts" : "Each of these"
                    : only_facts   ? "This fact"
                                   : "This parameter",
                    refs.count > 1 ? "any one of them" : "it,", t->shown);
        facts_tell(t, &refs, "  ");
    }
    vec_free(&refs);
    tried_tell(t);
}

static void sets_tell(const Telling *t) {
    const Supports *s = t->supports;
    bool has_needed = s->needed.count + s->critical.count > 0, is_one = s->sets.count == 1;
    RowRefs refs = {0};
    for (size_t i = 0; i < s->sets.count; i++) {
        list(t, &s->sets.items[i], &s->needed, &refs);
        if (is_one && refs.count == 0) break;
        if (i == 0 && (has_needed || !is_one))
            text_printf(t->text, "%s%s:\n", has_needed ? "Beside these" : "Either",
                        is_one       ? ""
                        : has_needed ? " either"
                                     : "");
        if (!is_one) text_printf(t->text, "  set %zu\n", i + 1);
        facts_tell(t, &refs, is_one ? "  " : "    ");
    }
    vec_free(&refs);
}

static void end_tell(const Telling *t) {
    const Supports *s = t->supports;
    if (s->end == SETS_CAPPED)
        text_printf(t->text, "Stopped after %zu set%s, the smallest; --most N looks for more.\n", s->sets.count,
                    s->sets.count == 1 ? "" : "s");
    if (s->end == SETS_STOPPED)
        text_printf(t->text, "Stopped after %llu trials: there may be more sets, and smaller ones.\n",
                    (unsigned long long)s->trials);
    if (s->is_critical_cut) text_lit(t->text, "Not each fact was tried for whether it can be done without.\n");
    if (s->unverified)
        text_printf(t->text, "%u of the answers failed in a world of their own, which is a bug; they are not shown.\n",
                    (unsigned)s->unverified);
}

static void counted_tell(const Telling *t) {
    const Supports *s = t->supports;
    RowRefs refs = {0};
    list(t, &s->counted, NULL, &refs);
    if (refs.count) {
        text_printf(t->text, "\nAnd on %s, counted together and not tried one by one:\n",
                    refs.count == 1 ? "this fact" : "these facts");
        facts_tell(t, &refs, "  ");
    }
    vec_free(&refs);
}

static void held_tell(const Telling *t) {
    const Supports *s = t->supports;
    RowRefs refs = {0};
    counted_tell(t);
    list(t, &s->held, &s->counted, &refs);
    if (refs.count && s->held_for.for_contradiction) {
        text_lit(t->text,
                 "\nTaken as given throughout, since given facts and strict rules may contradict each other there");
        if (s->held_for.for_aggregate) text_lit(t->text, ", or aggregates run over them");
        text_lit(t->text, ":\n");
        facts_tell_most(t, &refs, HELD_SHOWN, "  ");
    } else if (refs.count) {
        text_printf(t->text, "%zu other fact%s behind aggregates %s no part in its proof and %s taken as given.\n",
                    refs.count, refs.count == 1 ? "" : "s", refs.count == 1 ? "has" : "have",
                    refs.count == 1 ? "was" : "were");
    }
    vec_free(&refs);
}

/* ---- sources ---- */

/* In full: the year has its letter where others have that author and year. */
static void sources_list(const Telling *t, const Symbol *keys, uint32_t count) {
    const Program *program = t->inquiry->base->program;
    for (uint32_t i = 0; i < count; i++) {
        text_printf(t->text, "  - %.*s  ", STR_FMT(symbol_str(program, keys[i])));
        source_print_full(program, keys[i], t->text);
        text_add_char(t->text, '\n');
    }
}

static void sources_tell(const Telling *t) {
    const Resilience *r = &t->supports->resilience;
    Text *text = t->text;
    if (r->alone_count == 1)
        text_printf(text, "It hangs on one source; without it, it is not %s:\n", t->shown);
    else if (r->alone_count > 1)
        text_printf(text, "It hangs on %u sources; without any one of them it is not %s:\n", (unsigned)r->alone_count,
                    t->shown);
    sources_list(t, r->alone, r->alone_count);
    if (r->alone_count) return;
    if (r->least_count) {
        if (r->least_count == 2)
            text_lit(text, "It can do without any one of its sources, but not without both of these:\n");
        else
            text_printf(text, "It can do without any %u of its sources, but not without all %u of these:\n",
                        (unsigned)r->tried, (unsigned)r->least_count);
        sources_list(t, r->least, r->least_count);
    } else if (r->is_refuted_elsewhere) {
        text_lit(text,
                 "Without the sources of this it stays refuted, for other values of its variables; on which sources "
                 "that hangs was not looked for.\n");
    } else if (r->is_unfailing) {
        text_printf(text, "It is %s whichever sources are not believed.\n", t->shown);
    } else if (r->tried == 0) {
        text_lit(text, "The search stopped before it was known how many of its sources it can do without.\n");
    } else {
        text_lit(text, "It can do without any ");
        if (r->tried == 1)
            text_lit(text, "one");
        else
            text_printf(text, "%u", (unsigned)r->tried);
        text_lit(text, " of its sources; the search stopped before it was known whether without more.\n");
    }
}

static Telling telling(const Inquiry *inquiry, const Supports *supports, const Sources *sources, bool is_full,
                       Text *text) {
    return (Telling){inquiry, supports, sources, supports->is_refutation ? "refuted" : "established", is_full, text};
}

static void row_print(const Telling *t, RowRef ref) {
    saying_print(t->inquiry->base->program, ref.relation,
                 table_row(store_table(t->inquiry->base, ref.relation), ref.row), t->text);
}

/* Any one of several is enough to refute it. */
static void against_tell(const Telling *t) {
    const Refutations *all = &t->supports->all_against;
    uint32_t shown = t->is_full || all->told <= AGAINST_SHOWN + 1 ? all->told : AGAINST_SHOWN;
    if (all->told < 2) {
        text_lit(t->text, "against it stands: ");
        row_print(t, t->supports->against);
        text_add_char(t->text, '\n');
        return;
    }
    text_printf(t->text, "against it stand %u statements, any one of which is enough:\n", (unsigned)all->told);
    for (uint32_t i = 0; i < shown; i++) {
        text_lit(t->text, "  - ");
        row_print(t, all->rows[i]);
        text_add_char(t->text, '\n');
    }
    if (shown < all->told) text_printf(t->text, "  and %u more; --full\n", (unsigned)(all->told - shown));
    if (all->is_cut) text_lit(t->text, "  and more, which were not looked at\n");
}

void supports_facts_print(const Inquiry *inquiry, const Supports *supports, const Sources *sources, bool is_full,
                          const TreeStyle *style, Text *text) {
    Telling t = telling(inquiry, supports, sources, is_full, text);
    if (supports->is_refutation) against_tell(&t);
    headline(&t);
    needed_tell(&t);
    sets_tell(&t);
    end_tell(&t);
    held_tell(&t);
    absences_print(inquiry->base, &supports->absences, is_full, sources, style, text);
}

void supports_sources_print(const Inquiry *inquiry, const Supports *supports, const Sources *sources, Text *text) {
    Telling t = telling(inquiry, supports, sources, false, text);
    sources_tell(&t);
}
