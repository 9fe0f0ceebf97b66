// Work in the browser's storage: one's own, and what came by a link apart from it, so that neither takes the other's place.
const PLACES = { own: 'hence.page', shared: 'hence.shared' }, HERE = 'hence.here', POINTS = 'hence.points';

// A private window keeps nothing.
function attempt(what) {
    try {
        return what();
    } catch {
        return null;
    }
}

export const keep = (place, told) => attempt(() => localStorage.setItem(PLACES[place], JSON.stringify(told)));
export const kept = (place) => attempt(() => JSON.parse(localStorage.getItem(PLACES[place])));
export const forget = (place) => attempt(() => localStorage.removeItem(PLACES[place]));

// Which of them is worked on is a matter of the tab, as the other one may be open in another.
export const placeHere = () => attempt(() => sessionStorage.getItem(HERE)) ?? 'own';
export const stayAt = (place) => attempt(() => sessionStorage.setItem(HERE, place));

// Whether there is anything in it that an example has not.
export const isWork = (told) => Object.values(told?.files ?? {}).some((text) => String(text).trim()) || told?.off?.length > 0;

export const isSame = (one, other) => ['example', 'main', 'files', 'off'].every((part) => JSON.stringify(one?.[part] ?? null) === JSON.stringify(other?.[part] ?? null));

// The most points that were earned for each exercise.
export const points = () => attempt(() => JSON.parse(localStorage.getItem(POINTS))) ?? {};
export const keepPoints = (id, earned) => attempt(() => localStorage.setItem(POINTS, JSON.stringify({ ...points(), [id]: Math.max(earned, points()[id] ?? 0) })));
