/* One name space: an id names one fact, rule, claim or matter of predictions.
 *
 * A fact may be repeated under its id if the row is the same; rows are compared as written, column by column, so that
 * named and positional arguments meet.  Ids that tables bring are not known here: with tables in the program an unknown
 * id is left to those who load them. */
#include "lang/check/labels.h"

#include <assert.h>

#include "lang/base/spelling.h"
#include "lang/check/resolve.h"

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

const char *label_kind_name(LabelKind kind) {
    static const char *const NAMES[] = {"fact", "rule", "claim", "prediction"};
    return NAMES[kind];
}

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
                                     kind == before->kind ? "another" : "a", label_kind_name(before->kind));
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

/* ---- asked ---- */

const Label *label_of(Checker *c, Str text) {
    uint32_t label = name_of(&c->names, text)->label;
    if (label == NO_ID) return NULL;
    assert(c->names.labels.items && label < c->names.labels.count);
    return &c->names.labels.items[label];
}

Str label_near(Checker *c, Str text, LabelKind kind) {
    Spelling spelling = spelling_of(text);
    for (size_t i = 0; i < c->names.labels.count; i++)
        if (c->names.labels.items[i].kind == kind)
            spelling_offer(&spelling, names_text(&c->names, c->names.labels.items[i].name));
    return spelling.best;
}
