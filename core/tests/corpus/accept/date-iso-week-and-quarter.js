//! title: the week, quarter and day of the year
//! value: [["2024-W01","Q1",1],["2025-W01","Q4",365],["2020-W53","Q1",3],["2020-W53","Q4",366],["2024-W09","Q1",60]]
const utc = (s) => new Date(`${s}T00:00:00Z`);
function isoWeek(date) {
  const d = new Date(date);
  d.setUTCDate(d.getUTCDate() + 4 - (d.getUTCDay() || 7));
  const start = Date.UTC(d.getUTCFullYear(), 0, 1);
  return `${d.getUTCFullYear()}-W${String(Math.ceil(((d - start) / 864e5 + 1) / 7)).padStart(2, '0')}`;
}
const dayOfYear = (d) => Math.floor((d - Date.UTC(d.getUTCFullYear(), 0, 0)) / 864e5);
return ['2024-01-01', '2024-12-30', '2021-01-03', '2020-12-31', '2024-02-29'].map(utc).map((d) => [isoWeek(d), 'Q' + Math.ceil((d.getUTCMonth() + 1) / 3), dayOfYear(d)]);
