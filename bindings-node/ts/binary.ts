/** Where the native library of this platform is. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';

interface ReportHeader {
  readonly glibcVersionRuntime?: string;
}

/** File names of the library for this platform, the likeliest first. */
export function binaryNames(): string[] {
  const { platform, arch } = process;
  if (platform !== 'linux') {
    return [`enclave.${platform}-${arch}.node`];
  }
  const names = [`enclave.linux-${arch}-gnu.node`, `enclave.linux-${arch}-musl.node`];
  return usesGlibc() ? names : names.reverse();
}

/** The path of the library. */
export function binaryPath(): string {
  const names = binaryNames();
  const found = names.map((name) => join(__dirname, name)).find((path) => existsSync(path));
  if (found === undefined) {
    throw new Error(
      `@enclave/native has no library for this platform (${names.join(' or ')}); build it with \`npm run build\` in a checkout`,
    );
  }
  return found;
}

function usesGlibc(): boolean {
  // One library is there in most packages; which libc runs is asked only when both are.
  const both = ['gnu', 'musl'].every((libc) => existsSync(join(__dirname, `enclave.linux-${process.arch}-${libc}.node`)));
  const neither = !existsSync(join(__dirname, `enclave.linux-${process.arch}-gnu.node`));
  if (!both && !neither) {
    return true;
  }
  const { header } = process.report.getReport() as { header?: ReportHeader };
  return header?.glibcVersionRuntime !== undefined;
}
