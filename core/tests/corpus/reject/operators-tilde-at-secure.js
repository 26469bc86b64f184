//! title: a run of tildes at secure
//! level: secure
//! finding: OPERATOR_RUN 2
const bits = 5
return ~~~~~~~~~~~~~~~~bits
