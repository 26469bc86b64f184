//! title: optional calls, indexes, deletes and short circuits
//! value: [42,{"$undefined":true},{"$undefined":true},{"$undefined":true},{"$undefined":true},"0.0",0,1,true,true,"parens"]
let touched = 0;
const touch = () => { touched++; return 'k'; };
const config = { hooks: { onSave: (x) => x * 2 }, list: [{ n: null }], zero: 0, empty: '' };
const r = [
  config.hooks?.onSave?.(21), config.hooks?.onLoad?.(touch()), config.missing?.[touch()].deep.deeper, config.list?.[0]?.n?.x, config.list[5]?.n,
  config.zero?.toFixed(1), config.empty?.length, config?.['list'].length, delete config?.zero, delete config.missing?.x, (config.zero?.a)?.b ?? 'parens',
];
return r;
