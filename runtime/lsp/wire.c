/* Answers are written whole, one after the other; nothing else goes there. */
#include "runtime/lsp/wire.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "lang/base/utf8.h"

static int output;
static bool is_closed;
bool wire_is_closed(void) { return is_closed; }

void wire_begin(int descriptor) {
    json_set_alloc_funcs(mem_alloc, mem_free);
    output = descriptor;
    is_closed = false;
}

json_t *wire_read(Str body, Text *why) {
    json_error_t error;
    json_t *message = json_loadb(body.text, body.length, JSON_ALLOW_NUL, &error);
    if (!message) text_printf(why, "%s (line %d, column %d)", error.text, error.line, error.column);
    return message;
}

/* ---- parameters ---- */

json_t *wire_object(const json_t *object, const char *key) {
    json_t *found = json_object_get(object, key);
    return json_is_object(found) ? found : NULL;
}

json_t *wire_array(const json_t *object, const char *key) {
    json_t *found = json_object_get(object, key);
    return json_is_array(found) ? found : NULL;
}

Str wire_string(const json_t *object, const char *key) {
    json_t *found = json_object_get(object, key);
    return json_is_string(found) ? (Str){json_string_value(found), json_string_length(found)} : (Str){NULL, 0};
}

/* What stands at a.b.c. */
static json_t *at_path(const json_t *object, const char *path) {
    char step[64];
    while (*path) {
        size_t length = strcspn(path, ".");
        if (length >= sizeof step) return NULL;
        memcpy(step, path, length);
        step[length] = '\0';
        path += length + (path[length] == '.');
        object = json_object_get(object, step);
    }
    return (json_t *)object;
}

bool wire_has(const json_t *object, const char *path, const char *member) {
    json_t *array = at_path(object, path), *item;
    size_t i;
    json_array_foreach(array, i, item) {
        if (json_is_string(item) && strcmp(json_string_value(item), member) == 0) return true;
    }
    return false;
}

bool wire_true(const json_t *object, const char *path) { return json_is_true(at_path(object, path)); }

static bool read_count(const json_t *object, const char *key, uint32_t *count) {
    json_t *found = json_object_get(object, key);
    if (!json_is_integer(found) || json_integer_value(found) < 0) return false;
    json_int_t value = json_integer_value(found);
    *count = value > INT32_MAX ? INT32_MAX : (uint32_t)value;
    return true;
}

bool wire_position(const json_t *position, Position *at) {
    return read_count(position, "line", &at->line) && read_count(position, "character", &at->unit);
}

bool wire_range(const json_t *range, Position *begin, Position *end) {
    return wire_position(wire_object(range, "start"), begin) && wire_position(wire_object(range, "end"), end);
}

/* ---- answers ---- */

json_t *wire_text(Str text) {
    json_t *made = json_stringn(text.text ? text.text : "", text.length);
    if (made) return made;
    Text clean;
    text_init(&clean);
    for (size_t size; text.length; text.text += size, text.length -= size) {
        uint32_t c = utf8_decode(text, &size);
        text_add(&clean, c == UTF8_BROKEN ? STR("\xEF\xBF\xBD") : (Str){text.text, size});
    }
    made = json_stringn(clean.bytes, clean.length);
    text_clear(&clean);
    return made ? made : json_string("");
}

json_t *wire_place(Position position) {
    return json_pack("{s:I,s:I}", "line", (json_int_t)position.line, "character", (json_int_t)position.unit);
}

json_t *wire_span(Position begin, Position end) {
    return json_pack("{s:o,s:o}", "start", wire_place(begin), "end", wire_place(end));
}

json_t *wire_edit(Position begin, Position end, Str text) {
    return json_pack("{s:o,s:o}", "range", wire_span(begin, end), "newText", wire_text(text));
}

void wire_add_span(Text *text, Position begin, Position end) {
    text_printf(text, "{\"start\":{\"line\":%u,\"character\":%u},\"end\":{\"line\":%u,\"character\":%u}}", begin.line,
                begin.unit, end.line, end.unit);
}

/* ---- sending ---- */

static void write_all(const char *bytes, size_t length) {
    while (length && !is_closed) {
        ssize_t written = write(output, bytes, length);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) is_closed = true;
        if (written > 0) bytes += written, length -= (size_t)written;
    }
}

/* One piece, header and all: a client need not wait for the second. */
static int add_piece(const char *bytes, size_t length, void *context) {
    text_add(context, (Str){bytes, length});
    return 0;
}

static void send_body(Str body) {
    Text frame;
    text_init(&frame);
    text_printf(&frame, "Content-Length: %zu\r\n\r\n", body.length);
    text_add(&frame, body);
    write_all(frame.bytes, frame.length);
    text_clear(&frame);
}

static void send(json_t *message) {
    Text body;
    text_init(&body);
    json_object_set_new(message, "jsonrpc", json_string("2.0"));
    json_dump_callback(message, add_piece, &body, JSON_COMPACT);
    send_body(text_str(&body));
    text_clear(&body);
    json_decref(message);
}

void wire_answer_text(json_t *id, Str result) {
    Text body;
    text_init(&body);
    text_lit(&body, "{\"jsonrpc\":\"2.0\",\"id\":");
    json_dump_callback(id, add_piece, &body, JSON_COMPACT | JSON_ENCODE_ANY);
    text_lit(&body, ",\"result\":");
    text_add(&body, result);
    text_add_char(&body, '}');
    send_body(text_str(&body));
    text_clear(&body);
    json_decref(id);
}

void wire_answer(json_t *id, json_t *result) {
    json_t *message = json_object();
    json_object_set_new(message, "id", id ? id : json_null());
    json_object_set_new(message, "result", result ? result : json_null());
    send(message);
}

void wire_refuse(json_t *id, int code, const char *format, ...) {
    char room[1024];
    va_list list;
    va_start(list, format);
    vsnprintf(room, sizeof room, format, list);
    va_end(list);
    json_t *error = json_pack("{s:i,s:o}", "code", code, "message", wire_text(str_of(room)));
    json_t *message = json_object();
    json_object_set_new(message, "id", id ? id : json_null());
    json_object_set_new(message, "error", error);
    send(message);
}

void wire_notify(const char *method, json_t *params) {
    send(json_pack("{s:s,s:o}", "method", method, "params", params ? params : json_object()));
}

void wire_ask(const char *method, json_t *params) {
    static unsigned number;
    json_t *message = json_pack("{s:o,s:s}", "id", json_sprintf("hence-%u", ++number), "method", method);
    if (params) json_object_set_new(message, "params", params);
    send(message);
}
