// `toLocaleString` and its family for `en-US` in UTC, without the tables of a full `Intl`.
(function () {
  'use strict';
  const SYMBOLS = {
    __proto__: null,
    USD: '$', EUR: '€', GBP: '£', JPY: '¥', INR: '₹', CNY: 'CN¥', KRW: '₩', BRL: 'R$', CAD: 'CA$', AUD: 'A$',
    MXN: 'MX$', NZD: 'NZ$', ILS: '₪', VND: '₫', HKD: 'HK$', TWD: 'NT$', PHP: '₱',
  };
  // Options that nobody gave: with a prototype they would be what the script puts there.
  const NO_OPTIONS = { __proto__: null };
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
    return Math.floor(number);
  }

  // Decimal digits of a finite, non-negative number, as the shortest text that gives it back.
  function decimal(number) {
    const text = '' + number;
    const at = text.indexOf('e');
    const [whole, part = ''] = (at < 0 ? text : text.slice(0, at)).split('.');
    const exponent = at < 0 ? 0 : +text.slice(at + 1);
    if (exponent === 0) return [whole, part];
    const digits = whole + part;
    const point = whole.length + exponent;
    if (point <= 0) return ['0', '0'.repeat(-point) + digits];
    if (point >= digits.length) return [digits + '0'.repeat(point - digits.length), ''];
    return [digits.slice(0, point), digits.slice(point)];
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
  function round([whole, part], places) {
    if (part.length <= places) return [whole, part];
    const kept = whole + part.slice(0, places);
    const digits = part[places] >= '5' ? increment(kept) : kept;
    const split = digits.length - places;
    return [digits.slice(0, split) || '0', digits.slice(split)];
  }

  function significant([whole, part], low, high) {
    const digits = (whole === '0' ? '' : whole) + part;
    let leading = 0;
    while (leading < digits.length && digits[leading] === '0') leading++;
    const magnitude = whole === '0' ? -leading : whole.length;
    let [w, p] = [whole, part];
    const places = high - magnitude;
    if (places >= 0) [w, p] = round([w, p], places);
    else {
      const cut = -places;
      const kept = w.slice(0, w.length - cut) || '0';
      const up = w[w.length - cut] >= '5';
      w = (up ? increment(kept) : kept) + '0'.repeat(cut);
      p = '';
    }
    while (p.length > 0 && p.endsWith('0') && p.length > low - magnitude) p = p.slice(0, -1);
    while (p.length < low - magnitude) p += '0';
    return [w, p];
  }

  function group(whole) {
    let out = '';
    for (let end = whole.length; end > 0; end -= 3) out = whole.slice(end > 3 ? end - 3 : 0, end) + (out ? ',' + out : '');
    return out;
  }

  function formatNumber(value, options = NO_OPTIONS) {
    const { style = 'decimal', currency, notation, useGrouping = true, signDisplay = 'auto', unit } = options;
    if (style === 'currency' && currency === undefined) throw new TypeError('Currency code is required with currency style.');
    if (style === 'currency' && !isCode(`${currency}`)) throw new RangeError(`Invalid currency code : ${currency}`);
    const big = typeof value === 'bigint';
    const negative = big ? value < 0n : value < 0 || Object.is(value, -0);
    let text;
    let suffix = '';
    if (!big && value !== value) text = 'NaN';
    else if (!big && (value === Infinity || value === -Infinity)) text = '∞';
    else {
      let digits = big ? [('' + value).replace('-', ''), ''] : decimal(negative ? -value : value);
      if (style === 'percent') {
        const all = digits[0] + (digits[1] + '00').slice(0, 2);
        digits = [all.replace(/^0+(?=\d)/, ''), digits[1].slice(2)];
      }
      let places = style === 'currency' ? (WHOLE[currency] ? 0 : 2) : 0;
      let most = style === 'currency' ? places : style === 'percent' ? 0 : 3;
      let compact = false;
      if (notation === 'compact') {
        const units = ['', 'K', 'M', 'B', 'T'];
        let step = 0;
        while (step < 4 && digits[0].length > 3) {
          const [whole, part] = digits;
          digits = [whole.slice(0, -3), whole.slice(-3) + part];
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
        digits = digits[0].length > 1 ? round(digits, 0) : significant(digits, 1, 2);
      } else {
        const low = digitOption(options.minimumFractionDigits, 0, 100, undefined, 'minimumFractionDigits');
        const high = digitOption(options.maximumFractionDigits, 0, 100, undefined, 'maximumFractionDigits');
        if (low !== undefined && high !== undefined && low > high) throw new RangeError('maximumFractionDigits value is out of range.');
        const least = low ?? (high === undefined ? places : Math.min(places, high));
        const greatest = high ?? Math.max(most, least);
        digits = round(digits, greatest);
        let part = digits[1];
        while (part.length > least && part.endsWith('0')) part = part.slice(0, -1);
        while (part.length < least) part += '0';
        digits = [digits[0], part];
      }
      const integers = digitOption(options.minimumIntegerDigits, 1, 21, 1, 'minimumIntegerDigits');
      const whole = digits[0].padStart(integers, '0');
      text = (useGrouping ? group(whole) : whole) + (digits[1] ? '.' + digits[1] : '');
    }
    text += suffix;
    if (style === 'percent') text += '%';
    else if (style === 'currency') {
      const code = ('' + currency).toUpperCase();
      const symbol = options.currencyDisplay === 'code' ? code + '\u00a0' : SYMBOLS[code] ?? code + '\u00a0';
      text = symbol + text;
    } else if (style === 'unit' && unit !== undefined) text += ' ' + unit;
    const zero = !/[1-9∞]/.test(text);
    let sign = negative ? '-' : '';
    if (signDisplay === 'never' || (signDisplay === 'exceptZero' && zero)) sign = '';
    else if (!negative && (signDisplay === 'always' || signDisplay === 'exceptZero')) sign = '+';
    return sign + text;
  }

  const STYLES = {
    __proto__: null,
    full: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
    long: { year: 'numeric', month: 'long', day: 'numeric' },
    medium: { year: 'numeric', month: 'short', day: 'numeric' },
    short: { year: '2-digit', month: 'numeric', day: 'numeric' },
  };
  const TIMES = {
    __proto__: null,
    full: { hour: 'numeric', minute: '2-digit', second: '2-digit', timeZoneName: 'long' },
    long: { hour: 'numeric', minute: '2-digit', second: '2-digit', timeZoneName: 'short' },
    medium: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
    short: { hour: 'numeric', minute: '2-digit' },
  };
  const DATE_KEYS = ['weekday', 'year', 'month', 'day'];
  const TIME_KEYS = ['hour', 'minute', 'second', 'fractionalSecondDigits'];
  const two = (number) => (number < 10 ? '0' : '') + number;

  function formatDate(date, options = NO_OPTIONS, wantDate, wantTime) {
    const time = date.getTime();
    if (time !== time) return 'Invalid Date';
    const zone = options.timeZone;
    if (zone !== undefined && !/^(utc|gmt|etc\/(utc|gmt))$/i.test(zone)) {
      throw new RangeError(`Invalid time zone specified: ${zone} (only UTC is available)`);
    }
    let parts = { ...options };
    const styled = options.dateStyle !== undefined || options.timeStyle !== undefined;
    if (styled) parts = { ...STYLES[options.dateStyle], ...TIMES[options.timeStyle], hour12: options.hour12, hourCycle: options.hourCycle };
    else {
      const has = (keys) => keys.some((key) => options[key] !== undefined);
      const any = (wantDate && has(DATE_KEYS)) || (wantTime && has(TIME_KEYS)) || (has(DATE_KEYS) && has(TIME_KEYS));
      if (!any) {
        if (wantDate) Object.assign(parts, { year: 'numeric', month: 'numeric', day: 'numeric' });
        if (wantTime) Object.assign(parts, { hour: 'numeric', minute: '2-digit', second: '2-digit' });
      }
    }
    const dateText = datePart(date, parts);
    const timeText = timePart(date, parts);
    if (!dateText || !timeText) return dateText || timeText;
    const long = styled ? options.dateStyle === 'full' || options.dateStyle === 'long' : parts.month === 'long';
    return dateText + (long ? ' at ' : ', ') + timeText;
  }

  function datePart(date, { weekday, year, month, day }) {
    const dayName = weekday && (weekday === 'long' ? DAYS[date.getUTCDay()] : DAYS[date.getUTCDay()].slice(0, weekday === 'narrow' ? 1 : 3));
    const yearText = year && (year === '2-digit' ? two(date.getUTCFullYear() % 100) : '' + date.getUTCFullYear());
    const dayText = day && (day === '2-digit' ? two(date.getUTCDate()) : '' + date.getUTCDate());
    if (month === undefined || month === 'numeric' || month === '2-digit') {
      const monthText = month && (month === '2-digit' ? two(date.getUTCMonth() + 1) : '' + (date.getUTCMonth() + 1));
      const numbers = [monthText, dayText, yearText].filter(Boolean).join('/');
      if (dayName && dayText && !monthText && !yearText) return `${dayText} ${dayName}`;
      return [dayName, numbers].filter(Boolean).join(', ');
    }
    const name = MONTHS[date.getUTCMonth()];
    const monthText = month === 'long' ? name : name.slice(0, month === 'narrow' ? 1 : 3);
    const monthDay = [monthText, dayText].filter(Boolean).join(' ');
    const withYear = yearText ? monthDay + (dayText ? ', ' : ' ') + yearText : monthDay;
    return [dayName, withYear].filter(Boolean).join(', ');
  }

  function timePart(date, { hour, minute, second, fractionalSecondDigits, hour12, hourCycle, timeZoneName }) {
    if (!hour && !minute && !second && !fractionalSecondDigits) return '';
    const hours = date.getUTCHours();
    const half = hour12 ?? !(hourCycle === 'h23' || hourCycle === 'h24');
    const texts = [];
    if (hour) {
      const shown = half ? hours % 12 || 12 : hours === 0 && hour12 === false && hourCycle === undefined ? 24 : hours;
      texts.push(hour === '2-digit' || !half ? two(shown) : '' + shown);
    }
    if (minute) texts.push(hour || minute === '2-digit' && second ? two(date.getUTCMinutes()) : '' + date.getUTCMinutes());
    if (second) {
      let text = hour || minute ? two(date.getUTCSeconds()) : '' + date.getUTCSeconds();
      if (fractionalSecondDigits) text += '.' + `00${date.getUTCMilliseconds()}`.slice(-3).slice(0, fractionalSecondDigits);
      texts.push(text);
    }
    let text = texts.join(':');
    if (hour && half) text += hours < 12 ? ' AM' : ' PM';
    if (timeZoneName) text += timeZoneName === 'long' ? ' Coordinated Universal Time' : ' UTC';
    return text;
  }

  // Spaces and punctuation, then digits, then letters; accents and case only break ties.
  function weight(char) {
    const code = char.codePointAt(0);
    if (code >= 48 && code <= 57) return 0x200000 + code;
    if (/[\p{L}]/u.test(char)) return 0x400000 + code;
    return code;
  }
  const strip = (text) => text.normalize('NFD').replace(/\p{M}/gu, '');

  function compareBase(a, b, numeric) {
    let i = 0;
    let j = 0;
    while (i < a.length && j < b.length) {
      if (numeric && a[i] >= '0' && a[i] <= '9' && b[j] >= '0' && b[j] <= '9') {
        let x = i;
        let y = j;
        while (x < a.length && a[x] >= '0' && a[x] <= '9') x++;
        while (y < b.length && b[y] >= '0' && b[y] <= '9') y++;
        const left = a.slice(i, x).replace(/^0+(?=\d)/, '');
        const right = b.slice(j, y).replace(/^0+(?=\d)/, '');
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

  function compare(left, right, { numeric = false, sensitivity = 'variant', caseFirst } = NO_OPTIONS) {
    if (left === right) return 0;
    const base = compareBase(strip(left).toLowerCase(), strip(right).toLowerCase(), numeric);
    if (base !== 0 || sensitivity === 'base') return base;
    if (sensitivity !== 'case') {
      const a = left.normalize('NFD').toLowerCase();
      const b = right.normalize('NFD').toLowerCase();
      if (a !== b) return a < b ? -1 : 1;
      if (sensitivity === 'accent') return 0;
    }
    const [a, b] = [strip(left), strip(right)];
    for (let i = 0; i < a.length && i < b.length; i++) {
      if (a[i] === b[i]) continue;
      const lower = a[i] === a[i].toLowerCase();
      return lower === (caseFirst !== 'upper') ? -1 : 1;
    }
    return 0;
  }

  function define(proto, methods) {
    for (const name in methods) {
      Object.defineProperty(proto, name, { value: methods[name], writable: true, configurable: true, enumerable: false });
    }
  }
  define(Number.prototype, { toLocaleString(_locales, options) { return formatNumber(this.valueOf(), options); } });
  define(BigInt.prototype, { toLocaleString(_locales, options) { return formatNumber(this.valueOf(), options); } });
  define(Date.prototype, {
    toLocaleString(_locales, options) { return formatDate(this, options, true, true); },
    toLocaleDateString(_locales, options) { return formatDate(this, options, true, false); },
    toLocaleTimeString(_locales, options) { return formatDate(this, options, false, true); },
  });
  define(String.prototype, {
    localeCompare(that, _locales, options) { return compare(`${this}`, `${that}`, options); },
  });
});
