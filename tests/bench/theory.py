#!/usr/bin/env python3
"""An argument theory of a given size, for the questions about an answer.

    theory.py [FACTS [RULES]] > theory.hence

Entities in a ring of neighbours, with things that are reported of them by fifty sources; rules in layers, for and against,
with exceptions and preferences, some over neighbours; and open relations.  The same text for the same numbers.
"""
import random
import sys


def main():
    facts = int(sys.argv[1]) if len(sys.argv) > 1 else 10000
    rules = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    draw = random.Random(7)
    entities, bases, layers, width = max(2, facts // 10), 16, 8, 5
    for s in range(50):
        print(f'source s{s} "Source {s}".')
    print(f"type entity = int 0..{entities - 1}.")
    for b in range(bases):
        print(f"relation b{b}(e: entity).")
    print("relation near(a: entity, b: entity).")
    for o in range(4):
        print(f"open relation o{o}(e: entity).")
    for layer in range(layers):
        for d in range(width):
            print(f"relation d{layer}_{d}(e: entity).")
    left = facts
    for e in range(entities):
        for step in (1, 2):
            print(f"near({e}, {(e + step) % entities}).")
            left -= 1
        for b in range(bases):
            if left > 0 and draw.random() < 0.52:
                word = "presumably " if draw.random() < 0.7 else ""
                cite = "".join(f" cite s{draw.randrange(50)}" for _ in range(draw.choice((1, 1, 1, 2))))
                print(f"{word}b{b}({e}){cite}.")
                left -= 1
    names = []

    def below(layer):
        kind = draw.random()
        if layer == 0 or kind < 0.25:
            return f"b{draw.randrange(bases)}"
        if kind < 0.3:
            return f"o{draw.randrange(4)}"
        return f"d{layer - 1}_{draw.randrange(width)}"

    for r in range(rules):
        layer = r * layers // rules
        head = f"d{layer}_{draw.randrange(width)}(X)"
        body = [f"{below(layer)}(X)"]
        kind = draw.random()
        if kind < 0.55:
            body.append(f"{below(layer)}(X)")
        elif kind < 0.85:
            body += ["near(X, Y)", f"{below(layer)}(Y)"]
        sign = "-" if draw.random() < 0.25 else ""
        unless = f" unless {'-' if draw.random() < .5 else ''}{below(layer)}(X)" if draw.random() < 0.25 else ""
        print(f"r{r}: presumably {sign}{head} :- {', '.join(body)}{unless}.")
        names.append((sign, head))
    for i in range(rules):
        for k in range(i + 1, rules):
            if names[i][1] == names[k][1] and names[i][0] != names[k][0] and draw.random() < 0.8:
                first, second = (i, k) if names[i][0] == "" else (k, i)
                print(f"prefer r{first} over r{second}.")
    for d in range(width):
        for e in (0, entities // 2):
            print(f'claim c{d}_{e} "of entity {e}": d{layers - 1}_{d}({e}).')


main()
