/* Names are made unique over the whole bibliography, so that a name leads to one entry. */
#include "runtime/show/references.h"

#include <stdlib.h>

#include "runtime/show/cited.h"
#include "runtime/show/words.h"

/* ---- keys ---- */

typedef struct {
    const Program *program;
    Vec(Symbol) keys;
    Vec(uint32_t) number_of;
} Listing;

static void list_key(Listing *l, Symbol key) {
    while (l->number_of.count <= key) vec_push(&l->number_of, NO_ID);
    if (l->number_of.items[key] != NO_ID) return;
    l->number_of.items[key] = (uint32_t)l->keys.count;
    vec_push(&l->keys, key);
}

static void list_cites(Listing *l, Cites cites) {
    for (uint32_t i = 0; i < cites.count; i++) list_key(l, cites.items[i].key);
}

/* Facts of tables cite what has an entry, or what rules and facts of the files cite as well. */
static void list_all(Listing *l) {
    const Program *program = l->program;
    for (size_t i = 0; i < program->bibliography.count; i++) list_key(l, program->bibliography.items[i].key);
    for (size_t i = 0; i < program->rules.count; i++) list_cites(l, program->rules.items[i].cites);
    for (size_t i = 0; i < program->facts.count; i++) list_cites(l, program->facts.items[i].cites);
    for (size_t i = 0; i < program->agenda->claims.count; i++) list_cites(l, program->agenda->claims.items[i].cites);
}

/* ---- their order ---- */

typedef struct {
    Str label, title;
    uint32_t number;
    Str key;
} Entry;

static int by_author(const void *a, const void *b) {
    const Entry *x = a, *y = b;
    int order = title_compare(x->label, y->label);
    if (order == 0) order = title_compare(x->title, y->title);
    return order ? order : str_compare(x->key, y->key);
}

static Str short_name(const Program *program, Symbol key, Text *text, Arena *arena) {
    text_empty(text);
    source_name_print(program, key, text);
    return arena_str(arena, text_str(text));
}

static uint32_t *kept(Arena *arena, const uint32_t *items, size_t count) {
    uint32_t *copy = arena_array(arena, uint32_t, count + 1);
    if (count) memcpy(copy, items, count * sizeof *items);
    return copy;
}

References references_make(const Program *program, Arena *arena) {
    Listing l = {.program = program};
    Text text;
    text_init(&text);
    list_all(&l);
    uint32_t count = (uint32_t)l.keys.count;
    Entry *entries = arena_array(arena, Entry, count + 1);
    for (uint32_t i = 0; i < count; i++)
        entries[i] = (Entry){short_name(program, l.keys.items[i], &text, arena),
                             bib_field(program_find_source(program, l.keys.items[i]), "title"), i,
                             symbol_str(program, l.keys.items[i])};
    if (count) qsort(entries, count, sizeof *entries, by_author);
    Str *labels = arena_array(arena, Str, count + 1);
    uint32_t *order = arena_array(arena, uint32_t, count + 1);
    for (uint32_t i = 0; i < count; i++) {
        bool is_shared = (i && title_compare(entries[i].label, entries[i - 1].label) == 0) ||
                         (i + 1 < count && title_compare(entries[i].label, entries[i + 1].label) == 0);
        order[i] = entries[i].number;
        labels[entries[i].number] =
            is_shared ? arena_printf(arena, "%.*s (%.*s)", STR_FMT(entries[i].label), STR_FMT(entries[i].key))
                      : entries[i].label;
    }
    References made = {.program = program,
                       .count = count,
                       .keys = kept(arena, l.keys.items, count),
                       .labels = labels,
                       .order = order,
                       .number_of = kept(arena, l.number_of.items, l.number_of.count),
                       .symbol_count = (uint32_t)l.number_of.count,
                       .is_used = arena_array(arena, bool, count + 1)};
    vec_free(&l.keys);
    vec_free(&l.number_of);
    text_clear(&text);
    return made;
}

uint32_t references_use(References *references, Symbol key) {
    uint32_t number = key < references->symbol_count ? references->number_of[key] : NO_ID;
    if (number != NO_ID) references->is_used[number] = true;
    return number;
}

void references_use_all(References *references, Cites cites) {
    for (uint32_t i = 0; i < cites.count; i++) (void)references_use(references, cites.items[i].key);
}

/* ---- one of them ---- */

/* Without the braces of BibTeX; a full stop or another mark ends it. */
static void add_field(Str words, const char *before, Text *text) {
    if (words.length == 0) return;
    text_add(text, str_of(before));
    text_add_without_braces(text, words);
}

static void end_sentence(Text *text) {
    char last = text->length ? text->bytes[text->length - 1] : '.';
    if (last != '.' && last != '?' && last != '!') text_add_char(text, '.');
}

/* `A and B and C` as `A, B & C`. */
static void add_names(Str names, Text *text) {
    for (bool is_first = true; names.length; is_first = false) {
        size_t length = names_first_length(names);
        bool is_last = length == names.length;
        if (!is_first) text_add(text, is_last ? STR(" & ") : STR("; "));
        text_add_without_braces(text, (Str){names.text, length});
        size_t gone = is_last ? length : length + 5;
        names = (Str){names.text + gone, names.length - gone};
    }
}

static void add_container(const Bibitem *item, Text *text) {
    Str journal = bib_field(item, "journal"), book = bib_field(item, "booktitle"), number = bib_field(item, "number");
    if (journal.length == 0) journal = bib_field(item, "journaltitle");
    add_field(journal, " ", text);
    add_field(book, " In: ", text);
    if (bib_field(item, "editor").length) {
        text_add(text, book.length ? STR(", ed. ") : STR(" Ed. "));
        add_names(bib_field(item, "editor"), text);
    }
    add_field(bib_field(item, "volume"), journal.length ? " " : ", vol. ", text);
    if (number.length) text_printf(text, journal.length ? "(%.*s)" : ", no. %.*s", STR_FMT(number));
    add_field(bib_field(item, "pages"), ", ", text);
    if (journal.length + book.length) end_sentence(text);
}

static void add_publisher(const Bibitem *item, Text *text) {
    static const char *const FIELDS[] = {"edition",      "series",  "publisher", "school",      "institution",
                                         "organization", "address", "location",  "howpublished"};
    bool is_first = true;
    for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++) {
        Str words = bib_field(item, FIELDS[i]);
        add_field(words, is_first ? " " : ", ", text);
        is_first = is_first && words.length == 0;
    }
    if (!is_first) end_sentence(text);
}

static void add_rest(const Bibitem *item, Text *text) {
    static const struct {
        const char *name, *before;
    } FIELDS[] = {{"doi", " doi:"}, {"isbn", " ISBN "}, {"url", " "}, {"urldate", ", accessed "}};
    for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++)
        add_field(bib_field(item, FIELDS[i].name), FIELDS[i].before, text);
    Str note = bib_field(item, "note");
    if (note.length == 0) return;
    text_lit(text, " (");
    add_field(note, "", text);
    text_lit(text, ")");
}

void reference_print(const References *references, uint32_t number, Text *text) {
    const Bibitem *item = program_find_source(references->program, references->keys[number]);
    Str author = bib_field(item, "author"), date = bib_field(item, "date"), title = bib_field(item, "title");
    if (!item) {
        text_lit(text, "cited without an entry in any bibliography");
        return;
    }
    if (date.length == 0) date = bib_field(item, "year");
    if (title.length == 0) title = bib_field(item, "text");
    size_t begin = text->length;
    add_names(author, text);
    if (author.length && date.length) text_printf(text, " (%.*s)", STR_FMT(date));
    if (author.length) end_sentence(text);
    add_field(title, author.length ? " " : "", text);
    if (!author.length && date.length) text_printf(text, " (%.*s)", STR_FMT(date));
    if (text->length > begin) end_sentence(text);
    add_container(item, text);
    add_publisher(item, text);
    add_rest(item, text);
}
