/* Texts with a name, and places in them.
 *
 * When a text comes in, the beginnings of its lines are noted, and for each 4 KiB how many characters stand before it;
 * so a place costs a search by halving and a look at 8 KiB at most, also in the middle of a line of 10 MB.
 * A character is counted where its first byte stands, which needs no decoding. */
#include "lang/base/source.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lang/base/arena.h"
#include "lang/base/vec.h"

enum { STRETCH = 4096 };

typedef struct {
    Str name, text;
    char *bytes; /* of the text, from before a byte order mark; owned */
    bool has_text;
    uint32_t uncounted;       /* lines at its beginning */
    Vec(SourceId) shown;      /* by line; none, or NO_SOURCE: it is told of itself */
    Vec(uint32_t) lines;      /* offset of the first byte of each */
    Vec(uint32_t) characters; /* before each STRETCH bytes */
} Source;

struct Sources {
    Arena arena; /* names */
    Str confined;
    Vec(Source) sources;
};

Sources *sources_new(void) { return mem_alloc_zero(sizeof(Sources)); }

void sources_free(Sources *sources) {
    if (!sources) return;
    for (size_t i = 0; i < sources->sources.count; i++) {
        Source *source = &sources->sources.items[i];
        mem_free(source->bytes);
        vec_free(&source->shown);
        vec_free(&source->lines);
        vec_free(&source->characters);
    }
    vec_free(&sources->sources);
    arena_clear(&sources->arena);
    mem_free(sources);
}

/* ---- adding ---- */

static uint32_t count_characters(const char *bytes, size_t count) {
    uint32_t characters = 0;
    for (size_t i = 0; i < count; i++) characters += ((unsigned char)bytes[i] & 0xC0) != 0x80;
    return characters;
}

static void note_lines(Source *source) {
    const char *begin = source->text.text, *end = begin + source->text.length;
    vec_push(&source->lines, 0);
    for (const char *at = begin; at < end && (at = memchr(at, '\n', (size_t)(end - at))); at++)
        vec_push(&source->lines, (uint32_t)(at + 1 - begin));
    uint32_t characters = 0;
    for (size_t at = 0; at < source->text.length; at += STRETCH) {
        size_t count = source->text.length - at < STRETCH ? source->text.length - at : STRETCH;
        vec_push(&source->characters, characters);
        characters += count_characters(begin + at, count);
    }
}

/* Takes bytes. */
static SourceId add_owned(Sources *sources, Str name, char *bytes, size_t length) {
    if (length >= UINT32_MAX) {
        mem_free(bytes);
        errno = EFBIG;
        return NO_SOURCE;
    }
    Source source = {
        .name = arena_str(&sources->arena, name), .bytes = bytes, .text = {bytes, length}, .has_text = true};
    if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) source.text = (Str){bytes + 3, length - 3};
    note_lines(&source);
    vec_push(&sources->sources, source);
    return (SourceId)(sources->sources.count - 1);
}

SourceId source_add(Sources *sources, Str name, Str text) {
    if (text.length >= UINT32_MAX) return errno = EFBIG, NO_SOURCE;
    if (mem_lacks((uint64_t)text.length * 2)) return errno = ENOMEM, NO_SOURCE;
    char *copy = mem_alloc(text.length + 1);
    if (text.length) memcpy(copy, text.text, text.length);
    copy[text.length] = '\0';
    return add_owned(sources, name, copy, text.length);
}

SourceId source_name_only(Sources *sources, Str name) {
    Source source = {.name = arena_str(&sources->arena, name), .text = STR("")};
    vec_push(&sources->sources, source);
    return (SourceId)(sources->sources.count - 1);
}

/* The size is asked before the file is opened, so that running out of memory leaves no file open; pipes say 0. */
SourceId source_read(Sources *sources, Str name, const char *path) {
    struct stat about;
    if (stat(path, &about) != 0) return NO_SOURCE;
    if (S_ISDIR(about.st_mode)) return errno = EISDIR, NO_SOURCE;
    if (about.st_size > SOURCE_MOST) return errno = EFBIG, NO_SOURCE;
    if (mem_lacks((uint64_t)about.st_size * 2)) return errno = ENOMEM, NO_SOURCE; /* the lexer has a copy */
    size_t capacity = (size_t)about.st_size + 2, length = 0;
    char *bytes = mem_alloc(capacity);
    int file = open(path, O_RDONLY);
    ssize_t got = file < 0 ? -1 : 1;
    while (got > 0 && length <= SOURCE_MOST) {
        if (length + 1 >= capacity && mem_lacks(capacity * 2)) {
            errno = ENOMEM;
            got = -1;
            break;
        }
        if (length + 1 >= capacity) bytes = mem_resize(bytes, capacity = capacity * 2 + STRETCH);
        got = read(file, bytes + length, capacity - length - 1);
        if (got > 0)
            length += (size_t)got;
        else if (got < 0 && errno == EINTR)
            got = 1;
    }
    if (got < 0 || length > SOURCE_MOST) {
        int cause = got < 0 ? errno : EFBIG;
        if (file >= 0) close(file);
        mem_free(bytes);
        errno = cause;
        return NO_SOURCE;
    }
    close(file);
    bytes[length] = '\0';
    return add_owned(sources, name, bytes, length);
}

void source_count_from(Sources *sources, SourceId id, uint32_t lines) {
    assert(id < sources->sources.count && lines < sources->sources.items[id].lines.count);
    sources->sources.items[id].uncounted = lines;
}

void sources_confine(Sources *sources, Str folder) { sources->confined = arena_str(&sources->arena, folder); }
Str sources_confined(const Sources *sources) { return sources->confined.text ? sources->confined : STR(""); }

/* ---- asking ---- */

static const Source *source_of(const Sources *sources, SourceId id) {
    assert(id < sources->sources.count);
    return &sources->sources.items[id];
}

uint32_t source_count(const Sources *sources) { return (uint32_t)sources->sources.count; }
Str source_name(const Sources *sources, SourceId id) { return source_of(sources, id)->name; }
Str source_text(const Sources *sources, SourceId id) { return source_of(sources, id)->text; }
bool source_has_text(const Sources *sources, SourceId id) { return source_of(sources, id)->has_text; }
bool source_has_mark(const Sources *sources, SourceId id) {
    const Source *source = source_of(sources, id);
    return source->has_text && source->bytes != source->text.text;
}

static uint32_t characters_before(const Source *source, uint32_t offset) {
    if (source->characters.count == 0) return 0;
    size_t stretch = offset / STRETCH;
    if (stretch >= source->characters.count) stretch = source->characters.count - 1;
    size_t from = stretch * STRETCH;
    return source->characters.items[stretch] + count_characters(source->text.text + from, offset - from);
}

Place source_place(const Sources *sources, SourceId id, uint32_t offset) {
    const Source *source = source_of(sources, id);
    if (!source->has_text) return (Place){offset, 0};
    if (offset > source->text.length) offset = (uint32_t)source->text.length;
    if (offset < source->lines.items[source->uncounted]) offset = source->lines.items[source->uncounted];
    size_t low = 0, high = source->lines.count; /* the last line that begins at or before offset is in [low, high) */
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (source->lines.items[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    uint32_t begin = source->lines.items[low];
    uint32_t column = characters_before(source, offset) - characters_before(source, begin) + 1;
    return (Place){(uint32_t)low + 1 - source->uncounted, column};
}

Str source_line(const Sources *sources, SourceId id, uint32_t line) {
    const Source *source = source_of(sources, id);
    if (line) line += source->uncounted;
    if (line < 1 || line > source->lines.count) return STR("");
    size_t begin = source->lines.items[line - 1];
    size_t end = line < source->lines.count ? source->lines.items[line] - 1 : source->text.length;
    if (end > begin && source->text.text[end - 1] == '\r') end--;
    return (Str){source->text.text + begin, end - begin};
}

Str span_text(const Sources *sources, Span span) {
    if (span.source == NO_SOURCE) return STR("");
    Str text = source_of(sources, span.source)->text;
    size_t end = span.end < text.length ? span.end : text.length;
    return span.begin < end ? (Str){text.text + span.begin, end - span.begin} : STR("");
}

/* ---- told of another ---- */

void source_show_as(Sources *sources, SourceId id, uint32_t line, SourceId other) {
    assert(id < sources->sources.count && line > 0);
    Source *source = &sources->sources.items[id];
    while (source->shown.count < line) vec_push(&source->shown, NO_SOURCE);
    source->shown.items[line - 1] = other;
}

Span span_shown(const Sources *sources, Span span) {
    if (span.source == NO_SOURCE) return span;
    const Source *source = source_of(sources, span.source);
    if (source->shown.count == 0) return span;
    const uint32_t line = source_place(sources, span.source, span.begin).line;
    const SourceId other = line <= source->shown.count ? source->shown.items[line - 1] : NO_SOURCE;
    return other == NO_SOURCE ? span : (Span){other, 1, 1};
}
