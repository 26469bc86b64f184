//! title: ctor key from caught message
//! stopped: 4 EXECUTION_ERROR
try {
  throw new Error('constructor')
} catch ({ message }) {
  return (() => {})[message]("return 'ESCAPED'")()
}
