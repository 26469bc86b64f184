//! title: typescript enum named after the guest
//! value: 0
enum tools { A }
return tools.A
