/* Files that were handed in: those named, and those in folders that were named, as they come out of an archive. */
#ifndef HENCE_GATHER_H
#define HENCE_GATHER_H

#include <sys/types.h>

#include "lang/base/text.h"
#include "lang/base/vec.h"

typedef struct {
    char *path;
    Str name; /* to be shown: without what all paths of a folder share and without .hence; no two are equal; owned */
    bool is_there, is_link; /* is_link: found in a folder; it leads elsewhere, and is not to be followed */
    dev_t device;           /* of what is there */
    ino_t inode;
} HandIn;
typedef struct {
    Vec(HandIn) items; /* as named; within a folder by path */
    uint32_t repeated; /* files that were named before */
} HandIns;

/* `word` names a file, or a folder that is searched through.
 * One that is not there is a file all the same: who reads it tells. */
void hand_ins_add(HandIns *files, const char *word);
void hand_ins_name(HandIns *files); /* once all are there */
void hand_ins_clear(HandIns *files);

/* The first `most` bytes of an ordinary file, and one more if there are more.  False with errno. */
bool file_read_some(const char *path, size_t most, Text *bytes);

/* A name for a file of its own in a folder: what has a meaning in paths is replaced. */
void file_name_of(Str name, Text *text);

#endif
