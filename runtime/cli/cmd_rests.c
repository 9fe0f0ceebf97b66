/* `hence rests`, `need` and `stable`: what an answer hangs on. */
#include "runtime/api/need.h"
#include "runtime/api/rests.h"
#include "runtime/api/stable.h"
#include "runtime/cli/commands.h"

static int status_of(Answered answered) {
    static const int STATUSES[] = {
        [ANSWER_FINE] = EXIT_FINE, [ANSWER_NEGATIVE] = EXIT_NEGATIVE, [ANSWER_REFUSED] = EXIT_PROGRAM};
    return STATUSES[answered];
}

int command_rests(const Options *options) {
    Desk desk;
    int status = desk_open(&desk, options);
    RestsAsk ask = {str_of(options->subject), options->most, options->is_full, options->format == FORMAT_JSON};
    if (status == EXIT_FINE) status = status_of(rests(&desk.session, &desk.run, &ask, &desk.out));
    return desk_close(&desk, options, status);
}

int command_need(const Options *options) {
    Desk desk;
    int status = desk_open(&desk, options);
    NeedAsk ask = {str_of(options->subject), options->most, options->size, options->format == FORMAT_JSON};
    if (status == EXIT_FINE) status = status_of(need(&desk.session, &desk.run, &ask, &desk.out));
    return desk_close(&desk, options, status);
}

int command_stable(const Options *options) {
    Desk desk;
    int status = desk_open(&desk, options);
    StableAsk ask = {str_of(options->subject), options->size, options->format == FORMAT_JSON};
    if (status == EXIT_FINE) status = status_of(stable(&desk.session, &desk.run, &ask, &desk.out));
    return desk_close(&desk, options, status);
}
