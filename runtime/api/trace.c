/* Trace. */
#include "runtime/api/trace.h"

#include "lang/base/spelling.h"
#include "runtime/show/trace.h"
#include "runtime/show/words.h"

/* The relation of that name, or a message that offers the nearest. */
static bool find_relation(Session *session, const char *word, Symbol *name) {
    const Program *program = session->program;
    Str wanted = str_of(*word == '-' ? word + 1 : word);
    Spelling near = spelling_of(wanted);
    for (RelId id = 0; id < program->relations.count; id++) {
        const Relation *relation = &program->relations.items[id];
        if (relation->helper != HELPER_NONE || relation->name == NO_SYMBOL) continue;
        *name = relation->name;
        if (str_equal(symbol_str(program, relation->name), wanted)) return true;
        spelling_offer(&near, symbol_str(program, relation->name));
    }
    Diag *diag = diag_add(session->diags, E0203, NO_SPAN, "unknown relation '%s'", word);
    if (near.best.length) diag_remedy(session->diags, diag, "did you mean '%.*s'?", STR_FMT(near.best));
    return false;
}

Answered trace(Session *session, const RunOptions *run, const TraceAsk *ask, Text *out) {
    (void)run;
    Symbol name = NO_SYMBOL;
    if (ask->relation && !find_relation(session, ask->relation, &name)) return ANSWER_REFUSED;
    TraceStyle style = {ask->as_json, ask->form, ask->rounds, ask->most ? ask->most : TRACE_MOST, ask->is_full};
    Firings firings;
    firings_init(&firings, session->world->store, name, ask->is_full);
    if (IS_JSON(ask->as_json)) {
        text_add_char(out, '{');
        trace_json(&firings, &style, session->sources, out);
        text_printf(out, ",\n\"partial\":%s}\n", session->world->outcome.stop != STOP_NONE ? "true" : "false");
    } else {
        trace_print(&firings, &style, session->sources, out);
        if (session->world->outcome.stop != STOP_NONE) text_lit(out, "\n(partial: the run was stopped)\n");
    }
    firings_clear(&firings);
    return ANSWER_FINE;
}
