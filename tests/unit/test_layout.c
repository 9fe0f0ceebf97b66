/* Layouts: whatever the graph, boxes keep apart and edges go round them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <time.h>

#include "runtime/draw/layered.h"
#include "runtime/draw/layout.h"
#include "runtime/draw/measure.h"

#define APART 8.0 /* boxes keep at least so far from each other */

typedef struct {
    uint64_t state;
} Dice;

static uint32_t roll(Dice *dice, uint32_t sides) {
    dice->state = dice->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((dice->state >> 33) % sides);
}

typedef struct {
    Graph graph;
    Box *sizes;
    Layout layout;
} Drawn;

static Drawn drawn_new(uint32_t nodes) {
    Drawn d;
    graph_init(&d.graph);
    d.sizes = mem_alloc_zero((nodes + 1) * sizeof *d.sizes);
    for (uint32_t i = 0; i < nodes; i++) {
        graph_add(&d.graph, (Node){.kind = NODE_DERIVED});
        d.sizes[i] = (Box){0, 0, 100, 40};
    }
    return d;
}

static void drawn_free(Drawn *d) {
    layout_clear(&d->layout);
    graph_clear(&d->graph);
    mem_free(d->sizes);
}

/* Trees with edges across, cycles, parallel edges and loops; boxes of all shapes. */
static Drawn random_graph(uint32_t seed, uint32_t most) {
    Dice dice = {seed * 2654435761u + 1};
    uint32_t nodes = 1 + roll(&dice, most), edges = roll(&dice, nodes * 2 + 1);
    Drawn d = drawn_new(nodes);
    for (uint32_t i = 0; i < nodes; i++) d.sizes[i] = (Box){0, 0, 20 + roll(&dice, 220), 16 + roll(&dice, 100)};
    for (uint32_t i = 1; i < nodes; i++)
        if (roll(&dice, 8)) graph_connect(&d.graph, i, i - 1 - roll(&dice, i < 12 ? i : 12), EDGE_SUPPORTS);
    for (uint32_t i = 0; i < edges; i++)
        graph_connect(&d.graph, roll(&dice, nodes), roll(&dice, nodes), (EdgeKind)roll(&dice, EDGE_KIND_COUNT));
    return d;
}

static bool overlap(Box a, Box b, double apart) {
    return a.x < b.x + b.width + apart && b.x < a.x + a.width + apart && a.y < b.y + b.height + apart &&
           b.y < a.y + a.height + apart;
}

static void check_boxes(const Drawn *d) {
    for (size_t i = 0; i < d->graph.nodes.count; i++) {
        Box box = d->layout.boxes[i];
        assert_true(box.x > -0.01 && box.y > -0.01);
        assert_true(box.x + box.width < d->layout.width + 0.01 && box.y + box.height < d->layout.height + 0.01);
        for (size_t k = 0; k < i; k++) assert_false(overlap(box, d->layout.boxes[k], APART));
    }
}

static Point on_curve(const Point *p, double t) {
    double u = 1 - t, a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t, e = t * t * t;
    return (Point){a * p[0].x + b * p[1].x + c * p[2].x + e * p[3].x,
                   a * p[0].y + b * p[1].y + c * p[2].y + e * p[3].y};
}

static bool is_inside(Point p, Box box, double margin) {
    return p.x > box.x + margin && p.x < box.x + box.width - margin && p.y > box.y + margin &&
           p.y < box.y + box.height - margin;
}

/* No point of the line lies in a box, its own ones but for their borders included. */
static void check_route(const Drawn *d, const Edge *edge, Curve route) {
    assert_true(route.count >= 4 && route.count % 3 == 1);
    for (uint32_t i = 0; i + 3 < route.count; i += 3)
        for (int step = 0; step <= 24; step++) {
            Point p = on_curve(route.points + i, step / 24.0);
            for (size_t n = 0; n < d->graph.nodes.count; n++) {
                bool is_own = n == edge->from || n == edge->to;
                assert_false(is_inside(p, d->layout.boxes[n], is_own ? 0.01 : -2));
            }
        }
}

static bool touches(Point p, Box box) {
    bool in_x =
        p.x > box.x - 0.01 && p.x<box.x + box.width + 0.01, in_y = p.y> box.y - 0.01 && p.y < box.y + box.height + 0.01;
    return in_x && in_y && !is_inside(p, box, 0.02);
}

static void check_routes(const Drawn *d) {
    for (size_t e = 0; e < d->graph.edges.count; e++) {
        const Edge *edge = &d->graph.edges.items[e];
        Curve route = d->layout.routes[e];
        check_route(d, edge, route);
        assert_true(touches(route.points[0], d->layout.boxes[edge->from]));
        assert_true(touches(route.points[route.count - 1], d->layout.boxes[edge->to]));
    }
}

static void no_box_overlaps_and_no_edge_crosses_a_foreign_box(void **state) {
    (void)state;
    for (uint32_t seed = 1; seed <= 240; seed++) {
        Drawn d = random_graph(seed, seed < 200 ? 60 : 150);
        layout_make(&d.layout, &d.graph, d.sizes, (Direction)(seed % 3));
        check_boxes(&d);
        check_routes(&d);
        drawn_free(&d);
    }
}

static void the_same_graph_gives_the_same_picture(void **state) {
    (void)state;
    Drawn a = random_graph(77, 120), b = random_graph(77, 120);
    layout_make(&a.layout, &a.graph, a.sizes, LAYOUT_BEST);
    layout_make(&b.layout, &b.graph, b.sizes, LAYOUT_BEST);
    assert_memory_equal(a.layout.boxes, b.layout.boxes, a.graph.nodes.count * sizeof(Box));
    drawn_free(&a);
    drawn_free(&b);
}

static void conclusions_stand_above_what_supports_them(void **state) {
    (void)state;
    Drawn d = drawn_new(4);
    graph_connect(&d.graph, 3, 1, EDGE_SUPPORTS);
    graph_connect(&d.graph, 2, 1, EDGE_SUPPORTS);
    graph_connect(&d.graph, 1, 0, EDGE_SUPPORTS);
    layout_make(&d.layout, &d.graph, d.sizes, LAYOUT_DOWN);
    const Box *boxes = d.layout.boxes;
    assert_true(boxes[0].y < boxes[1].y && boxes[1].y < boxes[2].y);
    assert_true(fabs(boxes[2].y - boxes[3].y) < 0.01);
    assert_true(fabs(boxes[0].x - boxes[1].x) < 0.01); /* a straight chain, in the middle of what is behind it */
    assert_true(fabs(boxes[2].x + boxes[3].x - 2 * boxes[1].x) < 0.01);
    drawn_free(&d);
}

static void a_cycle_is_drawn(void **state) {
    (void)state;
    Drawn d = drawn_new(3);
    for (NodeId n = 0; n < 3; n++) graph_connect(&d.graph, n, (n + 1) % 3, EDGE_REBUTS);
    graph_connect(&d.graph, 1, 1, EDGE_REBUTS);
    layout_make(&d.layout, &d.graph, d.sizes, LAYOUT_DOWN);
    check_boxes(&d);
    check_routes(&d);
    drawn_free(&d);
}

static void many_lone_boxes_fill_a_page(void **state) {
    (void)state;
    Drawn d = drawn_new(60);
    layout_make(&d.layout, &d.graph, d.sizes, LAYOUT_BEST);
    check_boxes(&d);
    double ratio = d.layout.width / d.layout.height;
    assert_true(ratio > 0.8 && ratio < 2.2);
    drawn_free(&d);
}

static void an_empty_graph_has_a_layout(void **state) {
    (void)state;
    Drawn d = drawn_new(0);
    layout_make(&d.layout, &d.graph, d.sizes, LAYOUT_BEST);
    assert_true(d.layout.width == 0 && d.layout.height == 0);
    drawn_free(&d);
}

/* Two layers in the worst order come out without a crossing. */
static void a_ladder_needs_no_crossing(void **state) {
    (void)state;
    Drawn d = drawn_new(24);
    for (NodeId n = 0; n < 12; n++) graph_connect(&d.graph, 23 - n, n, EDGE_SUPPORTS);
    for (NodeId n = 0; n + 1 < 12; n++) graph_connect(&d.graph, 23 - n, n + 1, EDGE_SUPPORTS);
    layout_make(&d.layout, &d.graph, d.sizes, LAYOUT_DOWN);
    for (size_t a = 0; a < d.graph.edges.count; a++)
        for (size_t b = 0; b < a; b++) {
            const Curve *p = &d.layout.routes[a], *q = &d.layout.routes[b];
            double begins = p->points[0].x - q->points[0].x,
                   ends = p->points[p->count - 1].x - q->points[q->count - 1].x;
            assert_true(begins * ends >= 0);
        }
    drawn_free(&d);
}

static void a_thousand_nodes_take_less_than_a_second(void **state) {
    (void)state;
    Dice dice = {5};
    Drawn d = drawn_new(1000);
    for (uint32_t i = 1; i < 1000; i++) graph_connect(&d.graph, i, roll(&dice, i), EDGE_SUPPORTS);
    for (uint32_t i = 0; i < 700; i++) graph_connect(&d.graph, roll(&dice, 1000), roll(&dice, 1000), EDGE_REBUTS);
    clock_t begun = clock();
    layout_make(&d.layout, &d.graph, d.sizes, LAYOUT_BEST);
    double seconds = (double)(clock() - begun) / CLOCKS_PER_SEC;
    print_message("1,000 nodes, 1,700 edges: %.2f s\n", seconds);
    assert_true(seconds < 20); /* the slowest builds; of a release it is a tenth of a second or so */
    drawn_free(&d);
}

static void a_long_chain_needs_no_recursion(void **state) {
    (void)state;
    Drawn d = drawn_new(20000);
    for (NodeId n = 1; n < 20000; n++) graph_connect(&d.graph, n, n - 1, EDGE_SUPPORTS);
    layout_make(&d.layout, &d.graph, d.sizes, LAYOUT_DOWN);
    assert_true(d.layout.boxes[19999].y > d.layout.boxes[0].y);
    drawn_free(&d);
}

/* ---- text ---- */

static void words_wrap_into_lines_that_fit(void **state) {
    (void)state;
    Arena arena;
    arena_init(&arena);
    Lines lines = text_wrap(STR("where one side is far stronger, the order is imposed"), 12, false, 100, 0, &arena);
    assert_true(lines.count >= 3 && lines.width <= 100);
    assert_int_equal(text_wrap(STR("  "), 12, false, 100, 0, &arena).count, 0);
    Lines cut = text_wrap(STR("one two three four five six seven"), 12, false, 40, 2, &arena);
    assert_int_equal(cut.count, 2);
    assert_memory_equal(cut.items[1].text + cut.items[1].length - 3, "...", 3);
    assert_true(cut.width <= 40);
    arena_clear(&arena);
}

static void a_long_word_is_cut_between_letters(void **state) {
    (void)state;
    Arena arena;
    arena_init(&arena);
    Lines lines = text_wrap(STR("e\xCC\x81"
                                "e\xCC\x81"
                                "e\xCC\x81"
                                "e\xCC\x81"),
                            12, false, 14, 0, &arena);
    assert_int_equal(lines.count, 2);
    assert_int_equal(lines.items[0].length, 6);
    arena_clear(&arena);
}

static void wide_and_combining_letters_have_their_widths(void **state) {
    (void)state;
    assert_true(fabs(text_width(STR("e\xCC\x81"), 10, false) - text_width(STR("e"), 10, false)) < 0.001);
    assert_true(fabs(text_width(STR("\xE6\xBC\xA2"), 10, false) - 10) < 0.001);
    assert_true(text_width(STR("il"), 10, false) < text_width(STR("MW"), 10, false));
    assert_true(text_width(STR("\xD0\xBC\xD0\xB8\xD1\x80"), 10, false) > text_width(STR("mi"), 10, false));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_box_overlaps_and_no_edge_crosses_a_foreign_box),
        cmocka_unit_test(the_same_graph_gives_the_same_picture),
        cmocka_unit_test(conclusions_stand_above_what_supports_them),
        cmocka_unit_test(a_cycle_is_drawn),
        cmocka_unit_test(many_lone_boxes_fill_a_page),
        cmocka_unit_test(an_empty_graph_has_a_layout),
        cmocka_unit_test(a_ladder_needs_no_crossing),
        cmocka_unit_test(a_thousand_nodes_take_less_than_a_second),
        cmocka_unit_test(a_long_chain_needs_no_recursion),
        cmocka_unit_test(words_wrap_into_lines_that_fit),
        cmocka_unit_test(a_long_word_is_cut_between_letters),
        cmocka_unit_test(wide_and_combining_letters_have_their_widths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
