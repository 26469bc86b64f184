//! title: days and months added in UTC, with ends of months and leap years
//! value: ["2024-03-01","2024-02-29","2025-02-28","2023-11-30",[false,true,false,true],29,"2024-12-31","2024-02-01T01:00:00.000Z"]
const addDays = (d, n) => new Date(d.getTime() + n * 86400000);
const addMonths = (d, n) => { const day = d.getUTCDate(); const r = new Date(Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + n, 1)); const last = new Date(Date.UTC(r.getUTCFullYear(), r.getUTCMonth() + 1, 0)).getUTCDate(); r.setUTCDate(Math.min(day, last)); return r; };
const iso = (d) => d.toISOString().slice(0, 10);
const leap = (y) => new Date(Date.UTC(y, 1, 29)).getUTCMonth() === 1;
const jan31 = new Date('2024-01-31');
return [iso(addDays(new Date('2024-02-28'), 2)), iso(addMonths(jan31, 1)), iso(addMonths(jan31, 13)), iso(addMonths(jan31, -2)), [1900, 2000, 2023, 2024].map(leap), (new Date('2024-03-01') - new Date('2024-02-01')) / 864e5, iso(new Date(Date.UTC(2024, 12, 0))), new Date(2024, 0, 31, 25).toISOString()];
