/* <setjmp.h> where there is no jumping: WebAssembly leaves a stack only by returning.
 *
 * lang/base/mem.c jumps when memory has run out.  Here the program ends in place of it, and whoever holds the instance
 * makes another one: its memory is given back with it, as an account's would be. */
#ifndef HENCE_WASM_SETJMP_H
#define HENCE_WASM_SETJMP_H

#include <stdio.h>
#include <stdlib.h>

typedef int jmp_buf[1];

#define setjmp(place) ((void)(place), 0)

static inline _Noreturn void hence_no_jump(void) {
    fputs("hence: out of memory\n", stderr);
    exit(5);
}
#define longjmp(place, value) ((void)(place), (void)(value), hence_no_jump())

#endif
