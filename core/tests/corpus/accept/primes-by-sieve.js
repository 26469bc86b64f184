//! title: primes by a sieve
//! value: [2,3,5,7,11,13,17,19,23,29,31,37,41,43,47,53,59]
const limit = 60
const sieve = new Uint8Array(limit + 1)
const primes = []
for (let i = 2; i <= limit; i++) {
  if (sieve[i]) continue
  primes.push(i)
  for (let j = i * i; j <= limit; j += i) sieve[j] = 1
}
return primes
