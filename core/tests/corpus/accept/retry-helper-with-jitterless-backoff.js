//! title: retry with exponential backoff and a log
//! value: {"result":{"ok":true},"delays":[1,2]}
//! console: ["attempt 1 failed: busy; waiting 1","attempt 2 failed: busy; waiting 2"]
const delays = [];
async function retry(fn, { retries = 5, baseMs = 1, factor = 2, shouldRetry = () => true } = {}) {
  for (let attempt = 0; ; attempt++) {
    try {
      return await fn(attempt);
    } catch (err) {
      if (attempt >= retries || !shouldRetry(err)) throw err;
      const wait = baseMs * factor ** attempt;
      delays.push(wait);
      console.warn(`attempt ${attempt + 1} failed: ${err.message}; waiting ${wait}`);
      await sleep(wait);
    }
  }
}
const result = await retry((attempt) => tools.flaky({ key: `job-${attempt}` }), {
  shouldRetry: (e) => e.code === 'UNAVAILABLE',
});
return { result, delays };
