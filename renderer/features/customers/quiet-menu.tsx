/** A menu that opens on click; Esc closes it and leaves the card open. */
import { Dropdown, type MenuProps } from 'antd';
import { type ReactElement, useState } from 'react';
import { useEscape } from './use-escape.ts';

/** The focus goes into the open menu, so that its arrow keys work at once. */
const arrowKeys = { autoFocus: true };

interface QuietMenuProps {
  items: readonly { value: string; label: string; danger?: boolean }[];
  /** The one that holds now, in a menu of choices. */
  chosen?: string;
  onChoose: (value: string) => void;
  disabled?: boolean;
  placement?: 'bottomLeft' | 'bottomRight';
  children: ReactElement;
}

export function QuietMenu({ items, chosen, onChoose, disabled, placement, children }: QuietMenuProps) {
  const [open, setOpen] = useState(false);
  useEscape(open, () => setOpen(false));
  const menu: MenuProps = {
    selectable: chosen !== undefined,
    selectedKeys: chosen === undefined ? [] : [chosen],
    items: items.map(({ value, label, danger }) => ({ key: value, label, danger })),
    onClick: ({ key }) => {
      setOpen(false);
      onChoose(key);
    },
  };
  return (
    <Dropdown
      trigger={['click']}
      open={open}
      onOpenChange={setOpen}
      disabled={disabled}
      placement={placement}
      menu={menu}
      {...arrowKeys}
    >
      {children}
    </Dropdown>
  );
}
