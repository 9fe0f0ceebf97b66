// Tabs as the ARIA practices have them: arrows move between them, only the shown one is in the order of Tab.
export class Tabs {
    constructor(list, shown) {
        this.buttons = [...list.querySelectorAll('[role=tab]')];
        this.shown = shown;
        for (const button of this.buttons) button.onclick = () => this.open(button.id);
        list.onkeydown = (event) => {
            const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
            if (!step) return;
            const at = this.buttons.findIndex((button) => button.id === this.current);
            const next = this.buttons[(at + step + this.buttons.length) % this.buttons.length];
            this.open(next.id);
            next.focus();
        };
        this.open(this.buttons[0].id);
    }

    open(id) {
        this.current = id;
        for (const button of this.buttons) {
            const isShown = button.id === id;
            button.setAttribute('aria-selected', String(isShown));
            button.tabIndex = isShown ? 0 : -1;
            document.getElementById(button.getAttribute('aria-controls')).hidden = !isShown;
        }
        this.shown(id);
    }
}
