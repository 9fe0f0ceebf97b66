/* The same for the same seed. */
#include "tests/support/figures.h"

typedef struct {
    Figures *figures;
    uint64_t state;
} Maker;

static uint32_t draw(Maker *m, uint32_t below) { /* xorshift64*, S. Vigna, 2016 */
    m->state ^= m->state >> 12;
    m->state ^= m->state << 25;
    m->state ^= m->state >> 27;
    return (uint32_t)((m->state * UINT64_C(0x2545F4914F6CDD1D)) >> 33) % below;
}

static const char *name(Maker *m, uint32_t among) {
    static const char *const NAMES[] = {"a", "b", "c"};
    uint32_t i = draw(m, among);
    m->figures->has_name[i] = true;
    return NAMES[i];
}

static unsigned amount(Maker *m) {
    uint32_t n = 1 + draw(m, 10);
    m->figures->has_amount[n] = true;
    return (unsigned)n;
}

static void make_facts(Maker *m) {
    Text *text = &m->figures->text;
    for (uint32_t i = 0, count = 1 + draw(m, 5); i < count; i++) {
        uint32_t die = draw(m, 4);
        const char *who = name(m, 2);
        if (die == 0) text_printf(text, "amount(%s, %u).\n", who, amount(m));
        if (die == 1) text_printf(text, "mark(%s, %u).\n", who, (unsigned)(1 + draw(m, 3)));
        if (die == 2) text_printf(text, "friend(%s, none).\n", who);
        if (die == 3) text_printf(text, "friend(%s, %s).\n", who, name(m, 2));
    }
}

/* `, N > 5`, either way round. */
static void make_bound(Maker *m) {
    static const struct {
        const char *text, *turned;
        int side;
    } OPS[] = {{">", "<", 1}, {"=<", ">=", 1}, {"<", ">", -1}, {">=", "=<", -1}, {"=", "=", 0}, {"\\=", "\\=", 0}};
    uint32_t op = draw(m, 6);
    unsigned bound = amount(m);
    m->figures->has_amount[bound + (unsigned)OPS[op].side] = true;
    if (draw(m, 3))
        text_printf(&m->figures->text, ", N %s %u", OPS[op].text, bound);
    else
        text_printf(&m->figures->text, ", %u %s N", bound, OPS[op].turned);
}

/* A premise about X, or about a name. */
static void make_premise(Maker *m, bool is_first) {
    Text *text = &m->figures->text;
    bool is_free = is_first || draw(m, 4);
    const char *who = is_free ? "X" : name(m, 2);
    text_add(text, is_first ? STR(" :- ") : STR(", "));
    switch (draw(m, is_first ? 5 : 7)) {
    case 0:
        text_printf(text, "amount(%s, N)", who);
        make_bound(m);
        break;
    case 1: text_printf(text, "mark(%s, %u)", who, (unsigned)(1 + draw(m, 3))); break;
    case 2: {
        const char *op = draw(m, 2) ? "=" : "\\=";
        text_printf(text, "friend(%s, Y), Y %s %s", who, op, name(m, 3));
        break;
    }
    case 3: text_printf(text, "friend(%s, none)", who); break;
    case 4: {
        const char *op = draw(m, 2) ? ">" : "<";
        text_printf(text, "mark(%s, M), M %s %u", who, op, (unsigned)(1 + draw(m, 3)));
        break;
    }
    case 5: text_printf(text, "not mark(X, %u)", (unsigned)(1 + draw(m, 3))); break;
    case 6: text_printf(text, "not amount(X, %u)", amount(m)); break;
    default: break;
    }
}

/* The second concludes from the first too. */
static void make_rules(Maker *m) {
    for (uint32_t i = 0, count = 2 + draw(m, 4); i < count; i++) {
        text_printf(&m->figures->text, "%s(X)", i % 2 ? "second" : "first");
        make_premise(m, true);
        if (draw(m, 2)) make_premise(m, false);
        if (i % 2 && draw(m, 2)) text_add(&m->figures->text, draw(m, 2) ? STR(", first(X)") : STR(", not first(X)"));
        text_lit(&m->figures->text, ".\n");
    }
}

Figures figures_random(uint64_t seed) {
    Figures figures = {.has_name = {true, true}}; /* claims have these */
    Maker m = {.figures = &figures, .state = seed * UINT64_C(0x9E3779B97F4A7C15) + 1};
    for (int i = 0; i < 8; i++) draw(&m, 2);
    text_init(&figures.text);
    text_lit(&figures.text,
             "relation amount(x: symbol, n: int). type degree = int 1..3. relation mark(x: symbol, n: degree).\n"
             "relation friend(x: symbol, y: symbol?). relation first(x: symbol). relation second(x: symbol).\n"
             ":- dynamic amount/2. :- dynamic mark/2. :- dynamic friend/2.\n");
    make_facts(&m);
    make_rules(&m);
    text_lit(&figures.text, "claim c0: first(a). claim c1: first(b). claim c2: second(a). claim c3: second(b).\n");
    return figures;
}

void figures_clear(Figures *figures) { text_clear(&figures->text); }
