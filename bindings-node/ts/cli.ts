#!/usr/bin/env node
/** The command line: `enclave`. */

import { binaryPath } from './binary';

interface CommandLine {
  commandLine(args: string[]): number;
}

const { commandLine } = require(binaryPath()) as CommandLine;
const args = process.argv.slice(2);
if (args[0] === 'run' || args[0] === 'mcp') {
  // These end by themselves at Ctrl-C, together with the servers that they started; Node would end them before that.
  process.on('SIGINT', () => undefined);
}
process.exitCode = commandLine(args);
