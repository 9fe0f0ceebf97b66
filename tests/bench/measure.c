/* measure NAME RUNS COMMAND...: wall seconds (median and least) and peak memory of a command, its output thrown away. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { RUNS_MOST = 100 };

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Seconds, or less than 0 where the command failed. */
static double run_once(char **command) {
    double begun = now();
    pid_t child = fork();
    if (child == 0) {
        int nothing = open("/dev/null", O_WRONLY);
        dup2(nothing, STDOUT_FILENO);
        execvp(command[0], command);
        _exit(127);
    }
    int status = 1;
    if (child < 0 || waitpid(child, &status, 0) < 0 || status != 0) return -1;
    return now() - begun;
}

int main(int argc, char **argv) {
    int runs = argc > 3 ? atoi(argv[2]) : 0;
    double seconds[RUNS_MOST];
    if (runs < 1 || runs > RUNS_MOST) return fprintf(stderr, "usage: measure NAME RUNS COMMAND...\n"), 2;
    for (int i = 0; i < runs; i++)
        if ((seconds[i] = run_once(argv + 3)) < 0) return fprintf(stderr, "%s: the command failed\n", argv[1]), 1;
    qsort(seconds, (size_t)runs, sizeof *seconds, by_size);
    struct rusage usage;
    getrusage(RUSAGE_CHILDREN, &usage);
    printf("%-24s %8.3f s median of %d, %8.3f s least, %6.0f MB peak\n", argv[1], seconds[runs / 2], runs, seconds[0],
           (double)usage.ru_maxrss / 1024);
    return 0;
}
