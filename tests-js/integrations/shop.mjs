// An MCP server made with the SDK, as a program: `node shop.mjs`. Tests in memory use `shop()`.
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';

const pixel = Buffer.from([1, 2, 255]).toString('base64');
export const cancelled = [];

export function shop() {
  const server = new McpServer({ name: 'shop', version: '1' });
  server.registerTool(
    'count-items',
    {
      description: 'How many of an item there are.',
      inputSchema: { item: z.string().describe('Its name.') },
      outputSchema: { count: z.number() },
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    ({ item }) => {
      const structuredContent = { count: item.length };
      return { structuredContent, content: [{ type: 'text', text: JSON.stringify(structuredContent) }] };
    },
  );
  server.registerTool('greet', { title: 'Greets.', inputSchema: { name: z.string() } }, ({ name }) => ({
    content: [
      { type: 'text', text: `Hello ${name}` },
      { type: 'text', text: 'Bye' },
    ],
  }));
  server.registerTool('picture', {}, () => ({
    content: [
      { type: 'text', text: 'a picture' },
      { type: 'image', mimeType: 'image/png', data: pixel },
      { type: 'resource', resource: { uri: 'file:///a', blob: pixel } },
      { type: 'resource', resource: { uri: 'file:///b', mimeType: 'text/plain', text: 'b' } },
      { type: 'resource_link', uri: 'file:///c', name: 'c' },
    ],
  }));
  server.registerTool('fail', {}, () => ({
    isError: true,
    content: [{ type: 'text', text: `no: ${process.env.SHOP_KEY ?? ''}\u202e` }],
  }));
  server.registerTool('echo', { inputSchema: { value: z.any() } }, ({ value }) => ({
    content: [{ type: 'text', text: JSON.stringify(value) }],
  }));
  server.registerTool('wait', {}, ({ signal }) => {
    signal.addEventListener('abort', () => cancelled.push(String(signal.reason)));
    return new Promise(() => {});
  });
  server.registerTool('exit', {}, () => process.exit(1));
  return server;
}

if (process.argv[1] === import.meta.filename) {
  await shop().connect(new StdioServerTransport());
}
