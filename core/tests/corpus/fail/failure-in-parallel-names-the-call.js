//! title: failure in parallel names the line of the call
//! error: EXECUTION_ERROR
//! name: RangeError
//! line: 2
const thunks = [() => 1]
const list = await parallel(thunks, { concurrency: 0 })
const all = list.map((item) => {
  const first = item
  const second = item
  const third = item
  return [first, second, third]
})
for (const item of all) console.log(item)
return all.length
