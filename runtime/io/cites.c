/* Citations.
 *
 * In a cell: keys separated by `;`, each perhaps with a locator in quotes.
 * Nothing nests, so one walk over the cell does. */
#include "runtime/io/cites.h"

#include "lang/program/agenda.h"
#include "runtime/io/cells.h"

Spelling cites_near(const Program *program, Str key) {
    Spelling near = spelling_of(key);
    for (size_t i = 0; i < program->bibliography.count; i++)
        spelling_offer(&near, intern_text(values_symbols(program->values), program->bibliography.items[i].key));
    return near;
}

/* ---- cells ---- */

static size_t skip_blanks(Str cell, size_t at) {
    while (at < cell.length && char_is_blank(cell.text[at])) at++;
    return at;
}

static size_t skip_key(Str cell, size_t at) {
    while (at < cell.length && !char_is_blank(cell.text[at]) && cell.text[at] != ';' && cell.text[at] != '"') at++;
    return at;
}

static void check_key(const Program *program, Complaints *complaints, Symbol key, uint32_t line) {
    if (program_find_source(program, key)) return;
    Str text = intern_text(values_symbols(program->values), key);
    Diag *diag = complain(complaints, E0710, line, "unknown citation key '%s'", cell_shown(text).text);
    Spelling near = cites_near(program, text);
    if (near.best.length)
        complaint_remedy(complaints, diag, "did you mean '%.*s'?", STR_FMT(near.best));
    else
        complaint_remedy(complaints, diag, "no bibliography or source statement has it");
}

/* Reads one citation at *at, and moves behind it and its `;`.  False if there is something else. */
static bool read_cite(Program *program, Arena *arena, Str cell, size_t *at, Cite *cite) {
    size_t begin = *at, end = skip_key(cell, begin);
    if (end == begin) return false;
    cite->key = value_symbol(program->values, (Str){cell.text + begin, end - begin});
    cite->locator = STR("");
    *at = skip_blanks(cell, end);
    if (*at < cell.length && cell.text[*at] == '"') {
        const char *open = cell.text + *at + 1, *close = memchr(open, '"', cell.length - *at - 1);
        if (!close) return false;
        cite->locator = arena_str(arena, str_range(open, close));
        *at = skip_blanks(cell, (size_t)(close - cell.text) + 1);
    }
    if (*at < cell.length && cell.text[*at] != ';') return false;
    return true;
}

Cites cites_read(Program *program, Arena *arena, Complaints *complaints, Str cell, uint32_t line, bool checks_keys) {
    size_t most = 1;
    for (size_t i = 0; i < cell.length; i++) most += cell.text[i] == ';';
    Cite *items = NULL;
    uint32_t count = 0;
    for (size_t at = skip_blanks(cell, 0); at < cell.length; at = skip_blanks(cell, at)) {
        if (cell.text[at] == ';') {
            at++;
            continue;
        }
        if (!items) items = arena_array(arena, Cite, most);
        Cite *cite = &items[count];
        if (!read_cite(program, arena, cell, &at, cite)) {
            Diag *diag = complain(complaints, E0714, line, "'%s' is not a list of citations", cell_shown(cell).text);
            complaint_remedy(complaints, diag, "write key \"locator\", and ; between several");
            return (Cites){items, count};
        }
        cite->span = line_span(complaints->source, line);
        if (checks_keys) check_key(program, complaints, cite->key, line);
        count++;
    }
    return (Cites){items, count};
}

/* ---- the program ---- */

static void check_cites(const Program *program, Cites cites, Diags *diags) {
    for (uint32_t i = 0; i < cites.count; i++) {
        if (program_find_source(program, cites.items[i].key)) continue;
        Str key = intern_text(values_symbols(program->values), cites.items[i].key);
        Diag *diag = diag_add(diags, E0227, cites.items[i].span, "unknown citation key '%.*s'", STR_FMT(key));
        Spelling near = cites_near(program, key);
        if (near.best.length)
            diag_remedy(diags, diag, "did you mean '%.*s'?", STR_FMT(near.best));
        else
            diag_remedy(diags, diag, "load a bibliography that has it, or write: source %.*s \"...\".", STR_FMT(key));
    }
}

/* ---- priorities ---- */

typedef Vec(bool) Known; /* by symbol */

static void know(Known *known, Symbol name) {
    if (name == NO_SYMBOL) return;
    while (known->count <= name) vec_push(known, false);
    known->items[name] = true;
}

static void check_rank(const Program *program, const Known *known, Symbol name, Span span, Diags *diags) {
    if ((name < known->count && known->items[name]) || program_find_source(program, name)) return;
    Str text = intern_text(values_symbols(program->values), name);
    Diag *diag = diag_add(diags, E0230, span, "no rule, reported fact or source is called '%.*s'", STR_FMT(text));
    Spelling near = cites_near(program, text);
    for (Symbol s = 0; s < known->count; s++)
        if (known->items[s]) spelling_offer(&near, intern_text(values_symbols(program->values), s));
    if (near.best.length)
        diag_remedy(diags, diag, "did you mean '%.*s'?", STR_FMT(near.best));
    else
        diag_remedy(diags, diag, "what a table states is given, and no priority concerns it");
}

/* ORDER: Ranked.  What prefer names: rules and reported facts by their labels, or else sources. */
static void check_preferences(const Program *program, Diags *diags) {
    Known known = {0};
    if (program->preferences.count == 0) return;
    for (size_t i = 0; i < program->rules.count; i++) know(&known, program->rules.items[i].label);
    for (size_t i = 0; i < program->facts.count; i++)
        if (program->facts.items[i].is_reported) know(&known, program->facts.items[i].label);
    for (size_t i = 0; i < program->agenda->scenarios.count; i++)
        for (uint32_t k = 0; k < program->agenda->scenarios.items[i].change_count; k++) {
            const Change *change = &program->agenda->scenarios.items[i].changes[k];
            if (change->is_reported) know(&known, change->label);
        }
    for (size_t i = 0; i < program->preferences.count; i++) {
        const Preference *preference = &program->preferences.items[i];
        check_rank(program, &known, preference->winner, preference->span, diags);
        check_rank(program, &known, preference->loser, preference->span, diags);
    }
    vec_free(&known);
}

static void check_distrusted(const Program *program, const Change *change, Diags *diags) {
    Cite cite = {change->source, {NULL, 0}, change->span};
    if (change->kind == CHANGE_DISTRUST) check_cites(program, (Cites){&cite, 1}, diags);
}

void cites_check(const Program *program, Diags *diags) {
    const Agenda *agenda = program->agenda;
    check_preferences(program, diags);
    for (size_t i = 0; i < program->facts.count; i++) check_cites(program, program->facts.items[i].cites, diags);
    for (size_t i = 0; i < program->rules.count; i++) check_cites(program, program->rules.items[i].cites, diags);
    for (size_t i = 0; i < agenda->claims.count; i++) check_cites(program, agenda->claims.items[i].cites, diags);
    for (size_t i = 0; i < agenda->scenarios.count; i++)
        for (uint32_t k = 0; k < agenda->scenarios.items[i].change_count; k++) {
            check_cites(program, agenda->scenarios.items[i].changes[k].cites, diags);
            check_distrusted(program, &agenda->scenarios.items[i].changes[k], diags);
        }
}
