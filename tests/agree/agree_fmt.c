/* Formatting changes blanks and line ends alone, and formatting twice is formatting once.
 *
 * Every rule file of rules/ and of the golden cases that parses, and random theories, as they stand and with their
 * blanks thrown about: other blanks, line ends and comments between the same tokens, columns that meet by chance.  Of
 * each the result must have the same tokens and comments in the same order, nothing but blanks between them, and stay
 * as it is when it is formatted again; what is compiled from it must be the same program.
 *
 * Other seeds by hand:  agree_fmt FIRST COUNT */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <cmocka.h>

#include "lang/compile/compile.h"
#include "lang/format/format.h"
#include "lang/syntax/lexer.h"
#include "lang/syntax/parse.h"
#include "parser.h"
#include "tests/support/theory.h"

static uint64_t first_seed = 1, seed_count = 2, state;

static uint32_t draw(uint32_t below) { /* xorshift64*, S. Vigna 2016 */
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (uint32_t)((state * UINT64_C(0x2545F4914F6CDD1D)) >> 33) % below;
}

/* ---- a text with its tokens ---- */

typedef struct {
    Sources *sources;
    Diags *diags;
    SourceId source;
    Arena arena;
    TokenList tokens;
} Reading;

static Reading read_text(Str text) {
    Reading r = {.sources = sources_new()};
    r.diags = diags_new(r.sources);
    r.source = source_add(r.sources, STR("text"), text);
    parse_tokens(r.sources, r.source, &r.arena, r.diags, &r.tokens);
    return r;
}

static void end_reading(Reading *r) {
    vec_free(&r->tokens);
    arena_clear(&r->arena);
    diags_free(r->diags);
    sources_free(r->sources);
}

static bool parses(const Reading *r) { return diags_error_count(r->diags) == 0; }

/* Without what may differ: blanks at the end of a line comment, and carriage returns before line ends. */
static Text words_of(const Reading *r, const Token *token) {
    Text words;
    text_init(&words);
    Str text = span_text(r->sources, token->span);
    for (size_t i = 0; i < text.length; i++) {
        bool is_return =
            token->kind == TOKEN_BLOCK && text.text[i] == '\r' && i + 1 < text.length && text.text[i + 1] == '\n';
        if (!is_return) text_add_char(&words, text.text[i]);
    }
    while (token->kind == TOKEN_LINE && words.length && strchr(" \t\r", words.bytes[words.length - 1])) words.length--;
    return words;
}

static void show_and_fail(const char *what, Str a, Str b) {
    fprintf(stderr, "%s\n---- before\n%.*s\n---- after\n%.*s\n----\n", what, STR_FMT(a), STR_FMT(b));
    fail_msg("%s", what);
}

static bool has_same_tokens(const Reading *a, const Reading *b) {
    bool is_same = a->tokens.count == b->tokens.count;
    for (size_t i = 0; i < a->tokens.count && is_same; i++) {
        Text x = words_of(a, &a->tokens.items[i]), y = words_of(b, &b->tokens.items[i]);
        is_same = a->tokens.items[i].kind == b->tokens.items[i].kind && str_equal(text_str(&x), text_str(&y));
        text_clear(&x);
        text_clear(&y);
    }
    return is_same;
}

/* Blanks, or one or two line ends and the blanks of an indentation. */
static bool is_clean_gap(Str gap, bool is_first) {
    size_t ends = 0;
    while (ends < gap.length && gap.text[ends] == '\n') ends++;
    for (size_t i = ends; i < gap.length; i++)
        if (gap.text[i] != ' ') return false;
    return ends <= 2 && (!is_first || gap.length == 0);
}

static bool has_clean_gaps(const Reading *r) {
    Str text = source_text(r->sources, r->source);
    uint32_t at = 0;
    for (size_t i = 0; i < r->tokens.count; i++) {
        Span span = r->tokens.items[i].span;
        if (!is_clean_gap((Str){text.text + at, span.begin - at}, i == 0)) return false;
        at = span.end;
    }
    return text.length - at == (r->tokens.count > 0) && (at == text.length || text.text[at] == '\n');
}

static Text formatted(const Reading *r) {
    Text text;
    text_init(&text);
    text_lit(&text, ""); /* so that there are bytes */
    Diags *diags = diags_new(r->sources);
    FormatState got = format_source(r->sources, r->source, diags, &text);
    diags_free(diags);
    if (got != (parses(r) ? FORMAT_FINE : FORMAT_ERRORS))
        show_and_fail(got == FORMAT_LOST ? "it lost something" : "it says otherwise than the parser",
                      source_text(r->sources, r->source), STR(""));
    return text;
}

/* What is asked of every text; gives what it becomes. */
static Text check(const Reading *before) {
    Text once = formatted(before);
    if (!parses(before)) {
        assert_int_equal(once.length, 0);
        return once;
    }
    Reading after = read_text(text_str(&once));
    Str source = source_text(before->sources, before->source);
    if (!has_same_tokens(before, &after)) show_and_fail("other tokens", source, text_str(&once));
    if (!has_clean_gaps(&after)) show_and_fail("blanks left over", source, text_str(&once));
    Text twice = formatted(&after);
    if (!str_equal(text_str(&once), text_str(&twice)))
        show_and_fail("twice is not once", text_str(&once), text_str(&twice));
    text_clear(&twice);
    end_reading(&after);
    return once;
}

/* ---- blanks thrown about ---- */

typedef struct {
    uint32_t breaks, comments, tight, columns; /* in a hundred gaps */
} Temper;

static void add_gap(Text *text, bool is_apart, const Temper *temper) {
    static const char *const COMMENTS[] = {" % note \n",      "\n% own line\t\r\n", "\n\n%% doc, \"quoted\" p(X).\n",
                                           " /* in */ ",      "\n/* own */\n",      "/* at\r\n  two lines */",
                                           "\n /* before */", " /* behind */\n",    "% \xD0\xB6\xE2\x80\x94\n\n\n"};
    static const char *const BREAKS[] = {"\n", "\n  ", " \t\n\n\n\t ", "\r\n", "\n    ", "\n\n"};
    static const char *const BLANKS[] = {" ", "  ", "\t", "   ", "     "};
    if (!is_apart && draw(100) >= temper->tight) return;
    if (draw(100) < temper->comments)
        text_add(text, str_of(COMMENTS[draw(9)]));
    else if (draw(100) < temper->breaks)
        text_add(text, str_of(BREAKS[draw(6)]));
    else if (draw(100) < temper->columns)
        do text_add_char(text, ' ');
        while (text->length % 16);
    else
        text_add(text, str_of(BLANKS[draw(5)]));
}

/* Behind a word that some places know comes what tells which word it is: blanks at most, where there are any. */
static bool tells_which(const Reading *r, const Token *token) {
    return token->kind > 0 && lexer_is_soft(span_text(r->sources, token->span));
}

static void add_word(const Reading *r, const Token *token, bool is_longer, Text *text) {
    Str word = span_text(r->sources, token->span);
    Aggregate aggregate;
    text_add(text, word);
    if (token->kind == TOKEN_LINE) text_add_char(text, '\n');
    bool is_name = token->kind == HENCE_NAME || token->kind == HENCE_CAPITAL;
    if (is_longer && is_name && !lexer_is_soft(word) && !aggregate_find(word, &aggregate))
        text_lit(text, "_that_takes_up_more_of_a_line");
}

static Text thrown_about(const Reading *r) {
    Temper temper = {draw(2) ? draw(60) : draw(6), draw(2) ? draw(20) : 0, draw(2) ? draw(50) : 0, draw(2) ? 60 : 0};
    bool is_longer = draw(3) == 0;
    Text text;
    text_init(&text);
    uint32_t at = 0;
    Str source = source_text(r->sources, r->source);
    for (size_t i = 0; i < r->tokens.count; i++) {
        const Token *token = &r->tokens.items[i];
        bool is_kept = i > 0 && tells_which(r, token - 1);
        if (!is_kept && (draw(100) < 70 || temper.breaks < 6))
            add_gap(&text, at < token->span.begin, &temper);
        else
            text_add(&text, str_range(source.text + at, source.text + token->span.begin));
        add_word(r, token, is_longer, &text);
        at = token->span.end;
    }
    return text;
}

static uint32_t thrown, read_again;

static void check_thrown_about(const Reading *r) {
    for (uint64_t seed = first_seed; seed < first_seed + seed_count; seed++) {
        state = seed * UINT64_C(0x9E3779B97F4A7C15) + r->tokens.count;
        Text text = thrown_about(r);
        Reading other = read_text(text_str(&text)), *it = &other;
        Text result = check(it);
        thrown++;
        read_again += parses(it);
        text_clear(&result);
        end_reading(&other);
        text_clear(&text);
    }
}

/* ---- the same program ---- */

/* A file as it stands, or as it becomes. */
static SourceId read_it(void *context, Sources *sources, Str shown, const char *path) {
    const bool *is_formatted = context;
    SourceId plain = source_read(sources, shown, path);
    if (plain == NO_SOURCE || !*is_formatted) return plain;
    Reading r = read_text(source_text(sources, plain));
    Text text = formatted(&r);
    SourceId source = parses(&r) ? source_add(sources, shown, text_str(&text)) : plain;
    text_clear(&text);
    end_reading(&r);
    return source;
}

static void print_program(const char *path, bool is_formatted, Text *text) {
    Sources *sources = sources_new();
    Diags *diags = diags_new(sources);
    Policy policy = {AMBIGUITY_BLOCK, CLOSED_WHERE_NEEDED, NULL, 0};
    Program *program = compile_files(&path, 1, &policy, read_it, &is_formatted, sources, diags);
    if (program) program_print(program, text);
    text_printf(text, "%u errors\n", (unsigned)diags_error_count(diags)); /* one warning is about blanks: `f1:-p.` */
    program_free(program);
    diags_free(diags);
    sources_free(sources);
}

static void check_program(const char *path) {
    Text before, after;
    text_init(&before);
    text_init(&after);
    print_program(path, false, &before);
    print_program(path, true, &after);
    if (!str_equal(text_str(&before), text_str(&after))) show_and_fail(path, text_str(&before), text_str(&after));
    text_clear(&before);
    text_clear(&after);
}

/* ---- all rule files ---- */

static uint32_t files;

static bool is_rule_file(const char *path) {
    size_t length = strlen(path);
    return length > 6 && strcmp(path + length - 6, ".hence") == 0;
}

static void check_file(const char *path) {
    Sources *sources = sources_new();
    SourceId source = source_read(sources, str_of(path), path);
    assert_true(source != NO_SOURCE);
    Reading r = read_text(source_text(sources, source));
    files += parses(&r);
    Text result = check(&r);
    if (parses(&r)) {
        check_thrown_about(&r);
        check_program(path);
    }
    text_clear(&result);
    end_reading(&r);
    sources_free(sources);
}

static void check_below(const char *path) {
    DIR *folder = opendir(path);
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        char name[512];
        struct stat about;
        if (entry->d_name[0] == '.') continue;
        snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
        if (stat(name, &about) == 0 && S_ISDIR(about.st_mode))
            check_below(name);
        else if (is_rule_file(name))
            check_file(name);
    }
    closedir(folder);
}

static void rule_files_keep_all_but_blanks(void **unused) {
    (void)unused;
    check_below("rules");
    check_below("tests/golden");
    assert_true(files > 500);
    assert_true(read_again > thrown / 2);
}

static void random_theories_do(void **unused) {
    (void)unused;
    for (uint64_t seed = first_seed; seed < first_seed + 40 * seed_count; seed++) {
        Theory *theory = theory_random(seed, seed % 2 ? THEORY_PROPOSITIONS : THEORY_ROWS);
        Text text = theory_text(theory);
        Reading r = read_text(text_str(&text));
        assert_true(parses(&r));
        Text result = check(&r);
        check_thrown_about(&r);
        text_clear(&result);
        end_reading(&r);
        text_clear(&text);
        theory_free(theory);
    }
}

int main(int argc, char **argv) {
    if (argc > 1) first_seed = strtoull(argv[1], NULL, 10);
    if (argc > 2) seed_count = strtoull(argv[2], NULL, 10);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rule_files_keep_all_but_blanks),
        cmocka_unit_test(random_theories_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
