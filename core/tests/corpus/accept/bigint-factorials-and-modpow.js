//! title: BigInt: factorial, modular power, gcd and bits
//! value: [{"$bigint":"265252859812191058636308480000000"},{"$bigint":"959082"},{"$bigint":"9"},true,{"$bigint":"-1"},{"$bigint":"18446744073709551615"},"TypeError",true,true,false,1125899906842624,9007199254740992,{"$bigint":"9007199254740993"},{"$bigint":"9007199254740993"},{"$bigint":"-5"},"bigint","100000000000000000000","1,2,3","ff",{"$bigint":"5"},{"$bigint":"49"},{"$bigint":"-6"}]
const modpow = (b, e, m) => { let r = 1n; b %= m; while (e > 0n) { if (e & 1n) r = (r * b) % m; b = (b * b) % m; e >>= 1n; } return r; };
const gcd = (a, b) => (b === 0n ? a : gcd(b, a % b));
let f = 1n;
for (let i = 1n; i <= 30n; i++) f *= i;
const isPrime = (n) => { if (n < 2n) return false; for (let d = 2n; d * d <= n; d++) if (n % d === 0n) return false; return true; };
let mixed;
try { mixed = 1n + 1; } catch (e) { mixed = e.name; }
return [f, modpow(3n, 200n, 1000007n), gcd(123456789n, 987654321n), isPrime(104729n), BigInt.asIntN(8, 255n), BigInt.asUintN(64, -1n), mixed, 10n > 9, 2n == 2, 2n === 2, Number(2n ** 50n), parseInt('9007199254740993'), BigInt('9007199254740993'), BigInt(2 ** 53) + 1n, -(5n), typeof (5n * 2n), `${10n ** 20n}`, [3n, 1n, 2n].sort().join(), (255n).toString(16), BigInt('0b101'), 7n ** 2n, ~5n];
