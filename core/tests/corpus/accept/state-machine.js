//! title: a state machine with a table
//! value: ["idle","running","paused","paused","running","idle"]
const machine = { idle: { start: 'running' }, running: { pause: 'paused', stop: 'idle' }, paused: { resume: 'running', stop: 'idle' } }
let state = 'idle'
const trace = [state]
for (const event of ['start', 'pause', 'start', 'resume', 'stop']) {
  state = machine[state][event] ?? state
  trace.push(state)
}
return trace
