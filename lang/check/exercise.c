/* One exercise a program: an answer is read beside the rest of the file, so two would answer each other. */
#include "lang/check/exercise.h"

#include "lang/base/spelling.h"

enum { POINTS_MOST = 1000000 };

static const char *const WORDS[DEFINE_KINDS][2] = {{"statements", "statement"},
                                                   {"rules", "rule"},
                                                   {"facts", "fact"},
                                                   {"exceptions", "exception"},
                                                   {"priorities", "priority"}};

const char *define_name(DefineKind kind, bool is_one) { return WORDS[kind][is_one]; }

bool define_find(Str word, DefineKind *kind) {
    *kind = DEFINE_STATEMENTS;
    if (word.length == 0) return true;
    for (; *kind < DEFINE_KINDS; (*kind)++)
        if (str_equal(word, str_of(WORDS[*kind][0])) || str_equal(word, str_of(WORDS[*kind][1]))) return true;
    return false;
}

static Diag *refuse(Checker *c, Span span, const char *what, Str name) {
    return name.length ? diag_add(c->diags, E0250, span, "%s '%.*s'", what, STR_FMT(name))
                       : diag_add(c->diags, E0250, span, "%s", what);
}

/* Relations are declared, so that an answer finds them whatever it defines, and its mistakes are its own. */
static void check_relation(Checker *c, Str name, Span span) {
    RelId id = names_declared(&c->names, name);
    if (id != NO_ID && c->program->relations.items[id].is_declared) {
        c->names.relations.items[id].may_be_empty = true; /* an answer, or a set of facts that is tried, may fill it */
        return;
    }
    Diag *d = refuse(c, span, "an exercise is about declared relations; there is none named", name);
    Str near = names_near_relation(&c->names, name, false), written = names_written(&c->names, name);
    if (near.length)
        diag_remedy(c->diags, d, "did you mean '%.*s'?", STR_FMT(near));
    else
        diag_remedy(c->diags, d, "declare it in front of the exercise: relation %.*s(a: symbol).", STR_FMT(written));
}

static void check_rule(Checker *c, Str name, Span span) {
    if (name_of(&c->names, name)->label != NO_ID) return;
    Diag *d = refuse(c, span, "no rule has the label", name);
    diag_remedy(c->diags, d, "exceptions and priorities name rules that are given");
}

static void check_define(Checker *c, const Item *item) {
    DefineKind kind;
    if (!define_find(item->word, &kind)) {
        Diag *d = refuse(c, item->word_span, "an answer cannot define", item->word);
        diag_remedy(c->diags, d, "write rules, facts, statements, exceptions or priorities");
        return;
    }
    if (item->name_count == 0 && kind != DEFINE_PRIORITIES) {
        Diag *d = refuse(c, item->span, "what it is about is missing", STR(""));
        diag_remedy(c->diags, d, "write define %llu %s: NAME.", (unsigned long long)item->number,
                    define_name(kind, item->number == 1));
    }
    bool is_of_rules = kind == DEFINE_EXCEPTIONS || kind == DEFINE_PRIORITIES;
    for (uint32_t i = 0; i < item->name_count; i++)
        (is_of_rules ? check_rule : check_relation)(c, item->names[i], item->span);
}

static void check_vary(Checker *c, const Item *item) {
    if (item->pool_count >= item->name_count) return;
    Diag *d = refuse(c, item->span, "there are fewer names to choose from than names that vary", STR(""));
    diag_remedy(c->diags, d, "each gets another one: write at least %u behind 'from'", (unsigned)item->name_count);
}

static void check_part(Checker *c, const Item *item) {
    if (item->kind == ITEM_DEFINE) check_define(c, item);
    if (item->kind == ITEM_VARY) check_vary(c, item);
    if (item->kind == ITEM_COMPARE) {
        check_relation(c, item->text, item->text_span);
        for (uint32_t i = 0; i < item->name_count; i++) check_relation(c, item->names[i], item->span);
    }
    bool has_points = item->kind == ITEM_EXPECT || item->kind == ITEM_COMPARE;
    if (!has_points || (item->number > 0 && item->number <= POINTS_MOST)) return;
    Diag *d = refuse(c, item->span, "these are no points", STR(""));
    diag_remedy(c->diags, d, "write a number from 1 to %d", POINTS_MOST);
}

static void check_exercise(Checker *c, const Statement *s) {
    uint32_t solutions = 0, worth = 0, defines = 0;
    for (uint32_t i = 0; i < s->part_count; i++) {
        solutions += s->parts[i].kind == ITEM_SOLUTION;
        defines += s->parts[i].kind == ITEM_DEFINE;
        worth += s->parts[i].kind == ITEM_EXPECT || s->parts[i].kind == ITEM_COMPARE;
        check_part(c, &s->parts[i]);
    }
    if (solutions != 1) {
        Diag *d = refuse(c, s->label_span, solutions ? "an exercise has one solution" : "the exercise has no solution",
                         STR(""));
        diag_remedy(c->diags, d, "write solution { ... } once: it must earn full marks");
    }
    if (defines == 0) {
        Diag *d = refuse(c, s->label_span, "an answer to the exercise may state nothing", STR(""));
        diag_remedy(c->diags, d, "write what it may define: define rules: NAME.");
    }
    if (worth == 0) {
        Diag *d = refuse(c, s->label_span, "nothing in the exercise earns points", STR(""));
        diag_remedy(c->diags, d, "write what is expected: expect ... or compare ...");
    }
}

void exercises_check(Checker *c) {
    const Statement *first = NULL;
    for (size_t i = 0; i < c->places.count; i++) {
        const Statement *s = statement_of(c, c->places.items[i]);
        if (s->kind != STMT_EXERCISE) continue;
        check_exercise(c, s);
        if (first) {
            Diag *d = refuse(c, s->label_span, "a program has one exercise", STR(""));
            diag_remedy(c->diags, d, "put this one into a file of its own");
            diag_note(c->diags, d, first->label_span, "the other one");
        } else {
            first = s;
        }
    }
}
