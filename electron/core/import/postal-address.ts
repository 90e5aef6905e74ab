/** One line from the parts of an address: Chinese from large to small without commas, others from small to large. */
export interface AddressParts {
  box?: string;
  street?: string;
  extended?: string;
  city?: string;
  region?: string;
  code?: string;
  country?: string;
}

const oneLine = (part: string | undefined, separator: string): string =>
  (part ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(separator);

export function formatAddress(parts: AddressParts): string {
  const { box, street, extended, city, region, code, country } = parts;
  const isChinese = /\p{Script=Han}/u.test(`${street}${city}${region}${extended}`);
  if (isChinese) {
    // The same place often stands in several parts: 上海市, 上海市.
    const places: string[] = [];
    for (const part of [country, region, city, street, extended]) {
      const place = oneLine(part, ' ');
      if (place !== '' && !places.join('').endsWith(place)) places.push(place);
    }
    return [places.join(''), oneLine(box, ' '), oneLine(code, ' ')].filter((part) => part !== '').join(' ');
  }
  const regionLine = [oneLine(region, ', '), oneLine(code, ', ')].filter((part) => part !== '').join(' ');
  return [box, street, extended, city, regionLine, country]
    .map((part) => oneLine(part, ', '))
    .filter((part) => part !== '')
    .join(', ');
}
