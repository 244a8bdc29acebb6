// Builds the web application into web/app/dist, if something changed since the last time.
// Called by src/Plenum.AspNetCore/WebApp.targets; several builds may call it at once.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const web = join(root, 'web');
const dist = join(web, 'app', 'dist');
const builtStamp = join(dist, '.built');
const installedStamp = join(web, 'node_modules', '.installed');
const lock = join(root, 'artifacts', 'web-build.lock');

const notSources = new Set(['node_modules', 'dist', 'coverage', 'test', 'e2e', 'test-results']);
const compressible = /\.(js|css|html|svg|json|webmanifest|wasm)$/;

try {
  checkNode();
  acquireLock();
  try {
    build();
  } finally {
    rmSync(lock, { force: true });
  }
} catch (error) {
  // The form in which MSBuild takes a line for an error.
  console.error(`eng/build-web.mjs : error PLENUM001: ${error.message}`);
  process.exitCode = 1;
}

function build() {
  const sources = hash(filesBelow(web));
  if (read(builtStamp) === sources) {
    writeFileSync(builtStamp, sources);
    return;
  }

  const packages = hash(['package-lock.json', 'package.json', 'client/package.json', 'app/package.json'].map(path => join(web, path)));
  if (read(installedStamp) !== packages) {
    npm('ci', '--include=dev', '--no-audit', '--no-fund');
    writeFileSync(installedStamp, packages);
  }

  npm('run', 'build');
  if (!existsSync(join(dist, 'index.html'))) fail('npm run build left no web/app/dist/index.html.');
  for (const file of filesBelow(dist)) compress(file);
  writeFileSync(builtStamp, sources);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) fail(`Node.js 20.19 or newer is needed; this is ${process.versions.node}.`);
}

/** Smallest size, for it is paid once; the server sends these to browsers that take Brotli. */
function compress(file) {
  if (!compressible.test(file)) return;
  const bytes = readFileSync(file);
  const smaller = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
  if (smaller.length < bytes.length * 0.9) writeFileSync(`${file}.br`, smaller);
}

function npm(...args) {
  // On Windows npm is a script, which only a shell starts.
  const options = { cwd: web, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, shell: process.platform === 'win32' };
  const { status, stdout, stderr, error } = spawnSync('npm', args, options);
  if (error) fail(`npm could not be started: ${error.message}`);
  if (status === 0) return;

  // What npm says matters when it fails, and only then.
  console.error(stdout + stderr);
  fail(`npm ${args.join(' ')} failed.`);
}

function filesBelow(directory) {
  return readdirSync(directory, { withFileTypes: true })
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .filter(entry => !notSources.has(entry.name))
    .flatMap(entry => (entry.isDirectory() ? filesBelow(join(directory, entry.name)) : [join(directory, entry.name)]));
}

function hash(files) {
  const digest = createHash('sha256');
  for (const file of files) digest.update(relative(web, file).split(sep).join('/')).update('\0').update(read(file) ?? '').update('\0');
  return digest.digest('hex');
}

function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** One build at a time; one that was killed leaves its lock, with the id of a process that is no more. */
function acquireLock() {
  mkdirSync(dirname(lock), { recursive: true });
  for (;;) {
    try {
      const file = openSync(lock, 'wx');
      writeFileSync(file, String(process.pid));
      closeSync(file);
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }

    const owner = Number(read(lock) || process.pid);
    if (!isAlive(owner)) rmSync(lock, { force: true });
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function fail(message) {
  throw new Error(message);
}
