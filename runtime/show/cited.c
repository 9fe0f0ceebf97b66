/* Sources in few words, as a reader of the field cites them.
 *
 * Sources that have one author and year are lettered in the order of their titles, over all sources that are known and
 * not only those of one answer, so that each answer calls a source the same.  Looking for them costs a pass over the
 * sources each time one is named; they are few, and most differ in the year. */
#include "runtime/show/cited.h"

#include "runtime/show/words.h"

#define SHORT_LIMIT 48 /* bytes of a title that stands for a source */

Str bib_field(const Bibitem *item, const char *name) {
    for (uint32_t i = 0; item && i < item->field_count; i++)
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

size_t names_first_length(Str names) {
    bool is_inside = false; /* a name in braces may have an `and` of its own */
    for (size_t i = 0; i < names.length; i++) {
        if (names.text[i] == '{' || names.text[i] == '}') is_inside = names.text[i] == '{';
        if (!is_inside && i + 5 <= names.length && memcmp(names.text + i, " and ", 5) == 0) return i;
    }
    return names.length;
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
    size_t end = names_first_length(authors);
    add_short(text, family_name((Str){authors.text, end}));
    if (end == authors.length) return;
    Str second = {authors.text + end + 5, authors.length - end - 5};
    size_t end_second = names_first_length(second);
    if (end_second < second.length) {
        text_lit(text, " et al.");
        return;
    }
    text_lit(text, " & ");
    add_short(text, family_name(second));
}

typedef struct {
    Str author; /* or editor */
    Str body;   /* where there is neither: who stands for it, a site or an organization */
    Str title, year;
} Named;

static Str year_of(const Bibitem *item) {
    Str year = bib_field(item, "year"), date = bib_field(item, "date");
    return year.length == 0 && date.length >= 4 ? (Str){date.text, 4} : year;
}

static Str first_field(const Bibitem *item, const char *const *names) {
    Str field = STR("");
    for (; *names && field.length == 0; names++) field = bib_field(item, *names);
    return field;
}

static bool has_piece(Str words, const char *piece) {
    size_t length = strlen(piece);
    for (size_t i = 0; i + length <= words.length; i++)
        if (memcmp(words.text + i, piece, length) == 0) return true;
    return false;
}

/* Elsewhere than on the web that field says how something was printed. */
static Str site_of(const Bibitem *item) {
    Str site = bib_field(item, "howpublished");
    bool is_web = str_equal(item->kind, STR("online")) || str_equal(item->kind, STR("electronic")) ||
                  str_equal(item->kind, STR("www"));
    return is_web && !has_piece(site, "url") && !has_piece(site, "://") ? site : STR("");
}

static Named name_item(const Bibitem *item) {
    static const char *const AUTHORS[] = {"author", "editor", NULL}, *const BODIES[] = {"organization", "institution",
                                                                                        NULL};
    Named named = {.author = first_field(item, AUTHORS), .title = bib_field(item, "title"), .year = year_of(item)};
    if (named.title.length == 0) named.title = bib_field(item, "text");
    if (named.author.length == 0) named.body = first_field(item, BODIES);
    if (named.author.length == 0 && named.body.length == 0) named.body = site_of(item);
    return named;
}

/* `Young`, `The Economist`, or the beginning of the title. */
static void add_name(Text *text, const Named *named) {
    if (named->author.length)
        add_authors(text, named->author);
    else
        add_short(text, named->body.length ? named->body : named->title);
}

/* ---- namesakes ---- */

int title_compare(Str a, Str b) {
    for (size_t i = 0; i < a.length && i < b.length; i++) {
        unsigned char x = (unsigned char)a.text[i], y = (unsigned char)b.text[i];
        if (x >= 'A' && x <= 'Z') x = (unsigned char)(x - 'A' + 'a');
        if (y >= 'A' && y <= 'Z') y = (unsigned char)(y - 'A' + 'a');
        if (x != y) return x < y ? -1 : 1;
    }
    return (a.length > b.length) - (a.length < b.length);
}

/* Of two of one year: cheap, and true of all that have one name. */
static bool may_share_name(const Named *a, const Named *b) {
    if ((a->author.length == 0) != (b->author.length == 0)) return false;
    return a->author.length == 0 || str_equal(family_name((Str){a->author.text, names_first_length(a->author)}),
                                              family_name((Str){b->author.text, names_first_length(b->author)}));
}

static int by_title(const Program *program, const Named *a, Symbol a_key, const Named *b, Symbol b_key) {
    int order = title_compare(a->title, b->title);
    return order ? order : str_compare(symbol_str(program, a_key), symbol_str(program, b_key));
}

typedef struct {
    uint32_t count, before; /* others of its name; those among them that come before it */
} Namesakes;

static Namesakes find_namesakes(const Program *program, Symbol key, const Named *own) {
    Namesakes found = {0};
    Text name, other;
    text_init(&name);
    text_init(&other);
    add_name(&name, own);
    for (size_t i = 0; i < program->bibliography.count; i++) {
        const Bibitem *item = &program->bibliography.items[i];
        if (item->key == key || !str_equal(year_of(item), own->year)) continue;
        Named named = name_item(item);
        if (!may_share_name(own, &named)) continue;
        text_empty(&other);
        add_name(&other, &named);
        if (!str_equal(text_str(&other), text_str(&name))) continue;
        found.count++;
        found.before += by_title(program, &named, item->key, own, key) < 0;
    }
    text_clear(&name);
    text_clear(&other);
    return found;
}

/* a, b, ..., z, aa, ab, ... */
static void add_letters(Text *text, uint32_t number) {
    if (number >= 26) add_letters(text, number / 26 - 1);
    text_add_char(text, (char)('a' + number % 26));
}

static bool ends_in_digit(Str words) {
    return words.length && words.text[words.length - 1] >= '0' && words.text[words.length - 1] <= '9';
}

void source_name_print(const Program *program, Symbol key, Text *text) {
    const Bibitem *item = program_find_source(program, key);
    Named named = item ? name_item(item) : (Named){0};
    size_t begin = text->length;
    add_name(text, &named);
    if (text->length == begin) {
        text_add(text, symbol_str(program, key));
        return;
    }
    Namesakes others = find_namesakes(program, key, &named);
    if (named.year.length) text_printf(text, " %.*s", STR_FMT(named.year));
    if (others.count && ends_in_digit(named.year))
        add_letters(text, others.before);
    else if (others.count)
        text_printf(text, " (%.*s)", STR_FMT(symbol_str(program, key)));
}

void cites_print(const Program *program, Cites cites, Text *text) {
    for (uint32_t i = 0; i < cites.count; i++) {
        text_add(text, i ? STR("; ") : STR(" ["));
        source_name_print(program, cites.items[i].key, text);
        if (cites.items[i].locator.length) text_printf(text, ", %.*s", STR_FMT(cites.items[i].locator));
    }
    if (cites.count) text_add_char(text, ']');
}

void text_add_without_braces(Text *text, Str words) {
    for (size_t i = 0; i < words.length; i++)
        if (words.text[i] != '{' && words.text[i] != '}') text_add_char(text, words.text[i]);
}

void source_print_full(const Program *program, Symbol key, Text *text) {
    const Bibitem *item = program_find_source(program, key);
    Named named = item ? name_item(item) : (Named){0};
    Namesakes others = ends_in_digit(named.year) ? find_namesakes(program, key, &named) : (Namesakes){0};
    const Str parts[] = {named.author, named.body, named.title, named.year};
    size_t begin = text->length;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].length == 0) continue;
        if (text->length > begin) text_lit(text, ", ");
        text_add_without_braces(text, parts[i]);
    }
    if (others.count) add_letters(text, others.before);
    if (text->length == begin) text_add(text, symbol_str(program, key));
}
