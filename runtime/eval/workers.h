/* Threads that wait for work.  Where there are none (WebAssembly), one worker, the caller, does it all. */
#ifndef HENCE_WORKERS_H
#define HENCE_WORKERS_H

#include <stdint.h>

typedef struct Workers Workers;
/* One share of the work: workers are numbered from 0, which is the caller. */
typedef void Task(void *context, uint32_t worker);

/* `count` workers, the caller among them; threads that cannot be had are done without. */
Workers *workers_new(uint32_t count);
void workers_free(Workers *workers); /* NULL is fine */
uint32_t workers_count(const Workers *workers);

/* Every worker does the task, in the memory account of the caller; gives control back when all have done it. */
void workers_run(Workers *workers, Task *task, void *context);

#endif
