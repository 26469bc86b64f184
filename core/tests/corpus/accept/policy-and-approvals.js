//! title: A policy refuses, an approval lets through or does not.
//! plain: no
//! value: ["TOOL_DENIED: the host's policy refuses this call of `drop`: nothing is dropped here","TOOL_DENIED: the host's policy refuses calls of `internal:stats`",{"paid":5},"TOOL_DENIED: the call of `pay` was not approved: too much"]
const ends = [];
const attempt = async (call) => {
  try { ends.push(await call()); } catch (error) { ends.push(`${error.code}: ${error.message}`); }
};
await attempt(() => tools.drop({}));
await attempt(() => tools.internal.stats({}));
await attempt(() => tools.pay({ amount: 5 }));
await attempt(() => tools.pay({ amount: 50 }));
return ends;
