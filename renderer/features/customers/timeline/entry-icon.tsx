import {
  BellOutlined,
  CalendarOutlined,
  CameraOutlined,
  CheckCircleOutlined,
  CommentOutlined,
  EditOutlined,
  FundOutlined,
  LikeOutlined,
  MessageOutlined,
  PhoneOutlined,
  RiseOutlined,
  ShoppingOutlined,
  ShopOutlined,
  SwapRightOutlined,
  UserSwitchOutlined,
} from '@ant-design/icons';
import type { TimelineEntry } from '#shared/contract/timeline.ts';
import style from './timeline.module.css';

const touchIcons = {
  chat: MessageOutlined,
  call: PhoneOutlined,
  visit: ShopOutlined,
  comment: CommentOutlined,
  like: LikeOutlined,
  other: SwapRightOutlined,
} as const;
const icons = {
  note: EditOutlined,
  moment: CameraOutlined,
  order: ShoppingOutlined,
  deal: FundOutlined,
  promise: CheckCircleOutlined,
  appointment: CalendarOutlined,
  signal: BellOutlined,
  change: RiseOutlined,
  owner: UserSwitchOutlined,
} as const;

export function EntryIcon({ entry, isTalk }: { entry: TimelineEntry; isTalk: boolean }) {
  const own = entry.type === 'touch' ? touchIcons[entry.kind] : icons[entry.type];
  const Icon = isTalk ? touchIcons.chat : own;
  return (
    <span className={style.icon} data-type={entry.type} aria-hidden>
      <Icon />
    </span>
  );
}
