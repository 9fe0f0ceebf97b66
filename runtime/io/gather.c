/* What archives bring beside the files that were handed in begins with a dot, or is kept in __MACOSX: neither is looked
 * at.  All else was handed in, whatever it is called. */
#include "runtime/io/gather.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/stat.h>

#include "lang/base/mem.h"
#include "lang/base/near_file.h"
#include "runtime/io/disk.h"

#define ENDING ".hence"
enum { FOLDERS_MOST = 10000, NAME_BYTES = 180 };

static char *joined(const char *folder, const char *name) {
    size_t length = strlen(folder), more = strlen(name);
    while (length > 1 && folder[length - 1] == '/') length--;
    char *path = mem_alloc(length + more + 2);
    (void)snprintf(path, length + more + 2, "%.*s/%s", (int)length, folder, name);
    return path;
}

static Str copied(Str text) {
    char *bytes = mem_alloc(text.length + 1);
    if (text.length) memcpy(bytes, text.text, text.length);
    bytes[text.length] = 0;
    return (Str){bytes, text.length};
}

/* Characters that no line of a table can show are replaced. */
static Str shown(const char *from) {
    Text text;
    text_init(&text);
    Str rest = str_of(from);
    while (rest.length) {
        size_t size = str_char_size(rest);
        bool is_broken = size == 1 && (unsigned char)*rest.text >= 0x80;
        bool is_control = (unsigned char)*rest.text < 0x20 || *rest.text == 0x7F;
        if (is_broken)
            text_lit(&text, "\xEF\xBF\xBD");
        else if (is_control)
            text_add_char(&text, '?');
        else
            text_add(&text, (Str){rest.text, size});
        rest = (Str){rest.text + size, rest.length - size};
    }
    Str name = text_str(&text);
    size_t end = sizeof ENDING - 1;
    if (name.length > end && strncasecmp(name.text + name.length - end, ENDING, end) == 0) name.length -= end;
    name = copied(name);
    text_clear(&text);
    return name;
}

/* A link is not followed, so what it leads to is another file. */
static bool is_same_file(const HandIn *a, const HandIn *b) {
    if (a->is_link || b->is_link) return false;
    return strcmp(a->path, b->path) == 0 ||
           (a->is_there && b->is_there && a->device == b->device && a->inode == b->inode);
}

/* Takes the path; `state` is of it, NULL where it is not there. */
static void add_file(HandIns *files, char *path, const char *name, const struct stat *state) {
    HandIn file = {.path = path, .is_there = state != NULL, .is_link = state && S_ISLNK(state->st_mode)};
    if (state) file.device = state->st_dev, file.inode = state->st_ino;
    for (size_t i = 0; i < files->items.count; i++)
        if (is_same_file(&file, &files->items.items[i])) {
            files->repeated++;
            mem_free(path);
            return;
        }
    file.name = shown(name);
    vec_push(&files->items, file);
}

static int by_path(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

typedef Vec(char *) Paths;

static void look_into(const char *folder, Paths *folders, Paths *found) {
    DIR *stream = opendir(folder);
    if (!stream) return;
    for (struct dirent *entry; (entry = readdir(stream)) != NULL;) {
        struct stat state;
        if (entry->d_name[0] == '.' || strcmp(entry->d_name, "__MACOSX") == 0) continue;
        char *path = joined(folder, entry->d_name);
        bool is_there = lstat(path, &state) == 0;
        if (is_there && S_ISDIR(state.st_mode) && folders->count < FOLDERS_MOST)
            vec_push(folders, path);
        else
            vec_push(found, path);
    }
    closedir(stream);
}

static void add_folder(HandIns *files, const char *word) {
    Paths folders = {0}, found = {0};
    size_t length = strlen(word);
    while (length > 1 && word[length - 1] == '/') length--;
    Str first = copied((Str){word, length});
    vec_push(&folders, (char *)(uintptr_t)first.text);
    for (size_t i = 0; i < folders.count; i++) look_into(folders.items[i], &folders, &found);
    if (found.count) qsort(found.items, found.count, sizeof *found.items, by_path);
    for (size_t i = 0; i < found.count; i++) {
        struct stat state;
        bool is_there = lstat(found.items[i], &state) == 0;
        add_file(files, found.items[i], found.items[i] + length + 1, is_there ? &state : NULL);
    }
    for (size_t i = 0; i < folders.count; i++) mem_free(folders.items[i]);
    vec_free(&folders);
    vec_free(&found);
}

void hand_ins_add(HandIns *files, const char *word) {
    struct stat state;
    bool is_there = stat(word, &state) == 0;
    if (is_there && S_ISDIR(state.st_mode)) {
        add_folder(files, word);
        return;
    }
    Str path = copied(str_of(word));
    add_file(files, (char *)(uintptr_t)path.text, path_file(path).text, is_there ? &state : NULL);
}

/* ---- names ---- */

static bool is_taken(const HandIns *files, size_t before, Str name) {
    for (size_t i = 0; i < before; i++)
        if (str_equal(files->items.items[i].name, name)) return true;
    return false;
}

static void rename_to(HandIn *file, Str name) {
    mem_free((void *)(uintptr_t)file->name.text);
    file->name = name;
}

/* Files of one name in several folders go by their paths; what is alike then gets a number. */
void hand_ins_name(HandIns *files) {
    size_t count = files->items.count;
    bool *is_alike = mem_alloc_zero(count + 1);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < count; k++)
            if (k != i && str_equal(files->items.items[i].name, files->items.items[k].name)) is_alike[i] = true;
    for (size_t i = 0; i < count; i++)
        if (is_alike[i]) rename_to(&files->items.items[i], shown(files->items.items[i].path));
    for (size_t i = 0; i < count; i++) {
        HandIn *file = &files->items.items[i];
        Text text;
        text_init(&text);
        for (unsigned n = 2; is_taken(files, i, text.length ? text_str(&text) : file->name); n++) {
            text_empty(&text);
            text_printf(&text, "%.*s (%u)", STR_FMT(file->name), n);
        }
        if (text.length) rename_to(file, copied(text_str(&text)));
        text_clear(&text);
    }
    mem_free(is_alike);
}

void hand_ins_clear(HandIns *files) {
    for (size_t i = 0; i < files->items.count; i++) {
        mem_free(files->items.items[i].path);
        mem_free((void *)(uintptr_t)files->items.items[i].name.text);
    }
    vec_free(&files->items);
}

void file_name_of(Str name, Text *text) {
    size_t begin = text->length;
    for (size_t i = 0; i < name.length && text->length - begin < NAME_BYTES; i++) {
        char c = name.text[i];
        bool is_odd = (unsigned char)c < 0x20 || strchr("/\\:*?\"<>|", c) || (i == 0 && (c == '.' || c == '-'));
        text_add_char(text, is_odd ? '_' : c);
    }
    while (text->length > begin && !str_is_utf8((Str){text->bytes + begin, text->length - begin}, NULL)) text->length--;
}

/* ---- reading ---- */

bool file_read_some(const char *path, size_t most, Text *bytes) {
    struct stat state;
    if (stat(path, &state) != 0) return false;
    if (!S_ISREG(state.st_mode)) {
        errno = S_ISDIR(state.st_mode) ? EISDIR : CAUSE_SPECIAL;
        return false;
    }
    FILE *file = fopen(path, "rb");
    char piece[4096];
    if (!file) return false;
    for (size_t got; bytes->length <= most && (got = fread(piece, 1, sizeof piece, file)) > 0;)
        text_add(bytes, (Str){piece, got});
    bool is_read = !ferror(file);
    if (!is_read && errno == 0) errno = EIO;
    fclose(file);
    if (bytes->length > most) bytes->length = most + 1;
    return is_read;
}
