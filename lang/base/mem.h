/* The one gate for memory.
 *
 * Every block belongs to an account: the one that is current on the thread when the block is made.  An account counts
 * its bytes and knows its blocks, so that one engine's memory can be measured, bounded and given back as a whole.
 * Allocation never returns NULL.  When it fails, control jumps to the account's guard; what the account holds is then
 * only good for mem_account_free, unless a guard of the thread stands before it and gives up the work (mem_free_since).
 * Without an account (unit tests) blocks are plain and failure ends the process. */
#ifndef HENCE_MEM_H
#define HENCE_MEM_H

#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct MemAccount MemAccount;

MemAccount *mem_account_new(void);          /* NULL if there is no memory for it */
void mem_account_free(MemAccount *account); /* and every block still in it; NULL is fine */

/* What an account holds beside blocks: ended before they are freed, if it is not forgotten before that.
 * Lives in a block. */
typedef struct MemEnding {
    void (*end)(void *context);
    void *context;
    MemAccount *account;
    struct MemEnding *next;
} MemEnding;
void mem_at_end(MemEnding *ending, void (*end)(void *context),
                void *context); /* of the current account, if there is one */
void mem_forget_ending(MemEnding *ending);

MemAccount *mem_enter(MemAccount *account); /* makes it current on this thread; gives the one before */

MemAccount *mem_current(void);                /* of this thread; NULL if there is none */
uint64_t mem_used(const MemAccount *account); /* bytes now; safe from any thread */
uint64_t mem_peak(const MemAccount *account); /* bytes at most so far */
/* So many bytes are too many, 0: never.  An account that `refuses` fails beyond them as if there were no memory: what
 * holds where nobody has asked, and all work can be given up.  Else they are kept by those who ask. */
void mem_limit(MemAccount *account, uint64_t most, bool refuses);
bool mem_lacks(uint64_t bytes);                    /* so many more would be too many, of the current account */
bool mem_was_refused(const MemAccount *account);   /* one was refused */
void mem_fail_at(MemAccount *account, uint64_t n); /* tests: the n-th allocation from now fails; 0 for never */

/* Where a failed allocation continues:  if (mem_try(account)) { work; mem_end_try(account); } else { out of memory }
 * Guards do not nest. */
jmp_buf *mem_guard(MemAccount *account);
void mem_end_try(MemAccount *account);
#define mem_try(account) (setjmp(*mem_guard(account)) == 0)

/* A guard of this thread alone, before that of any account: where several threads do one work, it ends only when none
 * is at it any more.  Then mem_fail continues as a failed allocation does.  These nest. */
typedef struct MemGuard {
    jmp_buf place;
    struct MemGuard *outer;
} MemGuard;
#define mem_try_alone(guard) (setjmp(*mem_guard_thread(guard)) == 0)
jmp_buf *mem_guard_thread(MemGuard *guard);
void mem_end_try_alone(void);
_Noreturn void mem_fail(void);

/* Work that is given up as a whole: what the current account was given since the mark, and what was resized since then,
 * is freed, once what was to be ended since then has ended.  Nobody else may be at work on it.  A mark is a block: of
 * work that came to its end it is freed alone. */
typedef struct MemMark MemMark;
MemMark *mem_mark(void);
void mem_free_since(MemMark *mark);

size_t mem_cost(size_t bytes); /* what a block of so many takes of its account */

void *mem_alloc(size_t bytes) __attribute__((returns_nonnull)); /* not zeroed; 0 bytes is fine */
void *mem_alloc_zero(size_t bytes) __attribute__((returns_nonnull));
void *mem_resize(void *block, size_t bytes) __attribute__((returns_nonnull)); /* like realloc; block may be NULL */
void mem_free(void *block);                                                   /* NULL is fine; any thread */

#endif
