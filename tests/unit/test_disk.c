#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "runtime/io/disk.h"

enum { PATH = 256 };

typedef struct {
    char folder[PATH], file[PATH + 16], link[PATH + 16];
} Place;

static void write_file(const char *path, const char *text, unsigned mode) {
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    assert_int_equal(chmod(path, mode), 0);
}

static int setup(void **state) {
    static Place place;
    const char *root = getenv("TMPDIR");
    snprintf(place.folder, sizeof place.folder, "%s/hence-disk-XXXXXX", root ? root : "/tmp");
    assert_non_null(mkdtemp(place.folder));
    snprintf(place.file, sizeof place.file, "%s/file", place.folder);
    snprintf(place.link, sizeof place.link, "%s/link", place.folder);
    write_file(place.file, "old", 0640);
    *state = &place;
    return 0;
}

static int teardown(void **state) {
    Place *place = *state;
    unlink(place->link);
    unlink(place->file);
    assert_int_equal(rmdir(place->folder), 0); /* nothing was left beside it */
    return 0;
}

static void assert_holds(const char *path, const char *text) {
    Text bytes;
    text_init(&bytes);
    assert_true(disk_read(NULL, path, &bytes));
    assert_true(str_equal(text_str(&bytes), str_of(text)));
    text_clear(&bytes);
}

static unsigned mode_of(const char *path) {
    struct stat about;
    assert_int_equal(stat(path, &about), 0);
    return about.st_mode & 07777;
}

static void a_rewritten_file_keeps_its_mode(void **state) {
    Place *place = *state;
    assert_true(disk_rewrite(place->file, STR("new")));
    assert_holds(place->file, "new");
    assert_int_equal(mode_of(place->file), 0640);
}

static void what_a_link_leads_to_is_rewritten(void **state) {
    Place *place = *state;
    struct stat about;
    assert_int_equal(symlink("file", place->link), 0);
    assert_true(disk_rewrite(place->link, STR("new")));
    assert_holds(place->file, "new");
    assert_int_equal(lstat(place->link, &about), 0);
    assert_true(S_ISLNK(about.st_mode));
}

static void a_link_to_itself_is_not(void **state) {
    Place *place = *state;
    assert_int_equal(symlink("link", place->link), 0);
    assert_false(disk_rewrite(place->link, STR("new")));
}

static void only_a_file_that_is_there_is_rewritten(void **state) {
    Place *place = *state;
    assert_false(disk_rewrite(place->link, STR("new")));
    assert_false(disk_rewrite(place->folder, STR("new")));
    assert_int_equal(mkfifo(place->link, 0600), 0);
    assert_false(disk_rewrite(place->link, STR("new")));
}

static void a_file_that_must_not_be_written_stays(void **state) {
    Place *place = *state;
    if (geteuid() == 0) skip(); /* may write all */
    assert_int_equal(chmod(place->file, 0400), 0);
    assert_false(disk_rewrite(place->file, STR("new")));
    assert_holds(place->file, "old");
}

static void a_written_file_takes_the_place_of_the_old_one(void **state) {
    Place *place = *state;
    assert_true(disk_write(place->file, STR("new")));
    assert_holds(place->file, "new");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_rewritten_file_keeps_its_mode),
        TEST(what_a_link_leads_to_is_rewritten),
        TEST(a_link_to_itself_is_not),
        TEST(only_a_file_that_is_there_is_rewritten),
        TEST(a_file_that_must_not_be_written_stays),
        TEST(a_written_file_takes_the_place_of_the_old_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
