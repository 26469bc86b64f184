//! title: typescript enum with computed members
//! stopped: 4 EXECUTION_ERROR
const word = (await callTool('echo', { k: '__pro' })).k + 'to__'
enum E { A = 'x'.length, B = word as any }
return [E.A, Object.keys(E)]
