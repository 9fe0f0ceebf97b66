/* Only by names: what is in a file is looked at where it is read.  `.facts` is open, since some write rules in such files. */
#include "lang/base/file_kind.h"

#include "lang/base/diag_internal.h"
#include "lang/base/utf8.h"

static const struct {
    const char *ending;
    FileKind kind;
} ENDINGS[] = {{".csv", KIND_TABLE},    {".tsv", KIND_TABLE},    {".bib", KIND_BIBLIOGRAPHY}, {".xlsx", KIND_SHEET},
               {".xls", KIND_SHEET},    {".ods", KIND_SHEET},    {".docx", KIND_DOCUMENT},    {".doc", KIND_DOCUMENT},
               {".odt", KIND_DOCUMENT}, {".rtf", KIND_DOCUMENT}, {".pdf", KIND_DOCUMENT}};

/* Without what stands before the last slash. */
static Str name_of(Str path) {
    size_t begin = path.length;
    while (begin > 0 && path.text[begin - 1] != '/') begin--;
    return (Str){path.text + begin, path.length - begin};
}

static size_t length_of_stem(Str name) {
    size_t length = name.length;
    while (length > 0 && name.text[length - 1] != '.') length--;
    return length ? length - 1 : name.length;
}

FileKind file_kind(Str path) {
    Str name = name_of(path);
    size_t stem = length_of_stem(name);
    if (stem == 0 || stem == name.length) return KIND_OPEN;
    for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++) {
        Str ending = str_of(ENDINGS[i].ending);
        size_t same = 0;
        while (same < ending.length && stem + same < name.length &&
               char_lower((unsigned char)name.text[stem + same]) == (unsigned char)ending.text[same])
            same++;
        if (same == ending.length && stem + same == name.length) return ENDINGS[i].kind;
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

/* A table is mostly called as its relation is. */
static Str relation_of(Str path) {
    Str name = name_of(path);
    name.length = length_of_stem(name);
    for (size_t i = 0; i < name.length; i++) {
        char c = name.text[i];
        bool is_letter = c >= 'a' && c <= 'z', is_other = (c >= '0' && c <= '9') || c == '_';
        if (!is_letter && (i == 0 || !is_other)) return STR("relation_name");
    }
    return name;
}

void file_kind_remedy(Diags *diags, Diag *diag, FileKind kind, Str path, Str relation) {
    Str name = name_of(path);
    if (!relation.length) relation = relation_of(path);
    const char *where = diag->span.source == NO_SOURCE ? "a rule file loads it" : "write";
    switch (kind) {
    case KIND_TABLE:
        diag_remedy(diags, diag, "%s: load %.*s from \"%.*s\".", where, STR_FMT(relation), STR_FMT(path));
        break;
    case KIND_BIBLIOGRAPHY: diag_remedy(diags, diag, "%s: load bibliography \"%.*s\".", where, STR_FMT(path)); break;
    case KIND_SHEET:
        diag_remedy(diags, diag, "save it as CSV; then %s: load %.*s from \"%.*s.csv\".", where, STR_FMT(relation),
                    (int)length_of_stem(name), name.text);
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
