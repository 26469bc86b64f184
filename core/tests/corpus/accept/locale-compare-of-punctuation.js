//! title: localeCompare puts the underscore before the hyphen, and letters last
//! value: [" x","_x","-x",".x","1","x"]
return ['-x', '_x', 'x', '1', ' x', '.x'].sort((a, b) => a.localeCompare(b));
