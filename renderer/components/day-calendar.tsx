/** The calendar of a field for days, loaded when one is first opened. */
import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import style from './date-field.module.css';

interface DayCalendarProps {
  /** As the field has it; empty: none. */
  value: string;
  showTime: boolean;
  min: string | undefined;
  max: string | undefined;
  /** `isLast`: nothing is left to choose. */
  onPick: (value: string, isLast: boolean) => void;
  onClose: () => void;
}

export function DayCalendar({ value, showTime, min, max, onPick, onClose }: DayCalendarProps) {
  return (
    <span className={style.anchor} aria-hidden>
      <DatePicker
        open
        inputReadOnly
        tabIndex={-1}
        style={{ width: '100%' }}
        value={value === '' ? null : dayjs(value)}
        needConfirm={false}
        {...(showTime && { showTime: { format: 'HH:mm', minuteStep: 5 } })}
        {...(min && { minDate: dayjs(min) })}
        {...(max && { maxDate: dayjs(max) })}
        onCalendarChange={(day) => {
          if (day && !Array.isArray(day))
            onPick(day.format(showTime ? 'YYYY-MM-DDTHH:mm' : 'YYYY-MM-DD'), !showTime);
        }}
        onOpenChange={(open) => {
          if (!open) onClose();
        }}
      />
    </span>
  );
}
