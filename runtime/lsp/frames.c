/* The header is looked at again whenever bytes come, up to FRAME_HEADER_MOST of them; bodies are only counted. */
#include "runtime/lsp/frames.h"

#include <ctype.h>
#include <strings.h>

#define LENGTH "Content-Length:"

void frames_init(Frames *frames) {
    *frames = (Frames){0};
    text_init(&frames->bytes);
}

void frames_clear(Frames *frames) { text_clear(&frames->bytes); }

static Str rest_of(const Frames *frames) {
    return (Str){frames->bytes.bytes + frames->begin, frames->bytes.length - frames->begin};
}

/* Room is won back where much was handed out. */
void frames_feed(Frames *frames, Str bytes) {
    size_t gone = bytes.length < frames->skipped ? bytes.length : frames->skipped;
    frames->skipped -= gone;
    bytes = (Str){bytes.text + gone, bytes.length - gone};
    if (frames->begin && frames->begin >= frames->bytes.length / 2) {
        Str rest = rest_of(frames);
        memmove(frames->bytes.bytes, rest.text, rest.length);
        text_cut(&frames->bytes, rest.length);
        frames->begin = 0;
    }
    text_add(&frames->bytes, bytes);
}

/* The place behind the empty line that ends the header; 0 if it is not there yet. */
static size_t header_end(Str rest) {
    size_t most = rest.length < FRAME_HEADER_MOST ? rest.length : FRAME_HEADER_MOST;
    for (size_t i = 0; i + 1 < most; i++) {
        if (rest.text[i] != '\n') continue;
        if (rest.text[i + 1] == '\n') return i + 2;
        if (i + 2 < most && rest.text[i + 1] == '\r' && rest.text[i + 2] == '\n') return i + 3;
    }
    return 0;
}

/* The number behind it, with blanks around; FRAME_MOST + 1 for one that is too large. */
static bool read_length(Str line, size_t *length) {
    size_t at = strlen(LENGTH), digits = 0;
    while (at < line.length && (line.text[at] == ' ' || line.text[at] == '\t')) at++;
    for (*length = 0; at < line.length && isdigit((unsigned char)line.text[at]); at++, digits++) {
        if (*length <= SIZE_MAX / 16) *length = *length * 10 + (size_t)(line.text[at] - '0');
    }
    while (at < line.length && strchr(" \t\r", line.text[at])) at++;
    return digits > 0 && at == line.length;
}

static bool is_field(Str line) {
    return line.length >= strlen(LENGTH) && strncasecmp(line.text, LENGTH, strlen(LENGTH)) == 0;
}

/* NULL, or what is wrong with it. */
static const char *read_header(Str header, size_t *length) {
    bool has_length = false;
    for (size_t at = 0; at < header.length;) {
        const char *end = memchr(header.text + at, '\n', header.length - at);
        Str line = str_range(header.text + at, end ? end : header.text + header.length);
        at += line.length + 1;
        if (!is_field(line)) continue;
        if (!read_length(line, length)) return "the length of a message is no number";
        has_length = true;
    }
    return has_length ? NULL : "a message has no Content-Length";
}

/* Where the next header may begin: at a LENGTH, or where the end may be the start of one. */
static void skip_to_header(Frames *frames) {
    Str rest = rest_of(frames);
    size_t at = 1;
    while (at < rest.length) {
        size_t left = rest.length - at, most = left < strlen(LENGTH) ? left : strlen(LENGTH);
        if (strncasecmp(rest.text + at, LENGTH, most) == 0) break;
        at++;
    }
    frames->begin += at < rest.length ? at : rest.length;
}

static FrameState broken(Frames *frames, const char *reason, const char **why) {
    skip_to_header(frames);
    if (frames->is_lost) return FRAME_WAITS;
    frames->is_lost = true;
    *why = reason;
    return FRAME_BROKEN;
}

/* One look; FRAME_WAITS may also mean that it moved on. */
static FrameState look(Frames *frames, Str *body, const char **why) {
    Str rest = rest_of(frames);
    size_t end = header_end(rest), length = 0;
    if (!end) {
        if (rest.length < FRAME_HEADER_MOST) return FRAME_WAITS;
        return broken(frames, "what came is no header of a message", why);
    }
    const char *wrong = read_header((Str){rest.text, end}, &length);
    if (wrong) return broken(frames, wrong, why);
    if (length > FRAME_MOST) {
        size_t here = rest.length - end < length ? rest.length - end : length;
        frames->begin += end + here;
        frames->skipped = length - here;
        *why = "a message is longer than 256 MiB";
        return FRAME_BROKEN;
    }
    if (rest.length - end < length) return FRAME_WAITS;
    *body = (Str){rest.text + end, length};
    frames->begin += end + length;
    frames->is_lost = false;
    return FRAME_READY;
}

FrameState frames_next(Frames *frames, Str *body, const char **why) {
    for (;;) {
        size_t before = frames->begin;
        FrameState state = look(frames, body, why);
        if (state != FRAME_WAITS || frames->begin == before) return state;
    }
}
