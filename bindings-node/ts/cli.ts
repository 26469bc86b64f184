#!/usr/bin/env node
/** The command line: `enclave`. */

import { binaryPath } from './binary';

interface CommandLine {
  commandLine(args: string[]): number;
}

const { commandLine } = require(binaryPath()) as CommandLine;
process.exitCode = commandLine(process.argv.slice(2));
