/** Draws the done rates. Loaded only when there is something to draw: echarts is the largest part of this page. */
import { theme } from 'antd';
import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use, type EChartsType } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { barOption, lineOption, showsLines } from './rate-option.ts';
import type { RepFigures } from './review-figure.ts';
import style from './review.module.css';

use([BarChart, LineChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

const barHeight = 26;

export function RateChart({ reps, today }: { reps: RepFigures[]; today: string }) {
  const { t, i18n } = useTranslation('review');
  const { token } = theme.useToken();
  const place = useRef<HTMLElement>(null);
  const chart = useRef<EChartsType>(null);
  const lines = showsLines(reps, today);

  useEffect(() => {
    if (!place.current) return;
    const drawn = init(place.current, null, { renderer: 'svg' });
    chart.current = drawn;
    const observer = new ResizeObserver(() => drawn.resize());
    observer.observe(place.current);
    return () => {
      observer.disconnect();
      drawn.dispose();
    };
  }, []);

  useEffect(() => {
    const day = new Intl.DateTimeFormat(i18n.language, { month: 'numeric', day: 'numeric', timeZone: 'UTC' });
    const colours = {
      ink: token.colorText,
      faint: token.colorTextTertiary,
      line: token.colorBorderSecondary,
      accent: token.colorPrimary,
      surface: token.colorBgElevated,
      isDark: document.documentElement.dataset['theme'] === 'dark',
    };
    const option = lines
      ? lineOption(reps, today, colours, (on) => day.format(new Date(`${on}T00:00:00.000Z`)))
      : barOption(reps, colours);
    chart.current?.setOption(option, { notMerge: true });
  }, [reps, today, lines, token, i18n.language]);

  return (
    <figure
      ref={place}
      aria-label={t('chart.label')}
      className={style.chart}
      style={{ height: lines ? 260 : Math.max(96, reps.length * barHeight + 8) }}
    />
  );
}
