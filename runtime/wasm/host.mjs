// The command as a WASI program, in a host of Node's:  node host.mjs hence.wasm ARGUMENT...
//
// With --serve it runs many, for tests: it reads requests from stdin, one a line, JSON {"folder","args","streams":[in, out, err]}
// with the paths of files, and answers each with a line that holds the exit status.
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setFlagsFromString } from 'node:v8';

// Node 20 falls over once V8 calls the functions of node:wasi by its short way, after some fifty instances.
setFlagsFromString('--no-turbo-fast-api-calls');
// node:wasi warns that it is experimental, which is nothing that who runs a command wants to read.
process.removeAllListeners('warning');
const { WASI } = await import('node:wasi');

function run(module, args, folder, [stdin, stdout, stderr]) {
    const env = { ...process.env, PWD: folder };
    const wasi = new WASI({ version: 'preview1', args: ['hence', ...args], env, preopens: { '/': '/' }, stdin, stdout, stderr, returnOnExit: true });
    return wasi.start(new WebAssembly.Instance(module, wasi.getImportObject()));
}

async function serve(module) {
    for await (const line of createInterface({ input: process.stdin })) {
        const { folder, args, streams } = JSON.parse(line);
        const files = streams.map((path, i) => openSync(path, i ? 'w' : 'r'));
        let status = 134;
        try {
            status = run(module, args, folder, files);
        } catch (error) {
            console.error(error.stack);
        }
        files.forEach(closeSync);
        console.log(status);
    }
}

const [path, ...args] = process.argv.slice(2);
const module = new WebAssembly.Module(readFileSync(path));
if (args[0] === '--serve') await serve(module);
else process.exitCode = run(module, args, process.cwd(), [0, 1, 2]);
