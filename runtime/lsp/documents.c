/* A short list: nobody has thousands of files open in an editor. */
#include "runtime/lsp/documents.h"

#include "lang/base/file_kind.h"
#include "runtime/lsp/paths.h"

static bool is_data(Str path) {
    FileKind kind = file_kind(path);
    return kind == KIND_TABLE || kind == KIND_BIBLIOGRAPHY || file_ends(path, STR(".facts"));
}

static void document_free(Document *document) {
    path_drop(&document->uri);
    path_drop(&document->path);
    text_clear(&document->text);
    mem_free(document);
}

Document *documents_open(Documents *documents, Str uri, Str text, int64_t version) {
    Document *document = documents_find(documents, uri);
    if (!document) {
        Text path;
        text_init(&path);
        path_of_uri(uri, &path);
        document = mem_alloc_zero(sizeof *document);
        document->uri = path_keep(uri);
        document->path = path_keep(text_str(&path));
        document->is_data = is_data(document->path);
        text_init(&document->text);
        text_clear(&path);
        vec_push(&documents->items, document);
    }
    document->version = version;
    document->is_told = false;
    text_empty(&document->text);
    text_add(&document->text, text);
    return document;
}

void documents_close(Documents *documents, Str uri) {
    for (size_t i = 0; i < documents->items.count; i++) {
        if (!str_equal(documents->items.items[i]->uri, uri)) continue;
        document_free(documents->items.items[i]);
        for (size_t k = i + 1; k < documents->items.count; k++)
            documents->items.items[k - 1] = documents->items.items[k];
        documents->items.count--;
        return;
    }
}

void documents_clear(Documents *documents) {
    for (size_t i = 0; i < documents->items.count; i++) document_free(documents->items.items[i]);
    vec_free(&documents->items);
}

Document *documents_find(const Documents *documents, Str uri) {
    for (size_t i = 0; i < documents->items.count; i++)
        if (str_equal(documents->items.items[i]->uri, uri)) return documents->items.items[i];
    return NULL;
}

Document *documents_at_path(const Documents *documents, Str path) {
    for (size_t i = 0; i < documents->items.count; i++)
        if (str_equal(documents->items.items[i]->path, path)) return documents->items.items[i];
    return NULL;
}

void document_splice(Document *document, Position begin, Position end, Str text, Units units) {
    Lines lines;
    Text whole;
    lines_init(&lines, text_str(&document->text), units);
    uint32_t from = lines_offset(&lines, begin), to = lines_offset(&lines, end);
    lines_clear(&lines);
    if (to < from) to = from;
    text_init(&whole);
    text_add(&whole, (Str){document->text.bytes, from});
    text_add(&whole, text);
    text_add(&whole, (Str){document->text.bytes + to, document->text.length - to});
    text_clear(&document->text);
    document->text = whole;
}
