/** Finds by name, nickname, pinyin, initials, company or phone tail; core does the finding. */
import { SearchOutlined } from '@ant-design/icons';
import type { InputRef } from 'antd';
import { type KeyboardEvent, type Ref, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ImeInput, isComposing } from '../../../components/ime-input.tsx';
import { setCustomerFilter, useCustomerList } from '../../../stores/customer-list.ts';
import style from './customer-list.module.css';

const typingPauseMs = 120;

interface SearchBoxProps {
  ref: Ref<InputRef>;
  /** The rep is done typing and wants to move through what was found. */
  onLeave: () => void;
}

export function SearchBox({ ref, onLeave }: SearchBoxProps) {
  const { t } = useTranslation('customers');
  const search = useCustomerList((state) => state.filter.search ?? '');
  const [text, setText] = useState(search);
  const [asked, setAsked] = useState(search);

  // The filter was cleared or set elsewhere: follow it.
  if (search !== asked) {
    setAsked(search);
    if (search !== text.trim()) setText(search);
  }
  useEffect(() => {
    const timer = setTimeout(() => setCustomerFilter({ search: text.trim() }), typingPauseMs);
    return () => clearTimeout(timer);
  }, [text]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    if (event.key === 'Escape' && text !== '') {
      event.stopPropagation();
      setText('');
    } else if (event.key === 'ArrowDown' || event.key === 'Enter' || event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onLeave();
    }
  };

  return (
    <ImeInput
      ref={ref}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={onKeyDown}
      prefix={<SearchOutlined className={style.searchIcon} aria-hidden />}
      placeholder={t('list.searchPlaceholder')}
      aria-label={t('list.search')}
      maxLength={200}
      allowClear
    />
  );
}
