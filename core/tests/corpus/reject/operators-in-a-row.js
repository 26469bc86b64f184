//! title: operators in a row
//! finding: OPERATOR_RUN 1
return !!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!1
