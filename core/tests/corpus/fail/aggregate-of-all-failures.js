//! title: Promise.any without a success is not caught
//! error: EXECUTION_ERROR
//! name: AggregateError
const user = await Promise.any([
  tools.fail({ message: 'a' }),
  tools.fail({ message: 'b' }),
]);
return user;
