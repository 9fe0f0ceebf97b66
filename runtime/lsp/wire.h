/* JSON as it goes over the wire: reading parameters, building answers, sending them.  The only files that know jansson
 * begin with this one. */
#ifndef HENCE_LSP_WIRE_H
#define HENCE_LSP_WIRE_H

#include <jansson.h>

#include "lang/editor/positions.h"
#include "lang/base/text.h"

/* What is wrong with a request, as JSON-RPC and the protocol number it. */
enum {
    WIRE_PARSE_ERROR = -32700,
    WIRE_INVALID_REQUEST = -32600,
    WIRE_METHOD_NOT_FOUND = -32601,
    WIRE_INVALID_PARAMS = -32602,
    WIRE_INTERNAL = -32603,
    WIRE_NOT_INITIALIZED = -32002,
    WIRE_REQUEST_FAILED = -32803,
    WIRE_CONTENT_MODIFIED = -32801,
    WIRE_CANCELLED = -32800
};

void wire_begin(int descriptor); /* messages go there; jansson takes its memory where we do */

/* NULL with why, if it is not JSON. */
json_t *wire_read(Str body, Text *why);

/* ---- parameters: each is NULL or empty where it is not there, or is something else ---- */
json_t *wire_object(const json_t *object, const char *key);
json_t *wire_array(const json_t *object, const char *key);
Str wire_string(const json_t *object, const char *key); /* text NULL: none; borrowed from the object */
bool wire_has(const json_t *object, const char *path, const char *member); /* whether the array at a.b.c has a string */
bool wire_true(const json_t *object, const char *path);                    /* whether a.b.c is true */
bool wire_position(const json_t *position, Position *at);
bool wire_range(const json_t *range, Position *begin, Position *end);

/* ---- answers ---- */
json_t *wire_text(Str text); /* broken UTF-8 becomes U+FFFD */
json_t *wire_place(Position position);
json_t *wire_span(Position begin, Position end);
json_t *wire_edit(Position begin, Position end, Str text);

/* The same, written. */
void wire_add_span(Text *text, Position begin, Position end);

/* ---- sending: each takes what it sends ---- */
void wire_answer(json_t *id, json_t *result);
/* What is long is written rather than built, at a tenth of the cost; result is JSON. */
void wire_answer_text(json_t *id, Str result);
void wire_refuse(json_t *id, int code, const char *format, ...) __attribute__((format(printf, 3, 4)));
void wire_notify(const char *method, json_t *params);
void wire_ask(const char *method, json_t *params); /* a request whose answer is not looked at */
bool wire_is_closed(void);                         /* nobody reads any more */

#endif
