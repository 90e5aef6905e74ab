/**
 * A new customer in three taps (B04): what they want, how the profile looks, where they come from. Digits answer. The list
 * of the day leads here with `?fill=triage`.
 */
import { Button } from 'antd';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerCard } from '#shared/contract/customer.ts';
import { isTriageOpen } from '#shared/domain/card/triage.ts';
import { profileCues, sources, type ProfileCue, type Source } from '#shared/domain/entity/book.ts';
import { isComposing } from '../../../components/ime-input.tsx';
import { useShortcut } from '../../../app/shortcut.ts';
import { KeyHint } from '../../../components/key-hint.tsx';
import { useFailToast, useUndoToast } from '../../../components/undo-toast.tsx';
import { useApi } from '../../../platform/api-context.tsx';
import { useAsked } from '../asked.tsx';
import { useCardInsight } from '../card/use-card-insight.ts';
import { IntentLine, type IntentWords } from './intent-line.tsx';
import style from './triage.module.css';

const intents = [0, 1, 2, 3] as const;

interface Answers {
  intent?: number;
  cue?: ProfileCue;
  source?: Source;
}

export function TriagePanel({ card, readOnly }: { card: CustomerCard; readOnly: boolean }) {
  const { t } = useTranslation(['card', 'customers']);
  const api = useApi();
  const undoToast = useUndoToast();
  const fail = useFailToast();
  const frame = useRef<HTMLDivElement>(null);
  const [answers, setAnswers] = useState<Answers>({});
  const [words, setWords] = useState<IntentWords>({
    intentProduct: card.intentProduct,
    intentBasis: card.intentBasis,
    intentNote: card.intentNote,
  });
  const insight = useCardInsight(card.id);
  const isOpen = !readOnly && isTriageOpen(card);
  useShortcut(
    t('customers:card.label'),
    { i: { label: t('triage.title'), run: () => frame.current?.focus() } },
    { enabled: isOpen },
  );
  const { asked, setAsked } = useAsked();
  const isAsked = isOpen && asked.get('fill') === 'triage';
  useEffect(() => {
    if (!isAsked) return;
    frame.current?.scrollIntoView({ block: 'center' });
    frame.current?.focus({ preventScroll: true });
    setAsked();
  }, [isAsked, setAsked]);
  if (!isOpen) return null;

  const knowsSource = card.source !== 'unknown';
  const steps = knowsSource ? (['intent', 'cue'] as const) : (['intent', 'cue', 'source'] as const);
  const step = steps.find((name) => answers[name] === undefined) ?? steps.at(-1)!;

  const answer = async (given: Answers) => {
    const all = { ...answers, ...given };
    setAnswers(all);
    frame.current?.focus();
    const { intent, cue, source = knowsSource ? card.source : undefined } = all;
    if (intent === undefined || cue === undefined || source === undefined) return;
    const triage = {
      intent,
      cue,
      source,
      ...words,
    };
    try {
      const { former } = await api.customer.triage({ customerId: card.id, triage });
      undoToast(t('triage.done'), () => api.customer.undoTriage({ customerId: card.id, former }));
    } catch (error) {
      fail(error);
    }
  };
  const choices: Record<(typeof steps)[number], { label: string; choose: () => void; isOn: boolean }[]> = {
    intent: intents.map((intent) => ({
      label: t(`triage.intent.${intent}`),
      choose: () => void answer({ intent }),
      isOn: answers.intent === intent,
    })),
    cue: profileCues.map((cue) => ({
      label: t(`triage.cue.${cue}`),
      choose: () => void answer({ cue }),
      isOn: answers.cue === cue,
    })),
    source: sources.map((source) => ({
      label: t(`customers:source.${source}`),
      choose: () => void answer({ source }),
      isOn: answers.source === source,
    })),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement) return;
    if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Backspace') {
      const given = steps.filter((name) => answers[name] !== undefined).at(-1);
      if (given) setAnswers({ ...answers, [given]: undefined });
      return;
    }
    const place = step === 'intent' ? Number(event.key) : Number(event.key) - 1;
    const chosen = /^\d$/.test(event.key) ? choices[step][place] : undefined;
    if (!chosen) return;
    event.preventDefault();
    event.stopPropagation();
    chosen.choose();
  };
  return (
    <div
      ref={frame}
      className={style.panel}
      role="group"
      aria-label={t('triage.title')}
      data-part="intent"
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <div className={style.head}>
        <h3>{t('triage.title')}</h3>
        <span>{t(`triage.ask.${step}`)}</span>
        {insight.data?.triage.isLate && (
          <span className={style.late}>{t('triage.late', { hours: insight.data.triage.hours })}</span>
        )}
      </div>
      <div className={style.choices}>
        {choices[step].map(({ label, choose, isOn }, place) => (
          <Button key={label} aria-pressed={isOn} onClick={choose}>
            {label} <KeyHint keys={String(step === 'intent' ? place : place + 1)} />
          </Button>
        ))}
      </div>
      <IntentLine words={words} onChange={setWords} onEnter={() => frame.current?.focus()} />
      <div className={style.steps} aria-hidden>
        {steps.map((name) => (
          <i
            key={name}
            data-on={answers[name] !== undefined || undefined}
            data-now={name === step || undefined}
          />
        ))}
      </div>
    </div>
  );
}
