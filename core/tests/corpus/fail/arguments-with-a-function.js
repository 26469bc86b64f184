//! title: a function among the arguments
//! error: SERIALIZATION_ERROR
const options = { key: 'k' };
options.onDone = () => 1;
await tools.echo(options);
