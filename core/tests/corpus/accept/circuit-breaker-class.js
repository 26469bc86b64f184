//! title: a circuit breaker opens after failures
//! value: {"outcomes":["a","b","circuit open"],"state":"open","failures":2}
class CircuitBreaker {
  state = 'closed';
  failures = 0;
  constructor(threshold) { this.threshold = threshold; }
  async call(fn) {
    if (this.state === 'open') throw new Error('circuit open');
    try {
      const result = await fn();
      this.failures = 0;
      return result;
    } catch (error) {
      if (++this.failures >= this.threshold) this.state = 'open';
      throw error;
    }
  }
}
const breaker = new CircuitBreaker(2);
const outcomes = [];
for (const message of ['a', 'b', 'c']) {
  outcomes.push(await breaker.call(() => tools.fail({ message })).then(() => 'ok', (e) => e.message));
}
return { outcomes, state: breaker.state, failures: breaker.failures };
