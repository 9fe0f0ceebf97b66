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
 * Steps of the translation of arguments are passed over: a row that is accepted is told by the rule that argues for it or
 * the fact that states it, with a line for each rival that applied and lost; exceptions that do not fire share one line. */
#include "runtime/show/tree.h"

#include "runtime/show/prose.h"
#include "runtime/show/quarrel.h"
#include "runtime/show/words.h"
#include "runtime/why/through.h"

#define LEVEL_LIMIT 20  /* indentations */
#define ALIGN_LIMIT 64  /* columns up to which notes stand below each other */
#define ALIGN_COUNT 200 /* siblings up to which it is worth it */

typedef enum { ITEM_STEP, ITEM_CHECK, ITEM_MORE, ITEM_NOTE } ItemKind;
typedef struct {
    ItemKind kind;
    StepId step;      /* ITEM_STEP; ITEM_MORE: the fold */
    StepId parent;    /* whose literal this is; NO_STEP for the root */
    uint32_t literal; /* of the parent's rule */
    uint32_t level;
    uint32_t width; /* of the words, so that notes stand below each other; 0: none */
    Str note;       /* ITEM_NOTE: all of the line */
} Item;

typedef struct {
    const Proof *proof;
    const Program *program;
    const Sources *sources;
    Text *text;
    Text words;        /* of one line */
    uint32_t *uses;    /* by step: how often it is needed */
    uint32_t *numbers; /* by step: 0 if it has none */
    bool *is_printed;  /* by step */
    uint32_t *last;    /* number given last */
    Vec(Item) stack;
    Vec(Item) later; /* too deep, in the order of their numbers */
    Vec(Item) children;
    Arena arena; /* of notes */
} Tree;

static const Step *step_at(const Tree *tree, StepId id) { return &tree->proof->steps.items[id]; }
static Helper helper_of(const Tree *tree, const Step *step) {
    return tree->program->relations.items[step->relation].helper;
}
static bool is_given(const Step *step) { return step->rule == NO_ID; }
static const Literal *literal_of(const Tree *tree, const Item *item) {
    return &step_rule(tree->proof, step_at(tree, item->parent))->body[item->literal];
}

/* ---- what a step needs ---- */

static void add_child(Tree *tree, Item item) { vec_push(&tree->children, item); }

/* The step that a step only passes on. */
static StepId step_behind(const Proof *proof, StepId id) {
    for (;;) {
        const Step *step = &proof->steps.items[id];
        const Rule *rule = step_rule(proof, step);
        if (!rule || step->is_lost || !rule_passes_on(proof->store->program, rule)) return id;
        id = step->premises[0];
    }
}

static void add_note(Tree *tree, Str note, uint32_t level) {
    add_child(tree, (Item){.kind = ITEM_NOTE, .step = NO_STEP, .parent = NO_STEP, .level = level, .note = note});
}

static void note_exceptions(Tree *tree, uint32_t count, uint32_t level) {
    if (count == 0) return;
    const char *words = count == 1 ? "1 exception checked, it does not apply" : "%u exceptions checked, none applies";
    add_note(tree, arena_printf(&tree->arena, words, (unsigned)count), level);
}

/* A line for each rival of an accepted row that applied. */
static void note_rivals(Tree *tree, const Step *step, uint32_t level) {
    RelId about = relation_disputed(tree->program, step->relation);
    if (about == NO_ID) return;
    Dispute dispute = dispute_of(tree->proof->store, about, step_values(tree->proof, step));
    Text text;
    text_init(&text);
    for (size_t i = 0; i < dispute.contra.count; i++) {
        if (dispute.contra.items[i].lost == LOST_NOT) continue;
        text_empty(&text);
        text_lit(&text, "against it: ");
        lost_print(tree->proof->store, &dispute.contra.items[i], tree->sources, &text);
        add_note(tree, arena_str(&tree->arena, text_str(&text)), level);
    }
    text_clear(&text);
    dispute_clear(&dispute);
}

static void rule_children(Tree *tree, StepId id, uint32_t level) {
    const Step *step = step_at(tree, id);
    const Rule *rule = step_rule(tree->proof, step);
    uint32_t exceptions = 0;
    for (uint32_t i = 0; i < step->premise_count && !step->is_lost; i++) {
        const Relation *relation = rule->body[i].terms ? &tree->program->relations.items[rule->body[i].relation] : NULL;
        if (rule->body[i].is_exception)
            exceptions++;
        else if (relation && relation->helper == HELPER_POSSIBLE)
            continue; /* where a rule read backwards may look */
        else if (literal_has_row(step, i))
            add_child(tree, (Item){ITEM_STEP, step_behind(tree->proof, step->premises[i]), id, i, level, 0, STR("")});
        else if (!check_is_trivial(&rule->body[i]))
            add_child(tree, (Item){ITEM_CHECK, NO_STEP, id, i, level, 0, STR("")});
    }
    note_exceptions(tree, exceptions, level);
    note_rivals(tree, step, level);
}

/* A row of a group that comes from one row alone is told by that one. */
static void fold_children(Tree *tree, StepId id, uint32_t level) {
    const Step *step = step_at(tree, id);
    for (uint32_t i = 0; i < step->premise_count; i++) {
        size_t before = tree->children.count;
        rule_children(tree, step->premises[i], level);
        if (tree->children.count == before + 1 && vec_last(&tree->children).kind == ITEM_STEP) continue;
        tree->children.count = before;
        add_child(tree, (Item){ITEM_STEP, step_behind(tree->proof, step->premises[i]), NO_STEP, 0, level, 0, STR("")});
    }
    if (step->row_count > step->premise_count) add_child(tree, (Item){ITEM_MORE, id, NO_STEP, 0, level, 0, STR("")});
}

static void list_children(Tree *tree, StepId id, uint32_t level) {
    const Rule *rule = step_rule(tree->proof, step_at(tree, id));
    vec_empty(&tree->children);
    if (!rule) {
        note_rivals(tree, step_at(tree, id), level);
        return;
    }
    if (rule->is_fold)
        fold_children(tree, id, level);
    else
        rule_children(tree, id, level);
}

/* ---- one line ---- */

/* Told in the words of the literal that asks for it. */
static bool is_aggregate_item(const Tree *tree, const Item *item) {
    return item->parent != NO_STEP && helper_of(tree, step_at(tree, item->step)) == HELPER_AGGREGATE;
}

static void words_print(const Tree *tree, const Item *item, Text *text) {
    if (item->kind == ITEM_NOTE) {
        text_add(text, item->note);
    } else if (item->kind == ITEM_MORE) {
        const Step *fold = step_at(tree, item->step);
        text_printf(text, "... and %u more", (unsigned)(fold->row_count - fold->premise_count));
    } else if (item->kind == ITEM_CHECK || is_aggregate_item(tree, item)) {
        check_print(tree->proof, step_at(tree, item->parent), literal_of(tree, item), tree->sources, text);
    } else {
        step_print_sentence(tree->proof, step_at(tree, item->step), text);
    }
}

void statements_print(const Store *store, RelId relation, RowId row, const Sources *sources, Text *text) {
    uint32_t count = store_origin_count(store, relation, row);
    for (uint32_t i = 0; i < count; i++) {
        Origin origin = store_origin(store, relation, row, i);
        if (i) text_lit(text, "; ");
        size_t before = text->length;
        origin_print(store, sources, origin, text);
        if (text->length == before) text_lit(text, "given");
        cites_print(store->program, origin.cites, text);
    }
}

/* What stands behind the words of a line that has nothing below it. */
static void note_print(const Tree *tree, const Item *item, Text *text) {
    if (item->kind == ITEM_CHECK) {
        text_add(text,
                 str_of(check_reason(tree->proof, step_at(tree, item->parent), literal_of(tree, item), tree->sources)));
    } else if (item->kind == ITEM_STEP && is_given(step_at(tree, item->step))) {
        const Step *step = step_at(tree, item->step);
        statements_print(tree->proof->store, step->relation, step->row, tree->sources, text);
    } else if (item->kind == ITEM_STEP) {
        text_printf(text, tree->is_printed[item->step] ? "as shown in [%u]" : "see [%u] below",
                    (unsigned)tree->numbers[item->step]);
    }
}

static bool has_children(const Tree *tree, const Item *item) {
    return item->kind == ITEM_STEP && !is_given(step_at(tree, item->step)) && !tree->is_printed[item->step] &&
           tree->numbers[item->step] == 0 && item->level < LEVEL_LIMIT;
}

static void number_step(Tree *tree, StepId id) {
    if (tree->numbers[id] == 0) tree->numbers[id] = ++*tree->last;
}

static void line_begin(Tree *tree, const Item *item, uint32_t number) {
    text_add_many(tree->text, ' ', (size_t)item->level * 2);
    if (item->level > 0) text_lit(tree->text, "- ");
    if (number) text_printf(tree->text, "[%u] ", (unsigned)number);
    text_empty(&tree->words);
    words_print(tree, item, &tree->words);
    text_add(tree->text, text_str(&tree->words));
}

/* A line with nothing below it. */
static void print_leaf(Tree *tree, const Item *item) {
    line_begin(tree, item, 0);
    size_t width = str_width(text_str(&tree->words));
    text_empty(&tree->words);
    note_print(tree, item, &tree->words);
    if (tree->words.length) {
        text_add_many(tree->text, ' ', 2 + (item->width > width ? item->width - width : 0));
        text_add(tree->text, text_str(&tree->words));
    }
    text_add_char(tree->text, '\n');
}

/* The rule, on a line of its own.  Its gloss is free text, so that it stands behind a colon and is not built into a
 * sentence. */
static void print_rule(Tree *tree, const Step *step, uint32_t level) {
    const Rule *rule = step_rule(tree->proof, step);
    Text *text = tree->text;
    Helper helper = helper_of(tree, step);
    if (helper == HELPER_GROUPED || helper == HELPER_ANSWER) return;
    text_add_many(text, ' ', (size_t)level * 2 + 2);
    if (step->is_lost) {
        text_lit(text, "by "), rule_name_print(tree->program, step->rule, tree->sources, text);
        text_lit(text, ", but what it needed was not found again");
    } else if (rule->is_fold) {
        text_printf(text, "from %u %s", (unsigned)step->row_count, step->row_count == 1 ? "row" : "rows");
    } else {
        text_lit(text, "by "), rule_name_print(tree->program, step->rule, tree->sources, text);
    }
    if (is_read_backwards(tree->program, rule)) text_lit(text, ", read backwards");
    if (rule->strength != STRENGTH_CERTAIN) text_printf(text, ", %s", strength_name(rule->strength));
    if (rule->gloss.length && !rule->is_fold) text_printf(text, ": %.*s", STR_FMT(rule->gloss));
    cites_print(tree->program, rule->cites, text);
    text_add_char(text, '\n');
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
        words_print(tree, item, &tree->words);
        size_t width = str_width(text_str(&tree->words));
        if (width > widest && width <= ALIGN_LIMIT) widest = width;
    }
    for (size_t i = tree->children.count; i-- > 0;) {
        tree->children.items[i].width = (uint32_t)widest;
        vec_push(&tree->stack, tree->children.items[i]);
    }
}

static void print_item(Tree *tree, const Item *item) {
    if (!has_children(tree, item)) {
        bool is_deep =
            item->kind == ITEM_STEP && !is_given(step_at(tree, item->step)) && tree->numbers[item->step] == 0;
        if (is_deep) {
            number_step(tree, item->step);
            vec_push(&tree->later, *item);
        }
        print_leaf(tree, item);
        if (item->kind == ITEM_STEP && is_given(step_at(tree, item->step)) && !tree->is_printed[item->step]) {
            tree->is_printed[item->step] = true; /* its rivals are told once */
            list_children(tree, item->step, item->level + 1);
            push_children(tree);
        }
        return;
    }
    if (tree->uses[item->step] > 1) number_step(tree, item->step);
    line_begin(tree, item, tree->numbers[item->step]);
    text_add_char(tree->text, '\n');
    tree->is_printed[item->step] = true;
    print_rule(tree, step_at(tree, item->step), item->level);
    list_children(tree, item->step, item->level + 1);
    push_children(tree);
}

static void drain_stack(Tree *tree) {
    while (tree->stack.count) {
        Item item = vec_pop(&tree->stack);
        print_item(tree, &item);
    }
}

/* What lay too deep, at the left margin. */
static void drain_later(Tree *tree) {
    for (size_t i = 0; i < tree->later.count; i++) {
        Item item = tree->later.items[i];
        item.level = 0;
        text_add_char(tree->text, '\n');
        line_begin(tree, &item, tree->numbers[item.step]);
        text_add_char(tree->text, '\n');
        tree->is_printed[item.step] = true;
        print_rule(tree, step_at(tree, item.step), 0);
        list_children(tree, item.step, 1);
        push_children(tree);
        drain_stack(tree);
    }
}

static void tree_open(Tree *tree) {
    size_t count = tree->proof->steps.count;
    text_init(&tree->words);
    arena_init(&tree->arena);
    tree->uses = mem_alloc_zero(count * sizeof *tree->uses);
    tree->numbers = mem_alloc_zero(count * sizeof *tree->numbers);
    tree->is_printed = mem_alloc_zero(count * sizeof *tree->is_printed);
    for (size_t i = 0; i < count; i++) {
        const Step *step = &tree->proof->steps.items[i];
        if (step_behind(tree->proof, (StepId)i) != i) continue;
        for (uint32_t k = 0; k < step->premise_count; k++)
            if (step->premises[k] != NO_STEP) tree->uses[step_behind(tree->proof, step->premises[k])]++;
    }
}

static void tree_close(Tree *tree) {
    text_clear(&tree->words);
    mem_free(tree->uses);
    mem_free(tree->numbers);
    mem_free(tree->is_printed);
    vec_free(&tree->stack);
    vec_free(&tree->later);
    vec_free(&tree->children);
    arena_clear(&tree->arena);
}

void tree_print(const Proof *proof, TreeKind kind, const Sources *sources, uint32_t *last, Text *text) {
    Tree tree = {.proof = proof, .program = proof->store->program, .sources = sources, .text = text, .last = last};
    tree_open(&tree);
    StepId root = step_behind(proof, 0);
    if (kind == TREE_PREMISES) {
        tree.is_printed[root] = true;
        list_children(&tree, root, 1);
        push_children(&tree);
    } else {
        vec_push(&tree.stack, ((Item){ITEM_STEP, root, NO_STEP, 0, kind == TREE_INNER ? 1 : 0, 0, STR("")}));
    }
    drain_stack(&tree);
    drain_later(&tree);
    tree_close(&tree);
}
