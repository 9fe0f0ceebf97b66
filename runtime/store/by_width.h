/* Loops over rows, made for each width: KERNEL is the file that has them, included once for each with WIDTH (the arity,
 * or 0 for any) and NAME(x) defined.  A width the compiler knows
 * turns hashing, comparing and copying into a few instructions. */

#define WIDTH 1
#define NAME(x) x##_1
#include KERNEL
#undef WIDTH
#undef NAME
#undef ARITY
#define WIDTH 2
#define NAME(x) x##_2
#include KERNEL
#undef WIDTH
#undef NAME
#undef ARITY
#define WIDTH 3
#define NAME(x) x##_3
#include KERNEL
#undef WIDTH
#undef NAME
#undef ARITY
#define WIDTH 4
#define NAME(x) x##_4
#include KERNEL
#undef WIDTH
#undef NAME
#undef ARITY
#define WIDTH 6
#define NAME(x) x##_6
#include KERNEL
#undef WIDTH
#undef NAME
#undef ARITY
#define WIDTH 0
#define NAME(x) x##_any
#include KERNEL
#undef WIDTH
#undef NAME
#undef ARITY
#undef KERNEL

/* One call for each width. */
#define BY_WIDTH(arity, function, ...)                                                                                 \
    ((arity) == 2   ? function##_2(__VA_ARGS__)                                                                        \
     : (arity) == 1 ? function##_1(__VA_ARGS__)                                                                        \
     : (arity) == 3 ? function##_3(__VA_ARGS__)                                                                        \
     : (arity) == 4 ? function##_4(__VA_ARGS__)                                                                        \
     : (arity) == 6 ? function##_6(__VA_ARGS__)                                                                        \
                    : function##_any(__VA_ARGS__))
