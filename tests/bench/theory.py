#!/usr/bin/env python3
"""An argument theory of a given size, for the questions about an answer.

    theory.py [FACTS [RULES [edited]]] > theory.hence

Entities in a ring of neighbours, with things that are reported of them by fifty sources; rules in layers, for and against,
with exceptions and preferences, some over neighbours; and open relations.  The same text for the same numbers.
Edited, it is another version for `hence diff`: a few facts and rules are missing.
"""
import random
import re
import sys


def lines(facts, rules):
    """The theory, line by line."""
    draw = random.Random(7)
    entities, bases, layers, width = max(2, facts // 10), 16, 8, 5
    for s in range(50):
        yield f'source s{s} "Source {s}".'
    yield f"type entity = int 0..{entities - 1}."
    for b in range(bases):
        yield f"relation b{b}(e: entity)."
    yield "relation near(a: entity, b: entity)."
    for o in range(4):
        yield f"open relation o{o}(e: entity)."
    for layer in range(layers):
        for d in range(width):
            yield f"relation d{layer}_{d}(e: entity)."
    left = facts
    for e in range(entities):
        for step in (1, 2):
            yield f"near({e}, {(e + step) % entities})."
            left -= 1
        for b in range(bases):
            if left > 0 and draw.random() < 0.52:
                word = "presumably " if draw.random() < 0.7 else ""
                cite = "".join(f" cite s{draw.randrange(50)}" for _ in range(draw.choice((1, 1, 1, 2))))
                yield f"{word}b{b}({e}){cite}."
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
        yield f"r{r}: presumably {sign}{head} :- {', '.join(body)}{unless}."
        names.append((sign, head))
    for i in range(rules):
        for k in range(i + 1, rules):
            if names[i][1] == names[k][1] and names[i][0] != names[k][0] and draw.random() < 0.8:
                first, second = (i, k) if names[i][0] == "" else (k, i)
                yield f"prefer r{first} over r{second}."
    for d in range(width):
        for e in (0, entities // 2):
            yield f'claim c{d}_{e} "of entity {e}": d{layers - 1}_{d}({e}).'


def edited(theory):
    """The lines without one fact in 2,000 and one rule in 100."""
    facts, rules, gone = 0, 0, set()
    for line in theory:
        is_fact, rule = re.match(r'(presumably )?b\d+\(', line), re.match(r'(r\d+): ', line)
        facts, rules = facts + bool(is_fact), rules + bool(rule)
        if rule and rules % 100 == 91: gone.add(rule[1])
        is_gone = is_fact and facts % 2000 == 1000 or rule and rule[1] in gone
        if not is_gone and not (line.startswith('prefer') and gone & set(re.findall(r'r\d+', line))): yield line


def main():
    facts = int(sys.argv[1]) if len(sys.argv) > 1 else 10000
    rules = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    theory = lines(facts, rules)
    for line in edited(theory) if 'edited' in sys.argv[3:] else theory: print(line)


if __name__ == '__main__': main()
