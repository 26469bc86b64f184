//! title: commands done, undone and done again
//! value: [["first","a","b"],["a"],["a","b"],["a","b","z"],[false,true,true,true,false]]
const history = { done: [], undone: [] };
const doc = { lines: [] };
const run = (command) => { command.do(); history.done.push(command); history.undone.length = 0; };
const undo = () => { const c = history.done.pop(); if (c) { c.undo(); history.undone.push(c); } return !!c; };
const redo = () => { const c = history.undone.pop(); if (c) { c.do(); history.done.push(c); } return !!c; };
const insert = (text, at = doc.lines.length) => ({ do() { doc.lines.splice(at, 0, text); }, undo() { doc.lines.splice(at, 1); } });
run(insert('a')); run(insert('b')); run(insert('first', 0));
const states = [[...doc.lines]];
undo(); undo(); states.push([...doc.lines]);
redo(); states.push([...doc.lines]);
run(insert('z')); states.push([...doc.lines], [redo(), undo(), undo(), undo(), undo()]);
return states;
