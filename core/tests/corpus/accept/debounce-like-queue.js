//! title: a queue that runs two at a time
//! value: [30,10,20,5]
async function pool(limit, tasks) {
  const results = [], running = new Set()
  for (const [index, task] of tasks.entries()) {
    const p = task().then((value) => { results[index] = value; running.delete(p) })
    running.add(p)
    if (running.size >= limit) await Promise.race(running)
  }
  await Promise.all(running)
  return results
}
return await pool(2, [30, 10, 20, 5].map((ms) => async () => { await sleep(ms / 10); return ms }))
