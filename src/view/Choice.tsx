export interface Option<Value extends string> {
  value: Value;
  label: string;
  /** The heading above the option; neighbours with the same heading share it. */
  group?: string;
}

interface Props<Value extends string> {
  label: string;
  value: Value;
  options: readonly Option<Value>[];
  onChange(value: Value): void;
}

/** A labelled list to choose one from. */
export function Choice<Value extends string>({ label, value, options, onChange }: Props<Value>) {
  return (
    <label class="choice">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value as Value)}>
        {groupsOf(options).map(({ group, items }) =>
          group === undefined ? (
            items.map((item) => <Item key={item.value} {...item} />)
          ) : (
            <optgroup key={group} label={group}>
              {items.map((item) => (
                <Item key={item.value} {...item} />
              ))}
            </optgroup>
          ),
        )}
      </select>
    </label>
  );
}

function Item({ value, label }: Option<string>) {
  return <option value={value}>{label}</option>;
}

/** Puts neighbours with the same group together. */
function groupsOf<Value extends string>(options: readonly Option<Value>[]) {
  const groups: { group: string | undefined; items: Option<Value>[] }[] = [];
  for (const option of options) {
    const last = groups.at(-1);
    if (last && last.group === option.group) last.items.push(option);
    else groups.push({ group: option.group, items: [option] });
  }
  return groups;
}
