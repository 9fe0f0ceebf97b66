/* One name space: an id names one fact, rule, claim or matter of predictions; and what exceptions, priorities and items
 * say of them.
 *
 * A fact may be repeated under its id if the row is the same; rows are compared as written, column by column, so that
 * named and positional arguments meet.  Ids that tables bring are not known here: with tables in the program an unknown id
 * is left to those who load them. */
#include "lang/check/labels.h"

#include <assert.h>

#include "lang/check/resolve.h"
#include "lang/base/spelling.h"

/* ---- rows as written ---- */

static bool same_constant(const Node *a, const Node *b) {
    bool is_symbol = (a->kind == NODE_NAME || a->kind == NODE_TEXT) && (b->kind == NODE_NAME || b->kind == NODE_TEXT);
    if (is_symbol) return str_equal(a->text, b->text);
    if (a->kind != b->kind) return false;
    switch (a->kind) {
    case NODE_INT: return a->number == b->number;
    case NODE_FLOAT: return !(a->real < b->real) && !(a->real > b->real);
    case NODE_DATE:
        return a->date.year == b->date.year && a->date.month == b->date.month && a->date.day == b->date.day &&
               a->date.precision == b->date.precision;
    case NODE_MINUS: return same_constant(a->children[0], b->children[0]);
    default: return false;
    }
}

static const Node *argument_at(const NodeTable *table, const Node *atom, uint32_t column) {
    const uint32_t *columns = table->columns[atom->id];
    if (!columns) return column < atom->child_count ? atom->children[column] : NULL;
    for (uint32_t i = 0; i < atom->child_count; i++)
        if (columns[i] == column) return atom->children[i]->children[0];
    return NULL;
}

static bool same_row(const Checker *c, const Label *a, uint32_t module, const Node *head) {
    const NodeTable *first = &c->tables[a->module], *second = &c->tables[module];
    RelId relation = first->relation[a->head->id];
    if (relation >= BROKEN || relation != second->relation[head->id]) return false;
    const Node *left = literal_atom(a->head), *right = literal_atom(head);
    for (uint32_t i = 0; i < c->program->relations.items[relation].arity; i++) {
        const Node *x = argument_at(first, left, i), *y = argument_at(second, right, i);
        if (x != y && (!x || !y || !same_constant(x, y))) return false;
    }
    return true;
}

/* ---- collecting ---- */

static const char *const KINDS[] = {"fact", "rule", "claim", "prediction"};

static void add_label(Checker *c, LabelKind kind, const Statement *s, uint32_t module) {
    Str text = s->label;
    Span span = s->label_span;
    Name *name = name_of(&c->names, text);
    if (name->label == NO_ID) {
        name->label = (uint32_t)c->names.labels.count;
        vec_push(&c->names.labels, ((Label){kind, (Symbol)(name - c->names.names.items), span, module, s->head, s}));
        return;
    }
    const Label *before = &c->names.labels.items[name->label];
    bool is_repeated = kind == LABEL_FACT && before->kind == LABEL_FACT &&
                       before->statement->is_presumptive == s->is_presumptive && same_row(c, before, module, s->head);
    Diag *d = is_repeated ? diag_add(c->diags, W0204, span, "fact '%.*s' is given twice", STR_FMT(text))
                          : diag_add(c->diags, E0202, span, "id '%.*s' already names %s %s", STR_FMT(text),
                                     kind == before->kind ? "another" : "a", KINDS[before->kind]);
    if (!is_repeated) diag_remedy(c->diags, d, "choose another id");
    diag_note(c->diags, d, before->span, is_repeated ? "the same fact" : "first used here");
}

/* A scenario may rank what it asserts itself. */
static void note_assumed(Checker *c, const Statement *scenario) {
    for (uint32_t i = 0; i < scenario->item_count; i++) {
        const Item *item = &scenario->items[i];
        if (item->kind == ITEM_ASSERT && item->is_presumptive && item->label.length > 0)
            name_of(&c->names, item->label)->is_assumed = true;
    }
}

/* ---- predictions ---- */

/* Two theories that expect something of one matter are not one program. */
static void remedy_prediction(Checker *c, Diag *d, const Statement *s, const Label *before, bool is_repeated) {
    if (s->label_span.source != before->span.source)
        diag_remedy(c->diags, d, "if these are two theories, set them side by side: hence compare A B");
    else if (is_repeated && s->text_2.length)
        diag_remedy(c->diags, d, "give this aspect another name than %.*s", STR_FMT(s->text_2));
    else
        diag_remedy(c->diags, d, "give each aspect a name: %.*s(words), %.*s(deeds)", STR_FMT(s->label),
                    STR_FMT(s->label));
}

/* An id names one matter; it may be judged aspect by aspect, each of which has a name of its own. */
static void add_prediction(Checker *c, const Statement *s, uint32_t module, Interner *aspects) {
    Name *name = name_of(&c->names, s->label);
    const Label *before = name->label == NO_ID ? NULL : &c->names.labels.items[name->label];
    Text text;
    text_init(&text);
    text_printf(&text, "%.*s(%.*s", STR_FMT(s->label), STR_FMT(s->text_2));
    uint32_t known = intern_count(aspects);
    bool is_repeated = intern(aspects, text_str(&text)) < known;
    text_empty(&text);
    text_printf(&text, "%.*s(", STR_FMT(s->label));
    bool is_whole = intern_find(aspects, text_str(&text)) != NO_SYMBOL;
    text_clear(&text);
    if (!before || before->kind != LABEL_PREDICTION) {
        add_label(c, LABEL_PREDICTION, s, module);
        return;
    }
    if (!is_repeated && !is_whole) return;
    Diag *d = diag_add(c->diags, E0202, s->label_span,
                       !is_repeated       ? "prediction '%.*s' is stated as a whole and by aspects"
                       : s->text_2.length ? "this aspect of prediction '%.*s' is stated twice"
                                          : "prediction '%.*s' is stated twice",
                       STR_FMT(s->label));
    remedy_prediction(c, d, s, before, is_repeated);
    diag_note(c->diags, d, before->span, "first used here");
}

void labels_collect(Checker *c) {
    Interner *aspects = interner_new();
    for (uint32_t m = 0; m < c->modules->items.count; m++) {
        const Ast *ast = c->modules->items.items[m].ast;
        for (uint32_t i = 0; i < ast->statement_count; i++) {
            const Statement *s = ast->statements[i];
            if (!diags_go_on(c->diags, s->span)) break;
            if (s->kind == STMT_SCENARIO) note_assumed(c, s);
            if (s->label_span.source == NO_SOURCE) continue;
            if (s->kind == STMT_CLAUSE || s->kind == STMT_AGAINST)
                add_label(c, s->body || (s->has_rule_word && !s->is_presumptive) ? LABEL_RULE : LABEL_FACT, s, m);
            else if (s->kind == STMT_CLAIM)
                add_label(c, LABEL_CLAIM, s, m);
            else if (s->kind == STMT_PREDICTION)
                add_prediction(c, s, m, aspects);
        }
    }
    interner_free(aspects);
}

/* ---- items ---- */

static Str near_label(Checker *c, Str text, LabelKind kind) {
    Spelling spelling = spelling_of(text);
    for (size_t i = 0; i < c->names.labels.count; i++)
        if (c->names.labels.items[i].kind == kind)
            spelling_offer(&spelling, names_text(&c->names, c->names.labels.items[i].name));
    return spelling.best;
}

static void check_retract(Checker *c, NodeTable *table, const Node *node) {
    if (node->kind != NODE_NAME && node->kind != NODE_VARIABLE) return;
    uint32_t label = name_of(&c->names, node->text)->label;
    bool is_proposition = node->kind == NODE_NAME && names_has_relation(&c->names, node->text, 0);
    bool is_fact = label != NO_ID && c->names.labels.items[label].kind == LABEL_FACT;
    if (is_fact && is_proposition) {
        Diag *d = diag_add(c->diags, E0218, node->span, "'%.*s' is the id of a fact and also a proposition",
                           STR_FMT(node->text));
        diag_note(c->diags, d, c->names.labels.items[label].span, "the fact");
        diag_remedy(c->diags, d, "rename one of them");
    } else if (is_proposition) {
        RelId id = names_relation(&c->names, node->text, 0, node->span);
        table->relation[node->id] = id;
    } else if (!is_fact && label != NO_ID) {
        Diag *d = diag_add(c->diags, E0217, node->span, "'%.*s' is a %s; only facts can be taken back",
                           STR_FMT(node->text), KINDS[c->names.labels.items[label].kind]);
        diag_note(c->diags, d, c->names.labels.items[label].span, "here");
    } else if (!is_fact && !c->names.has_tables) {
        Str near = near_label(c, node->text, LABEL_FACT);
        if (near.length == 0) near = names_near_relation(&c->names, node->text, true);
        if (near.length == 0 && c->names.was_broken) return;
        Diag *d = diag_add(c->diags, E0217, node->span, "no fact has the id '%.*s'", STR_FMT(node->text));
        diag_remedy(c->diags, d, "give the fact that id, or take it back as it is written:  retract p(a).");
        diag_suggest(c->diags, d, node->span, near);
    }
}

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
    uint32_t label = name_of(&c->names, item->text)->label;
    if (label != NO_ID && c->names.labels.items[label].kind == LABEL_CLAIM) return;
    Str near = near_label(c, item->text, LABEL_CLAIM);
    if (near.length == 0 && c->names.was_broken) return;
    Diag *d = diag_add(c->diags, E0216, item->text_span, "unknown claim '%.*s'", STR_FMT(item->text));
    diag_suggest(c->diags, d, item->text_span, near);
    if (label != NO_ID)
        diag_note(c->diags, d, c->names.labels.items[label].span, "this is a %s",
                  KINDS[c->names.labels.items[label].kind]);
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

/* ---- exceptions and priorities ---- */

/* The statement that an id names, NULL if it names none. */
static const Label *label_of(Checker *c, Str text) {
    uint32_t label = name_of(&c->names, text)->label;
    if (label == NO_ID) return NULL;
    assert(c->names.labels.items && label < c->names.labels.count);
    return &c->names.labels.items[label];
}

static bool is_strict(const Statement *s) { return s->kind == STMT_CLAUSE && !s->is_presumptive; }

static void check_exception(Checker *c, const Statement *s) {
    if (!s->exception || !is_strict(s)) return;
    Diag *d = diag_add(c->diags, E0901, s->exception->span, "an exception to a strict rule");
    diag_remedy(c->diags, d, "begin the rule with 'presumably', or write ', not ...' in the body");
}

static const Statement *check_undercut(Checker *c, const Statement *s) {
    const Label *label = label_of(c, s->text);
    if (!label) {
        Str near = near_label(c, s->text, LABEL_RULE);
        if (near.length == 0 && c->names.was_broken) return NULL;
        Diag *d = diag_add(c->diags, E0229, s->text_span, "no rule has the label '%.*s'", STR_FMT(s->text));
        diag_remedy(c->diags, d, "give the rule that label:  %.*s: presumably p(X) :- q(X).", STR_FMT(s->text));
        diag_suggest(c->diags, d, s->text_span, near);
    } else if (label->kind != LABEL_RULE) {
        Diag *d = diag_add(c->diags, E0229, s->text_span, "'%.*s' is a %s; only rules have exceptions",
                           STR_FMT(s->text), KINDS[label->kind]);
        if (label->kind == LABEL_FACT)
            diag_remedy(c->diags, d, "speak against it by a rule:  against p(a) :- q.");
        else
            diag_remedy(c->diags, d, "name a rule that begins with 'presumably'");
        diag_note(c->diags, d, label->span, "here");
    } else if (is_strict(label->statement)) {
        Diag *d =
            diag_add(c->diags, E0901, s->text_span, "an exception to '%.*s', which is a strict rule", STR_FMT(s->text));
        diag_remedy(c->diags, d, "begin the rule with 'presumably', or write ', not ...' in its body");
        diag_note(c->diags, d, label->span, "the rule");
    } else {
        return label->statement;
    }
    return NULL;
}

/* Bibliographies are read after check, and facts of tables have ids that are not known here. */
static void unknown_rank(Checker *c, Str text, Span span) {
    if (c->names.has_bibliographies || c->names.has_tables) return; /* io/cites.c asks again */
    Spelling spelling = spelling_of(text);
    for (size_t i = 0; i < c->names.labels.count; i++) {
        const Label *label = &c->names.labels.items[i];
        if (label->kind != LABEL_CLAIM && !is_strict(label->statement))
            spelling_offer(&spelling, names_text(&c->names, label->name));
    }
    for (size_t i = 0; i < c->program->bibliography.count; i++)
        spelling_offer(&spelling, names_text(&c->names, c->program->bibliography.items[i].key));
    if (spelling.best.length == 0 && c->names.was_broken) return;
    Diag *d = diag_add(c->diags, E0230, span, "no rule, reported fact or source is called '%.*s'", STR_FMT(text));
    diag_remedy(c->diags, d, "give the rule that label:  %.*s: presumably p(X) :- q(X).", STR_FMT(text));
    diag_suggest(c->diags, d, span, spelling.best);
}

/* ORDER: Ranked.  An id wins over a source of the same name.  Gives the rule or reported fact, NULL if it is none. */
static const Statement *check_ranked(Checker *c, Str text, Span span) {
    const Label *label = label_of(c, text);
    if (!label) {
        const Name *name = name_of(&c->names, text);
        if (name->source == NO_ID && !name->is_assumed) unknown_rank(c, text, span);
        return NULL;
    }
    if (label->kind != LABEL_CLAIM && !is_strict(label->statement)) return label->statement;
    bool is_rule = label->kind == LABEL_RULE, is_claim = label->kind == LABEL_CLAIM;
    Diag *d = diag_add(c->diags, E0231, span, "'%.*s' is %s, which no priority concerns", STR_FMT(text),
                       is_claim  ? "a claim"
                       : is_rule ? "a strict rule"
                                 : "a given fact");
    if (is_claim)
        diag_remedy(c->diags, d, "rank the rules that speak for it and against it");
    else
        diag_remedy(c->diags, d, "only what begins with 'presumably' is ranked");
    diag_note(c->diags, d, label->span, "here");
    return NULL;
}

static const Statement *check_prefer(Checker *c, Str winner, Span winner_span, Str loser, Span loser_span, Span all) {
    const Statement *rule = check_ranked(c, winner, winner_span);
    if (str_equal(winner, loser)) {
        Diag *d = diag_add(c->diags, E0506, all, "'%.*s' is preferred over itself", STR_FMT(winner));
        diag_remedy(c->diags, d, "name two rules, facts or sources");
        return NULL;
    }
    check_ranked(c, loser, loser_span);
    return rule && rule->body ? rule : NULL;
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

static const Statement *check_argument(Checker *c, const Statement *s) {
    switch (s->kind) {
    case STMT_CLAUSE: check_exception(c, s); return NULL;
    case STMT_UNDERCUT: return check_undercut(c, s);
    case STMT_PREFER: return check_prefer(c, s->text, s->text_span, s->text_2, s->text_2_span, s->span);
    default: return NULL;
    }
}

static void check_item(Checker *c, uint32_t module, const Item *item) {
    if (item->kind == ITEM_PREFER)
        check_prefer(c, item->text, item->text_span, item->word, item->word_span, item->span);
    if (item->kind == ITEM_DISTRUST) check_distrust(c, item);
    if (item->kind == ITEM_RETRACT && item->node) check_retract(c, &c->tables[module], item->node);
    if (item->kind == ITEM_EXPECT) check_expect(c, item);
    if (item->kind == ITEM_EXPECT && item->form == EXPECT_FORM_ANSWERS && item->node) check_answers(c, item);
    if (item->kind == ITEM_ASSERT && item->label.length > 0) {
        uint32_t label = name_of(&c->names, item->label)->label;
        if (label == NO_ID) return;
        Diag *d = diag_add(c->diags, E0202, item->span, "id '%.*s' already names a %s", STR_FMT(item->label),
                           KINDS[c->names.labels.items[label].kind]);
        diag_remedy(c->diags, d, "choose another id");
        diag_note(c->diags, d, c->names.labels.items[label].span, "first used here");
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

void labels_check(Checker *c) {
    for (size_t i = 0; i < c->places.count; i++) {
        StatementPlace at = c->places.items[i];
        const Statement *s = statement_of(c, at);
        if (!diags_go_on(c->diags, s->span)) return;
        c->tables[at.module].about[at.index] = check_argument(c, s);
        if (s->kind == STMT_TEST) check_scenario_name(c, s);
        for (uint32_t j = 0; j < s->item_count; j++) check_item(c, c->places.items[i].module, &s->items[j]);
    }
}
