//! title: texts are taken apart without regular expressions, in agentscript
//! value: ["ADA LOVELACE..",["a","b","c"],8,true,"a_b_c","Lovelace!","xxx",3]
//! language: agentscript
//! level: strict
const line = '  id=7; name=Ada Lovelace ;tags=a,b,,c  ';
const fields = Object.fromEntries(line.trim().split(';').map((part) => part.trim().split('=')));
const tags = fields.tags.split(',').filter((tag) => tag !== '');
return [fields.name.toUpperCase().padEnd(14, '.'), tags, Number(fields.id) + 1, line.includes('Ada'), 'a-b-c'.replaceAll('-', '_'), fields.name.slice(-8).concat('!'), 'x'.repeat(3), [...'héé'].length];
