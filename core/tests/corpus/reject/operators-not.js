//! title: a run of exclamation marks
//! finding: OPERATOR_RUN 2
const a = 1
const b = !!!!!!!!!!!!!!!!!!!!!!!!!a
return b
