/* Tables of the agenda: what is loaded, and which columns go where. */
#include "lang/compile/ask.h"

#include "lang/base/file_kind.h"
#include "lang/compile/phrase.h"

/* ---- loads ---- */

void ask_load(Asker *asker, const Statement *s, RelId relation) {
    Program *program = asker->lower->program;
    Load load = {.relation = relation, .format = LOAD_CSV, .span = s->text_span};
    if (relation == NO_ID && !s->is_table)
        load.format = LOAD_BIBLIOGRAPHY;
    else if (file_ends(s->text, STR(".tsv")))
        load.format = LOAD_TSV;
    else if (file_ends(s->text, STR(".facts")))
        load.format = LOAD_FACTS;
    load.name = phrase_text(program, s->text);
    load.path = phrase_text(program, module_resolve(asker->module, s->text, asker->lower->arena));
    vec_push(&program->agenda->loads, load);
}

/* ---- maps ---- */

/* The cells of a row, by column of its relation. */
static const CellSource *cell_sources(Program *program, const Statement *s, const Relation *relation) {
    CellSource *cells = arena_array(&program->arena, CellSource, relation->arity + 1);
    for (uint32_t c = 0; c < relation->arity; c++) cells[c] = (CellSource){{NULL, 0}, {NULL, 0}};
    for (uint32_t i = 0; i < s->pair_2_count; i++) {
        const PairNode *pair = &s->pairs_2[i];
        Symbol name = phrase_symbol(program, pair->column);
        uint32_t c = 0;
        while (c + 1 < relation->arity && relation->columns[c].name != name) c++;
        *(pair->is_text ? &cells[c].text : &cells[c].column) = phrase_text(program, pair->text);
    }
    return cells;
}

static CellForm cell_form(Program *program, const PairNode *pair) {
    CellForm form = {.column = phrase_text(program, pair->column), .hole = NO_SYMBOL};
    Str hole, text = pair->text, behind = {NULL, 0};
    if (pair_hole(pair, &text, &hole, &behind)) form.hole = phrase_symbol(program, hole);
    form.text = phrase_text(program, text);
    form.behind = phrase_text(program, behind);
    return form;
}

static const CellForm *cell_forms(Program *program, const PairNode *pairs, uint32_t count) {
    CellForm *forms = arena_array(&program->arena, CellForm, count + 1);
    for (uint32_t i = 0; i < count; i++) forms[i] = cell_form(program, &pairs[i]);
    return forms;
}

void ask_map(Asker *asker, const Statement *s, RelId relation) {
    Program *program = asker->lower->program;
    if (s->label.text) {
        const CellSource *cells = cell_sources(program, s, &program->relations.items[relation]);
        vec_push(&program->agenda->row_maps, ((RowMap){phrase_symbol(program, s->label), relation, cells, s->span}));
        return;
    }
    CellMap map = {.from_count = s->pair_count, .to_count = s->pair_2_count, .span = s->span};
    map.from = cell_forms(program, s->pairs, s->pair_count);
    map.to = cell_forms(program, s->pairs_2, s->pair_2_count);
    vec_push(&program->agenda->cell_maps, map);
}
