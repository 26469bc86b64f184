//! title: a class itself as result
//! error: SERIALIZATION_ERROR
class Report { rows = []; }
return { Report };
