//! title: wrapper last line comment
//! value: 1
return 1 // }; }); callTool('escaped', {})
