import { ChevronDown } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import styles from './SelectField.module.css';

export interface Option<T extends string> {
  readonly value: T;
  readonly label: string;
}

export interface SelectFieldProps<T extends string> {
  readonly label: string;
  readonly icon?: ReactNode;
  readonly value: T;
  readonly options: readonly Option<T>[];
  readonly onChange: (value: T) => void;
  readonly disabled?: boolean;
  /** Shows the label to screen readers only. */
  readonly compact?: boolean;
}

export function SelectField<T extends string>({
  label,
  icon,
  value,
  options,
  onChange,
  disabled,
  compact = false,
}: SelectFieldProps<T>) {
  const id = useId();
  const choose = (chosen: string) => {
    const option = options.find((candidate) => candidate.value === chosen);
    if (option) onChange(option.value);
  };
  return (
    <div className={styles['field']}>
      {!compact && (
        <label htmlFor={id} className={styles['label']}>
          {label}
        </label>
      )}
      <div className={styles['control']}>
        {icon && <span className={styles['icon']}>{icon}</span>}
        <select
          id={id}
          aria-label={compact ? label : undefined}
          className={styles['select']}
          data-icon={icon ? true : undefined}
          value={value}
          disabled={disabled}
          onChange={(event) => choose(event.target.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown className={styles['chevron']} aria-hidden="true" />
      </div>
    </div>
  );
}
