//! title: a run of minus signs with blanks
//! finding: OPERATOR_RUN 2
const a = 1
return - - - - - - - - - - - - - - - - - - - - - - a
