// The colour of a duty's state, the same wherever it stands.
export const tones = {
  owed: 'warn',
  submitted: 'accent',
  accepted: 'good',
  returned: 'bad',
  withdrawn: 'plain',
} as const;
