import type { Settings } from '../setting.ts';

/** 走心, 合格, 敷衍, 无效 (rules.md R9). */
export const commentGrades = ['good', 'pass', 'weak', 'void'] as const;
export type CommentGrade = (typeof commentGrades)[number];

export function gradeOf(score: number, settings: Settings): CommentGrade {
  if (score >= settings['comment.grade.good']) return 'good';
  if (score >= settings['comment.grade.pass']) return 'pass';
  return score >= settings['comment.grade.weak'] ? 'weak' : 'void';
}
