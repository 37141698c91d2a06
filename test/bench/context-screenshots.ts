// npm run screenshots, second part: the states of long contexts, light and dark, English and Chinese, into .output/screenshots.
import {
  ask,
  press,
  pressEscape,
  waitForAnswer,
  waitForSource,
  waitForText,
  waitForWindow,
} from '../helpers/drive-panel.ts';
import { seedChat } from '../helpers/seed-chat.ts';
import { shortArticle } from '../helpers/world.ts';
import { makeSource } from './make-source.ts';
import { panelSize, pictureWorld, screenshotFolder, shoot } from './shoot.ts';

const texts = {
  en: {
    question: 'Which codes are named, and who keeps them?',
    note: 'The clerk kept eleven green books.',
    window: '32.8k',
  },
  zh: { question: '文中提到了哪些暗号，由谁保管？', note: '书记员保管着十一本绿色的账簿。', window: '3.3万' },
};

for (const language of ['en', 'zh'] as const) {
  const { question, note, window } = texts[language];
  const world = await pictureWorld(language, {
    models: [
      {
        id: 'small-model',
        context_length: 32_768,
        pricing: { prompt: '0.0000006', completion: '0.0000025' },
      },
      { id: 'kimi-long-context', context_length: 262_144 },
      { id: 'giant-model', context_length: 1_048_576 },
    ],
  });
  const { panel } = await world.read(world.pages.add('/first', shortArticle));
  await panel.setViewport(panelSize);
  await waitForSource(panel);
  const begin = async (count: number, size: number) => {
    await seedChat(
      panel,
      Array.from({ length: count }, (_, index) => makeSource(index, size)),
    );
    await waitForWindow(panel, window);
    world.server.clear();
  };

  await begin(6, 40_000);
  await press(panel, 'meter');
  await panel.waitForSelector('[data-testid="meter-details"]');
  await shoot(panel, language, '20-meter');
  await pressEscape(panel);
  await ask(panel, question);
  await panel.waitForSelector('[data-testid="too-long"]');
  await shoot(panel, language, '21-too-long');
  world.server.defaultReply = { text: note };
  world.server.reply({ text: note }, { text: note }, { text: note.repeat(60), rate: 8 });
  await press(panel, 'full-read');
  await panel.waitForSelector('[data-testid="reading"][data-passes="2"]');
  await shoot(panel, language, '22-reading');
  await press(panel, 'pause-reading');
  await waitForAnswer(panel);
  await shoot(panel, language, '23-paused');
  await press(panel, 'action-continue');
  await panel.waitForSelector('[data-testid="full-read-made"]', { timeout: 60_000 });
  await shoot(panel, language, '24-full-read');

  await begin(1, 30_000);
  world.server.reply({ text: note, usage: { prompt_tokens: 4096, completion_tokens: 30 } });
  await ask(panel, question);
  await waitForAnswer(panel);
  await shoot(panel, language, '25-truncated');

  await begin(1, 2000);
  world.server.reply({ text: `${note.repeat(language === 'en' ? 5000 : 2400)} END` });
  await ask(panel, question);
  await waitForText(panel, 'END');
  await waitForAnswer(panel);
  await ask(panel, question);
  await panel.waitForSelector('[data-testid="too-long"]');
  await shoot(panel, language, '26-chat-too-long');
  await press(panel, 'summarise-turns');
  world.server.clear();
  world.server.reply({ text: note.repeat(6) });
  await press(panel, 'memory-write');
  await panel.waitForFunction(
    () => (document.querySelector('[data-testid="memory-text"]') as HTMLTextAreaElement).value,
  );
  await shoot(panel, language, '27-memory');

  const options = await world.extension.openPage('options.html');
  await options.setViewport({ width: 900, height: 1500, deviceScaleFactor: 1 });
  await options.waitForSelector('[data-testid="endpoint"] button');
  await options.select('[data-testid="animal-size"]', '4000');
  world.server.replyWith((body) => {
    const codes = [...body.matchAll(/Marker (\d+): the code word of this marker is ([0-9a-f]{8})/g)];
    return {
      text: codes
        .slice(3)
        .map(([, number, code]) => `${number}: ${code}`)
        .join('\n'),
    };
  });
  await press(options, 'run-animal-test');
  await options.waitForSelector('[data-testid="animal-result"]', { timeout: 60_000 });
  await options.click('[data-testid="endpoint"] button');
  await options.waitForSelector('[data-testid="base-url"]');
  await options.$eval('details', (details) => {
    details.open = true;
  });
  await shoot(options, language, '28-settings');
  await world.close();
}
console.log(`Screenshots are in ${screenshotFolder}`);
