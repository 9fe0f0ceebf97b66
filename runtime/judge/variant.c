/* Names are drawn without repetition; one that stands in the exercise already is not drawn. */
#include "runtime/judge/variant.h"

#include "lang/syntax/parse.h"
#include "parser.h"
#include "runtime/judge/counterexample.h"

typedef struct {
    Str from, to;
} Swap;
typedef Vec(Swap) Swaps;

/* ---- drawing ---- */

static void draw(const Variation *variation, uint64_t *state, Swaps *swaps) {
    Vec(Str) pool = {0};
    for (uint32_t i = 0; i < variation->pool_count; i++) vec_push(&pool, variation->pool[i]);
    for (uint32_t i = 0; i < variation->name_count && pool.count; i++) {
        size_t at = (size_t)(random_next(state) % pool.count);
        vec_push(swaps, ((Swap){variation->names[i], pool.items[at]}));
        for (size_t k = at; k + 1 < pool.count; k++) pool.items[k] = pool.items[k + 1];
        pool.count--;
    }
    vec_free(&pool);
}

/* ---- replacing ---- */

static const Swap *swap_of(const Swaps *swaps, Str name) {
    for (size_t i = 0; i < swaps->count; i++)
        if (str_equal(swaps->items[i].from, name)) return &swaps->items[i];
    return NULL;
}

/* Ann for ann. */
static const Swap *swap_of_capital(const Swaps *swaps, Str word, Text *room) {
    if (word.length == 0 || *word.text < 'A' || *word.text > 'Z') return NULL;
    text_empty(room);
    text_add_char(room, (char)(*word.text + 'a' - 'A'));
    text_add(room, (Str){word.text + 1, word.length - 1});
    return swap_of(swaps, text_str(room));
}

static void add_capital(Str name, Text *text) {
    char first = *name.text;
    text_add_char(text, first >= 'a' && first <= 'z' ? (char)(first + 'A' - 'a') : first);
    text_add(text, (Str){name.text + 1, name.length - 1});
}

static bool is_of_word(char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (unsigned char)c >= 0x80;
}

/* The words of a text in quotes. */
static void add_words(const Swaps *swaps, Str words, Text *text) {
    Text room;
    text_init(&room);
    for (size_t i = 0; i < words.length;) {
        size_t begin = i;
        while (i < words.length && is_of_word(words.text[i])) i++;
        Str word = {words.text + begin, i - begin};
        const Swap *swap = swap_of(swaps, word), *capital = swap ? NULL : swap_of_capital(swaps, word, &room);
        if (swap)
            text_add(text, swap->to);
        else if (capital && capital->to.length)
            add_capital(capital->to, text);
        else
            text_add(text, word);
        if (i < words.length) text_add_char(text, words.text[i++]);
    }
    text_clear(&room);
}

static void add_value(const Swap *swap, Text *text) {
    if (str_is_plain_symbol(swap->to))
        text_add(text, swap->to);
    else
        text_add_quoted(text, swap->to);
}

/* A name that has arguments, or names a statement, is none of a value. */
static bool is_value(Str text, const TokenList *tokens, size_t i) {
    uint32_t end = tokens->items[i].span.end;
    int next = i + 1 < tokens->count ? tokens->items[i + 1].kind : 0;
    return (end >= text.length || text.text[end] != '(') && next != HENCE_COLON;
}

static bool varies(const Exercise *e, uint32_t at) {
    for (size_t i = 0; i < e->variations.count; i++)
        if (at >= e->variations.items[i].span.begin && at < e->variations.items[i].span.end) return true;
    return false;
}

static void replace(const Exercise *e, const TokenList *tokens, const Swaps *swaps, Text *text) {
    uint32_t at = 0;
    for (size_t i = 0; i < tokens->count; i++) {
        const Token *token = &tokens->items[i];
        Str word = {e->text.text + token->span.begin, token->span.end - token->span.begin};
        if (token->span.begin < at) continue;
        text_add(text, str_range(e->text.text + at, word.text));
        at = token->span.end;
        const Swap *swap = token->kind == HENCE_NAME && is_value(e->text, tokens, i) ? swap_of(swaps, word) : NULL;
        if (varies(e, token->span.begin))
            continue;
        else if (swap)
            add_value(swap, text);
        else if (token->kind == HENCE_TEXT || token->kind == HENCE_QUOTED || token->kind < 0)
            add_words(swaps, word, text);
        else
            text_add(text, word);
    }
    text_add(text, str_range(e->text.text + at, e->text.text + e->text.length));
}

void variant_print(const Exercise *e, const Sources *sources, uint64_t seed, Text *text) {
    Swaps swaps = {0};
    TokenList tokens = {0};
    Arena arena;
    uint64_t state = seed;
    arena_init(&arena);
    Diags *diags = diags_new(sources);
    (void)parse_tokens(sources, e->source, &arena, diags, &tokens);
    for (size_t i = 0; i < e->variations.count; i++) draw(&e->variations.items[i], &state, &swaps);
    replace(e, &tokens, &swaps, text);
    diags_free(diags);
    arena_clear(&arena);
    vec_free(&swaps);
    vec_free(&tokens);
}
