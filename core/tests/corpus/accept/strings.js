//! title: strings
//! value: ["**abc","a+b","x",2,128512,2,"c",["a","b",""],"abab",true,"bc",-1,"%120",4,2,"a2b","\\n1"]
return ['abc'.padStart(5,'*'),'a-b'.replaceAll('-','+'),' x '.trim(),'é'.normalize('NFD').length,'a😀'.codePointAt(1),[...'a😀'].length,'abc'.at(-1),'aXbX'.split('X'),'ab'.repeat(2),'Hello'.startsWith('He'),'abc'.substring(1),'a'.localeCompare('b'),'%'+'x'.charCodeAt(0),'abcabc'.lastIndexOf('b'),'İ'.toLowerCase().length,`a${1+1}b`,String.raw`\n${1}`]
