//! title: timers fire in their order
//! value: ["a!","b"]
const log = []
await new Promise((done) => {
  setTimeout(() => log.push('b'), 6)
  setTimeout((x, y) => log.push(x + y), 2, 'a', '!')
  const id = setTimeout(() => log.push('never'), 3)
  clearTimeout(id)
  setTimeout(done, 12)
})
return log
