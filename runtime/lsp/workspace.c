/* The rule files of the workspace: who uses a file is seen from those that use it, open or not.
 *
 * Folders are walked with a list of our own; hidden ones,
 * and those a build or a package manager fills, are left out. */
#include <dirent.h>
#include <sys/stat.h>

#include "runtime/lsp/server_internal.h"
#include "runtime/lsp/paths.h"

enum { FILES_MOST = 2000, FOLDERS_MOST = 5000 };

void paths_clear(Paths *paths) {
    for (size_t i = 0; i < paths->count; i++) path_drop(&paths->items[i]);
    vec_free(paths);
}

static Str joined(Str folder, const char *name) {
    size_t length = strlen(name);
    char *path = mem_alloc(folder.length + length + 2);
    memcpy(path, folder.text, folder.length);
    path[folder.length] = '/';
    memcpy(path + folder.length + 1, name, length + 1);
    return (Str){path, folder.length + 1 + length};
}

static void look_into(Str folder, Paths *folders, Paths *files) {
    DIR *stream = opendir(folder.text);
    if (!stream) return;
    for (const struct dirent *entry; (entry = readdir(stream)) && files->count < FILES_MOST;) {
        struct stat state;
        if (entry->d_name[0] == '.' || strcmp(entry->d_name, "node_modules") == 0 ||
            strcmp(entry->d_name, "build") == 0)
            continue;
        Str path = joined(folder, entry->d_name);
        bool is_there = lstat(path.text, &state) == 0;
        if (is_there && S_ISDIR(state.st_mode) && folders->count < FOLDERS_MOST)
            vec_push(folders, path);
        else if (is_there && S_ISREG(state.st_mode) && str_ends(path, STR(".hence")))
            vec_push(files, path);
        else
            path_drop(&path);
    }
    closedir(stream);
}

static int by_text(const void *a, const void *b) { return str_compare(*(const Str *)a, *(const Str *)b); }

void workspace_files(const Server *server, Paths *paths) {
    Paths folders = {0};
    for (size_t i = 0; i < server->folders.count; i++) {
        Str folder = path_keep(server->folders.items[i]);
        vec_push(&folders, folder);
    }
    for (size_t i = 0; i < folders.count; i++) look_into(folders.items[i], &folders, paths);
    if (paths->count >= FILES_MOST || folders.count >= FOLDERS_MOST)
        wire_notify("window/logMessage",
                    json_pack("{s:i,s:s}", "type", 2, "message",
                              "hence: the workspace is large; some of its rule files are not seen"));
    paths_clear(&folders);
    if (paths->count > 1) qsort(paths->items, paths->count, sizeof *paths->items, by_text);
}

/* ---- who uses a file ---- */

/* Files by number, and which of them each uses. */
typedef struct {
    Interner *paths;
    Vec(Str) files;
    Vec(uint32_t) uses;   /* numbers, of one file after the other */
    Vec(uint32_t) begins; /* by number, and one more */
    Vec(bool) reaches;    /* by number: it uses the file that is asked about, or is it */
} Graph;

/* An open document is read as it stands in the editor; others are not read more often than they change. */
static void note_uses(Server *server, Graph *graph, uint32_t file) {
    Str path = graph->files.items[file];
    if (documents_at_path(&server->documents, path)) {
        const Project *project = projects_root(&server->projects, path)->project;
        for (uint32_t m = 0; m < project->modules->items.count; m++) {
            uint32_t number = intern(graph->paths, project_path(project, m));
            if (number < graph->files.count && number != file) vec_push(&graph->uses, number);
        }
        return;
    }
    const UseNote *note = uses_of(&server->uses, path);
    for (size_t i = 0; i < note->uses.count; i++) {
        uint32_t number = intern(graph->paths, note->uses.items[i]);
        if (number < graph->files.count) vec_push(&graph->uses, number);
    }
}

static void add_file(Graph *graph, Str path) {
    if (intern(graph->paths, path) < graph->files.count) return;
    vec_push(&graph->files, path);
    vec_push(&graph->reaches, false);
}

static bool uses_reaching(const Graph *graph, uint32_t file) {
    for (uint32_t i = graph->begins.items[file]; i < graph->begins.items[file + 1]; i++)
        if (graph->reaches.items[graph->uses.items[i]]) return true;
    return false;
}

/* Backwards along `use`, until nothing is new. */
static void spread(Graph *graph, uint32_t from) {
    graph->reaches.items[from] = true;
    for (bool has_news = true; has_news;) {
        has_news = false;
        for (uint32_t file = 0; file < graph->files.count; file++) {
            if (graph->reaches.items[file] || !uses_reaching(graph, file)) continue;
            graph->reaches.items[file] = has_news = true;
        }
    }
}

/* Whether one of those that reach the document uses it; in a circle the first of them stands for all. */
static bool is_used(const Graph *graph, uint32_t file) {
    for (uint32_t user = 0; user < graph->files.count; user++) {
        if (user == file || !graph->reaches.items[user]) continue;
        bool uses = false, is_mutual = false;
        for (uint32_t i = graph->begins.items[user]; i < graph->begins.items[user + 1]; i++)
            uses = uses || graph->uses.items[i] == file;
        for (uint32_t i = graph->begins.items[file]; i < graph->begins.items[file + 1]; i++)
            is_mutual = is_mutual || graph->uses.items[i] == user;
        if (uses && (!is_mutual || user < file)) return true;
    }
    return false;
}

void workspace_roots(Server *server, const Document *document, RootList *roots) {
    Paths paths = {0};
    Graph graph = {.paths = interner_new()};
    workspace_files(server, &paths);
    add_file(&graph, document->path);
    for (size_t i = 0; i < server->documents.items.count; i++)
        if (!server->documents.items.items[i]->is_data) add_file(&graph, server->documents.items.items[i]->path);
    for (size_t i = 0; i < paths.count; i++) add_file(&graph, paths.items[i]);
    for (uint32_t file = 0; file < graph.files.count; file++) {
        vec_push(&graph.begins, (uint32_t)graph.uses.count);
        note_uses(server, &graph, file);
    }
    vec_push(&graph.begins, (uint32_t)graph.uses.count);
    spread(&graph, 0);
    for (uint32_t file = 0; file < graph.files.count; file++) {
        if (!graph.reaches.items[file] || is_used(&graph, file)) continue;
        Root *root = projects_root(&server->projects, graph.files.items[file]);
        if (project_module(root->project, document->path) != NO_ID) vec_push(roots, root);
    }
    if (roots->count == 0) { /* all of them in a circle */
        Root *own = projects_root(&server->projects, document->path);
        vec_push(roots, own);
    }
    vec_free(&graph.files);
    vec_free(&graph.uses);
    vec_free(&graph.begins);
    vec_free(&graph.reaches);
    interner_free(graph.paths);
    paths_clear(&paths);
}
