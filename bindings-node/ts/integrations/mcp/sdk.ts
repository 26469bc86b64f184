/** The parts of `@modelcontextprotocol/sdk` that Enclave uses, loaded when they are first needed. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { peer } from '../peer';

const PACKAGE = '@modelcontextprotocol/sdk';

/** What both directions say of themselves. */
export const VERSION = packageVersion();

export async function clientSdk() {
  return await peer(PACKAGE, 'mcp', async () => {
    const [{ Client }, { StdioClientTransport }, { StreamableHTTPClientTransport }, types] = await Promise.all([
      import('@modelcontextprotocol/sdk/client/index.js'),
      import('@modelcontextprotocol/sdk/client/stdio.js'),
      import('@modelcontextprotocol/sdk/client/streamableHttp.js'),
      import('@modelcontextprotocol/sdk/types.js'),
    ]);
    return { Client, StdioClientTransport, StreamableHTTPClientTransport, ...types };
  });
}

export async function serverSdk() {
  return await peer(PACKAGE, 'mcp', async () => {
    const [{ Server }, { AjvJsonSchemaValidator }, { StdioServerTransport }, { StreamableHTTPServerTransport }, types] =
      await Promise.all([
        import('@modelcontextprotocol/sdk/server/index.js'),
        import('@modelcontextprotocol/sdk/validation/ajv-provider.js'),
        import('@modelcontextprotocol/sdk/server/stdio.js'),
        import('@modelcontextprotocol/sdk/server/streamableHttp.js'),
        import('@modelcontextprotocol/sdk/types.js'),
      ]);
    return { Server, AjvJsonSchemaValidator, StdioServerTransport, StreamableHTTPServerTransport, ...types };
  });
}

function packageVersion(): string {
  const text = readFileSync(join(__dirname, '..', '..', '..', '..', 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
