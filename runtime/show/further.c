/* The command is told as one would type it, with the files of the question. */
#include "runtime/show/further.h"

#include "runtime/judge/levers.h"
#include "runtime/show/prose.h"

/* Of letters that mean nothing to a shell; one that begins with - would be an option. */
static bool is_plain(Str word) {
    for (size_t i = 0; i < word.length; i++) {
        char c = word.text[i];
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        bool is_inner = i && (c == '-' || c == '='); /* a word that begins with = is expanded by zsh */
        if (!is_letter && c != '_' && c != '.' && c != '/' && !is_inner) return false;
    }
    return word.length > 0;
}

void shell_word_print(Str word, Text *text) {
    if (is_plain(word)) {
        text_add(text, word);
        return;
    }
    text_add_char(text, '\'');
    for (size_t i = 0; i < word.length; i++)
        if (word.text[i] == '\'')
            text_lit(text, "'\\''");
        else
            text_add_char(text, word.text[i]);
    text_add_char(text, '\'');
}

void files_words_print(const char *const *paths, size_t count, Text *text) {
    for (size_t i = 0; i < count; i++) {
        if (i) text_add_char(text, ' ');
        if (paths[i][0] == '-' && paths[i][1]) text_lit(text, "./"); /* else it would be an option */
        shell_word_print(str_of(paths[i]), text);
    }
}

void command_words_print(const TreeStyle *style, const char *command, Str subject, Text *text) {
    if (style->is_dialogue) {
        text_printf(text, ":%s %.*s", command, STR_FMT(subject));
        return;
    }
    text_printf(text, "hence %s ", command);
    text_add(text, style->files.length ? style->files : STR("FILE"));
    text_add_char(text, ' ');
    shell_word_print(subject, text);
    text_add(text, style->options);
}

static void command_tell(const TreeStyle *style, const char *lead, const char *command, Str subject, Text *text) {
    Text line;
    text_init(&line);
    text_printf(&line, "  %s: ", lead);
    command_words_print(style, command, subject, &line);
    paragraph_tell(style, text_str(&line), text);
    text_clear(&line);
}

void further_tell(const TreeStyle *style, const char *command, Str subject, Text *text) {
    if (!style->tells_change || style->form != TREE_TEXT) return;
    command_tell(style, "what would change it", command, subject, text);
}

/* ---- against what is established ---- */

/* The one atom that the proof is about; NULL. */
static const Step *subject_of(const Proof *proof) {
    const Step *root = &proof->steps.items[0];
    const Relation *relation = &proof->store->program->relations.items[root->relation];
    if (relation->helper == HELPER_ANSWER) {
        if (root->premise_count != 1 || root->premises[0] == NO_STEP) return NULL;
        root = &proof->steps.items[root->premises[0]];
        relation = &proof->store->program->relations.items[root->relation];
    }
    return relation->helper == HELPER_NONE ? root : NULL;
}

static bool is_movable(const Proof *proof, const Step *subject) {
    Arena arena;
    arena_init(&arena);
    WrittenAtoms denied = denials_below(proof, &arena);
    bool is_movable = denied.count > 0;
    vec_free(&denied);
    arena_clear(&arena);
    Dispute dispute = dispute_of(proof->store, subject->relation, step_values(proof, subject));
    is_movable = is_movable || dispute.contra.count > 0;
    dispute_clear(&dispute);
    return is_movable;
}

/* Whether a claim that the answer is of would hold by another row all the same, as far as one can see: then what speaks
 * against this one changes nothing. */
static bool is_one_of_several(const Proof *proof, const Step *subject) {
    const Store *store = proof->store;
    const Agenda *agenda = store->program->agenda;
    for (size_t i = 0; i < agenda->claims.count; i++) {
        const Claim *claim = &agenda->claims.items[i];
        if (claim->question.answer != proof->steps.items[0].relation || claim->part_count != 1) continue;
        const Part *part = &claim->parts[0];
        if (!part->is_atom || part->relation != subject->relation) continue;
        return row_least(store, store_table(store, part->relation), part->terms, step_values(proof, subject), false) !=
               NO_ROW;
    }
    return false;
}

void further_against_tell(const TreeStyle *style, const Proof *proof, Text *text) {
    if (!style->tells_change || style->form != TREE_TEXT) return;
    const Step *subject = subject_of(proof);
    if (!subject || !is_movable(proof, subject) || is_one_of_several(proof, subject)) return;
    const Program *program = proof->store->program;
    RelId contrary = program->relations.items[subject->relation].contrary;
    Text atom;
    text_init(&atom);
    if (contrary == NO_ID) text_add_char(&atom, '-');
    atom_print(program, contrary == NO_ID ? subject->relation : contrary, step_values(proof, subject), &atom);
    command_tell(style, "what could be stated against it", "whynot", text_str(&atom), text);
    text_clear(&atom);
}

void further_row_tell(const TreeStyle *style, const char *command, const Store *store, RelId relation, const Value *row,
                      Text *text) {
    Text atom;
    if (!style->tells_change || style->form != TREE_TEXT) return;
    text_init(&atom);
    atom_print(store->program, relation, row, &atom);
    further_tell(style, command, text_str(&atom), text);
    text_clear(&atom);
}
