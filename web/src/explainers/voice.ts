// SPDX-License-Identifier: MIT
// Explainers: reads words aloud with a voice of the device itself. A voice of a server would send the words away: it is never used.

export class Voice {
  /** Told when it begins and ends, and when the device names its voices. */
  readonly #changed: (speaking: boolean) => void;
  readonly #device: SpeechSynthesis | undefined = globalThis.speechSynthesis;
  readonly #named = (): void => this.#changed(this.#speaking);
  #speaking = false;
  /** Grows with each text: what an earlier one still reports does not count. */
  #turn = 0;

  constructor(changed: (speaking: boolean) => void) {
    this.#changed = changed;
  }

  /** Many devices name their voices some time after the page is there. */
  listen(): void {
    this.#device?.addEventListener?.('voiceschanged', this.#named);
  }

  leave(): void {
    this.#device?.removeEventListener?.('voiceschanged', this.#named);
    this.stop();
  }

  speaks(locale: string): boolean {
    return this.#voiceFor(locale) !== undefined;
  }

  say(texts: readonly string[], locale: string): void {
    const voice = this.#voiceFor(locale);
    if (!voice) return;
    this.stop();
    const turn = ++this.#turn;
    const ended = () => turn === this.#turn && this.#set(false);
    const last = texts.length - 1;
    for (const [index, text] of texts.entries()) {
      const utterance = new SpeechSynthesisUtterance(text);
      utterance.voice = voice;
      utterance.lang = voice.lang;
      if (index === last) utterance.addEventListener('end', ended);
      utterance.addEventListener('error', ended);
      this.#device!.speak(utterance);
    }
    this.#set(true);
  }

  stop(): void {
    if (!this.#speaking) return;
    this.#turn += 1;
    this.#device!.cancel();
    this.#set(false);
  }

  #set(speaking: boolean): void {
    this.#speaking = speaking;
    this.#changed(speaking);
  }

  #voiceFor(locale: string): SpeechSynthesisVoice | undefined {
    const language = (tag: string) => tag.toLowerCase().split(/[-_]/)[0];
    return this.#device?.getVoices().find((voice) => voice.localService && language(voice.lang) === language(locale));
  }
}
