// An exercise: its task, and marks for what is written.
import { $, count, fill, h } from './dom.js';
import { keyOf } from './keys.js';
import { markdown } from './markdown.js';

export class ExercisePart {
    // grade(exercise): of its text, a promise of {points, of, feedback} or {wrong}; earned(id, points).
    constructor({ grade, earned }) {
        Object.assign(this, { grade, earned });
        $('check').onclick = () => this.check();
    }

    // item: of the index.
    show(item, about, best) {
        this.item = item;
        this.marked = null;
        $('exercise-task').open = true;
        fill($('exercise-title'), `${item.title} `, h('span', { class: 'quiet' }, count(item.points, 'point')));
        fill($('exercise-about'), markdown(about));
        fill($('exercise-marks'), best === undefined ? '' : `Best so far: ${best} of ${count(item.points, 'point')}.`);
        fill($('exercise-feedback'));
    }

    // What was told is about a text that there is no more.
    grow() {
        if (this.marked) $('exercise-feedback').classList.add('old');
    }

    async check() {
        const { item } = this, button = $('check');
        if (button.disabled) return;
        button.disabled = true;
        fill($('exercise-marks'), 'Checking…');
        const marks = await keyOf(item.id).then(this.grade).catch((error) => ({ wrong: `It could not be checked: ${error.message}.` }));
        button.disabled = false;
        if (this.item !== item) return;
        button.focus();
        this.marked = marks;
        $('exercise-feedback').classList.remove('old');
        if (marks.wrong) {
            fill($('exercise-marks'), marks.wrong);
            return fill($('exercise-feedback'));
        }
        this.earned(item.id, marks.points);
        $('exercise-task').open = false;
        fill($('exercise-marks'), h('strong', {}, `${marks.points} of ${count(marks.of, 'point')}`));
        fill($('exercise-feedback'), markdown(marks.feedback.replace(/^# [^\n]*\n+\*\*[^\n]*\*\*\n/, '')));
    }
}
