//! title: an interval that is never cleared
//! error: TIMEOUT
let ticks = 0;
await new Promise((resolve) => {
  setInterval(() => {
    ticks++;
    if (ticks < 0) resolve();
  }, 100);
});
return ticks;
