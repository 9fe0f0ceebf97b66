/* Diagnostics, collected.
 *
 * Everything lies in one arena; a hash over code, place and text drops what was said before, at a constant cost, so
 * that a file with a million mistakes is still read in one pass. */
#include "lang/base/diag.h"

#include <assert.h>
#include <stdio.h>

#include "lang/base/diag_internal.h"

Diags *diags_new(const Sources *sources) {
    Diags *diags = mem_alloc_zero(sizeof *diags);
    diags->sources = sources;
    diags->last = NO_SPAN;
    return diags;
}

void diags_free(Diags *diags) {
    if (!diags) return;
    vec_free(&diags->all);
    mem_free(diags->buckets);
    arena_clear(&diags->arena);
    mem_free(diags);
}

static Str print_to_arena(Arena *arena, const char *format, va_list list) {
    va_list again;
    va_copy(again, list);
    int length = vsnprintf(NULL, 0, format, list);
    if (length < 0) length = 0;
    char *text = arena_bytes(arena, (size_t)length + 1);
    vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return (Str){text, (size_t)length};
}

/* ---- what was said before ---- */

static size_t hash_of(const Diag *diag) {
    uint64_t hash = (uint64_t)diag->code * 31 + diag->span.source;
    hash = (hash * UINT64_C(0x9E3779B97F4A7C15) ^ diag->span.begin) * UINT64_C(0x9E3779B97F4A7C15);
    for (size_t i = 0; i < diag->message.length; i++)
        hash = (hash ^ (unsigned char)diag->message.text[i]) * UINT64_C(0x100000001B3);
    return (size_t)(hash ^ hash >> 29);
}

static void grow_buckets(Diags *diags) {
    size_t count = diags->bucket_count ? diags->bucket_count * 2 : 64;
    mem_free(diags->buckets);
    diags->buckets = NULL;
    diags->buckets = mem_alloc_zero(count * sizeof *diags->buckets);
    diags->bucket_count = count;
    for (size_t i = 0; i < diags->all.count; i++) {
        Diag *diag = diags->all.items[i], **bucket = &diags->buckets[hash_of(diag) & (count - 1)];
        diag->same_hash = *bucket;
        *bucket = diag;
    }
}

/* Notes it otherwise. */
static bool was_said_before(Diags *diags, Diag *diag) {
    if (diags->all.count >= diags->bucket_count) grow_buckets(diags);
    Diag **bucket = &diags->buckets[hash_of(diag) & (diags->bucket_count - 1)];
    for (const Diag *known = *bucket; known; known = known->same_hash)
        if (known->code == diag->code && known->span.source == diag->span.source &&
            known->span.begin == diag->span.begin && known->span.end == diag->span.end &&
            str_equal(known->message, diag->message))
            return true;
    diag->same_hash = *bucket;
    *bucket = diag;
    return false;
}

/* ---- adding ---- */

Diag *diag_add(Diags *diags, Code code, Span span, const char *format, ...) {
    Diag *diag = arena_new(&diags->arena, Diag);
    diag->code = code;
    diag->span = span_shown(diags->sources, span);
    va_list list;
    va_start(list, format);
    diag->message = print_to_arena(&diags->arena, format, list);
    va_end(list);
    if (was_said_before(diags, diag)) {
        diags->repeated.is_repeated = true;
        return &diags->repeated;
    }
    diag->last_note = &diag->notes;
    diag->number = (uint32_t)diags->all.count;
    vec_push(&diags->all, diag);
    if (code_severity(code) == SEVERITY_WARNING) {
        diags->warning_count++;
    } else {
        diags->error_count++;
        diags->data_error_count += memcmp(code_name(code).text, "E07", 3) == 0;
    }
    return diag;
}

Str diag_remedy_text(const Diag *diag, char room[static 48]) {
    if (diag->remedy.text || code_severity(diag->code) == SEVERITY_WARNING) return diag->remedy;
    Str name = code_name(diag->code);
    int length = snprintf(room, 48, "hence explain %.*s tells more", STR_FMT(name));
    return (Str){room, (size_t)length};
}

void diag_remedy(Diags *diags, Diag *diag, const char *format, ...) {
    if (diag->is_repeated) return;
    va_list list;
    va_start(list, format);
    diag->remedy = print_to_arena(&diags->arena, format, list);
    va_end(list);
}

void diag_repair(Diags *diags, Diag *diag, Span span, Str text) {
    const bool is_written = span_shown(diags->sources, span).source == span.source;
    if (diag->is_repeated || !is_written) return;
    diag->has_repair = true;
    diag->repair_span = span;
    diag->repair_text = arena_str(&diags->arena, text);
}

bool diag_suggest(Diags *diags, Diag *diag, Span span, Str near) {
    if (near.length == 0) return false;
    diag_remedy(diags, diag, "did you mean '%.*s'?", STR_FMT(near));
    diag_repair(diags, diag, span, near);
    return true;
}

void diag_note(Diags *diags, Diag *diag, Span span, const char *format, ...) {
    if (diag->is_repeated) return;
    DiagNote *note = arena_new(&diags->arena, DiagNote);
    note->span = span_shown(diags->sources, span);
    va_list list;
    va_start(list, format);
    note->message = print_to_arena(&diags->arena, format, list);
    va_end(list);
    *diag->last_note = note;
    diag->last_note = &note->next;
}

/* ---- the budget ---- */

void diags_keep_to(Diags *diags, const Budget *budget) { diags->budget = budget; }

static const char *remedy_of(Stop stop) {
    switch (stop) {
    case STOP_MEMORY: return "allow more (--max-memory), or put large sets of facts into tables and load them";
    case STOP_TIME: return "allow more (--timeout), or read less";
    default: return "nothing was derived";
    }
}

static void add_remedy(Diags *diags, Diag *diag) { diag_remedy(diags, diag, "%s", remedy_of(diags->stop)); }

static void tell_stop(Diags *diags, Span at) {
    add_remedy(diags, diag_add(diags, E0802, at, "stopped here by %s, before all was read", stop_name(diags->stop)));
}

bool diags_go_on_now(Diags *diags, Span at) {
    if (at.source != NO_SOURCE) diags->last = at;
    if (diags->stop != STOP_NONE) return false;
    if (!diags->budget) return true;
    diags->asked = 0;
    diags->stop = budget_stop(diags->budget);
    if (diags->stop != STOP_NONE) tell_stop(diags, diags->last);
    return diags->stop == STOP_NONE;
}

/* What lies between takes less than a look at the clock. */
bool diags_go_on(Diags *diags, Span at) {
    enum { BETWEEN_LOOKS = 32 };
    if (at.source != NO_SOURCE) diags->last = at;
    if (!diags->budget || (diags->stop == STOP_NONE && ++diags->asked < BETWEEN_LOOKS)) return true;
    return diags_go_on_now(diags, at);
}

void diags_lack(Diags *diags, Span at, const char *what) {
    if (diags->stop != STOP_NONE) return;
    diags->stop = STOP_MEMORY;
    if (!what)
        tell_stop(diags, at);
    else
        add_remedy(diags, diag_add(diags, E0802, at, "%s is larger than what is left of the limit of memory", what));
}

Span diags_last(const Diags *diags) { return diags->last; }

Stop diags_stop(const Diags *diags) { return diags->stop; }

/* ---- asking ---- */

static bool is_same_place(Span a, Span b) { return a.source == b.source && a.begin == b.begin && a.end == b.end; }

static bool is_about(const Diag *diag, Span declared) {
    bool is_so = is_same_place(diag->span, declared);
    for (const DiagNote *note = diag->notes; note && !is_so; note = note->next)
        is_so = is_same_place(note->span, declared);
    return is_so;
}

/* declared: NO_SPAN drops all of the source. */
static void drop(Diags *diags, Code code, SourceId source, Span declared) {
    const bool is_all = declared.source == NO_SOURCE;
    size_t kept = 0;
    assert(code_severity(code) == SEVERITY_WARNING);
    for (size_t i = 0; i < diags->all.count; i++) {
        Diag *diag = diags->all.items[i];
        bool is_dropped = diag->code == code && (is_all ? diag->span.source == source : is_about(diag, declared));
        if (!is_dropped) diags->all.items[kept++] = diag;
    }
    diags->warning_count -= (uint32_t)(diags->all.count - kept);
    diags->all.count = kept;
}

void diags_drop(Diags *diags, Code code, SourceId source) { drop(diags, code, source, NO_SPAN); }

void diags_drop_about(Diags *diags, Code code, Span declared) {
    if (declared.source != NO_SOURCE) drop(diags, code, NO_SOURCE, span_shown(diags->sources, declared));
}

uint32_t diags_error_count(const Diags *diags) { return diags->error_count; }
uint32_t diags_warning_count(const Diags *diags) { return diags->warning_count; }
bool diags_only_data(const Diags *diags) {
    return diags->error_count > 0 && diags->error_count == diags->data_error_count;
}

bool diags_has(const Diags *diags, Code code) {
    for (size_t i = 0; i < diags->all.count; i++)
        if (diags->all.items[i]->code == code) return true;
    return false;
}

void diags_each(const Diags *diags, OnDiag *on_diag, void *context) {
    for (size_t i = 0; i < diags->all.count; i++) {
        const Diag *diag = diags->all.items[i];
        on_diag(context, diag->code, diag->span, diag->message, diag->remedy);
    }
}

size_t diags_count(const Diags *diags) { return diags->all.count; }

DiagRecord diags_record(const Diags *diags, size_t i, char room[static 48]) {
    const Diag *diag = diags->all.items[i];
    return (DiagRecord){.code = diag->code,
                        .span = diag->span,
                        .message = diag->message,
                        .remedy = diag_remedy_text(diag, room),
                        .has_repair = diag->has_repair,
                        .repair_span = diag->repair_span,
                        .repair_text = diag->repair_text,
                        .notes = diag->notes};
}
