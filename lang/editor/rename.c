/* Nothing is renamed on trust: the project is read anew with the new name in its places, and must have the same
 * mistakes and the same marks as before.  So what no rule here foresees (a key in quotes, a name that is a word of the
 * language at its place) is found all the same. */
#include "lang/editor/rename.h"

#include <errno.h>

#include "lang/editor/describe.h"
#include "lang/syntax/parse.h"
#include "parser.h"

/* ---- names ---- */

/* The kind of the one token that the text is, and its name; 0 if it is none or several. */
static int token_of(Str text, Str *name, Arena *arena) {
    Sources *sources = sources_new();
    Diags *diags = diags_new(sources);
    TokenList tokens = {0};
    Arena trees;
    arena_init(&trees);
    SourceId source = source_add(sources, STR("name"), text);
    int kind = 0;
    if (source != NO_SOURCE) parse_tokens(sources, source, &trees, diags, &tokens);
    if (tokens.count == 1 && tokens.items[0].span.begin == 0 && tokens.items[0].span.end == text.length)
        kind = tokens.items[0].kind;
    *name = text;
    if (kind == HENCE_QUOTED) { /* as the label of a fact, to have its escapes read */
        Text fact;
        text_init(&fact);
        text_printf(&fact, "%.*s.", STR_FMT(text));
        source = source_add(sources, STR("fact"), text_str(&fact));
        Ast *ast = parse(sources, source, &trees, diags);
        const Node *head = ast->statement_count == 1 ? ast->statements[0]->head : NULL;
        *name = head && head->kind == NODE_NAME ? arena_str(arena, head->text) : STR("");
        text_clear(&fact);
    }
    vec_free(&tokens);
    arena_clear(&trees);
    diags_free(diags);
    sources_free(sources);
    return kind;
}

/* What is not ASCII is asked of the reader itself. */
bool name_is_plain(Str name) {
    bool is_ascii = true;
    if (str_is_plain_symbol(name)) return true;
    for (size_t i = 0; i < name.length; i++) {
        if (!char_is_in_word(name.text[i])) return false;
        is_ascii = is_ascii && (unsigned char)name.text[i] < 0x80;
    }
    if (is_ascii) return false;
    Arena arena;
    Str read;
    arena_init(&arena);
    bool is_plain = token_of(name, &read, &arena) == HENCE_NAME;
    arena_clear(&arena);
    return is_plain;
}

static bool is_name_for(const Mark *mark, Str text, Str *name, Arena *arena, Text *why) {
    int kind = token_of(text, name, arena);
    bool takes_capital = mark->kind == MARK_LABEL || mark->kind == MARK_SOURCE || mark->kind == MARK_COLUMN;
    bool is_small = kind == HENCE_NAME || kind == HENCE_QUOTED || (takes_capital && kind == HENCE_CAPITAL);
    if (mark->kind == MARK_VARIABLE ? kind == HENCE_CAPITAL : is_small && name->length > 0) return true;
    text_printf(why, "'%.*s' is no name of a %s: ", STR_FMT(text), mark_noun(mark).text);
    text_add(why, mark->kind == MARK_VARIABLE ? STR("it begins with a capital letter or '_'")
                                              : STR("it begins with a small letter, or stands in single quotes"));
    return false;
}

/* ---- what cannot be renamed ---- */

static bool loads_tables(const Project *project, const Mark *relation, Str *path) {
    for (uint32_t m = 0; m < project->modules->items.count; m++) {
        const Ast *ast = project_ast(project, m);
        for (uint32_t i = 0; i < ast->statement_count; i++) {
            const Statement *s = ast->statements[i];
            bool is_table = s->kind == STMT_LOAD && !str_equal(s->text_2, STR("bibliography"));
            if (!is_table) continue;
            RelId filled = project->checked->tables[m].statement[i];
            *path = s->text;
            if (filled != NO_ID && s->is_negative) filled = project->program->relations.items[filled].contrary;
            if (!relation || (filled == relation->owner && !s->is_table)) return true;
        }
    }
    return false;
}

bool rename_is_possible(const Project *project, const Mark *mark, Text *why) {
    Str path;
    bool is_defined = project_declaration(project, mark) != NULL;
    switch (mark->kind) {
    case MARK_CALL: text_lit(why, "it belongs to the language"); return false;
    case MARK_FILE: text_lit(why, "it is the path of a file"); return false;
    case MARK_VARIABLE: return true;
    case MARK_RELATION:
        if (mark->owner != NO_ID) return true;
        break;
    case MARK_COLUMN:
        if (!is_defined) break;
        if (!loads_tables(project, mark, &path)) return true;
        text_printf(why, "the table '%.*s' has a column of that name", STR_FMT(path));
        return false;
    case MARK_CONSTANT:
    case MARK_SOURCE:
        if (mark->kind == MARK_SOURCE && !is_defined) {
            text_lit(why, "it is defined in a bibliography");
            return false;
        }
        if (!loads_tables(project, NULL, &path)) return true;
        text_printf(why, "it may stand in the table '%.*s' too", STR_FMT(path));
        return false;
    default:
        if (is_defined) return true;
        if (mark->kind == MARK_TYPE)
            text_lit(why, "it belongs to the language, or is not known");
        else
            text_lit(why, "it is defined nowhere in these files");
        return false;
    }
    text_lit(why, "it is not known");
    return false;
}

static bool is_taken(const Project *project, const Mark *mark, Str name, Text *why) {
    for (size_t i = 0; i < project->marks.items.count; i++) {
        const Mark *other = &project->marks.items.items[i];
        bool is_ranked = (mark->kind == MARK_LABEL && other->kind == MARK_SOURCE) ||
                         (mark->kind == MARK_SOURCE && other->kind == MARK_LABEL); /* `prefer` names both */
        bool is_near = other->kind == mark->kind || is_ranked;
        if (mark->kind == MARK_VARIABLE || mark->kind == MARK_COLUMN) is_near = is_near && other->owner == mark->owner;
        if (!is_near || !str_equal(other->name, name)) continue;
        Place place = source_place(project->sources, other->span.source, other->span.begin);
        text_printf(why, "there is a %s '%.*s' already, at %.*s:%u", mark_noun(other).text, STR_FMT(name),
                    STR_FMT(source_name(project->sources, other->span.source)), (unsigned)place.line);
        return true;
    }
    return false;
}

/* ---- the trial ---- */

typedef struct {
    const Project *project;
    const MarkList *places;
    Str name;
} Trial;

static SourceId read_changed(void *context, Sources *sources, Str shown, const char *path) {
    const Trial *trial = context;
    uint32_t module = project_module(trial->project, str_of(path));
    errno = ENOENT;
    if (module == NO_ID) return NO_SOURCE;
    SourceId source = project_ast(trial->project, module)->source;
    Str old = source_text(trial->project->sources, source);
    Text text;
    uint32_t at = 0;
    text_init(&text);
    for (size_t i = 0; i < trial->places->count; i++) {
        Span span = trial->places->items[i].span;
        if (span.source != source) continue;
        text_add(&text, (Str){old.text + at, span.begin - at});
        text_add(&text, trial->name);
        at = span.end;
    }
    text_add(&text, (Str){old.text + at, old.length - at});
    SourceId made = source_add(sources, shown, text_str(&text));
    text_clear(&text);
    return made;
}

/* One after the other, the same things at the same places. */
static bool says_the_same(const Project *a, const Project *b, const Mark *mark, Str name) {
    if (diags_error_count(a->diags) < diags_error_count(b->diags) ||
        diags_warning_count(a->diags) < diags_warning_count(b->diags) || a->marks.items.count != b->marks.items.count)
        return false;
    for (size_t i = 0; i < a->marks.items.count; i++) {
        const Mark *x = &a->marks.items.items[i], *y = &b->marks.items.items[i];
        bool is_renamed = mark_same(mark, x);
        if (x->kind != y->kind || x->role != y->role || !str_equal(is_renamed ? name : x->name, y->name)) return false;
        if (x->kind == MARK_VARIABLE && (x->owner != y->owner || x->number != y->number)) return false;
    }
    return true;
}

static bool try(const Project *project, const Mark *mark, Str written, Str name, const MarkList *places) {
    Trial trial = {project, places, written};
    Text path;
    text_init(&path);
    text_add(&path, project_path(project, (uint32_t)project->modules->items.count - 1)); /* the file that uses all */
    Project *changed = project_open(path.bytes, read_changed, &trial);
    bool is_same = says_the_same(project, changed, mark, name);
    project_free(changed);
    text_clear(&path);
    return is_same;
}

bool rename_places(const Project *project, const Mark *mark, Str written, MarkList *places, Text *why) {
    Arena arena;
    Str name;
    arena_init(&arena);
    bool is_fine = rename_is_possible(project, mark, why) && is_name_for(mark, written, &name, &arena, why) &&
                   (str_equal(name, mark->name) || !is_taken(project, mark, name, why));
    if (is_fine) {
        project_places(project, mark, false, places);
        is_fine = try(project, mark, written, name, places);
        if (!is_fine) text_printf(why, "with '%.*s' the program would say something else", STR_FMT(written));
    }
    if (!is_fine) vec_empty(places);
    arena_clear(&arena);
    return is_fine;
}
