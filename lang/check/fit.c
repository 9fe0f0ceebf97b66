/* Constants and the columns they stand in.
 *
 * A constant takes the kind its column asks for where nothing is lost: 3 in a float column is 3.0, "2014-03" in a date
 * column is a month.  Membership of an enumerated type is a binary search among sorted symbols, so that a million facts
 * are looked up quickly. */
#include "lang/check/types_internal.h"

#include "lang/base/spelling.h"

const char *kind_phrase(TypeKind kind) {
    switch (kind) {
    case TYPE_SYMBOL: return "a symbol";
    case TYPE_INT: return "an integer";
    case TYPE_FLOAT: return "a float";
    case TYPE_DATE: return "a date";
    case TYPE_NUMBER: return "a number";
    case TYPE_ANY: break;
    }
    return "anything";
}

bool node_is_constant(const Node *node) {
    if (node->kind == NODE_MINUS) return node->children[0]->kind == NODE_INT || node->children[0]->kind == NODE_FLOAT;
    return node->kind == NODE_NAME || node->kind == NODE_TEXT || node->kind == NODE_INT || node->kind == NODE_FLOAT ||
           node->kind == NODE_DATE;
}

TypeKind constant_kind(const Node *node) {
    switch (node->kind) {
    case NODE_NAME:
    case NODE_TEXT: return TYPE_SYMBOL;
    case NODE_INT: return TYPE_INT;
    case NODE_FLOAT: return TYPE_FLOAT;
    case NODE_DATE: return TYPE_DATE;
    case NODE_MINUS: return constant_kind(node->children[0]);
    default: return TYPE_ANY;
    }
}

bool constant_is_none(const Node *node) { return node->kind == NODE_NAME && str_equal(node->text, STR("none")); }

bool constant_is_date(const Node *node) {
    Date date;
    return (node->kind == NODE_TEXT || node->kind == NODE_NAME) && str_to_date(node->text, &date);
}

static int64_t constant_int(const Node *node) {
    return node->kind == NODE_MINUS ? (int64_t)(0 - (uint64_t)node->children[0]->number) : node->number;
}

/* ---- domains ---- */

static bool is_member(const Names *names, TypeId type, Str text) {
    Symbol symbol = intern_find(values_symbols(names->program->values), text);
    if (symbol == NO_SYMBOL) return false;
    const Value *sorted = names->types.items[type].sorted;
    uint32_t count = names->program->types.items[type].member_count, at = numbers_find(sorted, 0, count, symbol);
    return at < count && sorted[at] == (Value)symbol;
}

static void report_member(Typer *t, const Node *node, TypeId id) {
    Checker *c = t->c;
    const Type *type = &c->program->types.items[id];
    Spelling spelling = spelling_of(node->text);
    for (uint32_t i = 0; i < type->member_count; i++)
        spelling_offer(&spelling, value_text(c->program->values, type->members[i]));
    Diag *d = diag_add(c->diags, E0403, node->span, "'%.*s' is not one of the type '%.*s'", STR_FMT(node->text),
                       STR_FMT(names_text(&c->names, type->name)));
    if (spelling.best.length > 0) {
        Text quoted;
        text_init(&quoted);
        value_print(c->program->values, value_symbol(c->program->values, spelling.best), &quoted);
        diag_remedy(c->diags, d, "did you mean '%.*s'?", STR_FMT(spelling.best));
        diag_repair(c->diags, d, node->span, text_str(&quoted));
        text_clear(&quoted);
    } else {
        diag_remedy(c->diags, d, "use a member, or add this one to the type");
    }
    if (type->span.source != NO_SOURCE) diag_note(c->diags, d, type->span, "the type is declared here");
}

void fit_domain(Typer *t, const Node *node, TypeId id) {
    Checker *c = t->c;
    const Type *type = &c->program->types.items[id];
    bool is_symbol = constant_kind(node) == TYPE_SYMBOL, is_int = constant_kind(node) == TYPE_INT;
    if (type->members && is_symbol && !is_member(&c->names, id, node->text)) report_member(t, node, id);
    if (!type->has_range || !is_int) return;
    int64_t number = constant_int(node);
    if (number >= type->low && number <= type->high) return;
    Diag *d = diag_add(c->diags, E0403, node->span, "%lld is outside the type '%.*s'", (long long)number,
                       STR_FMT(names_text(&c->names, type->name)));
    diag_remedy(c->diags, d, "it goes from %lld to %lld", (long long)type->low, (long long)type->high);
    if (type->span.source != NO_SOURCE) diag_note(c->diags, d, type->span, "the type is declared here");
}

bool types_overlap(const Names *names, TypeId a, TypeId b) {
    const Type *left = &names->program->types.items[a], *right = &names->program->types.items[b];
    if (left->has_range && right->has_range) return left->low <= right->high && right->low <= left->high;
    if (!left->members || !right->members) return true;
    const Value *x = names->types.items[a].sorted, *y = names->types.items[b].sorted;
    for (uint32_t i = 0, j = 0; i < left->member_count && j < right->member_count;) {
        if (x[i] == y[j]) return true;
        if (x[i] < y[j])
            i++;
        else
            j++;
    }
    return false;
}

/* ---- columns ---- */

static void report_kind(Typer *t, const Node *node, RelId id, uint32_t column) {
    Checker *c = t->c;
    const Relation *relation = &c->program->relations.items[id];
    TypeKind wanted = c->program->types.items[relation->columns[column].type].kind, found = constant_kind(node);
    bool is_named = relation->columns[column].name != NO_SYMBOL;
    Text where;
    text_init(&where);
    if (is_named)
        text_printf(&where, "column '%.*s'", STR_FMT(names_text(&c->names, relation->columns[column].name)));
    else
        text_printf(&where, "argument %u", column + 1);
    Diag *d = diag_add(c->diags, E0402, node->span, "%.*s of '%.*s' is %s, found %s", STR_FMT(text_str(&where)),
                       STR_FMT(names_text(&c->names, relation->name)), kind_phrase(wanted), kind_phrase(found));
    text_clear(&where);
    if (wanted == TYPE_DATE && found == TYPE_INT)
        diag_remedy(c->diags, d, "a whole year is quoted: \"%lld\"", (long long)constant_int(node));
    else if (wanted == TYPE_DATE)
        diag_remedy(c->diags, d, "dates have the form 2014-03-10, or \"2014-03\", \"2014\"");
    else if (wanted == TYPE_SYMBOL)
        diag_remedy(c->diags, d, "quote it if it is a name");
    else if (wanted == TYPE_INT && found == TYPE_SYMBOL && node->kind == NODE_TEXT)
        diag_remedy(c->diags, d, "numbers are written without quotes");
    names_note_declaration(&c->names, d, id);
}

TypeKind fit_constant(Typer *t, const Node *node, RelId id, uint32_t column) {
    const Relation *relation = &t->c->program->relations.items[id];
    const Column *of = &relation->columns[column];
    TypeKind wanted = t->c->program->types.items[of->type].kind, found = constant_kind(node);
    if (of->is_optional && constant_is_none(node)) return TYPE_ANY;
    if (wanted == TYPE_ANY) return found;
    if (wanted == TYPE_FLOAT && found == TYPE_INT) return TYPE_FLOAT;
    if (wanted == TYPE_DATE && constant_is_date(node)) return TYPE_DATE;
    if (wanted == found)
        fit_domain(t, node, of->type);
    else if (relation->is_declared)
        report_kind(t, node, id, column);
    return found;
}

void fit_answer(Typer *t, const Node *node, const Slot *slot, Str variable) {
    TypeKind wanted = slot->kind, found = constant_kind(node), kind = found;
    if (slot->is_optional && constant_is_none(node))
        kind = TYPE_ANY;
    else if (wanted == TYPE_FLOAT && found == TYPE_INT)
        kind = TYPE_FLOAT;
    else if (wanted == TYPE_DATE && constant_is_date(node))
        kind = TYPE_DATE;
    else if (kinds_unlike(wanted, found) || (wanted == TYPE_INT && found == TYPE_FLOAT))
        diag_add(t->c->diags, E0402, node->span, "'%.*s' is %s, found %s", STR_FMT(variable), kind_phrase(wanted),
                 kind_phrase(found));
    else if (slot->domain != NO_ID)
        fit_domain(t, node, slot->domain);
    t->table->type[node->id] = kind;
}
