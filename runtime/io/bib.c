/* BibTeX, by a parser of our own.
 *
 * libbtparse was looked at and left: it keeps its state in globals, so two engines could not read at once; it reports
 * errors through process-wide handlers, by line only; and it cannot run in a browser.  The format is small: entries,
 * @string macros, values in braces or quotes joined by #, and comments, which are whatever stands outside (O.
 * Patashnik, BibTeXing, 1988).  After an error reading goes on at the next @ that begins a line. */
#include "runtime/io/bib.h"

typedef struct {
    Str name, text;
} Macro;

typedef struct {
    Program *program;
    SourceId source;
    Diags *diags;
    Str text;
    size_t at, entry_at; /* entry_at: the @ that was read last */
    Vec(Macro) macros;
    Vec(Field) fields;
    bool is_sound; /* no entry was lost */
} Bib;

static const Macro MONTHS[] = {
    {{"jan", 3}, {"January", 7}}, {{"feb", 3}, {"February", 8}}, {{"mar", 3}, {"March", 5}},
    {{"apr", 3}, {"April", 5}},   {{"may", 3}, {"May", 3}},      {{"jun", 3}, {"June", 4}},
    {{"jul", 3}, {"July", 4}},    {{"aug", 3}, {"August", 6}},   {{"sep", 3}, {"September", 9}},
    {{"oct", 3}, {"October", 7}}, {{"nov", 3}, {"November", 8}}, {{"dec", 3}, {"December", 8}}};

static Span span_at(const Bib *bib, size_t begin, size_t end) {
    return (Span){bib->source, (uint32_t)begin, (uint32_t)end};
}
static char peek(const Bib *bib) { return bib->at < bib->text.length ? bib->text.text[bib->at] : 0; }

static void skip_blanks(Bib *bib) {
    while (bib->at < bib->text.length && strchr(" \t\r\n", peek(bib)) && peek(bib)) bib->at++;
}

static bool take(Bib *bib, char c) {
    skip_blanks(bib);
    if (bib->at >= bib->text.length || peek(bib) != c) return false;
    bib->at++;
    return true;
}

/* Where an entry of several lines goes wrong, its beginning is told too: often the mistake is on a line between. */
static bool fail(Bib *bib, size_t at, const char *what) {
    Diag *diag = diag_add(bib->diags, E0715, span_at(bib, at, at + (at < bib->text.length)), "%s", what);
    diag_remedy(bib->diags, diag, "an entry is written  @book{key, title = {Text}, year = 1989}");
    if (at > bib->entry_at && memchr(bib->text.text + bib->entry_at, '\n', at - bib->entry_at))
        diag_note(bib->diags, diag, span_at(bib, bib->entry_at, bib->entry_at + 1), "the entry begins here");
    bib->is_sound = false;
    return false;
}

static Str lower_copy(Bib *bib, Str word) {
    char *copy = arena_copy(&bib->program->arena, word.text, word.length);
    for (size_t i = 0; i < word.length; i++)
        if (copy[i] >= 'A' && copy[i] <= 'Z') copy[i] = (char)(copy[i] + 32);
    return (Str){copy, word.length};
}

/* A name of a kind, field, key or macro; empty if there is none. */
static Str take_word(Bib *bib) {
    skip_blanks(bib);
    size_t begin = bib->at;
    while (bib->at < bib->text.length && !strchr(" \t\r\n{}(),=\"#%", peek(bib))) bib->at++;
    return (Str){bib->text.text + begin, bib->at - begin};
}

/* What stands between an opening brace or quote and its end; braces nest. */
static bool take_delimited(Bib *bib, char end, Text *value) {
    size_t begin = bib->at - 1, depth = 0, from = bib->at;
    for (; bib->at < bib->text.length; bib->at++) {
        char c = peek(bib);
        if (c == '\\' && bib->at + 1 < bib->text.length)
            bib->at++;
        else if (c == '{')
            depth++;
        else if (c == end && depth == 0) {
            text_add(value, (Str){bib->text.text + from, bib->at - from});
            bib->at++;
            return true;
        } else if (c == '}' && depth-- == 0)
            break;
    }
    bib->at = begin + 1;
    return fail(bib, begin, end == '"' ? "this text in quotes is never closed" : "this brace is never closed");
}

static void add_macro_text(Bib *bib, Str name, size_t at, Text *value) {
    for (size_t i = bib->macros.count; i-- > 0;)
        if (str_equal(bib->macros.items[i].name, name)) {
            text_add(value, bib->macros.items[i].text);
            return;
        }
    for (size_t i = 0; i < sizeof MONTHS / sizeof *MONTHS; i++)
        if (str_equal(MONTHS[i].name, name)) {
            text_add(value, MONTHS[i].text);
            return;
        }
    Diag *diag = diag_add(bib->diags, W0702, span_at(bib, at, at + name.length), "the macro '%.*s' is not defined",
                          STR_FMT(name));
    diag_remedy(bib->diags, diag, "put text in braces: {%.*s}", STR_FMT(name));
}

/* A value: parts in braces, quotes, digits or macros, joined by #. */
static bool take_value(Bib *bib, Text *value) {
    do {
        skip_blanks(bib);
        size_t begin = bib->at;
        char c = peek(bib);
        if (c == '{' || c == '"') {
            bib->at++;
            if (!take_delimited(bib, c == '{' ? '}' : '"', value)) return false;
            continue;
        }
        Str word = take_word(bib);
        if (word.length == 0) return fail(bib, begin, "a value is expected here");
        if (c >= '0' && c <= '9')
            text_add(value, word);
        else
            add_macro_text(bib, lower_copy(bib, word), begin, value);
    } while (take(bib, '#'));
    return true;
}

/* Not prose: what stands there is looked up, not read. */
static bool is_address(Str field) {
    static const char *const NAMES[] = {"url", "doi", "eprint", "file", "crossref"};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (str_equal(field, str_of(NAMES[i]))) return true;
    return false;
}

static bool is_names(Str field) { return str_equal(field, STR("author")) || str_equal(field, STR("editor")); }

/* The length of the first of some names, up to an `and` outside of braces. */
static size_t name_length(Str names) {
    size_t depth = 0;
    for (size_t i = 0; i < names.length; i++) {
        char c = names.text[i];
        if (c == '{') depth++;
        if (c == '}' && depth) depth--;
        bool is_and = depth == 0 && i + 5 <= names.length && memcmp(names.text + i + 1, "and", 3) == 0;
        if (is_and && char_is_blank(c) && char_is_blank(names.text[i + 4])) return i;
    }
    return names.length;
}

static bool is_in_braces(Str name) {
    size_t depth = 0;
    for (size_t i = 0; i < name.length; i++) {
        if (name.text[i] == '{') depth++;
        if (name.text[i] == '}' && depth) depth--;
        if (depth == 0) return i > 0 && i + 1 == name.length;
    }
    return false;
}

/* A name in braces is that of no person, and keeps them: it has neither family name nor given name. */
static void plain_names(Str names, Text *text) {
    for (bool is_first = true; names.length; is_first = false) {
        size_t length = name_length(names);
        Str name = str_trim((Str){names.text, length});
        bool is_whole = is_in_braces(name);
        if (!is_first) text_lit(text, " and ");
        if (is_whole) text_add_char(text, '{');
        bib_plain_text(name, text);
        if (is_whole) text_add_char(text, '}');
        size_t gone = length == names.length ? length : length + 5;
        names = (Str){names.text + gone, names.length - gone};
    }
}

static Str plain_copy(Bib *bib, Str field, const Text *value) {
    Text plain;
    text_init(&plain);
    if (is_names(field))
        plain_names(text_str(value), &plain);
    else if (is_address(field))
        bib_plain_address(text_str(value), &plain);
    else
        bib_plain_text(text_str(value), &plain);
    Str copy = arena_str(&bib->program->arena, text_str(&plain));
    text_clear(&plain);
    return copy;
}

/* name = value, in an entry or a @string; the value as it is written. */
static bool take_pair(Bib *bib, Str *name, Text *value) {
    size_t at = bib->at;
    Str word = take_word(bib);
    if (word.length == 0) return fail(bib, bib->at, "the name of a field is expected here");
    if (!take(bib, '='))
        return fail(bib, bib->at < bib->text.length ? bib->at : at, "'=' is expected behind the name of a field");
    *name = lower_copy(bib, word);
    return take_value(bib, value);
}

static bool take_field(Bib *bib) {
    Field field;
    Text value;
    text_init(&value);
    bool is_read = take_pair(bib, &field.name, &value);
    if (is_read) {
        field.text = plain_copy(bib, field.name, &value);
        vec_push(&bib->fields, field);
    }
    text_clear(&value);
    return is_read;
}

static void add_entry(Bib *bib, Str kind, Str key, Span span) {
    Program *program = bib->program;
    Symbol symbol = intern(values_symbols(program->values), key);
    const Bibitem *known = program_find_source(program, symbol);
    if (known) {
        Diag *diag = diag_add(bib->diags, E0716, span, "the source '%.*s' is stated twice", STR_FMT(key));
        diag_note(bib->diags, diag, known->span, "here for the first time");
        diag_remedy(bib->diags, diag, "give one of them another key");
        bib->is_sound = false;
        return;
    }
    Bibitem item = {.key = symbol, .kind = kind, .field_count = (uint32_t)bib->fields.count, .span = span};
    item.fields = arena_copy(&program->arena, bib->fields.items, bib->fields.count * sizeof *item.fields);
    vec_push(&program->bibliography, item);
}

static bool take_entry(Bib *bib, Str kind, char end) {
    skip_blanks(bib);
    size_t begin = bib->at;
    Str key = take_word(bib);
    if (key.length == 0) return fail(bib, begin, "the key of the entry is missing");
    Span span = span_at(bib, begin, bib->at);
    vec_empty(&bib->fields);
    while (take(bib, ',')) {
        skip_blanks(bib);
        if (peek(bib) == end) break;
        if (!take_field(bib)) return false;
    }
    if (!take(bib, end)) {
        if (bib->at >= bib->text.length) return fail(bib, bib->entry_at, "this entry is never closed");
        return fail(bib, bib->at, end == '}' ? "',' or '}' is expected here" : "',' or ')' is expected here");
    }
    add_entry(bib, kind, key, span);
    return true;
}

static bool take_string(Bib *bib, char end) {
    Str name;
    Text value;
    text_init(&value);
    bool is_read = take_pair(bib, &name, &value);
    if (is_read) vec_push(&bib->macros, ((Macro){name, arena_str(&bib->program->arena, text_str(&value))}));
    text_clear(&value);
    return is_read && (take(bib, end) || fail(bib, bib->at, "the macro is not closed"));
}

/* A comment in braces is passed over with all that is in it; of any other only the word is. */
static bool pass_comment(Bib *bib) {
    if (!take(bib, '{')) return true;
    Text text;
    text_init(&text);
    bool is_closed = take_delimited(bib, '}', &text);
    text_clear(&text);
    return is_closed;
}

/* Behind an @.  False after a complaint. */
static bool take_command(Bib *bib) {
    size_t at = bib->at;
    bib->entry_at = at - 1;
    Str kind = lower_copy(bib, take_word(bib));
    if (str_equal(kind, STR("comment"))) return pass_comment(bib);
    char end = take(bib, '{') ? '}' : take(bib, '(') ? ')' : 0;
    if (kind.length == 0 || !end) return fail(bib, at, "'@' begins an entry, but none stands here");
    if (str_equal(kind, STR("string"))) return take_string(bib, end);
    if (!str_equal(kind, STR("preamble"))) return take_entry(bib, kind, end);
    Text value;
    text_init(&value);
    bool is_read = take_value(bib, &value) && (take(bib, end) || fail(bib, bib->at, "the preamble is not closed"));
    text_clear(&value);
    return is_read;
}

/* To the next @ that begins a line. */
static void recover(Bib *bib) {
    while (bib->at < bib->text.length && !(peek(bib) == '@' && bib->text.text[bib->at - 1] == '\n')) bib->at++;
}

bool bib_read(Program *program, const Sources *sources, SourceId source, Diags *diags) {
    Bib bib = {
        .program = program, .source = source, .diags = diags, .text = source_text(sources, source), .is_sound = true};
    size_t bad;
    if (!str_is_utf8(bib.text, &bad)) {
        Diag *diag = diag_add(diags, E0708, span_at(&bib, bad, bad + 1), "this byte is not UTF-8");
        diag_remedy(diags, diag, "save the bibliography as UTF-8");
        return false;
    }
    while (bib.at < bib.text.length) {
        char c = bib.text.text[bib.at++];
        if (c == '%')
            while (bib.at < bib.text.length && peek(&bib) != '\n') bib.at++;
        else if (c == '@' && !take_command(&bib))
            recover(&bib);
        if (!diags_go_on(diags, span_at(&bib, bib.at - 1, bib.at))) break;
    }
    vec_free(&bib.macros);
    vec_free(&bib.fields);
    return bib.is_sound && diags_stop(diags) == STOP_NONE;
}

/* ---- crossref ---- */

static const Field *field_named(const Bibitem *item, Str name) {
    for (uint32_t i = 0; i < item->field_count; i++)
        if (str_equal(item->fields[i].name, name)) return &item->fields[i];
    return NULL;
}

static void fill_in(Program *program, Bibitem *item, const Bibitem *parent) {
    Field *fields = arena_array(&program->arena, Field, item->field_count + parent->field_count + 1);
    uint32_t count = item->field_count;
    if (count) memcpy(fields, item->fields, count * sizeof *fields);
    for (uint32_t i = 0; i < parent->field_count; i++)
        if (!field_named(item, parent->fields[i].name)) fields[count++] = parent->fields[i];
    if (!field_named(item, STR("booktitle")) && field_named(parent, STR("title")))
        fields[count++] = (Field){STR("booktitle"), field_named(parent, STR("title"))->text};
    item->fields = fields;
    item->field_count = count;
}

void bib_resolve_crossrefs(Program *program, Diags *diags) {
    for (size_t i = 0; i < program->bibliography.count; i++) {
        Bibitem *item = &program->bibliography.items[i];
        const Field *field = field_named(item, STR("crossref"));
        if (!field) continue;
        Symbol key = intern_find(values_symbols(program->values), field->text);
        const Bibitem *parent = key == NO_SYMBOL ? NULL : program_find_source(program, key);
        if (parent && parent != item)
            fill_in(program, item, parent);
        else
            diag_add(diags, W0704, item->span, "crossref names '%.*s', which is not there", STR_FMT(field->text));
    }
}
