//! title: big integers in arithmetic
//! value: [{"$bigint":"15511210043330985984000000"},{"$bigint":"1267650600228229401496703205376"},{"$bigint":"-3"},{"$bigint":"-1"},{"$bigint":"255"},{"$bigint":"1"},true,true,"bigint","q1ysz911ih2d1",{"$bigint":"1180591620717411303424"},"no",["1","2","3"]]
const factorial = (n) => (n <= 1n ? 1n : n * factorial(n - 1n))
return [factorial(25n), 2n ** 100n, -7n / 2n, -7n % 3n, BigInt('0xff'), BigInt.asUintN(8, 257n), 5n > 4, 2n == 2, typeof 1n, (123456789012345678901n).toString(36), 1n << 70n, 0n ? 'yes' : 'no', [3n, 1, 2n].sort((a, b) => (a < b ? -1 : 1)).map(String)]
