// The state in the fragment of an address: compressed, so that no server sees it and none is needed.
const PREFIX = '#s=';

export async function through(stream, bytes) {
    return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
}

export async function packed(told) {
    const bytes = await through(new CompressionStream('deflate-raw'), new TextEncoder().encode(JSON.stringify(told)));
    let letters = '';
    for (const byte of bytes) letters += String.fromCharCode(byte);
    return PREFIX + btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

// Null where the fragment tells nothing, or was cut on its way.
export async function unpacked(fragment) {
    if (!fragment.startsWith(PREFIX)) return null;
    try {
        const letters = atob(fragment.slice(PREFIX.length).replaceAll('-', '+').replaceAll('_', '/'));
        const bytes = await through(new DecompressionStream('deflate-raw'), Uint8Array.from(letters, (c) => c.charCodeAt(0)));
        return JSON.parse(new TextDecoder().decode(bytes));
    } catch {
        return null;
    }
}

export const tellsSomething = (fragment) => fragment.startsWith(PREFIX);
