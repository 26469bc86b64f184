/** Packages of frameworks, which are loaded when they are first needed. */

/**
 * What `load` imports.
 *
 * @throws {Error} with the code `ERR_MODULE_NOT_FOUND`: the package is not installed; the message says how to.
 */
export async function peer<Module>(name: string, subpath: string, load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') {
      throw error;
    }
    const message = `\`@enclave/native/${subpath}\` needs the package \`${name}\`: run \`npm install ${name}\``;
    throw Object.assign(new Error(message, { cause: error }), { code: 'ERR_MODULE_NOT_FOUND' });
  }
}
