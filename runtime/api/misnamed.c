/* Bare names behind `why`.
 *
 * A word that is no claim is read as a proposition;
 * most likely it is a claim, or some other name of the program, with a slip in it. */
#include "runtime/api/misnamed.h"

#include "lang/base/spelling.h"

static Str name_text(const Program *program, Symbol name) {
    return name == NO_SYMBOL ? STR("") : intern_text(values_symbols(program->values), name);
}

static bool is_relation(const Program *program, Symbol name) {
    for (RelId id = 0; id < program->relations.count; id++)
        if (program->relations.items[id].helper == HELPER_NONE && program->relations.items[id].name == name)
            return true;
    return false;
}

/* ---- names that have another meaning ---- */

static bool explain_fact(Session *session, Symbol name, Span span) {
    const Store *store = session->world->store;
    RelId relation;
    RowId row;
    if (!store_find_label(store, name, &relation, &row)) return false;
    Text atom;
    text_init(&atom);
    atom_print(session->program, program_said(session->program, relation), table_row(store_table(store, relation), row),
               &atom);
    Diag *diag =
        diag_add(session->diags, E0203, span, "'%.*s' is the id of a fact", STR_FMT(name_text(session->program, name)));
    diag_remedy(session->diags, diag, "ask for the fact: %.*s", STR_FMT(text_str(&atom)));
    text_clear(&atom);
    return true;
}

static bool explain_rule(Session *session, Symbol name, Span span) {
    const Program *program = session->program;
    for (RuleId id = 0; id < program->rules.count; id++) {
        const Rule *rule = &program->rules.items[id];
        if (rule->label != name) continue;
        Diag *diag = diag_add(session->diags, E0203, span, "'%.*s' is a rule", STR_FMT(name_text(program, name)));
        const Relation *head = &program->relations.items[program_said(program, rule->head)];
        if (head->helper == HELPER_NONE)
            diag_remedy(session->diags, diag, "ask for what it shows: %s%.*s%s", head->is_negative ? "-" : "",
                        STR_FMT(name_text(program, head->name)), head->arity ? "(...)" : "");
        else
            diag_remedy(session->diags, diag, "ask for what it shows");
        return true;
    }
    return false;
}

static bool explain_prediction(Session *session, Symbol name, Span span) {
    const Agenda *agenda = session->program->agenda;
    for (size_t i = 0; i < agenda->predictions.count; i++) {
        if (agenda->predictions.items[i].name != name) continue;
        Diag *diag =
            diag_add(session->diags, E0203, span, "'%.*s' is a prediction", STR_FMT(name_text(session->program, name)));
        diag_remedy(session->diags, diag, "ask for the atom that it expects; 'hence compare' judges predictions");
        return true;
    }
    return false;
}

/* ---- names that have none ---- */

static Str nearest(const Program *program, Str text) {
    const Agenda *agenda = program->agenda;
    Spelling near = spelling_of(text);
    for (size_t i = 0; i < agenda->claims.count; i++)
        spelling_offer(&near, name_text(program, agenda->claims.items[i].name));
    for (RelId id = 0; id < program->relations.count; id++)
        if (program->relations.items[id].helper == HELPER_NONE)
            spelling_offer(&near, name_text(program, program->relations.items[id].name));
    for (size_t i = 0; i < program->rules.count; i++)
        spelling_offer(&near, name_text(program, program->rules.items[i].label));
    for (size_t i = 0; i < program->facts.count; i++)
        spelling_offer(&near, name_text(program, program->facts.items[i].label));
    for (size_t i = 0; i < agenda->predictions.count; i++)
        spelling_offer(&near, name_text(program, agenda->predictions.items[i].name));
    return near.best;
}

static void explain_unknown(Session *session, Str text, Span span) {
    Str near = nearest(session->program, text);
    Diag *diag = diag_add(session->diags, E0203, span, "nothing is called '%.*s'", STR_FMT(text));
    if (near.length)
        diag_remedy(session->diags, diag, "did you mean '%.*s'?", STR_FMT(near));
    else
        diag_remedy(session->diags, diag, "ask for a claim, or for an atom such as p(a)");
}

/* A symbol, or as ids of facts may be a word in upper case; `true` and `false` are bodies. */
static bool is_name(Str text) {
    if (str_equal(text, STR("true")) || str_equal(text, STR("false"))) return false;
    size_t i = 0;
    for (; i < text.length; i++) {
        char c = text.text[i];
        bool is_digit = '0' <= c && c <= '9', is_letter = ('A' <= c && c <= 'Z') || ('a' <= c && c <= 'z') || c == '_';
        if (!is_letter && (i == 0 || !is_digit)) break;
    }
    return str_is_plain_symbol(text) || (text.length && i == text.length);
}

bool misnamed_explain(Session *session, Str text) {
    const Program *program = session->program;
    Symbol name = intern_find(values_symbols(program->values), text);
    if (!is_name(text) || (name != NO_SYMBOL && is_relation(program, name))) return false;
    Span span = {source_add(session->sources, STR("question"), text), 0, (uint32_t)text.length};
    if (name != NO_SYMBOL && (explain_fact(session, name, span) || explain_rule(session, name, span) ||
                              explain_prediction(session, name, span)))
        return true;
    explain_unknown(session, text, span);
    return true;
}
