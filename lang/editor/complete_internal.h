/* Who writes, and what can be offered to them. */
#ifndef HENCE_COMPLETE_INTERNAL_H
#define HENCE_COMPLETE_INTERNAL_H

#include "lang/editor/complete.h"
#include "lang/editor/words.h"
#include "lang/syntax/braces.h"

typedef struct {
    const Project *project;
    Str text;
    Vec(Token) tokens; /* of the statement, before the place */
    Vec(Str) variables;
    Braces braces;
    Completions *out;
} Writer;

static inline Str name_text(const Program *program, Symbol symbol) {
    return symbol == NO_SYMBOL ? STR("_") : intern_text(values_symbols(program->values), symbol);
}

/* Each adds to what is offered; the lower the rank, the likelier. */
Completion *offer(Writer *w, CompletionKind kind, Str name, unsigned rank); /* good until the next */
void offer_words(Writer *w, WordPlace place, unsigned rank);
void offer_word(Writer *w, const char *word, unsigned rank);
void offer_relations(Writer *w, bool with_arguments, unsigned rank);
void offer_types(Writer *w);
void offer_members(Writer *w, TypeId id); /* of an enumerated type */
void offer_sources(Writer *w);
void offer_scenarios(Writer *w);
void offer_values(Writer *w); /* variables of the statement, functions, aggregates */
void offer_body(Writer *w);

typedef enum { LABELS_RULES = 1, LABELS_FACTS = 2, LABELS_CLAIMS = 4 } LabelSet;
void offer_labels(Writer *w, unsigned kinds, bool only_presumptive);

#endif
