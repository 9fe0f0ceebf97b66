/* The items of scenarios and tests: that what they name is there, and that what they expect can be. */
#include "lang/check/items.h"

#include "lang/base/spelling.h"
#include "lang/check/labels.h"
#include "lang/check/priorities.h"
#include "lang/check/resolve.h"

/* ---- what a scenario changes ---- */

static void check_retract(Checker *c, NodeTable *table, const Node *node) {
    if (node->kind != NODE_NAME && node->kind != NODE_VARIABLE) return;
    const Label *label = label_of(c, node->text);
    bool is_proposition = node->kind == NODE_NAME && names_has_relation(&c->names, node->text, 0);
    bool is_fact = label && label->kind == LABEL_FACT;
    if (is_fact && is_proposition) {
        Diag *d = diag_add(c->diags, E0218, node->span, "'%.*s' is the id of a fact and also a proposition",
                           STR_FMT(node->text));
        diag_note(c->diags, d, label->span, "the fact");
        diag_remedy(c->diags, d, "rename one of them");
    } else if (is_proposition) {
        RelId id = names_relation(&c->names, node->text, 0, node->span);
        table->relation[node->id] = id;
    } else if (!is_fact && label) {
        Diag *d = diag_add(c->diags, E0217, node->span, "'%.*s' is a %s; only facts can be taken back",
                           STR_FMT(node->text), label_kind_name(label->kind));
        diag_note(c->diags, d, label->span, "here");
    } else if (!is_fact && !c->names.has_tables) {
        Str near = label_near(c, node->text, LABEL_FACT);
        if (near.length == 0) near = names_near_relation(&c->names, node->text, true);
        if (near.length == 0 && c->names.was_broken) return;
        Diag *d = diag_add(c->diags, E0217, node->span, "no fact has the id '%.*s'", STR_FMT(node->text));
        diag_remedy(c->diags, d, "give the fact that id, or take it back as it is written:  retract p(a).");
        diag_suggest(c->diags, d, node->span, near);
    }
}

static void check_distrust(Checker *c, const Item *item) {
    if (name_of(&c->names, item->text)->source != NO_ID || c->names.has_bibliographies) return;
    Spelling spelling = spelling_of(item->text);
    for (size_t i = 0; i < c->program->bibliography.count; i++)
        spelling_offer(&spelling, names_text(&c->names, c->program->bibliography.items[i].key));
    if (spelling.best.length == 0 && c->names.was_broken) return;
    Diag *d = diag_add(c->diags, E0227, item->text_span, "unknown citation key '%.*s'", STR_FMT(item->text));
    diag_remedy(c->diags, d, "load a bibliography that has it, or write: source %.*s \"...\".", STR_FMT(item->text));
    diag_suggest(c->diags, d, item->text_span, spelling.best);
}

/* ---- what a test expects ---- */

/* A reason alone is a status too: it says undecided, and why. */
enum { REASON_WORDS = 5 };
static const char *const STATUS_WORDS[] = {"established", "refuted",  "unsupported", "inconsistent", "undecided",
                                           "contested",   "excepted", "unknown",     "cyclic"};
enum { STATUS_WORD_COUNT = sizeof STATUS_WORDS / sizeof *STATUS_WORDS };

static void check_word(Checker *c, Str word, Span span, size_t first, const char *what, const char *words) {
    Spelling spelling = spelling_of(word);
    for (size_t i = first; i < STATUS_WORD_COUNT; i++) {
        if (str_equal(word, str_of(STATUS_WORDS[i]))) return;
        spelling_offer(&spelling, str_of(STATUS_WORDS[i]));
    }
    Diag *d = diag_add(c->diags, E0219, span, "unknown %s '%.*s'", what, STR_FMT(word));
    if (!diag_suggest(c->diags, d, span, spelling.best)) diag_remedy(c->diags, d, "one of %s", words);
}

static void check_status(Checker *c, const Item *item) {
    check_word(c, item->word, item->word_span, 0, "status",
               "established, refuted, undecided, unsupported, inconsistent");
    if (item->reason.length == 0) return;
    if (str_equal(item->word, STR("undecided"))) {
        check_word(c, item->reason, item->reason_span, REASON_WORDS, "reason", "contested, excepted, unknown, cyclic");
        return;
    }
    Diag *d = diag_add(c->diags, E0219, item->reason_span, "only what is undecided has a reason");
    diag_remedy(c->diags, d, "write  undecided: %.*s, or leave the reason out", STR_FMT(item->reason));
}

static void check_claim_name(Checker *c, const Item *item) {
    const Label *label = label_of(c, item->text);
    if (label && label->kind == LABEL_CLAIM) return;
    Str near = label_near(c, item->text, LABEL_CLAIM);
    if (near.length == 0 && c->names.was_broken) return;
    Diag *d = diag_add(c->diags, E0216, item->text_span, "unknown claim '%.*s'", STR_FMT(item->text));
    diag_suggest(c->diags, d, item->text_span, near);
    if (label) diag_note(c->diags, d, label->span, "this is a %s", label_kind_name(label->kind));
}

static void check_expect(Checker *c, const Item *item) {
    if (item->form == EXPECT_FORM_CLAIM) check_claim_name(c, item);
    if (item->form == EXPECT_FORM_CLAIM || item->form == EXPECT_FORM_STATUS) check_status(c, item);
    bool needs_atom = item->form == EXPECT_FORM_STATUS || item->form == EXPECT_FORM_ANSWERS;
    if (needs_atom && item->node && !literal_atom(item->node)) {
        Diag *d = diag_add(c->diags, E0212, item->node->span, "one atom is expected here");
        diag_remedy(c->diags, d, "name the rest as a rule, and expect its head");
    }
}

static void check_answers(Checker *c, const Item *item) {
    Interner *seen = interner_new();
    const Node *atom = literal_atom(item->node);
    for (uint32_t i = 0; atom && i < atom->child_count; i++) {
        const Node *argument = atom->children[i];
        if (argument->kind == NODE_NAMED) argument = argument->children[0];
        if (argument->kind == NODE_VARIABLE) intern(seen, argument->text);
    }
    uint32_t width = intern_count(seen);
    interner_free(seen);
    for (uint32_t i = 0; atom && i < item->row_count; i++) {
        uint32_t found = answer_width(item->rows[i]);
        if (found == width) continue;
        Diag *d =
            diag_add(c->diags, E0226, item->rows[i]->span, "the question has %u variable%s, the answer %u value%s",
                     width, width == 1 ? "" : "s", found, found == 1 ? "" : "s");
        diag_remedy(c->diags, d, "give one value for each variable, in the order they are first written");
    }
}

/* ---- all of them ---- */

static void check_item(Checker *c, uint32_t module, const Item *item) {
    if (item->kind == ITEM_PREFER)
        priority_check(c, item->text, item->text_span, item->word, item->word_span, item->span);
    if (item->kind == ITEM_DISTRUST) check_distrust(c, item);
    if (item->kind == ITEM_RETRACT && item->node) check_retract(c, &c->tables[module], item->node);
    if (item->kind == ITEM_EXPECT) check_expect(c, item);
    if (item->kind == ITEM_EXPECT && item->form == EXPECT_FORM_ANSWERS && item->node) check_answers(c, item);
    if (item->kind == ITEM_ASSERT && item->label.length > 0) {
        const Label *label = label_of(c, item->label);
        if (!label) return;
        Diag *d = diag_add(c->diags, E0202, item->span, "id '%.*s' already names a %s", STR_FMT(item->label),
                           label_kind_name(label->kind));
        diag_remedy(c->diags, d, "choose another id");
        diag_note(c->diags, d, label->span, "first used here");
    }
}

static void check_scenario_name(Checker *c, const Statement *s) {
    if (s->text_2.length == 0 || name_of(&c->names, s->text_2)->scenario != NO_ID) return;
    Spelling spelling = spelling_of(s->text_2);
    for (size_t i = 0; i < c->names.scenarios.count; i++)
        spelling_offer(&spelling, names_text(&c->names, c->names.scenarios.items[i].name));
    if (spelling.best.length == 0 && c->names.was_broken) return;
    Diag *d = diag_add(c->diags, E0215, s->text_2_span, "unknown scenario '%.*s'", STR_FMT(s->text_2));
    diag_suggest(c->diags, d, s->text_2_span, spelling.best);
}

void items_check(Checker *c) {
    for (size_t i = 0; i < c->places.count; i++) {
        StatementPlace at = c->places.items[i];
        const Statement *s = statement_of(c, at);
        if (!diags_go_on(c->diags, s->span)) return;
        if (s->kind == STMT_TEST) check_scenario_name(c, s);
        for (uint32_t j = 0; j < s->item_count; j++) check_item(c, at.module, &s->items[j]);
    }
}
