//! title: the key is put together where no rule can see it
//! stopped: 4 EXECUTION_ERROR
const parts = (await callTool('echo', { parts: ['con', 'structor'] })).parts
const make = (() => {})[parts.join('')]
return make('return "ESCAPED"')()
