import { create } from 'zustand';

/** Which of the frame's own windows is open. */
export const useFrameWindow = create<{ open: 'none' | 'palette' | 'keys' }>(() => ({ open: 'none' }));

export function openFrameWindow(open: 'none' | 'palette' | 'keys'): void {
  useFrameWindow.setState({ open });
}
