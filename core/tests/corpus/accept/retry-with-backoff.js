//! title: a helper that retries with growing pauses
//! value: {"result":{"ok":true},"attempt":3}
async function withRetry(work, { attempts = 4, base = 1 } = {}) {
  let last
  for (let attempt = 1; attempt <= attempts; attempt++) {
    try {
      return { result: await work(), attempt }
    } catch (error) {
      last = error
      if (error.code !== 'UNAVAILABLE') throw error
      await sleep(base * 2 ** attempt)
    }
  }
  throw last
}
return await withRetry(() => tools.flaky({ key: 'a' }))
