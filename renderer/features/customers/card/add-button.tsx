import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';

/** The quiet action beside the title of a section to which something can be added. */
export function AddButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button
      size="small"
      type="text"
      icon={<PlusOutlined />}
      aria-label={label}
      title={label}
      onClick={onClick}
    />
  );
}
