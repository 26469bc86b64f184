//! title: retries that give up with an error of their own
//! value: [true,true,"RetriesExhausted","gave up after 3 attempts",3,"still down","NO_SUCH_USER"]
class RetriesExhausted extends Error {
  constructor(attempts, cause) {
    super(`gave up after ${attempts} attempts`, { cause });
    this.name = 'RetriesExhausted';
    this.attempts = attempts;
  }
}
const attemptAll = async (fn, max) => {
  let last;
  for (let i = 1; i <= max; i++) {
    try { return await fn(); } catch (e) { last = e; }
  }
  throw new RetriesExhausted(max, last);
};
try {
  await attemptAll(() => tools.fail({ message: 'still down' }), 3);
  return 'unexpected';
} catch (e) {
  return [e instanceof RetriesExhausted, e instanceof Error, e.name, e.message, e.attempts, e.cause.message, e.cause.code];
}
