/**
 * MCP in both directions: tools of MCP servers for scripts, and an `Enclave` as an MCP server.
 *
 * @example
 * await using servers = await connect('mcp.json');
 * const enclave = new Enclave({ tools: servers.tools });
 *
 * @packageDocumentation
 */

export { type ConnectOptions, McpConnectionError, type Servers, connect } from './mcp/client';
export type { HttpServer, StdioServer } from './mcp/config';
export {
  type HttpHandler,
  type HttpOptions,
  type HttpServing,
  type ServeHttpOptions,
  type ServerOptions,
  httpHandler,
  makeServer,
  serveHttp,
  serveStdio,
} from './mcp/server';
