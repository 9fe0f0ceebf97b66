/* The one gate for memory.
 *
 * In front of each block stands a header with its account, its size and its neighbours in the account's list, so that
 * an account can be emptied without anybody remembering what is in it.
 * Invariant: `used` is the sum of the sizes in the list, headers included.
 * A block costs 32 bytes more and two pointer writes under a lock that is held for a few instructions.
 * Where memory comes from is for block.c; blocks are not pooled here (arena.c does that for small ones).
 * Failure jumps rather than returns: a hundred callers that never look at NULL cannot forget to. */
#include "lang/base/mem.h"

#include <assert.h>
#include <sched.h>
#include <stdalign.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#if defined __has_include
#if __has_include(<sys/single_threaded.h>)
#include <sys/single_threaded.h>
#define IS_ALONE __libc_single_threaded /* the system knows of no other thread */
#endif
#endif
#ifndef IS_ALONE
#define IS_ALONE false
#endif

#include "lang/base/block.h"

typedef struct Header {
    alignas(max_align_t) MemAccount *account; /* NULL: nobody's */
    size_t size;                              /* without the header */
    struct Header *prev, *next;
} Header;

struct MemAccount {
    Header blocks; /* the ends of a ring */
    atomic_flag lock;
    _Atomic uint64_t used, peak;
    _Atomic uint64_t fail_at; /* allocations until one fails; 0 for never */
    _Atomic uint64_t most;    /* bytes; UINT64_MAX: no limit */
    atomic_bool refuses, was_refused;
    MemEnding *endings;
    bool is_guarded;
    const void *guard_thread; /* whose stack the guard is on */
    jmp_buf guard;
};

static _Thread_local MemAccount *current;       /* the permitted global; its address also names the thread */
static _Thread_local MemGuard *guard_of_thread; /* and another; NULL: the account's counts */

MemAccount *mem_account_new(void) {
    MemAccount *account = calloc(1, sizeof *account);
    if (!account) return NULL;
    account->blocks.prev = account->blocks.next = &account->blocks;
    account->most = UINT64_MAX;
    atomic_flag_clear(&account->lock);
    return account;
}

void mem_account_free(MemAccount *account) {
    if (!account) return;
    for (MemEnding *ending = account->endings; ending; ending = ending->next) ending->end(ending->context);
    if (current == account) current = NULL;
    for (Header *block = account->blocks.next; block != &account->blocks;) {
        Header *next = block->next;
        block_free(block, block->size + sizeof *block);
        block = next;
    }
    free(account);
}

void mem_at_end(MemEnding *ending, void (*end)(void *context), void *context) {
    *ending = (MemEnding){end, context, current, current ? current->endings : NULL};
    if (current) current->endings = ending;
}

void mem_forget_ending(MemEnding *ending) {
    MemEnding **at = ending->account ? &ending->account->endings : NULL;
    while (at && *at != ending) at = &(*at)->next;
    if (at) *at = ending->next;
}

MemAccount *mem_enter(MemAccount *account) {
    MemAccount *before = current;
    current = account;
    return before;
}

MemAccount *mem_current(void) { return current; }

uint64_t mem_used(const MemAccount *account) {
    return atomic_load_explicit(&((MemAccount *)account)->used, memory_order_relaxed);
}

uint64_t mem_peak(const MemAccount *account) {
    return atomic_load_explicit(&((MemAccount *)account)->peak, memory_order_relaxed);
}

/* ---- the lock, and what it guards ---- */

/* A thread alone needs none, and would pay for it as much as for the block. */
static void lock(MemAccount *account) {
    if (IS_ALONE) return;
    while (atomic_flag_test_and_set_explicit(&account->lock, memory_order_acquire)) sched_yield();
}

static void unlock(MemAccount *account) { atomic_flag_clear_explicit(&account->lock, memory_order_release); }

static void link_block(MemAccount *account, Header *block) {
    lock(account);
    block->prev = &account->blocks;
    block->next = account->blocks.next;
    block->next->prev = block;
    account->blocks.next = block;
    uint64_t used = atomic_load_explicit(&account->used, memory_order_relaxed) + block->size + sizeof *block;
    atomic_store_explicit(&account->used, used, memory_order_relaxed);
    if (used > atomic_load_explicit(&account->peak, memory_order_relaxed))
        atomic_store_explicit(&account->peak, used, memory_order_relaxed);
    unlock(account);
}

static void unlink_block(MemAccount *account, Header *block) {
    lock(account);
    block->prev->next = block->next;
    block->next->prev = block->prev;
    uint64_t used = atomic_load_explicit(&account->used, memory_order_relaxed) - block->size - sizeof *block;
    atomic_store_explicit(&account->used, used, memory_order_relaxed);
    unlock(account);
}

/* ---- failure ---- */

void mem_limit(MemAccount *account, uint64_t most, bool refuses) {
    account->most = most ? most : UINT64_MAX;
    account->refuses = refuses && most;
    account->was_refused = false;
}

/* By itself beyond all that is there is beyond it too: no sum overflows. */
static inline bool is_beyond(const MemAccount *account, uint64_t bytes) {
    uint64_t most = atomic_load_explicit(&((MemAccount *)account)->most, memory_order_relaxed);
    uint64_t used = mem_used(account);
    return bytes > most || used > most - bytes;
}

bool mem_lacks(uint64_t bytes) { return current && is_beyond(current, bytes); }
bool mem_was_refused(const MemAccount *account) { return atomic_load(&((MemAccount *)account)->was_refused); }

/* Of a block that has some already. */
static inline bool is_refused(MemAccount *account, size_t more) {
    if (!account || more == 0 || !account->refuses || !is_beyond(account, more)) return false;
    account->was_refused = true;
    return true;
}

void mem_fail_at(MemAccount *account, uint64_t n) {
    lock(account);
    account->fail_at = n;
    unlock(account);
}

static bool is_the_one(MemAccount *account) {
    lock(account);
    bool fails = account->fail_at && --account->fail_at == 0;
    unlock(account);
    return fails;
}

static inline bool fails_on_purpose(MemAccount *account) {
    return account && atomic_load_explicit(&account->fail_at, memory_order_relaxed) && is_the_one(account);
}

jmp_buf *mem_guard(MemAccount *account) {
    assert(account && !account->is_guarded);
    account->is_guarded = true;
    account->guard_thread = &current;
    return &account->guard;
}

void mem_end_try(MemAccount *account) { account->is_guarded = false; }

jmp_buf *mem_guard_thread(MemGuard *guard) {
    guard->outer = guard_of_thread;
    guard_of_thread = guard;
    return &guard->place;
}

void mem_end_try_alone(void) { guard_of_thread = guard_of_thread->outer; }

/* A guard is a place on one thread's stack; nobody else can go there. */
static _Noreturn void out_of_memory(MemAccount *account) {
    if (guard_of_thread) {
        MemGuard *guard = guard_of_thread;
        guard_of_thread = guard->outer;
        longjmp(guard->place, 1);
    }
    if (account && account->is_guarded && account->guard_thread == &current) {
        account->is_guarded = false;
        longjmp(account->guard, 1);
    }
    fputs("hence: out of memory\n", stderr);
    exit(5);
}

void mem_fail(void) { out_of_memory(current); }

/* ---- blocks ---- */

size_t mem_cost(size_t bytes) { return bytes + sizeof(Header); }

static void *make(size_t bytes, bool is_zeroed) {
    MemAccount *account = current;
    if (bytes > SIZE_MAX - sizeof(Header) || fails_on_purpose(account)) out_of_memory(account);
    if (is_refused(account, bytes + sizeof(Header))) out_of_memory(account);
    size_t whole = bytes + sizeof(Header);
    Header *block = block_new(whole, is_zeroed);
    if (!block) out_of_memory(account);
    block->account = account;
    block->size = bytes;
    if (account) link_block(account, block);
    return block + 1;
}

void *mem_alloc(size_t bytes) { return make(bytes, false); }
void *mem_alloc_zero(size_t bytes) { return make(bytes, true); }

void *mem_resize(void *items, size_t bytes) {
    if (!items) return make(bytes, false);
    Header *block = (Header *)items - 1;
    MemAccount *account = block->account;
    if (bytes > SIZE_MAX - sizeof(Header) || fails_on_purpose(account)) out_of_memory(account);
    if (is_refused(account, bytes > block->size ? bytes - block->size : 0)) out_of_memory(account);
    if (account) unlink_block(account, block);
    Header *moved = block_resize(block, block->size + sizeof(Header), bytes + sizeof(Header));
    if (moved) moved->size = bytes;
    if (account) link_block(account, moved ? moved : block);
    if (!moved) out_of_memory(account);
    return moved + 1;
}

void mem_free(void *items) {
    if (!items) return;
    Header *block = (Header *)items - 1;
    if (block->account) unlink_block(block->account, block);
    block_free(block, block->size + sizeof *block);
}

/* ---- work that is given up ---- */

struct MemMark {
    MemEnding *endings; /* there were then */
};

MemMark *mem_mark(void) {
    MemMark *mark = mem_alloc(sizeof *mark);
    mark->endings = current ? current->endings : NULL;
    return mark;
}

/* Blocks come to the front of the ring when they are made or resized. */
void mem_free_since(MemMark *mark) {
    MemAccount *account = current;
    const Header *end = (Header *)mark - 1;
    assert(account && end->account == account);
    for (; account->endings != mark->endings; account->endings = account->endings->next)
        account->endings->end(account->endings->context);
    for (Header *block; (block = account->blocks.next) != end;) mem_free(block + 1);
    mem_free(mark);
}
