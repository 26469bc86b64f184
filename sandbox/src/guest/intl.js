// `toLocaleString` and its family for `en-US` in UTC, without the tables of a full `Intl`.
(function () {
  'use strict';
  const { call } = ''.slice;
  const slice = call.bind(''.slice);
  const indexOf = call.bind(''.indexOf);
  const repeat = call.bind(''.repeat);
  const lower = call.bind(''.toLowerCase);
  const upper = call.bind(''.toUpperCase);
  const codePointAt = call.bind(''.codePointAt);
  const normalize = call.bind(''.normalize);
  const exec = call.bind(/a/.exec);
  const test = (pattern, text) => exec(pattern, text) !== null;
  const { floor, min, max } = Math;
  const { is } = Object;
  const numberOf = call.bind(Number.prototype.valueOf);
  const integerOf = call.bind(BigInt.prototype.valueOf);
  const date = Date.prototype;
  const getTime = call.bind(date.getTime);
  const yearOf = call.bind(date.getUTCFullYear);
  const monthOf = call.bind(date.getUTCMonth);
  const dayOf = call.bind(date.getUTCDate);
  const weekdayOf = call.bind(date.getUTCDay);
  const hoursOf = call.bind(date.getUTCHours);
  const minutesOf = call.bind(date.getUTCMinutes);
  const secondsOf = call.bind(date.getUTCSeconds);
  const millisecondsOf = call.bind(date.getUTCMilliseconds);

  // Own options alone: with a prototype they would be what the script puts there.
  const own = (options) => ({ __proto__: null, ...options });
  const endsWith = (text, char) => text[text.length - 1] === char;
  const withoutZeros = (digits) => {
    let start = 0;
    while (start < digits.length - 1 && digits[start] === '0') start++;
    return slice(digits, start);
  };
  // The texts that are not empty, with a separator between them.
  function joined(separator, first, second, third) {
    let text = first || '';
    if (second) text += (text ? separator : '') + second;
    if (third) text += (text ? separator : '') + third;
    return text;
  }
  const SYMBOLS = {
    __proto__: null,
    USD: '$', EUR: '€', GBP: '£', JPY: '¥', INR: '₹', CNY: 'CN¥', KRW: '₩', BRL: 'R$', CAD: 'CA$', AUD: 'A$',
    MXN: 'MX$', NZD: 'NZ$', ILS: '₪', VND: '₫', HKD: 'HK$', TWD: 'NT$', PHP: '₱',
  };
  const isCode = (text) => {
    if (text.length !== 3) return false;
    for (let i = 0; i < 3; i++) if (!((text[i] >= 'a' && text[i] <= 'z') || (text[i] >= 'A' && text[i] <= 'Z'))) return false;
    return true;
  };
  const WHOLE = { __proto__: null, JPY: 1, KRW: 1, VND: 1, CLP: 1 };
  const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
  const MONTHS = [
    'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December',
  ];

  function digitOption(value, low, high, fallback, name) {
    if (value === undefined) return fallback;
    const number = +value;
    if (!(number >= low && number <= high)) throw new RangeError(`${name} value is out of range.`);
    return floor(number);
  }

  // Decimal digits of a finite, non-negative number, as the shortest text that gives it back.
  function decimal(number) {
    const text = '' + number;
    const at = indexOf(text, 'e');
    const mantissa = at < 0 ? text : slice(text, 0, at);
    const dot = indexOf(mantissa, '.');
    const whole = dot < 0 ? mantissa : slice(mantissa, 0, dot);
    const part = dot < 0 ? '' : slice(mantissa, dot + 1);
    const exponent = at < 0 ? 0 : +slice(text, at + 1);
    if (exponent === 0) return { whole, part };
    const digits = whole + part;
    const point = whole.length + exponent;
    if (point <= 0) return { whole: '0', part: repeat('0', -point) + digits };
    if (point >= digits.length) return { whole: digits + repeat('0', point - digits.length), part: '' };
    return { whole: slice(digits, 0, point), part: slice(digits, point) };
  }

  function increment(digits) {
    let out = '';
    let carry = 1;
    for (let i = digits.length - 1; i >= 0; i--) {
      const digit = +digits[i] + carry;
      carry = digit > 9 ? 1 : 0;
      out = (digit % 10) + out;
    }
    return carry ? '1' + out : out;
  }

  // Rounds half away from zero, as Intl does, on the decimal digits.
  function round({ whole, part }, places) {
    if (part.length <= places) return { whole, part };
    const kept = whole + slice(part, 0, places);
    const digits = part[places] >= '5' ? increment(kept) : kept;
    const split = digits.length - places;
    return { whole: slice(digits, 0, split) || '0', part: slice(digits, split) };
  }

  function significant({ whole, part }, low, high) {
    const digits = (whole === '0' ? '' : whole) + part;
    let leading = 0;
    while (leading < digits.length && digits[leading] === '0') leading++;
    const magnitude = whole === '0' ? -leading : whole.length;
    let w = whole;
    let p = part;
    const places = high - magnitude;
    if (places >= 0) ({ whole: w, part: p } = round({ whole, part }, places));
    else {
      const cut = -places;
      const kept = slice(w, 0, w.length - cut) || '0';
      const up = w[w.length - cut] >= '5';
      w = (up ? increment(kept) : kept) + repeat('0', cut);
      p = '';
    }
    while (p.length > 0 && endsWith(p, '0') && p.length > low - magnitude) p = slice(p, 0, -1);
    while (p.length < low - magnitude) p += '0';
    return { whole: w, part: p };
  }

  function group(whole) {
    let out = '';
    for (let end = whole.length; end > 0; end -= 3) out = slice(whole, end > 3 ? end - 3 : 0, end) + (out ? ',' + out : '');
    return out;
  }

  function formatNumber(value, given) {
    const options = own(given);
    const { style = 'decimal', currency, notation, useGrouping = true, signDisplay = 'auto', unit } = options;
    if (style === 'currency' && currency === undefined) throw new TypeError('Currency code is required with currency style.');
    if (style === 'currency' && !isCode(`${currency}`)) throw new RangeError(`Invalid currency code : ${currency}`);
    const big = typeof value === 'bigint';
    const negative = big ? value < 0n : value < 0 || is(value, -0);
    let text;
    let suffix = '';
    if (!big && value !== value) text = 'NaN';
    else if (!big && (value === Infinity || value === -Infinity)) text = '∞';
    else {
      let digits = big ? { whole: slice('' + value, negative ? 1 : 0), part: '' } : decimal(negative ? -value : value);
      if (style === 'percent') {
        const all = digits.whole + slice(digits.part + '00', 0, 2);
        digits = { whole: withoutZeros(all), part: slice(digits.part, 2) };
      }
      let places = style === 'currency' ? (WHOLE[currency] ? 0 : 2) : 0;
      let most = style === 'currency' ? places : style === 'percent' ? 0 : 3;
      let compact = false;
      if (notation === 'compact') {
        const units = ['', 'K', 'M', 'B', 'T'];
        let step = 0;
        while (step < 4 && digits.whole.length > 3) {
          const { whole, part } = digits;
          digits = { whole: slice(whole, 0, -3), part: slice(whole, -3) + part };
          step++;
        }
        suffix = units[step];
        compact = options.maximumFractionDigits === undefined && options.minimumFractionDigits === undefined;
        places = 0;
        most = 0;
      }
      if (options.maximumSignificantDigits !== undefined || options.minimumSignificantDigits !== undefined) {
        const low = digitOption(options.minimumSignificantDigits, 1, 21, 1, 'minimumSignificantDigits');
        const high = digitOption(options.maximumSignificantDigits, low, 21, 21, 'maximumSignificantDigits');
        digits = significant(digits, low, high);
      } else if (compact) {
        digits = digits.whole.length > 1 ? round(digits, 0) : significant(digits, 1, 2);
      } else {
        const low = digitOption(options.minimumFractionDigits, 0, 100, undefined, 'minimumFractionDigits');
        const high = digitOption(options.maximumFractionDigits, 0, 100, undefined, 'maximumFractionDigits');
        if (low !== undefined && high !== undefined && low > high) throw new RangeError('maximumFractionDigits value is out of range.');
        const least = low ?? (high === undefined ? places : min(places, high));
        const greatest = high ?? max(most, least);
        digits = round(digits, greatest);
        let { part } = digits;
        while (part.length > least && endsWith(part, '0')) part = slice(part, 0, -1);
        while (part.length < least) part += '0';
        digits = { whole: digits.whole, part };
      }
      const integers = digitOption(options.minimumIntegerDigits, 1, 21, 1, 'minimumIntegerDigits');
      const whole = repeat('0', max(0, integers - digits.whole.length)) + digits.whole;
      text = (useGrouping ? group(whole) : whole) + (digits.part ? '.' + digits.part : '');
    }
    text += suffix;
    if (style === 'percent') text += '%';
    else if (style === 'currency') {
      const code = upper('' + currency);
      const symbol = options.currencyDisplay === 'code' ? code + '\u00a0' : SYMBOLS[code] ?? code + '\u00a0';
      text = symbol + text;
    } else if (style === 'unit' && unit !== undefined) text += ' ' + unit;
    const zero = !test(/[1-9∞]/, text);
    let sign = negative ? '-' : '';
    if (signDisplay === 'never' || (signDisplay === 'exceptZero' && zero)) sign = '';
    else if (!negative && (signDisplay === 'always' || signDisplay === 'exceptZero')) sign = '+';
    return sign + text;
  }

  const STYLES = {
    __proto__: null,
    full: { __proto__: null, weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
    long: { __proto__: null, year: 'numeric', month: 'long', day: 'numeric' },
    medium: { __proto__: null, year: 'numeric', month: 'short', day: 'numeric' },
    short: { __proto__: null, year: '2-digit', month: 'numeric', day: 'numeric' },
  };
  const TIMES = {
    __proto__: null,
    full: { __proto__: null, hour: 'numeric', minute: '2-digit', second: '2-digit', timeZoneName: 'long' },
    long: { __proto__: null, hour: 'numeric', minute: '2-digit', second: '2-digit', timeZoneName: 'short' },
    medium: { __proto__: null, hour: 'numeric', minute: '2-digit', second: '2-digit' },
    short: { __proto__: null, hour: 'numeric', minute: '2-digit' },
  };
  const two = (number) => (number < 10 ? '0' : '') + number;

  function formatDate(date, given, wantDate, wantTime) {
    const time = getTime(date);
    if (time !== time) return 'Invalid Date';
    const options = own(given);
    const zone = options.timeZone;
    if (zone !== undefined && !test(/^(utc|gmt|etc\/(utc|gmt))$/i, `${zone}`)) {
      throw new RangeError(`Invalid time zone specified: ${zone} (only UTC is available)`);
    }
    const styled = options.dateStyle !== undefined || options.timeStyle !== undefined;
    let parts = options;
    if (styled) {
      const { hour12, hourCycle } = options;
      parts = { __proto__: null, ...STYLES[options.dateStyle], ...TIMES[options.timeStyle], hour12, hourCycle };
    } else {
      const { weekday, year, month, day, hour, minute, second, fractionalSecondDigits } = options;
      const hasDate = weekday !== undefined || year !== undefined || month !== undefined || day !== undefined;
      const hasTime =
        hour !== undefined || minute !== undefined || second !== undefined || fractionalSecondDigits !== undefined;
      if (!((wantDate && hasDate) || (wantTime && hasTime) || (hasDate && hasTime))) {
        if (wantDate) parts = { __proto__: null, ...parts, year: 'numeric', month: 'numeric', day: 'numeric' };
        if (wantTime) parts = { __proto__: null, ...parts, hour: 'numeric', minute: '2-digit', second: '2-digit' };
      }
    }
    const dateText = datePart(date, parts);
    const timeText = timePart(date, parts);
    if (!dateText || !timeText) return dateText || timeText;
    const long = styled ? options.dateStyle === 'full' || options.dateStyle === 'long' : parts.month === 'long';
    return dateText + (long ? ' at ' : ', ') + timeText;
  }

  function datePart(date, { weekday, year, month, day }) {
    const fullName = DAYS[weekdayOf(date)];
    const dayName = weekday && (weekday === 'long' ? fullName : slice(fullName, 0, weekday === 'narrow' ? 1 : 3));
    const yearText = year && (year === '2-digit' ? two(yearOf(date) % 100) : '' + yearOf(date));
    const dayText = day && (day === '2-digit' ? two(dayOf(date)) : '' + dayOf(date));
    if (month === undefined || month === 'numeric' || month === '2-digit') {
      const monthText = month && (month === '2-digit' ? two(monthOf(date) + 1) : '' + (monthOf(date) + 1));
      if (dayName && dayText && !monthText && !yearText) return `${dayText} ${dayName}`;
      return joined(', ', dayName, joined('/', monthText, dayText, yearText));
    }
    const name = MONTHS[monthOf(date)];
    const monthText = month === 'long' ? name : slice(name, 0, month === 'narrow' ? 1 : 3);
    const monthDay = joined(' ', monthText, dayText);
    const withYear = yearText ? monthDay + (dayText ? ', ' : ' ') + yearText : monthDay;
    return joined(', ', dayName, withYear);
  }

  function timePart(date, { hour, minute, second, fractionalSecondDigits, hour12, hourCycle, timeZoneName }) {
    if (!hour && !minute && !second && !fractionalSecondDigits) return '';
    const hours = hoursOf(date);
    const half = hour12 ?? !(hourCycle === 'h23' || hourCycle === 'h24');
    let hourText, minuteText, secondText;
    if (hour) {
      const shown = half ? hours % 12 || 12 : hours === 0 && hour12 === false && hourCycle === undefined ? 24 : hours;
      hourText = hour === '2-digit' || !half ? two(shown) : '' + shown;
    }
    if (minute) minuteText = hour || (minute === '2-digit' && second) ? two(minutesOf(date)) : '' + minutesOf(date);
    if (second) {
      secondText = hour || minute ? two(secondsOf(date)) : '' + secondsOf(date);
      if (fractionalSecondDigits) {
        secondText += '.' + slice(slice(`00${millisecondsOf(date)}`, -3), 0, fractionalSecondDigits);
      }
    }
    let text = joined(':', hourText, minuteText, secondText);
    if (hour && half) text += hours < 12 ? ' AM' : ' PM';
    if (timeZoneName) text += timeZoneName === 'long' ? ' Coordinated Universal Time' : ' UTC';
    return text;
  }

  // Spaces and punctuation, then digits, then letters; accents and case only break ties.
  const PUNCTUATION = ' _-,;:!?.\'"()[]{}@*/\\&#%`^+<=>|~$';
  function weight(char) {
    const code = codePointAt(char, 0);
    if (code >= 48 && code <= 57) return 0x200000 + code;
    const at = indexOf(PUNCTUATION, char);
    if (at >= 0) return at;
    if (test(/[\p{L}]/u, char)) return 0x400000 + code;
    return code;
  }
  // The text without its accents.
  function strip(text) {
    const whole = normalize(text, 'NFD');
    let out = '';
    let start = 0;
    for (let i = 0; i < whole.length; i++) {
      if (whole[i] < '\u0300') continue;
      const code = codePointAt(whole, i);
      const units = code > 0xffff ? 2 : 1;
      if (test(/^\p{M}/u, slice(whole, i, i + units))) {
        out += slice(whole, start, i);
        start = i + units;
      }
      i += units - 1;
    }
    return start === 0 ? whole : out + slice(whole, start);
  }

  function compareBase(a, b, numeric) {
    let i = 0;
    let j = 0;
    while (i < a.length && j < b.length) {
      if (numeric && a[i] >= '0' && a[i] <= '9' && b[j] >= '0' && b[j] <= '9') {
        let x = i;
        let y = j;
        while (x < a.length && a[x] >= '0' && a[x] <= '9') x++;
        while (y < b.length && b[y] >= '0' && b[y] <= '9') y++;
        const left = withoutZeros(slice(a, i, x));
        const right = withoutZeros(slice(b, j, y));
        if (left.length !== right.length) return left.length < right.length ? -1 : 1;
        if (left !== right) return left < right ? -1 : 1;
        i = x;
        j = y;
        continue;
      }
      if (a[i] !== b[j]) {
        const difference = weight(a[i]) - weight(b[j]);
        if (difference !== 0) return difference < 0 ? -1 : 1;
      }
      i++;
      j++;
    }
    return a.length - i === b.length - j ? 0 : a.length - i < b.length - j ? -1 : 1;
  }

  function compare(left, right, options) {
    if (left === right) return 0;
    const { numeric = false, sensitivity = 'variant', caseFirst } = own(options);
    const a = strip(left);
    const b = strip(right);
    const base = compareBase(lower(a), lower(b), numeric);
    if (base !== 0 || sensitivity === 'base') return base;
    if (sensitivity !== 'case') {
      const accented = lower(normalize(left, 'NFD'));
      const other = lower(normalize(right, 'NFD'));
      if (accented !== other) return accented < other ? -1 : 1;
      if (sensitivity === 'accent') return 0;
    }
    for (let i = 0; i < a.length && i < b.length; i++) {
      if (a[i] !== b[i]) return (a[i] === lower(a[i])) === (caseFirst !== 'upper') ? -1 : 1;
    }
    return 0;
  }

  function define(proto, methods) {
    for (const name in methods) {
      Object.defineProperty(proto, name, { value: methods[name], writable: true, configurable: true, enumerable: false });
    }
  }
  define(Number.prototype, { toLocaleString(_locales, options) { return formatNumber(numberOf(this), options); } });
  define(BigInt.prototype, { toLocaleString(_locales, options) { return formatNumber(integerOf(this), options); } });
  define(date, {
    toLocaleString(_locales, options) { return formatDate(this, options, true, true); },
    toLocaleDateString(_locales, options) { return formatDate(this, options, true, false); },
    toLocaleTimeString(_locales, options) { return formatDate(this, options, false, true); },
  });
  define(String.prototype, {
    localeCompare(that, _locales, options) { return compare(`${this}`, `${that}`, options); },
  });
});
