//! title: tasks in the order of what they need
//! value: ["install","build","test","deploy"]
const needs = { deploy: ['test', 'build'], test: ['build'], build: ['install'], install: [] }
const order = [], state = {}
const visit = (name) => {
  if (state[name] === 'done') return
  if (state[name] === 'open') throw new Error('cycle at ' + name)
  state[name] = 'open'
  needs[name].forEach(visit)
  state[name] = 'done'
  order.push(name)
}
Object.keys(needs).forEach(visit)
return order
