/* SHA-256 against the examples of FIPS 180 and others that are known. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "lang/base/sha256.h"

static void the_examples_of_the_standard_come_out(void **state) {
    (void)state;
    char digest[SHA256_HEX + 1];
    sha256(STR("abc"), digest);
    assert_string_equal(digest, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    sha256(STR("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"), digest);
    assert_string_equal(digest, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

static void nothing_has_a_digest(void **state) {
    (void)state;
    char digest[SHA256_HEX + 1];
    sha256((Str){NULL, 0}, digest);
    assert_string_equal(digest, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

static void a_million_letters_come_out_as_known(void **state) {
    (void)state;
    Sha256 hash;
    char letters[1000], digest[SHA256_HEX + 1];
    memset(letters, 'a', sizeof letters);
    sha256_init(&hash);
    for (int i = 0; i < 1000; i++) sha256_add(&hash, (Str){letters, sizeof letters});
    sha256_end(&hash, digest);
    assert_string_equal(digest, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

/* Every length around the ends of blocks, in pieces of every size. */
static void pieces_do_not_matter(void **state) {
    (void)state;
    char bytes[200], whole[SHA256_HEX + 1], pieced[SHA256_HEX + 1];
    for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = (char)(i * 37);
    for (size_t length = 50; length <= sizeof bytes; length++)
        for (size_t piece = 1; piece < 70; piece += 7) {
            Sha256 hash;
            sha256(((Str){bytes, length}), whole);
            sha256_init(&hash);
            for (size_t at = 0; at < length; at += piece)
                sha256_add(&hash, (Str){bytes + at, at + piece > length ? length - at : piece});
            sha256_end(&hash, pieced);
            assert_string_equal(whole, pieced);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_examples_of_the_standard_come_out), cmocka_unit_test(nothing_has_a_digest),
        cmocka_unit_test(a_million_letters_come_out_as_known), cmocka_unit_test(pieces_do_not_matter)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
