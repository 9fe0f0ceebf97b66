/* A folder that cannot be read, or is not there, has no names to offer. */
#include "runtime/repl/file_names.h"

#include <dirent.h>
#include <sys/stat.h>

#include "lang/base/text.h"
#include "runtime/io/disk.h"

static Str behind(Str line, size_t length) { return (Str){line.text + length, line.length - length}; }

/* ---- where a path is typed ---- */

/* `:load ru` and `:save! "no`: all behind the command, and behind a quote. */
static bool is_of_command(Str line, Str *path, bool *is_rules) {
    const bool loads = str_begins(line, STR(":load ")), saves = str_begins(line, STR(":save "));
    if (!loads && !saves && !str_begins(line, STR(":save! "))) return false;
    *is_rules = loads;
    *path = str_trim(behind(line, loads || saves ? strlen(":load ") : strlen(":save! ")));
    if (path->length && path->text[0] == '"') *path = behind(*path, 1);
    return true;
}

/* `use "ru`, `load p from "da`: behind a quote that is open. */
static bool is_of_statement(Str line, Str *path, bool *is_rules) {
    const char *quote = NULL;
    size_t count = 0;
    for (size_t i = 0; i < line.length; i++)
        if (line.text[i] == '"') quote = line.text + i, count++;
    if (count % 2 == 0) return false;
    Str before = str_trim(str_range(line.text, quote));
    *is_rules = str_ends(before, STR("use"));
    *path = str_range(quote + 1, line.text + line.length);
    return *is_rules || str_begins(before, STR("load "));
}

bool path_typed(Str line, Str *path, bool *is_rules) {
    return is_of_command(line, path, is_rules) || is_of_statement(line, path, is_rules);
}

/* ---- what there is ---- */

/* `place` is the folder, and again when this is over. */
static bool is_folder(Text *place, const char *name) {
    struct stat about;
    const size_t length = place->length;
    text_add(place, str_of(name));
    text_add_char(place, '\0');
    bool is_folder = stat(place->bytes, &about) == 0 && S_ISDIR(about.st_mode);
    text_cut(place, length);
    return is_folder;
}

static void offer(Text *place, const char *name, Str begin, bool is_rules, Arena *arena, Offers *offers) {
    Str word = str_of(name);
    bool is_hidden = name[0] == '.' && begin.length == 0, is_itself = strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
    if (is_hidden || is_itself || !str_begins(word, begin) || !str_is_utf8(word, NULL)) return;
    if (is_folder(place, name)) {
        Text text;
        text_init(&text);
        text_printf(&text, "%s/", name);
        vec_push(offers, arena_str(arena, text_str(&text)));
        text_clear(&text);
    } else if (!is_rules || str_ends(word, STR(".hence"))) {
        vec_push(offers, arena_str(arena, word));
    }
}

void file_names_offer(Str path, bool is_rules, Arena *arena, Offers *offers) {
    const Str begin = path_file(path);
    const size_t length = path.length - begin.length;
    Text place;
    text_init(&place);
    text_add(&place, length ? (Str){path.text, length} : STR("./"));
    text_add_char(&place, '\0');
    DIR *folder = opendir(place.bytes);
    text_cut(&place, place.length - 1);
    for (struct dirent *entry; folder && (entry = readdir(folder));)
        offer(&place, entry->d_name, begin, is_rules, arena, offers);
    if (folder) (void)closedir(folder);
    text_clear(&place);
}
