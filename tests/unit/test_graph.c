/* Graphs: their parts, and what writers make of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "runtime/draw/excerpt.h"
#include "runtime/draw/formats.h"

/* a claim on a statement, by a rule, from two facts; a second claim on one of these. */
static Graph small_graph(void) {
    Graph g;
    graph_init(&g);
    graph_add(&g, (Node){.kind = NODE_CLAIM, .name = STR("c"), .words = STR("It flies")});
    graph_add(&g, (Node){.kind = NODE_CLAIM, .name = STR("d"), .words = STR("It does not")});
    graph_add(&g, (Node){.kind = NODE_DERIVED, .name = STR("flies")});
    graph_add(&g, (Node){.kind = NODE_PRESUMPTIVE, .standing = STANDING_APPLIES, .name = STR("r1")});
    graph_add(&g, (Node){.kind = NODE_GIVEN, .name = STR("bird")});
    graph_add(&g, (Node){.kind = NODE_DERIVED, .name = STR("-flies")});
    graph_connect(&g, 2, 0, EDGE_SUPPORTS);
    graph_connect(&g, 3, 2, EDGE_SUPPORTS);
    graph_connect(&g, 4, 3, EDGE_SUPPORTS);
    graph_connect(&g, 5, 1, EDGE_SUPPORTS);
    graph_connect(&g, 5, 2, EDGE_REBUTS);
    return g;
}

static bool says(const Text *text, const char *part) { return text->length && strstr(text->bytes, part) != NULL; }

static Text written(const Graph *graph, GraphFormat format, SvgStyle style) {
    Text text;
    text_init(&text);
    graph_write(graph, format, &style, &text);
    return text;
}

static void an_edge_is_there_once(void **state) {
    (void)state;
    Graph g = small_graph();
    size_t count = g.edges.count;
    graph_connect(&g, 5, 2, EDGE_REBUTS);
    assert_int_equal(g.edges.count, count);
    graph_connect(&g, 5, 2, EDGE_SUPPORTS);
    assert_int_equal(g.edges.count, count + 1);
    graph_clear(&g);
}

static void claims_alone_support_and_attack_each_other(void **state) {
    (void)state;
    Graph g = small_graph();
    assert_int_equal(graph_keep_claims(&g), 4);
    assert_int_equal(g.nodes.count, 2);
    assert_int_equal(g.edges.count, 1);
    assert_int_equal(g.edges.items[0].from, 1);
    assert_int_equal(g.edges.items[0].to, 0);
    assert_int_equal(g.edges.items[0].kind, EDGE_REBUTS);
    graph_clear(&g);
}

/* An attack on an attack supports. */
static void two_attacks_on_the_way_support(void **state) {
    (void)state;
    Graph g;
    graph_init(&g);
    for (int i = 0; i < 2; i++) graph_add(&g, (Node){.kind = NODE_CLAIM});
    for (int i = 0; i < 3; i++) graph_add(&g, (Node){.kind = NODE_DERIVED});
    graph_connect(&g, 2, 0, EDGE_SUPPORTS);
    graph_connect(&g, 3, 2, EDGE_REBUTS);
    graph_connect(&g, 4, 3, EDGE_REBUTS);
    graph_connect(&g, 4, 1, EDGE_SUPPORTS);
    graph_keep_claims(&g);
    assert_int_equal(g.edges.count, 1);
    assert_int_equal(g.edges.items[0].kind, EDGE_SUPPORTS);
    assert_int_equal(g.edges.items[0].steps, 1);
    graph_clear(&g);
}

static void a_cycle_of_attacks_is_contracted(void **state) {
    (void)state;
    Graph g;
    graph_init(&g);
    for (int i = 0; i < 2; i++) graph_add(&g, (Node){.kind = NODE_CLAIM});
    for (int i = 0; i < 2; i++) graph_add(&g, (Node){.kind = NODE_DERIVED});
    for (NodeId n = 0; n < 2; n++) {
        graph_connect(&g, 2 + n, n, EDGE_SUPPORTS);
        graph_connect(&g, 2 + n, 3 - n, EDGE_REBUTS);
    }
    graph_keep_claims(&g);
    assert_int_equal(g.nodes.count, 2);
    assert_int_equal(g.edges.count, 2);
    graph_clear(&g);
}

static void around_a_node_is_what_leads_to_it_and_from_it(void **state) {
    (void)state;
    Graph g = small_graph();
    assert_int_equal(graph_keep_around(&g, 2, 1), 1); /* not the claim d, which shares the rival with it */
    assert_int_equal(g.nodes.count, 5);
    graph_clear(&g);
    g = small_graph();
    assert_int_equal(graph_keep_around(&g, 0, 1), 4); /* the rule stands behind the statement */
    graph_clear(&g);
}

static void sources_are_numbered_anew_in_a_part(void **state) {
    (void)state;
    Graph g = small_graph();
    const Cited first = {.source = 0, .locator = STR("")}, second = {.source = 1, .locator = STR("p. 3")};
    vec_push(&g.sources, ((GraphSource){STR("a"), STR("A")}));
    vec_push(&g.sources, ((GraphSource){STR("b"), STR("B")}));
    g.nodes.items[1].cites = &first;
    g.nodes.items[1].cite_count = 1;
    g.nodes.items[4].cites = &second;
    g.nodes.items[4].cite_count = 1;
    graph_keep_around(&g, 3, 1);
    assert_int_equal(g.sources.count, 1);
    assert_int_equal(g.nodes.items[2].cites[0].source, 0);
    assert_memory_equal(g.sources.items[0].key.text, "b", 1);
    graph_clear(&g);
}

static void pictures_in_one_page_share_no_id(void **state) {
    (void)state;
    Graph g = small_graph();
    vec_push(&g.sources, ((GraphSource){STR("a"), STR("Some source")}));
    Text one = written(&g, GRAPH_SVG, (SvgStyle){.prefix = STR("one"), .without_sources = true});
    Text two = written(&g, GRAPH_SVG, (SvgStyle){.prefix = STR("two"), .without_title = true, .without_legend = true});
    assert_true(says(&one, "<svg") && says(&one, "id=\"one\"") && says(&one, "url(#one-m0)") &&
                !says(&one, "Some source"));
    assert_true(says(&two, "Some source") && !says(&two, "id=\"one") && !says(&two, "<?xml"));
    for (const char *at = one.bytes; (at = strstr(at, "id=\"")); at += 4) assert_memory_equal(at + 4, "one", 3);
    text_clear(&one);
    text_clear(&two);
    graph_clear(&g);
}

static void broken_words_are_written_whole(void **state) {
    (void)state;
    Graph g = small_graph();
    g.nodes.items[2].name = STR("a\xFF\x01<b>\0c");
    for (int format = GRAPH_OUTLINE; format <= GRAPH_AIF; format++) {
        Text text = written(&g, (GraphFormat)format, (SvgStyle){0});
        size_t bad;
        bool is_xml = format == GRAPH_SVG || format == GRAPH_GRAPHML;
        if (format != GRAPH_OUTLINE) assert_true(str_is_utf8(text_str(&text), &bad));
        if (is_xml)
            assert_true(memchr(text.bytes, 1, text.length) == NULL && memchr(text.bytes, 0, text.length) == NULL);
        if (is_xml) assert_true(says(&text, "&lt;b&gt;"));
        assert_int_equal(text.bytes[text.length - 1], '\n');
        text_clear(&text);
    }
    graph_clear(&g);
}

static void an_empty_graph_is_written(void **state) {
    (void)state;
    Graph g;
    graph_init(&g);
    assert_int_equal(graph_keep_claims(&g), 0);
    for (int format = GRAPH_OUTLINE; format <= GRAPH_AIF; format++) {
        Text text = written(&g, (GraphFormat)format, (SvgStyle){0});
        assert_true(text.length > 0);
        text_clear(&text);
    }
    graph_clear(&g);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_edge_is_there_once),
        cmocka_unit_test(claims_alone_support_and_attack_each_other),
        cmocka_unit_test(two_attacks_on_the_way_support),
        cmocka_unit_test(a_cycle_of_attacks_is_contracted),
        cmocka_unit_test(around_a_node_is_what_leads_to_it_and_from_it),
        cmocka_unit_test(sources_are_numbered_anew_in_a_part),
        cmocka_unit_test(pictures_in_one_page_share_no_id),
        cmocka_unit_test(broken_words_are_written_whole),
        cmocka_unit_test(an_empty_graph_is_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
