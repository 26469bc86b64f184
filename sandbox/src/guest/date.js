// The guest's time zone is UTC, whatever the host's is. The local methods of `Date` become the UTC ones.
(function (Date, nativeParse) {
  'use strict';
  const proto = Date.prototype;
  const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
  const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  const ZONE = 'GMT+0000 (Coordinated Universal Time)';
  const { getTime, getUTCDate, getUTCDay, getUTCFullYear, getUTCHours, getUTCMinutes, getUTCMonth, getUTCSeconds } = proto;
  const { call: apply } = getTime;
  const call = apply.bind(apply);
  const slice = apply.bind(''.slice);
  const matches = apply.bind(/a/.exec);
  const two = (number) => (number < 10 ? '0' : '') + number;

  function year(date) {
    const value = call(getUTCFullYear, date);
    const text = '' + (value < 0 ? -value : value);
    return (value < 0 ? '-' : '') + (text.length < 4 ? slice('0000', text.length) + text : text);
  }
  function dateText(date) {
    return `${DAYS[call(getUTCDay, date)]} ${MONTHS[call(getUTCMonth, date)]} ${two(call(getUTCDate, date))} ${year(date)}`;
  }
  function timeText(date) {
    return `${two(call(getUTCHours, date))}:${two(call(getUTCMinutes, date))}:${two(call(getUTCSeconds, date))} ${ZONE}`;
  }
  const valid = (date) => call(getTime, date) === call(getTime, date);

  function define(name, value) {
    Object.defineProperty(proto, name, { value, writable: true, configurable: true, enumerable: false });
  }
  for (const part of ['Date', 'Day', 'FullYear', 'Hours', 'Milliseconds', 'Minutes', 'Month', 'Seconds']) {
    define('get' + part, proto['getUTC' + part]);
    if (part !== 'Day') define('set' + part, proto['setUTC' + part]);
  }
  const methods = {
    getTimezoneOffset() { return valid(this) ? 0 : NaN; },
    getYear() { return call(getUTCFullYear, this) - 1900; },
    toString() { return valid(this) ? `${dateText(this)} ${timeText(this)}` : 'Invalid Date'; },
    toDateString() { return valid(this) ? dateText(this) : 'Invalid Date'; },
    toTimeString() { return valid(this) ? timeText(this) : 'Invalid Date'; },
  };
  for (const name in methods) define(name, methods[name]);

  // A text without a zone is local time for the engine, unless it is a date of the ISO form alone.
  const ISO_DATE = /^[+-]?\d{4,6}(-\d\d){0,2}$/;
  const ISO_TIME = /^[+-]?\d{4,6}-\d\d-\d\dT[\d:.]+$/;
  const HAS_ZONE = /(Z|GMT|UTC|UT|[A-Z]{2}T|[+-]\d\d:?\d\d)(\s*\(.*\))?\s*$/i;
  return function parse(value) {
    const text = `${value}`;
    const time = nativeParse(text);
    if (time !== time || matches(ISO_DATE, text) !== null) return time;
    if (matches(ISO_TIME, text) !== null) return nativeParse(text + 'Z');
    return matches(HAS_ZONE, text) !== null ? time : nativeParse(text + ' UTC');
  };
});
