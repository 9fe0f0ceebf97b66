/* One look at the folder: of names that are as near the first by text is offered,
 * so that the order of a folder does not matter. */
#include "lang/base/near_file.h"

#include <dirent.h>

#include "lang/base/diag_internal.h"
#include "lang/base/spelling.h"

/* `theory` and `theory.hence`. */
static bool is_stem(Str word, Str name) {
    return name.length > word.length && word.length && memcmp(name.text, word.text, word.length) == 0 &&
           name.text[word.length] == '.';
}

/* The names of a folder stay only until the next one is read. */
static void offer(Spelling *near, Str name, Text *kept) {
    spelling_offer(near, name);
    if (near->best.text != name.text) return;
    text_empty(kept);
    text_add(kept, name);
    near->best = text_str(kept);
}

static void look_through(DIR *folder, Str word, Spelling *near, Text *kept, Text *stem) {
    for (const struct dirent *entry; (entry = readdir(folder));) {
        Str name = str_of(entry->d_name);
        if (name.length == 0 || name.text[0] == '.') continue;
        if (is_stem(word, name) && (stem->length == 0 || str_compare(name, text_str(stem)) < 0))
            text_empty(stem), text_add(stem, name);
        offer(near, name, kept);
    }
}

static void near_file_print(Str path, Str shown, Text *text) {
    Str before = path_folder(path), word = path_file(path);
    Text place, kept, stem;
    text_init(&place);
    text_init(&kept);
    text_init(&stem);
    text_add(&place, before.length ? before : STR("."));
    text_add_char(&place, '\0');
    Spelling near = spelling_of(word);
    DIR *folder = word.length ? opendir(place.bytes) : NULL;
    if (folder) {
        look_through(folder, word, &near, &kept, &stem);
        (void)closedir(folder);
    }
    Str best = stem.length ? text_str(&stem) : near.best;
    if (best.length) text_printf(text, "; did you mean '%.*s%.*s'?", STR_FMT(path_folder(shown)), STR_FMT(best));
    text_clear(&place);
    text_clear(&kept);
    text_clear(&stem);
}

/* A file of rules in the folder, the first by its name; empty if there is none. */
static void file_in(Str path, Text *first) {
    Text place;
    text_init(&place);
    text_add(&place, path);
    text_add_char(&place, '\0');
    DIR *folder = path.length ? opendir(place.bytes) : NULL;
    for (const struct dirent *entry; folder && (entry = readdir(folder));) {
        Str name = str_of(entry->d_name);
        if (name.text[0] == '.' || !str_ends(name, STR(".hence"))) continue;
        if (first->length && str_compare(name, text_str(first)) >= 0) continue;
        text_empty(first);
        text_add(first, name);
    }
    if (folder) (void)closedir(folder);
    text_clear(&place);
}

/* As the path stands between quotes in a rule file, whose folder it is relative to; else as it is shown. */
static Str as_written(const Diags *diags, Span span, Str shown) {
    if (span.source == NO_SOURCE || !source_has_text(diags->sources, span.source)) return shown;
    Str text = span_text(diags->sources, span);
    bool is_plain = text.length > 2 && text.text[0] == '"' && text.text[text.length - 1] == '"' &&
                    !memchr(text.text, '\\', text.length);
    return is_plain ? (Str){text.text + 1, text.length - 2} : shown;
}

static void remedy_of_folder(Diags *diags, Diag *diag, Str path, Str written) {
    Text first;
    text_init(&first);
    file_in(path, &first);
    bool has_slash = written.length && written.text[written.length - 1] == '/';
    if (first.length)
        diag_remedy(diags, diag, "name the files in it, each by itself: '%.*s%s%.*s'", STR_FMT(written),
                    has_slash ? "" : "/", STR_FMT(text_str(&first)));
    else
        diag_remedy(diags, diag, "name a file, not a folder");
    text_clear(&first);
}

static void remedy_of_path(Diags *diags, Diag *diag, Code code, bool is_in_file, Str written, int cause) {
    if (written.length && written.text[0] == '/') return;
    if (is_in_file)
        diag_remedy(diags, diag, "the path is relative to the file it is written in");
    else if (cause && code == E0221 && !str_is_atom(written))
        diag_remedy(diags, diag, "the path is relative to the folder in which hence is run");
}

static void remedy_of_cause(Diags *diags, Diag *diag, Code code, bool is_in_file, Str written, int cause) {
    switch (cause) {
    case 0:
    case ENOENT:
    case ENOTDIR: remedy_of_path(diags, diag, code, is_in_file, written, cause); break;
    case EACCES:
    case EPERM: diag_remedy(diags, diag, "its permissions, or those of its folder, have to let you read it"); break;
    default: break;
    }
}

/* What keeps the file from being read, in the words of the sandbox. */
static Diag *refuse(Diags *diags, Code code, Span span, Str shown, int cause) {
    Str folder = sources_confined(diags->sources);
    const bool is_outside = cause == CAUSE_OUTSIDE;
    Diag *diag =
        diag_add(diags, code, span, "'%.*s' is not read: %s '%.*s'%s", STR_FMT(shown),
                 is_outside ? "it lies outside of the sandbox" : "it is a device or a pipe, of which the sandbox",
                 STR_FMT(folder), is_outside ? "" : " has none");
    diag_remedy(diags, diag, "put %s there", is_outside ? "it" : "an ordinary file");
    return diag;
}

Diag *diag_unread(Diags *diags, Code code, Span span, Str path, Str shown, int cause) {
    Text near;
    bool is_confined = sources_confined(diags->sources).length > 0;
    if (is_confined && CAUSE_IS_KEPT(cause)) return refuse(diags, code, span, shown, cause);
    text_init(&near);
    if (cause == ENOENT) near_file_print(path, shown, &near);
    Diag *diag = diag_add(diags, code, span, "cannot read '%.*s': %s%.*s", STR_FMT(shown),
                          cause ? strerror(cause) : "no such file", STR_FMT(text_str(&near)));
    text_clear(&near);
    Str written = as_written(diags, span, shown);
    if (cause == EISDIR)
        remedy_of_folder(diags, diag, code == E0221 ? path : STR(""), written);
    else
        remedy_of_cause(diags, diag, code, span.source != NO_SOURCE, written, cause);
    return diag;
}
