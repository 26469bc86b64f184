//! title: accents removed by normalize, code points counted
//! value: ["creme-brulee-nandu",false,true,2,[8,5],"fi","1","😀ña","äåö","3a9","日本語"]
const slug = (t) => t.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
const nfc = '\u00e9', nfd = 'e\u0301';
const family = '👨‍👩‍👧';
return [slug('  Crème Brûlée & Ñandú!  '), nfc === nfd, nfc === nfd.normalize(), [...nfd].length, [family.length, [...family].length], 'ﬁ'.normalize('NFKC'), '①'.normalize('NFKD'), [...'añ😀'].reverse().join(''), 'åäö'.split('').sort().join(''), 'Ω'.codePointAt(0).toString(16), '日本語テキスト'.slice(0, 3)];
