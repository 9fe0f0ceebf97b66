/* Marks as records: made by who grades, told by who shows. */
#include "runtime/judge/marks.h"

const char *marks_state_name(MarksState state) {
    static const char *const NAMES[] = {"whole", "partly read", "empty", "stopped", "unreadable"};
    return NAMES[state];
}

Marks *marks_new(const Exercise *exercise, Str name) {
    Marks *marks = mem_alloc_zero(sizeof *marks);
    arena_init(&marks->arena);
    marks->name = arena_str(&marks->arena, name);
    marks->demands = arena_array(&marks->arena, MarkedDemand, exercise->demands.count + 1);
    return marks;
}

void marks_free(Marks *marks) {
    if (!marks) return;
    if (marks->account) {
        mem_account_free(marks->account);
        return;
    }
    vec_free(&marks->remarks);
    arena_clear(&marks->arena);
    mem_free(marks);
}

size_t marks_remark_count(const Marks *marks, bool is_warning) {
    size_t count = 0;
    for (size_t i = 0; i < marks->remarks.count; i++) count += marks->remarks.items[i].is_warning == is_warning;
    return count;
}

bool marks_are_full(const Exercise *exercise, const Marks *marks) { return marks->points == exercise->points; }

void batch_clear(Batch *batch) {
    for (size_t i = 0; i < batch->items.count; i++) marks_free(batch->items.items[i]);
    vec_free(&batch->items);
}
