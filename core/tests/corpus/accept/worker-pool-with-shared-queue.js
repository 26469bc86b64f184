//! title: three workers that take from one queue
//! value: [0,1,4,9,16,25,36,49]
async function pool(tasks, workers) {
  const results = new Array(tasks.length);
  let next = 0;
  const worker = async () => {
    while (next < tasks.length) {
      const index = next++;
      results[index] = await tasks[index]();
    }
  };
  await Promise.all(Array.from({ length: Math.min(workers, tasks.length) }, worker));
  return results;
}
const squares = await pool([...Array(8).keys()].map((n) => async () => (await tools.add({ a: n * n, b: 0 })).sum), 3);
return squares;
