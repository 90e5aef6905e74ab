/** Remembers answers that are asked for again and again, and never more than so many of them. */
export function memo<K, V>(maxSize: number, answerOf: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    let answer = known.get(key);
    if (answer === undefined) {
      // Begun anew when full: cheaper than keeping an order, and rare with a generous size.
      if (known.size >= maxSize) known.clear();
      answer = answerOf(key);
      known.set(key, answer);
    }
    return answer;
  };
}
