/* A subject without a name is a question, told in the words in which it was asked. */
#include "runtime/show/standing.h"

#include "runtime/show/claims_table.h"
#include "runtime/show/json_internal.h"
#include "runtime/show/prose.h"
#include "runtime/show/setting.h"
#include "runtime/show/words.h"

/* A claim by its name; else `text` as it was asked. */
static Str subject_name(const Program *program, const Claim *claim) {
    return claim->name == NO_SYMBOL ? claim->question.text : symbol_str(program, claim->name);
}

void stands_print(Status status, Reason reason, Text *text) {
    text_add(text, str_of(status_name(status)));
    if (reason_name(reason)) text_printf(text, ": %s", reason_name(reason));
}

void claim_stand_print(ClaimStand stand, ClaimStand beside, Text *text) {
    stands_print(stand.status, stand.reason, text);
    if (stand_differs_in_strength(stand, beside)) text_printf(text, " as %s", strength_name(stand.strength));
}

void claim_stand_members(ClaimStand stand, Text *text) {
    text_printf(text, "\"status\":\"%s\",\"reason\":", status_name(stand.status));
    string_or_null(str_of(reason_name(stand.reason)), text);
    text_lit(text, ",\"strength\":");
    string_or_null(stand_has_strength(stand) ? str_of(strength_name(stand.strength)) : STR(""), text);
}

void claim_words_print(const Program *program, const Claim *claim, Status status, Text *text) {
    const char *quote = status == STATUS_ESTABLISHED ? "" : "\"";
    if (claim->sentence.length) text_printf(text, ": %s%.*s%s", quote, STR_FMT(claim->sentence), quote);
    if (claim->cites.count && status != STATUS_ESTABLISHED) text_lit(text, ", discussed in");
    cites_print(program, claim->cites, text);
}

void unsettled_print(Str subject, Text *text) {
    text_printf(text, "%.*s was not established before the run was stopped", STR_FMT(subject));
}

/* More rows only add to what contradicts itself, but may undo that something is unsupported or undecided. */
bool status_is_settled(Status status) { return status != STATUS_UNSUPPORTED && status != STATUS_UNDECIDED; }

void standing_print(const Store *store, const Claim *claim, const Verdict *verdict, bool is_stopped, Text *text) {
    Str subject = subject_name(store->program, claim);
    if (is_stopped && !status_is_settled(verdict->status)) {
        unsettled_print(subject, text);
    } else {
        text_printf(text, "%.*s is ", STR_FMT(subject));
        status_print(verdict, text);
        setting_print(store, claim, text);
    }
    claim_words_print(store->program, claim, verdict->status, text);
    text_add_char(text, '\n');
}

void standing_stopped_print(Text *text) {
    text_lit(text, "The run was stopped before its end, so it is not known what this hangs on.\n");
}

void standing_members(const Program *program, const Claim *claim, Status status, Reason reason, Text *text) {
    text_lit(text, "\"subject\":");
    text_add_json(text, subject_name(program, claim));
    text_printf(text, ",\"status\":\"%s\",\"reason\":", status_name(status));
    string_or_null(reason_name(reason) ? str_of(reason_name(reason)) : STR(""), text);
}
