/* measure [-t SECONDS] [-w SECONDS] [-r TIMES] [-o FILE] [-e FILE] COMMAND...: what one run of a command took.
 *
 *   -t  the run is stopped after this time (never)
 *   -w  wait at most this long until the machine is quiet (not at all)
 *   -r  it is run so often before, unmeasured: whoever waits for a quiet machine finds its processor asleep and its
 *       caches cold, which a short command would be charged for; -t does not hold for that (0)
 *   -o  where its output goes, -e where its complaints go (nowhere)
 *
 * Prints one line: wall seconds, processor seconds (user and system), peak memory in KB, how it ended (the exit status,
 * "stopped" by -t, or "signal"), and how many others were running when it began.
 * It is its own small program because the peak of a child counts from its fork: that of a large parent would show. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const double QUIET = 0.4; /* others running, on average */

static pid_t child;
static volatile sig_atomic_t stopped;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double seconds(struct timeval t) { return (double)t.tv_sec + (double)t.tv_usec / 1e6; }

static int running_now(void) {
    int running = 1;
    FILE *file = fopen("/proc/loadavg", "r");
    if (!file) return running;
    if (fscanf(file, "%*s %*s %*s %d", &running) != 1) running = 1;
    fclose(file);
    return running;
}

/* The others that run, on average over a tenth of a second; none where the system does not say. */
static double others_running(void) {
    const int looks = 20;
    int running = 0;
    for (int i = 0; i < looks; i++) {
        running += running_now() - 1;
        nanosleep(&(struct timespec){0, 5000000}, NULL);
    }
    return (double)running / looks;
}

static double wait_for_quiet(double patience) {
    double begun = now(), others = 0;
    while (patience > 0 && (others = others_running()) >= QUIET && now() - begun < patience) continue;
    return others;
}

/* At the limit of time, or when this program is told to end: nothing is left running. */
static void stop(int why) {
    stopped = 1;
    kill(child, SIGKILL);
    if (why != SIGALRM) _exit(128 + why);
}

static void stop_on(int why) { sigaction(why, &(struct sigaction){.sa_handler = stop}, NULL); }

static void send_to(int descriptor, const char *path) {
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (file < 0 || dup2(file, descriptor) < 0) _exit(126);
}

static void start(char **command, const char *output, const char *complaints) {
    if ((child = fork()) != 0) return;
    send_to(STDOUT_FILENO, output);
    send_to(STDERR_FILENO, complaints);
    execvp(command[0], command);
    _exit(127);
}

int main(int argc, char **argv) {
    double limit = 0, patience = 0;
    int rehearsals = 0;
    const char *output = "/dev/null", *complaints = "/dev/null";
    for (int option; (option = getopt(argc, argv, "+t:w:r:o:e:")) != -1;) {
        if (option == 't')
            limit = atof(optarg);
        else if (option == 'w')
            patience = atof(optarg);
        else if (option == 'r')
            rehearsals = atoi(optarg);
        else if (option == 'o')
            output = optarg;
        else if (option == 'e')
            complaints = optarg;
        else
            optind = argc;
    }
    if (optind >= argc)
        return fprintf(stderr, "usage: measure [-t S] [-w S] [-r N] [-o FILE] [-e FILE] COMMAND...\n"), 2;

    double others = wait_for_quiet(patience);
    for (int i = 0; i < rehearsals; i++) {
        start(argv + optind, output, complaints);
        while (child > 0 && waitpid(child, NULL, 0) < 0 && errno == EINTR) continue;
    }
    double begun = now();
    start(argv + optind, output, complaints);
    if (child < 0) return perror("measure: fork"), 1;
    stop_on(SIGINT), stop_on(SIGTERM);
    if (limit > 0) {
        stop_on(SIGALRM);
        struct itimerval timer = {.it_value = {(time_t)limit, (suseconds_t)((limit - (double)(time_t)limit) * 1e6)}};
        setitimer(ITIMER_REAL, &timer, NULL);
    }
    int status = 0;
    struct rusage usage;
    while (wait4(child, &status, 0, &usage) < 0)
        if (errno != EINTR) return perror("measure: wait"), 1;
    double wall = now() - begun;

    printf("%.6f %.6f %ld ", wall, seconds(usage.ru_utime) + seconds(usage.ru_stime), (long)usage.ru_maxrss);
    if (stopped)
        printf("stopped");
    else if (WIFEXITED(status))
        printf("%d", WEXITSTATUS(status));
    else
        printf("signal");
    printf(" %.2f\n", others);
    return 0;
}
