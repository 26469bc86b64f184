//! title: an own getter in the result
//! error: SERIALIZATION_ERROR
const cart = {
  items: [1, 2],
  get total() { return this.items.length; },
};
return { cart };
