// An Enclave as an MCP server on standard input and output; its tool prints.
import { Enclave } from '@enclave/native';
import { serveStdio } from '@enclave/native/mcp';

const now = () => {
  console.log('this is no message of the protocol');
  return 'noon';
};
await serveStdio(new Enclave({ tools: { now } }), { instructions: 'Write scripts.' });
console.error('served');
