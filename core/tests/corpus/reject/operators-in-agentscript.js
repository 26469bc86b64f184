//! title: six operators in a row are too many in agentscript
//! level: strict
//! finding: OPERATOR_RUN 2
const a = 1
const yes = !!!!!!a
return yes
