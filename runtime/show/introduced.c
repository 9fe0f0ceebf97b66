/* A text names a rule beside its gloss or beside what it concludes, so one that it has named needs no more words; nor
 * does a source, whose name says what it is. */
#include "runtime/show/introduced.h"

#include <string.h>

#include "runtime/judge/parts.h"
#include "runtime/show/words.h"

/* As a word, before `end`. */
static bool is_named(Str label, const Text *text, size_t end) {
    for (size_t i = 0; label.length && i + label.length <= end; i++) {
        bool begins = i == 0 || !char_is_in_word(text->bytes[i - 1]);
        bool ends = i + label.length == end || !char_is_in_word(text->bytes[i + label.length]);
        if (begins && ends && memcmp(text->bytes + i, label.text, label.length) == 0) return true;
    }
    return false;
}

static void quote(const Program *program, RelId said, const Value *row, const Str *names, Text *text) {
    text_add_char(text, '"');
    open_sentence_print(program, said, row, names, text);
    text_add_char(text, '"');
}

/* What a rule concludes, its variables by their names. */
static void head_print(const Program *program, const Rule *rule, Text *text) {
    const Relation *head = &program->relations.items[rule->head];
    RelId said = head->helper != HELPER_NONE && head->of != NO_ID ? head->of : rule->head;
    Value row[ATOM_COLUMNS];
    Str names[ATOM_COLUMNS];
    if (head->helper == HELPER_OBJECTION) text_lit(text, "an objection to ");
    for (uint32_t i = 0; i < program->relations.items[said].arity; i++) {
        Term term = rule->terms[i];
        row[i] = term.kind == TERM_CONST ? term.id : UNBOUND;
        names[i] = term_name(program, rule, term);
        if (term.kind != TERM_CONST && names[i].length == 0)
            names[i] = program->relations.items[said].sentence.length ? STR("something") : STR("_");
    }
    quote(program, said, row, names, text);
}

/* False, and nothing, where nothing of that label can be told. */
static bool meaning_print(const Program *program, Symbol label, Text *text) {
    for (size_t i = 0; i < program->rules.count; i++) {
        const Rule *rule = &program->rules.items[i];
        if (rule->label != label) continue;
        text_printf(text, "%.*s: ", STR_FMT(symbol_str(program, label)));
        if (rule->gloss.length)
            text_add(text, rule->gloss);
        else
            head_print(program, rule, text);
        return true;
    }
    for (size_t i = 0; i < program->facts.count; i++) {
        const Fact *fact = &program->facts.items[i];
        if (fact->label != label) continue;
        text_printf(text, "%.*s: ", STR_FMT(symbol_str(program, label)));
        quote(program, program_said(program, fact->relation), fact->values, NULL, text);
        return true;
    }
    return false;
}

void labels_introduce(const Store *store, Symbol winner, Symbol loser, size_t begin, Text *text) {
    const Symbol labels[] = {winner, loser};
    const char *lead = "  (";
    for (int i = 0; i < 2; i++) {
        size_t before = text->length;
        if (is_named(symbol_str(store->program, labels[i]), text, begin)) continue;
        text_add(text, str_of(lead));
        if (meaning_print(store->program, labels[i], text))
            lead = "; ";
        else
            text_cut(text, before);
    }
    if (lead[0] == ';') text_add_char(text, ')');
}
