//! title: retry
//! value: [{"ok":true},3]
for(let i=1;;i++){ try { return [await callTool('flaky',{key:'a'}), i] } catch(e) { if(i===5) throw e; console.warn(e.code) } }
