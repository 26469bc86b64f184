//! title: an endless loop in a function
//! finding: INFINITE_LOOP 2
const worker = async (queue) => {
  while (true) {
    const job = queue.shift()
    await tools.echo({ job })
  }
}
return await worker([1, 2])
