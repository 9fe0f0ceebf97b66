/* All columns that differ are told; of notes not the values where something shorter differs. */
#include "runtime/show/sides.h"

#include "runtime/judge/grounds.h"
#include "runtime/judge/parts.h"
#include "runtime/show/words.h"

#define DIFFERENCE_LENGTH 60 /* bytes of a value */
#define SENTENCE_LENGTH 60   /* bytes of a sentence that nobody wants to read twice */

static const Relation *relation_of(const Store *store, RelId id) { return &store->program->relations.items[id]; }

/* ---- what differs ---- */

static bool reads_alike(const Store *store, RelId id, const Value *row, const Value *other) {
    Text one, two;
    text_init(&one);
    text_init(&two);
    sentence_print(store->program, id, row, &one);
    sentence_print(store->program, id, other, &two);
    bool is_alike = str_equal(text_str(&one), text_str(&two));
    text_clear(&one);
    text_clear(&two);
    return is_alike;
}

static bool is_long(const Store *store, RelId id, const Value *row) {
    Text sentence;
    text_init(&sentence);
    sentence_print(store->program, id, row, &sentence);
    bool is_long = sentence.length >= SENTENCE_LENGTH;
    text_clear(&sentence);
    return is_long;
}

static bool is_note(const Store *store, Value value) {
    Text words;
    text_init(&words);
    value_print(store->program->values, value, &words);
    bool is_note = words.length > DIFFERENCE_LENGTH;
    text_clear(&words);
    return is_note;
}

/* Whether the sentence is another one with the value that the other row has there. */
static bool changes_sentence(const Store *store, RelId id, const Value *row, const Value *other, uint32_t column) {
    Value changed[ATOM_COLUMNS];
    memcpy(changed, row, relation_of(store, id)->arity * sizeof *row);
    changed[column] = other[column];
    return !reads_alike(store, id, row, changed);
}

/* The other side's argument that says nearly the same; NULL. */
static const Argument *like(const Store *store, const Argument *argument, const Arguments *others) {
    const Relation *relation = relation_of(store, argument->about);
    const Value *row = argument_row(store, argument);
    for (size_t i = 0; i < others->count && !argument->is_objection; i++) {
        const Argument *other = &others->items[i];
        const Value *values = argument_row(store, other);
        if (other->about != argument->about || other->is_objection) continue;
        if (row_is_same(row, values, relation->arity)) continue;
        bool is_alike = relation->sentence.length && reads_alike(store, argument->about, row, values);
        bool are_long = is_long(store, argument->about, row) && is_long(store, argument->about, values);
        if (is_alike || are_long) return other;
    }
    return NULL;
}

/* Cut after whole letters; a text that is cut ends in its quote yet. */
static void value_print_short(const Store *store, Value value, Text *text) {
    size_t before = text->length, length = DIFFERENCE_LENGTH;
    bool is_quoted = false, is_escaped = false;
    value_print(store->program->values, value, text);
    if (text->length - before <= length) return;
    while (((unsigned char)text->bytes[before + length] & 0xC0) == 0x80) length--;
    for (size_t i = before; i < before + length; i++) {
        is_quoted = is_quoted != (text->bytes[i] == '"' && !is_escaped);
        is_escaped = text->bytes[i] == '\\' && !is_escaped;
    }
    text_cut(text, before + length - is_escaped);
    text_add(text, is_quoted ? STR("...\"") : STR("..."));
}

static bool is_same_in_short(const Store *store, Value value, Value other) {
    Text one, two;
    text_init(&one);
    text_init(&two);
    value_print_short(store, value, &one);
    value_print_short(store, other, &two);
    bool is_same = str_equal(text_str(&one), text_str(&two));
    text_clear(&one);
    text_clear(&two);
    return is_same;
}

typedef struct {
    bool told[ATOM_COLUMNS], left[ATOM_COLUMNS]; /* that differ: told by their values, and others */
    bool are_whole; /* cut, none of them would differ: values that are told are told whole, and none is left */
} Differing;

/* Those in the sentence say whether something short differs, unless none of them does. */
static Differing columns_between(const Store *store, RelId id, const Value *row, const Value *other, bool is_alike) {
    uint32_t arity = relation_of(store, id)->arity;
    Differing found = {.are_whole = true};
    bool has_short = false;
    for (uint32_t c = 0; c < arity; c++)
        has_short = has_short || (row[c] != other[c] && (is_alike || changes_sentence(store, id, row, other, c)) &&
                                  !is_note(store, row[c]) && !is_note(store, other[c]));
    for (uint32_t c = 0; c < arity; c++) {
        if (row[c] == other[c]) continue;
        bool is_long = is_note(store, row[c]) || is_note(store, other[c]);
        found.told[c] = !(has_short && is_long) && !is_same_in_short(store, row[c], other[c]);
        found.left[c] = !found.told[c];
        found.are_whole = found.are_whole && found.left[c];
    }
    for (uint32_t c = 0; found.are_whole && c < arity; c++) {
        found.told[c] = row[c] != other[c];
        found.left[c] = false;
    }
    return found;
}

static void column_print(const Store *store, RelId id, uint32_t column, Text *text) {
    Symbol name = relation_of(store, id)->columns[column].name;
    if (name == NO_SYMBOL)
        text_printf(text, "column %u", (unsigned)column + 1);
    else
        text_add(text, symbol_str(store->program, name));
}

/* `with year = 2002`; in place of what the other row has, where that is given. */
static void told_print(const Store *store, RelId id, const Differing *differing, const Value *row, const Value *other,
                       Text *text) {
    const char *lead = "with ";
    for (uint32_t c = 0; c < relation_of(store, id)->arity; c++) {
        if (!differing->told[c]) continue;
        text_printf(text, "%s", lead);
        column_print(store, id, c, text);
        text_lit(text, " = ");
        if (differing->are_whole)
            value_print(store->program->values, row[c], text);
        else
            value_print_short(store, row[c], text);
        if (other) text_lit(text, " in place of "), value_print_short(store, other[c], text);
        lead = ", ";
    }
}

/* `; note differs too` */
static void left_print(const Store *store, RelId id, const Differing *differing, Text *text) {
    uint32_t count = 0;
    for (uint32_t c = 0; c < relation_of(store, id)->arity; c++) {
        if (!differing->left[c]) continue;
        text_add(text, count++ ? STR(", ") : STR("; "));
        column_print(store, id, c, text);
    }
    if (count) text_add(text, count == 1 ? STR(" differs too") : STR(" differ too"));
}

bool difference_print(const Store *store, const Argument *argument, const Arguments *others, bool is_reply,
                      Text *text) {
    const Argument *other = like(store, argument, others);
    if (!other) return false;
    RelId id = argument->about;
    const Value *row = argument_row(store, argument), *values = argument_row(store, other);
    bool is_alike = reads_alike(store, id, row, values);
    if (!is_reply && !is_alike) return false;
    Differing differing = columns_between(store, id, row, values, is_alike);
    if (is_reply && !differing.are_whole) {
        text_lit(text, "the same, but ");
        told_print(store, id, &differing, row, values, text);
        left_print(store, id, &differing, text);
        return true;
    }
    if (!is_alike) return false;
    told_print(store, id, &differing, row, NULL, text);
    text_lit(text, ": ");
    return false;
}

/* ---- on whose word ---- */

typedef struct {
    Symbol only; /* NO_SYMBOL: none yet */
    bool has_other, has_unattested;
} Word;

static void note_keys(Word *word, const Attested *of) {
    for (uint32_t i = 0; i < of->source_count; i++) {
        word->has_other = word->has_other || (word->only != NO_SYMBOL && word->only != of->sources[i]);
        word->only = of->sources[i];
    }
    word->has_unattested = word->has_unattested || (of->count && of->attested == 0);
}

/* A rule by itself, and the facts below it; a fact by its own sources. */
static void note_argument(const Store *store, const Argument *argument, Word *word, Arena *arena) {
    if (argument->state != APPLIES || argument->is_possible) {
        word->has_other = true;
        return;
    }
    if (argument->rule == NO_ID) {
        RowRef fact = argument->applies;
        Attested facts = facts_attested(store, &fact, 1, arena);
        note_keys(word, &facts);
        return;
    }
    Proof *proof = argument_prove(store, argument);
    Grounds grounds = grounds_of(proof, arena);
    proof_free(proof);
    note_keys(word, &grounds.facts);
    note_keys(word, &grounds.rules);
    word->has_other = word->has_other || grounds.left_out;
}

static Word word_of(const Store *store, const Arguments *side, Arena *arena) {
    Word word = {.only = NO_SYMBOL};
    for (size_t i = 0; i < side->count; i++) note_argument(store, &side->items[i], &word, arena);
    return word;
}

void one_source_print(const Store *store, const Dispute *dispute, Text *text) {
    Arena arena;
    if (dispute->pro.count == 0 || dispute->contra.count == 0) return;
    arena_init(&arena);
    Word pro = word_of(store, &dispute->pro, &arena), contra = word_of(store, &dispute->contra, &arena);
    arena_clear(&arena);
    if (pro.has_other || contra.has_other || pro.has_unattested || contra.has_unattested) return;
    if (pro.only == NO_SYMBOL || pro.only != contra.only) return;
    Cite cite = {.key = pro.only, .locator = STR(""), .span = NO_SPAN};
    text_lit(text, "  both sides cite one and the same source");
    cites_print(store->program, (Cites){&cite, 1}, text);
    text_add_char(text, '\n');
}
