//! title: unicode mathematical function
//! stopped: 1 UNKNOWN_GLOBAL
return 𝐅𝐮𝐧𝐜𝐭𝐢𝐨𝐧("return 'ESCAPED'")()
