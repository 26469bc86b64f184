// An agent of the Vercel AI SDK whose only tool is `run_code`. The model is scripted: put your own in its place.
import { runCodeTool } from '@enclave/native/ai-sdk';
import { generateText, isStepCount, tool } from 'ai';
import { MockLanguageModelV4 } from 'ai/test';
import { z } from 'zod';

const orders = tool({
  description: 'The orders of a customer.',
  inputSchema: z.object({ customer: z.string() }),
  execute: async ({ customer }) => Array.from({ length: customer.length }, (_, n) => ({ id: n + 1, total: 10 * (n + 1) })),
});

const script = `
  const lists = await parallel(['Ana', 'Bo'].map((customer) => () => tools.orders({ customer })));
  return lists.flat().reduce((sum, order) => sum + order.total, 0);`;
const turns = [
  [{ type: 'tool-call', toolCallId: '1', toolName: 'run_code', input: JSON.stringify({ code: script }) }],
  [{ type: 'text', text: 'Together they ordered for 90.' }],
];
const model = new MockLanguageModelV4({
  doGenerate: async () => {
    const content = turns.shift();
    const unified = content[0].type === 'text' ? 'stop' : 'tool-calls';
    return { content, finishReason: { unified }, usage: { inputTokens: { total: 1 }, outputTokens: { total: 1 } }, warnings: [] };
  },
});

const { text, steps } = await generateText({
  model,
  tools: { run_code: await runCodeTool({ orders }) },
  stopWhen: isStepCount(5),
  prompt: 'For how much did Ana and Bo order?',
});
console.log(`script gave: ${steps[0].toolResults[0].output.text}`);
console.log(text);
