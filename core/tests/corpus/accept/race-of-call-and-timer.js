//! title: a call raced against a long timer wins
//! value: {"ok":{"sum":42},"late":"slow timed out after 5ms"}
const withTimeout = (promise, ms, label) => {
  let timer;
  const timeout = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${label} timed out after ${ms}ms`)), ms);
  });
  return Promise.race([promise, timeout]).finally(() => clearTimeout(timer));
};
const ok = await withTimeout(tools.add({ a: 20, b: 22 }), 1500, 'add');
const late = await withTimeout(new Promise((r) => setTimeout(r, 200, 'late')), 5, 'slow').catch((e) => e.message);
return { ok, late };
