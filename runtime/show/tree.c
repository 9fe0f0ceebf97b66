/* The tree of a proof.
 *
 *     ann is a grandparent of cleo
 *       by rule two_steps: a parent of a parent is a grandparent
 *       - ann is a parent of bob   f1 [Parish register, 1901, p. 3]
 *       - bob is a parent of cleo  f2 [Parish register, 1901, p. 8]
 *
 * Lines wait on a stack; a printed step puts what it needs on top.  A step that is needed more than once gets a number
 * when it is first printed; one that lies too deep gets its number where it is mentioned and is printed later, at the
 * left margin.  Each step is printed once, so the text is linear in the proof.
 * An aggregate stands as its own words and value; below it the rows it ran over, each by what it came from.
 * Steps of the translation of arguments are passed over: a row that is accepted is told by the rule that argues for it
 * or the fact that states it, with a line for each rival that applied and lost; exceptions that do not fire share one
 * line.  Told in full, nothing is passed over, and each check has its line. */
#include "runtime/show/tree_internal.h"

#include "runtime/show/checks.h"
#include "runtime/show/quarrel.h"
#include "runtime/show/words.h"

#define LEVEL_LIMIT 20  /* indentations */
#define ALIGN_LIMIT 64  /* columns up to which notes stand below each other */
#define ALIGN_COUNT 200 /* siblings up to which it is worth it */

/* ---- what a step needs ---- */

static void add_child(Tree *tree, Item item) { vec_push(&tree->children, item); }

static Item item_below(const Item *above, ItemKind kind, StepId step, StepId parent, uint32_t literal) {
    return (Item){.kind = kind,
                  .step = step,
                  .parent = parent,
                  .literal = literal,
                  .level = above->level + 1,
                  .depth = above->depth + 1};
}

static void add_note(Tree *tree, Str note, const Item *above) {
    Item item = item_below(above, ITEM_NOTE, NO_STEP, NO_STEP, 0);
    item.note = note;
    add_child(tree, item);
}

/* One is told, and why it does not fire; several are counted. */
static void note_exceptions(Tree *tree, const Step *step, uint32_t count, const Item *above) {
    if (count == 0) return;
    if (count > 1) {
        add_note(tree, arena_printf(&tree->arena, "%u exceptions checked, none applies", (unsigned)count), above);
        return;
    }
    const Rule *rule = step_made_by(tree->proof, step);
    uint32_t i = 0;
    while (!rule->body[i].is_exception) i++;
    Literal positive = rule->body[i];
    positive.kind = LIT_ATOM;
    Text text;
    text_init(&text);
    text_lit(&text, "1 exception checked, it does not apply: ");
    literal_words_print(tree->program, rule, &positive, step->bindings, tree->sources, &text);
    if (tree->program->relations.items[positive.relation].helper == HELPER_NONE) {
        text_lit(&text, " - ");
        check_reason_print(tree->proof, step, &rule->body[i], tree->sources, &text);
    }
    add_note(tree, arena_str(&tree->arena, text_str(&text)), above);
    text_clear(&text);
}

/* A line for each other rule of a team that would lose alone. */
static void note_teammates(Tree *tree, const Step *step, const Dispute *dispute, const Item *above) {
    const Rule *rules = tree->program->rules.items;
    Text text;
    if (step->rule == NO_ID || tree->program->relations.items[step->relation].helper != HELPER_APPLIES) return;
    text_init(&text);
    for (size_t i = 0; i < dispute->pro.count; i++) {
        const Argument *pro = &dispute->pro.items[i];
        bool is_own = pro->rule != NO_ID && rules[pro->rule].written == rules[step->rule].written;
        if (is_own || pro->state != APPLIES || argument_wins_alone(tree->proof->store, pro)) continue;
        text_empty(&text);
        text_lit(&text, "for it too, but it would lose alone: ");
        lost_brief_print(tree->proof->store, pro, tree->sources, &text);
        add_note(tree, arena_str(&tree->arena, text_str(&text)), above);
    }
    text_clear(&text);
}

/* A line for each rival of an accepted row that applied. */
static void note_rivals(Tree *tree, const Step *step, const Item *above) {
    RelId about = relation_disputed(tree->program, step->relation);
    if (about == NO_ID) return;
    Dispute dispute = dispute_of_step(tree->proof, step);
    Text text;
    text_init(&text);
    for (size_t i = 0; i < dispute.contra.count; i++) {
        if (dispute.contra.items[i].lost == LOST_NOT) continue;
        text_empty(&text);
        text_lit(&text, "against it: ");
        lost_print(tree->proof->store, &dispute.contra.items[i], tree->sources, &text);
        add_note(tree, arena_str(&tree->arena, text_str(&text)), above);
    }
    text_clear(&text);
    if (dispute.contra.count) note_teammates(tree, step, &dispute, above);
    dispute_clear(&dispute);
}

static bool is_told(const Tree *tree, const Literal *literal, bool has_row) {
    const Relation *relation = literal->terms ? &tree->program->relations.items[literal->relation] : NULL;
    if (tree->style->is_full) return true;
    if (literal->is_exception) return false;
    if (relation && relation->helper == HELPER_POSSIBLE) return false; /* where a rule read backwards may look */
    return has_row || !check_is_trivial(literal);
}

/* A comparison that says the same as one before it, of other variables. */
static bool is_repeated(const Tree *tree, const Step *step, uint32_t i) {
    const Literal *body = step_made_by(tree->proof, step)->body;
    Value own[2], other[2];
    if (body[i].kind != LIT_COMPARE || tree->style->is_full) return false;
    if (body[i].left->kind == EXPR_CALL || body[i].right->kind == EXPR_CALL) return false;
    if (!instance_compute(tree->program, body[i].left, step->bindings, &own[0]) ||
        !instance_compute(tree->program, body[i].right, step->bindings, &own[1]))
        return false;
    for (uint32_t k = 0; k < i; k++) {
        if (body[k].kind != LIT_COMPARE || body[k].op != body[i].op) continue;
        if (body[k].left->kind == EXPR_CALL || body[k].right->kind == EXPR_CALL) continue;
        if (instance_compute(tree->program, body[k].left, step->bindings, &other[0]) && other[0] == own[0] &&
            instance_compute(tree->program, body[k].right, step->bindings, &other[1]) && other[1] == own[1])
            return true;
    }
    return false;
}

static void rule_children(Tree *tree, StepId id, const Item *above) {
    const Step *step = tree_step(tree, id);
    uint32_t exceptions = 0;
    for (uint32_t i = 0; i < step->premise_count && !step->is_lost; i++) {
        const Literal *literal = &step_made_by(tree->proof, step)->body[i];
        bool has_row = literal_has_row(step, i);
        exceptions += literal->is_exception;
        if (!is_told(tree, literal, has_row) || is_repeated(tree, step, i)) continue;
        StepId below = has_row ? tree_step_behind(tree, step->premises[i]) : NO_STEP;
        add_child(tree, item_below(above, has_row ? ITEM_STEP : ITEM_CHECK, below, id, i));
    }
    if (!tree->style->is_full) note_exceptions(tree, step, exceptions, above);
    note_rivals(tree, step, above);
}

/* A row of a group that comes from one row alone is told by that one. */
static void fold_children(Tree *tree, StepId id, const Item *above) {
    const Step *step = tree_step(tree, id);
    for (uint32_t i = 0; i < step->premise_count; i++) {
        size_t before = tree->children.count;
        rule_children(tree, step->premises[i], above);
        if (tree->children.count == before + 1 && vec_last(&tree->children).kind == ITEM_STEP) continue;
        tree->children.count = before;
        add_child(tree, item_below(above, ITEM_STEP, tree_step_behind(tree, step->premises[i]), NO_STEP, 0));
    }
    if (step->row_count > step->premise_count) add_child(tree, item_below(above, ITEM_MORE, id, NO_STEP, 0));
}

static void list_children(Tree *tree, const Item *above) {
    StepId id = above->step;
    const Rule *rule = step_rule(tree->proof, tree_step(tree, id));
    vec_empty(&tree->children);
    if (!rule) {
        note_rivals(tree, tree_step(tree, id), above);
        return;
    }
    if (rule->is_fold)
        fold_children(tree, id, above);
    else
        rule_children(tree, id, above);
}

static bool is_folded(const Tree *tree, const Item *item) {
    return tree->style->depth && item->depth >= tree->style->depth;
}

static bool has_children(const Tree *tree, const Item *item) {
    return item->kind == ITEM_STEP && !step_is_given(tree_step(tree, item->step)) && !tree->is_printed[item->step] &&
           tree->numbers[item->step] == 0 && item->level < LEVEL_LIMIT && !is_folded(tree, item);
}

static void number_step(Tree *tree, StepId id) {
    if (tree->numbers[id] == 0) tree->numbers[id] = ++tree->style->last;
}

/* A line with nothing below it, or but what speaks against it. */
static void print_leaf(Tree *tree, const Item *item, bool has_below) {
    bool has_number = item->kind == ITEM_STEP && !step_is_given(tree_step(tree, item->step));
    text_empty(&tree->words);
    text_empty(&tree->note);
    tree_words_print(tree, item, &tree->words);
    tree_note_print(tree, item, &tree->note);
    pen_line(&tree->pen, &(Line){.level = item->level,
                                 .width = item->width,
                                 .words = text_str(&tree->words),
                                 .note = text_str(&tree->note),
                                 .link = has_number ? tree->numbers[item->step] : 0,
                                 .has_below = has_below});
}

/* A step with its rule; what it needs is listed, and follows. */
static void print_step(Tree *tree, const Item *item) {
    tree->is_printed[item->step] = true;
    list_children(tree, item);
    text_empty(&tree->words);
    text_empty(&tree->note);
    tree_words_print(tree, item, &tree->words);
    tree_rule_print(tree, tree_step(tree, item->step), &tree->note);
    pen_line(&tree->pen, &(Line){.level = item->level,
                                 .number = tree->numbers[item->step],
                                 .words = text_str(&tree->words),
                                 .note = text_str(&tree->note),
                                 .has_below = tree->children.count > 0,
                                 .folds = true});
}

/* ---- all lines ---- */

/* Puts the children on the stack, the first on top, and settles how wide the words of the leaves among them are. */
static void push_children(Tree *tree) {
    size_t widest = 0;
    bool is_aligned = tree->children.count <= ALIGN_COUNT;
    for (size_t i = 0; i < tree->children.count && is_aligned; i++) {
        const Item *item = &tree->children.items[i];
        if (item->kind == ITEM_MORE || item->kind == ITEM_NOTE || has_children(tree, item)) continue;
        text_empty(&tree->words);
        tree_words_print(tree, item, &tree->words);
        size_t width = str_width(text_str(&tree->words));
        if (width > widest && width <= ALIGN_LIMIT) widest = width;
    }
    for (size_t i = tree->children.count; i-- > 0;) {
        tree->children.items[i].width = (uint32_t)widest;
        vec_push(&tree->stack, tree->children.items[i]);
    }
}

/* Its rivals are told once. */
static void print_given(Tree *tree, const Item *item) {
    bool is_first = !tree->is_printed[item->step];
    vec_empty(&tree->children);
    if (is_first) list_children(tree, item);
    tree->is_printed[item->step] = true;
    print_leaf(tree, item, tree->children.count > 0);
    if (is_first) push_children(tree);
}

static void print_item(Tree *tree, const Item *item) {
    if (has_children(tree, item)) {
        if (tree->uses[item->step] > 1) number_step(tree, item->step);
        print_step(tree, item);
        push_children(tree);
    } else if (item->kind == ITEM_STEP && step_is_given(tree_step(tree, item->step))) {
        print_given(tree, item);
    } else {
        bool is_deep = item->kind == ITEM_STEP && tree->numbers[item->step] == 0 && !is_folded(tree, item);
        if (is_deep) {
            number_step(tree, item->step);
            vec_push(&tree->later, *item);
        }
        print_leaf(tree, item, false);
    }
}

/* False if nobody reads any more. */
static bool drain_stack(Tree *tree) {
    while (tree->stack.count) {
        Item item = vec_pop(&tree->stack);
        print_item(tree, &item);
        if (!text_flow(tree->pen.text)) return false;
    }
    return true;
}

/* What lay too deep, at the left margin. */
static void drain_later(Tree *tree) {
    for (size_t i = 0; i < tree->later.count; i++) {
        Item item = tree->later.items[i];
        item.level = 0;
        pen_begin_apart(&tree->pen);
        print_step(tree, &item);
        push_children(tree);
        if (!drain_stack(tree)) return;
    }
}

static void tree_open(Tree *tree) {
    size_t count = tree->proof->steps.count;
    text_init(&tree->words);
    text_init(&tree->note);
    arena_init(&tree->arena);
    tree->uses = mem_alloc_zero(count * sizeof *tree->uses);
    tree->numbers = mem_alloc_zero(count * sizeof *tree->numbers);
    tree->is_printed = mem_alloc_zero(count * sizeof *tree->is_printed);
    for (size_t i = 0; i < count; i++) {
        const Step *step = &tree->proof->steps.items[i];
        if (tree_step_behind(tree, (StepId)i) != i) continue;
        for (uint32_t k = 0; k < step->premise_count; k++)
            if (step->premises[k] != NO_STEP) tree->uses[tree_step_behind(tree, step->premises[k])]++;
    }
}

static void tree_close(Tree *tree) {
    text_clear(&tree->words);
    text_clear(&tree->note);
    pen_end(&tree->pen);
    mem_free(tree->counted);
    mem_free(tree->uses);
    mem_free(tree->numbers);
    mem_free(tree->is_printed);
    vec_free(&tree->stack);
    vec_free(&tree->later);
    vec_free(&tree->children);
    arena_clear(&tree->arena);
}

bool tree_tell(const Proof *proof, TreeKind kind, const Sources *sources, TreeStyle *style, Text *text) {
    Tree tree = {.proof = proof, .program = proof->store->program, .sources = sources, .style = style};
    tree.pen = (Pen){.form = style->form, .text = text, .base = kind != TREE_WHOLE};
    tree_open(&tree);
    StepId root = tree_step_behind(&tree, 0);
    Item item = {.kind = ITEM_STEP, .step = root, .parent = NO_STEP, .level = kind == TREE_INNER};
    if (kind == TREE_PREMISES) {
        tree.is_printed[root] = true;
        list_children(&tree, &item);
        push_children(&tree);
    } else {
        vec_push(&tree.stack, item);
    }
    if (drain_stack(&tree)) drain_later(&tree);
    bool has_begun = tree.pen.has_begun;
    tree_close(&tree);
    return has_begun;
}

void tree_print(const Proof *proof, TreeKind kind, const Sources *sources, uint32_t *last, Text *text) {
    TreeStyle style = {.last = *last};
    (void)tree_tell(proof, kind, sources, &style, text);
    *last = style.last;
}
