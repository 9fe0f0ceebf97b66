/* Memory from the system, for mem.c: from the C library, or mapped.
 *
 * Who resizes or frees a block says how many bytes it has.
 * What gives NULL, for want of memory, has changed nothing. */
#ifndef HENCE_BLOCK_H
#define HENCE_BLOCK_H

#include <stdbool.h>
#include <stddef.h>

void *block_new(size_t bytes, bool is_zeroed);
void *block_resize(void *block, size_t old, size_t bytes);
void block_free(void *block, size_t bytes);

#endif
