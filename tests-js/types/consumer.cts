// Never run: it must compile.
import native = require('@enclave/native');
import testing = require('@enclave/native/testing');

const enclave = new native.Enclave({ tools: { one: native.tool({ handler: () => 1 }) } });

export const agreed: Promise<boolean> = testing.cassette(enclave, 'one.json', () => true, { strict: true });

export async function main(): Promise<string> {
  const result: native.Result = await enclave.run('return 1;');
  const error: native.EnclaveError | undefined = result.error;
  const code: native.ErrorCode = error?.code ?? 'INTERNAL';
  return code;
}
