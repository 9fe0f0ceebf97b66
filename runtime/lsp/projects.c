/* Whether a project is fresh is seen from a counter of changes, for open documents,
 * and from times and sizes, for files.
 *
 * Bibliographies are read with it, since citations are to be resolved while somebody types; tables are not: of them it
 * is only seen whether they are there. */
#include "runtime/lsp/projects.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lang/base/near_file.h"
#include "runtime/io/bib.h"
#include "runtime/io/cites.h"
#include "runtime/lsp/paths.h"

static const char MARK[] = "\xEF\xBB\xBF";

/* ---- one root ---- */

static void root_empty(Root *root) {
    for (size_t i = 0; i < root->seen.count; i++) path_drop(&root->seen.items[i].path);
    for (size_t i = 0; i < root->lines.count; i++) {
        if (root->lines.items[i]) lines_clear(root->lines.items[i]);
        mem_free(root->lines.items[i]);
    }
    vec_free(&root->seen);
    vec_free(&root->lines);
    project_free(root->project);
    root->project = NULL;
}

static void root_free(Root *root) {
    root_empty(root);
    path_drop(&root->path);
    mem_free(root);
}

void projects_clear(Projects *projects) {
    for (size_t i = 0; i < projects->roots.count; i++) root_free(projects->roots.items[i]);
    vec_free(&projects->roots);
}

SeenFile seen_look(Str path) {
    struct stat state;
    if (stat(path.text, &state) != 0) return (SeenFile){.path = path, .size = -1};
    return (SeenFile){path, (int64_t)state.st_mtim.tv_sec, (int64_t)state.st_mtim.tv_nsec, (int64_t)state.st_size};
}

static void see(Root *root, const char *path) {
    SeenFile seen = seen_look(path_keep(str_of(path)));
    vec_push(&root->seen, seen);
}

bool seen_changed(const SeenFile *seen) {
    SeenFile now = seen_look(seen->path);
    return now.seconds != seen->seconds || now.nanoseconds != seen->nanoseconds || now.size != seen->size;
}

/* ---- reading ---- */

typedef struct {
    const Projects *projects;
    Root *root;
} Reading;

static SourceId read_file(void *context, Sources *sources, Str shown, const char *path) {
    const Reading *reading = context;
    const Document *document = documents_at_path(reading->projects->documents, str_of(path));
    if (document) return source_add(sources, shown, text_str(&document->text));
    see(reading->root, path);
    return source_read(sources, shown, path);
}

static void complain_unread(Project *project, const Statement *s, Str path) {
    (void)diag_unread(project->diags, E0701, s->text_span, path, s->text, errno);
}

static void load(Reading *reading, Project *project, const Module *module, const Statement *s) {
    Str path = module_resolve(module, s->text, &project->arena);
    bool is_bibliography = str_equal(s->text_2, STR("bibliography"));
    if (!is_bibliography) {
        see(reading->root, path.text);
        if (access(path.text, R_OK) != 0) complain_unread(project, s, path);
        return;
    }
    SourceId source = read_file(reading, project->sources, path, path.text);
    if (source == NO_SOURCE)
        complain_unread(project, s, path);
    else
        bib_read(project->program, project->sources, source, project->diags);
}

static void load_all(Reading *reading, Project *project) {
    for (uint32_t m = 0; m < project->modules->items.count; m++) {
        const Ast *ast = project_ast(project, m);
        for (uint32_t i = 0; i < ast->statement_count; i++)
            if (ast->statements[i]->kind == STMT_LOAD)
                load(reading, project, &project->modules->items.items[m], ast->statements[i]);
    }
    bib_resolve_crossrefs(project->program, project->diags);
}

static void root_read(Projects *projects, Root *root) {
    Reading reading = {projects, root};
    root_empty(root);
    root->made = projects->clock;
    root->is_finished = false;
    root->project = project_open(root->path.text, read_file, &reading);
    load_all(&reading, root->project);
}

/* Keys are all unknown where a bibliography is missing:
 * that is the one thing to mend, and then nothing is said of them. */
void root_finish(Root *root) {
    Project *project = root->project;
    if (root->is_finished) return;
    root->is_finished = true;
    bool was_sound = project->is_sound;
    bool has_bibliographies = !diags_has(project->diags, E0701);
    uint32_t before = diags_error_count(project->diags);
    project_finish(project);
    if (was_sound && has_bibliographies && diags_error_count(project->diags) == before)
        cites_check(project->program, project->diags);
}

/* ---- finding ---- */

static Root *find_root(const Projects *projects, Str path) {
    for (size_t i = 0; i < projects->roots.count; i++)
        if (str_equal(projects->roots.items[i]->path, path)) return projects->roots.items[i];
    return NULL;
}

static bool is_fresh(const Projects *projects, const Root *root) {
    if (!root->project || root->made < projects->shape) return false;
    for (size_t i = 0; i < projects->documents->items.count; i++) {
        const Document *document = projects->documents->items.items[i];
        bool is_part = document->is_data || project_module(root->project, document->path) != NO_ID;
        if (document->changed > root->made && is_part) return false;
    }
    for (size_t i = 0; i < root->seen.count; i++)
        if (seen_changed(&root->seen.items[i])) return false;
    return true;
}

bool projects_has_fresh(const Projects *projects, Str path) {
    const Root *root = find_root(projects, path);
    return root && is_fresh(projects, root);
}

Root *projects_root(Projects *projects, Str path) {
    Root *root = find_root(projects, path);
    if (!root) {
        root = mem_alloc_zero(sizeof *root);
        root->path = path_keep(path);
        vec_push(&projects->roots, root);
    }
    if (!is_fresh(projects, root)) root_read(projects, root);
    return root;
}

void projects_drop_closed(Projects *projects) {
    size_t kept = 0;
    for (size_t i = 0; i < projects->roots.count; i++) {
        Root *root = projects->roots.items[i];
        if (documents_at_path(projects->documents, root->path))
            projects->roots.items[kept++] = root;
        else
            root_free(root);
    }
    projects->roots.count = kept;
}

/* A root that is known uses it; whether it is fresh is no matter here. */
static bool uses(const Projects *projects, Str user, Str path) {
    const Root *root = find_root(projects, user);
    return root && root->project && project_module(root->project, path) != NO_ID;
}

Root *projects_of(Projects *projects, const Document *document) {
    Str best = document->path;
    for (size_t i = 0; i < projects->documents->items.count; i++) {
        Str other = projects->documents->items.items[i]->path;
        if (!str_equal(other, best) && uses(projects, other, best) && !uses(projects, best, other)) best = other;
    }
    Root *root = projects_root(projects, best);
    bool has_it = project_module(root->project, document->path) != NO_ID;
    return has_it ? root : projects_root(projects, document->path);
}

/* ---- places ---- */

static Lines *lines_of(const Projects *projects, Root *root, SourceId source) {
    while (root->lines.count <= source) vec_push(&root->lines, NULL);
    Lines **lines = &root->lines.items[source];
    if (!*lines) {
        *lines = mem_alloc(sizeof **lines);
        Str text =
            source_has_text(root->project->sources, source) ? source_text(root->project->sources, source) : STR("");
        lines_init(*lines, text, projects->units);
    }
    return *lines;
}

/* Of the byte order mark, where the client has it in its text. */
static uint32_t mark_units(const Projects *projects, Root *root, SourceId source) {
    const Sources *sources = root->project->sources;
    if (!source_has_mark(sources, source) || !documents_at_path(projects->documents, source_name(sources, source)))
        return 0;
    return units_of(str_of(MARK), projects->units);
}

Position root_position(const Projects *projects, Root *root, SourceId source, uint32_t offset) {
    Position position = lines_position(lines_of(projects, root, source), offset);
    if (position.line == 0) position.unit += mark_units(projects, root, source);
    return position;
}

uint32_t document_offset(const Projects *projects, Root *root, uint32_t module, Position position) {
    SourceId source = project_ast(root->project, module)->source;
    uint32_t mark = position.line == 0 ? mark_units(projects, root, source) : 0;
    position.unit = position.unit > mark ? position.unit - mark : 0;
    return lines_offset(lines_of(projects, root, source), position);
}
