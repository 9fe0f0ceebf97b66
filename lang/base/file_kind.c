/* Only by names: what is in a file is looked at where it is read.
 * `.facts` is open, since some write rules in such files. */
#include "lang/base/file_kind.h"

#include "lang/base/diag_internal.h"
#include "lang/base/utf8.h"
#include "lang/base/value.h"

static const struct {
    const char *ending;
    FileKind kind;
} ENDINGS[] = {{".csv", KIND_TABLE},    {".tsv", KIND_TABLE},    {".bib", KIND_BIBLIOGRAPHY}, {".xlsx", KIND_SHEET},
               {".xls", KIND_SHEET},    {".ods", KIND_SHEET},    {".docx", KIND_DOCUMENT},    {".doc", KIND_DOCUMENT},
               {".odt", KIND_DOCUMENT}, {".rtf", KIND_DOCUMENT}, {".pdf", KIND_DOCUMENT}};

Str file_stem(Str path) {
    size_t length = path.length;
    while (length > 0 && path.text[length - 1] != '.' && path.text[length - 1] != '/') length--;
    const bool has_ending = length > 0 && path.text[length - 1] == '.';
    return (Str){path.text, has_ending ? length - 1 : path.length};
}

bool file_ends(Str path, Str ending) {
    if (path.length < ending.length) return false;
    const char *end = path.text + path.length - ending.length;
    for (size_t i = 0; i < ending.length; i++)
        if (char_lower((unsigned char)end[i]) != (unsigned char)ending.text[i]) return false;
    return true;
}

/* What is called `.csv` can be loaded under that name; what is called `.xlsx` would be saved under none. */
FileKind file_kind(Str path) {
    const bool has_stem = path_file(file_stem(path)).length > 0;
    for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++) {
        const FileKind kind = ENDINGS[i].kind;
        const bool is_read = kind == KIND_TABLE || kind == KIND_BIBLIOGRAPHY;
        if (file_ends(path, str_of(ENDINGS[i].ending))) return has_stem || is_read ? kind : KIND_OPEN;
    }
    return KIND_OPEN;
}

const char *file_kind_name(FileKind kind) {
    switch (kind) {
    case KIND_TABLE: return "a table";
    case KIND_BIBLIOGRAPHY: return "a bibliography";
    case KIND_SHEET: return "a spreadsheet";
    case KIND_DOCUMENT: return "a document with layout";
    case KIND_OPEN: break;
    }
    return "a file";
}

/* A table is mostly called as its relation is, if that can stand behind `load` (words: ORDER INNER). */
static Str relation_of(Str path) {
    static const char *const OTHERS[] = {"from",    "over",  "in",      "presumably",   "relation",
                                         "answers", "claim", "against", "bibliography", "table"};
    Str name = path_file(file_stem(path));
    bool is_name = str_is_plain_symbol(name);
    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++)
        is_name = is_name && !str_equal(name, str_of(OTHERS[i]));
    return is_name ? name : STR("relation_name");
}

void file_kind_remedy(Diags *diags, Diag *diag, FileKind kind, Str path, Str relation) {
    if (!relation.length) relation = relation_of(path);
    const char *where = diag->span.source == NO_SOURCE ? "a rule file loads it" : "write";
    switch (kind) {
    case KIND_TABLE:
        diag_remedy(diags, diag, "%s: load %.*s from \"%.*s\".", where, STR_FMT(relation), STR_FMT(path));
        break;
    case KIND_BIBLIOGRAPHY: diag_remedy(diags, diag, "%s: load bibliography \"%.*s\".", where, STR_FMT(path)); break;
    case KIND_SHEET:
        diag_remedy(diags, diag, "save it as CSV; then %s: load %.*s from \"%.*s.csv\".", where, STR_FMT(relation),
                    STR_FMT(file_stem(path)));
        break;
    case KIND_DOCUMENT: diag_remedy(diags, diag, "save its text alone, as UTF-8, in a file named *.hence"); break;
    case KIND_OPEN: break;
    }
}

/* Of a table it is not known which relation it is for. */
void file_kind_repair(Diags *diags, Diag *diag, Str path, Span statement) {
    if (file_kind(path) != KIND_BIBLIOGRAPHY) return;
    Text text;
    text_init(&text);
    text_printf(&text, "load bibliography \"%.*s\".", STR_FMT(path));
    diag_repair(diags, diag, statement, text_str(&text));
    text_clear(&text);
}

Diag *diag_no_rules(Diags *diags, Span span, Str path) {
    FileKind kind = file_kind(path);
    if (kind == KIND_OPEN) return NULL;
    Diag *diag = diag_add(diags, E0232, span, "'%.*s' is %s, not a file of rules", STR_FMT(path), file_kind_name(kind));
    file_kind_remedy(diags, diag, kind, path, STR(""));
    return diag;
}
