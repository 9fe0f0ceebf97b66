// Work in the browser's storage: one's own, and what came by links apart from it, so that none takes another's place.
//
// A place is OWN, the link by which a program came, or ASIDE: what was begun while such a program was there.
export const OWN = 'own', ASIDE = 'aside', MOST_OTHERS = 5;
const OWN_WORK = 'hence.page', OTHERS = 'hence.others', HERE = 'hence.here', POINTS = 'hence.points';

// A private window keeps nothing.
function attempt(what) {
    try {
        return what();
    } catch {
        return null;
    }
}

const read = (name) => attempt(() => JSON.parse(localStorage.getItem(name)));
const write = (name, value) => attempt(() => localStorage.setItem(name, JSON.stringify(value)));

// All but one's own, [{place, told}]: what was worked on last comes last.
export const others = () => read(OTHERS) ?? [];
export const kept = (place) => (place === OWN ? read(OWN_WORK) : others().find((one) => one.place === place)?.told ?? null);
export const forget = (place) => write(OTHERS, others().filter((one) => one.place !== place));

// Gives what had to go for it, if there were too many.
export function keep(place, told) {
    if (place === OWN) return void write(OWN_WORK, told);
    const all = [...others().filter((one) => one.place !== place), { place, told }];
    write(OTHERS, all.slice(-MOST_OTHERS));
    return all.length > MOST_OTHERS ? all[0].told : null;
}

// By what its reader knows it again: its first words.
export function nameOf({ files, main, example }) {
    const words = String(files?.[main] ?? '').split('\n').map((line) => line.replace(/^[\s%/*]+/, '').trim()).find(Boolean) ?? example ?? main;
    return words.length > 40 ? `${words.slice(0, 39)}…` : words;
}

// Which of them is worked on is a matter of the tab, as another one may be open in another.
export const placeHere = () => attempt(() => sessionStorage.getItem(HERE)) ?? OWN;
export const stayAt = (place) => attempt(() => sessionStorage.setItem(HERE, place));

// Whether there is anything in it that an example has not.
export const isWork = (told) => Object.values(told?.files ?? {}).some((text) => String(text).trim()) || told?.off?.length > 0;

export const isSame = (one, other) => ['example', 'main', 'files', 'off'].every((part) => JSON.stringify(one?.[part] ?? null) === JSON.stringify(other?.[part] ?? null));

// The most points that were earned for each exercise.
export const points = () => read(POINTS) ?? {};
export const keepPoints = (id, earned) => write(POINTS, { ...points(), [id]: Math.max(earned, points()[id] ?? 0) });
