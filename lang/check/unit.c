/* Walks statements and the items inside them as one flat list, so that each pass is one loop.  Statements of the argument
 * layer other than clauses have no unit: they are reported as not yet and otherwise left alone. */
#include "lang/check/unit.h"

static bool unit_of_item(const Item *item, Unit *unit) {
    unit->item = item;
    switch (item->kind) {
    case ITEM_ASSERT: unit->kind = UNIT_FACT, unit->head = item->node; return item->node != NULL;
    case ITEM_RETRACT: unit->kind = UNIT_RETRACT, unit->head = item->node; return true;
    case ITEM_EXPECT:
        if (item->form == EXPECT_FORM_CLAIM) return false;
        unit->kind = item->form == EXPECT_FORM_ANSWERS ? UNIT_ANSWERS : UNIT_QUESTION;
        unit->body = item->node;
        return item->node != NULL;
    case ITEM_PREFER:
    case ITEM_DISTRUST: return false;
    }
    return false;
}

static bool unit_of_statement(const Statement *statement, Unit *unit) {
    switch (statement->kind) {
    case STMT_CLAUSE:
        unit->kind = statement->body ? UNIT_RULE : UNIT_FACT;
        unit->head = statement->head;
        unit->body = statement->body;
        return unit->head != NULL;
    case STMT_PARAMETER:
        unit->kind = UNIT_PARAMETER;
        unit->head = statement->node;
        return unit->head != NULL;
    case STMT_QUERY:
    case STMT_CLAIM:
        unit->kind = UNIT_QUESTION;
        unit->body = statement->body ? statement->body : statement->node;
        return unit->body != NULL;
    default: return false;
    }
}

bool unit_next(UnitWalk *walk, Unit *unit) {
    for (; walk->module < walk->modules->items.count; walk->module++, walk->index = 0) {
        const Ast *ast = walk->modules->items.items[walk->module].ast;
        while (walk->index < ast->statement_count) {
            const Statement *statement = ast->statements[walk->index];
            *unit = (Unit){.module = walk->module, .index = walk->index, .number = NO_ID, .statement = statement};
            bool is_unit = false;
            if (statement->kind == STMT_SCENARIO || statement->kind == STMT_TEST) {
                if (walk->item < statement->item_count)
                    is_unit = unit_of_item(&statement->items[walk->item++], unit);
                else
                    walk->item = 0, walk->index++;
            } else {
                walk->index++;
                is_unit = unit_of_statement(statement, unit);
            }
            if (!is_unit) continue;
            if (unit->kind >= UNIT_RULE) unit->number = walk->number++;
            return true;
        }
    }
    return false;
}
