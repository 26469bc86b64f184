//! title: texts of many scripts
//! value: [[5,5,"NAÏVE",6],[10,10,"ÆRØSKØBING",10],[2,2,"東京",2],[6,6,"ПРИВЕТ",6],[6,3,"🙂👍🏽",6],[1,1,"FI",2]]
const words = ['naïve', 'Ærøskøbing', '東京', 'Привет', '🙂👍🏽', 'ﬁ']
return words.map((w) => [w.length, [...w].length, w.toUpperCase(), w.normalize('NFKD').length])
