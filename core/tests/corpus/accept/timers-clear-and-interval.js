//! title: intervals that clear themselves and timers with arguments
//! value: ["tick0","tick1","tick2","micro"]
const ticks = [];
await new Promise((resolve) => {
  const id = setInterval((label) => {
    ticks.push(label + ticks.length);
    if (ticks.length === 3) { clearInterval(id); resolve(); }
  }, 1, 'tick');
});
const cancelled = setTimeout(() => ticks.push('never'), 0);
clearTimeout(cancelled);
await new Promise((r) => setTimeout(r, 3));
queueMicrotask(() => ticks.push('micro'));
await null;
return ticks;
