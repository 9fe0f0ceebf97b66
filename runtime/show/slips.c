/* What only stands elsewhere in the program is told where something is spelled nearly so; else it is no slip. */
#include "runtime/show/slips.h"

#include "runtime/show/standing.h"
#include "runtime/show/words.h"

static void slip_print(const Program *program, const Relation *relation, const UnheardValue *value, Text *text) {
    text_lit(text, "  ");
    value_print(program->values, value->value, text);
    if (value->is_new)
        text_lit(text, " stands nowhere in the program");
    else
        text_printf(text, " stands in no row of %s%.*s", relation->is_negative ? "-" : "",
                    STR_FMT(symbol_str(program, relation->name)));
    if (value->near.length) {
        text_lit(text, "; did you mean ");
        value_print(program->values, value->meant, text);
        text_add_char(text, '?');
    }
    text_add_char(text, '\n');
}

void slips_print(const Store *store, RelId id, const Unheard *unheard, Text *text) {
    const Program *program = store->program;
    for (uint32_t i = 0; i < unheard->count; i++)
        if (unheard->values[i].near.length || unheard->values[i].is_new)
            slip_print(program, &program->relations.items[id], &unheard->values[i], text);
    if (!unheard->row) return;
    text_lit(text, "  ");
    atom_print(program, id, unheard->row, text);
    text_lit(text, " is ");
    stands_print(unheard->judgement.status, unheard->judgement.reason, text);
    text_add_char(text, '\n');
}
