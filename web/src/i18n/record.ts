// The words of a log that is not what this device has seen before.
import { catalogue } from './catalogue.svelte';

interface Figures {
  kept: { size: number; root: string };
  shown: { size: number; root: string };
}

export const record = catalogue(
  {
    contradiction: '会议记录与本机保存的检查点矛盾',
    explained:
      '服务器现在的记录，不是本机先前见过的那一份记录的延续。请保留本页并告知工作人员或监票人。如为演练后重建或已宣布的备份恢复，可从现在的记录重新开始。',
    figures: ({ kept, shown }: Figures) =>
      `本机：${kept.size} 项，${kept.root}；现在：${shown.size} 项，${shown.root}`,
    accept: '从现在的记录重新开始',
  },
  {
    contradiction: 'The record contradicts the checkpoint kept on this device',
    explained:
      'What the server shows now does not continue the record that this device saw before. Keep this page and tell the staff or a teller. After a rehearsal, or a restored backup that was announced, begin anew with the present record.',
    figures: ({ kept, shown }: Figures) =>
      `This device: ${kept.size} events, ${kept.root}; now: ${shown.size} events, ${shown.root}`,
    accept: 'Begin anew with the present record',
  },
);
