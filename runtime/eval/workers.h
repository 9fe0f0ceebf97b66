/* Threads that wait for work.  Where there are none (WebAssembly), one worker, the caller, does it all. */
#ifndef HENCE_WORKERS_H
#define HENCE_WORKERS_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __wasi__
#define THREADS_ARE_THERE false
#else
#define THREADS_ARE_THERE true
#endif

typedef struct Workers Workers;
/* One share of the work: workers are numbered from 0, which is the caller. */
typedef void Task(void *context, uint32_t worker);

/* `count` workers, the caller among them; threads that cannot be had are done without. */
Workers *workers_new(uint32_t count);
void workers_free(Workers *workers); /* NULL is fine; where memory runs out, they end with the account */
uint32_t workers_count(const Workers *workers);

/* Every worker does the task, in the memory account of the caller; gives control back when all have done it.  One that
 * finds no memory leaves the task, and calls off what the others need not go on with (NULL: nothing); when they are
 * done too, the caller is out of memory (mem_fail). */
typedef void CallOff(void *context);
void workers_run(Workers *workers, Task *task, CallOff *call_off, void *context);
/* The same for a caller who has something to close first: false where he must end with mem_fail. */
bool workers_try(Workers *workers, Task *task, CallOff *call_off, void *context);

#endif
