/** The done-rate chart as echarts data: marks, dashes and names tell the lines apart, colour only helps. */
import type { RepFigures } from './review-figure.ts';
import { ratesByDate } from './review-figure.ts';

export interface ChartColours {
  ink: string;
  faint: string;
  line: string;
  accent: string;
  surface: string;
  isDark: boolean;
}

/** More lines than this cannot be told apart; then each rep is one bar. */
export const mostLines = 5;

const symbols = ['circle', 'rect', 'triangle', 'diamond', 'emptyCircle'];
const dashes: ('solid' | number[])[] = ['solid', [6, 3], [2, 3], [10, 3, 2, 3], [14, 4]];
const tones = {
  light: ['#0f766e', '#8a5a0b', '#3f5f9e', '#9a3f66', '#4d7a2c'],
  dark: ['#4dbfb0', '#dcb06a', '#93b0e6', '#e298b6', '#a3cf7f'],
};

const percent = (value: unknown) => (typeof value === 'number' ? `${value}%` : '–');

export function showsLines(reps: RepFigures[], today: string): boolean {
  const { dates } = ratesByDate(reps, today);
  return dates.length > 1 && reps.length <= mostLines;
}

export function lineOption(
  reps: RepFigures[],
  today: string,
  colours: ChartColours,
  dateLabel: (on: string) => string,
) {
  const { dates, rates } = ratesByDate(reps, today);
  return {
    ...frame(colours),
    grid: { left: 44, right: 16, top: 12, bottom: 60 },
    legend: {
      bottom: 0,
      left: 36,
      itemWidth: 44,
      itemHeight: 10,
      itemGap: 20,
      textStyle: { color: colours.ink, fontSize: 12 },
    },
    xAxis: { type: 'category' as const, data: dates.map(dateLabel), ...axis(colours), boundaryGap: false },
    yAxis: { type: 'value' as const, min: 0, max: 100, interval: 25, ...axis(colours, '{value}%') },
    series: reps.map(({ name }, index) => ({
      type: 'line' as const,
      name,
      data: rates[index] ?? [],
      connectNulls: true,
      symbol: symbols[index] ?? 'circle',
      symbolSize: 8,
      showAllSymbol: true,
      color: tones[colours.isDark ? 'dark' : 'light'][index] ?? colours.accent,
      lineStyle: { width: 2, type: dashes[index] ?? 'solid' },
      emphasis: { focus: 'series' as const },
      tooltip: { valueFormatter: percent },
    })),
  };
}

export function barOption(reps: RepFigures[], colours: ChartColours) {
  return {
    ...frame(colours),
    grid: { left: 8, right: 8, top: 4, bottom: 4, containLabel: true },
    xAxis: { type: 'value' as const, min: 0, max: 100, show: false },
    yAxis: [
      { ...barAxis(colours), data: reps.map(({ name }) => name) },
      {
        ...barAxis(colours),
        data: reps.map(({ totals }) => percent(totals.doneRate)),
        position: 'right' as const,
      },
    ],
    series: [
      {
        type: 'bar' as const,
        data: reps.map(({ totals }) => totals.doneRate),
        barMaxWidth: 14,
        color: colours.accent,
        showBackground: true,
        backgroundStyle: { color: colours.line, borderRadius: 4 },
        itemStyle: { borderRadius: 4 },
        tooltip: { valueFormatter: percent },
      },
    ],
  };
}

function barAxis(colours: ChartColours) {
  return {
    type: 'category' as const,
    inverse: true,
    axisTick: { show: false },
    axisLine: { show: false },
    axisLabel: { color: colours.ink },
    axisPointer: { label: { show: false } },
  };
}

function frame(colours: ChartColours) {
  return {
    animation: false,
    aria: { enabled: true },
    textStyle: { fontFamily: 'inherit' },
    tooltip: {
      trigger: 'axis' as const,
      backgroundColor: colours.surface,
      borderColor: colours.line,
      textStyle: { color: colours.ink, fontSize: 13 },
      axisPointer: { type: 'shadow' as const, shadowStyle: { opacity: 0.08 } },
    },
  };
}

function axis(colours: ChartColours, formatter?: string) {
  return {
    axisLine: { lineStyle: { color: colours.line } },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: colours.line } },
    axisLabel: { color: colours.faint, fontSize: 12, hideOverlap: true, ...(formatter && { formatter }) },
  };
}
