//! title: names with accents and escapes in texts
//! value: [3,"n",2,"x→3",6.140000000000001,"tab\tnew\nquote'\"\\ nul\u0000 bell\u0007 ✓ 👍 joined",4,2,true,"it's","back`tick"]
const größe = 3, été = { 名前: 'n', ñ: 2 }, $ = 1, _ = 2, π = 3.14;
const { 名前 } = été;
const zażółć = (ł) => `${ł}→${größe}`;
const text = 'tab\tnew\nquote\'\"\\ nul\0 bell\x07 \u2713 \u{1F44D} \
joined';
return [größe, 名前, été.ñ, zażółć('x'), $ + _ + π, text, [...'👩🏽‍🚀'].length, 'İ'.toLowerCase().length, '\u{61}' === 'a', "it's", `back\`tick`];
