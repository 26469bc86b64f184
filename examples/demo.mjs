// One agent script, its tools, and everything that Enclave says about the run.
import { readFileSync } from 'node:fs';
import { Enclave, ToolError, tool } from '@enclave/native';

const teams = ['core', 'data', 'sales'];
const users = Array.from({ length: 57 }, (_, id) => ({ id, team: teams[id % 3], active: id % 4 !== 0, spend: 100 + id * 7 }));
let rateAttempts = 0;

const string = { type: 'string' };
const tools = {
  'users:list': tool({
    description: 'A page of users; `next` is the cursor of the page behind it, or null.',
    inputSchema: { type: 'object', properties: { cursor: { type: ['integer', 'null'] }, limit: { type: 'integer' } } },
    handler: async ({ cursor, limit = 20 }) => {
      const start = cursor ?? 0;
      const end = start + limit;
      return { items: users.slice(start, end), next: end < users.length ? end : null };
    },
  }),
  'rates:get': tool({
    description: 'An exchange rate.',
    inputSchema: { type: 'object', properties: { from: string, to: string }, required: ['from', 'to'] },
    handler: async () => {
      rateAttempts += 1;
      if (rateAttempts === 1) throw new ToolError('the rate service is busy', { code: 'UNAVAILABLE' });
      return { rate: 1.1 };
    },
  }),
  'mail:send': tool({
    description: 'Send an e-mail.',
    inputSchema: { type: 'object', properties: { to: string, subject: string, body: string }, required: ['to', 'body'] },
    handler: async ({ body }) => ({ id: `mail-${body.length}` }),
  }),
};

const title = (text) => console.log(process.stdout.isTTY ? `\n\x1b[1m${text}\x1b[0m` : `\n${text}`);
const short = (value) => {
  const text = JSON.stringify(value);
  return text.length <= 70 ? text : `${text.slice(0, 67)}...`;
};

const code = readFileSync(new URL('agent.js', import.meta.url), 'utf8');
const enclave = new Enclave({ tools, level: 'standard', scoring: { mode: 'warn' }, context: { tenant: 'acme' } });

title('What layers 0 to 3 say before anything runs');
const report = enclave.check(code);
console.log(`  0 pre-scanner, 1 validation, 2 transform: ${report.ok ? 'passed' : 'refused'}`);
console.log(`  3 scoring gate: ${report.score?.total ?? 0} of 100`);

const result = await enclave.run(code);
title('Tool calls (layer 4 hands them out, nothing else leaves the engine)');
for (const call of result.calls) {
  console.log(`  ${String(call.id).padStart(2)} ${call.name.padEnd(11)} ${short(call.args)}`);
  console.log(`     -> ${call.ok ? short(call.value) : call.error}  (${call.durationMs.toFixed(0)} ms)`);
}
title('Console');
for (const { level, text } of result.console) console.log(`  ${level.padEnd(5)} ${text}`);
title('Result (layer 5 let data through)');
for (const [key, value] of Object.entries(result.unwrap())) console.log(`  ${key}: ${JSON.stringify(value)}`);
const { durationMs, cpuMs, iterations, memoryPeakBytes } = result.stats;
console.log(`  ${durationMs.toFixed(1)} ms in all, ${cpuMs.toFixed(1)} ms in the engine, ${iterations} loop turns,`);
console.log(`  ${Math.floor(memoryPeakBytes / 1024)} KB of memory at most`);

title('A script that is refused, and what the model is told');
const bad = "const users = await tools.users.lst({});\nreturn users.constructor.constructor('return process')();";
for (const line of String(enclave.check(bad)).split('\n')) console.log(`  ${line}`);
enclave.close();
