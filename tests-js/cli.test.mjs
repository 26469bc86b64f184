// The command `enclave` as npm installs it. What it does is tested in `cli/tests/`.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const windows = process.platform === 'win32';
const bin = fileURLToPath(new URL(`../node_modules/.bin/enclave${windows ? '.cmd' : ''}`, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'enclave-cli-'));
after(() => rmSync(folder, { recursive: true }));

function enclave(args, input = '') {
  const { status, stdout, stderr } = spawnSync(bin, args, { cwd: folder, input, encoding: 'utf8', shell: windows });
  return { status, stdout, stderr };
}

test('it runs, checks and replays', () => {
  const { version } = JSON.parse(
    readFileSync(new URL('../node_modules/@enclave/native/package.json', import.meta.url)),
  );
  assert.deepEqual(enclave(['--version']), { status: 0, stdout: `enclave ${version}\n`, stderr: '' });
  assert.deepEqual(enclave(['run', '-'], "console.log('hi'); return 'é'.repeat(2)"), {
    status: 0,
    stdout: '"éé"\n',
    stderr: 'hi\n',
  });
  assert.deepEqual(enclave(['check', '-'], 'return 1'), { status: 0, stdout: 'ok\n', stderr: '' });
  assert.equal(enclave(['check', '-'], 'eval(1)').status, 1);
  assert.equal(enclave(['run', 'none.js']).status, 2);

  writeFileSync(join(folder, 'script.js'), 'const users = await tools.users.list({}); return users.length;');
  writeFileSync(join(folder, 'stubs.json'), '{ "users:list": { "result": [1, 2] } }');
  const ran = enclave(['run', 'script.js', '--tools', 'stubs.json', '--dump', 'session.dump', '--format', 'json']);
  assert.equal(JSON.parse(ran.stdout).value, 2);
  const replayed = enclave(['replay', 'session.dump']);
  assert.match(replayed.stdout, /result 1 {2}users:list after .* ms: \[1, 2\]\n.* value {2}2\n$/);
  assert.deepEqual([replayed.status, replayed.stderr], [0, '']);
});

test('large values reach a pipe whole', () => {
  const { stdout } = enclave(['run', '-'], "return 'x'.repeat(99999)");
  assert.equal(stdout.length, 99999 + 3);
});

test('the console is written while the script runs, and an interrupt ends it', async () => {
  writeFileSync(join(folder, 'endless.js'), "console.log('begun'); for (;;) { if (context) break }");
  const child = spawn(bin, ['run', 'endless.js', '--level', 'permissive', '--limit', 'max_iterations=1000000000000'], {
    cwd: folder,
    shell: windows,
  });
  child.stderr.once('data', () => child.kill('SIGINT'));
  const guard = setTimeout(() => child.kill('SIGKILL'), 20_000);
  const code = await new Promise((resolve) => child.once('exit', resolve));
  clearTimeout(guard);
  assert.equal(code, 130);
});

test('tools of a module are made by `tool`', () => {
  const native = import.meta.resolve('@enclave/native');
  writeFileSync(
    join(folder, 'tools.mjs'),
    `import { Reference, tool, ToolError } from ${JSON.stringify(native)};
    const name = { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] };
    export const tools = {
      'users:find': tool({
        description: 'Finds a user.',
        inputSchema: name,
        handler: ({ name }, { callId }) => {
          if (name === 'nobody') throw new ToolError('no such user', { code: 'NO_SUCH_USER', data: { name } });
          return { name, callId, seen: new Date(0) };
        },
      }),
      rows: tool({ handler: () => new Reference([1, 2, 3]) }),
      count: tool({ handler: ({ rows }) => rows.length }),
      key: tool({ secrets: ['PATH'], handler: (_, { secrets }) => secrets.PATH }),
      late: tool({ timeoutMs: 50, handler: () => new Promise(() => {}) }),
    };`,
  );
  writeFileSync(
    join(folder, 'calls.js'),
    `const ends = [await tools.users.find({ name: 'Ana' })];
    for (const [name, args] of [['users:find', { name: 'nobody' }], ['users:find', { name: 1 }], ['late', {}]]) {
      try { await callTool(name, args) } catch (error) { ends.push([error.code, error.data]) }
    }
    ends.push(await tools.count({ rows: await tools.rows({}) }), await tools.key({}));
    return ends`,
  );
  const { status, stdout, stderr } = enclave(['run', 'calls.js', '--tools', 'tools.mjs', '--node', process.execPath]);
  assert.deepEqual([status, stderr], [0, '']);
  assert.deepEqual(JSON.parse(stdout), [
    { name: 'Ana', callId: 1, seen: '1970-01-01T00:00:00.000Z' },
    ['NO_SUCH_USER', { name: 'nobody' }],
    ['TOOL_ARGUMENTS_INVALID', null],
    ['TOOL_TIMEOUT', null],
    3,
    '[secret PATH]',
  ]);
});
