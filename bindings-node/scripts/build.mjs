// Builds the package: the Rust library as `enclave.<platform>.node`, the worker binary beside it, the TypeScript as
// CommonJS with declarations, and an ES module that names the same exports. `--dev` builds without optimisation.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dist = join(root, 'bindings-node', 'dist');
const require = createRequire(import.meta.url);
const profile = process.argv.includes('--dev') ? 'dev' : 'release';

function run(command, args, stdout = 'inherit') {
  const { status, error, stdout: output } = spawnSync(command, args, {
    cwd: root,
    stdio: ['inherit', stdout, 'inherit'],
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) {
    console.error(`${command} ${args[0]} failed${error ? `: ${error.message}` : ''}`);
    process.exit(1);
  }
  return output;
}

mkdirSync(dist, { recursive: true });
for (const name of readdirSync(dist)) {
  rmSync(join(dist, name), { recursive: true });
}

// Cargo says where the library is, whatever the target directory and the platform's name for a library are.
const messages = run(
  'cargo',
  ['build', '--locked', '-p', 'enclave-node', '--profile', profile, '--message-format', 'json-render-diagnostics'],
  'pipe',
);
const library = messages
  .split('\n')
  .filter((line) => line.startsWith('{'))
  .map((line) => JSON.parse(line))
  .findLast((message) => message.reason === 'compiler-artifact' && message.target.name === 'enclave_node')
  .filenames.find((name) => /\.(so|dylib|dll)$/.test(name));

run(process.execPath, [require.resolve('typescript/bin/tsc'), '--project', 'tsconfig.json']);

const { binaryNames } = require(join(dist, 'binary.js'));
const binary = join(dist, binaryNames()[0]);
// A binary that a running process has mapped must be replaced, not written over.
copyFileSync(library, `${binary}.new`);
renameSync(`${binary}.new`, binary);

run('cargo', ['worker', '--out', dist, ...(profile === 'dev' ? ['--debug'] : [])]);

for (const entry of ['index', 'testing', 'integrations/ai-sdk', 'integrations/mcp']) {
  const names = Object.keys(require(join(dist, `${entry}.js`))).sort();
  const own = `./${basename(entry)}.js`;
  writeFileSync(
    join(dist, `${entry}.mjs`),
    `import native from '${own}';\n\nexport const {\n${names.map((name) => `  ${name},\n`).join('')}} = native;\n`,
  );
  writeFileSync(join(dist, `${entry}.d.mts`), `export * from '${own}';\n`);
}
