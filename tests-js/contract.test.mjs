import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { Enclave } from '@enclave/native';

const contract = JSON.parse(readFileSync(new URL('../schema/contract.json', import.meta.url), 'utf8'));
const camelCase = (name) => name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());

test('every limit of the contract is taken in its range and refused outside of it', () => {
  assert.ok(contract.limits.length > 20);
  for (const { name, min, max } of contract.limits) {
    const limit = camelCase(name);
    for (const value of [min, max]) {
      assert.ok(new Enclave({ limits: { [limit]: value } }), `${limit} ${value}`);
    }
    assert.throws(() => new Enclave({ limits: { [limit]: max + 1 } }), {
      code: 'INVALID_CONFIG',
      message: `\`limits.${limit}\` is ${max + 1}; it must be between ${min} and ${max}`,
    });
  }
});

test('every rule of the contract is known by its code', () => {
  assert.ok(contract.diagnosticCodes.length > 20);
  for (const { code } of contract.diagnosticCodes) {
    try {
      new Enclave({ rules: { [code]: 'warn' } });
    } catch (error) {
      const fixed = `the rule \`${code}\` cannot be switched off or made a warning`;
      const limit = `\`${code}\` is not a rule: it comes of a limit, which \`limits\` sets`;
      assert.ok([fixed, limit].includes(error.message), error.message);
    }
  }
});

test('every level and language makes an enclave', async () => {
  for (const level of ['strict', 'secure', 'standard', 'permissive']) {
    for (const language of ['agentscript', 'javascript']) {
      assert.equal((await new Enclave({ level, language }).run('return 1 + 1;')).unwrap(), 2, `${level} ${language}`);
    }
  }
});
