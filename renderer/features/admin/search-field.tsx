import { SearchOutlined } from '@ant-design/icons';
import { ImeInput } from '../../components/ime-input.tsx';
import style from './admin.module.css';

interface SearchFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

export function SearchField({ label, value, onChange }: SearchFieldProps) {
  return (
    <ImeInput
      className={style.search ?? ''}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      prefix={<SearchOutlined aria-hidden />}
      placeholder={label}
      aria-label={label}
      maxLength={100}
      allowClear
    />
  );
}
