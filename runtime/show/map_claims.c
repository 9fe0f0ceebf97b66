/* Claims, and the statements they come down to. */
#include "runtime/show/map_internal.h"
#include "runtime/show/words.h"

/* A claim that holds: what its answer came from. */
static void connect_answer(Map *map, NodeId node, const Verdict *verdict) {
    map_connect_made(map, node, (RowRef){verdict->row.relation, verdict->row.row});
}

/* One that does not: each of its literals, for the values that decide. */
static void connect_parts(Map *map, NodeId node, const Claim *claim, const Verdict *verdict) {
    Value none[ANSWER_COLUMNS];
    for (uint32_t i = 0; i < ANSWER_COLUMNS; i++) none[i] = UNBOUND;
    for (uint32_t i = 0; i < claim->part_count; i++) {
        const Part *part = &claim->parts[i];
        Atom atom = {.relation = NO_ID};
        if (!part->is_atom) continue;
        Judgement judgement = part_judge(map->store, part, none, &atom);
        const Value *row = atom.row;
        bool is_met = part->is_negated && judgement.status == STATUS_REFUTED; /* a row that it denies */
        if (i == verdict->part && verdict->atom) {
            atom.relation = verdict->about;
            row = verdict->atom;
        } else if (is_met || (atom.relation == NO_ID && judgement.row.row != NO_ROW)) {
            atom.relation = judgement.row.relation;
            row = table_row(store_table(map->store, atom.relation), judgement.row.row);
        }
        RelId said = atom.relation == NO_ID ? NO_ID : map_said(map, atom.relation);
        if (said != NO_ID)
            graph_connect(map->graph, map_statement(map, said, row, true), node,
                          part->is_negated ? EDGE_BLOCKS : EDGE_SUPPORTS);
    }
    RelId said = verdict->atom ? map_said(map, verdict->about) : NO_ID;
    if (claim->part_count == 0 && said != NO_ID)
        graph_connect(map->graph, map_statement(map, said, verdict->atom, true), node, EDGE_SUPPORTS);
}

static NodeId add_claim(Map *map, const Claim *claim, const Verdict *verdict) {
    Node node = {.kind = NODE_CLAIM,
                 .standing = map_standing(verdict->status),
                 .name = symbol_str(map->program, claim->name),
                 .words = claim->sentence,
                 .remark = str_of(reason_name(verdict->reason))};
    node.cites = map_cites(map, &claim->cites, 1, &node.cite_count);
    return graph_add(map->graph, node);
}

NodeId map_claims(Map *map, const MapScope *scope) {
    const Agenda *agenda = map->program->agenda;
    NodeId focus = NO_NODE;
    Arena arena;
    arena_init(&arena);
    Verdict *verdicts = arena_array(&arena, Verdict, agenda->claims.count + 1);
    NodeId *nodes = arena_array(&arena, NodeId, agenda->claims.count + 1);
    for (size_t i = 0; i < agenda->claims.count; i++) {
        const Claim *claim = &agenda->claims.items[i];
        if (scope->only && scope->only != claim) continue;
        verdicts[i] = judge_claim(map->store, claim);
        if (verdicts[i].status == STATUS_UNDECIDED || verdicts[i].status == STATUS_INCONSISTENT)
            verdict_explain(&verdicts[i], map->store, claim, map->sources, &arena);
        nodes[i] = add_claim(map, claim, &verdicts[i]);
        if (scope->focus == claim) focus = nodes[i];
    }
    for (size_t i = 0; i < agenda->claims.count; i++) {
        const Claim *claim = &agenda->claims.items[i];
        if (scope->only && scope->only != claim) continue;
        if (verdicts[i].status == STATUS_ESTABLISHED)
            connect_answer(map, nodes[i], &verdicts[i]);
        else
            connect_parts(map, nodes[i], claim, &verdicts[i]);
        verdict_clear(&verdicts[i]);
    }
    arena_clear(&arena);
    return focus;
}
