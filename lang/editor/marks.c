/* One walk over each statement.  What is no node (labels, columns, types, keys) has its place in the statement;
 * nodes are marks_nodes.c's. */
#include "lang/editor/marks.h"

#include "lang/check/exercise.h"
#include "lang/check/scope.h"
#include "lang/editor/marks_internal.h"

/* ---- the parts of statements ---- */

/* {column} in a sentence, where its place is known to the letter. */
static void walk_sentence(Walk *w, const Statement *s, RelId id) {
    Str text = s->text;
    if (s->text_span.source == NO_SOURCE || s->text_span.end - s->text_span.begin != text.length + 2) return;
    for (size_t i = 0; i < text.length; i++) {
        if (text.text[i] != '{') continue;
        size_t end = i + 1;
        while (end < text.length && text.text[end] != '}' && text.text[end] != '{') end++;
        if (end == text.length || text.text[end] != '}') continue;
        uint32_t begin = s->text_span.begin + 1 + (uint32_t)(i + 1);
        Span span = {s->text_span.source, begin, begin + (uint32_t)(end - i - 1)};
        mark_column(w, ROLE_NAMES, span, str_range(text.text + i + 1, text.text + end), id);
    }
}

/* The columns of a key stand between commas; those in quotes, and what comments stand between, are left alone. */
static void walk_key(Walk *w, Span span, RelId id) {
    Str text = span_text(w->sources, span);
    for (size_t at = 0; at < text.length;) {
        size_t begin = at + strspn(text.text + at, " \t\r\n,"), end = begin;
        while (end < text.length && !strchr(" \t\r\n,", text.text[end])) end++;
        Str name = {text.text + begin, end > text.length ? 0 : end - begin};
        if (begin >= text.length || memchr(name.text, '\'', name.length) || memchr(name.text, '%', name.length)) return;
        mark_column(w, ROLE_NAMES, (Span){span.source, span.begin + (uint32_t)begin, span.begin + (uint32_t)end}, name,
                    id);
        at = end;
    }
}

static void walk_relation(Walk *w, const Statement *s) {
    RelId id = relation_named(w, s->label);
    mark_relation(w, ROLE_DEFINES, s->label_span, s->label, id);
    for (uint32_t i = 0; i < s->column_count; i++) {
        const ColumnNode *column = &s->columns[i];
        mark_column(w, ROLE_DEFINES, column->span, column->name, id);
        mark_add(w, MARK_TYPE, ROLE_NAMES, column->type_span, column->type);
        if (column->domain.length)
            mark_relation(w, ROLE_NAMES, column->domain_span, column->domain, relation_named(w, column->domain));
    }
    walk_sentence(w, s, id);
    for (uint32_t i = 0; i < s->key_count; i++) walk_key(w, s->key_spans[i], id);
}

static void walk_cites(Walk *w, const CiteNode *cites, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        Mark *mark = mark_add(w, MARK_SOURCE, ROLE_NAMES, cites[i].span, cites[i].key);
        if (mark) mark->locator = cites[i].locator;
    }
}

static void walk_map(Walk *w, const Statement *s) {
    if (str_equal(s->text_2, STR("nothing")) || s->text_2.length == 0) return;
    RelId id = relation_named(w, s->text_2);
    mark_relation(w, ROLE_GIVES, s->text_2_span, s->text_2, id);
    for (uint32_t i = 0; i < s->pair_2_count; i++) {
        Str column = s->pairs_2[i].column;
        bool is_own = !str_equal(column, STR("id")) && !str_equal(column, STR("source"));
        if (is_own) mark_column(w, ROLE_NAMES, s->pairs_2[i].column_span, column, id);
    }
}

/* `assert f9: ...`: the label has no place of its own in the tree. */
static void walk_asserted_label(Walk *w, const Item *item) {
    if (item->label.length == 0) return;
    Str text = span_text(w->sources, item->span);
    size_t at = strlen("assert");
    while (at < text.length && strchr(" \t\r\n", text.text[at])) at++;
    bool is_plain =
        at + item->label.length <= text.length && memcmp(text.text + at, item->label.text, item->label.length) == 0;
    uint32_t begin = item->span.begin + (uint32_t)at;
    if (is_plain)
        mark_add(w, MARK_LABEL, ROLE_DEFINES, (Span){item->span.source, begin, begin + (uint32_t)item->label.length},
                 item->label);
}

/* ---- which variables are one ---- */

/* What is written outside of all scopes is one variable of the whole. */
static void settle_variables(Walk *w, size_t first) {
    for (size_t i = first; i < w->marks->items.count; i++) {
        Mark *mark = &w->marks->items.items[i];
        if (mark->kind != MARK_VARIABLE || mark->owner != w->owner) continue;
        if (mark->number < w->is_whole.count && w->is_whole.items[mark->number]) mark->number = WHOLE;
    }
    vec_empty(&w->is_whole);
}

/* The number of a statement, found by its place: a rule that an undercut is about. */
static uint32_t owner_of(const Walk *w, const Statement *statement) {
    for (uint32_t m = 0; m < w->checked->modules->items.count; m++) {
        const Ast *ast = w->checked->modules->items.items[m].ast;
        if (ast->source != statement->span.source) continue;
        uint32_t low = 0, high = ast->statement_count;
        while (high - low > 1) {
            uint32_t middle = low + (high - low) / 2;
            if (ast->statements[middle]->span.begin <= statement->span.begin)
                low = middle;
            else
                high = middle;
        }
        return w->first[m] + low;
    }
    return NO_ID;
}

/* An undercut and the condition of a priority share variables with the rule they are about. */
static void share_variables(Walk *w, size_t first) {
    const Statement *rule = w->table->about[w->index];
    uint32_t owner = rule ? owner_of(w, rule) : NO_ID;
    for (size_t i = first; i < w->marks->items.count && owner != NO_ID; i++) {
        Mark *mark = &w->marks->items.items[i];
        if (mark->kind == MARK_VARIABLE && mark->number == WHOLE && condition_shares(w->statement, rule, mark->name))
            mark->owner = owner;
    }
}

/* ---- statements and items ---- */

/* What `prefer` names; which kind of thing that is, is seen when all labels are known. */
static void add_ranked(Walk *w, Span span, Str name) {
    Mark *mark = mark_add(w, MARK_LABEL, ROLE_NAMES, span, name);
    if (mark) mark->number = RANKED;
}

static void walk_item(Walk *w, const Item *item) {
    switch (item->kind) {
    case ITEM_ASSERT:
        walk_asserted_label(w, item);
        if (item->node) walk_head(w, item->node);
        break;
    case ITEM_RETRACT: {
        const Node *node = item->node;
        bool is_name = node && (node->kind == NODE_NAME || node->kind == NODE_VARIABLE);
        if (is_name && w->table->relation[node->id] == NO_ID)
            mark_add(w, MARK_LABEL, ROLE_NAMES, node->span, node->text);
        else if (node)
            walk_body(w, node);
        break;
    }
    case ITEM_PREFER:
        add_ranked(w, item->text_span, item->text);
        add_ranked(w, item->word_span, item->word);
        break;
    case ITEM_DISTRUST: mark_add(w, MARK_SOURCE, ROLE_NAMES, item->text_span, item->text); break;
    case ITEM_EXPECT:
        if (item->form == EXPECT_FORM_CLAIM) mark_add(w, MARK_LABEL, ROLE_NAMES, item->text_span, item->text);
        if (item->node) walk_body(w, item->node);
        for (uint32_t i = 0; i < item->row_count; i++)
            for (uint32_t k = 0; k < answer_width(item->rows[i]); k++) walk_expr(w, answer_value(item->rows[i], k));
        break;
    default: break; /* parts of an exercise */
    }
    walk_cites(w, item->cites, item->cite_count);
}

static void walk_items(Walk *w, const Statement *s) {
    for (uint32_t i = 0; i < s->item_count; i++) {
        size_t first = w->marks->items.count;
        w->owner = w->next_owner++;
        walk_item(w, &s->items[i]);
        settle_variables(w, first);
    }
}

/* The place of a name that was taken from the text as it stands there; with its quotes. */
static Span place_of(const Walk *w, SourceId source, Str name) {
    Str text = source_text(w->sources, source);
    if (name.text < text.text || name.text + name.length > text.text + text.length) return NO_SPAN;
    uint32_t begin = (uint32_t)(name.text - text.text), end = begin + (uint32_t)name.length;
    bool is_quoted = begin > 0 && end < text.length && text.text[begin - 1] == '\'' && text.text[end] == '\'';
    return (Span){source, begin - is_quoted, end + is_quoted};
}

/* Relations and rules that an exercise names beside its expectations. */
static void walk_part(Walk *w, const Item *item) {
    DefineKind kind;
    bool is_of_rules = item->kind == ITEM_DEFINE && define_find(item->word, &kind) && kind >= DEFINE_EXCEPTIONS;
    if (item->kind == ITEM_COMPARE)
        mark_relation(w, ROLE_NAMES, item->text_span, item->text, relation_named(w, item->text));
    if (item->kind != ITEM_COMPARE && item->kind != ITEM_DEFINE) return;
    for (uint32_t i = 0; i < item->name_count; i++) {
        Span span = place_of(w, item->span.source, item->names[i]);
        if (span.source == NO_SOURCE) continue;
        if (is_of_rules)
            mark_add(w, MARK_LABEL, ROLE_NAMES, span, item->names[i]);
        else
            mark_relation(w, ROLE_NAMES, span, item->names[i], relation_named(w, item->names[i]));
    }
}

static void walk_statement(Walk *w, const Statement *s) {
    switch (s->kind) {
    case STMT_CLAUSE:
    case STMT_AGAINST:
        mark_add(w, MARK_LABEL, ROLE_DEFINES, s->label_span, s->label);
        if (s->head) walk_head(w, s->head);
        if (s->body) walk_body(w, s->body);
        break;
    case STMT_RELATION: walk_relation(w, s); break;
    case STMT_TYPE:
        mark_add(w, MARK_TYPE, ROLE_DEFINES, s->label_span, s->label);
        mark_add(w, MARK_TYPE, ROLE_NAMES, s->base_type_span, s->base_type);
        for (uint32_t i = 0; i < s->node_count; i++)
            mark_add(w, MARK_CONSTANT, ROLE_DEFINES, s->nodes[i]->span, s->nodes[i]->text);
        break;
    case STMT_PARAMETER:
        mark_relation(w, ROLE_DEFINES, s->label_span, s->label, relation_named(w, s->label));
        mark_add(w, MARK_TYPE, ROLE_NAMES, s->base_type_span, s->base_type);
        if (s->node) walk_expr(w, s->node);
        break;
    case STMT_QUERY:
        if (s->body) walk_body(w, s->body);
        break;
    case STMT_CLAIM:
    case STMT_PREDICTION:
        mark_add(w, MARK_LABEL, ROLE_DEFINES, s->label_span, s->label);
        if (s->body) walk_body(w, s->body);
        break;
    case STMT_SCENARIO: mark_add(w, MARK_SCENARIO, ROLE_DEFINES, s->label_span, s->label); break;
    case STMT_EXERCISE: /* what it expects stands in tests of their own */
        for (uint32_t i = 0; i < s->part_count; i++) walk_part(w, &s->parts[i]);
        break;
    case STMT_TEST: mark_add(w, MARK_SCENARIO, ROLE_NAMES, s->text_2_span, s->text_2); break;
    case STMT_USE: mark_add(w, MARK_FILE, ROLE_NAMES, s->text_span, s->text); break;
    case STMT_LOAD:
        mark_add(w, MARK_FILE, ROLE_NAMES, s->text_span, s->text);
        if (w->table->statement[w->index] < BROKEN)
            mark_relation(w, ROLE_GIVES, s->text_2_span, s->text_2, w->table->statement[w->index]);
        break;
    case STMT_MAP: walk_map(w, s); break;
    case STMT_SOURCE: mark_add(w, MARK_SOURCE, ROLE_DEFINES, s->label_span, s->label); break;
    case STMT_DIRECTIVE: break;
    case STMT_CONTRARY:
        for (uint32_t i = 0; s->node && i < s->node->child_count; i++) walk_body(w, s->node->children[i]);
        break;
    case STMT_PREFER:
        add_ranked(w, s->text_span, s->text);
        add_ranked(w, s->text_2_span, s->text_2);
        if (s->node) walk_body(w, s->node);
        break;
    case STMT_UNDERCUT:
        mark_add(w, MARK_LABEL, ROLE_NAMES, s->text_span, s->text);
        if (s->node) walk_body(w, s->node);
        break;
    }
    walk_cites(w, s->cites, s->cite_count);
}

static int by_place(const void *a, const void *b) {
    const Mark *x = a, *y = b;
    return (x->span.begin > y->span.begin) - (x->span.begin < y->span.begin);
}

static void walk_module(Walk *w, const Ast *ast) {
    size_t begin = w->marks->items.count;
    for (uint32_t i = 0; i < ast->statement_count; i++) {
        size_t first = w->marks->items.count;
        w->statement = ast->statements[i];
        w->index = i;
        w->owner = w->first[w->module] + i;
        walk_statement(w, w->statement);
        settle_variables(w, first);
        share_variables(w, first);
        walk_items(w, w->statement);
    }
    size_t count = w->marks->items.count - begin;
    if (count > 1) qsort(w->marks->items.items + begin, count, sizeof(Mark), by_place);
}

/* An id wins over a source of the same name; where `prefer` names no id, it names a source. */
static void settle_ranked(Marks *marks) {
    Interner *labels = interner_new();
    for (size_t i = 0; i < marks->items.count; i++) {
        const Mark *mark = &marks->items.items[i];
        if (mark->kind == MARK_LABEL && mark->role == ROLE_DEFINES) intern(labels, mark->name);
    }
    for (size_t i = 0; i < marks->items.count; i++) {
        Mark *mark = &marks->items.items[i];
        bool is_ranked = mark->kind == MARK_LABEL && mark->number == RANKED;
        if (is_ranked && intern_find(labels, mark->name) == NO_SYMBOL) mark->kind = MARK_SOURCE;
    }
    interner_free(labels);
}

void marks_collect(Marks *marks, const Checked *checked, const Program *program, const Sources *sources) {
    size_t count = checked->modules->items.count;
    Walk w = {.marks = marks, .checked = checked, .program = program, .sources = sources};
    w.first = mem_alloc((count + 1) * sizeof *w.first);
    w.first[0] = 0;
    for (size_t m = 0; m < count; m++)
        w.first[m + 1] = w.first[m] + checked->modules->items.items[m].ast->statement_count;
    w.next_owner = w.first[count];
    walk_relations(&w);
    for (size_t m = 0; m < count; m++) {
        vec_push(&marks->begins, (uint32_t)marks->items.count);
        w.module = (uint32_t)m;
        w.table = &checked->tables[m];
        walk_module(&w, checked->modules->items.items[m].ast);
    }
    vec_push(&marks->begins, (uint32_t)marks->items.count);
    settle_ranked(marks);
    vec_free(&w.is_whole);
    vec_free(&w.relations);
    mem_free(w.first);
}

void marks_clear(Marks *marks) {
    vec_free(&marks->items);
    vec_free(&marks->begins);
}

/* ---- asking ---- */

const Mark *marks_at(const Marks *marks, uint32_t module, uint32_t offset) {
    if (module + 1 >= marks->begins.count) return NULL;
    uint32_t low = marks->begins.items[module], high = marks->begins.items[module + 1];
    uint32_t end = low;
    while (low < high) { /* the first that begins behind the place */
        uint32_t middle = low + (high - low) / 2;
        if (marks->items.items[middle].span.begin <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == end) return NULL;
    const Mark *mark = &marks->items.items[low - 1];
    return mark->span.end >= offset ? mark : NULL;
}

bool mark_same(const Mark *a, const Mark *b) {
    if (a->kind != b->kind || !str_equal(a->name, b->name)) return false;
    if (a->kind == MARK_VARIABLE) return a->owner == b->owner && a->number == b->number;
    return (a->kind != MARK_RELATION && a->kind != MARK_COLUMN) || a->owner == b->owner;
}
