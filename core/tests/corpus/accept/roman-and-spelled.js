//! title: numbers as Roman numerals and back
//! value: [["MCMXCIV",1994],["MMXXIV",2024],["XLIX",49]]
const table = [[1000, 'M'], [900, 'CM'], [500, 'D'], [400, 'CD'], [100, 'C'], [90, 'XC'], [50, 'L'], [40, 'XL'], [10, 'X'], [9, 'IX'], [5, 'V'], [4, 'IV'], [1, 'I']]
const toRoman = (n) => table.reduce(([s, rest], [v, r]) => [s + r.repeat(Math.floor(rest / v)), rest % v], ['', n])[0]
const fromRoman = (s) => [...s].map((c) => ({ I: 1, V: 5, X: 10, L: 50, C: 100, D: 500, M: 1000 })[c]).reduce((sum, v, i, all) => sum + (v < (all[i + 1] ?? 0) ? -v : v), 0)
return [1994, 2024, 49].map((n) => [toRoman(n), fromRoman(toRoman(n))])
