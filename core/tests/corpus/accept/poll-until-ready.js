//! title: polling until a flaky tool is ready
//! value: {"tries":3,"state":{"ok":true}}
async function pollUntil(check, { everyMs = 1, maxTries = 10 } = {}) {
  let tries = 0;
  while (tries < maxTries) {
    tries++;
    const state = await check().catch((e) => ({ ok: false, error: e.message }));
    if (state.ok) return { tries, state };
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  throw new Error('never ready');
}
return await pollUntil(() => tools.flaky({ key: 'poll' }));
