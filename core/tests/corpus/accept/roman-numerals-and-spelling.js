//! title: ordinals and words for numbers
//! value: [["1st","2nd","3rd","4th","11th","12th","13th","21st","22nd","101st","111th"],["zero","thirteen","forty-two","one hundred","nine hundred and ninety-nine","twelve thousand three hundred and forty-five"]]
const ordinal = (n) => n + (['st', 'nd', 'rd'][((n + 90) % 100 - 10) % 10 - 1] || 'th');
const ones = 'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const tens = ',,twenty,thirty,forty,fifty,sixty,seventy,eighty,ninety'.split(',');
const words = (n) => n < 20 ? ones[n] : n < 100 ? tens[n / 10 | 0] + (n % 10 ? '-' + ones[n % 10] : '') : n < 1000 ? `${ones[n / 100 | 0]} hundred${n % 100 ? ' and ' + words(n % 100) : ''}` : `${words(n / 1000 | 0)} thousand${n % 1000 ? ' ' + words(n % 1000) : ''}`;
return [[1, 2, 3, 4, 11, 12, 13, 21, 22, 101, 111].map(ordinal), [0, 13, 42, 100, 999, 12345].map(words)];
