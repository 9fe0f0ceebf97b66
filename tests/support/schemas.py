"""Are answers in JSON what their schemas say?

usage: schemas.py FOLDER NAME=OUTPUT...
Each object that begins a line of the file OUTPUT must be what FOLDER/NAME.json says, and must not be once any one of its
members has another name or another type: so the schema leaves nothing open.  Prints a line for each OUTPUT: ok, or what is wrong.
"""
import copy
import json
import pathlib
import sys
import warnings

warnings.simplefilter('ignore')
import jsonschema


def validators(folder):
    """By the name of the file; references are to files of the folder."""
    schemas = {path.stem: json.loads(path.read_text()) for path in sorted(pathlib.Path(folder).glob('*.json'))}
    store = {name + '.json': schema for name, schema in schemas.items()}
    made = {}
    for name, schema in schemas.items():
        jsonschema.Draft202012Validator.check_schema(schema)
        resolver = jsonschema.RefResolver(name + '.json', schema, store)
        made[name] = jsonschema.Draft202012Validator(schema, resolver=resolver)
    return made


def objects(text):
    """The objects that begin a line, whatever stands between them."""
    decoder, at = json.JSONDecoder(), 0
    while at < len(text):
        if text[at] == '{':
            made, at = decoder.raw_decode(text, at)
            yield made
        at = text.find('\n', at) + 1 or len(text)


def places(value, path=()):
    """Paths to all members of objects below a value."""
    if isinstance(value, dict):
        for name in value:
            yield path + (name,)
            yield from places(value[name], path + (name,))
    elif isinstance(value, list) and value:
        yield from places(value[0], path + (0,))


def spoiled(made):
    """Copies that are each wrong in one place."""
    for path in places(made):
        for spoil in ('rename', 'type'):
            copied = copy.deepcopy(made)
            inner = copied
            for step in path[:-1]: inner = inner[step]
            if spoil == 'rename': inner[path[-1] + ' '] = inner.pop(path[-1])
            else: inner[path[-1]] = {'no': 'schema has this'}
            yield '.'.join(map(str, path)), copied


def faults(validator, made):
    """What is wrong with an object, or with its schema."""
    for error in validator.iter_errors(made): yield '/'.join(map(str, error.absolute_path)) + ': ' + error.message
    for path, wrong in spoiled(made):
        if validator.is_valid(wrong): yield path + ': the schema takes anything'


def checked(known, name, output):
    made = list(objects(pathlib.Path(output).read_text()))
    if not made: return 'no object was printed'
    found = [fault for each in made for fault in faults(known['diagnostics' if list(each) == ['diagnostics'] else name], each)]
    return '; '.join(found[:5]) or 'ok'


def main():
    known = validators(sys.argv[1])
    for word in sys.argv[2:]:
        name, output = word.split('=', 1)
        print(output + ': ' + checked(known, name, output))


main()
