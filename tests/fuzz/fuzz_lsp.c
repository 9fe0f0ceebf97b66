/* The language server, whatever a client sends: each request is answered once, all that is sent is a message, and the
 * same messages come of bytes in any pieces.
 *
 * The first byte says how the rest is read: `F` as bytes of the wire, `L` as messages, a line each, `O` likewise, once
 * a client that can do all there is has opened FILE.  An empty line is a pause: the server has time to publish and to
 * run.  Files of other folders than FOLDER are not looked for, since it is the whole disk that a folder may name. */
#include "tests/fuzz/fuzz.h"

#ifdef HENCE_JANSSON

#include <string.h>
#include <unistd.h>

#include "lang/base/text.h"
#include "runtime/lsp/paths.h"
#include "runtime/lsp/server_internal.h"

#define FOLDER "/nowhere/"
static const char OPENING[] =
    "{\"id\":\"opening\",\"method\":\"initialize\",\"params\":{\"capabilities\":{\"general\":{\"positionEncodings\":["
    "\"utf-8\"]},"
    "\"textDocument\":{\"completion\":{\"completionItem\":{\"snippetSupport\":true}},\"publishDiagnostics\":{"
    "\"relatedInformation\":true},\"documentSymbol\":{\"hierarchicalDocumentSymbolSupport\":true},\"hover\":{"
    "\"contentFormat\":["
    "\"markdown\"]}}}}}\n"
    "{\"method\":\"textDocument/didOpen\",\"params\":{\"textDocument\":{\"uri\":\"file:///nowhere/"
    "a.hence\",\"version\":1,\"text\":"
    "\"relation parent(who: symbol, child: symbol) \\\"{who} is a parent of {child}\\\".\\n"
    "relation plays(who: symbol, as: role?) key(who).\\ntype role = guest | host.\\nsource register "
    "\\\"Register\\\".\\n"
    "relation grand(a: symbol, b: symbol).\\nf1: parent(ann, bob) cite register \\\"p. 3\\\".\\nplays(ann, host).\\n"
    "rule two: grand(X, Z) :- parent(X, Y), parent(Y, Z).\\nclaim c \\\"It is so\\\": grand(ann, cleo).\\n"
    "scenario s { retract f1. }\\ntest \\\"t\\\" in s { expect not parent(ann, bob). }\\n\"}}}\n";
enum { PIECE = 4096, RUNS_MOST = 10 };

typedef struct {
    Server server;
    int to_server; /* the end of a pipe */
    FILE *output;
    Text waiting, sent; /* not written yet; all that was sent */
} Client;

/* ---- what may be sent ---- */

static bool is_elsewhere(Str uri) {
    Text path;
    if (!uri.text) return false;
    text_init(&path);
    path_of_uri(uri, &path);
    text_add_char(&path, '/');
    bool is_here = str_begins(text_str(&path), str_of(FOLDER));
    text_clear(&path);
    return !is_here;
}

static bool names_elsewhere(const json_t *folders) {
    json_t *folder;
    size_t i;
    json_array_foreach(folders, i, folder) {
        if (is_elsewhere(wire_string(folder, "uri"))) return true;
    }
    return false;
}

static bool reaches_elsewhere(const json_t *message) {
    const json_t *params = json_object_get(message, "params");
    return is_elsewhere(wire_string(params, "rootUri")) ||
           names_elsewhere(json_object_get(params, "workspaceFolders")) ||
           names_elsewhere(json_object_get(json_object_get(params, "event"), "added"));
}

/* ---- messages of a stream ---- */

typedef struct {
    Vec(json_t *) messages; /* those that are JSON */
    size_t broken;          /* the others */
} Stream;

static void take_all(Frames *frames, Stream *stream) {
    Str body;
    const char *why;
    for (FrameState state; (state = frames_next(frames, &body, &why)) != FRAME_WAITS;) {
        Text text;
        text_init(&text);
        json_t *message = state == FRAME_READY ? wire_read(body, &text) : NULL;
        if (message) vec_push(&stream->messages, message);
        stream->broken += !message;
        text_clear(&text);
    }
}

static void read_stream(Str bytes, size_t piece, Stream *stream) {
    Frames frames;
    *stream = (Stream){.broken = 0};
    frames_init(&frames);
    for (size_t at = 0; at < bytes.length; at += piece) {
        frames_feed(&frames, (Str){bytes.text + at, bytes.length - at < piece ? bytes.length - at : piece});
        take_all(&frames, stream);
    }
    frames_clear(&frames);
}

static void stream_clear(Stream *stream) {
    for (size_t i = 0; i < stream->messages.count; i++) json_decref(stream->messages.items[i]);
    vec_free(&stream->messages);
}

/* Whatever the pieces; false where something is named that is elsewhere. */
static bool look_at_pieces(Str bytes) {
    Stream whole, pieces;
    bool is_fit = true;
    read_stream(bytes, bytes.length + 1, &whole);
    read_stream(bytes, 7, &pieces);
    fuzz_assert(whole.messages.count == pieces.messages.count && whole.broken == pieces.broken,
                "pieces make a difference");
    for (size_t i = 0; i < whole.messages.count; i++) {
        fuzz_assert(json_equal(whole.messages.items[i], pieces.messages.items[i]), "pieces make another message");
        is_fit = is_fit && !reaches_elsewhere(whole.messages.items[i]);
    }
    stream_clear(&whole);
    stream_clear(&pieces);
    return is_fit;
}

/* ---- requests and their answers ---- */

static json_t *id_of(const json_t *message) {
    json_t *id = json_object_get(message, "id");
    return json_is_string(id) || json_is_integer(id) ? id : NULL;
}

static void count(json_t *counts, const json_t *id, int more) {
    char *key = json_dumps(id, JSON_COMPACT | JSON_ENCODE_ANY);
    json_int_t before = json_integer_value(json_object_get(counts, key));
    json_object_set_new(counts, key, json_integer(before + more));
    mem_free(key);
}

/* By id, how often each is asked; behind `exit` nothing need be answered. */
static void count_requests(const Stream *stream, json_t *asked, json_t *in_vain) {
    bool is_over = false;
    for (size_t i = 0; i < stream->messages.count; i++) {
        const json_t *message = stream->messages.items[i];
        Str method = wire_string(message, "method");
        if (!method.text) continue;
        if (id_of(message)) count(is_over ? in_vain : asked, id_of(message), 1);
        is_over = is_over || (str_equal(method, STR("exit")) && !json_object_get(message, "id"));
    }
}

static void look_at_answer(const json_t *message) {
    const json_t *error = json_object_get(message, "error");
    fuzz_assert(!json_object_get(message, "result") != !error, "an answer is a result or an error");
    fuzz_assert(json_object_get(message, "id"), "an answer without an id");
    if (!error) return;
    fuzz_assert(json_is_integer(json_object_get(error, "code")) && wire_string(error, "message").length,
                "an error has a code and a message");
}

static void count_answers(const Stream *stream, json_t *answered) {
    for (size_t i = 0; i < stream->messages.count; i++) {
        const json_t *message = stream->messages.items[i];
        fuzz_assert(str_equal(wire_string(message, "jsonrpc"), STR("2.0")), "a message without its version");
        if (wire_string(message, "method").text) continue;
        look_at_answer(message);
        if (id_of(message)) count(answered, id_of(message), 1);
    }
}

static void compare(json_t *asked, json_t *in_vain, json_t *answered) {
    const char *key;
    json_t *value;
    json_object_foreach(asked, key, value) {
        json_int_t got = json_integer_value(json_object_get(answered, key)), most = json_integer_value(value);
        if (got < most) fprintf(stderr, "%s: asked %d times, answered %d times\n", key, (int)most, (int)got);
        fuzz_assert(got >= most, "a request without an answer");
    }
    json_object_foreach(answered, key, value) {
        json_int_t most =
            json_integer_value(json_object_get(asked, key)) + json_integer_value(json_object_get(in_vain, key));
        if (json_integer_value(value) > most) fprintf(stderr, "%s\n", key);
        fuzz_assert(json_integer_value(value) <= most, "an answer that nobody asked for");
    }
}

static Str output_of(Client *client, char **room) {
    long size = lseek(fileno(client->output), 0, SEEK_END);
    *room = mem_alloc((size_t)size + 1);
    fuzz_assert(pread(fileno(client->output), *room, (size_t)size, 0) == size, "the output can be read");
    return (Str){*room, (size_t)size};
}

static void look_at_all(Client *client) {
    json_t *asked = json_object(), *in_vain = json_object(), *answered = json_object();
    Stream sent, got;
    char *room;
    Str output = output_of(client, &room);
    read_stream(text_str(&client->sent), client->sent.length + 1, &sent);
    read_stream(output, output.length + 1, &got);
    fuzz_assert(got.broken == 0, "the server sends what is no message");
    count_requests(&sent, asked, in_vain);
    count_answers(&got, answered);
    compare(asked, in_vain, answered);
    json_decref(asked);
    json_decref(in_vain);
    json_decref(answered);
    stream_clear(&sent);
    stream_clear(&got);
    mem_free(room);
}

/* ---- a client ---- */

static void flush(Client *client) {
    for (size_t at = 0; at < client->waiting.length && !client->server.is_done; at += PIECE) {
        size_t size = client->waiting.length - at < PIECE ? client->waiting.length - at : PIECE;
        fuzz_assert(write(client->to_server, client->waiting.bytes + at, size) == (ssize_t)size, "a pipe has room");
        server_turn(&client->server, 0);
    }
    text_empty(&client->waiting);
}

static void pause_for_it(Client *client) {
    flush(client);
    if (client->server.is_done) return;
    server_turn(&client->server, 0);
    for (int i = 0; i < RUNS_MOST && client->server.lenses.waiting.count; i++) server_turn(&client->server, -1);
}

static void say(Client *client, Str bytes) {
    text_add(&client->waiting, bytes);
    text_add(&client->sent, bytes);
}

static void say_line(Client *client, Str line) {
    Text frame;
    text_init(&frame);
    text_printf(&frame, "Content-Length: %zu\r\n\r\n", line.length);
    text_add(&frame, line);
    say(client, text_str(&frame));
    text_clear(&frame);
}

/* A line each; an empty one is a pause. */
static void each_line(Str lines, Client *client, void (*pause)(Client *)) {
    for (size_t at = 0; at < lines.length;) {
        const char *end = memchr(lines.text + at, '\n', lines.length - at);
        Str line = str_range(lines.text + at, end ? end : lines.text + lines.length);
        at += line.length + 1;
        if (line.length)
            say_line(client, line);
        else if (pause)
            pause(client);
    }
}

static bool client_begin(Client *client, FILE *output) {
    int ends[2];
    *client = (Client){.output = output};
    fuzz_assert(pipe(ends) == 0 && ftruncate(fileno(output), 0) == 0 && lseek(fileno(output), 0, SEEK_SET) == 0,
                "pipes and files can be had");
    text_init(&client->waiting);
    text_init(&client->sent);
    client->to_server = ends[1];
    bool has_begun = server_begin(&client->server, ends[0], fileno(output));
    client->server.lenses.seconds = 0.1;
    return has_begun;
}

static void client_end(Client *client) {
    pause_for_it(client);
    close(client->to_server);
    while (!client->server.is_done && !client->server.has_ended) server_turn(&client->server, -1);
    server_end(&client->server);
    close(client->server.input);
}

static void client_clear(Client *client) {
    text_clear(&client->waiting);
    text_clear(&client->sent);
}

static void talk(uint8_t kind, Str rest, FILE *output) {
    Client client;
    fuzz_assert(client_begin(&client, output), "a server begins");
    if (kind == 'O') each_line(str_of(OPENING), &client, NULL);
    if (kind == 'F')
        say(&client, rest);
    else
        each_line(rest, &client, pause_for_it);
    client_end(&client);
    look_at_all(&client);
    client_clear(&client);
}

/* As the bytes of the wire. */
static bool is_fit(uint8_t kind, Str rest) {
    Client client = {.to_server = -1};
    text_init(&client.waiting);
    text_init(&client.sent);
    if (kind != 'F') each_line(rest, &client, NULL);
    bool is_so = look_at_pieces(kind == 'F' ? rest : text_str(&client.sent));
    client_clear(&client);
    return is_so;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static FILE *output;
    if (!output) output = tmpfile();
    if (size == 0 || !output) return 0;
    wire_begin(fileno(output));
    Str rest = fuzz_text(data + 1, size - 1);
    if (!is_fit(data[0], rest)) return -1;
    talk(data[0], rest, output);
    return 0;
}

#else
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    (void)data, (void)size;
    return 0;
}
#endif
