//! title: wrapper closed inside a comment
//! stopped: 0 PARSE_ERROR
return 1 /* }; }); callTool('escaped', {})
