//! title: numbers with separators, by toLocaleString and by hand
//! value: ["1,234,567.891","1,234,567.891","0","-9,876","1,000,000,000,000,000,000,000","1,234,567","999","12,345","1,234.5,a"]
const group = (n) => String(n).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
return [(1234567.891).toLocaleString(), (1234567.891).toLocaleString('en-US'), (0).toLocaleString(), (-9876).toLocaleString(), (1e21).toLocaleString('en-US'), group(1234567), (999).toLocaleString(), (12345n).toLocaleString('en-US'), [1234.5, 'a'].toLocaleString()];
