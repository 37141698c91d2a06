import { useState } from 'react';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';

/** Asks for the password of a locked file. It goes to the reader and is not kept. */
export function PasswordForm({ title, onOpen }: { title: string; onOpen: (password: string) => void }) {
  const { t } = useTexts();
  const [password, setPassword] = useState('');
  return (
    <form
      className="mt-1 flex gap-1.5 px-1.5 pb-1"
      onSubmit={(event) => {
        event.preventDefault();
        if (password) onOpen(password);
      }}
    >
      <input
        type="password"
        autoComplete="off"
        data-testid="file-password"
        aria-label={t('file.passwordOf', { title })}
        placeholder={t('file.password')}
        value={password}
        className="min-w-0 flex-1 rounded-lg border border-line bg-page px-2.5 py-1 text-[13px] outline-none placeholder:text-muted focus:border-accent"
        onChange={(event) => setPassword(event.target.value)}
      />
      <Button type="submit" look="primary" disabled={!password} data-testid="file-unlock">
        {t('file.open')}
      </Button>
    </form>
  );
}
