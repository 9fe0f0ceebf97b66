/* The rule files of the workspace: who uses a file is seen from those that use it, open or not.
 *
 * Folders are walked with a list of our own; hidden ones, and those a build or a package manager fills, are left out. */
#include <dirent.h>
#include <sys/stat.h>

#include "runtime/lsp/server_internal.h"

enum { FILES_MOST = 2000, FOLDERS_MOST = 5000 };

void paths_clear(Paths *paths) {
    for (size_t i = 0; i < paths->count; i++) mem_free((char *)paths->items[i].text);
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

static bool is_rule_file(Str path) {
    Str ending = STR(".hence");
    return path.length > ending.length &&
           memcmp(path.text + path.length - ending.length, ending.text, ending.length) == 0;
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
        else if (is_there && S_ISREG(state.st_mode) && is_rule_file(path))
            vec_push(files, path);
        else
            mem_free((char *)path.text);
    }
    closedir(stream);
}

static int by_text(const void *a, const void *b) { return str_compare(*(const Str *)a, *(const Str *)b); }

void workspace_files(const Server *server, Paths *paths) {
    Paths folders = {0};
    for (size_t i = 0; i < server->folders.count; i++) {
        Str folder = server->folders.items[i];
        char *copy = mem_alloc(folder.length + 1);
        memcpy(copy, folder.text, folder.length + 1);
        vec_push(&folders, ((Str){copy, folder.length}));
    }
    for (size_t i = 0; i < folders.count; i++) look_into(folders.items[i], &folders, paths);
    if (paths->count >= FILES_MOST || folders.count >= FOLDERS_MOST)
        wire_notify("window/logMessage",
                    json_pack("{s:i,s:s}", "type", 2, "message",
                              "hence: the workspace is large; some of its rule files are not seen"));
    paths_clear(&folders);
    if (paths->count > 1) qsort(paths->items, paths->count, sizeof *paths->items, by_text);
}

static bool has_root(const RootList *roots, const Root *root) {
    for (size_t i = 0; i < roots->count; i++)
        if (roots->items[i] == root) return true;
    return false;
}

static void offer_root(Server *server, const Document *document, Str path, RootList *roots) {
    Root *root = projects_root(&server->projects, path);
    if (project_module(root->project, document->path) != NO_ID && !has_root(roots, root)) vec_push(roots, root);
}

/* What another of them uses is seen there. */
static void drop_used(RootList *roots) {
    size_t kept = 0;
    for (size_t i = 0; i < roots->count; i++) {
        bool is_used = false;
        for (size_t k = 0; k < roots->count; k++) {
            const Root *a = roots->items[i], *b = roots->items[k];
            bool b_uses_a = a != b && project_module(b->project, a->path) != NO_ID;
            bool is_mutual = b_uses_a && project_module(a->project, b->path) != NO_ID;
            is_used = is_used || (b_uses_a && (!is_mutual || k < i));
        }
        if (!is_used) roots->items[kept++] = roots->items[i];
    }
    roots->count = kept;
}

void workspace_roots(Server *server, const Document *document, RootList *roots) {
    Paths paths = {0};
    for (size_t i = 0; i < server->documents.items.count; i++)
        offer_root(server, document, server->documents.items.items[i]->path, roots);
    workspace_files(server, &paths);
    for (size_t i = 0; i < paths.count; i++)
        if (!documents_at_path(&server->documents, paths.items[i])) offer_root(server, document, paths.items[i], roots);
    paths_clear(&paths);
    drop_used(roots);
}
