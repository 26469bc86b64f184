//! title: a semaphore class lets two run at a time
//! value: {"out":[12,12,11,15,14],"peak":2,"running":0}
class Semaphore {
  #free;
  #queue = [];
  constructor(n) { this.#free = n; }
  async acquire() {
    if (this.#free > 0) { this.#free--; return; }
    await new Promise((resolve) => this.#queue.push(resolve));
  }
  release() {
    const next = this.#queue.shift();
    if (next) next(); else this.#free++;
  }
  async use(fn) {
    await this.acquire();
    try { return await fn(); } finally { this.release(); }
  }
}
const semaphore = new Semaphore(2);
let running = 0, peak = 0;
const out = await Promise.all([1, 2, 3, 4, 5].map((id) => semaphore.use(async () => {
  peak = Math.max(peak, ++running);
  const { name } = await tools.users.get({ id });
  running--;
  return name.length;
})));
return { out, peak, running };
