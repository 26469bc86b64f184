//! title: a reserved word as a parameter
//! finding: PARSE_ERROR 2
const orders = [{ id: 1, default: true }]
return orders.filter((new) => new.default)
