//! title: bigints
//! value: [{"$bigint":"18446744073709551616"},{"$bigint":"3"},{"$bigint":"-1"},{"$bigint":"246"},{"$bigint":"1"},true,{"$bigint":"1024"},"bigint","7b"]
return [2n**64n,10n/3n,-7n%3n,BigInt('123')*2n,BigInt.asUintN(8,257n),5n>4,1n<<10n,typeof 1n,(123n).toString(16)]
