// Never run: it must compile, and each line marked as an error must be one.
import {
  type ApprovalCall,
  type Call,
  type CallRecord,
  type Cassette,
  type CassetteCall,
  CassetteMiss,
  Enclave,
  type EnclaveEvent,
  EnclaveError,
  type Limits,
  type OnApproval,
  type PolicyRule,
  type RateLimit,
  Reference,
  type Result,
  type Session,
  ToolError,
  tool,
} from '@enclave/native';
import { type CassetteMode, cassette } from '@enclave/native/testing';
import { z } from 'zod';

const list = tool({
  description: 'Lists users.',
  inputSchema: z.object({ role: z.string(), limit: z.number().default(10) }),
  outputSchema: z.array(z.object({ id: z.number() })),
  annotations: { readOnly: true },
  timeoutMs: 1_000,
  handler: async ({ role, limit }, { signal, callId, sessionId, progress }) => {
    progress({ done: 1 });
    const aborted: boolean = signal.aborted;
    const text: string = role + sessionId;
    return [{ id: limit + callId + text.length + Number(aborted) }];
  },
});

// @ts-expect-error the schema gives a text
tool({
  inputSchema: z.object({ role: z.string() }),
  handler: ({ role }: { role: number }) => role,
});

// @ts-expect-error the output schema wants a number
tool({
  inputSchema: z.object({}),
  outputSchema: z.object({ id: z.number() }),
  handler: () => ({ id: 'x' }),
});

const get = tool({
  inputSchema: { type: 'object', properties: { id: { type: 'integer' } } },
  handler: ({ id }: { id: number }) => {
    if (id < 0) {
      throw new ToolError('none', { code: 'NO_SUCH_USER', data: { id } });
    }
    return id;
  },
});

const rateLimit: RateLimit = { maxCalls: 5, perSecond: 0.5, maxConcurrent: 1 };

const guarded = tool({
  inputSchema: z.object({ amount: z.number() }),
  outputSchema: z.object({ id: z.number() }),
  rateLimit,
  requiresApproval: true,
  byReference: true,
  labels: ['money'],
  secrets: ['STRIPE_KEY'],
  handler: async ({ amount }, { secrets }) => {
    const key: string = secrets.STRIPE_KEY;
    // @ts-expect-error the tool does not name it
    secrets.OTHER;
    return new Reference({ id: amount + key.length });
  },
});

const keyed = tool({ secrets: ['A', 'B'], handler: (_, { secrets }) => secrets.A + secrets.B });

tool<{ id: number }>({ secrets: ['A'], handler: ({ id }, { secrets }) => id + (secrets['A']?.length ?? 0) });

// @ts-expect-error no such limit
tool({ rateLimit: { max_calls: 1 }, handler: () => 1 });

// @ts-expect-error the output schema wants a number
tool({ inputSchema: z.object({}), outputSchema: z.object({ id: z.number() }), handler: () => new Reference({ id: 'x' }) });

const policy: PolicyRule[] = [
  { allow: ['users:*', 'mail:draft'] },
  { deny: '*', annotations: { destructive: true }, labels: ['danger'], reason: 'no' },
  { ask: 'mail:*', when: (name, args) => name !== '' && args['to'] === 'a' },
];
// @ts-expect-error one of them
policy.push({ allow: '*', deny: '*' });
// @ts-expect-error a predicate says so at once
policy.push({ ask: '*', when: async () => true });

const onApproval: OnApproval = async ({ id, name, args, hash, reason }: ApprovalCall) =>
  id > 0 && args !== undefined ? `${name} ${hash}` : reason === '';

const plain = tool({ handler: (args) => args['key'] });

const limits: Limits = { timeoutMs: 5_000, unicodeChecks: 'all', blockTiming: true };

const enclave = new Enclave({
  policy,
  onApproval,
  rateLimit,
  referenceBytes: 1_000,
  maxReferenceBytes: 10_000,
  secrets: { STRIPE_KEY: 'sk_live', A: 'aaaa', B: 'bbbb' },
  tools: { guarded, keyed, 'users:list': list, 'users:get': get, plain, bare: async ({ a }: { a: number }) => a },
  toolHandler: (name, args, { signal }) => [name, args['x'], signal],
  level: 'secure',
  language: 'javascript',
  isolation: 'in_process',
  limits,
  rules: { INFINITE_LOOP: 'warn' },
  scoring: { mode: 'block', block: 50 },
  context: { tenant: 'acme' },
});

// @ts-expect-error no such level
new Enclave({ level: 'paranoid' });
// @ts-expect-error no such option
new Enclave({ audit: [] });
// @ts-expect-error no such limit
new Enclave({ limits: { timeout_ms: 1 } });
// @ts-expect-error no such rule
new Enclave({ rules: { NO_SUCH_RULE: 'off' } });

function exhaustive(event: EnclaveEvent): string {
  switch (event.type) {
    case 'session_init':
      return event.sessionId;
    case 'stdout':
      return event.text;
    case 'log':
      return event.level + event.text + event.args.length;
    case 'tool_call':
      return event.name + String(event.args);
    case 'approval_requested':
      return event.name + String(event.args) + event.hash + event.reason;
    case 'tool_result_applied':
      return event.ok ? String(event.value) : (event.error?.message ?? '');
    case 'tool_progress':
      return event.id + String(event.value);
    case 'partial_result':
      return String(event.value);
    case 'heartbeat':
      return String(event.seq);
    case 'final':
    case 'error':
      return String(event.result.ok);
  }
}

export async function main(signal: AbortSignal): Promise<number> {
  const result: Result<number> = await enclave.run<number>('return 1;', { signal, sessionId: 's', context: 1, limits, onApproval });
  // @ts-expect-error there may be no value
  const wrong: number = result.value;
  const unknown: Result = await enclave.run('return 1;');
  // @ts-expect-error nothing is known of the value
  unknown.unwrap().length;
  const calls: readonly CallRecord[] = result.calls;
  if (result.error instanceof EnclaveError && result.error.code === 'TIMEOUT') {
    return result.error.line ?? 0;
  }
  // @ts-expect-error no such code
  if (result.error?.code === 'TIMED_OUT') {
    return 0;
  }
  for await (const event of enclave.stream('return 1;')) {
    exhaustive(event);
  }
  const session: Session = enclave.start('return 1;');
  for (const call of session.pending) {
    await session.resolve(call.id, call.args);
    await session.reject(call.id, 'no', { code: 'X' });
    if (call.kind === 'approval') {
      await session.approve(call.id, { hash: call.hash });
      await session.deny(call.id, call.reason);
    } else if (call.uncertain) {
      session.retry(call.id);
    }
    const waiting: Call = call;
    // @ts-expect-error only approvals have it
    waiting.hash;
  }
  const ended: Result = await session.run({ uncertain: 'reject', signal, onApproval: () => true });
  const forked: Session = session.fork(1);
  const recovered: Session[] = new Enclave({ journal: 'memory:', hibernateAfterMs: 10 }).recover();
  const loaded: Session = enclave.load(session.dump({ singleUse: true }), { claim: (id: string) => id !== '' });
  for await (const event of enclave.stream('return 1;', { types: ['stdout', 'partial_result'] })) {
    exhaustive(event);
  }
  // @ts-expect-error no such type of event
  enclave.stream('return 1;', { types: ['line'] });
  void [ended.emitted, forked, recovered, loaded];
  const report = enclave.check('return 1;');
  const text: string = report.ok ? enclave.toolPrompt() : `${report}`;
  await enclave.close();
  return result.unwrap() + calls.length + text.length + wrong + result.stats.memoryPeakBytes;
}

export async function recorded(mode: CassetteMode): Promise<number> {
  await enclave.record('cassettes/one.json', { redact: ['password'] }).close();
  const replaying: Enclave = enclave.replay(new URL('cassettes/one.json', import.meta.url), { allowRepeat: true });
  const tape: Cassette = replaying.cassette;
  const unused: readonly CassetteCall[] = tape.unused;
  // @ts-expect-error no such mode
  await cassette(enclave, 'one.json', () => 1, { mode: 'ever' });
  // @ts-expect-error only `Enclave` makes them
  tape.entries;
  const use = async (agent: Enclave) => (await agent.run('1')).calls.length;
  const count: number = await cassette(enclave, 'one.json', use, { mode });
  const miss = new CassetteMiss('none', 'ask', {});
  return count + unused.length + miss.tool.length + (unused[0]?.error?.message.length ?? 0) + Number(unused[0]?.byReference);
}
