/* Sentences: templates of relations, filled in with the values of a row.
 *
 * "{since}: {who} left {what}[, in the form of {form}]".  A part in brackets that names optional columns is there
 * for rows that have something to say about all of these; other brackets are letters like any other, such as those of
 * "in [0, 1)[, about {share}]": a ']' closes the nearest '[' before it.  So that what the parts read never depends on
 * the values, a template is gone through from left to right, by pieces. */
#include "lang/program/program.h"

#include <string.h>

/* The column a placeholder names; NO_ID if none. */
static uint32_t column_named(const Program *program, const Relation *relation, Str name) {
    for (uint32_t i = 0; i < relation->arity; i++)
        if (relation->columns[i].name != NO_SYMBOL &&
            str_equal(intern_text(values_symbols(program->values), relation->columns[i].name), name))
            return i;
    return NO_ID;
}

/* The first {column} of a stretch, from its brace to behind the other; NO_ID where there is none. */
static uint32_t first_column(const Program *program, const Relation *relation, Str rest, Str *braces) {
    while (rest.length) {
        const char *end = rest.text + rest.length;
        const char *open = memchr(rest.text, '{', rest.length);
        const char *close = open ? memchr(open, '}', (size_t)(end - open)) : NULL;
        if (!close) return NO_ID;
        uint32_t column = column_named(program, relation, str_range(open + 1, close));
        *braces = str_range(open, close + 1);
        if (column != NO_ID) return column;
        rest = str_range(close + 1, end);
    }
    return NO_ID;
}

typedef struct {
    const Program *program;
    const Relation *relation;
    const Value *row;
    const Str *names; /* by column, empty where its value counts; may be NULL */
    Text *text;
} Filling;

static Str name_in(const Filling *f, uint32_t column) { return f->names ? f->names[column] : STR(""); }

PhraseKind phrase_kind(Str words) {
    const Str some = STR("some ");
    if (str_begins(words, STR("something")) || str_equal(words, STR("_"))) return PHRASE_ANYTHING;
    char first = str_begins(words, some) && words.length > some.length ? words.text[some.length] : ' ';
    return first >= 'a' && first <= 'z' ? PHRASE_ANYTHING : first >= 'A' && first <= 'Z' ? PHRASE_NAMED : PHRASE_VALUE;
}

static bool has_value(const Filling *f, uint32_t column) {
    Str name = name_in(f, column);
    return name.length ? phrase_kind(name) != PHRASE_ANYTHING : f->row[column] != VALUE_NONE;
}

static void fill(const Filling *f, Str rest) {
    Str braces;
    uint32_t column;
    while ((column = first_column(f->program, f->relation, rest, &braces)) != NO_ID) {
        Str name = name_in(f, column);
        text_add(f->text, str_range(rest.text, braces.text));
        if (name.length)
            text_add(f->text, name);
        else if (f->row[column] == VALUE_NONE)
            text_lit(f->text, "(not given)");
        else
            value_print_plain(f->program->values, f->row[column], f->text);
        rest = str_range(braces.text + braces.length, rest.text + rest.length);
    }
    text_add(f->text, rest);
}

/* The next part in brackets, with them; none, and length 0, where no more are closed. */
static Str next_part(Str rest) {
    const char *end = rest.text + rest.length, *open = memchr(rest.text, '[', rest.length);
    const char *close = open ? memchr(open, ']', (size_t)(end - open)) : NULL;
    if (!close) return STR("");
    for (const char *at = open; at < close; at++)
        if (*at == '[') open = at;
    return str_range(open, close + 1);
}

/* Whether a part in brackets can be left out, and whether it is. */
static bool is_optional(const Filling *f, Str part, bool *is_said) {
    bool is_found = false;
    Str braces;
    uint32_t column;
    *is_said = true;
    while ((column = first_column(f->program, f->relation, part, &braces)) != NO_ID) {
        if (f->relation->columns[column].is_optional) {
            is_found = true;
            *is_said &= has_value(f, column);
        }
        part = str_range(braces.text + braces.length, part.text + part.length);
    }
    return is_found;
}

void sentence_print_open(const Program *program, RelId id, const Value *row, const Str *names, Text *text) {
    const Relation *relation = &program->relations.items[id];
    const Filling f = {program, relation, row, names, text};
    if (relation->sentence.length == 0) {
        atom_print_open(program, id, row, names, text);
        return;
    }
    if (relation->is_negative) text_lit(text, "it is not so that ");
    const char *plain = relation->sentence.text, *end = plain + relation->sentence.length;
    Str rest = relation->sentence;
    for (Str part; (part = next_part(rest)).length > 0;) {
        Str inside = {part.text + 1, part.length - 2};
        bool is_said;
        rest = str_range(part.text + part.length, end);
        if (!is_optional(&f, inside, &is_said)) continue;
        fill(&f, str_range(plain, part.text));
        if (is_said) fill(&f, inside);
        plain = rest.text;
    }
    fill(&f, str_range(plain, end));
}

void sentence_print(const Program *program, RelId id, const Value *row, Text *text) {
    sentence_print_open(program, id, row, NULL, text);
}

bool sentence_names(const Program *program, RelId id, uint32_t column) {
    const Relation *relation = &program->relations.items[id];
    Str rest = relation->sentence, braces;
    uint32_t found;
    while ((found = first_column(program, relation, rest, &braces)) != NO_ID) {
        if (found == column) return true;
        rest = str_range(braces.text + braces.length, rest.text + rest.length);
    }
    return false;
}
