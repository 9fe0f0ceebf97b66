/* The parts of an exercise, taken from its syntax tree. */
#include "runtime/judge/exercise.h"

#include "lang/syntax/parse.h"

/* ---- its parts ---- */

/* What the lines but the first have in common before their first word. */
static size_t shared_indent(Str text) {
    size_t shared = SIZE_MAX;
    for (size_t i = 0; i < text.length; i++) {
        if (text.text[i] != '\n') continue;
        size_t begin = i + 1, at = begin;
        while (at < text.length && text.text[at] == ' ') at++;
        bool is_empty = at == text.length || text.text[at] == '\n' || text.text[at] == '\r';
        if (!is_empty && at - begin < shared) shared = at - begin;
    }
    return shared;
}

/* Without that, and without blanks at both ends: what Markdown reads. */
static Str unindented(Exercise *e, Str text) {
    Text plain;
    size_t shared = shared_indent(text);
    text_init(&plain);
    for (size_t i = 0; i < text.length; i++) {
        if (text.text[i] != '\r') text_add_char(&plain, text.text[i]);
        if (text.text[i] != '\n') continue;
        for (size_t k = 0; k < shared && i + 1 < text.length && text.text[i + 1] == ' '; k++) i++;
    }
    Str kept = arena_str(&e->arena, str_trim(text_str(&plain)));
    text_clear(&plain);
    return kept;
}

/* `expect p(a)` without its first word, on one line. */
static Str demand_text(Exercise *e, const Sources *sources, const Item *item) {
    Str text = span_text(sources, item->span), word = STR("expect");
    Text line;
    text_init(&line);
    text = str_trim((Str){text.text + word.length, text.length - word.length});
    for (size_t i = 0; i < text.length; i++) {
        bool is_blank = char_is_blank(text.text[i]);
        if (!is_blank || !char_is_blank(text.text[i - 1])) text_add_char(&line, is_blank ? ' ' : text.text[i]);
    }
    Str kept = arena_str(&e->arena, text_str(&line));
    text_clear(&line);
    return kept;
}

static Str compare_text(Exercise *e, const Item *item) {
    Text text;
    text_init(&text);
    text_printf(&text, "compare %.*s", STR_FMT(item->text));
    Str kept = arena_str(&e->arena, text_str(&text));
    text_clear(&text);
    return kept;
}

static void add_demand(Exercise *e, const Sources *sources, const Item *item) {
    Demand demand = {.is_compare = item->kind == ITEM_COMPARE,
                     .is_hidden = item->is_hidden,
                     .points = (uint32_t)item->number,
                     .item = item};
    demand.text = demand.is_compare ? compare_text(e, item) : demand_text(e, sources, item);
    e->points += demand.points;
    vec_push(&e->demands, demand);
}

static Answer answer_of(Exercise *e, Str why, Span span) {
    Str text = str_range(e->text.text + span.begin, e->text.text + span.end);
    return (Answer){why, span, unindented(e, text)};
}

static void add_part(Exercise *e, const Sources *sources, const Item *item) {
    Define define = {.most = item->number, .names = item->names, .name_count = item->name_count};
    switch (item->kind) {
    case ITEM_TASK: e->task = unindented(e, item->text); return;
    case ITEM_HINT: vec_push(&e->hints, unindented(e, item->text)); return;
    case ITEM_DEFINE:
        if (define_find(item->word, &define.kind)) vec_push(&e->defines, define);
        return;
    case ITEM_VARY:
        vec_push(&e->variations,
                 ((Variation){item->names, item->pool, item->name_count, item->pool_count, item->span}));
        return;
    case ITEM_SOLUTION: e->solution = answer_of(e, STR("solution"), item->answer); return;
    case ITEM_WRONG: vec_push(&e->wrong, answer_of(e, item->text, item->answer)); return;
    case ITEM_EXPECT:
    case ITEM_COMPARE: add_demand(e, sources, item); return;
    default: return;
    }
}

Exercise *exercise_read(const Sources *sources, SourceId source, Diags *diags) {
    Exercise *e = mem_alloc_zero(sizeof *e);
    arena_init(&e->arena);
    e->source = source;
    e->text = source_text(sources, source);
    e->ast = parse(sources, source, &e->arena, diags);
    for (uint32_t i = 0; i < e->ast->statement_count; i++) {
        const Statement *s = e->ast->statements[i];
        if (s->kind != STMT_EXERCISE) continue;
        e->span = s->span;
        e->name = s->label;
        e->title = s->text.length ? s->text : s->label;
        for (uint32_t k = 0; k < s->part_count; k++) add_part(e, sources, &s->parts[k]);
        return e;
    }
    exercise_free(e);
    return NULL;
}

void exercise_free(Exercise *e) {
    if (!e) return;
    vec_free(&e->hints);
    vec_free(&e->defines);
    vec_free(&e->demands);
    vec_free(&e->variations);
    vec_free(&e->wrong);
    arena_clear(&e->arena);
    mem_free(e);
}

/* ---- views ---- */

uint32_t text_skip_blanks(Str text, uint32_t at) {
    while (at < text.length) {
        bool is_block = text.text[at] == '/' && at + 1 < text.length && text.text[at + 1] == '*';
        if (text.text[at] == '%') {
            while (at < text.length && text.text[at] != '\n') at++;
        } else if (is_block) {
            for (at += 2; at < text.length && !(text.text[at - 1] == '*' && text.text[at] == '/');) at++;
            at += at < text.length;
        } else if (char_is_blank(text.text[at])) {
            at++;
        } else {
            break;
        }
    }
    return at;
}

Span statement_whole(Str text, const Statement *statement) {
    Span span = statement->span;
    if (statement->kind == STMT_RELATION && statement->key_count) { /* they stand behind what was read first */
        uint32_t close = text_skip_blanks(text, statement->key_spans[statement->key_count - 1].end);
        if (close < text.length && text.text[close] == ')') span.end = close + 1;
    }
    uint32_t end = text_skip_blanks(text, span.end);
    if (end < text.length && text.text[end] == '.') span.end = end + 1;
    return span;
}

void blank_out(char *text, size_t begin, size_t end) {
    for (size_t i = begin; i < end; i++)
        if (text[i] != '\n' && text[i] != '\r') text[i] = ' ';
}

void exercise_view(const Exercise *e, ExerciseView view, Text *text) {
    text_add(text, e->text);
    if (view == VIEW_GIVEN) {
        blank_out(text->bytes, e->span.begin, e->span.end);
        return;
    }
    if (view == VIEW_WHOLE) return;
    blank_out(text->bytes, e->solution.span.begin, e->solution.span.end);
    for (size_t i = 0; i < e->wrong.count; i++)
        blank_out(text->bytes, e->wrong.items[i].span.begin, e->wrong.items[i].span.end);
}

Str answer_text(const Exercise *e, const Answer *answer) {
    return str_range(e->text.text + answer->span.begin, e->text.text + answer->span.end);
}

/* ---- words ---- */

void define_print(const Define *define, Text *text) {
    if (define->most) text_printf(text, "%llu ", (unsigned long long)define->most);
    text_add(text, str_of(define_name(define->kind, define->most == 1)));
    for (uint32_t i = 0; i < define->name_count; i++) {
        text_add(text, i                                   ? STR(", ")
                       : define->kind == DEFINE_EXCEPTIONS ? STR(" to ")
                       : define->kind == DEFINE_PRIORITIES ? STR(" among ")
                                                           : STR(" for "));
        text_add(text, define->names[i]);
    }
}

void demand_print(const Exercise *e, uint32_t number, Text *text) {
    const Demand *demand = &e->demands.items[number];
    uint32_t hidden = 0;
    for (uint32_t i = 0; i <= number; i++) hidden += e->demands.items[i].is_hidden;
    if (demand->is_hidden)
        text_printf(text, "hidden %u", (unsigned)hidden);
    else
        text_add(text, demand->text);
}
