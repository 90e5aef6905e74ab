/** Runs inside the page: how long each frame took, and whether what was drawn in it covers the list's view. */
(() => {
  const stepPx = 16;

  /** True where a place in the view of the list shows no row. */
  function hasHole(scroller) {
    const { left, top, bottom } = scroller.getBoundingClientRect();
    for (let y = top + 1; y < bottom; y += stepPx) {
      if (!document.elementFromPoint(left + 100, y)?.closest('[role=option]')) return true;
    }
    return false;
  }

  function start() {
    const scroller = document.querySelector('[role=listbox]');
    const found = { frames: 0, blank: 0, longestMs: 0, over50: 0 };
    let last;
    let isOver = false;
    // Observers are told after every callback and the layout of a frame, right before it is painted.
    const bell = document.createElement('div');
    bell.style.cssText = 'position:fixed;top:0;left:0;width:1px;height:1px;pointer-events:none';
    document.body.append(bell);
    const observer = new ResizeObserver(() => {
      found.frames++;
      if (hasHole(scroller)) found.blank++;
    });
    observer.observe(bell);
    const onFrame = (at) => {
      if (isOver) return;
      if (last !== undefined) {
        found.longestMs = Math.max(found.longestMs, at - last);
        if (at - last > 50) found.over50++;
      }
      last = at;
      bell.style.width = bell.style.width === '1px' ? '2px' : '1px';
      requestAnimationFrame(onFrame);
    };
    requestAnimationFrame(onFrame);
    return () => {
      isOver = true;
      observer.disconnect();
      bell.remove();
      return found;
    };
  }

  let stop;
  window.scrollProbe = {
    start: () => void (stop = start()),
    stop: () => stop(),
  };
})();
