#!/usr/bin/env python3
"""The right counts of some workloads, computed without any engine: by retrograde analysis, worklists, components.

    reference.py winmove|grounded|control|closure FOLDER [rows]

FOLDER holds the facts that generate.py made.  Prints `relation TAB rows` as the programs do, or with `rows` the rows.
"""
import os
import sys
from collections import defaultdict, deque


def read(folder, relation):
    with open(os.path.join(folder, relation + '.facts')) as rows:
        return [tuple(map(int, row.split('\t'))) for row in rows]


def values(positions, moves):
    """1 won, -1 lost, 0 drawn, in linear time: backwards from the positions without moves."""
    before, open_moves = defaultdict(list), defaultdict(int)
    for x, y in moves:
        before[y].append(x)
        open_moves[x] += 1
    value = dict.fromkeys(positions, 0)
    settled = deque(p for p in positions if open_moves[p] == 0)
    for p in settled: value[p] = -1
    while settled:
        y = settled.popleft()
        for x in before[y]:
            if value[x]: continue
            open_moves[x] -= 1
            if value[y] == -1: value[x] = 1
            elif open_moves[x] == 0: value[x] = -1
            if value[x]: settled.append(x)
    return value


def winmove(folder):
    moves = set(read(folder, 'move'))
    value = values({p for move in moves for p in move}, moves)
    names = {1: ['win_true'], 0: ['win_undefined']}
    return [(name, p) for p, v in value.items() for name in names.get(v, ())]


def grounded(folder):
    """The grounded labelling: an argument is out where one that is in attacks it; attackers are the moves."""
    value = values([a for a, in read(folder, 'arg')], {(to, by) for by, to in read(folder, 'att')})
    names = {-1: ['in_true'], 1: ['out_true'], 0: ['in_undefined', 'out_undefined']}
    return [(name, a) for a, v in value.items() for name in names[v]]


def control(folder):
    """Who controls whom: shares held directly and by what is controlled already, more than half of them."""
    own, rows = defaultdict(list), []
    for x, y, share in read(folder, 'own'): own[x].append((y, share))
    for x in list(own):
        held, controlled, waiting = defaultdict(int), {x}, [x]
        reported = set()
        while waiting:
            for z, share in own.get(waiting.pop(), ()):
                held[z] += share
                if held[z] <= 50 or z in reported: continue
                reported.add(z)
                if z not in controlled: waiting.append(z)
                controlled.add(z)
        rows += [('ctl12', (x, z)) for z in reported]
    return rows


def closure(folder):
    """How many pairs are connected by one edge or more.  A component that is done hands its set to those before it
    (after R. E. Tarjan, Depth-First Search and Linear Graph Algorithms, 1972, without recursion)."""
    after = defaultdict(list)
    for x, y in read(folder, 'edge'): after[x].append(y)
    low, reach, place, pairs = {}, {}, {}, 0
    stack = []
    for root in list(after):
        if root in low: continue
        path = [(root, iter(after[root]))]
        low[root] = place[root] = len(place)
        stack.append(root)
        while path:
            x, rest = path[-1]
            y = next(rest, None)
            if y is not None:
                if y not in place:
                    low[y] = place[y] = len(place)
                    stack.append(y)
                    path.append((y, iter(after.get(y, ()))))
                elif y not in reach: low[x] = min(low[x], place[y])
                continue
            path.pop()
            if path: low[path[-1][0]] = min(low[path[-1][0]], low[x])
            if low[x] < place[x]: continue
            members = stack[stack.index(x):] if stack[-1] != x else [x]
            del stack[-len(members):]
            reached = 0
            for m in members:
                for y in after.get(m, ()): reached |= 1 << y | reach.get(y, 0)
            for m in members: reach[m] = reached
            pairs += len(members) * bin(reached).count('1')
    return [('tc', pairs)]


def farthest(folder):
    """The pair with the longest shortest path of one edge or more; of several the least.  In round n of a closure come the
    pairs that are n edges apart: one edge, and n - 1 from there, but not fewer.  Sets of nodes are numbers, as bits."""
    after, fresh = defaultdict(list), defaultdict(int)
    for x, y in read(folder, 'edge'):
        after[x].append(y)
        fresh[x] |= 1 << y
    reached = dict(fresh)
    while fresh:
        last, fresh = fresh, {}
        for x, ys in after.items():
            new = 0
            for y in ys: new |= last.get(y, 0)
            new &= ~reached[x]
            if new: fresh[x], reached[x] = new, reached[x] | new
    x = min(last)
    return x, (last[x] & -last[x]).bit_length() - 1


def main():
    name, folder, *rest = sys.argv[1:]
    rows = {'winmove': winmove, 'grounded': grounded, 'control': control, 'closure': closure}[name](folder)
    if name == 'closure': print('tc\t%d' % rows[0][1])
    elif rest:
        for relation, row in rows: print(relation, *(row if isinstance(row, tuple) else (row,)), sep='\t')
    else:
        for relation in sorted({r for r, _ in rows}): print('%s\t%d' % (relation, sum(r == relation for r, _ in rows)))


if __name__ == '__main__': main()
