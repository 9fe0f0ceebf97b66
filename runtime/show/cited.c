/* Sources in few words, as a reader of the field cites them. */
#include "runtime/show/cited.h"

#include "runtime/show/words.h"

#define SHORT_LIMIT 48 /* bytes of a title that stands for a source */

static Str field_of(const Bibitem *item, const char *name) {
    for (uint32_t i = 0; i < item->field_count; i++)
        if (str_equal(item->fields[i].name, str_of(name))) return item->fields[i].text;
    return STR("");
}

/* Cut at a blank, and marked, where it is long; braces of BibTeX dropped. */
static void add_short(Text *text, Str words) {
    size_t cut = words.length;
    if (cut > SHORT_LIMIT) {
        cut = SHORT_LIMIT;
        while (cut > SHORT_LIMIT / 2 && words.text[cut] != ' ') cut--;
        while (cut > 0 && ((unsigned char)words.text[cut] & 0xC0) == 0x80) cut--;
    }
    for (size_t i = 0; i < cut; i++)
        if (words.text[i] != '{' && words.text[i] != '}') text_add_char(text, words.text[i]);
    if (cut < words.length) text_lit(text, "...");
}

static size_t find_and(Str authors) {
    for (size_t i = 0; i + 5 <= authors.length; i++)
        if (memcmp(authors.text + i, " and ", 5) == 0) return i;
    return authors.length;
}

/* `Last, First`, `First Last`, or `{An Organization}`. */
static Str family_name(Str author) {
    if (author.length && author.text[0] == '{') return author;
    const char *comma = author.length ? memchr(author.text, ',', author.length) : NULL;
    if (comma) return str_range(author.text, comma);
    size_t begin = author.length;
    while (begin > 0 && author.text[begin - 1] != ' ') begin--;
    return (Str){author.text + begin, author.length - begin};
}

static void add_authors(Text *text, Str authors) {
    size_t end = find_and(authors);
    add_short(text, family_name((Str){authors.text, end}));
    if (end == authors.length) return;
    Str second = {authors.text + end + 5, authors.length - end - 5};
    size_t end_second = find_and(second);
    if (end_second < second.length) {
        text_lit(text, " et al.");
        return;
    }
    text_lit(text, " & ");
    add_short(text, family_name(second));
}

typedef struct {
    Str author, title, year;
} Named;

static Named name_source(const Program *program, Symbol key) {
    const Bibitem *item = program_find_source(program, key);
    if (!item) return (Named){0};
    Named named = {field_of(item, "author"), field_of(item, "title"), field_of(item, "year")};
    if (named.year.length == 0 && field_of(item, "date").length >= 4)
        named.year = (Str){field_of(item, "date").text, 4};
    if (named.title.length == 0) named.title = field_of(item, "text");
    return named;
}

/* `Young 1989`, or the beginning of the title; the key where nothing is known. */
static void source_print(const Program *program, Symbol key, bool with_title, Text *text) {
    Named named = name_source(program, key);
    if (named.author.length) add_authors(text, named.author);
    bool is_long = named.author.length && named.title.length && with_title;
    if (is_long) text_lit(text, ", ");
    if (named.title.length && (with_title || named.author.length == 0)) add_short(text, named.title);
    if (named.author.length == 0 && named.title.length == 0)
        text_add(text, symbol_str(program, key));
    else if (named.year.length)
        text_printf(text, "%s %.*s", is_long ? "," : "", STR_FMT(named.year));
}

/* Another source of the list that has the same name. */
static bool has_namesake(Cites cites, const Str *names, uint32_t i) {
    for (uint32_t k = 0; k < cites.count; k++)
        if (cites.items[k].key != cites.items[i].key && str_equal(names[k], names[i])) return true;
    return false;
}

static const Str *name_all(const Program *program, Cites cites, bool with_title, Arena *arena) {
    Str *names = arena_array(arena, Str, cites.count + 1);
    Text name;
    text_init(&name);
    for (uint32_t i = 0; i < cites.count; i++) {
        text_empty(&name);
        source_print(program, cites.items[i].key, with_title, &name);
        names[i] = arena_str(arena, text_str(&name));
    }
    text_clear(&name);
    return names;
}

/* Sources with the same short name are told apart by their titles, else by their keys. */
void cites_print(const Program *program, Cites cites, Text *text) {
    if (cites.count == 0) return;
    Arena arena;
    arena_init(&arena);
    const Str *names = name_all(program, cites, false, &arena), *titles = name_all(program, cites, true, &arena);
    for (uint32_t i = 0; i < cites.count; i++) {
        bool is_shared = has_namesake(cites, names, i);
        text_add(text, i ? STR("; ") : STR(" ["));
        text_add(text, is_shared ? titles[i] : names[i]);
        if (is_shared && has_namesake(cites, titles, i))
            text_printf(text, " (%.*s)", STR_FMT(symbol_str(program, cites.items[i].key)));
        if (cites.items[i].locator.length) text_printf(text, ", %.*s", STR_FMT(cites.items[i].locator));
    }
    text_add_char(text, ']');
    arena_clear(&arena);
}

static void add_without_braces(Text *text, Str words) {
    for (size_t i = 0; i < words.length; i++)
        if (words.text[i] != '{' && words.text[i] != '}') text_add_char(text, words.text[i]);
}

void source_print_full(const Program *program, Symbol key, Text *text) {
    Named named = name_source(program, key);
    const Str parts[] = {named.author, named.title, named.year};
    size_t begin = text->length;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].length == 0) continue;
        if (text->length > begin) text_lit(text, ", ");
        add_without_braces(text, parts[i]);
    }
    if (text->length == begin) text_add(text, symbol_str(program, key));
}
