//! title: calls nested deeper than agentscript allows
//! level: strict
//! finding: NESTING_TOO_DEEP 2
const inc = (n) => n + 1
return inc(inc(inc(inc(inc(inc(inc(inc(inc(inc(inc(inc(inc(inc(inc(inc(inc(inc(inc(inc(inc(0)))))))))))))))))))))
