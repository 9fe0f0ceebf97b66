/* Circles through an aggregate in words.
 *
 * A circle runs over core rules; those of made relations (what is under `not`, an aggregate) are steps inside of a written
 * rule, so they are joined until the next written relation: "p depends on q through count". */
#include "lang/compile/circle.h"

#include "lang/base/text.h"

#define STEPS_SHOWN 12
#define CIRCLES_TOLD 10

typedef struct {
    const Program *program;
    const Sources *sources;
    Diags *diags;
} Context;

/* From one written relation to the next. */
typedef struct {
    RelId from, to;
    Span span;       /* of the literal in the written rule */
    const char *way; /* "not", "forall", "count", ...; NULL */
    bool is_aggregate;
    const char *part; /* what the rule does to `from`, where it is not one for it: "against"; NULL */
    Symbol rule;      /* then its label */
} Link;

typedef Vec(Link) Links;

static bool is_written(const Program *program, RelId id) {
    Helper helper = program->relations.items[id].helper;
    return helper == HELPER_NONE;
}

static const char *way_of(const Context *c, const CycleStep *step) {
    const Rule *rule = &c->program->rules.items[step->rule];
    if (rule->is_fold) return aggregate_name(rule->aggregate);
    if (rule->body[step->literal].kind != LIT_NOT) return NULL;
    if (rule->body[step->literal].span.source == NO_SOURCE) return "not"; /* a step of the translation */
    Str text = span_text(c->sources, rule->body[step->literal].span), word = STR("forall");
    return text.length >= word.length && memcmp(text.text, word.text, word.length) == 0 ? "forall" : "not";
}

/* Steps of the argument layer: what applies against a relation, or for it where that wins over a rival. */
static const char *part_of(const Context *c, RelId relation) {
    switch (c->program->relations.items[relation].helper) {
    case HELPER_REBUTTED:
    case HELPER_OBJECTION: return "against";
    case HELPER_DEFENDED: return "in defence of";
    default: return NULL;
    }
}

/* The first literal that somebody wrote says where. */
static void extend_link(const Context *c, Link *link, const CycleStep *step) {
    const Rule *rule = &c->program->rules.items[step->rule];
    Span span = rule->body[step->literal].span;
    const char *way = way_of(c, step), *part = part_of(c, step->relation);
    if (part) link->part = part;
    if (link->span.source == NO_SOURCE && span.source != NO_SOURCE) link->span = span, link->rule = rule->label;
    if (!link->way || (step->is_aggregate && !link->is_aggregate && way)) link->way = way;
    link->is_aggregate = link->is_aggregate || step->is_aggregate;
}

static void make_links(const Context *c, const CycleStep *steps, uint32_t count, Links *links) {
    uint32_t first = 0;
    while (first + 1 < count && !is_written(c->program, steps[first].relation)) first++;
    for (uint32_t i = 0; i < count; i++) {
        const CycleStep *step = &steps[(first + i) % count];
        if (i == 0 || is_written(c->program, step->relation))
            vec_push(links, ((Link){.from = step->relation, .span = NO_SPAN, .rule = NO_SYMBOL}));
        extend_link(c, &vec_last(links), step);
    }
    for (size_t i = 0; i < links->count; i++) links->items[i].to = links->items[(i + 1) % links->count].from;
}

static void add_name(const Context *c, RelId id, Text *text) {
    const Relation *relation = &c->program->relations.items[id];
    if (relation->is_negative) text_add_char(text, '-');
    text_add(text, relation->name == NO_SYMBOL ? STR("a question")
                                               : intern_text(values_symbols(c->program->values), relation->name));
}

static void add_dependence(const Context *c, const Link *link, Text *text) {
    add_name(c, link->from, text);
    text_lit(text, " depends on ");
    add_name(c, link->to, text);
    if (!link->part) return;
    text_add(text, link->rule == NO_SYMBOL ? STR(" through a rule") : STR(" through rule "));
    if (link->rule != NO_SYMBOL) text_add(text, intern_text(values_symbols(c->program->values), link->rule));
    text_printf(text, " %s it", link->part);
}

static void add_link(const Context *c, const Link *link, Text *text) {
    add_dependence(c, link, text);
    if (link->way && (!link->part || link->is_aggregate)) text_printf(text, " through %s", link->way);
    if (link->span.source == NO_SOURCE || !source_has_text(c->sources, link->span.source)) return;
    Place place = source_place(c->sources, link->span.source, link->span.begin);
    text_printf(text, " (%.*s:%u:%u)", STR_FMT(source_name(c->sources, link->span.source)), place.line, place.column);
}

static void report(void *context, const CycleStep *steps, uint32_t count) {
    const Context *c = context;
    Links links = {0};
    make_links(c, steps, count, &links);
    size_t main = 0;
    while (main + 1 < links.count && !links.items[main].is_aggregate) main++;
    Text text;
    text_init(&text);
    for (size_t i = 0; i < links.count && i < STEPS_SHOWN; i++) {
        if (i) text_lit(&text, ", ");
        add_link(c, &links.items[(main + i) % links.count], &text);
    }
    if (links.count > STEPS_SHOWN) text_printf(&text, ", and so on over %zu more", links.count - STEPS_SHOWN);
    const Link *link = &links.items[main];
    Diag *diag = diag_add(c->diags, E0501, link->span, "%.*s", STR_FMT(text_str(&text)));
    diag_remedy(c->diags, diag, "what is under '%s' must not depend on the rule it stands in",
                link->way ? link->way : "an aggregate");
    for (size_t i = 1; i < links.count && i < STEPS_SHOWN; i++) {
        const Link *other = &links.items[(main + i) % links.count];
        text_empty(&text);
        add_dependence(c, other, &text);
        diag_note(c->diags, diag, other->span, "%.*s", STR_FMT(text_str(&text)));
    }
    text_clear(&text);
    vec_free(&links);
}

bool circle_order(Program *program, const Sources *sources, Diags *diags) {
    Context context = {program, sources, diags};
    return program_order(program, report, &context);
}

/* ---- preferences ---- */

typedef struct {
    const Program *program;
    Vec(uint32_t) left;   /* preferences that may be part of a circle */
    Vec(uint32_t) next;   /* by preference: the next of the same winner; NO_ID */
    Vec(uint32_t) wins;   /* by symbol: the first that it wins; NO_ID */
    Vec(uint32_t) into;   /* by symbol: one that it loses */
    Vec(uint32_t) losses; /* by symbol: how many */
    Vec(Symbol) free;     /* what loses to nothing that is left */
    Vec(uint32_t) circle; /* the preferences along it */
} Ranking;

static const Preference *preference_at(const Ranking *r, uint32_t i) { return &r->program->preferences.items[i]; }

static void note_preferences(Ranking *r) {
    for (uint32_t i = 0; i < r->next.count; i++) {
        const Preference *p = preference_at(r, i);
        r->wins.items[p->winner] = r->wins.items[p->loser] = NO_ID;
        r->losses.items[p->winner] = r->losses.items[p->loser] = 0;
    }
    for (size_t k = r->left.count; k-- > 0;) {
        uint32_t i = r->left.items[k];
        const Preference *p = preference_at(r, i);
        r->next.items[i] = r->wins.items[p->winner];
        r->wins.items[p->winner] = i;
        r->losses.items[p->loser]++;
    }
}

/* Takes away what is preferred to something but loses to nothing, and then what loses to that alone, and so on. */
static void drop_winners(Ranking *r) {
    note_preferences(r);
    for (size_t k = 0; k < r->left.count; k++) {
        Symbol winner = preference_at(r, r->left.items[k])->winner;
        if (r->losses.items[winner] == 0) vec_push(&r->free, winner);
    }
    while (r->free.count) {
        Symbol winner = vec_pop(&r->free);
        for (uint32_t i = r->wins.items[winner]; i != NO_ID; i = r->next.items[i])
            if (--r->losses.items[preference_at(r, i)->loser] == 0) vec_push(&r->free, preference_at(r, i)->loser);
        r->wins.items[winner] = NO_ID;
    }
    size_t kept = 0;
    for (size_t k = 0; k < r->left.count; k++) {
        const Preference *p = preference_at(r, r->left.items[k]);
        if (r->losses.items[p->winner] == 0) continue;
        r->into.items[p->loser] = r->left.items[k];
        r->left.items[kept++] = r->left.items[k];
    }
    r->left.count = kept;
}

/* Everything left loses to something left, so going upwards must come back; `losses` marks the way. */
static void find_circle(Ranking *r) {
    for (size_t k = 0; k < r->left.count; k++) r->losses.items[preference_at(r, r->left.items[k])->loser] = 0;
    Symbol at = preference_at(r, r->left.items[0])->loser;
    while (!r->losses.items[at]++) at = preference_at(r, r->into.items[at])->winner;
    vec_empty(&r->circle);
    Symbol begin = at;
    do {
        vec_push(&r->circle, r->into.items[at]);
        at = preference_at(r, r->into.items[at])->winner;
    } while (at != begin);
}

static void drop_circle(Ranking *r) {
    size_t kept = 0;
    for (size_t i = 0; i < r->left.count; i++) {
        bool is_told = false;
        for (size_t k = 0; k < r->circle.count; k++) is_told |= r->circle.items[k] == r->left.items[i];
        if (!is_told) r->left.items[kept++] = r->left.items[i];
    }
    r->left.count = kept;
}

/* "a over b (file:line)" */
static void add_preference(const Ranking *r, const Sources *sources, const Preference *preference, Text *text) {
    const Interner *symbols = values_symbols(r->program->values);
    text_add(text, intern_text(symbols, preference->winner));
    text_lit(text, " over ");
    text_add(text, intern_text(symbols, preference->loser));
    if (!source_has_text(sources, preference->span.source)) return;
    Place place = source_place(sources, preference->span.source, preference->span.begin);
    text_printf(text, " (%.*s:%u)", STR_FMT(source_name(sources, preference->span.source)), place.line);
}

static bool is_before(Span a, Span b) { return a.source != b.source ? a.source < b.source : a.begin < b.begin; }

/* From the preference written first, downwards. */
static void report_circle(const Ranking *r, const Sources *sources, Diags *diags) {
    size_t count = r->circle.count, first = 0;
    for (size_t i = 1; i < count; i++)
        if (is_before(preference_at(r, r->circle.items[i])->span, preference_at(r, r->circle.items[first])->span))
            first = i;
    Text text;
    text_init(&text);
    for (size_t i = 0; i < count && i < STEPS_SHOWN; i++) {
        if (i) text_lit(&text, ", ");
        add_preference(r, sources, preference_at(r, r->circle.items[(first + count - i) % count]), &text);
    }
    if (count > STEPS_SHOWN) text_printf(&text, ", and so on over %zu more", count - STEPS_SHOWN);
    const Preference *main = preference_at(r, r->circle.items[first]);
    Diag *diag = diag_add(diags, E0506, main->span, "%.*s", STR_FMT(text_str(&text)));
    diag_remedy(diags, diag, "leave one of them out: what wins cannot lose to the same");
    text_clear(&text);
}

void circle_preferences(const Program *program, const Sources *sources, Diags *diags) {
    Ranking r = {.program = program};
    uint32_t symbols = program->preferences.count ? intern_count(values_symbols(program->values)) : 0;
    for (uint32_t i = 0; i < symbols; i++) {
        vec_push(&r.wins, NO_ID);
        vec_push(&r.into, NO_ID);
        vec_push(&r.losses, 0);
    }
    for (uint32_t i = 0; i < program->preferences.count; i++) {
        vec_push(&r.left, i);
        vec_push(&r.next, NO_ID);
    }
    for (int told = 0; told < CIRCLES_TOLD; told++) {
        drop_winners(&r);
        if (r.left.count == 0) break;
        find_circle(&r);
        report_circle(&r, sources, diags);
        drop_circle(&r);
    }
    vec_free(&r.left);
    vec_free(&r.next);
    vec_free(&r.wins);
    vec_free(&r.into);
    vec_free(&r.losses);
    vec_free(&r.free);
    vec_free(&r.circle);
}
