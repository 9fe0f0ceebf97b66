/* The one gate for memory.
 *
 * Every block belongs to an account: the one that is current on the thread when the block is made.  An account counts
 * its bytes and knows its blocks, so that one engine's memory can be measured, bounded and given back as a whole.
 * Allocation never returns NULL.  When it fails, control jumps to the account's guard; what the account holds is then
 * only good for mem_account_free.  Without an account (unit tests) blocks are plain and failure ends the process. */
#ifndef HENCE_MEM_H
#define HENCE_MEM_H

#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct MemAccount MemAccount;

MemAccount *mem_account_new(void);          /* NULL if there is no memory for it */
void mem_account_free(MemAccount *account); /* and every block still in it; NULL is fine */

/* What an account holds beside blocks: ended before they are freed, if it is not forgotten before that.  Lives in a block. */
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

MemAccount *mem_current(void);                     /* of this thread; NULL if there is none */
uint64_t mem_used(const MemAccount *account);      /* bytes now; safe from any thread */
uint64_t mem_peak(const MemAccount *account);      /* bytes at most so far */
void mem_fail_at(MemAccount *account, uint64_t n); /* tests: the n-th allocation from now fails; 0 for never */

/* Where a failed allocation continues:  if (mem_try(account)) { work; mem_end_try(account); } else { out of memory }
 * Guards do not nest. */
jmp_buf *mem_guard(MemAccount *account);
void mem_end_try(MemAccount *account);
#define mem_try(account) (setjmp(*mem_guard(account)) == 0)

/* A guard of this thread alone, before that of any account: where several threads do one work, it ends only when none is at
 * it any more.  Then mem_fail continues as a failed allocation does.  Not nested either. */
#define mem_try_alone(place) (setjmp(*mem_guard_thread(place)) == 0)
jmp_buf *mem_guard_thread(jmp_buf *place);
void mem_end_try_alone(void);
_Noreturn void mem_fail(void);

void *mem_alloc(size_t bytes); /* not zeroed; 0 bytes is fine */
void *mem_alloc_zero(size_t bytes);
void *mem_resize(void *block, size_t bytes); /* like realloc; block may be NULL */
void mem_free(void *block);                  /* NULL is fine; any thread */

#endif
