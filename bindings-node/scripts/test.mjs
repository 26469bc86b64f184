// Tests the package as a user gets it: packs it, installs the tarball into a fresh folder and runs the tests there.
// Arguments name test files; without any, all run.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from './chromium.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'enclave-npm-'));

function run(command, args, cwd, shell = false, env = process.env) {
  const { status, error } = spawnSync(command, args, { cwd, stdio: 'inherit', shell, env });
  if (error !== undefined) {
    console.error(`${command} could not be started: ${error.message}`);
  }
  return status ?? 1;
}

function must(command, args, cwd) {
  // On Windows npm is a script, which only a shell can start.
  const status = run(command, args, cwd, process.platform === 'win32');
  if (status !== 0) {
    rmSync(folder, { recursive: true, force: true });
    process.exit(status);
  }
}

/** The packages in a folder of modules, those of a scope as `@scope/name`. */
function installed(modules) {
  return readdirSync(modules)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) => (name.startsWith('@') ? readdirSync(join(modules, name)).map((part) => `${name}/${part}`) : [name]));
}

if (!existsSync(join(root, 'bindings-node', 'dist', 'index.mjs'))) {
  must('npm', ['run', 'build'], root);
}
must('npm', ['pack', '--silent', '--pack-destination', folder], root);
const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
must('npm', ['install', '--silent', '--offline', '--no-package-lock', join(folder, tarball)], folder);

// What the tests read stands where it stands in the repository; what they import besides the package is linked.
for (const name of ['tests-js', 'tests-shared', 'core/tests/corpus', 'docs/testing.md', 'docs/guides', 'examples', 'schema', 'README.md']) {
  if (existsSync(join(root, name))) {
    cpSync(join(root, name), join(folder, name), { recursive: true });
  }
}
for (const name of installed(join(root, 'node_modules'))) {
  const link = join(folder, 'node_modules', name);
  if (!existsSync(link)) {
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), link, 'junction');
  }
}

const wanted = process.argv.slice(2).map((name) => basename(name));
const files = ['tests-js', join('tests-js', 'integrations')].flatMap((place) =>
  readdirSync(join(folder, place))
    .filter((name) => /\.test\.[cm]js$/.test(name) && (wanted.length === 0 || wanted.includes(name)))
    .map((name) => join(place, name)),
);
if (files.length === 0) {
  console.error(`no test is called ${wanted.join(' or ')}`);
}
const env = { ...process.env };
if (files.some((name) => name.endsWith('-html.test.mjs'))) {
  const browser = chromium(join(root, 'target', 'chromium'));
  Object.assign(env, { ENCLAVE_CHROMIUM: browser.path, ENCLAVE_CHROMIUM_ENV: JSON.stringify(browser.env) });
}
const status = files.length === 0 ? 1 : run(process.execPath, ['--test', ...files], folder, false, env);
rmSync(folder, { recursive: true, force: true });
process.exit(status);
