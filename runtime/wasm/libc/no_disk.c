/* The disk of the page's engine: there is none.
 *
 * What a file is asked for does not exist, so that neither the library's ways to files nor ours are linked. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static int is_missing(void) {
    errno = ENOENT;
    return -1;
}

int open(const char *path, int flags, ...) { return (void)path, (void)flags, is_missing(); }
int stat(const char *restrict path, struct stat *restrict about) { return (void)path, (void)about, is_missing(); }
int lstat(const char *restrict path, struct stat *restrict about) { return (void)path, (void)about, is_missing(); }
ssize_t readlink(const char *restrict path, char *restrict bytes, size_t size) {
    return (void)path, (void)bytes, (void)size, is_missing();
}
int access(const char *path, int mode) { return (void)path, (void)mode, is_missing(); }
int mkdir(const char *path, mode_t mode) { return (void)path, (void)mode, is_missing(); }
int rename(const char *path, const char *other) { return (void)path, (void)other, is_missing(); }
int unlink(const char *path) { return (void)path, is_missing(); }
char *realpath(const char *path, char *real) { return (void)path, (void)real, (void)is_missing(), NULL; }
FILE *fopen(const char *restrict path, const char *restrict mode) {
    return (void)path, (void)mode, (void)is_missing(), NULL;
}
DIR *opendir(const char *path) { return (void)path, (void)is_missing(), NULL; }
struct dirent *readdir(DIR *folder) { return (void)folder, NULL; }
int closedir(DIR *folder) { return (void)folder, is_missing(); }
