/* asked FILE SUBJECT...: how long `why` takes after the run, by the library, in milliseconds for each subject: the
 * median of some runs, each asked once, as the second answer is quicker than the first. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "runtime/api/hence.h"

enum { TIMES = 7 };

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double milliseconds(const char *file, const char *subject) {
    hence_engine *engine = hence_new();
    hence_text text;
    if (!engine || hence_add_file(engine, file) != HENCE_OK || hence_run(engine) != HENCE_OK)
        exit(fprintf(stderr, "asked: %s cannot be run\n", file));
    double begun = now();
    hence_status status = hence_ask(engine, HENCE_WHY, subject, NULL, &text);
    double taken = now() - begun;
    if (status != HENCE_OK) exit(fprintf(stderr, "asked: %s: %s\n", subject, hence_status_name(status)));
    hence_free(engine);
    return taken;
}

int main(int argc, char **argv) {
    for (int i = 2; i < argc; i++) {
        double taken[TIMES];
        for (int time = 0; time < TIMES; time++) taken[time] = milliseconds(argv[1], argv[i]);
        qsort(taken, TIMES, sizeof *taken, by_size);
        printf("%s %.3f\n", argv[i], taken[TIMES / 2]);
    }
    return 0;
}
