/* Bytes from a pipe as messages: `Content-Length: 42`, an empty line, 42 bytes.
 *
 * Bytes may come in any pieces.  What is no frame is skipped up to the next `Content-Length`, and told once. */
#ifndef HENCE_LSP_FRAMES_H
#define HENCE_LSP_FRAMES_H

#include "lang/base/text.h"

enum { FRAME_MOST = 256 << 20, FRAME_HEADER_MOST = 8192 }; /* bytes of a message, and of what stands before it */

typedef enum { FRAME_WAITS, FRAME_READY, FRAME_BROKEN } FrameState;

typedef struct {
    Text bytes;
    size_t begin;   /* of what was not handed out yet */
    size_t skipped; /* bytes of a message too large, still to come */
    bool is_lost;   /* looking for the next header; that was told */
} Frames;

void frames_init(Frames *frames);
void frames_clear(Frames *frames);
void frames_feed(Frames *frames, Str bytes);
/* FRAME_READY: body is a message, good until the next feed.  FRAME_BROKEN: why is told; call again.
 * FRAME_WAITS: feed. */
FrameState frames_next(Frames *frames, Str *body, const char **why);

#endif
