/* The files of a program.
 *
 * Files are visited depth first along their `use` statements, with a stack of our own, since a chain of files may be as
 * long as somebody likes.  A file is finished, and takes its place in the list, when all it uses is finished.
 * A file is the same file if its path is the same after `.` and `..` are worked out in the text; links are not
 * followed, so that a browser's table of files and a disk behave alike.
 * Meeting a file that is on the stack is a cycle. */
#include "lang/check/modules.h"

#include <assert.h>
#include <errno.h>

#include "lang/base/file_kind.h"
#include "lang/base/intern.h"
#include "lang/base/near_file.h"
#include "lang/syntax/parse.h"

typedef enum { FILE_NEW, FILE_OPEN, FILE_DONE, FILE_MISSING } FileState;

typedef struct {
    uint32_t file; /* its number in paths */
    Module module;
    uint32_t next; /* statement to look at */
} Frame;

typedef struct {
    ReadFile *read;
    void *context;
    Sources *sources;
    Arena *arena;
    Diags *diags;
    Modules *modules;
    Interner *paths;
    Vec(FileState) states; /* by path */
    Vec(Frame) stack;
} Reader;

/* ---- paths ---- */

/* Drops `.` and empty steps and lets `..` take back the step before it, if that is a name. */
static Str normal_path(Str path, Arena *arena) {
    char *out = arena_alloc(arena, path.length + 2);
    size_t length = 0, floor = 0; /* floor: what `..` must not take back */
    if (path.length > 0 && path.text[0] == '/') out[length++] = '/', floor = 1;
    for (size_t at = 0; at < path.length;) {
        size_t end = at;
        while (end < path.length && path.text[end] != '/') end++;
        Str step = str_range(path.text + at, path.text + end);
        bool is_up = str_equal(step, STR(".."));
        at = end + 1;
        if (step.length == 0 || str_equal(step, STR("."))) continue;
        if (is_up && length > floor) {
            length = path_folder((Str){out, length - 1}).length;
            continue;
        }
        if (is_up && floor == 1 && out[0] == '/') continue; /* above the root is the root */
        memcpy(out + length, step.text, step.length);
        length += step.length;
        out[length++] = '/';
        if (is_up) floor = length;
    }
    if (length > 1 && out[length - 1] == '/') length--;
    if (length == 0) out[length++] = '.';
    out[length] = '\0';
    return (Str){out, length};
}

static Str joined_path(Str folder, Str path, Arena *arena) {
    if (path.length > 0 && path.text[0] == '/') return normal_path(path, arena);
    char *both = arena_alloc(arena, folder.length + path.length + 1);
    if (folder.length) memcpy(both, folder.text, folder.length);
    if (path.length) memcpy(both + folder.length, path.text, path.length);
    return normal_path((Str){both, folder.length + path.length}, arena);
}

Str module_resolve(const Module *module, Str path, Arena *arena) { return joined_path(module->folder, path, arena); }

/* ---- visiting ---- */

static void push_module(Reader *r, uint32_t file, Str path, SourceId source) {
    Frame frame = {.file = file};
    frame.module.ast = parse(r->sources, source, r->arena, r->diags);
    frame.module.folder = path_folder(path);
    r->states.items[file] = FILE_OPEN;
    vec_push(&r->stack, frame);
}

static uint32_t file_number(Reader *r, Str path) {
    uint32_t file = intern(r->paths, path);
    if (file == r->states.count) vec_push(&r->states, FILE_NEW);
    assert(file < r->states.count);
    return file;
}

static void report_cycle(Reader *r, uint32_t file, Span span) {
    size_t first = r->stack.count;
    while (r->stack.items[first - 1].file != file) first--;
    Text chain;
    text_init(&chain);
    for (size_t i = first - 1; i < r->stack.count; i++)
        text_printf(&chain, "'%.*s' uses ", STR_FMT(intern_text(r->paths, r->stack.items[i].file)));
    Diag *d = diag_add(r->diags, E0222, span, "files use each other in a circle: %.*s'%.*s'", STR_FMT(text_str(&chain)),
                       STR_FMT(intern_text(r->paths, file)));
    diag_remedy(r->diags, d, first == r->stack.count ? "take it out" : "move what both need into a file that both use");
    text_clear(&chain);
}

/* By its ending; false if it may be one of rules.  use: see visit. */
static bool refuse_no_rules(Reader *r, Str path, const Statement *use, Span span) {
    Diag *diag = diag_no_rules(r->diags, span, use ? use->text : path);
    if (diag && use) file_kind_repair(r->diags, diag, use->text, use->span);
    return diag != NULL;
}

/* use: the statement that names the file; NULL: the command line does. */
static void visit(Reader *r, Str path, const Statement *use) {
    const Span span = !use ? NO_SPAN : use->text_span.source == NO_SOURCE ? use->span : use->text_span;
    uint32_t file = file_number(r, path);
    if (r->states.items[file] == FILE_OPEN) report_cycle(r, file, span);
    if (r->states.items[file] != FILE_NEW) return;
    if (span.source != NO_SOURCE && !diags_go_on_now(r->diags, span)) return; /* others are asked at their first line */
    if (refuse_no_rules(r, path, use, span)) {
        r->states.items[file] = FILE_MISSING;
        return;
    }
    Str kept = intern_text(r->paths, file);
    errno = 0;
    SourceId source = r->read(r->context, r->sources, kept, path.text);
    if (source != NO_SOURCE) {
        push_module(r, file, kept, source);
        return;
    }
    int why = errno;
    r->states.items[file] = FILE_MISSING;
    if (why == ENOMEM) {
        diags_lack(r->diags, span, arena_printf(r->arena, "'%.*s'", STR_FMT(kept)).text);
        return;
    }
    Diag *d = diag_unread(r->diags, E0221, span, kept, path, why);
    if (why == EFBIG)
        diag_remedy(r->diags, d, "a rule file has %d MiB at most: put large sets of facts into tables and load them",
                    SOURCE_MOST >> 20);
}

/* Until the stack is empty: looks at the next statement of the newest file, or finishes it. */
static void visit_used(Reader *r) {
    while (r->stack.count > 0) {
        Frame *top = &vec_last(&r->stack);
        const Ast *ast = top->module.ast;
        if (!ast || top->next == ast->statement_count) {
            r->states.items[top->file] = FILE_DONE;
            if (ast) vec_push(&r->modules->items, top->module);
            (void)vec_pop(&r->stack);
            continue;
        }
        const Statement *statement = ast->statements[top->next++];
        if (statement->kind != STMT_USE) continue;
        visit(r, module_resolve(&top->module, statement->text, r->arena), statement);
    }
}

/* ---- the two ways in ---- */

static void begin_reading(Reader *r) {
    r->modules = arena_new(r->arena, Modules);
    r->paths = interner_new();
}

static Modules *end_reading(Reader *r) {
    vec_free(&r->states);
    vec_free(&r->stack);
    /* Folders and names point into the interner of paths: copy the folders, the rest is in the arena. */
    for (size_t i = 0; i < r->modules->items.count; i++) {
        Module *module = &r->modules->items.items[i];
        module->folder = arena_str(r->arena, module->folder);
    }
    interner_free(r->paths);
    return r->modules;
}

Modules *modules_read(const char *const *paths, size_t count, ReadFile *read, void *context, Sources *sources,
                      Arena *arena, Diags *diags) {
    Reader r = {.read = read, .context = context, .sources = sources, .arena = arena, .diags = diags};
    begin_reading(&r);
    for (size_t i = 0; i < count; i++) {
        visit(&r, normal_path(str_of(paths[i]), arena), NULL);
        visit_used(&r);
    }
    return end_reading(&r);
}

Modules *modules_of_source(SourceId source, ReadFile *read, void *context, Sources *sources, Arena *arena,
                           Diags *diags) {
    Reader r = {.read = read, .context = context, .sources = sources, .arena = arena, .diags = diags};
    begin_reading(&r);
    uint32_t file = file_number(&r, normal_path(source_name(sources, source), arena));
    push_module(&r, file, intern_text(r.paths, file), source);
    visit_used(&r);
    return end_reading(&r);
}

void modules_free(Modules *modules) {
    if (modules) vec_free(&modules->items);
}
