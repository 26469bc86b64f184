//! title: ctor key while another task writes keys
//! stopped: 4 EXECUTION_ERROR
const numbers = [1, 2, 3]
const noise = async () => { for (let n = 0; n < 50; n++) { await null; numbers[String(n % 3)] } }
const reach = async () => (() => {})[(await null, await Promise.resolve('constructor'))]
const [, make] = await Promise.all([noise(), reach(), noise()])
return make("return 'ESCAPED'")()
