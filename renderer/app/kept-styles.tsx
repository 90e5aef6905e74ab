/**
 * Never seen: the variables of these are in the page as long as one of them is, and the last of them on a card goes with the
 * card. Taking a style away and adding it again makes the browser look at the style of everything anew.
 */
import { Segmented, Select } from 'antd';

const options = [''];

export function KeptStyles() {
  return (
    <div hidden inert>
      <Segmented options={options} />
      <Select />
    </div>
  );
}
