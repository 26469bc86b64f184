//! title: agentscript regex by replace text
//! level: strict
//! value: "a.constructorb"
return 'a.b'.replaceAll('.', '$&constructor')
