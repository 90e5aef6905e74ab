/**
 * Runs inside an empty page: looks at pictures of the screen for a place in the list where a row is missing. Every row
 * has a surname in dark ink in its avatar; where the column of avatars has no ink for longer than a row and a half, the
 * row is not there (an outline, a hole or only the ground).
 */
window.longestInkless = async (pictures, { left, right, top, bottom }) => {
  const width = Math.round(right - left);
  const height = Math.round(bottom - top);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const longest = [];
  for (const picture of pictures) {
    const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }));
    context.drawImage(image, left, top, width, height, 0, 0, width, height);
    const { data } = context.getImageData(0, 0, width, height);
    let run = 0;
    let most = 0;
    for (let y = 0; y < height; y++) {
      let hasInk = false;
      for (let at = y * width * 4; at < (y + 1) * width * 4 && !hasInk; at += 4) {
        hasInk = data[at] + data[at + 1] + data[at + 2] < 380;
      }
      run = hasInk ? 0 : run + 1;
      most = Math.max(most, run);
    }
    longest.push(most);
  }
  return longest;
};
