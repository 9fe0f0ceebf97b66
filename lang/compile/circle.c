/* Circles through an aggregate in words.
 *
 * A circle runs over core rules; those of made relations (what is under `not`, an aggregate) are steps inside of a
 * written rule, so they are joined until the next written relation: "p depends on q through count". */
#include "lang/compile/circle.h"

#include <assert.h>

#include "lang/base/text.h"

#define STEPS_SHOWN 12

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
    return str_begins_word(span_text(c->sources, rule->body[step->literal].span), STR("forall")) ? "forall" : "not";
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
    assert(count > 0);
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
